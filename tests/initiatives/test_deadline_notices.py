"""Units hear of a deadline that has moved: those with drafts, and those with entries it still concerns."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from exemplar.accounts.roles import Role
from exemplar.campaigns.deadlines import DeadlineService, DeadlineWanted
from exemplar.campaigns.service import CampaignService
from exemplar.campaigns.workflow import PhaseKind
from exemplar.core.clock import utc_now
from exemplar.initiatives import jobs
from exemplar.initiatives.service import InitiativeService
from exemplar.notifications.models import OutboxMail
from exemplar.notifications.service import NotificationService
from tests.factories import everywhere, make_actor, settled
from tests.initiatives.arrange import accepting, make_draft, make_season, make_submitted, screenings


@pytest.fixture
async def season(session):
    return await make_season(session)


async def moved(session, services, season, phase):
    """Move the deadline by two managers, do the job, and return whom the outbox has mails for."""
    deadlines = DeadlineService(session, utc_now, NotificationService(session, "https://exemplar.test"))
    first, second = [await make_actor(session, everywhere(Role.MANAGER)) for _ in range(2)]
    windows = (await CampaignService(session, utc_now).phases_of(season.campaign.id))[season.campaign.id]
    closes_at = next(window.closes_at for window in windows if window.kind is phase) + timedelta(days=2)
    change = await deadlines.request(first, season.campaign.id, season.campaign.version, DeadlineWanted(phase, closes_at, "Bão số 5"))
    await deadlines.confirm(second, season.campaign.id, change.id)
    await settled(session)
    await jobs.tell_of_deadline(services, str(season.campaign.id), phase.value, str(change.id))
    keys = await session.scalars(select(OutboxMail.effect_key).where(OutboxMail.effect_key.startswith("deadline_extended:")))
    return {key.rsplit(":", 1)[1] for key in keys}


def ids(*actors):
    return {str(actor.account_id) for actor in actors}


async def test_units_with_drafts_hear_of_the_closing_of_entries(session, services, season):
    await make_draft(session, season)

    assert await moved(session, services, season, PhaseKind.SUBMISSION) == ids(season.contributor, season.lead)


async def test_a_draft_is_not_concerned_by_a_later_stage(session, services, season):
    await make_draft(session, season)

    assert await moved(session, services, season, PhaseKind.SCREENING) == set()


async def test_units_with_entries_hear_of_a_later_stage(session, services, season):
    handed_in = await make_submitted(session, season)
    await screenings(session).decide(season.screener, handed_in.initiative.id, accepting(handed_in.revision.id))

    assert await moved(session, services, season, PhaseKind.SCREENING) == ids(season.contributor, season.lead)


async def test_whoever_took_the_entry_back_is_left_in_peace(session, services, season):
    handed_in = await make_submitted(session, season)
    await InitiativeService(session, utc_now).withdraw(season.lead, handed_in.initiative.id, handed_in.initiative.version)

    assert await moved(session, services, season, PhaseKind.SUBMISSION) == set()
