"""What authors learn of the review, and from when: percent, pass mark and the words meant for the unit. Never a juror's name."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.permissions import Relation, Scope
from exemplar.accounts.roles import Role
from exemplar.audit import service as audit
from exemplar.core.models import new_id
from exemplar.initiatives.errors import InitiativeNotFound
from exemplar.initiatives.models import Contribution, Initiative
from exemplar.review import repository
from exemplar.review.access import Now, campaign_for
from exemplar.review.conflicts import has_conflict
from exemplar.review.errors import FeedbackNotReleased, FeedbackReleased, ReviewRunning
from exemplar.review.models import Assignment, FeedbackRelease, SealedSheet
from exemplar.review.ranking import ranking
from exemplar.review.workflow import AssignmentState


@dataclass(frozen=True, slots=True)
class Feedback:
    """What was released about one entry; ``comments`` come in an order that tells nothing of the jurors."""

    initiative_id: UUID
    released_at: datetime
    sheets: int
    percent: Fraction | None
    passes: bool
    comments: list[str]


class FeedbackService:
    """Use cases of feedback."""

    def __init__(self, session: AsyncSession, now: Now) -> None:
        self._session = session
        self._now = now

    async def release(self, actor: Actor, campaign_id: UUID) -> datetime:
        """Let the authors of a campaign read what was said; once, and for good.

        Raises:
            ReviewRunning: the review phase is open and sheets are, too.
            FeedbackReleased: it was released before.
        """
        await campaign_for(self._session, actor, "feedback.release", campaign_id, self._now())
        running = select(func.count()).where(
            Assignment.campaign_id == campaign_id, Assignment.state == AssignmentState.OPEN, repository.review_is_open(campaign_id)
        )
        unsealed = (await self._session.scalars(running)).one()
        if unsealed:
            raise ReviewRunning(open=unsealed)
        statement = (
            insert(FeedbackRelease)
            .values(id=new_id(), campaign_id=campaign_id, released_by=actor.account_id, released_at=func.clock_timestamp())
            .on_conflict_do_nothing(constraint="feedback_released_once")
            .returning(FeedbackRelease.released_at)
        )
        released_at = await self._session.scalar(statement)
        if released_at is None:
            raise FeedbackReleased
        audit.record(self._session, actor_id=actor.account_id, action="feedback.released", about=("campaign", campaign_id))
        return released_at

    async def read(self, actor: Actor, initiative_id: UUID) -> Feedback:
        """Return what was released about one entry.

        Raises:
            InitiativeNotFound: unknown, or not the reader's to ask about.
            FeedbackNotReleased: the manager has not released it yet.
        """
        initiative = await self._session.scalar(select(Initiative).where(Initiative.id == initiative_id))
        if initiative is None or not await self._may_read(actor, initiative):
            raise InitiativeNotFound
        query = select(FeedbackRelease.released_at).where(FeedbackRelease.campaign_id == initiative.campaign_id)
        released_at = await self._session.scalar(query)
        if released_at is None:
            raise FeedbackNotReleased
        entries = await ranking(self._session, initiative.campaign_id, initiative.category_id)
        entry = next((one for one in entries if one.initiative_id == initiative_id), None)
        return Feedback(
            initiative_id=initiative_id,
            released_at=released_at,
            sheets=entry.sheets if entry else 0,
            percent=entry.percent if entry else None,
            passes=entry.passes if entry else False,
            comments=await self._comments(initiative_id),
        )

    async def _may_read(self, actor: Actor, initiative: Initiative) -> bool:
        """Say whether the reader is of the unit, an author with a role there, or in charge without a conflict."""
        scope = Scope(initiative.unit_id, initiative.campaign_id)
        is_unit = bool(actor.roles_at(initiative.unit_id, None) & {Role.CONTRIBUTOR, Role.LEAD})
        is_author = await self._session.scalar(
            select(Contribution.id).where(Contribution.initiative_id == initiative.id, Contribution.account_id == actor.account_id)
        )
        relations = {Relation.OWN} if is_unit or is_author else set()
        if not permissions.may(actor, "feedback.view", relations, scope):
            return False
        return bool(relations) or not await has_conflict(self._session, actor.account_id, initiative.id)

    async def _comments(self, initiative_id: UUID) -> list[str]:
        query = (
            select(SealedSheet.content["comment_to_unit"].astext)
            .join(Assignment, Assignment.id == SealedSheet.assignment_id)
            .where(SealedSheet.initiative_id == initiative_id, Assignment.state == AssignmentState.SEALED)
            .order_by(SealedSheet.digest)
        )
        return [words for words in await self._session.scalars(query) if words.strip()]
