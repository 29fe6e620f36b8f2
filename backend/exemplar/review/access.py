"""Reaching a campaign's review: the campaign must be visible, and the role must reach it."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.permissions import Relation, Scope
from exemplar.campaigns.models import Campaign
from exemplar.campaigns.service import CampaignService

Now = Callable[[], datetime]


async def campaign_for(session: AsyncSession, actor: Actor, action: str, campaign_id: UUID, now: datetime) -> Campaign:
    """Return the campaign if ``actor`` may do ``action`` to its review.

    Raises:
        CampaignNotFound: unknown, or a draft of which the actor manages nothing.
        NotAllowed: it is visible, but no role of the actor there allows it.
    """
    campaign = await CampaignService(session, lambda: now).get(actor, campaign_id)
    permissions.require(actor, action, now, {Relation.ASSIGNED}, Scope(campaign_id=campaign_id))
    return campaign
