"""Screening: is it eligible and complete? One decision for each revision, never changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.accounts.permissions import Relation
from exemplar.audit import service as audit
from exemplar.core.errors import StaleVersion
from exemplar.core.events import announce
from exemplar.core.models import new_id
from exemplar.initiatives import policies, reasons, workflow
from exemplar.initiatives.access import screened
from exemplar.initiatives.errors import DecisionInvalid, ReturnDatePast
from exemplar.initiatives.events import InitiativeAccepted
from exemplar.initiatives.models import Initiative, ScreeningDecision
from exemplar.initiatives.reasons import ScreeningOutcome, ScreeningReason
from exemplar.initiatives.redaction import require_decided
from exemplar.initiatives.repository import Found, InitiativeRepository, ScreeningRepository
from exemplar.initiatives.service import InitiativeService, InitiativeView
from exemplar.initiatives.telling import tell_people
from exemplar.initiatives.workflow import InitiativeAction, InitiativeState
from exemplar.notifications.service import NotificationService

LONGEST_RETURN = timedelta(days=366)
"""A returned entry may be given a year at most."""

ACTIONS = {
    ScreeningOutcome.ACCEPT: InitiativeAction.ACCEPT,
    ScreeningOutcome.RETURN: InitiativeAction.RETURN,
    ScreeningOutcome.REFUSE: InitiativeAction.REFUSE,
}
_TOLD = {
    ScreeningOutcome.ACCEPT: "initiative_accepted",
    ScreeningOutcome.RETURN: "initiative_returned",
    ScreeningOutcome.REFUSE: "initiative_refused",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a screener decides: about which revision, with which reasons, and until when a returned one may come back."""

    revision_id: UUID
    outcome: ScreeningOutcome
    codes: list[ScreeningReason]
    reason: str = ""
    resubmit_until: datetime | None = None


class ScreeningService:
    """Use cases of screeners. What they have a conflict of interest with does not exist for them."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime], notifications: NotificationService) -> None:
        self._session = session
        self._now = now
        self._notifications = notifications
        self._queue = ScreeningRepository(session)
        self._initiatives = InitiativeRepository(session)

    async def counts(self, actor: Actor, campaign_id: UUID | None) -> dict[InitiativeState, int]:
        """Return how many entries in the screener's reach are in which state."""
        return await self._queue.counts(actor, campaign_id)

    async def waiting(self, actor: Actor, campaign_id: UUID | None, after: tuple[datetime, UUID] | None, limit: int) -> Sequence[Found]:
        """Return what waits for a decision, the longest wait first."""
        return await self._queue.waiting(actor, campaign_id, after, limit)

    async def read(self, actor: Actor, initiative_id: UUID) -> InitiativeView:
        """Return what was handed in, with its authors.

        Raises:
            InitiativeNotFound: unknown, not handed in, of a campaign the actor does not screen, or in conflict with them.
        """
        await screened(self._session, actor, initiative_id, for_update=False)
        return await InitiativeService(self._session, self._now).read(actor, initiative_id)

    async def decide(self, actor: Actor, initiative_id: UUID, verdict: Verdict) -> Initiative:
        """Accept, return or refuse one revision.

        Raises:
            InitiativeNotFound: as ``read``.
            WrongState: it does not wait for a decision.
            StaleVersion: the unit has handed in another revision since. Facts: numbers of revisions.
            DecisionInvalid: reasons that do not go with the outcome, or none.
            RedactionOpen: it would go to a blind jury with something undecided. Facts: ``left``, ``is_searched``.
            ReturnDatePast: the date for coming back is not within the year ahead, by the database clock.
        """
        initiative = await screened(self._session, actor, initiative_id, for_update=True)
        policies.require(actor, ACTIONS[verdict.outcome], initiative, {Relation.ASSIGNED}, self._now())
        state = workflow.after(initiative.state, ACTIONS[verdict.outcome])
        await self._require_current(initiative, verdict.revision_id)
        faults = reasons.faults(verdict.outcome, verdict.codes, verdict.reason)
        if faults:
            raise DecisionInvalid(faults)
        if verdict.outcome is ScreeningOutcome.ACCEPT:
            await require_decided(self._session, initiative, verdict.revision_id)
        moment = (await self._session.execute(select(func.clock_timestamp()))).scalar_one()
        until = verdict.resubmit_until if verdict.outcome is ScreeningOutcome.RETURN else None
        if until is not None and not moment < until < moment + LONGEST_RETURN:
            raise ReturnDatePast
        decision = ScreeningDecision(
            id=new_id(),
            initiative_id=initiative.id,
            revision_id=verdict.revision_id,
            screener_id=actor.account_id,
            outcome=verdict.outcome,
            reason_codes=[code.value for code in verdict.codes],
            reason=verdict.reason.strip(),
            resubmit_until=until,
            decided_at=moment,
        )
        self._session.add(decision)
        initiative.state, initiative.screened_at, initiative.resubmit_until = state, moment, until
        initiative.version += 1
        await self._session.flush()
        await self._tell(actor, initiative, decision)
        return initiative

    async def _require_current(self, initiative: Initiative, revision_id: UUID) -> None:
        if initiative.current_revision_id == revision_id:
            return
        numbers = {row.id: row.number for row in await self._initiatives.revisions(initiative.id)}
        current = numbers[initiative.current_revision_id] if initiative.current_revision_id else 0
        raise StaleVersion(yours=numbers.get(revision_id, 0), current=current)

    async def _tell(self, actor: Actor, initiative: Initiative, decision: ScreeningDecision) -> None:
        audit.record(
            self._session,
            actor_id=actor.account_id,
            action=f"initiative.{initiative.state.value}",
            about=("initiative", initiative.id),
            state=initiative.state,
            decision=decision.id,
            revision=decision.revision_id,
            reasons=decision.reason_codes,
        )
        kind = _TOLD[decision.outcome]
        await tell_people(self._session, self._notifications, initiative, kind, decision.id, reason=decision.reason)
        if decision.outcome is ScreeningOutcome.ACCEPT:
            await announce(self._session, InitiativeAccepted(initiative.id, decision.revision_id))

    async def next_after(self, actor: Actor, campaign_id: UUID) -> UUID | None:
        """Return what waits longest in this campaign, to be opened next."""
        rows = await self._queue.waiting(actor, campaign_id, None, 1)
        return rows[0].id if rows else None
