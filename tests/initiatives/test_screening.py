"""The screeners' desk: the queue, the decision, and whose entries they never see."""

from datetime import date, datetime, timedelta, timezone

import pytest
from sqlalchemy import event, select, update
from sqlalchemy.exc import DBAPIError

from exemplar.accounts.roles import Role
from exemplar.core.clock import utc_now
from exemplar.core.errors import StaleVersion
from exemplar.core.models import new_id
from exemplar.initiatives import reasons
from exemplar.initiatives.errors import DecisionInvalid, InitiativeNotFound, ReturnDatePast, WrongState
from exemplar.initiatives.grants import may_read
from exemplar.initiatives.models import Contribution, Initiative, ScreeningDecision
from exemplar.initiatives.reasons import REASONS, ScreeningOutcome, ScreeningReason
from exemplar.initiatives.screening import Verdict
from exemplar.initiatives.service import InitiativeService
from exemplar.initiatives.workflow import InitiativeState
from exemplar.notifications.models import OutboxMail
from exemplar.review.declaring import DeclarationService
from exemplar.review.models import ConflictKind
from exemplar.units.models import Unit
from exemplar.units.service import UnitService
from tests.factories import actor_of, everywhere, in_campaign, make_unit
from tests.initiatives.arrange import accepting, make_draft, make_person, make_season, make_submitted, screenings


@pytest.fixture
async def season(session):
    return await make_season(session)


async def queue(session, actor, campaign_id=None):
    return [row.id for row in await screenings(session).waiting(actor, campaign_id, None, 25)]


async def test_the_queue_holds_what_waits_the_longest_wait_first(session, season):
    await make_draft(session, season)
    first, second = await make_submitted(session, season, "Một"), await make_submitted(session, season, "Hai")

    assert await queue(session, season.screener) == [first.initiative.id, second.initiative.id]
    assert await queue(session, season.screener, new_id()) == []
    rows = await screenings(session).waiting(season.screener, None, (first.initiative.submitted_at, first.initiative.id), 25)
    assert [(row.id, row.title, row.revision_number) for row in rows] == [(second.initiative.id, "Hai", 1)]
    assert await screenings(session).counts(season.screener, season.campaign.id) == {InitiativeState.SUBMITTED: 2}


async def test_only_screeners_of_the_campaign_have_it_on_their_desk(session, season):
    one = (await make_submitted(session, season)).initiative

    for actor in (season.manager, season.lead, season.stranger):
        with pytest.raises(InitiativeNotFound):
            await screenings(session).read(actor, one.id)
    assert (await screenings(session).read(season.screener, one.id)).content["authors"][0]["full_name"] == "Nguyễn Thị Lan"


async def posted_once(session, season):
    await UnitService(session, utc_now).post(season.screener.account_id, season.unit.id, date(2010, 1, 1), date(2010, 12, 31))


async def author(session, season):
    await session.execute(update(Contribution).values(account_id=season.screener.account_id))


async def colleague_of_an_author(session, season):
    other = await make_season(session)
    await UnitService(session, utc_now).post(season.screener.account_id, other.unit.id, date(2020, 1, 1))
    await session.execute(update(Contribution).values(unit_id=other.unit.id))


async def declared_the_entry(session, season):
    entry = (await session.scalars(select(Initiative.id))).one()
    await DeclarationService(session, utc_now).declare_entry(season.screener, entry, ConflictKind.DECLARED, "Từng góp ý")


async def has_family_above(session, season):
    above = await make_unit(session, name="Cục")
    await session.execute(update(Unit).where(Unit.id == season.unit.id).values(line=[above.id, season.unit.id]))
    await DeclarationService(session, utc_now).declare_unit(season.screener, above.id, ConflictKind.FAMILY, "Em gái làm ở đây")


async def declared_the_unit_of_an_author(session, season):
    other = await make_unit(session)
    await session.execute(update(Contribution).values(unit_id=other.id))
    await DeclarationService(session, utc_now).declare_unit(season.screener, other.id, ConflictKind.DECLARED, "Đồng dự án")


