"""What the module does when a lower one announces a fact."""

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.campaigns.events import CampaignPublished, CampaignPublishing
from exemplar.core.clock import utc_now
from exemplar.core.events import Subscription
from exemplar.initiatives.events import InitiativeWithdrawn
from exemplar.review.events import ConflictDeclared
from exemplar.voting.polls import PollService
from exemplar.voting.recusals import recuse_open
from exemplar.voting.rulebook import RuleBook


async def name_faults(session: AsyncSession, fact: CampaignPublishing) -> None:
    """Say which categories lack a rule."""
    fact.faults.extend(await RuleBook(session, utc_now).faults(fact.campaign_id))


async def freeze_rules(session: AsyncSession, fact: CampaignPublished) -> None:
    """Freeze the rules of a published campaign."""
    await RuleBook(session, utc_now).freeze(fact.campaign_id)


async def void_items(session: AsyncSession, fact: InitiativeWithdrawn) -> None:
    """Take a withdrawn initiative off the agenda."""
    await PollService(session, utc_now).void_withdrawn(fact.initiative_id)


async def recuse_at_once(session: AsyncSession, fact: ConflictDeclared) -> None:
    """Take whoever declared a conflict off the roll of open votes."""
    await recuse_open(session, fact.account_id)


SUBSCRIPTIONS: list[Subscription] = [
    (CampaignPublishing, name_faults),
    (CampaignPublished, freeze_rules),
    (InitiativeWithdrawn, void_items),
    (ConflictDeclared, recuse_at_once),
]
