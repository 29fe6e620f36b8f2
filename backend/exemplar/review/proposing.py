"""Assignment by one click: look at a proposal first, then apply exactly that."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.accounts.service import AccountService
from exemplar.audit import service as audit
from exemplar.campaigns.models import Campaign
from exemplar.notifications.service import NotificationService
from exemplar.review import repository, solver
from exemplar.review.access import Now, campaign_for
from exemplar.review.assignment import hand_out
from exemplar.review.conflicts import conflicts_between
from exemplar.review.errors import ProposalStale
from exemplar.review.models import Assignment
from exemplar.review.solver import Entry, Pair, Place, Problem, Shortage
from exemplar.units.sorting import sort_key


@dataclass(frozen=True, slots=True)
class JurorLoad:
    """A juror's number of entries ``before`` and ``after``; ``max_load`` over all seats."""

    juror_id: UUID
    full_name: str
    before: int
    after: int
    max_load: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be added. ``digest`` names this proposal about this state of things; ``covered`` of ``entries`` get all sheets."""

    digest: str
    additions: list[Pair]
    loads: list[JurorLoad]
    entries: int
    covered: int
    shortages: list[tuple[Any, Shortage]]
    withheld: int


@dataclass(frozen=True, slots=True)
class _Inputs:
    problem: Problem
    entries: dict[UUID, Any]
    withheld: int


class ProposalService:
    """Use cases of a manager (``jury.assign``) about a whole campaign."""

    def __init__(self, session: AsyncSession, now: Now, notifications: NotificationService) -> None:
        self._session = session
        self._now = now
        self._notifications = notifications

    async def propose(self, actor: Actor, campaign_id: UUID) -> Proposal:
        """Return the evenest assignment that keeps what exists; nothing is written."""
        campaign = await campaign_for(self._session, actor, "jury.assign", campaign_id, self._now())
        inputs = await self._inputs(actor, campaign)
        solution = await asyncio.to_thread(solver.solve, inputs.problem)
        names = await AccountService(self._session, self._now).names([place.juror_id for place in inputs.problem.places])
        return Proposal(
            digest=inputs.problem.digest(solution.additions),
            additions=solution.additions,
            loads=_loads(inputs.problem, solution.additions, names),
            entries=len(inputs.entries),
            covered=len(inputs.entries) - len(solution.shortages),
            shortages=[(inputs.entries[shortage.entry_id], shortage) for shortage in solution.shortages],
            withheld=inputs.withheld,
        )

    async def apply(self, actor: Actor, campaign_id: UUID, digest: str, additions: Sequence[Pair]) -> list[Assignment]:
        """Write exactly the proposal that ``propose`` gave with this digest.

        Raises:
            ProposalStale: entries, panel, conflicts or assignments changed since, or it is not that proposal.
        """
        campaign = await campaign_for(self._session, actor, "jury.assign", campaign_id, self._now())
        await repository.lock_assigning(self._session, campaign_id)
        inputs = await self._inputs(actor, campaign)
        if inputs.problem.digest(list(additions)) != digest or solver.breaches(inputs.problem, list(additions)):
            raise ProposalStale
        audit.record(
            self._session,
            actor_id=actor.account_id,
            action="assignment_proposal.applied",
            about=("campaign", campaign.id),
            digest=digest,
            additions=len(additions),
        )
        pairs = [(inputs.entries[entry_id], juror_id) for entry_id, juror_id in additions]
        return await hand_out(self._session, self._notifications, campaign, pairs, actor)

    async def _inputs(self, actor: Actor, campaign: Campaign) -> _Inputs:
        """Gather what decides the answer; entries that the manager has a conflict with, or without a rubric, get nothing new."""
        rows = [row for row in await repository.entries_in_review(self._session, campaign.id) if row.rubric_version_id is not None]
        seats = await repository.seats(self._session, campaign.id)
        live = await repository.live_assignments(self._session, campaign.id)
        jurors = {seat.account_id for seat in seats}
        found = await conflicts_between(self._session, jurors | {actor.account_id}, [row.id for row in rows])
        withheld = {row.id for row in rows if (actor.account_id, row.id) in found}
        category = {row.id: row.category_id for row in rows} | {a.initiative_id: a.category_id for a in live}
        wanted = {row.id: 0 if row.id in withheld else campaign.sheets_per_entry for row in rows}
        problem = Problem(
            entries=tuple(Entry(key, category[key], wanted.get(key, 0)) for key in sorted(category)),
            places=tuple(Place(seat.account_id, seat.category_id, seat.max_load) for seat in seats),
            existing=frozenset((a.initiative_id, a.juror_id) for a in live),
            forbidden=frozenset((initiative_id, juror_id) for juror_id, initiative_id in found if juror_id in jurors),
        )
        return _Inputs(problem, {row.id: row for row in rows if row.id not in withheld}, len(withheld))


def _loads(problem: Problem, additions: list[Pair], names: dict[UUID, str]) -> list[JurorLoad]:
    before = {juror: sum(1 for _, other in problem.existing if other == juror) for juror in names}
    more = {juror: sum(1 for _, other in additions if other == juror) for juror in names}
    return [
        JurorLoad(juror, name, before[juror], before[juror] + more[juror], _agreed(problem, juror))
        for juror, name in sorted(names.items(), key=lambda item: (sort_key(item[1]), item[0]))
    ]


def _agreed(problem: Problem, juror_id: UUID) -> int:
    own = [place for place in problem.places if place.juror_id == juror_id]
    for_all = [place.max_load for place in own if place.category_id is None]
    return for_all[0] if for_all else sum(place.max_load for place in own)
