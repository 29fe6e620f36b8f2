"""The library of rules over HTTP, and which of them decides which category."""

from uuid import UUID

from litestar import Controller, get, post, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.permissions import Relation, Scope
from exemplar.campaigns.workflow import CampaignState
from exemplar.core.clock import utc_now
from exemplar.voting.models import CouncilRule
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
from exemplar.voting.simulation import needed_by_size, simulate


def provide_rules(session: NamedDependency[AsyncSession]) -> RuleBook:
    """Build the service for one request."""
    return RuleBook(session, utc_now)


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


class CouncilRuleController(Controller):
    """The library of rules."""

    path = "/council-rules"
    tags = ["voting"]  # noqa: RUF012
    dependencies = {"rules": Provide(provide_rules, sync_to_thread=False)}  # noqa: RUF012

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


class CategoryRuleController(Controller):
    """Which rule decides which category of a campaign."""

    path = "/campaigns/{campaign_id:uuid}/category-rules"
    tags = ["voting"]  # noqa: RUF012
    dependencies = {"rules": Provide(provide_rules, sync_to_thread=False)}  # noqa: RUF012

    @get("/", operation_id="listCategoryRules", opt={"action": "rule.view"})
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

    @put("/{category_id:uuid}", operation_id="assignCategoryRule", status_code=204, opt={"action": "campaign.edit"})
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
