"""The module over HTTP. The guards' action is the nearest row of the policy table; services judge the thing itself."""

from uuid import UUID

from litestar import Controller, delete, get, patch, post, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.permissions import Relation, Scope
from exemplar.campaigns.workflow import CampaignState
from exemplar.core.clock import utc_now
from exemplar.voting.agenda import AgendaService
from exemplar.voting.councils import CouncilService, SeatedCouncil
from exemplar.voting.meeting_routes import AgendaItemController, MeetingController, provide_sessions
from exemplar.voting.models import CouncilRule
from exemplar.voting.queries import sessions_of
from exemplar.voting.rule_schemas import (
    CategoryRuleAssign,
    CategoryRuleRead,
    CouncilRuleCreate,
    CouncilRuleFields,
    CouncilRuleRead,
    CouncilRuleUpdate,
    NeededBySizeRead,
    SimulationAnswer,
    SimulationAsk,
    SimulationRead,
)
from exemplar.voting.rulebook import RuleBook, RuleContent
from exemplar.voting.schemas import (
    AgendaAdd,
    AgendaOrder,
    CandidateRead,
    CouncilCreate,
    CouncilMemberRead,
    CouncilRead,
    CouncilSessionFields,
    CouncilSessionListed,
    CouncilSessionRead,
    CouncilSessionUpdate,
    MemberAppoint,
)
from exemplar.voting.service import SessionPlan, SessionService
from exemplar.voting.session_page import read_session
from exemplar.voting.simulation import needed_by_size, simulate


def provide_rules(session: NamedDependency[AsyncSession]) -> RuleBook:
    """Build the service for one request."""
    return RuleBook(session, utc_now)


def provide_councils(session: NamedDependency[AsyncSession]) -> CouncilService:
    """Build the service for one request."""
    return CouncilService(session, utc_now)


def provide_agenda(session: NamedDependency[AsyncSession]) -> AgendaService:
    """Build the service for one request."""
    return AgendaService(session, utc_now)


def _rule(actor: Actor, rule: CouncilRule) -> CouncilRuleRead:
    edits = permissions.may_somewhere(actor, "rule.edit")
    return CouncilRuleRead.model_validate(
        {
            **{name: getattr(rule, name) for name in CouncilRuleRead.model_fields if name != "open_actions"},
            "open_actions": [*(["edit"] if edits and rule.frozen_at is None else []), *(["new_version"] if edits else [])],
        }
    )


def _content(data: CouncilRuleFields) -> RuleContent:
    return RuleContent(data.name.model_dump(), data.legal_basis, data.valid_from, data.valid_until, data.definition)


def _plan(data: CouncilSessionFields) -> SessionPlan:
    return SessionPlan(data.title.model_dump(), data.place, data.held_at)


def _council(actor: Actor, seated: SeatedCouncil) -> CouncilRead:
    council, scope = seated.council, Scope(campaign_id=seated.council.campaign_id)
    appoints = permissions.may(actor, "rule.edit", {Relation.ASSIGNED}, scope)
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


class CouncilRuleController(Controller):
    """The library of rules."""

    path = "/council-rules"
    tags = ["voting"]
    dependencies = {"rules": Provide(provide_rules, sync_to_thread=False)}

    @get("/", operation_id="listCouncilRules", opt={"action": "rule.view"})
    async def all(self, actor: NamedDependency[Actor], rules: NamedDependency[RuleBook]) -> list[CouncilRuleRead]:
        """List every rule, by code, newest version first."""
        return [_rule(actor, rule) for rule in await rules.all()]

    @post("/", operation_id="createCouncilRule", opt={"action": "rule.edit"})
    async def create(
        self, actor: NamedDependency[Actor], rules: NamedDependency[RuleBook], data: JSONBody[CouncilRuleCreate]
    ) -> CouncilRuleRead:
        """Add a rule."""
        return _rule(actor, await rules.create(actor, data.code, _content(data)))

    @get("/{rule_id:uuid}", operation_id="readCouncilRule", opt={"action": "rule.view"})
    async def read(self, actor: NamedDependency[Actor], rules: NamedDependency[RuleBook], rule_id: FromPath[UUID]) -> CouncilRuleRead:
        """Read a rule."""
        return _rule(actor, await rules.get(rule_id))

    @put("/{rule_id:uuid}", operation_id="updateCouncilRule", opt={"action": "rule.edit"})
    async def update(
        self,
        actor: NamedDependency[Actor],
        rules: NamedDependency[RuleBook],
        rule_id: FromPath[UUID],
        data: JSONBody[CouncilRuleUpdate],
    ) -> CouncilRuleRead:
        """Change a rule that nothing uses yet."""
        return _rule(actor, await rules.edit(actor, rule_id, data.version, _content(data)))

    @post("/{rule_id:uuid}/versions", operation_id="createCouncilRuleVersion", opt={"action": "rule.edit"})
    async def new_version(
        self, actor: NamedDependency[Actor], rules: NamedDependency[RuleBook], rule_id: FromPath[UUID]
    ) -> CouncilRuleRead:
        """Copy a rule into its next version."""
        return _rule(actor, await rules.new_version(actor, rule_id))

    @post("/simulation", operation_id="simulateCouncilRule", status_code=200, opt={"action": "rule.view"})
    async def simulate(self, data: JSONBody[SimulationAsk]) -> SimulationAnswer:
        """Play a rule through for a council; nothing is stored."""
        return SimulationAnswer(
            council=SimulationRead.model_validate(simulate(data.definition, data.size, data.absent, data.recused)),
            table=[NeededBySizeRead.model_validate(row) for row in needed_by_size(data.definition)],
        )