async def works_above(session, season):
    above = await make_unit(session, name="Cục")
    await session.execute(update(Unit).where(Unit.id == season.unit.id).values(line=[above.id, season.unit.id]))
    await UnitService(session, utc_now).post(season.screener.account_id, above.id, date(2020, 1, 1))


TIES = [
    posted_once,
    author,
    colleague_of_an_author,
    declared_the_entry,
    has_family_above,
    declared_the_unit_of_an_author,
    works_above,
]


@pytest.mark.parametrize("tie", TIES)
async def test_a_screener_with_a_conflict_never_meets_the_entry(session, season, tie):
    handed_in = await make_submitted(session, season)
    assert await queue(session, season.screener) == [handed_in.initiative.id]

    await tie(session, season)

    assert await queue(session, season.screener) == []
    assert await screenings(session).counts(season.screener, None) == {}
    with pytest.raises(InitiativeNotFound):
        await screenings(session).read(season.screener, handed_in.initiative.id)
    with pytest.raises(InitiativeNotFound):
        await screenings(session).decide(season.screener, handed_in.initiative.id, accepting(handed_in.revision.id))


@pytest.mark.parametrize("tie", [tie for tie in TIES if tie is not author])
async def test_a_screener_with_a_conflict_finds_it_by_no_other_way(session, season, tie):
    handed_in = await make_submitted(session, season)
    await tie(session, season)

    with pytest.raises(InitiativeNotFound):
        await InitiativeService(session, utc_now).read(season.screener, handed_in.initiative.id)
    assert not await may_read(session, season.screener, handed_in.revision.media_ids[0], "w640.webp")


async def test_a_declared_conflict_hides_nothing_else(session, season):
    first = await make_submitted(session, season)
    await declared_the_entry(session, season)
    second = await make_submitted(session, season)

    assert await queue(session, season.screener) == [second.initiative.id]
    assert first.initiative.id in {row.id for row in [await InitiativeService(session, utc_now).draft(season.lead, first.initiative.id)]}


async def test_a_manager_with_a_declared_conflict_loses_the_entry(session, season):
    handed_in = await make_submitted(session, season)
    service = InitiativeService(session, utc_now)
    assert (await service.read(season.manager, handed_in.initiative.id)).seen.initiative.id == handed_in.initiative.id

    await DeclarationService(session, utc_now).declare_entry(season.manager, handed_in.initiative.id, ConflictKind.FAMILY, "")

    with pytest.raises(InitiativeNotFound):
        await service.read(season.manager, handed_in.initiative.id)
    assert not await may_read(session, season.manager, handed_in.revision.media_ids[0], "original")


async def test_accepting_tells_the_unit_and_opens_what_waits_next(session, season):
    first, second = await make_submitted(session, season), await make_submitted(session, season)

    decided = await screenings(session).decide(season.screener, first.initiative.id, accepting(first.revision.id))

    assert (decided.state, decided.screened_at is not None) == (InitiativeState.ACCEPTED, True)
    assert await screenings(session).next_after(season.screener, season.campaign.id) == second.initiative.id
    assert len(list(await session.scalars(select(OutboxMail.id).where(OutboxMail.effect_key.startswith("initiative_accepted"))))) == 2


async def test_returning_says_why_and_until_when(session, season):
    handed_in = await make_submitted(session, season)
    until = (utc_now() + timedelta(days=14)).replace(microsecond=0)
    verdict = Verdict(handed_in.revision.id, ScreeningOutcome.RETURN, [ScreeningReason.UNCLEAR], "  Xin nói rõ hơn. ", until)

    decided = await screenings(session).decide(season.screener, handed_in.initiative.id, verdict)

    assert (decided.state, decided.resubmit_until) == (InitiativeState.RETURNED, until)
    rows = (await InitiativeService(session, utc_now).read(season.lead, decided.id)).decisions
    assert [(r.ScreeningDecision.reason, r.ScreeningDecision.reason_codes, r.number) for r in rows] == [("Xin nói rõ hơn.", ["unclear"], 1)]


