"""Moving a deadline of a published call: two managers, one transaction, everybody told."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import IntegrityError

from exemplar.accounts.errors import RequestLapsed, RequestWrongState, SecondPersonRequired
from exemplar.accounts.roles import Role
from exemplar.audit.models import AuditEntry
from exemplar.campaigns import jobs
from exemplar.campaigns.deadlines import DeadlineService, DeadlineWanted
from exemplar.campaigns.errors import (
    CampaignNotFound,
    DeadlineChangeNotFound,
    DeadlineChangePending,
    DeadlineNotLater,
    PhaseClosed,
    PhaseNotFound,
    WrongState,
)
from exemplar.campaigns.models import DeadlineChange
from exemplar.campaigns.pages import CampaignPages
from exemplar.campaigns.preparation import PreparationService
from exemplar.campaigns.publishing import PublishingService
from exemplar.campaigns.service import CampaignService
from exemplar.campaigns.workflow import PhaseKind
from exemplar.core.clock import utc_now
from exemplar.core.database import transaction
from exemplar.core.errors import ConfirmationRequired, NotAllowed, StaleVersion
from exemplar.core.models import new_id
from exemplar.notifications.models import Notification, OutboxMail
from exemplar.notifications.service import NotificationService
from tests.campaigns.arrange import MANAGER, alone, make_draft, make_manager, make_published, year
from tests.factories import actor_of, in_campaign, make_account, make_actor, problem, settled, sign_in_as

WHY = "Bão số 5 làm mất điện nhiều nơi."


def deadlines(session):
    return DeadlineService(session, utc_now, NotificationService(session, "https://exemplar.test"))


async def closing(session, campaign):
    (submission, *_) = (await CampaignService(session, utc_now).phases_of(campaign.id))[campaign.id]
    return submission.closes_at


async def wanting(session, campaign, days=3, phase=PhaseKind.SUBMISSION):
    return DeadlineWanted(phase, await closing(session, campaign) + timedelta(days=days), WHY)


async def make_two(session):
    """Return a published call with its two managers."""
    first, second = await make_manager(session), await make_manager(session, "Lê Thị Hai")
    return await make_published(session, first), first, second


async def asked(session, campaign, actor, days=3):
    return await deadlines(session).request(actor, campaign.id, campaign.version, await wanting(session, campaign, days))


async def due_now(session, change):
    """Let the time of a request be over, and the phase go on."""
    await session.execute(text("UPDATE deadline_change SET lapses_at = clock_timestamp() WHERE id = :id"), {"id": change.id})
    await session.refresh(change)


async def told(session, kind):
    return set(await session.scalars(select(Notification.account_id).where(Notification.kind == kind)))


async def test_nothing_moves_until_another_manager_confirms(session, services):
    campaign, first, second = await make_two(session)
    before = await closing(session, campaign)
    change = await asked(session, campaign, first)
    assert await closing(session, campaign) == before
    with pytest.raises(SecondPersonRequired):
        await deadlines(session).confirm(first, campaign.id, change.id)

    await deadlines(session).confirm(second, campaign.id, change.id)
    await settled(session)

    assert await closing(session, campaign) == before + timedelta(days=3)
    log = [(e.action, e.actor_id) for e in await session.scalars(select(AuditEntry).order_by(AuditEntry.seq)) if "deadline" in e.action]
    assert log == [
        ("deadline_change.requested", first.account_id),
        ("deadline_change.confirmed", second.account_id),
        ("deadline.extended", second.account_id),
    ]


async def test_the_database_itself_refuses_that_one_person_does_both(session):
    campaign, first, _ = await make_two(session)
    change = await asked(session, campaign, first)

    with pytest.raises(IntegrityError, match="confirmed_by_another"):
        await session.execute(
            text("UPDATE deadline_change SET state = 'confirmed', settled_by = requested_by, settled_at = now() WHERE id = :id"),
            {"id": change.id},
        )


async def test_the_other_managers_are_asked_and_whoever_asked_is_told_of_a_no(session):
    campaign, first, second = await make_two(session)
    of_this_call = await make_actor(session, in_campaign(Role.MANAGER, campaign.id))
    await make_actor(session, in_campaign(Role.MANAGER, new_id()))
    change = await asked(session, campaign, first)
    assert await told(session, "deadline_change_requested") == {second.account_id, of_this_call.account_id}

    declined = await deadlines(session).decline(of_this_call, campaign.id, change.id, "Đã gia hạn hai lần rồi.")

    assert (declined.state, declined.settled_by, declined.answer) == ("declined", of_this_call.account_id, "Đã gia hạn hai lần rồi.")
    assert await told(session, "deadline_change_declined") == {first.account_id}
    with pytest.raises(RequestWrongState):
        await deadlines(session).confirm(second, campaign.id, change.id)


async def test_whoever_asked_takes_it_back_and_asks_again(session):
    campaign, first, _ = await make_two(session)
    change = await asked(session, campaign, first)
    with pytest.raises(DeadlineChangePending):
        await asked(session, campaign, first, days=4)

    await deadlines(session).decline(first, campaign.id, change.id)

    assert (await asked(session, campaign, first, days=4)).state == "requested"
    assert await told(session, "deadline_change_declined") == set()


async def test_everybody_who_plans_by_the_date_is_told_once_by_the_outbox(session, services):
    campaign, first, second = await make_two(session)
    juror, screener = [await make_actor(session, in_campaign(role, campaign.id)) for role in (Role.JUROR, Role.SCREENER)]
    await make_actor(session, in_campaign(Role.JUROR, new_id()))
    change = await asked(session, campaign, first)
    await deadlines(session).confirm(second, campaign.id, change.id)
    await settled(session)

    await jobs.tell_of_deadline(services, str(change.id))
    await jobs.tell_of_deadline(services, str(change.id))

    people = {first.account_id, second.account_id, juror.account_id, screener.account_id}
    mails = list(await session.scalars(select(OutboxMail).where(OutboxMail.effect_key.startswith("deadline_extended:"))))
    assert await told(session, "deadline_extended") == people
    assert len(mails) == len(people)
    assert all(WHY in mail.text and f"/calls/{campaign.id}" in mail.text for mail in mails)


async def test_a_request_lapses_after_seven_days_or_with_the_deadline(session, services):
    campaign, first, second = await make_two(session)
    change = await asked(session, campaign, first)
    assert change.lapses_at == change.requested_at + timedelta(days=7)
    tomorrow = "UPDATE phase SET opens_at = now(), closes_at = clock_timestamp() + interval '1 day' WHERE kind = 'screening'"
    await session.execute(text(tomorrow))
    soon = await deadlines(session).request(
        second, campaign.id, campaign.version, await wanting(session, campaign, days=40, phase=PhaseKind.SCREENING)
    )
    assert soon.lapses_at == soon.closes_before
    await due_now(session, change)
    with pytest.raises(RequestLapsed):
        await deadlines(session).confirm(second, campaign.id, change.id)
    await settled(session)

    for request in (change, soon):
        await jobs.lapse_deadline_change(services, str(request.id))
        await session.refresh(request)

    assert (change.state, change.settled_by, soon.state) == ("lapsed", None, "requested")
    assert await told(session, "deadline_change_lapsed") == {first.account_id}


async def test_a_lapsed_request_that_no_job_noted_makes_room_for_the_next(session):
    campaign, first, second = await make_two(session)
    change = await asked(session, campaign, first)
    await due_now(session, change)

    again = await asked(session, campaign, second, days=5)

    assert (change.state, again.state) == ("lapsed", "requested")


async def test_a_deadline_that_passes_while_the_request_waits_stays_passed(session):
    campaign, first, second = await make_two(session)
    change = await asked(session, campaign, first)
    place = {"id": campaign.id, "change": change.id}
    await session.execute(text("UPDATE phase SET opens_at = opens_at - interval '30 days' WHERE campaign_id = :id"), place)
    await session.execute(
        text("UPDATE phase SET closes_at = clock_timestamp() - interval '1 second' WHERE campaign_id = :id AND kind = 'submission'"), place
    )
    await session.execute(
        text(
            "UPDATE deadline_change SET closes_before = p.closes_at, lapses_at = p.closes_at FROM phase p"
            " WHERE p.campaign_id = :id AND p.kind = 'submission' AND deadline_change.id = :change"
        ),
        place,
    )

    with pytest.raises(RequestLapsed):
        await deadlines(session).confirm(second, campaign.id, change.id)
    with pytest.raises(PhaseClosed) as refusal:
        await asked(session, campaign, second)

    assert refusal.value.facts["phase"] == "submission"


async def test_a_deadline_moves_later_and_only_later(session):
    campaign, first, _ = await make_two(session)

    for days in (0, -1):
        with pytest.raises(DeadlineNotLater):
            await asked(session, campaign, first, days=days)


async def test_a_phase_that_was_never_planned_has_no_deadline(session):
    manager = await make_manager(session)
    draft = await make_draft(session, manager)
    await PreparationService(session, utc_now).set_phases(manager, draft.id, 1, year()[:4])
    campaign = await PublishingService(alone(session), utc_now).publish(manager, draft.id, 2)

    with pytest.raises(PhaseNotFound):
        await deadlines(session).request(
            manager, campaign.id, campaign.version, await wanting(session, campaign, days=90, phase=PhaseKind.AWARD)
        )


async def test_asking_confirming_and_declining_need_the_password_again(session):
    campaign, first, _ = await make_two(session)
    change = await asked(session, campaign, first)
    stale = actor_of(await make_account(session, MANAGER), MANAGER, confirmed=False)

    with pytest.raises(ConfirmationRequired):
        await asked(session, campaign, stale)
    with pytest.raises(ConfirmationRequired):
        await deadlines(session).confirm(stale, campaign.id, change.id)
    with pytest.raises(ConfirmationRequired):
        await deadlines(session).decline(stale, campaign.id, change.id)


async def test_only_managers_of_this_call_take_part(session):
    campaign, first, _ = await make_two(session)
    change = await asked(session, campaign, first)
    juror, elsewhere = [await make_actor(session, in_campaign(r, c)) for r, c in ((Role.JUROR, campaign.id), (Role.MANAGER, new_id()))]

    for actor in (juror, elsewhere):
        with pytest.raises(NotAllowed):
            await asked(session, campaign, actor)
        with pytest.raises(NotAllowed):
            await deadlines(session).confirm(actor, campaign.id, change.id)


async def test_what_does_not_fit_is_refused(session):
    campaign, first, second = await make_two(session)
    draft, other = await make_draft(session, first), await make_published(session, first)
    change = await asked(session, campaign, first)

    with pytest.raises(StaleVersion):
        await deadlines(session).request(first, campaign.id, 1, await wanting(session, campaign))
    with pytest.raises(WrongState):
        await deadlines(session).request(first, draft.id, draft.version, await wanting(session, campaign))
    with pytest.raises(CampaignNotFound):
        await deadlines(session).confirm(second, new_id(), change.id)
    for campaign_id, change_id in ((campaign.id, new_id()), (other.id, change.id)):
        with pytest.raises(DeadlineChangeNotFound):
            await deadlines(session).confirm(second, campaign_id, change_id)


async def test_of_two_who_confirm_at_once_one_does(own_services):
    async with transaction(own_services.session_maker) as session:
        campaign, first, second = await make_two(session)
        third = await make_manager(session, "Ba")
        change = await asked(session, campaign, first)
        before = await closing(session, campaign)

    async def confirm(actor):
        async with transaction(own_services.session_maker) as session:
            await deadlines(session).confirm(actor, campaign.id, change.id)

    results = await asyncio.gather(confirm(second), confirm(third), confirm(second), return_exceptions=True)

    assert sorted(type(one).__name__ for one in results) == ["NoneType", "RequestWrongState", "RequestWrongState"]
    async with transaction(own_services.session_maker) as session:
        assert await closing(session, campaign) == before + timedelta(days=3)


async def test_managers_read_the_requests_with_what_each_may_do(session):
    campaign, first, second = await make_two(session)
    change = await asked(session, campaign, first)
    pages = CampaignPages(session, CampaignService(session, utc_now))

    async def shown(reader):
        return [(one.id, one.is_own, one.open_actions) for one in (await pages.read(reader, campaign.id)).deadline_changes]

    assert await shown(first) == [(change.id, True, ["decline"])]
    assert await shown(second) == [(change.id, False, ["confirm", "decline"])]
    assert await shown(await make_actor(session, in_campaign(Role.JUROR, campaign.id))) == await shown(None) == []
    await due_now(session, change)
    (late,) = (await pages.read(second, campaign.id)).deadline_changes
    assert (late.state, late.open_actions, late.requested_by, late.settled_by) == ("lapsed", [], "Trần Văn Minh", None)


async def test_a_call_takes_as_many_statements_for_three_requests_as_for_one(session, connection):
    campaign, first, _ = await make_two(session)
    pages = CampaignPages(session, CampaignService(session, utc_now))
    statements = []
    event.listen(connection.sync_connection, "before_cursor_execute", lambda *args: statements.append(args[2]))
    counts = []

    for number in range(1, 4):
        change = await asked(session, campaign, first)
        statements.clear()
        counts.append((len((await pages.read(first, campaign.id)).deadline_changes), len(statements)))
        await deadlines(session).decline(first, campaign.id, change.id)
        assert number == counts[-1][0]

    assert len({statements for _, statements in counts}) == 1


async def test_two_managers_over_http(client, session):
    campaign, first, second = await make_two(session)
    address, later = f"/campaigns/{campaign.id}/deadline-changes", "2100-01-01T00:00:00Z"
    body = {"version": campaign.version, "phase": "submission", "closes_at": later, "reason": WHY}
    await sign_in_as(client, session, first.account_id)

    asked_for = await client.post(address, json=body)
    early = await client.post(address, json={**body, "version": 4, "closes_at": "2026-01-01T00:00:00Z"})
    odd = await client.post(address, json={**body, "phase": "lunch", "closes_at": "2100-01-01T00:00:00", "reason": "vì"})
    (change,) = asked_for.json()["deadline_changes"]
    own = await client.post(f"{address}/{change['id']}/confirmation")
    await sign_in_as(client, session, second.account_id)
    confirmed = await client.post(f"{address}/{change['id']}/confirmation")
    again = await client.post(f"{address}/{change['id']}/refusal", json={})

    assert (asked_for.status_code, change["state"], change["reason"]) == (201, "requested", WHY)
    assert problem(early)[:2] == (422, "campaign_deadline_not_later")
    assert sorted(e["path"][0] for e in odd.json()["errors"]) == ["closes_at", "phase", "reason"]
    assert problem(own)[:2] == (403, "second_person_required")
    assert (confirmed.status_code, confirmed.json()["phases"][0]["closes_at"]) == (200, later)
    assert [(one["state"], one["settled_by"]) for one in confirmed.json()["deadline_changes"]] == [("confirmed", "Lê Thị Hai")]
    assert problem(again)[:2] == (409, "request_wrong_state")
    assert (await session.scalar(select(DeadlineChange.state))) == "confirmed"
