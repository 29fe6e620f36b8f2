"""What those who answer for the jury see of it, and that nobody else does."""

from uuid import uuid4

import pytest

from exemplar.accounts.roles import Role
from exemplar.core.clock import utc_now
from exemplar.core.errors import NotAllowed
from exemplar.review import study_writing
from exemplar.review.errors import CategoryNotFound, JurorsStayOut
from exemplar.review.panel import PanelService
from exemplar.review.results import ResultService
from exemplar.review.statistics.severity import Unfit
from exemplar.review.studying import StudyService
from tests.factories import actor_of, in_campaign, make_account, make_actor, make_unit
from tests.review.arrange import draft, make_assignment, make_call, make_category, make_entry, make_juror, make_sealed, post_at

MERITS = (3600, 3200, 2800, 2400, 2000, 1600)
"""What an entry gets for its effect from a juror who is neither severe nor lenient."""


@pytest.fixture
async def call(session):
    return await make_call(session)


async def study(session, reader, call, places=None):
    return await StudyService(session, utc_now).study(reader, call.campaign.id, call.category.id, places)


async def judged(session, call):
    """Have six entries scored by three jurors, of whom the last gives ten points less than the others throughout."""
    entries = [await make_entry(session, call) for _ in MERITS]
    jurors = [await make_juror(session, call, name=name) for name in ("An", "Bình", "Chi")]
    for at, (entry, merit) in enumerate(zip(entries, MERITS, strict=True)):
        for by, juror in enumerate(jurors):
            await make_sealed(session, call, juror, entry, draft(2400, merit + 100 * ((at + by) % 2) - 1000 * (by == 2), 2000))
    return entries, jurors


async def test_the_chair_sees_who_is_severe_and_how_sure_the_ranks_are(session, call):
    entries, _ = await judged(session, call)
    chair = await make_actor(session, in_campaign(Role.CHAIR, call.campaign.id))

    seen = study_writing.study(await study(session, chair, call, 2))

    assert (seen.places, seen.sheets, seen.running, seen.withheld, seen.unfit) == (2, 18, 0, 0, None)
    assert [one.code for one in seen.entries] == [entry.code for entry in entries]
    assert [one.full_name for one in seen.jurors] == ["An", "Bình", "Chi"]
    assert [one.stands_out for one in seen.jurors] == [False, False, True]
    assert seen.jurors[2].severity.value_hundredths == pytest.approx(667, abs=80)
    assert all(one.best_rank <= one.rank <= one.worst_rank for one in seen.entries)
    assert all(one.corrected.low_hundredths <= one.corrected.value_hundredths <= one.corrected.high_hundredths for one in seen.entries)
    assert [(one.key, one.name.vi, one.reading) for one in seen.criteria] == [
        ("novelty", "Tính mới", None),
        ("effect", "Hiệu quả", "weak"),
        ("reuse", "Khả năng nhân rộng", None),
    ]
    assert seen.changes == []


async def test_without_a_number_the_line_is_drawn_below_those_that_pass(session, call):
    await judged(session, call)

    seen = await study(session, call.manager, call)

    assert seen.places == sum(one.entry.passes for one in seen.entries) == 2


async def test_a_result_that_hangs_on_one_juror_is_marked_at_the_entries(session, call):
    close, ahead = [await make_entry(session, call) for _ in range(2)]
    jurors = [await make_juror(session, call) for _ in range(2)]
    for entry, points in ((close, (3000, 3000)), (ahead, (2800, 3600))):
        for juror, effect in zip(jurors, points, strict=True):
            await make_sealed(session, call, juror, entry, draft(2000, effect, 2000))

    seen = await study(session, call.manager, call, 1)

    assert [(one.entry.code, one.on_edge) for one in seen.entries] == [(ahead.code, True), (close.code, True)]
    assert [(one.juror_id, one.enters, one.leaves) for one in seen.changes] == [(jurors[1].account_id, [close.id], [ahead.id])]
    assert seen.unfit is Unfit.TOO_FEW


async def test_an_entry_that_is_still_being_scored_is_not_in_any_figure(session, call):
    await judged(session, call)
    running = await make_entry(session, call)
    await make_sealed(session, call, await make_juror(session, call), running, draft(1500, 0, 0))
    await make_assignment(session, call, await make_juror(session, call), running)

    seen = await study(session, call.manager, call)

    assert (seen.running, seen.sheets, len(seen.entries), len(seen.jurors)) == (1, 18, 6, 3)


async def test_an_entry_of_the_reader_s_own_unit_is_not_in_any_figure_either(session, call):
    await judged(session, call)
    unit = await make_unit(session, parent=call.root)
    alone = await make_juror(session, call, name="Dung")
    await make_sealed(session, call, alone, await make_entry(session, call, unit=unit), draft(1500, 100, 100))
    await post_at(session, call.manager.account_id, unit)

    seen = await study(session, call.manager, call)

    assert (seen.withheld, seen.sheets, len(seen.entries)) == (1, 18, 6)
    assert alone.account_id not in {one.juror_id for one in seen.jurors}


async def test_who_judges_here_sees_nothing_whatever_else_they_are(session, call):
    await judged(session, call)
    grants = (in_campaign(Role.MANAGER, call.campaign.id), in_campaign(Role.JUROR, call.campaign.id))
    account = await make_account(session, *grants)
    both = actor_of(account, *grants)
    assert (await study(session, both, call)).sheets == 18
    await PanelService(session, utc_now).add(call.manager, call.campaign.id, account.id, None, 5)

    with pytest.raises(JurorsStayOut):
        await study(session, both, call)
    assert "study_jury" not in (await ResultService(session, utc_now).overview(both, call.campaign.id)).open_actions
    assert "study_jury" in (await ResultService(session, utc_now).overview(call.manager, call.campaign.id)).open_actions


@pytest.mark.parametrize("role", [Role.JUROR, Role.MEMBER, Role.SECRETARY])
async def test_jurors_members_and_the_secretary_have_no_part_in_it(session, call, role):
    reader = await make_actor(session, in_campaign(role, call.campaign.id))

    with pytest.raises(NotAllowed):
        await study(session, reader, call)


async def test_a_category_of_another_campaign_is_unknown(session, call):
    elsewhere = await make_call(session)
    other = await make_category(session, elsewhere.campaign.id, "B1")

    for category_id in (other.id, uuid4()):
        with pytest.raises(CategoryNotFound):
            await StudyService(session, utc_now).study(call.manager, call.campaign.id, category_id, None)
