"""What a juror sees: the own queue, and one entry with its rubric and the own sheet. Blind where the campaign says so."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.accounts.roles import Role
from exemplar.campaigns.forms import FormDefinition
from exemplar.campaigns.models import Campaign, Category, FormVersion, Phase
from exemplar.campaigns.rubrics import RubricDefinition, leaves
from exemplar.campaigns.workflow import PhaseKind
from exemplar.core.models import LocalText
from exemplar.initiatives import content as initiative_content
from exemplar.initiatives.models import Initiative, Revision
from exemplar.initiatives.redaction_rows import hidden_words
from exemplar.initiatives.redaction_words import title_without, without
from exemplar.media.blind_reading import as_jury_knows
from exemplar.media.models import MediaFile
from exemplar.review import repository
from exemplar.review.access import Now
from exemplar.review.conflicts import conflicts_of
from exemplar.review.models import Assignment, ScoreSheet, SealedSheet
from exemplar.review.scoring import ScoringService
from exemplar.review.workflow import LIVE, AssignmentState


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One entry in a juror's queue. ``scored`` of ``criteria`` have points."""

    assignment_id: UUID
    campaign_id: UUID
    position: int
    state: AssignmentState
    title: str
    category_name: LocalText
    scored: int
    criteria: int
    sealed_at: datetime | None


@dataclass(frozen=True, slots=True)
class QueueCampaign:
    """A campaign in which the juror has work; ``is_open`` by the database clock."""

    campaign_id: UUID
    name: LocalText
    blind_review: bool
    opens_at: datetime | None
    closes_at: datetime | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """The own queue in its order, sealed ones included."""

    campaigns: list[QueueCampaign]
    items: list[QueueItem]


@dataclass(frozen=True, slots=True)
class Workspace:
    """One entry beside its sheet. ``content`` is the revision's, blinded where the campaign says so.

    ``files`` tells media id → what is known of the file now: its kind, if the inspection ended after the entry was handed in,
    its measures and its peaks. Nothing of it names anybody.
    """

    assignment: Assignment
    content: dict[str, Any]
    form: FormDefinition
    rubric: RubricDefinition
    sheet: ScoreSheet
    sealed: SealedSheet | None
    campaign: QueueCampaign
    category_name: LocalText
    files: dict[str, Any]


class JudgingService:
    """Reads of a juror."""

    def __init__(self, session: AsyncSession, now: Now) -> None:
        self._session = session
        self._scoring = ScoringService(session, now)

    async def queue(self, actor: Actor) -> Queue:
        """Return the own queue without entries that are in conflict, its titles without masked words. Five statements."""
        rows = (await self._session.execute(_queue_of(actor))).all()
        hidden = await conflicts_of(self._session, actor.account_id, [row.initiative_id for row in rows])
        seen = [row for row in rows if row.initiative_id not in hidden]
        rubrics = await repository.rubrics(self._session, {row.rubric_version_id for row in seen})
        campaigns = await self._campaigns({row.campaign_id for row in seen})
        blind = {campaign.campaign_id for campaign in campaigns if campaign.blind_review}
        words = await hidden_words(self._session, [row.initiative_id for row in seen if row.campaign_id in blind])
        items = [
            QueueItem(
                assignment_id=row.id,
                campaign_id=row.campaign_id,
                position=row.position,
                state=row.state,
                title=title_without(row.title, words.get(row.initiative_id, [])),
                category_name=row.category_name,
                scored=len(row.points),
                criteria=len(leaves(rubrics[row.rubric_version_id])),
                sealed_at=row.sealed_at,
            )
            for row in seen
        ]
        return Queue(campaigns, items)

    async def open(self, actor: Actor, assignment_id: UUID) -> Workspace:
        """Return one entry with its sheet; raises as ``ScoringService.find``."""
        assignment = await self._scoring.find(actor, assignment_id, states=LIVE)
        row = (await self._session.execute(_case_of(assignment))).one()
        form = FormDefinition.model_validate(row.definition)
        rubrics = await repository.rubrics(self._session, [assignment.rubric_version_id])
        campaign = (await self._campaigns({assignment.campaign_id}))[0]
        sealed = await self._session.scalar(select(SealedSheet).where(SealedSheet.assignment_id == assignment.id))
        content = seen_by_jury(row.content, form, blind=campaign.blind_review)
        if campaign.blind_review:
            hidden = await hidden_words(self._session, [assignment.initiative_id])
            content = without(content, hidden.get(assignment.initiative_id, []))
        return Workspace(
            assignment=assignment,
            content=content,
            form=form,
            rubric=rubrics[assignment.rubric_version_id],
            sheet=await self._scoring.sheet_of(assignment),
            sealed=sealed,
            campaign=campaign,
            category_name=row.category_name,
            files=await self._files([UUID(file["media_id"]) for file in content["attachments"]]),
        )

    async def _files(self, media_ids: list[UUID]) -> dict[str, Any]:
        if not media_ids:
            return {}
        facts = (MediaFile.id, MediaFile.kind, MediaFile.width, MediaFile.height, MediaFile.duration_ms, MediaFile.page_count)
        query = as_jury_knows(*facts).where(MediaFile.id.in_(media_ids))
        return {str(row.id): row for row in await self._session.execute(query)}

    async def _campaigns(self, ids: set[UUID]) -> list[QueueCampaign]:
        query = (
            select(
                Campaign.id,
                Campaign.name,
                Campaign.blind_review,
                Phase.opens_at,
                Phase.closes_at,
                repository.review_is_open(Campaign.id).label("is_open"),
            )
            .outerjoin(Phase, (Phase.campaign_id == Campaign.id) & (Phase.kind == PhaseKind.REVIEW))
            .where(Campaign.id.in_(ids))
            .order_by(Phase.closes_at, Campaign.id)
        )
        return [QueueCampaign(*row) for row in await self._session.execute(query)]


def seen_by_jury(content: dict[str, Any], form: FormDefinition, *, blind: bool) -> dict[str, Any]:
    """Return a revision's content as its jurors may see it."""
    return initiative_content.blinded(content, form) if blind else content


def _queue_of(actor: Actor) -> Select[Any]:
    return (
        select(
            Assignment.id,
            Assignment.campaign_id,
            Assignment.initiative_id,
            Assignment.rubric_version_id,
            Assignment.position,
            Assignment.state,
            Assignment.sealed_at,
            Revision.content["title"].astext.label("title"),
            Category.name.label("category_name"),
            ScoreSheet.points,
        )
        .join(Revision, Revision.id == Assignment.revision_id)
        .join(Initiative, Initiative.id == Assignment.initiative_id)
        .join(Category, Category.id == Initiative.category_id)
        .join(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(Assignment.juror_id == actor.account_id, Assignment.state.in_(LIVE))
        .where(Assignment.campaign_id.in_(actor.scope_ids(Role.JUROR)))
        .order_by(Assignment.position, Assignment.id)
    )


def _case_of(assignment: Assignment) -> Select[Any]:
    return (
        select(Revision.content, FormVersion.definition, Category.name.label("category_name"))
        .join(FormVersion, FormVersion.id == Revision.form_version_id)
        .join(Initiative, Initiative.id == Revision.initiative_id)
        .join(Category, Category.id == Initiative.category_id)
        .where(Revision.id == assignment.revision_id)
    )
