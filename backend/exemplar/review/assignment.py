"""Who judges which entry: by hand, taken back, and as a matrix of judges and entries."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.accounts.service import AccountService
from exemplar.audit import service as audit
from exemplar.campaigns.models import Campaign
from exemplar.core.clock import utc_now
from exemplar.core.models import LocalText, new_id
from exemplar.initiatives.errors import InitiativeNotFound
from exemplar.initiatives.models import Initiative
from exemplar.notifications.service import NotificationService, Reader
from exemplar.review import repository, workflow
from exemplar.review.access import Now, campaign_for
from exemplar.review.conflicts import ConflictReason, conflicts_between, conflicts_of
from exemplar.review.errors import (
    AlreadyAssigned,
    AssignmentConflict,
    AssignmentNotFound,
    EntryNotInReview,
    LoadReached,
    NotOnPanel,
    RubricMissing,
)
from exemplar.review.models import Assignment, PanelMember, ScoreSheet
from exemplar.review.ties import judges_blind
from exemplar.review.workflow import AssignmentAction, AssignmentState
from exemplar.units.sorting import sort_key


@dataclass(frozen=True, slots=True)
class MatrixEntry:
    """A row of the matrix."""

    id: UUID
    code: str
    title: str
    category_id: UUID
    unit_name: LocalText


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """An assignment that lives, and what may be done with it."""

    assignment_id: UUID
    initiative_id: UUID
    juror_id: UUID
    state: AssignmentState
    open_actions: list[AssignmentAction]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Judges and entries; ``conflicts`` says which pairs can never be.

    ``withheld`` entries are in conflict with the reader, or theirs to judge blind.
    """

    sheets_per_entry: int
    jurors: list[tuple[UUID, str]]
    entries: list[MatrixEntry]
    cells: list[MatrixCell]
    conflicts: list[tuple[UUID, UUID, list[ConflictReason]]]
    seats: list[PanelMember]
    withheld: int


class AssignmentService:
    """Use cases of a manager (``jury.assign``) about single assignments."""

    def __init__(self, session: AsyncSession, now: Now, notifications: NotificationService) -> None:
        self._session = session
        self._now = now
        self._notifications = notifications
        self._accounts = AccountService(session, now)

    async def matrix(self, actor: Actor, campaign_id: UUID) -> Matrix:
        """Return judges × entries with conflicts. The number of statements does not depend on either."""
        campaign = await campaign_for(self._session, actor, "jury.assign", campaign_id, self._now())
        rows = await repository.entries_in_review(self._session, campaign_id)
        own = set(await conflicts_of(self._session, actor.account_id, [row.id for row in rows]))
        own |= await self._judged_blind(actor, campaign_id)
        seen = {row.id for row in rows if row.id not in own}
        seats = await repository.seats(self._session, campaign_id)
        live = [a for a in await repository.live_assignments(self._session, campaign_id) if a.initiative_id in seen]
        juror_ids = {seat.account_id for seat in seats} | {a.juror_id for a in live}
        names = await self._accounts.names(list(juror_ids))
        conflicts = await conflicts_between(self._session, juror_ids, seen)
        return Matrix(
            sheets_per_entry=campaign.sheets_per_entry,
            jurors=sorted(names.items(), key=lambda item: (sort_key(item[1]), item[0])),
            entries=[MatrixEntry(r.id, r.code, r.title, r.category_id, r.unit_name) for r in rows if r.id in seen],
            cells=[MatrixCell(a.id, a.initiative_id, a.juror_id, a.state, managers_actions(a.state)) for a in live],
            conflicts=[(initiative_id, juror_id, reasons) for (juror_id, initiative_id), reasons in sorted(conflicts.items())],
            seats=seats,
            withheld=len(rows) - len(seen),
        )

    async def _judged_blind(self, actor: Actor, campaign_id: UUID) -> set[UUID]:
        query = select(Initiative.id).where(Initiative.campaign_id == campaign_id, judges_blind(actor.account_id))
        return set(await self._session.scalars(query))

    async def assign(self, actor: Actor, campaign_id: UUID, initiative_id: UUID, juror_id: UUID) -> Assignment:
        """Give one entry to one juror.

        Raises:
            InitiativeNotFound: not an entry of this campaign, or one the manager has a conflict with.
            AssignmentConflict: the juror has a conflict of interest; no role and no click helps.
            EntryNotInReview, RubricMissing, NotOnPanel, AlreadyAssigned, LoadReached: see there.
        """
        campaign = await campaign_for(self._session, actor, "jury.assign", campaign_id, self._now())
        await repository.lock_assigning(self._session, campaign_id)
        entry = await self._entry(actor, campaign, initiative_id)
        await self._require_seat(campaign_id, entry, juror_id)
        reasons = (await conflicts_of(self._session, juror_id, [initiative_id])).get(initiative_id)
        if reasons:
            raise AssignmentConflict(reasons=[reason.value for reason in reasons])
        return (await hand_out(self._session, self._notifications, campaign, [(entry, juror_id)], actor))[0]

    async def _entry(self, actor: Actor, campaign: Campaign, initiative_id: UUID) -> Any:
        state = await self._session.scalar(
            select(Initiative.state).where(Initiative.id == initiative_id, Initiative.campaign_id == campaign.id)
        )
        if state is None or await conflicts_of(self._session, actor.account_id, [initiative_id]):
            raise InitiativeNotFound
        rows = await repository.entries_in_review(self._session, campaign.id)
        entry = next((row for row in rows if row.id == initiative_id), None)
        if entry is None:
            raise EntryNotInReview(state=state.value)
        return entry

    async def _require_seat(self, campaign_id: UUID, entry: Any, juror_id: UUID) -> None:
        own = [seat for seat in await repository.seats(self._session, campaign_id) if seat.account_id == juror_id]
        covering = [seat for seat in own if seat.category_id in {None, entry.category_id}]
        if not covering:
            raise NotOnPanel
        live = [a for a in await repository.live_assignments(self._session, campaign_id) if a.juror_id == juror_id]
        if any(a.initiative_id == entry.id for a in live):
            raise AlreadyAssigned
        for seat in covering:
            if sum(1 for a in live if seat.category_id in {None, a.category_id}) >= seat.max_load:
                raise LoadReached(max_load=seat.max_load)

    async def cancel(self, actor: Actor, assignment_id: UUID) -> Assignment:
        """Take an open assignment back. A sealed one stays: nobody can remove a score they dislike.

        Raises:
            AssignmentNotFound: unknown, or of an entry that the manager has a conflict with.
            WrongState: it is not open.
        """
        assignment = await self._session.scalar(select(Assignment).where(Assignment.id == assignment_id).with_for_update())
        if assignment is None:
            raise AssignmentNotFound
        await campaign_for(self._session, actor, "jury.assign", assignment.campaign_id, self._now())
        if await conflicts_of(self._session, actor.account_id, [assignment.initiative_id]):
            raise AssignmentNotFound
        cancel_open(self._session, assignment, actor.account_id)
        return assignment


