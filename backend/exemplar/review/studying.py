"""What the chair, the manager and the auditor see of the jury itself: how sure the ranks are, who is severe, where jurors disagree.

Never who judges in the campaign. Entries of which a sheet is still open are left out throughout, for the reason given in
``ranking.without_running``. So are those with which the reader has a conflict: the mean of a juror with few sheets would tell theirs.
"""

import asyncio
import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.accounts.service import AccountService
from exemplar.campaigns.models import Category
from exemplar.campaigns.rubrics import RubricDefinition
from exemplar.core.models import LocalText
from exemplar.review import repository
from exemplar.review.access import Now, campaign_for
from exemplar.review.conflicts import conflicts_of
from exemplar.review.errors import CategoryNotFound, JurorsStayOut
from exemplar.review.ranking import RankedEntry, ranking, rubrics_by_id, without_running
from exemplar.review.statistics.sensitivity import Change
from exemplar.review.statistics.severity import CorrectedEntry, Correction, Span, Unfit, tie_zone
from exemplar.review.statistics.sheets import GivenSheet, criteria_of
from exemplar.review.statistics.study import Figures, SheetSet, changes, figures
from exemplar.units.sorting import sort_key

_SHEETS = text(
    """
    SELECT s.initiative_id, a.juror_id, s.content -> 'points' AS points, a.rubric_version_id, s.digest
    FROM sealed_sheet s JOIN assignment a ON a.id = s.assignment_id JOIN initiative i ON i.id = s.initiative_id
    WHERE a.campaign_id = :campaign AND a.state = 'sealed' AND i.category_id = :category
    ORDER BY s.digest
    """
)


@dataclass(frozen=True, slots=True)
class StudiedEntry:
    """An entry with its mean and what else can be said of it; ``on_edge`` when one juror or one weight moves it over the line."""

    entry: RankedEntry
    trimmed: Fraction | None
    z_score: float | None
    corrected: CorrectedEntry | None
    in_tie_zone: bool
    on_edge: bool


@dataclass(frozen=True, slots=True)
class StudiedJuror:
    """A juror, with the severity in percent points that the sheets tell, positive for who gives less."""

    juror_id: UUID
    full_name: str
    sheets: int
    mean: Fraction
    severity: Span | None


@dataclass(frozen=True, slots=True)
class StudiedCriterion:
    """A criterion of the first level: the mean in percent of its points, and how far jurors agree on it."""

    key: str
    name: LocalText
    mean: Fraction
    alpha: float | None


@dataclass(frozen=True, slots=True)
class Study:
    """All of it, for the first ``places``; ``running`` entries are still being scored, ``withheld`` ones in conflict with the reader."""

    category_id: UUID
    places: int
    sheets: int
    running: int
    withheld: int
    unfit: Unfit | None
    alpha: float | None
    entries: list[StudiedEntry]
    criteria: list[StudiedCriterion]
    jurors: list[StudiedJuror]
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class _Given:
    """The sheets to study, how many they are, and their rubric."""

    sheets: SheetSet
    count: int
    rubric: RubricDefinition | None


class StudyService:
    """Reads of those who answer for the jury."""

    def __init__(self, session: AsyncSession, now: Now) -> None:
        self._session = session
        self._now = now

    async def study(self, actor: Actor, campaign_id: UUID, category_id: UUID, places: int | None) -> Study:
        """Return the figures of a category (``jury.study``); without ``places`` the line is drawn below the entries that pass.

        Raises:
            JurorsStayOut: the actor judges in this campaign, or has.
            CategoryNotFound: the category is not one of the campaign.
        """
        await campaign_for(self._session, actor, "jury.study", campaign_id, self._now())
        if await repository.judges_in(self._session, actor, campaign_id):
            raise JurorsStayOut
        await self._require(campaign_id, category_id)
        ranked = without_running(await ranking(self._session, campaign_id, category_id))
        hidden = set(await conflicts_of(self._session, actor.account_id, [entry.initiative_id for entry in ranked]))
        seen = [entry for entry in ranked if entry.initiative_id not in hidden]
        entries = [entry for entry in seen if entry.percent is not None]
        given = await self._sheets(campaign_id, category_id, {entry.initiative_id for entry in entries})
        line = places if places is not None else max(1, sum(entry.passes for entry in entries))
        found, moved = await asyncio.to_thread(lambda: (figures(given.sheets), changes(given.sheets, line)))
        return Study(
            category_id=category_id,
            places=line,
            sheets=given.count,
            running=sum(entry.in_progress for entry in seen),
            withheld=len(ranked) - len(seen),
            unfit=None if isinstance(found.correction, Correction) else found.correction,
            alpha=found.agreement.overall,
            entries=_entries(entries, found, line, moved),
            criteria=_criteria(given.rubric, found),
            jurors=await self._jurors(found),
            changes=list(moved),
        )

    async def _require(self, campaign_id: UUID, category_id: UUID) -> None:
        query = select(Category.id).where(Category.id == category_id, Category.campaign_id == campaign_id)
        if await self._session.scalar(query) is None:
            raise CategoryNotFound

    async def _sheets(self, campaign_id: UUID, category_id: UUID, entry_ids: Collection[UUID]) -> "_Given":
        """Return the sheets of finished entries, and a rubric that they follow."""
        found = await self._session.execute(_SHEETS, {"campaign": campaign_id, "category": category_id})
        rows: list[Any] = [row for row in found if row.initiative_id in entry_ids]
        rubrics = await rubrics_by_id(self._session, {row.rubric_version_id for row in rows})
        digest = hashlib.sha256(b"".join(row.digest for row in rows)).digest()

        def read() -> list[GivenSheet]:
            return [GivenSheet(row.initiative_id, row.juror_id, criteria_of(rubrics[row.rubric_version_id], row.points)) for row in rows]

        return _Given(SheetSet(digest, read), len(rows), next(iter(rubrics.values()), None))

    async def _jurors(self, found: Figures) -> list[StudiedJuror]:
        names = await AccountService(self._session, self._now).names(list(found.jurors))
        severities = found.correction.severities if isinstance(found.correction, Correction) else {}
        jurors = [
            StudiedJuror(juror_id, names.get(juror_id, ""), one.sheets, one.mean, severities.get(juror_id))
            for juror_id, one in found.jurors.items()
        ]
        return sorted(jurors, key=lambda one: (sort_key(one.full_name), one.juror_id))


def _entries(entries: Sequence[RankedEntry], found: Figures, places: int, moved: Sequence[Change]) -> list[StudiedEntry]:
    correction = found.correction if isinstance(found.correction, Correction) else None
    corrected = {one.entry_id: one for one in correction.entries} if correction else {}
    zone = set(tie_zone(correction, places)) if correction else set()
    edge = {entry_id for change in moved for entry_id in (*change.enters, *change.leaves)}
    return [
        StudiedEntry(
            entry=entry,
            trimmed=found.trimmed.get(entry.initiative_id),
            z_score=found.z_scores.get(entry.initiative_id),
            corrected=corrected.get(entry.initiative_id),
            in_tie_zone=entry.initiative_id in zone,
            on_edge=entry.initiative_id in edge,
        )
        for entry in entries
    ]


def _criteria(rubric: RubricDefinition | None, found: Figures) -> list[StudiedCriterion]:
    return [
        StudiedCriterion(one.key, one.name.model_dump(exclude_none=True), found.criterion_means[one.key], found.agreement.criteria[one.key])
        for one in (rubric.criteria if rubric else ())
        if one.key in found.criterion_means
    ]
