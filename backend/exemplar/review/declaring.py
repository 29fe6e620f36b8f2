"""Conflicts that people declare themselves: about a unit, so that blindness holds, or about an entry they were given.

A declaration is effective at once and nobody lifts it alone. Open sheets it touches are recused; sealed ones are set
aside and no longer count; councils hear of it, where a vote may be open. Entries disappear from the queue without a word
about which they were.
"""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.audit import service as audit
from exemplar.core.events import announce
from exemplar.review import workflow
from exemplar.review.access import Now
from exemplar.review.conflicts import conflicts_of
from exemplar.review.events import ConflictDeclared
from exemplar.review.models import Assignment, ConflictKind, DeclaredConflict
from exemplar.review.workflow import LIVE, AssignmentAction, AssignmentState
from exemplar.units.service import UnitService


class DeclarationService:
    """Use cases of declared conflicts."""

    def __init__(self, session: AsyncSession, now: Now) -> None:
        self._session = session
        self._now = now

    async def own(self, actor: Actor) -> list[DeclaredConflict]:
        """Return what the actor declared, newest first."""
        query = select(DeclaredConflict).where(DeclaredConflict.account_id == actor.account_id).order_by(DeclaredConflict.id.desc())
        return list(await self._session.scalars(query))

    async def declare_unit(self, actor: Actor, unit_id: UUID, kind: ConflictKind, reason: str) -> DeclaredConflict:
        """Declare a conflict with everything of a unit and of those below it; a second time changes nothing.

        Raises:
            UnitNotFound: no such unit.
        """
        permissions.require(actor, "conflict.declare", self._now())
        unit = await UnitService(self._session, self._now).get(unit_id)
        declared = await self._declare(actor, DeclaredConflict(account_id=actor.account_id, unit_id=unit.id, kind=kind, reason=reason))
        await self.step_aside(actor.account_id)
        return declared

    async def declare_entry(self, actor: Actor, initiative_id: UUID, kind: ConflictKind, reason: str) -> DeclaredConflict:
        """Declare a conflict with one entry, as a juror does who recognises it."""
        permissions.require(actor, "conflict.declare", self._now())
        conflict = DeclaredConflict(account_id=actor.account_id, initiative_id=initiative_id, kind=kind, reason=reason)
        declared = await self._declare(actor, conflict)
        await self.step_aside(actor.account_id)
        return declared

    async def step_aside(self, account_id: UUID) -> int:
        """End every live assignment of an account that has a conflict by now; return how many."""
        query = select(Assignment).where(Assignment.juror_id == account_id, Assignment.state.in_(LIVE)).order_by(Assignment.id)
        live = list(await self._session.scalars(query.with_for_update().execution_options(populate_existing=True)))
        touched = await conflicts_of(self._session, account_id, [one.initiative_id for one in live])
        ended = [one for one in live if one.initiative_id in touched]
        for one in ended:
            action = AssignmentAction.RECUSE if one.state is AssignmentState.OPEN else AssignmentAction.DISQUALIFY
            one.state = workflow.after(one.state, action)
            audit.record(
                self._session,
                actor_id=account_id,
                action=f"assignment.{one.state.value}",
                about=("assignment", one.id),
                initiative=one.initiative_id,
                reasons=[reason.value for reason in touched[one.initiative_id]],
            )
        return len(ended)

    async def _declare(self, actor: Actor, conflict: DeclaredConflict) -> DeclaredConflict:
        found = await self._session.scalar(
            select(DeclaredConflict).where(
                DeclaredConflict.account_id == conflict.account_id,
                DeclaredConflict.initiative_id.is_not_distinct_from(conflict.initiative_id),
                DeclaredConflict.unit_id.is_not_distinct_from(conflict.unit_id),
            )
        )
        if found is not None:
            return found
        self._session.add(conflict)
        await self._session.flush()
        about = ("unit", conflict.unit_id) if conflict.unit_id else ("initiative", conflict.initiative_id or conflict.id)
        audit.record(self._session, actor_id=actor.account_id, action="conflict.declared", about=about, kind=conflict.kind.value)
        await announce(self._session, ConflictDeclared(actor.account_id))
        return conflict
