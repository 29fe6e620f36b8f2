"""Who judges what: by hand, by one click, and taken back."""

import asyncio

import pytest
from sqlalchemy import select, text

from exemplar.accounts.roles import Role
from exemplar.core.clock import utc_now
from exemplar.core.database import transaction
from exemplar.core.errors import NotAllowed
from exemplar.core.events import announce
from exemplar.initiatives.errors import InitiativeNotFound
from exemplar.initiatives.events import InitiativeWithdrawn
from exemplar.notifications.models import Notification
from exemplar.notifications.service import NotificationService
from exemplar.review.errors import (
    AlreadyAssigned,
    AlreadyOnPanel,
    AssignmentConflict,
    AssignmentNotFound,
    LoadReached,
    NotAJuror,
    NotOnPanel,
    ProposalStale,
    WrongState,
)
from exemplar.review.models import Assignment
from exemplar.review.panel import PanelService
from exemplar.review.proposing import ProposalService
from exemplar.review.workflow import AssignmentState
from tests.factories import in_campaign, make_account, make_actor, make_unit
from tests.review.arrange import (
    assignments,
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


def proposals(session):
    return ProposalService(session, utc_now, NotificationService(session, "http://localhost:8000"))


async def test_a_juror_is_assigned_and_told(session, call):
    juror = await make_juror(session, call)
    assignment = await make_assignment(session, call, juror)

    told = (await session.scalars(select(Notification).where(Notification.account_id == juror.account_id))).one()

    assert (assignment.state, assignment.position) == (AssignmentState.OPEN, 1)
    assert (told.kind, told.facts) == ("review_assigned", {"count": "1"})


async def test_a_conflict_makes_assignment_impossible(session, call):
    unit = await make_unit(session, parent=call.root)
    entry = await make_entry(session, call, unit=unit)
    juror = await make_juror(session, call)
    await post_at(session, juror.account_id, unit)

    with pytest.raises(AssignmentConflict) as refused:
        await make_assignment(session, call, juror, entry)

    assert refused.value.facts == {"reasons": ["same_unit"]}


async def test_nobody_judges_an_entry_twice_or_without_a_seat_or_beyond_the_load(session, call):
    entry = await make_entry(session, call)
    juror = await make_juror(session, call, max_load=1)
    await make_assignment(session, call, juror, entry)

    with pytest.raises(AlreadyAssigned):
        await make_assignment(session, call, juror, entry)
    with pytest.raises(LoadReached) as refused:
        await make_assignment(session, call, juror)
    with pytest.raises(NotOnPanel):
        await make_assignment(session, call, await make_juror(session, call, seat=False), entry)
    assert refused.value.facts == {"max_load": 1}


async def test_only_the_manager_of_the_campaign_assigns(session, call):
    juror = await make_juror(session, call)
    entry = await make_entry(session, call)
    other = await make_call(session)

    with pytest.raises(NotAllowed):
        await assignments(session).assign(juror, call.campaign.id, entry.id, juror.account_id)
    with pytest.raises(NotAllowed):
        await assignments(session).assign(other.manager, call.campaign.id, entry.id, juror.account_id)


async def test_a_manager_in_conflict_loses_the_entry(session, call):
    unit = await make_unit(session, parent=call.root)
    entry = await make_entry(session, call, unit=unit)
    juror = await make_juror(session, call)
    given = await make_assignment(session, call, juror, entry)
    await post_at(session, call.manager.account_id, unit)

    matrix = await assignments(session).matrix(call.manager, call.campaign.id)
    proposal = await proposals(session).propose(call.manager, call.campaign.id)

    assert (matrix.entries, matrix.cells, matrix.withheld) == ([], [], 1)
    assert (proposal.additions, proposal.withheld) == ([], 1)
    with pytest.raises(InitiativeNotFound):
        await make_assignment(session, call, juror, entry)
    with pytest.raises(AssignmentNotFound):
        await assignments(session).cancel(call.manager, given.id)


async def test_an_open_assignment_is_taken_back_a_sealed_one_stays(session, call):
    juror = await make_juror(session, call)
    opened = await make_assignment(session, call, juror)
    sealed = await make_sealed(session, call, juror, await make_entry(session, call))

    await assignments(session).cancel(call.manager, opened.id)

    assert opened.state is AssignmentState.CANCELLED
    with pytest.raises(WrongState):
        await assignments(session).cancel(call.manager, sealed.id)


async def test_a_withdrawn_entry_ends_its_open_assignments(session, call):
    entry = await make_entry(session, call)
    waiting = await make_assignment(session, call, await make_juror(session, call), entry)
    sealed = await make_sealed(session, call, await make_juror(session, call), entry)

    await announce(session, InitiativeWithdrawn(entry.id))

    assert (waiting.state, sealed.state) == (AssignmentState.CANCELLED, AssignmentState.SEALED)


async def test_queues_are_shuffled_for_each_juror_alike_every_time(session, call):
    jurors = [await make_juror(session, call) for _ in range(4)]
    for _ in range(6):
        await make_entry(session, call)
    call.campaign.sheets_per_entry = 4
    service = proposals(session)
    proposal = await service.propose(call.manager, call.campaign.id)
    made = await service.apply(call.manager, call.campaign.id, proposal.digest, proposal.additions)

    queues = {
        juror.account_id: [a.initiative_id for a in sorted(made, key=lambda a: a.position) if a.juror_id == juror.account_id]
        for juror in jurors
    }

    assert all(sorted(a.position for a in made if a.juror_id == j) == [1, 2, 3, 4, 5, 6] for j in queues)
    assert len({tuple(queue) for queue in queues.values()}) > 1


async def test_a_proposal_fills_every_entry_evenly_and_never_across_a_conflict(session, call):
    unit = await make_unit(session, parent=call.root)
    entries = [await make_entry(session, call, unit=unit if i == 0 else None) for i in range(4)]
    jurors = [await make_juror(session, call) for _ in range(5)]
    await post_at(session, jurors[0].account_id, unit)

    proposal = await proposals(session).propose(call.manager, call.campaign.id)

    assert (proposal.entries, proposal.covered, proposal.shortages) == (4, 4, [])
    assert len(proposal.additions) == 12
    assert sorted(load.after for load in proposal.loads) == [2, 2, 2, 3, 3]
    assert (entries[0].id, jurors[0].account_id) not in proposal.additions
    assert list(await session.scalars(select(Assignment))) == []


async def test_applying_makes_exactly_the_proposal_once(session, call):
    await make_entry(session, call)
    for _ in range(4):
        await make_juror(session, call)
    service = proposals(session)
    proposal = await service.propose(call.manager, call.campaign.id)

    made = await service.apply(call.manager, call.campaign.id, proposal.digest, proposal.additions)

    assert {(a.initiative_id, a.juror_id) for a in made} == set(proposal.additions)
    with pytest.raises(ProposalStale):
        await service.apply(call.manager, call.campaign.id, proposal.digest, proposal.additions)


async def test_a_proposal_is_stale_once_anything_changed_or_was_tampered_with(session, call):
    await make_entry(session, call)
    jurors = [await make_juror(session, call) for _ in range(4)]
    service = proposals(session)
    proposal = await service.propose(call.manager, call.campaign.id)

    with pytest.raises(ProposalStale):
        await service.apply(call.manager, call.campaign.id, proposal.digest, proposal.additions[:-1])
    await post_at(session, jurors[0].account_id, call.root)
    with pytest.raises(ProposalStale):
        await service.apply(call.manager, call.campaign.id, proposal.digest, proposal.additions)


async def test_what_cannot_be_met_names_the_constraint(session, call):
    await make_entry(session, call)
    await make_juror(session, call)
    await post_at(session, (await make_juror(session, call)).account_id, call.root)

    few = await proposals(session).propose(call.manager, call.campaign.id)

    (row, shortage), *_ = few.shortages
    assert (row.code.startswith("SK-"), shortage.reason, shortage.got, shortage.wanted) == (True, "too_few_jurors", 1, 3)
    assert (shortage.eligible, shortage.conflicted) == (1, 1)


async def test_two_proposals_applied_at_once_assign_once(own_services):
    async with transaction(own_services.session_maker) as session:
        call = await make_call(session)
        await make_entry(session, call)
        for _ in range(3):
            await make_juror(session, call)
        proposal = await proposals(session).propose(call.manager, call.campaign.id)

    async def apply():
        async with transaction(own_services.session_maker) as session:
            return await proposals(session).apply(call.manager, call.campaign.id, proposal.digest, proposal.additions)

    results = await asyncio.gather(apply(), apply(), return_exceptions=True)

    async with transaction(own_services.session_maker) as session:
        assert (await session.execute(text("SELECT count(*) FROM assignment"))).scalar_one() == 3
    assert sorted(type(result).__name__ for result in results) == ["ProposalStale", "list"]


async def test_the_panel_takes_jurors_of_the_campaign_once(session, call):
    service = PanelService(session, utc_now)
    juror = await make_juror(session, call, seat=False, name="Bùi Ân")
    stranger = await make_account(session)

    before = await service.read(call.manager, call.campaign.id)
    await service.add(call.manager, call.campaign.id, juror.account_id, None, 5)
    after = await service.read(call.manager, call.campaign.id)

    assert ([c.full_name for c in before.candidates], before.seats) == (["Bùi Ân"], [])
    assert ([(s.full_name, s.member.max_load) for s in after.seats], after.candidates) == ([("Bùi Ân", 5)], [])
    with pytest.raises(AlreadyOnPanel):
        await service.add(call.manager, call.campaign.id, juror.account_id, None, 5)
    with pytest.raises(NotAJuror):
        await service.add(call.manager, call.campaign.id, stranger.id, None, 5)


async def test_leaving_the_panel_ends_open_sheets_only(session, call):
    juror = await make_juror(session, call)
    opened = await make_assignment(session, call, juror)
    sealed = await make_sealed(session, call, juror, await make_entry(session, call))
    service = PanelService(session, utc_now)
    seat = (await service.read(call.manager, call.campaign.id)).seats[0]

    cancelled = await service.remove(call.manager, seat.member.id)

    assert (cancelled, opened.state, sealed.state) == (1, AssignmentState.CANCELLED, AssignmentState.SEALED)


async def test_a_seat_for_one_category_covers_only_that(session, call):
    other = await make_category(session, call.campaign.id, "A2")
    entry = await make_entry(session, call, category=other)
    juror = await make_juror(session, call, seat=False)
    await PanelService(session, utc_now).add(call.manager, call.campaign.id, juror.account_id, call.category.id, 5)

    with pytest.raises(NotOnPanel):
        await make_assignment(session, call, juror, entry)


async def test_a_stranger_does_not_see_the_panel(session, call):
    stranger = await make_actor(session, in_campaign(Role.SCREENER, call.campaign.id))

    with pytest.raises(NotAllowed):
        await PanelService(session, utc_now).read(stranger, call.campaign.id)
