"""Whole pages about calls, put together in a fixed number of statements."""

import builtins
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.accounts.two_person_schemas import shown
from exemplar.campaigns import policies
from exemplar.campaigns.errors import RubricNotFound
from exemplar.campaigns.forms import FormDefinition
from exemplar.campaigns.models import Campaign, Category, FormVersion, RubricVersion
from exemplar.campaigns.repository import CampaignRepository, PhaseWindow
from exemplar.campaigns.rubrics import RubricDefinition
from exemplar.campaigns.schemas import (
    CampaignList,
    CampaignRead,
    CampaignSummary,
    CategoryRead,
    DeadlineChangeRead,
    MovementRead,
    PhaseRead,
    RubricRead,
)
from exemplar.campaigns.service import CampaignService
from exemplar.campaigns.workflow import CampaignAction
from exemplar.core.texts import LocalTextBody


class CampaignPages:
    """Read models of calls."""

    def __init__(self, session: AsyncSession, campaigns: CampaignService) -> None:
        self._session = session
        self._campaigns = campaigns
        self._questions = CampaignRepository(session)

    async def list(self, reader: Actor | None, *, managed: bool) -> CampaignList:
        """Return the calls that the reader may know of, or runs."""
        rows = await self._campaigns.all(reader, managed=managed)
        return CampaignList(now=await self._campaigns.clock(), items=await self._summaries(reader, rows))

    async def read(self, reader: Actor | None, campaign_id: UUID) -> CampaignRead:
        """Return one call in full; raises ``CampaignNotFound``."""
        await self._session.flush()
        campaign = await self._campaigns.get(reader, campaign_id)
        (summary,) = await self._summaries(reader, [campaign])
        form = await self._session.get_one(FormVersion, campaign.form_version_id, populate_existing=True)
        now = await self._campaigns.clock()
        return CampaignRead(
            **dict(summary),
            now=now,
            blind_review=campaign.blind_review,
            sheets_per_entry=campaign.sheets_per_entry,
            published_at=campaign.published_at,
            closed_at=campaign.closed_at,
            form_version_id=form.id,
            form_frozen_at=form.frozen_at,
            form=FormDefinition.model_validate(form.definition),
            categories=[_category(one) for one in await self._campaigns.categories_of(campaign.id)],
            rubrics=[_rubric(one) for one in await self._campaigns.rubrics_of(campaign.id)],
            deadline_changes=await self._deadline_changes(reader, campaign.id, now),
        )

    async def _deadline_changes(self, reader: Actor | None, campaign_id: UUID, now: datetime) -> builtins.list[DeadlineChangeRead]:
        if reader is None or not policies.may(reader, CampaignAction.EXTEND, campaign_id):
            return []
        rows = await self._questions.deadline_changes(campaign_id)
        return [
            DeadlineChangeRead(
                **shown(row, reader.account_id, asker, settler, now),
                phase=row.phase,
                closes_before=row.closes_before,
                closes_at=row.closes_at,
            )
            for row, asker, settler in rows
        ]

    async def rubric(self, reader: Actor | None, rubric_id: UUID) -> RubricRead:
        """Return one rubric; raises ``RubricNotFound``."""
        row = await self._questions.find_rubric(reader, rubric_id)
        if row is None:
            raise RubricNotFound
        return _rubric(row)

    async def _summaries(self, reader: Actor | None, rows: builtins.list[Campaign]) -> builtins.list[CampaignSummary]:
        phases = await self._questions.phases_of([row.id for row in rows])
        wanted = {row.movement_id for row in rows if row.movement_id is not None}
        movements = {one.id: MovementRead.model_validate(one) for one in await self._questions.movements(sorted(wanted))}
        return [_summary(reader, row, phases.get(row.id, []), movements) for row in rows]


def _summary(reader: Actor | None, row: Campaign, phases: list[PhaseWindow], movements: dict[UUID, MovementRead]) -> CampaignSummary:
    return CampaignSummary(
        id=row.id,
        code=row.code,
        name=LocalTextBody.model_validate(row.name),
        summary=LocalTextBody.model_validate(row.summary) if row.summary else None,
        state=row.state,
        version=row.version,
        movement=movements.get(row.movement_id) if row.movement_id else None,
        phases=[PhaseRead.model_validate(phase) for phase in phases],
        open_actions=policies.open_actions(reader, row),
    )


def _category(row: Category) -> CategoryRead:
    return CategoryRead(
        id=row.id,
        code=row.code,
        name=LocalTextBody.model_validate(row.name),
        summary=LocalTextBody.model_validate(row.summary) if row.summary else None,
        award_name=LocalTextBody.model_validate(row.award_name),
        statutory=row.statutory,
        rubric_id=row.rubric_version_id,
    )


def _rubric(row: RubricVersion) -> RubricRead:
    definition = RubricDefinition.model_validate(row.definition)
    return RubricRead(id=row.id, name=LocalTextBody.model_validate(row.name), definition=definition, frozen_at=row.frozen_at)
