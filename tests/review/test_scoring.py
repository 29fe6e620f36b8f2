"""A juror at work: autosave, seal, recuse; two tabs, late hours, conflicts."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from exemplar.audit.models import AuditEntry
from exemplar.campaigns.errors import PhaseClosed
from exemplar.campaigns.models import Phase
from exemplar.core.clock import utc_now
from exemplar.core.database import settle, transaction
from exemplar.core.errors import StaleVersion
from exemplar.review.declaring import DeclarationService
from exemplar.review.errors import AssignmentNotFound, SheetIncomplete, SheetInvalid, WrongState
from exemplar.review.judging import JudgingService
from exemplar.review.models import Assignment, ConflictKind, SealedSheet
from exemplar.review.scoring import ScoringService, digest_of
from exemplar.review.workflow import AssignmentState
from tests.factories import make_unit
from tests.review.arrange import draft, make_assignment, make_call, make_entry, make_juror, make_sealed, post_at


@pytest.fixture
async def call(session):
    return await make_call(session)


@pytest.fixture
async def juror(session, call):
    return await make_juror(session, call)


def scoring(session):
    return ScoringService(session, utc_now)


async def close_review(session, call):
    await session.execute(update(Phase).where(Phase.campaign_id == call.campaign.id).values(closes_at=utc_now() - timedelta(seconds=1)))


async def test_a_partial_sheet_is_kept(session, call, juror):
    assignment = await make_assignment(session, call, juror)

    saved = await scoring(session).save(juror, assignment.id, 1, draft(effect=None, reuse=None, private_note="Xem lại phút 2"))
    sheet = await scoring(session).sheet_of(assignment)

    assert (saved.version, sheet.points, sheet.private_note) == (2, {"novelty": 2400}, "Xem lại phút 2")


async def test_a_second_tab_overwrites_nothing(session, call, juror):
    assignment = await make_assignment(session, call, juror)
    await scoring(session).save(juror, assignment.id, 1, draft(novelty=2000))

    with pytest.raises(StaleVersion) as refused:
        await scoring(session).save(juror, assignment.id, 1, draft(novelty=100))

    sheet = await scoring(session).sheet_of(assignment)
    assert (refused.value.facts, sheet.points["novelty"]) == ({"yours": 1, "current": 2}, 2000)


async def test_points_outside_the_rubric_are_refused_one_by_one(session, call, juror):
    assignment = await make_assignment(session, call, juror)

    with pytest.raises(SheetInvalid) as refused:
        await scoring(session).save(juror, assignment.id, 1, draft(novelty=3001, comments={"style": "?"}))

    assert [(f.path, f.code) for f in refused.value.fields] == [
        (["points", "novelty"], "field_too_large"),
        (["comments", "style"], "field_unknown"),
    ]


async def test_sealing_makes_an_exact_final_copy_with_its_digest_in_the_log(session, call, juror):
    assignment = await make_assignment(session, call, juror)
    saved = await scoring(session).save(juror, assignment.id, 1, draft(comment_to_unit="Rất rõ ràng", private_note="của riêng tôi"))

    sealed = await scoring(session).seal(juror, assignment.id, saved.version)
    await settle(session)

    row = (await session.scalars(select(SealedSheet))).one()
    entry = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "sheet.sealed"))).one()
    assert (row.total_hundredths, row.attainable_hundredths, row.below_floor) == (7400, 10_000, [])
    assert row.digest == sealed.digest == digest_of(row.content)
    assert entry.body["digest"] == sealed.digest.hex()
    assert "private_note" not in row.content
    assert (assignment.state, assignment.sealed_at) == (AssignmentState.SEALED, row.sealed_at)


async def test_an_unfinished_sheet_cannot_be_sealed(session, call, juror):
    assignment = await make_assignment(session, call, juror)
    saved = await scoring(session).save(juror, assignment.id, 1, draft(novelty=500, effect=None))

    with pytest.raises(SheetIncomplete) as refused:
        await scoring(session).seal(juror, assignment.id, saved.version)

    assert [f.as_dict()["path"] for f in refused.value.fields] == [["points", "effect"], ["comments", "novelty"]]


async def test_a_sealed_sheet_takes_neither_a_save_nor_a_second_seal(session, call, juror):
    assignment = await make_sealed(session, call, juror, await make_entry(session, call))

    with pytest.raises(WrongState):
        await scoring(session).save(juror, assignment.id, 2, draft())
    with pytest.raises(WrongState):
        await scoring(session).seal(juror, assignment.id, 2)


@pytest.mark.parametrize("statement", ["UPDATE sealed_sheet SET total_hundredths = 1", "DELETE FROM sealed_sheet", "TRUNCATE sealed_sheet"])
async def test_the_database_refuses_to_change_a_sealed_sheet(session, call, juror, statement):
    await make_sealed(session, call, juror, await make_entry(session, call))

    with pytest.raises(DBAPIError, match="never changed"):
        await session.execute(text(statement))


async def test_after_the_deadline_nothing_is_saved_or_sealed(session, call, juror):
    assignment = await make_assignment(session, call, juror)
    saved = await scoring(session).save(juror, assignment.id, 1, draft())
    await close_review(session, call)

    with pytest.raises(PhaseClosed) as late_save:
        await scoring(session).save(juror, assignment.id, saved.version, draft(novelty=3000))
    with pytest.raises(PhaseClosed):
        await scoring(session).seal(juror, assignment.id, saved.version)

    assert set(late_save.value.facts) == {"phase", "opens_at", "closes_at"}
    assert (await scoring(session).sheet_of(assignment)).points["novelty"] == 2400


async def test_somebody_else_s_sheet_does_not_exist(session, call, juror):
    assignment = await make_assignment(session, call, juror)
    other = await make_juror(session, call)

    with pytest.raises(AssignmentNotFound):
        await scoring(session).save(other, assignment.id, 1, draft())
    with pytest.raises(AssignmentNotFound):
        await JudgingService(session, utc_now).open(other, assignment.id)


async def test_a_conflict_that_comes_up_later_hides_the_entry_from_every_read_and_write(session, call, juror):
    unit = await make_unit(session, parent=call.root)
    assignment = await make_assignment(session, call, juror, await make_entry(session, call, unit=unit))
    await post_at(session, juror.account_id, unit)

    queue = await JudgingService(session, utc_now).queue(juror)

    assert queue.items == []
    for attempt in (
        JudgingService(session, utc_now).open(juror, assignment.id),
        scoring(session).save(juror, assignment.id, 1, draft()),
        scoring(session).seal(juror, assignment.id, 1),
    ):
        with pytest.raises(AssignmentNotFound):
            await attempt


async def test_recusing_ends_the_assignment_and_is_remembered(session, call, juror):
    entry = await make_entry(session, call)
    assignment = await make_assignment(session, call, juror, entry)

    await scoring(session).recuse(juror, assignment.id, ConflictKind.DECLARED, "Từng hướng dẫn nhóm này")

    assert assignment.state is AssignmentState.RECUSED
    assert (await JudgingService(session, utc_now).queue(juror)).items == []
    assert [c.initiative_id for c in await DeclarationService(session, utc_now).own(juror)] == [entry.id]


async def test_declaring_a_unit_takes_its_entries_out_and_sets_sealed_sheets_aside(session, call, juror):
    unit = await make_unit(session, parent=call.root)
    opened = await make_assignment(session, call, juror, await make_entry(session, call, unit=unit))
    sealed = await make_sealed(session, call, juror, await make_entry(session, call, unit=unit))
    kept = await make_assignment(session, call, juror)

    await DeclarationService(session, utc_now).declare_unit(juror, unit.id, ConflictKind.FAMILY, "")

    queue = await JudgingService(session, utc_now).queue(juror)
    assert (opened.state, sealed.state) == (AssignmentState.RECUSED, AssignmentState.CANCELLED)
    assert [item.assignment_id for item in queue.items] == [kept.id]


async def test_the_queue_says_how_far_each_sheet_is(session, call, juror):
    first = await make_assignment(session, call, juror)
    await scoring(session).save(juror, first.id, 1, draft(reuse=None))
    second = await make_sealed(session, call, juror, await make_entry(session, call))

    queue = await JudgingService(session, utc_now).queue(juror)

    assert [(i.assignment_id, i.position, i.state.value, i.scored, i.criteria) for i in queue.items] == [
        (first.id, 1, "open", 2, 3),
        (second.id, 2, "sealed", 3, 3),
    ]
    assert [(c.campaign_id, c.is_open) for c in queue.campaigns] == [(call.campaign.id, True)]


async def committed(services):
    async with transaction(services.session_maker) as session:
        call = await make_call(session)
        juror = await make_juror(session, call)
        assignment = await make_assignment(session, call, juror)
        saved = await scoring(session).save(juror, assignment.id, 1, draft())
    return juror, assignment, saved.version


async def attempt(services, method, *arguments):
    async with transaction(services.session_maker) as session:
        return await getattr(scoring(session), method)(*arguments)


async def test_two_tabs_saving_at_once_lose_nothing_silently(own_services):
    juror, assignment, version = await committed(own_services)

    results = await asyncio.gather(
        *(attempt(own_services, "save", juror, assignment.id, version, draft(novelty=100 * n)) for n in range(8)), return_exceptions=True
    )

    assert sorted(type(r).__name__ for r in results) == ["Saved"] + ["StaleVersion"] * 7


async def test_a_save_that_races_the_seal_is_in_the_sealed_sheet_or_refused(own_services):
    for _ in range(5):
        juror, assignment, version = await committed(own_services)

        save, seal = await asyncio.gather(
            attempt(own_services, "save", juror, assignment.id, version, draft(novelty=1500)),
            attempt(own_services, "seal", juror, assignment.id, version),
            return_exceptions=True,
        )

        outcome = (type(save).__name__, type(seal).__name__)
        assert outcome in {("Saved", "StaleVersion"), ("WrongState", "Sealed")}


async def test_sealing_twice_at_once_seals_once(own_services):
    juror, assignment, version = await committed(own_services)

    results = await asyncio.gather(
        *(attempt(own_services, "seal", juror, assignment.id, version) for _ in range(6)), return_exceptions=True
    )

    async with transaction(own_services.session_maker) as session:
        assert len((await session.scalars(select(SealedSheet))).all()) == 1
        assert (await session.get(Assignment, assignment.id)).state is AssignmentState.SEALED
    assert sorted(type(r).__name__ for r in results) == ["Sealed"] + ["WrongState"] * 5
