"""Councils over HTTP: who sits on them, and the start of their sessions."""

from uuid import UUID

from litestar import Controller, delete, get, post, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.permissions import Relation, Scope
from exemplar.core.clock import utc_now
from exemplar.voting.councils import SEATING, CouncilService, SeatedCouncil
from exemplar.voting.meeting_routes import provide_sessions
from exemplar.voting.schemas import CouncilCreate, CouncilMemberRead, CouncilRead, CouncilSessionFields, CouncilSessionRead, MemberAppoint
from exemplar.voting.service import SessionService
from exemplar.voting.session_page import read_session
from exemplar.voting.session_routes import plan_of


def provide_councils(session: NamedDependency[AsyncSession]) -> CouncilService:
    """Build the service for one request."""
    return CouncilService(session, utc_now)


def _council(actor: Actor, seated: SeatedCouncil) -> CouncilRead:
    council, scope = seated.council, Scope(campaign_id=seated.council.campaign_id)
    appoints = permissions.may(actor, SEATING, {Relation.ASSIGNED}, scope)
    prepares = permissions.may(actor, "council.prepare", {Relation.ASSIGNED}, scope)
    return CouncilRead(
        id=council.id,
        campaign_id=council.campaign_id,
        name=council.name,
        members=[
            CouncilMemberRead(
                account_id=account.id, full_name=account.full_name, job_title=account.job_title, office=member.office, votes=member.votes
            )
            for member, account in seated.members
        ],
        voting_seats=sum(member.votes for member, _ in seated.members),
        open_actions=[*(["appoint"] if appoints else []), *(["prepare_session"] if prepares else [])],
    )


class CampaignCouncilController(Controller):
    """The councils of a campaign."""

    path = "/campaigns/{campaign_id:uuid}/councils"
    tags = ["voting"]  # noqa: RUF012
    dependencies = {"councils": Provide(provide_councils, sync_to_thread=False)}  # noqa: RUF012

    @get("/", operation_id="listCouncils", opt={"action": "council.view"})
    async def councils_of(
        self, actor: NamedDependency[Actor], councils: NamedDependency[CouncilService], campaign_id: FromPath[UUID]
    ) -> list[CouncilRead]:
        """List the campaign's councils with their members."""
        return [_council(actor, seated) for seated in await councils.of_campaign(actor, campaign_id)]

    @post("/", operation_id="createCouncil", opt={"action": SEATING})
    async def create_council(
        self,
        actor: NamedDependency[Actor],
        councils: NamedDependency[CouncilService],
        campaign_id: FromPath[UUID],
        data: JSONBody[CouncilCreate],
    ) -> CouncilRead:
        """Set a council up."""
        council = await councils.create(actor, campaign_id, data.name.model_dump())
        return _council(actor, SeatedCouncil(council, []))


class CouncilController(Controller):
    """Who sits on a council, and its sessions."""

    path = "/councils/{council_id:uuid}"
    tags = ["voting"]  # noqa: RUF012
    dependencies = {  # noqa: RUF012
        "councils": Provide(provide_councils, sync_to_thread=False),
        "meetings": Provide(provide_sessions, sync_to_thread=False),
    }

    @put("/members/{account_id:uuid}", operation_id="appointCouncilMember", status_code=200, opt={"action": SEATING})
    async def appoint(
        self,
        actor: NamedDependency[Actor],
        councils: NamedDependency[CouncilService],
        council_id: FromPath[UUID],
        account_id: FromPath[UUID],
        data: JSONBody[MemberAppoint],
    ) -> CouncilRead:
        """Seat somebody, or change their office."""
        await councils.appoint(actor, council_id, account_id, data.office, votes=data.votes)
        return _council(actor, await councils.get(actor, council_id))

    @delete("/members/{account_id:uuid}", operation_id="dismissCouncilMember", status_code=200, opt={"action": SEATING})
    async def dismiss(
        self,
        actor: NamedDependency[Actor],
        councils: NamedDependency[CouncilService],
        council_id: FromPath[UUID],
        account_id: FromPath[UUID],
    ) -> CouncilRead:
        """Take somebody off the council who has not taken part yet."""
        await councils.dismiss(actor, council_id, account_id)
        return _council(actor, await councils.get(actor, council_id))

    @post("/sessions", operation_id="createCouncilSession", opt={"action": "council.prepare"})
    async def prepare(
        self,
        actor: NamedDependency[Actor],
        session: NamedDependency[AsyncSession],
        meetings: NamedDependency[SessionService],
        council_id: FromPath[UUID],
        data: JSONBody[CouncilSessionFields],
    ) -> CouncilSessionRead:
        """Prepare a session."""
        meeting = await meetings.prepare(actor, council_id, plan_of(data))
        return await read_session(session, actor, meeting.id)