class CampaignCouncilController(Controller):
    """Rules and councils of a campaign."""

    path = "/campaigns/{campaign_id:uuid}"
    tags = ["voting"]
    dependencies = {
        "rules": Provide(provide_rules, sync_to_thread=False),
        "councils": Provide(provide_councils, sync_to_thread=False),
    }

    @get("/category-rules", operation_id="listCategoryRules", opt={"action": "rule.view"})
    async def category_rules(
        self, actor: NamedDependency[Actor], rules: NamedDependency[RuleBook], campaign_id: FromPath[UUID]
    ) -> list[CategoryRuleRead]:
        """List the campaign's categories with the rule that decides each."""
        rows = await rules.category_rules(actor, campaign_id)
        manages = permissions.may(actor, "campaign.edit", {Relation.ASSIGNED}, Scope(campaign_id=campaign_id))
        draft = rows.campaign.state is CampaignState.DRAFT
        return [
            CategoryRuleRead(
                category_id=category.id,
                code=category.code,
                name=category.name,
                rule=_rule(actor, rule) if rule else None,
                may_assign=manages and draft,
            )
            for category, rule in rows.pairs
        ]

    @put("/category-rules/{category_id:uuid}", operation_id="assignCategoryRule", status_code=204, opt={"action": "campaign.edit"})
    async def assign(
        self,
        actor: NamedDependency[Actor],
        rules: NamedDependency[RuleBook],
        campaign_id: FromPath[UUID],
        category_id: FromPath[UUID],
        data: JSONBody[CategoryRuleAssign],
    ) -> None:
        """Say which rule decides a category."""
        await rules.assign(actor, campaign_id, category_id, data.rule_id)

    @get("/councils", operation_id="listCouncils", opt={"action": "council.view"})
    async def councils_of(
        self, actor: NamedDependency[Actor], councils: NamedDependency[CouncilService], campaign_id: FromPath[UUID]
    ) -> list[CouncilRead]:
        """List the campaign's councils with their members."""
        return [_council(actor, seated) for seated in await councils.of_campaign(actor, campaign_id)]

    @post("/councils", operation_id="createCouncil", opt={"action": "rule.edit"})
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
    tags = ["voting"]
    dependencies = {
        "councils": Provide(provide_councils, sync_to_thread=False),
        "meetings": Provide(provide_sessions, sync_to_thread=False),
    }

    @put("/members/{account_id:uuid}", operation_id="appointCouncilMember", status_code=200, opt={"action": "rule.edit"})
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

    @delete("/members/{account_id:uuid}", operation_id="dismissCouncilMember", status_code=200, opt={"action": "rule.edit"})
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
        meeting = await meetings.prepare(actor, council_id, _plan(data))
        return await read_session(session, actor, meeting.id)


class CouncilSessionController(Controller):
    """A session from draft to end."""

    path = "/council-sessions"
    tags = ["voting"]
    dependencies = {
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
        await meetings.edit(actor, session_id, data.version, _plan(data))
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


CONTROLLERS = [
    CouncilRuleController,
    CampaignCouncilController,
    CouncilController,
    CouncilSessionController,
    MeetingController,
    AgendaItemController,
]
