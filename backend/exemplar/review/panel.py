"""Who sits on the panel, for which category, and for how many entries at most."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.accounts.models import Account
from exemplar.accounts.service import AccountService
from exemplar.audit import service as audit
from exemplar.campaigns.models import Category
from exemplar.core.errors import FieldFault, NotFound
from exemplar.review import repository
from exemplar.review.access import Now, campaign_for
from exemplar.review.assignment import cancel_open
from exemplar.review.errors import AlreadyOnPanel, NotAJuror, PanelMemberNotFound
from exemplar.review.models import Assignment, PanelMember
from exemplar.review.workflow import AssignmentState
from exemplar.units.sorting import sort_key


@dataclass(frozen=True, slots=True)
class Seat:
    """A panel member with what they have to do there: numbers of ``open`` and ``sealed`` sheets."""

    member: PanelMember
    full_name: str
    open: int
    sealed: int


@dataclass(frozen=True, slots=True)
class Panel:
    """The seats by name, and the jurors of the campaign who sit nowhere yet."""

    seats: list[Seat]
    candidates: list[Account]


class PanelService:
    """Use cases of the panel. All of them need ``jury.assign`` in the campaign."""

    def __init__(self, session: AsyncSession, now: Now) -> None:
        self._session = session
        self._now = now
        self._accounts = AccountService(session, now)

    async def read(self, actor: Actor, campaign_id: UUID) -> Panel:
        """Return the panel and who could join it. Five statements."""
        await campaign_for(self._session, actor, "jury.assign", campaign_id, self._now())
        members = await repository.seats(self._session, campaign_id)
        live = await repository.live_assignments(self._session, campaign_id)
        names = await self._accounts.names([member.account_id for member in members])
        seats = [self._seat(member, names[member.account_id], live) for member in members]
        jurors = await repository.jurors_of(self._session, campaign_id)
        everywhere = {member.account_id for member in members if member.category_id is None}
        candidates = [juror for juror in jurors if juror.id not in everywhere]
        return Panel(sorted(seats, key=lambda seat: (sort_key(seat.full_name), seat.member.id)), candidates)

    @staticmethod
    def _seat(member: PanelMember, full_name: str, live: list[Any]) -> Seat:
        own = [a.state for a in live if a.juror_id == member.account_id and member.category_id in {None, a.category_id}]
        return Seat(member, full_name, own.count(AssignmentState.OPEN), own.count(AssignmentState.SEALED))

    async def add(self, actor: Actor, campaign_id: UUID, account_id: UUID, category_id: UUID | None, max_load: int) -> PanelMember:
        """Give a juror a seat, for one category or for all.

        Raises:
            NotAJuror: the account does not hold the juror role in this campaign.
            AlreadyOnPanel: the juror has this seat.
            NotFound: the category is not one of the campaign's.
        """
        await campaign_for(self._session, actor, "jury.assign", campaign_id, self._now())
        jurors = await repository.jurors_of(self._session, campaign_id)
        if account_id not in {juror.id for juror in jurors}:
            raise NotAJuror([FieldFault(["account_id"], "panel_member_not_a_juror")])
        if category_id is not None and not await self._has_category(campaign_id, category_id):
            raise NotFound
        taken = select(PanelMember.id).where(
            PanelMember.campaign_id == campaign_id,
            PanelMember.account_id == account_id,
            PanelMember.category_id.is_not_distinct_from(category_id),
        )
        if await self._session.scalar(taken):
            raise AlreadyOnPanel
        member = PanelMember(campaign_id=campaign_id, account_id=account_id, category_id=category_id, max_load=max_load)
        self._session.add(member)
        await self._session.flush()
        self._note(actor, "panel_member.added", member)
        return member

    async def change(self, actor: Actor, member_id: UUID, max_load: int) -> PanelMember:
        """Agree on another load; what is assigned already stays."""
        member = await self._managed(actor, member_id)
        member.max_load = max_load
        self._note(actor, "panel_member.changed", member)
        return member

    async def remove(self, actor: Actor, member_id: UUID) -> int:
        """Take the seat away and cancel its open sheets; sealed ones stay. Return how many were cancelled."""
        member = await self._managed(actor, member_id)
        await repository.lock_assigning(self._session, member.campaign_id)
        await self._session.delete(member)
        await self._session.flush()
        left = [m.category_id for m in await repository.seats(self._session, member.campaign_id) if m.account_id == member.account_id]
        cancelled = 0
        for row in await repository.live_assignments(self._session, member.campaign_id):
            covered = None in left or row.category_id in left
            if row.juror_id == member.account_id and row.state is AssignmentState.OPEN and not covered:
                cancelled += await self._cancel(actor, row.id)
        self._note(actor, "panel_member.removed", member)
        return cancelled

    async def _cancel(self, actor: Actor, assignment_id: UUID) -> int:
        assignment = await self._session.scalar(
            select(Assignment).where(Assignment.id == assignment_id).with_for_update().execution_options(populate_existing=True)
        )
        if assignment is None or assignment.state is not AssignmentState.OPEN:
            return 0
        cancel_open(self._session, assignment, actor.account_id)
        return 1

    async def _managed(self, actor: Actor, member_id: UUID) -> PanelMember:
        member = await self._session.scalar(select(PanelMember).where(PanelMember.id == member_id).with_for_update())
        if member is None:
            raise PanelMemberNotFound
        await campaign_for(self._session, actor, "jury.assign", member.campaign_id, self._now())
        return member

    async def _has_category(self, campaign_id: UUID, category_id: UUID) -> bool:
        query = select(Category.id).where(Category.id == category_id, Category.campaign_id == campaign_id)
        return await self._session.scalar(query) is not None

    def _note(self, actor: Actor, action: str, member: PanelMember) -> None:
        audit.record(
            self._session,
            actor_id=actor.account_id,
            action=action,
            about=("panel_member", member.id),
            campaign=member.campaign_id,
            account=member.account_id,
            category=member.category_id,
            max_load=member.max_load,
        )
