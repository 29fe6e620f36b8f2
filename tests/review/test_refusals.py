"""What review refuses: entries without a rubric, seats and assignments that are not there."""

import pytest
from sqlalchemy import delete, update

from exemplar.accounts.roles import Role
from exemplar.campaigns.errors import PhaseClosed
from exemplar.campaigns.models import Category, Phase
from exemplar.campaigns.rubrics import RubricDefinition
from exemplar.core.clock import utc_now
from exemplar.core.errors import NotFound
from exemplar.core.models import new_id
from exemplar.initiatives.models import Initiative
from exemplar.initiatives.workflow import InitiativeState
from exemplar.review import grants
from exemplar.review.errors import AssignmentNotFound, EntryNotInReview, PanelMemberNotFound, RubricMissing
from exemplar.review.panel import PanelService
from exemplar.review.ranking import below_floor_of
from exemplar.review.scoring import ScoringService
from tests.factories import actor_of, in_campaign, make_account, make_actor
from tests.review.arrange import assignments, draft, make_assignment, make_call, make_entry, make_juror


@pytest.fixture
async def call(session):
    return await make_call(session)


async def test_an_entry_whose_category_has_no_rubric_is_given_to_nobody(session, call):
    entry, juror = await make_entry(session, call), await make_juror(session, call)
    await session.execute(update(Category).where(Category.id == call.category.id).values(rubric_version_id=None))

    with pytest.raises(RubricMissing):
        await make_assignment(session, call, juror, entry)


async def test_an_entry_that_screening_has_not_accepted_is_not_in_review(session, call):
    entry, juror = await make_entry(session, call), await make_juror(session, call)
    where = update(Initiative).where(Initiative.id == entry.id)
    await session.execute(where.values(state=InitiativeState.SUBMITTED, screened_at=None))

    with pytest.raises(EntryNotInReview) as refusal:
        await make_assignment(session, call, juror, entry)

    assert refusal.value.facts == {"state": "submitted"}


async def test_assignments_and_seats_that_are_not_there_are_not_found(session, call):
    panel = PanelService(session, utc_now)
    juror = await make_juror(session, call)

    with pytest.raises(AssignmentNotFound):
        await assignments(session).cancel(call.manager, new_id())
    with pytest.raises(PanelMemberNotFound):
        await panel.remove(call.manager, new_id())
    with pytest.raises(PanelMemberNotFound):
        await panel.change(call.manager, new_id(), 5)
    with pytest.raises(NotFound):
        await panel.add(call.manager, call.campaign.id, juror.account_id, new_id(), 5)


async def test_a_file_opens_for_the_juror_who_has_the_entry_and_for_nobody_else(session, call):
    media_id = new_id()
    entry = await make_entry(session, call, media_id=media_id)
    juror, other = await make_juror(session, call), await make_juror(session, call)
    await make_assignment(session, call, juror, entry)
    no_longer_a_juror = actor_of(await make_account(session), in_campaign(Role.SCREENER, call.campaign.id))
    without_the_role = type(juror)(juror.account_id, no_longer_a_juror.grants, juror.confirmed_at)

    assert await grants.may_read(session, juror, media_id, "w320.webp")
    assert not await grants.may_read(session, juror, media_id, "original")
    assert not await grants.may_read(session, juror, new_id(), "w320.webp")
    for actor in (other, without_the_role, await make_actor(session), None):
        assert not await grants.may_read(session, actor, media_id, "w320.webp")


def test_the_floor_of_a_group_is_judged_on_the_weighted_sum_of_its_lines():
    line = {"name": {"vi": "Tiêu chí"}}
    rubric = RubricDefinition.model_validate(
        {
            "pass_percent": 50,
            "criteria": [
                {
                    **line,
                    "key": "group",
                    "maximum": 40,
                    "floor": 20,
                    "children": [
                        {**line, "key": "one", "maximum": 20},
                        {**line, "key": "two", "maximum": 10, "weight": 2},
                    ],
                },
                {**line, "key": "rest", "maximum": 60},
            ],
        }
    )

    assert below_floor_of(rubric, [{"one": 1000, "two": 500}]) == []
    assert below_floor_of(rubric, [{"one": 1000, "two": 499}]) == ["group"]
    assert below_floor_of(rubric, [{"one": 1000, "two": 499}, {"one": 1002, "two": 500}]) == []
    assert below_floor_of(rubric, [{"one": 2000}]) == []
    assert below_floor_of(rubric, [{"two": 999}]) == ["group"]


async def test_without_a_review_phase_nothing_is_sealed(session, call):
    juror = await make_juror(session, call)
    assignment = await make_assignment(session, call, juror)
    await session.execute(delete(Phase).where(Phase.campaign_id == call.campaign.id))

    with pytest.raises(PhaseClosed) as refusal:
        await ScoringService(session, utc_now).save(juror, assignment.id, 1, draft())

    assert refusal.value.facts["phase"] == "review"