async def test_a_decision_is_made_once_and_never_changed(session, season):
    handed_in = await make_submitted(session, season)
    await screenings(session).decide(season.screener, handed_in.initiative.id, accepting(handed_in.revision.id))

    with pytest.raises(WrongState):
        await screenings(session).decide(season.screener, handed_in.initiative.id, accepting(handed_in.revision.id))
    with pytest.raises(DBAPIError):
        await session.execute(update(ScreeningDecision).values(reason="x"))


async def test_a_decision_is_about_the_revision_that_was_read(session, season):
    handed_in = await make_submitted(session, season)

    with pytest.raises(StaleVersion) as refusal:
        await screenings(session).decide(season.screener, handed_in.initiative.id, accepting(new_id()))

    assert refusal.value.facts == {"yours": 0, "current": 1}


async def test_a_return_or_refusal_needs_words_and_a_reason_that_goes_with_it(session, season):
    handed_in = await make_submitted(session, season)
    bad = Verdict(handed_in.revision.id, ScreeningOutcome.REFUSE, [ScreeningReason.INCOMPLETE], " ")

    with pytest.raises(DecisionInvalid) as refusal:
        await screenings(session).decide(season.screener, handed_in.initiative.id, bad)
    for until in (utc_now() - timedelta(days=1), datetime.max.replace(tzinfo=timezone(timedelta(hours=-14)))):
        wrong = Verdict(handed_in.revision.id, ScreeningOutcome.RETURN, [ScreeningReason.UNCLEAR], "x", until)
        with pytest.raises(ReturnDatePast):
            await screenings(session).decide(season.screener, handed_in.initiative.id, wrong)

    assert [(tuple(f.path), f.code) for f in refusal.value.fields] == [
        (("reason_codes",), "reason_not_for_outcome"),
        (("reason",), "field_required"),
    ]


def test_every_reason_goes_with_some_outcome():
    assert {code for codes in REASONS.values() for code in codes} == set(ScreeningReason)
    assert reasons.faults(ScreeningOutcome.ACCEPT, [], "") == []
    assert [f.code for f in reasons.faults(ScreeningOutcome.RETURN, [], "")] == ["field_required", "field_required"]


async def test_the_council_s_decision_ends_an_accepted_entry(session, season):
    service, first, second = InitiativeService(session, utc_now), *[await make_submitted(session, season) for _ in range(2)]
    for one in (first, second):
        await screenings(session).decide(season.screener, one.initiative.id, accepting(one.revision.id))

    assert (await service.recognise(first.initiative.id, season.manager.account_id)).state is InitiativeState.RECOGNISED
    assert (await service.decline(second.initiative.id, season.manager.account_id)).state is InitiativeState.NOT_RECOGNISED
    with pytest.raises(InitiativeNotFound):
        await service.decline(new_id(), season.manager.account_id)


async def test_the_queue_is_one_query_whatever_its_length(session, season, connection):
    statements, counts = [], []
    event.listen(connection.sync_connection, "before_cursor_execute", lambda *args: statements.append(args[2]))
    for _ in range(3):
        await make_submitted(session, season)
        statements.clear()
        found = await queue(session, season.screener)
        counts.append((len(found), len(statements)))

    assert counts == [(1, 1), (2, 1), (3, 1)]


async def test_files_open_for_those_who_see_the_submission(session, season):
    draft = await make_submitted(session, season)
    (media_id,) = draft.revision.media_ids
    juror = await make_person(session, {}, "Giám khảo", in_campaign(Role.JUROR, season.campaign.id))
    auditor = await make_person(session, {}, "Kiểm toán", everywhere(Role.AUDITOR))

    async def opened(actor):
        return [await may_read(session, actor, media_id, name) is not None for name in ("w640.webp", "original")]

    assert await opened(season.lead) == [True, True]
    assert await opened(season.screener) == [True, False]
    assert await opened(season.manager) == [True, True]
    assert await opened(auditor) == [True, True]
    assert await opened(juror) == [False, False]
    assert await opened(season.stranger) == [False, False]
    assert await opened(None) == [False, False]
    await posted_once(session, season)
    assert await opened(season.screener) == [False, False]
    await session.execute(update(Contribution).values(account_id=juror.account_id))
    assert await opened(actor_of(await session.get_one(type(season.accounts[season.lead.account_id]), juror.account_id))) == [True, False]
