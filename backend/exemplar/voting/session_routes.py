"""A council's sessions over HTTP: reading them, editing them, and their agenda."""

from uuid import UUID

from litestar import Controller, delete, get, patch, post, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.core.clock import utc_now
from exemplar.voting.agenda import AgendaService
from exemplar.voting.meeting_routes import provide_sessions
from exemplar.voting.queries import sessions_of
from exemplar.voting.schemas import (
    AgendaAdd,
    AgendaOrder,
    CandidateRead,
    CouncilSessionFields,
    CouncilSessionListed,
    CouncilSessionRead,
    CouncilSessionUpdate,
)
from exemplar.voting.service import SessionPlan, SessionService
from exemplar.voting.session_page import read_session


def provide_agenda(session: NamedDependency[AsyncSession]) -> AgendaService:
    """Build the service for one request."""
    return AgendaService(session, utc_now)


def plan_of(data: CouncilSessionFields) -> SessionPlan:
    """Return what the secretary set."""
    return SessionPlan(data.title.model_dump(), data.place, data.held_at)


class CouncilSessionController(Controller):
    """A session from draft to end."""

    path = "/council-sessions"
    tags = ["voting"]  # noqa: RUF012
    dependencies = {  # noqa: RUF012
        "meetings": Provide(provide_sessions, sync_to_thread=False),
        "agenda": Provide(provide_agenda, sync_to_thread=False),
    }

    @get("/", operation_id="listCouncilSessions", opt={"action": "council.view"})
    async def mine(self, actor: NamedDependency[Actor], session: NamedDependency[AsyncSession]) -> list[CouncilSessionListed]:
        """List the sessions the actor takes part in or runs, the next meeting first."""
        return [
            CouncilSessionListed(
                id=row.session.id,
                title=row.session.title,
                council_name=row.council.name,
                campaign_id=row.campaign.id,
                campaign_name=row.campaign.name,
                place=row.session.place,
                held_at=row.session.held_at,
                state=row.session.state,
                items=row.items,
                office=row.office,
            )
            for row in await sessions_of(session, actor)
        ]

    @get("/{session_id:uuid}", operation_id="readCouncilSession", opt={"action": "council.view"})
    async def read(
        self, actor: NamedDependency[Actor], session: NamedDependency[AsyncSession], session_id: FromPath[UUID]
    ) -> CouncilSessionRead:
        """Read a session with everything its screens show."""
        return await read_session(session, actor, session_id)

    @patch("/{session_id:uuid}", operation_id="editCouncilSession", opt={"action": "council.prepare"})
    async def edit(
        self,
        actor: NamedDependency[Actor],
        session: NamedDependency[AsyncSession],
        meetings: NamedDependency[SessionService],
        session_id: FromPath[UUID],
        data: JSONBody[CouncilSessionUpdate],
    ) -> CouncilSessionRead:
        """Change title, place or time before the meeting starts."""
        await meetings.edit(actor, session_id, data.version, plan_of(data))
        return await read_session(session, actor, session_id)

    @get("/{session_id:uuid}/candidates", operation_id="listAgendaCandidates", opt={"action": "council.prepare"})
    async def candidates(
        self, actor: NamedDependency[Actor], agenda: NamedDependency[AgendaService], session_id: FromPath[UUID]
    ) -> list[CandidateRead]:
        """List accepted initiatives that no agenda has yet, by category and rank."""
        return [CandidateRead.model_validate(candidate.as_dict()) for candidate in await agenda.candidates(actor, session_id)]

    @post("/{session_id:uuid}/items", operation_id="addAgendaItems", opt={"action": "council.prepare"})
    async def add_items(
        self,
        actor: NamedDependency[Actor],
        session: NamedDependency[AsyncSession],
        agenda: NamedDependency[AgendaService],
        session_id: FromPath[UUID],
        data: JSONBody[AgendaAdd],
    ) -> CouncilSessionRead:
        """Put initiatives on the agenda."""
        await agenda.add(actor, session_id, data.initiative_ids)
        return await read_session(session, actor, session_id)

    @delete("/{session_id:uuid}/items/{item_id:uuid}", operation_id="dropAgendaItem", status_code=200, opt={"action": "council.prepare"})
    async def drop_item(
        self,
        actor: NamedDependency[Actor],
        session: NamedDependency[AsyncSession],
        meetings: NamedDependency[SessionService],
        session_id: FromPath[UUID],
        item_id: FromPath[UUID],
    ) -> CouncilSessionRead:
        """Take an item off the agenda."""
        await meetings.drop_item(actor, session_id, item_id)
        return await read_session(session, actor, session_id)

    @put("/{session_id:uuid}/agenda", operation_id="orderAgenda", opt={"action": "council.prepare"})
    async def order(
        self,
        actor: NamedDependency[Actor],
        session: NamedDependency[AsyncSession],
        meetings: NamedDependency[SessionService],
        session_id: FromPath[UUID],
        data: JSONBody[AgendaOrder],
    ) -> CouncilSessionRead:
        """Put the agenda into an order."""
        await meetings.order(actor, session_id, data.version, data.item_ids)
        return await read_session(session, actor, session_id)
