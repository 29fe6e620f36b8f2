"""The library of council rules, and which rule decides which category."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.permissions import Relation, Scope
from exemplar.audit import service as audit
from exemplar.campaigns.models import Campaign, Category
from exemplar.campaigns.workflow import CampaignState
from exemplar.core.errors import NotAllowed, StaleVersion
from exemplar.core.models import LocalText, new_id
from exemplar.voting.errors import (
    CategoryNotFound,
    CategoryRuleFixed,
    RuleCodeTaken,
    RuleDatesWrong,
    RuleFrozen,
    RuleMissing,
    RuleNotFound,
)
from exemplar.voting.models import CategoryRule, CouncilRule
from exemplar.voting.repository import VotingRepository
from exemplar.voting.rules import RuleDefinition

MISSING_FAULT = "council_rule_missing"
EXPIRED_FAULT = "council_rule_not_valid"


@dataclass(frozen=True, slots=True)
class RuleContent:
    """What an editor sets. ``valid_until`` is the first day the rule no longer holds."""

    name: LocalText
    legal_basis: str
    valid_from: date
    valid_until: date | None
    definition: RuleDefinition


@dataclass(frozen=True, slots=True)
class CategoryRules:
    """A campaign's categories in order, each with its rule or ``None``."""

    campaign: Campaign
    pairs: list[tuple[Category, CouncilRule | None]]


