"""Council sessions: prepare, convene, check in, start, end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.audit import service as audit
from exemplar.core.errors import NotAllowed, StaleVersion
from exemplar.core.models import LocalText, new_id
from exemplar.notifications.service import NotificationService
from exemplar.voting import invitations, policies
from exemplar.voting.errors import (
    AgendaEmpty,
    AgendaWrong,
    CouncilNotFound,
    ItemNotFound,
    ItemsUndecided,
    MemberNotFound,
    SessionNotFound,
)
from exemplar.voting.models import Attendance, Council, CouncilSession, Presence
from exemplar.voting.repository import Meeting, VotingRepository
from exemplar.voting.workflow import CouncilSessionAction, CouncilSessionState, ItemAction, ItemState, item_after, session_after

ENDED_REASON = "session_ended"


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """What the secretary sets: title, place (may be empty) and when."""

    title: LocalText
    place: str
    held_at: datetime


class SessionService:
    """Use cases of a council's meetings."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime], notifications: NotificationService) -> None:
        self._session = session
        self._now = now
        self._notifications = notifications
        self._voting = VotingRepository(session)

    async def prepare(self, actor: Actor, council_id: UUID, plan: SessionPlan) -> CouncilSession:
        """Add a session in draft.

        Raises:
            CouncilNotFound: unknown, or no part in it.
            NotAllowed: the actor is not its secretary.
        """
        council = await self._session.get(Council, council_id)
        if council is None:
            raise CouncilNotFound
        standing = await self._voting.standing(council, actor.account_id)
        if not policies.may(actor, "council.view", standing):
            raise CouncilNotFound
        policies.require(actor, "council.prepare", standing, self._now())
        meeting = CouncilSession(
            council_id=council_id, title=plan.title, place=plan.place, held_at=plan.held_at, created_by=actor.account_id
        )
        self._session.add(meeting)
        await self._session.flush()
        self._note(actor, "council_session.prepared", meeting)
        return meeting

    async def edit(self, actor: Actor, session_id: UUID, version: int, plan: SessionPlan) -> CouncilSession:
        """Change title, place or time before the meeting starts; those who were invited hear of another place or time.

        Raises:
            SessionNotFound, NotAllowed, WrongState: as their names say.
            StaleVersion: somebody saved in between.
        """
        meeting = await self._preparing(actor, session_id, CouncilSessionAction.EDIT)
        _require_fresh(meeting, version)
        is_moved = (meeting.place, meeting.held_at) != (plan.place, plan.held_at)
        meeting.title, meeting.place, meeting.held_at = plan.title, plan.place, plan.held_at
        meeting.version += 1
        await self._session.flush()
        if is_moved and meeting.state is CouncilSessionState.CONVENED:
            await invitations.tell_members(self._session, self._notifications, meeting, invitations.MOVED)
        self._note(actor, "council_session.edited", meeting, moved=is_moved)
        return meeting

    async def order(self, actor: Actor, session_id: UUID, version: int, item_ids: Sequence[UUID]) -> CouncilSession:
        """Put the agenda into this order.

        Raises:
            AgendaWrong: ``item_ids`` is not every item exactly once.
            StaleVersion: somebody changed the session in between.
        """
        meeting = await self._preparing(actor, session_id)
        _require_fresh(meeting, version)
        items = {item.id: item for item in await self._voting.items(session_id)}
        if len(item_ids) != len(items) or set(item_ids) != set(items):
            raise AgendaWrong
        # Beyond the highest place first, so that no two items share one for a moment, whenever the constraint is looked at.
        beyond = max([item.position for item in items.values()], default=0)
        for offset in (beyond, 0):
            for place, item_id in enumerate(item_ids, start=1):
                items[item_id].position = place + offset
            await self._session.flush()
        meeting.version += 1
        self._note(actor, "council_session.agenda_ordered", meeting, items=list(item_ids))
        return meeting

    async def drop_item(self, actor: Actor, session_id: UUID, item_id: UUID) -> CouncilSession:
        """Take an item off the agenda of a session that has not started. Raises ``ItemNotFound``, ``WrongState``."""
        meeting = await self._preparing(actor, session_id)
        item = await self._voting.find_item(item_id, lock=True)
        if item is None or item.session_id != session_id:
            raise ItemNotFound
        session_after(meeting.state, CouncilSessionAction.PREPARE)
        item.state = item_after(item.state, ItemAction.VOID)
        item.void_reason = "dropped"
        meeting.version += 1
        self._note(actor, "council_session.item_dropped", meeting, item=item_id)
        return meeting

    async def convene(self, actor: Actor, session_id: UUID) -> CouncilSession:
        """Invite every member, with the agenda.

        Raises:
            AgendaEmpty: there is nothing to decide.
        """
        meeting = await self._session_for(actor, session_id)
        policies.require(actor, "council.prepare", meeting.standing, self._now())
        state = session_after(meeting.session.state, CouncilSessionAction.CONVENE)
        if not any(item.state is ItemState.PENDING for item in await self._voting.items(session_id)):
            raise AgendaEmpty
        meeting.session.state = state
        meeting.session.version += 1
        await self._session.flush()
        members = await invitations.tell_members(self._session, self._notifications, meeting.session, invitations.CONVENED)
        self._note(actor, "council_session.convened", meeting.session, members=members)
        return meeting.session

    async def start(self, actor: Actor, session_id: UUID) -> CouncilSession:
        """Open the meeting; for the chair or a vice-chair."""
        meeting = await self._session_for(actor, session_id)
        policies.require_leader(actor, "council.open", meeting.standing, self._now())
        # Who sits on the council stays as it is from here on, see ``councils``; wait for a seat that is being filled.
        await self._session.execute(select(Council.id).where(Council.id == meeting.council.id).with_for_update(key_share=True))
        state, moment = session_after(meeting.session.state, CouncilSessionAction.START), await self._database_time()
        meeting.session.state, meeting.session.started_at = state, moment
        self._note(actor, "council_session.started", meeting.session)
        return meeting.session

    async def check_in(self, actor: Actor, session_id: UUID) -> None:
        """Note that the actor, a member, is here.

        Raises:
            NotAllowed, ConfirmationRequired: see ``vote.cast`` in the policy table.
            MemberNotFound: the actor does not sit on this council.
        """
        meeting = await self._session_for(actor, session_id)
        session_after(meeting.session.state, CouncilSessionAction.CHECK_IN)
        if meeting.standing.office is None:
            raise MemberNotFound
        policies.require(actor, "vote.cast", meeting.standing, self._now())
        await self._record(actor, meeting.session, actor.account_id, Presence.PRESENT)

    async def record_attendance(self, actor: Actor, session_id: UUID, account_id: UUID, presence: Presence) -> None:
        """Note that a member is present, absent or excused; for the secretary. Raises ``MemberNotFound``."""
        meeting = await self._session_for(actor, session_id)
        policies.require(actor, "council.prepare", meeting.standing, self._now())
        session_after(meeting.session.state, CouncilSessionAction.RECORD_ATTENDANCE)
        if account_id not in {member.account_id for member in await self._voting.members(meeting.council.id)}:
            raise MemberNotFound
        await self._record(actor, meeting.session, account_id, presence)

    async def end(self, actor: Actor, session_id: UUID) -> CouncilSession:
        """Close the meeting; what was not opened leaves the agenda and can be put on another.

        Raises:
            ItemsUndecided: a vote is open, or closed and not counted.
        """
        meeting = await self._session_for(actor, session_id)
        policies.require_leader(actor, "council.close", meeting.standing, self._now())
        state, moment = session_after(meeting.session.state, CouncilSessionAction.END), await self._database_time()
        items = await self._voting.items(session_id)
        running = {state.value: sum(item.state is state for item in items) for state in (ItemState.OPEN, ItemState.CLOSED)}
        if any(running.values()):
            raise ItemsUndecided(**running)
        for item in items:
            if item.state is ItemState.PENDING:
                item.state = item_after(item.state, ItemAction.VOID)
                item.void_reason = ENDED_REASON
        meeting.session.state, meeting.session.ended_at = state, moment
        self._note(actor, "council_session.ended", meeting.session)
        return meeting.session

    async def _record(self, actor: Actor, meeting: CouncilSession, account_id: UUID, presence: Presence) -> None:
        row = insert(Attendance).values(
            id=new_id(), session_id=meeting.id, account_id=account_id, presence=presence, recorded_by=actor.account_id
        )
        await self._session.execute(
            row.on_conflict_do_update(
                constraint="attendance_once",
                set_={"presence": row.excluded.presence, "recorded_by": row.excluded.recorded_by, "updated_at": func.clock_timestamp()},
            )
        )
        self._note(actor, "attendance.recorded", meeting, account=account_id, presence=presence)

    async def _session_for(self, actor: Actor, session_id: UUID) -> Meeting:
        meeting = await self._voting.find_meeting(session_id, actor.account_id, lock=True)
        if meeting is None or not policies.may_see(actor, meeting.standing, meeting.session.state):
            raise SessionNotFound
        return meeting

    async def _preparing(
        self, actor: Actor, session_id: UUID, action: CouncilSessionAction = CouncilSessionAction.PREPARE
    ) -> CouncilSession:
        meeting = await self._session_for(actor, session_id)
        if not policies.may(actor, "council.prepare", meeting.standing):
            raise NotAllowed(action="council.prepare")
        session_after(meeting.session.state, action)
        return meeting.session

    async def _database_time(self) -> datetime:
        moment: datetime = (await self._session.execute(select(func.clock_timestamp()))).scalar_one()
        return moment

    def _note(self, actor: Actor, action: str, meeting: CouncilSession, **body: object) -> None:
        audit.record(self._session, actor_id=actor.account_id, action=action, about=("council_session", meeting.id), **body)


def _require_fresh(meeting: CouncilSession, version: int) -> None:
    if meeting.version != version:
        raise StaleVersion(yours=version, current=meeting.version)
