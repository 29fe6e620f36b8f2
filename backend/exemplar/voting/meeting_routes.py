"""What happens in the room, over HTTP: convene, check in, start, recuse, open, vote, close, count, end."""

from uuid import UUID

from litestar import Controller, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.core.clock import utc_now
from exemplar.notifications.service import NotificationService
from exemplar.voting.polls import PollService
from exemplar.voting.recusals import RecusalService
from exemplar.voting.schemas import AttendanceRecord, RecusalRecord, TallyRead, VoidRecord, VoteCast, VoteReceiptRead
from exemplar.voting.service import SessionService


def provide_sessions(session: NamedDependency[AsyncSession], state: State) -> SessionService:
    """Build the service for one request."""
    return SessionService(session, utc_now, NotificationService(session, state.settings.web.public_url))


def provide_polls(session: NamedDependency[AsyncSession]) -> PollService:
    """Build the service for one request."""
    return PollService(session, utc_now)


def provide_recusals(session: NamedDependency[AsyncSession]) -> RecusalService:
    """Build the service for one request."""
    return RecusalService(session, utc_now)


class MeetingController(Controller):
    """The meeting itself. Answers are short; the screens read the session again."""

    path = "/council-sessions/{session_id:uuid}"
    tags = ["voting"]  # noqa: RUF012
    dependencies = {"meetings": Provide(provide_sessions, sync_to_thread=False)}  # noqa: RUF012

    @post("/convocation", operation_id="conveneCouncilSession", status_code=204, opt={"action": "council.prepare"})
    async def convene(self, actor: NamedDependency[Actor], meetings: NamedDependency[SessionService], session_id: FromPath[UUID]) -> None:
        """Invite every member."""
        await meetings.convene(actor, session_id)

    @post("/check-in", operation_id="checkIntoCouncilSession", status_code=204, opt={"action": "vote.cast"})
    async def check_in(self, actor: NamedDependency[Actor], meetings: NamedDependency[SessionService], session_id: FromPath[UUID]) -> None:
        """Say that I am here."""
        await meetings.check_in(actor, session_id)

    @put("/attendance/{account_id:uuid}", operation_id="recordAttendance", status_code=204, opt={"action": "council.prepare"})
    async def record_attendance(
        self,
        actor: NamedDependency[Actor],
        meetings: NamedDependency[SessionService],
        session_id: FromPath[UUID],
        account_id: FromPath[UUID],
        data: JSONBody[AttendanceRecord],
    ) -> None:
        """Note how a member takes part."""
        await meetings.record_attendance(actor, session_id, account_id, data.presence)

    @post("/start", operation_id="startCouncilSession", status_code=204, opt={"action": "council.open"})
    async def start(self, actor: NamedDependency[Actor], meetings: NamedDependency[SessionService], session_id: FromPath[UUID]) -> None:
        """Open the meeting."""
        await meetings.start(actor, session_id)

    @post("/end", operation_id="endCouncilSession", status_code=204, opt={"action": "council.close"})
    async def end(self, actor: NamedDependency[Actor], meetings: NamedDependency[SessionService], session_id: FromPath[UUID]) -> None:
        """Close the meeting."""
        await meetings.end(actor, session_id)


class AgendaItemController(Controller):
    """The open vote on one item."""

    path = "/agenda-items/{item_id:uuid}"
    tags = ["voting"]  # noqa: RUF012
    dependencies = {  # noqa: RUF012
        "polls": Provide(provide_polls, sync_to_thread=False),
        "leave": Provide(provide_recusals, sync_to_thread=False),
    }

    @put("/recusals/{account_id:uuid}", operation_id="recuseMember", status_code=204, opt={"action": "conflict.declare"})
    async def recuse(
        self,
        actor: NamedDependency[Actor],
        leave: NamedDependency[RecusalService],
        item_id: FromPath[UUID],
        account_id: FromPath[UUID],
        data: JSONBody[RecusalRecord],
    ) -> None:
        """Note that a member leaves for this item."""
        await leave.recuse(actor, item_id, account_id, data.reason, data.substitute_id)

    @post("/opening", operation_id="openVote", status_code=204, opt={"action": "council.open"})
    async def open(self, actor: NamedDependency[Actor], polls: NamedDependency[PollService], item_id: FromPath[UUID]) -> None:
        """Freeze rule and roll, and let the members vote."""
        await polls.open(actor, item_id)

    @post("/vote", operation_id="castVote", status_code=200, opt={"action": "vote.cast"})
    async def cast(
        self,
        actor: NamedDependency[Actor],
        polls: NamedDependency[PollService],
        item_id: FromPath[UUID],
        data: JSONBody[VoteCast],
    ) -> VoteReceiptRead:
        """Vote; the same choice sent again gets the same receipt."""
        return VoteReceiptRead.model_validate(await polls.cast(actor, item_id, data.choice))

    @post("/closing", operation_id="closeVote", status_code=204, opt={"action": "council.close"})
    async def close(self, actor: NamedDependency[Actor], polls: NamedDependency[PollService], item_id: FromPath[UUID]) -> None:
        """End the vote."""
        await polls.close(actor, item_id)

    @post("/tally", operation_id="tallyVote", status_code=200, opt={"action": "turnout.view"})
    async def count(self, actor: NamedDependency[Actor], polls: NamedDependency[PollService], item_id: FromPath[UUID]) -> TallyRead:
        """Apply the rule and announce the result."""
        return TallyRead.model_validate((await polls.count(actor, item_id)).as_dict())

    @post("/voiding", operation_id="voidAgendaItem", status_code=204, opt={"action": "turnout.view"})
    async def void(
        self,
        actor: NamedDependency[Actor],
        polls: NamedDependency[PollService],
        item_id: FromPath[UUID],
        data: JSONBody[VoidRecord],
    ) -> None:
        """Declare an item void."""
        await polls.void(actor, item_id, data.reason)
