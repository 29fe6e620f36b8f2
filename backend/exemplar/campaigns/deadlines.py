"""The one thing of a published call that may change, and only later: a deadline. It takes two managers.

One asks and says why, another confirms; only then the phase moves, by one statement that looks at the database clock. The
request, the answer and the move stand in the audit log, and everybody who plans by the date is told.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import two_persons
from exemplar.accounts.actor import Actor
from exemplar.accounts.two_persons import RequestAction, RequestState
from exemplar.audit import service as audit
from exemplar.campaigns import notices, policies, workflow
from exemplar.campaigns.errors import (
    CampaignNotFound,
    DeadlineChangeNotFound,
    DeadlineChangePending,
    DeadlineNotLater,
    PhaseClosed,
    PhaseNotFound,
)
from exemplar.campaigns.events import DeadlineExtended
from exemplar.campaigns.models import Campaign, DeadlineChange, Phase
from exemplar.campaigns.notices import DeadlineNotices
from exemplar.campaigns.repository import CampaignRepository
from exemplar.campaigns.service import CampaignService
from exemplar.campaigns.workflow import CampaignAction, PhaseKind
from exemplar.core.errors import FieldFault
from exemplar.core.events import announce
from exemplar.core.jobs import enqueue
from exemplar.core.models import new_id
from exemplar.notifications.service import NotificationService

LAPSE_JOB = "campaigns.lapse_deadline_change"
TELL_JOB = "campaigns.tell_of_deadline"


@dataclass(frozen=True, slots=True)
class DeadlineWanted:
    """Which phase is to close when instead, and why."""

    phase: PhaseKind
    closes_at: datetime
    reason: str


class DeadlineService:
    """Use cases of moving a deadline."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime], notifications: NotificationService) -> None:
        self._session = session
        self._now = now
        self._campaigns = CampaignService(session, now)
        self._questions = CampaignRepository(session)
        self._notices = DeadlineNotices(session, notifications)

    async def request(self, actor: Actor, campaign_id: UUID, version: int, wanted: DeadlineWanted) -> DeadlineChange:
        """Ask for a later deadline. One that has passed, by the database clock, stays passed.

        Raises:
            as ``CampaignService.claim``; ``ConfirmationRequired``: the password is asked again.
            PhaseNotFound: the campaign has no such phase.
            PhaseClosed: the deadline has passed.
            DeadlineNotLater: the new moment is not later than the old one.
            DeadlineChangePending: another request for this phase waits.
        """
        campaign = await self._campaigns.claim(actor, campaign_id, version, CampaignAction.EXTEND)
        moment = await self._questions.clock()
        phase = await self._phase_to_move(campaign.id, wanted, moment)
        waiting = await self._questions.waiting_change(campaign.id, wanted.phase)
        if waiting is not None and not await self._lapse(campaign, waiting, moment):
            raise DeadlineChangePending(phase=wanted.phase.value)
        change = DeadlineChange(
            id=new_id(),
            campaign_id=campaign.id,
            phase=wanted.phase,
            closes_before=phase.closes_at,
            closes_at=wanted.closes_at,
            state=RequestState.REQUESTED,
            reason=wanted.reason,
            answer="",
            requested_by=actor.account_id,
            requested_at=moment,
            lapses_at=min(moment + two_persons.KEPT_FOR, phase.closes_at),
        )
        self._session.add(change)
        await self._session.flush()
        await enqueue(self._session, LAPSE_JOB, due_at=change.lapses_at, change_id=change.id)
        _note(self._session, actor.account_id, "deadline_change.requested", change)
        await self._notices.tell_managers(campaign, change)
        return change

    async def _phase_to_move(self, campaign_id: UUID, wanted: DeadlineWanted, moment: datetime) -> Phase:
        phase = await self._session.scalar(select(Phase).where(Phase.campaign_id == campaign_id, Phase.kind == wanted.phase))
        if phase is None:
            raise PhaseNotFound(phase=wanted.phase.value)
        closes_at = phase.closes_at.isoformat()
        if wanted.closes_at <= phase.closes_at:
            raise DeadlineNotLater([FieldFault(["closes_at"], "field_too_small")], phase=wanted.phase.value, closes_at=closes_at)
        if phase.closes_at <= moment:
            raise PhaseClosed(phase=wanted.phase.value, opens_at=phase.opens_at.isoformat(), closes_at=closes_at)
        return phase

    async def confirm(self, actor: Actor, campaign_id: UUID, change_id: UUID) -> DeadlineChange:
        """Confirm what another manager asked for; the deadline moves in the same transaction, and everybody affected is told.

        Raises:
            CampaignNotFound, NotAllowed, ConfirmationRequired: as ``CampaignService.claim``.
            DeadlineChangeNotFound: not of this campaign.
            WrongState: the campaign is closed.
            RequestWrongState, RequestLapsed, SecondPersonRequired: see ``two_persons.settle``.
            PhaseClosed: the old deadline has passed.
        """
        campaign, change = await self._reach(actor, campaign_id, change_id)
        campaign.state = workflow.after(campaign.state, CampaignAction.EXTEND)
        two_persons.settle(change, RequestAction.CONFIRM, actor.account_id, await self._questions.clock())
        as_it_stood = (Phase.campaign_id == campaign.id, Phase.kind == change.phase, Phase.closes_at == change.closes_before)
        moving = update(Phase).where(*as_it_stood, Phase.closes_at > func.clock_timestamp()).values(closes_at=change.closes_at)
        if await self._session.scalar(moving.returning(Phase.id)) is None:
            raise PhaseClosed(phase=change.phase.value, closes_at=change.closes_before.isoformat())
        campaign.version += 1
        await self._session.flush()
        _note(self._session, actor.account_id, "deadline_change.confirmed", change)
        audit.record(
            self._session,
            actor_id=actor.account_id,
            action="deadline.extended",
            about=("campaign", campaign.id),
            version=campaign.version,
            phase=change.phase,
            before=change.closes_before.isoformat(),
            after=change.closes_at.isoformat(),
            change=change.id,
        )
        await enqueue(self._session, TELL_JOB, change_id=change.id)
        await announce(self._session, DeadlineExtended(campaign.id, change.phase.value, change.closes_at, change.id))
        return change

    async def decline(self, actor: Actor, campaign_id: UUID, change_id: UUID, answer: str = "") -> DeadlineChange:
        """Decline a request, or take the own one back; the deadline stays. Raises as ``confirm``, a closed phase aside."""
        campaign, change = await self._reach(actor, campaign_id, change_id)
        two_persons.settle(change, RequestAction.DECLINE, actor.account_id, await self._questions.clock(), answer)
        await self._session.flush()
        _note(self._session, actor.account_id, "deadline_change.declined", change)
        if change.requested_by != actor.account_id:
            await self._notices.tell_requester(campaign, change, notices.DECLINED)
        return change

    async def _reach(self, actor: Actor, campaign_id: UUID, change_id: UUID) -> tuple[Campaign, DeadlineChange]:
        campaign = await self._questions.find_for_update(actor, campaign_id)
        if campaign is None:
            raise CampaignNotFound
        policies.require(actor, CampaignAction.EXTEND, campaign.id, self._now())
        change = await self._questions.find_change_for_update(campaign.id, change_id)
        if change is None:
            raise DeadlineChangeNotFound
        return campaign, change

    async def lapse(self, change_id: UUID) -> None:
        """Note that nobody confirmed a request in time; for the job that comes due then."""
        found = await self._questions.change_for_job(change_id)
        if found is not None:
            await self._lapse(*found, await self._questions.clock())

    async def _lapse(self, campaign: Campaign, change: DeadlineChange, moment: datetime) -> bool:
        if not two_persons.lapse(change, moment):
            return False
        await self._session.flush()
        _note(self._session, None, "deadline_change.lapsed", change)
        await self._notices.tell_requester(campaign, change, notices.LAPSED)
        return True

    async def tell_of_move(self, change_id: UUID, account_ids: list[UUID] | None = None) -> None:
        """Tell people of a confirmed change: those who run and judge the call, or the accounts that a higher module knows of."""
        found = await self._questions.change_for_job(change_id)
        if found is not None and account_ids != []:
            await self._notices.tell_people(*found, account_ids or ())


def _note(session: AsyncSession, actor_id: UUID | None, action: str, change: DeadlineChange) -> None:
    dates = {"before": change.closes_before.isoformat(), "after": change.closes_at.isoformat()}
    about = ("deadline_change", change.id)
    audit.record(session, actor_id=actor_id, action=action, about=about, campaign=change.campaign_id, phase=change.phase, **dates)