async def cancel_entry(session: AsyncSession, initiative_id: UUID) -> None:
    """Cancel what is open about an entry that was withdrawn; what is sealed stays on record."""
    query = select(Assignment).where(Assignment.initiative_id == initiative_id, Assignment.state == AssignmentState.OPEN)
    for assignment in list(await session.scalars(query.with_for_update().execution_options(populate_existing=True))):
        cancel_open(session, assignment, None)


def managers_actions(state: AssignmentState) -> list[AssignmentAction]:
    """Return what a manager may do with an assignment."""
    return [action for action in workflow.open_actions(state) if action is AssignmentAction.CANCEL]


def cancel_open(session: AsyncSession, assignment: Assignment, actor_id: UUID | None) -> None:
    """Move an open assignment, whose row is locked, to cancelled; ``actor_id`` is ``None`` for the system."""
    assignment.state = workflow.after(assignment.state, AssignmentAction.CANCEL)
    audit.record(
        session,
        actor_id=actor_id,
        action="assignment.cancelled",
        about=("assignment", assignment.id),
        initiative=assignment.initiative_id,
    )


def queue_key(juror_id: UUID, initiative_id: UUID) -> bytes:
    """Return the key that shuffles a juror's queue: the same every time, different for each juror, so order bias evens out."""
    return hashlib.sha256(b"queue" + juror_id.bytes + initiative_id.bytes).digest()


async def hand_out(
    session: AsyncSession,
    notifications: NotificationService,
    campaign: Campaign,
    pairs: Sequence[tuple[Any, UUID]],
    actor: Actor,
) -> list[Assignment]:
    """Write assignments with their empty sheets, put them behind each juror's queue in shuffled order, and tell the jurors.

    Raises:
        RubricMissing: an entry's category has no rubric.
    """
    if any(entry.rubric_version_id is None for entry, _ in pairs):
        raise RubricMissing
    by_juror: dict[UUID, list[Any]] = defaultdict(list)
    for entry, juror_id in pairs:
        by_juror[juror_id].append(entry)
    starts = await repository.next_positions(session, by_juror)
    made = []
    for juror_id, entries in by_juror.items():
        shuffled = sorted(entries, key=lambda entry: queue_key(juror_id, entry.id))
        made += [_assignment(campaign, entry, juror_id, place) for place, entry in enumerate(shuffled, starts[juror_id])]
    session.add_all(made)
    await session.flush()
    session.add_all([ScoreSheet(assignment_id=one.id) for one in made])
    for one in made:
        audit.record(
            session,
            actor_id=actor.account_id,
            action="assignment.made",
            about=("assignment", one.id),
            initiative=one.initiative_id,
            juror=one.juror_id,
        )
    await _tell(session, notifications, made)
    return made


def _assignment(campaign: Campaign, entry: Any, juror_id: UUID, position: int) -> Assignment:
    return Assignment(
        id=new_id(),
        campaign_id=campaign.id,
        initiative_id=entry.id,
        revision_id=entry.revision_id,
        rubric_version_id=entry.rubric_version_id,
        juror_id=juror_id,
        state=AssignmentState.OPEN,
        position=position,
    )


async def _tell(session: AsyncSession, notifications: NotificationService, made: Sequence[Assignment]) -> None:
    counts: dict[UUID, list[Assignment]] = defaultdict(list)
    for one in made:
        counts[one.juror_id].append(one)
    for juror in await AccountService(session, utc_now).readers(list(counts)):
        own = counts[juror.id]
        await notifications.tell(
            Reader(juror.id, juror.email, juror.language), "review_assigned", fact=f"assignment:{own[0].id}", link="/jury", count=len(own)
        )
