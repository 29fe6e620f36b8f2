"""What the sheets say together, to whom, and from when."""

from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy import update

from exemplar.accounts.roles import Role
from exemplar.campaigns.models import Phase
from exemplar.campaigns.rubrics import RubricDefinition
from exemplar.core.clock import utc_now
from exemplar.core.errors import NotAllowed
from exemplar.initiatives.errors import InitiativeNotFound
from exemplar.review import writing
from exemplar.review.errors import FeedbackNotReleased, FeedbackReleased, ReviewRunning
from exemplar.review.feedback import FeedbackService
from exemplar.review.ranking import below_floor_of, ranking, ranks, spread_of
from exemplar.review.results import ResultService
from exemplar.review.scoring import ScoringService
from tests.factories import actor_of, in_campaign, in_unit, make_account, make_actor, make_unit
from tests.review.arrange import (
    RUBRIC,
    draft,
    make_assignment,
    make_call,
    make_category,
    make_entry,
    make_juror,
    make_sealed,
    post_at,
)


@pytest.fixture
async def call(session):
    return await make_call(session)


def results(session):
    return ResultService(session, utc_now)


def feedback(session):
    return FeedbackService(session, utc_now)


async def close_review(session, call):
    await session.execute(update(Phase).where(Phase.campaign_id == call.campaign.id).values(closes_at=utc_now() - timedelta(seconds=1)))


@pytest.mark.parametrize(
    ("values", "spread"),
    [([], None), ([70], None), ([70, 70], 0), ([60, 80], 10), ([0, 0, 1], Fraction(47, 100)), ([10, 20, 30, 40], Fraction(1118, 100))],
)
def test_the_spread_is_the_population_standard_deviation_to_hundredths(values, spread):
    assert spread_of([Fraction(value) for value in values]) == spread


def test_ties_share_the_rank_and_the_next_one_is_counted_on():
    percents = [Fraction(80), Fraction(90), Fraction(80), None, Fraction(70)]

    assert [ranks(percents)[percent] for percent in percents] == [2, 1, 2, None, 4]


def test_a_floor_is_judged_on_the_mean_exactly():
    rubric = RubricDefinition.model_validate(RUBRIC)

    assert below_floor_of(rubric, [{"novelty": 1400}, {"novelty": 1600}]) == []
    assert below_floor_of(rubric, [{"novelty": 1400}, {"novelty": 1599}]) == ["novelty"]
    assert below_floor_of(rubric, []) == []


@pytest.mark.parametrize(
    ("value", "text"), [(Fraction(0), "0.00"), (Fraction(1, 200), "0.01"), (Fraction(250, 3), "83.33"), (Fraction(100), "100.00")]
)
def test_figures_are_written_with_two_decimals_rounded_half_up(value, text):
    assert writing.decimal(value) == text


async def test_entries_are_ranked_by_the_mean_of_their_sealed_sheets(session, call):
    jurors = [await make_juror(session, call) for _ in range(3)]
    good, fair, none = [await make_entry(session, call) for _ in range(3)]
    await make_sealed(session, call, jurors[0], good, draft(3000, 4000, 2000))
    await make_sealed(session, call, jurors[1], good, draft(3000, 4000, 3000))
    await make_sealed(session, call, jurors[0], fair, draft(1400, 4000, 3000))
    await make_assignment(session, call, jurors[2], fair)

    ranked = await ranking(session, call.campaign.id, call.category.id)

    assert [(e.code, e.sheets, e.percent, e.spread, e.rank, e.below_floor, e.passes) for e in ranked] == [
        (good.code, 2, Fraction(95), Fraction(5), 1, [], True),
        (fair.code, 1, Fraction(84), None, 2, ["novelty"], False),
        (none.code, 0, None, None, None, [], False),
    ]


async def test_without_a_category_each_is_ranked_for_itself(session, call):
    other = await make_category(session, call.campaign.id, "A2")
    juror = await make_juror(session, call)
    await make_sealed(session, call, juror, await make_entry(session, call))
    await make_sealed(session, call, juror, await make_entry(session, call, category=other), draft(1600, 2000, 1000))

    assert [e.rank for e in await ranking(session, call.campaign.id, None)] == [1, 1]


async def test_the_ranking_hides_what_the_reader_may_not_judge_and_what_they_still_have_to(session, call):
    unit = await make_unit(session, parent=call.root)
    mine, open_one, shown = [await make_entry(session, call, unit=u) for u in (unit, None, None)]
    juror = await make_juror(session, call)
    for entry in (mine, open_one, shown):
        await make_sealed(session, call, juror, entry)
    grants = (in_campaign(Role.MEMBER, call.campaign.id), in_campaign(Role.JUROR, call.campaign.id))
    account = await make_account(session, *grants)
    member = actor_of(account, *grants)
    await post_at(session, member.account_id, unit)
    from exemplar.review.panel import PanelService

    await PanelService(session, utc_now).add(call.manager, call.campaign.id, account.id, None, 5)
    await make_assignment(session, call, member, open_one)

    view = await results(session).ranking(member, call.campaign.id, None)

    assert ([e.code for e in view.entries], view.withheld) == ([shown.code], 2)


