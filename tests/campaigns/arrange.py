"""Campaigns for the tests of this module, made through its services."""

from datetime import UTC, datetime, timedelta
from itertools import count

from exemplar.accounts.actor import Actor
from exemplar.accounts.roles import Role
from exemplar.campaigns.models import Campaign
from exemplar.campaigns.preparation import PhaseDates, PreparationService
from exemplar.campaigns.publishing import PublishingService
from exemplar.campaigns.service import CampaignDetails, CampaignService
from exemplar.campaigns.templates import CampaignTemplate, blueprint
from exemplar.campaigns.workflow import PhaseKind
from exemplar.core.clock import utc_now
from exemplar.core.events import INFO_KEY, Events
from tests.factories import everywhere, make_actor

_serial = count(1)
MANAGER = everywhere(Role.MANAGER)


def text(words: str) -> dict[str, str | None]:
    return {"vi": words, "fr": None, "en": None}


def alone(session):
    """Let nobody else in on what the campaign announces: the other modules have tests of their own."""
    session.info[INFO_KEY] = Events()
    return session


def year(opens_in: timedelta = timedelta(days=-1)) -> list[PhaseDates]:
    """Return five phases of ten days, each opening five days after the one before."""
    start = datetime.now(UTC).replace(microsecond=0) + opens_in
    return [
        PhaseDates(kind, start + timedelta(days=5 * index), start + timedelta(days=5 * index + 10)) for index, kind in enumerate(PhaseKind)
    ]


async def make_manager(session, name="Trần Văn Minh") -> Actor:
    return await make_actor(session, MANAGER, name=name)


async def make_draft(session, manager: Actor, template: CampaignTemplate | None = CampaignTemplate.INITIATIVE_AWARD) -> Campaign:
    service = CampaignService(session, utc_now)
    return await service.create(manager, f"C-{next(_serial)}", CampaignDetails(name=text("Mô hình hay")), blueprint(template))


async def make_ready(session, manager: Actor) -> Campaign:
    campaign = await make_draft(session, manager)
    return await PreparationService(session, utc_now).set_phases(manager, campaign.id, campaign.version, year())


async def make_published(session, manager: Actor) -> Campaign:
    campaign = await make_ready(session, manager)
    return await PublishingService(alone(session), utc_now).publish(manager, campaign.id, campaign.version)
