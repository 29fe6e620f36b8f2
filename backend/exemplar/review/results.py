"""What the manager and the council see of a running review: progress by juror, and the ranking by entry. Never who gave what.

Entries with which the reader has a conflict are left out, and so are those that the reader still has to score.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.permissions import Relation, Scope
from exemplar.accounts.service import AccountService
from exemplar.campaigns.models import Campaign, Category
from exemplar.core.models import LocalText
from exemplar.review import repository
from exemplar.review.access import Now, campaign_for
from exemplar.review.conflicts import conflicts_of
from exemplar.review.models import Assignment, FeedbackRelease
from exemplar.review.ranking import RankedEntry, ranking, without_running
from exemplar.review.workflow import LIVE, AssignmentState, ReviewAction
from exemplar.units.sorting import sort_key


@dataclass(frozen=True, slots=True)
class JurorProgress:
    """How far a juror is: ``sealed`` of ``total`` sheets."""

    juror_id: UUID
    full_name: str
    sealed: int
    total: int


@dataclass(frozen=True, slots=True)
class CategoryProgress:
    """A category with its number of entries in review."""

    category_id: UUID
    name: LocalText
    entries: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Where the review of a campaign stands, and what the reader may do about it."""

    campaign: Campaign
    opens_at: datetime | None
    closes_at: datetime | None
    jurors: list[JurorProgress]
    categories: list[CategoryProgress]
    feedback_released_at: datetime | None
    open_actions: list[ReviewAction]


@dataclass(frozen=True, slots=True)
class RankingView:
    """The ranking as one reader may see it; ``assigned`` is entry → sheets that are open or sealed, ``withheld`` how many are hidden."""

    entries: list[RankedEntry]
    assigned: dict[UUID, int]
    withheld: int


class ResultService:
    """Reads of those in charge."""

    def __init__(self, session: AsyncSession, now: Now) -> None:
        self._session = session
        self._now = now

    async def overview(self, actor: Actor, campaign_id: UUID) -> Overview:
        """Return progress (``review.progress``). The number of statements does not depend on jurors or entries."""
        campaign = await campaign_for(self._session, actor, "review.progress", campaign_id, self._now())
        phase = await repository.review_phase(self._session, campaign_id)
        live = await repository.live_assignments(self._session, campaign_id)
        seats = await repository.seats(self._session, campaign_id)
        names = await AccountService(self._session, self._now).names([*{s.account_id for s in seats} | {a.juror_id for a in live}])
        released_at = await self._session.scalar(select(FeedbackRelease.released_at).where(FeedbackRelease.campaign_id == campaign_id))
        states = {juror: [a.state for a in live if a.juror_id == juror] for juror in names}
        return Overview(
            campaign=campaign,
            opens_at=phase.opens_at if phase else None,
            closes_at=phase.closes_at if phase else None,
            jurors=[
                JurorProgress(juror, name, states[juror].count(AssignmentState.SEALED), len(states[juror]))
                for juror, name in sorted(names.items(), key=lambda item: (sort_key(item[1]), item[0]))
            ],
            categories=await self._categories(campaign_id),
            feedback_released_at=released_at,
            open_actions=_open_actions(
                actor, campaign_id, released=released_at is not None, judges=await repository.judges_in(self._session, actor, campaign_id)
            ),
        )

    async def _categories(self, campaign_id: UUID) -> list[CategoryProgress]:
        counts: dict[UUID, int] = {}
        for row in await repository.entries_in_review(self._session, campaign_id):
            counts[row.category_id] = counts.get(row.category_id, 0) + 1
        query = select(Category.id, Category.name).where(Category.campaign_id == campaign_id).order_by(Category.position, Category.id)
        return [CategoryProgress(row.id, row.name, counts.get(row.id, 0)) for row in await self._session.execute(query)]

    async def ranking(self, actor: Actor, campaign_id: UUID, category_id: UUID | None) -> RankingView:
        """Return the ranking (``scores.view``) without entries that the reader is in conflict with or still has to score.

        Entries of which a sheet is still open are there without figures, see ``ranking.without_running``.
        """
        await campaign_for(self._session, actor, "scores.view", campaign_id, self._now())
        entries = without_running(await ranking(self._session, campaign_id, category_id))
        ids = [entry.initiative_id for entry in entries]
        hidden = set(await conflicts_of(self._session, actor.account_id, ids)) | await self._still_to_score(actor)
        shown = [entry for entry in entries if entry.initiative_id not in hidden]
        return RankingView(shown, await self._assigned(campaign_id), len(entries) - len(shown))

    async def _still_to_score(self, actor: Actor) -> set[UUID]:
        query = select(Assignment.initiative_id).where(Assignment.juror_id == actor.account_id, Assignment.state == AssignmentState.OPEN)
        return set(await self._session.scalars(query))

    async def _assigned(self, campaign_id: UUID) -> dict[UUID, int]:
        query = (
            select(Assignment.initiative_id, func.count())
            .where(Assignment.campaign_id == campaign_id, Assignment.state.in_(LIVE))
            .group_by(Assignment.initiative_id)
        )
        return dict((await self._session.execute(query)).tuples().all())


def _open_actions(actor: Actor, campaign_id: UUID, *, released: bool, judges: bool) -> list[ReviewAction]:
    scope = Scope(campaign_id=campaign_id)
    actions = []
    if permissions.may(actor, "jury.assign", {Relation.ASSIGNED}, scope):
        actions.append(ReviewAction.ASSIGN)
    if not judges and permissions.may(actor, "jury.study", {Relation.ASSIGNED}, scope):
        actions.append(ReviewAction.STUDY_JURY)
    if not released and permissions.may(actor, "feedback.release", {Relation.ASSIGNED}, scope):
        actions.append(ReviewAction.RELEASE_FEEDBACK)
    return actions