async def test_jurors_and_strangers_see_no_scores(session, call):
    juror = await make_juror(session, call)

    with pytest.raises(NotAllowed):
        await results(session).ranking(juror, call.campaign.id, None)
    with pytest.raises(NotAllowed):
        await results(session).overview(juror, call.campaign.id)


async def test_progress_counts_sheets_by_juror_and_says_what_can_be_done(session, call):
    busy, idle = await make_juror(session, call, name="An"), await make_juror(session, call, name="Bình")
    await make_sealed(session, call, busy, await make_entry(session, call))
    await make_assignment(session, call, busy)

    seen = await results(session).overview(call.manager, call.campaign.id)

    assert [(j.full_name, j.sealed, j.total) for j in seen.jurors] == [("An", 1, 2), ("Bình", 0, 0)]
    assert [(c.name["vi"], c.entries) for c in seen.categories] == [("Hạng mục A1", 2)]
    assert [a.value for a in seen.open_actions] == ["assign", "study_jury", "release_feedback"]
    assert idle.account_id in {j.juror_id for j in seen.jurors}


async def arrange_feedback(session, call):
    unit = await make_unit(session, parent=call.root)
    entry = await make_entry(session, call, unit=unit)
    await make_sealed(session, call, await make_juror(session, call), entry, draft(comment_to_unit="Nên nhân rộng"))
    await make_sealed(session, call, await make_juror(session, call), entry, draft(comment_to_unit=""))
    return entry, await make_actor(session, in_unit(Role.LEAD, unit.id))


async def test_the_unit_reads_nothing_before_the_release_and_everything_meant_for_it_after(session, call):
    entry, lead = await arrange_feedback(session, call)

    with pytest.raises(FeedbackNotReleased):
        await feedback(session).read(lead, entry.id)
    await feedback(session).release(call.manager, call.campaign.id)
    told = await feedback(session).read(lead, entry.id)

    assert (told.sheets, told.percent, told.passes, told.comments) == (2, Fraction(74), True, ["Nên nhân rộng"])


async def test_feedback_is_of_no_concern_to_another_unit_or_a_manager_in_conflict(session, call):
    entry, _ = await arrange_feedback(session, call)
    await feedback(session).release(call.manager, call.campaign.id)
    stranger = await make_actor(session, in_unit(Role.LEAD, (await make_unit(session)).id))

    assert (await feedback(session).read(call.manager, entry.id)).sheets == 2
    await post_at(session, call.manager.account_id, call.root)
    for reader in (stranger, call.manager):
        with pytest.raises(InitiativeNotFound):
            await feedback(session).read(reader, entry.id)


async def test_feedback_is_released_once_and_not_while_jurors_are_at_work(session, call):
    await make_assignment(session, call, await make_juror(session, call))

    with pytest.raises(ReviewRunning) as refused:
        await feedback(session).release(call.manager, call.campaign.id)
    await close_review(session, call)
    await feedback(session).release(call.manager, call.campaign.id)
    with pytest.raises(FeedbackReleased):
        await feedback(session).release(call.manager, call.campaign.id)

    assert refused.value.facts == {"open": 1}
    assert [a.value for a in (await results(session).overview(call.manager, call.campaign.id)).open_actions] == ["assign", "study_jury"]


async def test_an_entry_has_no_figures_until_all_its_sheets_are_sealed(session, call):
    first, second = await make_juror(session, call), await make_juror(session, call)
    running, done = await make_entry(session, call), await make_entry(session, call)
    await make_sealed(session, call, first, running, draft(3000, 4000, 3000))
    last = await make_assignment(session, call, second, running)
    await make_sealed(session, call, first, done)

    before = writing.ranking(await results(session).ranking(call.manager, call.campaign.id, None)).entries
    scoring = ScoringService(session, utc_now)
    saved = await scoring.save(second, last.id, 1, draft(1500, 0, 0))
    await scoring.seal(second, last.id, saved.version)
    after = writing.ranking(await results(session).ranking(call.manager, call.campaign.id, None)).entries

    hidden = next(one for one in before if one.initiative_id == running.id)
    assert (hidden.in_progress, hidden.sheets, hidden.assigned) == (True, 1, 2)
    assert (hidden.rank, hidden.percent, hidden.percent_hundredths, hidden.spread, hidden.spread_hundredths) == (None,) * 5
    assert (hidden.below_floor, hidden.passes, hidden.sheet_percent_hundredths) == ([], False, [])
    assert [(one.initiative_id, one.rank) for one in before] == [(done.id, 1), (running.id, None)]
    assert [(one.initiative_id, one.rank, one.in_progress) for one in after] == [(done.id, 1, False), (running.id, 2, False)]
    assert after[1].percent == "57.50"


async def test_a_sheet_that_stays_open_hides_nothing_once_the_phase_is_over(session, call):
    entry = await make_entry(session, call)
    await make_sealed(session, call, await make_juror(session, call), entry)
    await make_assignment(session, call, await make_juror(session, call), entry)
    await close_review(session, call)

    view = await results(session).ranking(call.manager, call.campaign.id, None)

    assert [(one.in_progress, one.percent, one.rank) for one in view.entries] == [(False, Fraction(74), 1)]