class RuleBook:
    """Use cases of rules."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime]) -> None:
        self._session = session
        self._now = now
        self._voting = VotingRepository(session)

    async def all(self) -> list[CouncilRule]:
        """Return every rule, by code, newest version first."""
        return list(await self._session.scalars(select(CouncilRule).order_by(CouncilRule.code, CouncilRule.number.desc())))

    async def get(self, rule_id: UUID) -> CouncilRule:
        """Return a rule or raise ``RuleNotFound``."""
        rule = await self._session.get(CouncilRule, rule_id)
        if rule is None:
            raise RuleNotFound
        return rule

    async def create(self, actor: Actor | None, code: str, content: RuleContent) -> CouncilRule:
        """Add a rule; ``actor`` is ``None`` only for the command line and the demo data.

        Raises:
            NotAllowed: the actor edits rules nowhere.
            RuleCodeTaken: there is a rule with this code; make a new version of it.
            RuleDatesWrong: it ends before it begins.
        """
        _require_editor(actor)
        _require_forwards(content)
        if await self._session.scalar(select(CouncilRule.id).where(CouncilRule.code == code).limit(1)):
            raise RuleCodeTaken
        rule = CouncilRule(code=code, number=1, version=1)
        _fill(rule, content)
        self._session.add(rule)
        await self._session.flush()
        self._note(actor, "council_rule.created", rule)
        return rule

    async def edit(self, actor: Actor, rule_id: UUID, version: int, content: RuleContent) -> CouncilRule:
        """Change a rule that nothing relies on yet.

        Raises:
            RuleNotFound, NotAllowed, RuleDatesWrong: as their names say.
            RuleFrozen: a published campaign or a vote uses it.
            StaleVersion: somebody saved in between.
        """
        _require_editor(actor)
        _require_forwards(content)
        rule = await self._locked(rule_id)
        if rule.frozen_at is not None:
            raise RuleFrozen
        if rule.version != version:
            raise StaleVersion(yours=version, current=rule.version)
        _fill(rule, content)
        rule.version += 1
        await self._session.flush()
        self._note(actor, "council_rule.changed", rule)
        return rule

    async def new_version(self, actor: Actor, rule_id: UUID) -> CouncilRule:
        """Copy a rule into the next number of its code, open for changes."""
        _require_editor(actor)
        old = await self._locked(rule_id)
        last = await self._session.scalar(select(func.max(CouncilRule.number)).where(CouncilRule.code == old.code))
        rule = CouncilRule(
            code=old.code,
            number=(last or 0) + 1,
            version=1,
            name=old.name,
            legal_basis=old.legal_basis,
            valid_from=old.valid_from,
            valid_until=old.valid_until,
            definition=old.definition,
        )
        self._session.add(rule)
        await self._session.flush()
        self._note(actor, "council_rule.created", rule)
        return rule

    async def category_rules(self, actor: Actor, campaign_id: UUID) -> CategoryRules:
        """Return the campaign's categories with their rules; drafts only for those who prepare the campaign.

        Raises:
            CategoryNotFound: unknown campaign, or a draft of others.
        """
        campaign = await self._campaign(actor, campaign_id)
        return CategoryRules(campaign, await self._voting.category_rules(campaign_id))

    async def assign(self, actor: Actor | None, campaign_id: UUID, category_id: UUID, rule_id: UUID) -> None:
        """Say which rule decides a category, while the campaign is a draft; ``actor`` is ``None`` only for the demo data.

        Raises:
            CategoryNotFound, RuleNotFound: as their names say.
            NotAllowed: see ``campaign.edit`` in the policy table.
            CategoryRuleFixed: the campaign is published.
        """
        campaign = await self._campaign(actor, campaign_id)
        if actor is not None:
            permissions.require(actor, "campaign.edit", self._now(), {Relation.ASSIGNED}, Scope(campaign_id=campaign_id))
        category = await self._session.get(Category, category_id)
        if category is None or category.campaign_id != campaign_id:
            raise CategoryNotFound
        if campaign.state is not CampaignState.DRAFT:
            raise CategoryRuleFixed
        rule = await self.get(rule_id)
        change = insert(CategoryRule).values(id=new_id(), category_id=category_id, rule_id=rule.id)
        await self._session.execute(change.on_conflict_do_update(index_elements=["category_id"], set_={"rule_id": rule.id}))
        audit.record(
            self._session,
            actor_id=actor.account_id if actor else None,
            action="category.rule_assigned",
            about=("category", category_id),
            rule=rule.id,
        )

    async def faults(self, campaign_id: UUID) -> list[str]:
        """Return why the campaign may not be published yet: a category without a rule, or with one that is out of date."""
        rules = [rule for _, rule in await self._voting.category_rules(campaign_id)]
        today = self._now().date()
        found = {
            MISSING_FAULT: any(rule is None for rule in rules),
            EXPIRED_FAULT: any(rule is not None and rule.valid_until is not None and rule.valid_until <= today for rule in rules),
        }
        return [code for code, holds in found.items() if holds]

    async def freeze(self, campaign_id: UUID) -> None:
        """Freeze the rules of a campaign that was just published."""
        used = (
            select(CategoryRule.rule_id).join(Category, Category.id == CategoryRule.category_id).where(Category.campaign_id == campaign_id)
        )
        frozen = await self._session.scalars(
            update(CouncilRule)
            .where(CouncilRule.id.in_(used), CouncilRule.frozen_at.is_(None))
            .values(frozen_at=func.clock_timestamp())
            .returning(CouncilRule.id)
        )
        for rule_id in frozen.all():
            audit.record(self._session, actor_id=None, action="council_rule.frozen", about=("council_rule", rule_id), campaign=campaign_id)

    async def rule_for_vote(self, category_id: UUID) -> CouncilRule:
        """Return the category's rule, frozen from now on because a vote is about to use it. Raises ``RuleMissing``."""
        rule = await self._voting.rule_of(category_id)
        if rule is None:
            raise RuleMissing
        await self._session.execute(
            update(CouncilRule).where(CouncilRule.id == rule.id, CouncilRule.frozen_at.is_(None)).values(frozen_at=func.clock_timestamp())
        )
        return rule

    async def _campaign(self, actor: Actor | None, campaign_id: UUID) -> Campaign:
        campaign = await self._voting.find_campaign(campaign_id)
        scope = Scope(campaign_id=campaign_id)
        hidden = campaign is not None and campaign.state is CampaignState.DRAFT and actor is not None
        if campaign is None or (hidden and not permissions.may(actor, "rule.edit", (), scope)):
            raise CategoryNotFound
        return campaign

    async def _locked(self, rule_id: UUID) -> CouncilRule:
        rule = await self._session.scalar(
            select(CouncilRule).where(CouncilRule.id == rule_id).with_for_update().execution_options(populate_existing=True)
        )
        if rule is None:
            raise RuleNotFound
        return rule

    def _note(self, actor: Actor | None, action: str, rule: CouncilRule) -> None:
        actor_id = actor.account_id if actor else None
        audit.record(self._session, actor_id=actor_id, action=action, about=("council_rule", rule.id), code=rule.code, number=rule.number)


def _require_editor(actor: Actor | None) -> None:
    # Rules belong to no campaign: whoever edits them in one may write into the library that all share.
    if actor is not None and not permissions.may_somewhere(actor, "rule.edit"):
        raise NotAllowed(action="rule.edit")


def _require_forwards(content: RuleContent) -> None:
    if content.valid_until is not None and content.valid_until <= content.valid_from:
        raise RuleDatesWrong


def _fill(rule: CouncilRule, content: RuleContent) -> None:
    rule.name, rule.legal_basis = content.name, content.legal_basis
    rule.valid_from, rule.valid_until = content.valid_from, content.valid_until
    rule.definition = content.definition.model_dump(mode="json")
