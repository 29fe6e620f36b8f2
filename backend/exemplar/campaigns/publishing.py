"""Publishing a campaign, which freezes what it asks and how it judges; and closing it."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.audit import service as audit
from exemplar.campaigns import policies, readiness
from exemplar.campaigns.errors import CampaignNotReady
from exemplar.campaigns.events import CampaignClosed, CampaignPublished, CampaignPublishing
from exemplar.campaigns.models import Campaign, FormVersion, RubricVersion
from exemplar.campaigns.rubrics import RubricDefinition
from exemplar.campaigns.service import CampaignService
from exemplar.campaigns.workflow import CampaignAction
from exemplar.core.events import announce


class PublishingService:
    """Use cases at the two ends of a campaign's public life. All raise as ``CampaignService.claim`` does."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime]) -> None:
        self._session = session
        self._now = now
        self._campaigns = CampaignService(session, now)

    async def missing(self, actor: Actor, campaign_id: UUID) -> list[str]:
        """Return the codes of what stands in the way of publishing, for those who manage the campaign."""
        campaign = await self._campaigns.get(actor, campaign_id)
        policies.require(actor, CampaignAction.EDIT, campaign.id, self._now())
        return await self._missing(campaign)

    async def _missing(self, campaign: Campaign) -> list[str]:
        phases = (await self._campaigns.phases_of(campaign.id)).get(campaign.id, [])
        categories = await self._campaigns.categories_of(campaign.id)
        used = {one.rubric_version_id for one in categories}
        rows = await self._campaigns.rubrics_of(campaign.id)
        rubrics = [RubricDefinition.model_validate(row.definition) for row in rows if row.id in used]
        asking = CampaignPublishing(campaign.id, faults=[])
        await announce(self._session, asking)
        return [
            *readiness.missing_dates(phases, await self._campaigns.clock()),
            *readiness.missing_questions(await self._campaigns.form_of(campaign.form_version_id)),
            *readiness.missing_awards(categories, rubrics),
            *sorted(set(asking.faults)),
        ]

    async def publish(self, actor: Actor, campaign_id: UUID, version: int) -> Campaign:
        """Show the campaign to everybody and freeze its form and rubrics.

        Raises:
            CampaignNotReady: something is missing; ``missing`` lists what.
        """
        at = await self._campaigns.clock()
        campaign = await self._campaigns.claim(actor, campaign_id, version, CampaignAction.PUBLISH)
        campaign.published_at = at
        missing = await self._missing(campaign)
        if missing:
            raise CampaignNotReady(missing=missing)
        await self._session.execute(update(FormVersion).where(FormVersion.id == campaign.form_version_id).values(frozen_at=at))
        await self._session.execute(update(RubricVersion).where(RubricVersion.campaign_id == campaign.id).values(frozen_at=at))
        audit.record(
            self._session,
            actor_id=actor.account_id,
            action="campaign.published",
            about=("campaign", campaign.id),
            form=campaign.form_version_id,
            version=campaign.version,
        )
        await self._session.flush()
        await announce(self._session, CampaignPublished(campaign.id))
        return campaign

    async def close(self, actor: Actor, campaign_id: UUID, version: int) -> Campaign:
        """End a campaign; it stays readable."""
        at = await self._campaigns.clock()
        campaign = await self._campaigns.claim(actor, campaign_id, version, CampaignAction.CLOSE)
        campaign.closed_at = at
        audit.record(self._session, actor_id=actor.account_id, action="campaign.closed", about=("campaign", campaign.id))
        await self._session.flush()
        await announce(self._session, CampaignClosed(campaign.id))
        return campaign
