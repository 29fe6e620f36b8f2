"""What the sealed sheets say together: percent of the attainable points, spread, rank, floors, pass mark.

Exact: every figure is an integer or a fraction until somebody writes it down. Percent makes sheets of different rubrics
comparable; the entry's percent is the mean of its sheets'. Entries are ranked within their category, ties share the rank.
See decisions/0053-percent-of-attainable.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import isqrt
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.campaigns.models import RubricVersion
from exemplar.campaigns.rubrics import RubricDefinition, points_of

FEWEST_FOR_SPREAD = 2
"""With fewer sheets there is no statistic, and none is shown."""

_ENTRIES = text(
    """
    SELECT i.id, i.code, i.title, i.category_id, c.position, c.rubric_version_id,
      EXISTS (SELECT FROM assignment a WHERE a.initiative_id = i.id AND a.campaign_id = i.campaign_id AND a.state = 'open')
      AND NOT EXISTS (
        SELECT FROM phase p WHERE p.campaign_id = i.campaign_id AND p.kind = 'review' AND p.closes_at <= clock_timestamp()
      ) AS in_progress
    FROM initiative i JOIN category c ON c.id = i.category_id
    WHERE i.campaign_id = :campaign AND i.state IN ('accepted', 'recognised', 'not_recognised')
      AND (CAST(:category AS uuid) IS NULL OR i.category_id = :category)
    ORDER BY c.position, c.id, i.code
    """
)
_SHEETS = text(
    """
    SELECT s.initiative_id, s.total_hundredths, s.attainable_hundredths, s.content -> 'points' AS points, a.rubric_version_id
    FROM sealed_sheet s JOIN assignment a ON a.id = s.assignment_id JOIN initiative i ON i.id = s.initiative_id
    WHERE a.campaign_id = :campaign AND a.state = 'sealed'
      AND (CAST(:category AS uuid) IS NULL OR i.category_id = :category)
    ORDER BY s.digest
    """
)


@dataclass(frozen=True, slots=True)
class RankedEntry:
    """One entry and what its sealed sheets say.

    ``percent`` (0 to 100) and ``spread`` (population standard deviation in percent points, rounded to hundredths) are
    ``None`` without enough sheets; ``sheet_percents`` come in an order that tells nothing of the jurors. ``in_progress``: a sheet
    is still open and the phase too.
    """

    initiative_id: UUID
    code: str
    title: str
    category_id: UUID
    sheets: int
    percent: Fraction | None
    spread: Fraction | None
    rank: int | None
    below_floor: list[str]
    passes: bool
    sheet_percents: list[Fraction]
    in_progress: bool = False


def spread_of(values: Sequence[Fraction]) -> Fraction | None:
    """Return the population standard deviation rounded half up to hundredths, or ``None`` under two values."""
    if len(values) < FEWEST_FOR_SPREAD:
        return None
    mean = sum(values, Fraction(0)) / len(values)
    variance = sum(((value - mean) ** 2 for value in values), Fraction(0)) / len(values)
    # Half up at hundredths, exactly: floor(100·sd + 1/2) = floor((isqrt(40000·variance) + 1) / 2).
    doubled = isqrt(int(variance * 40_000))
    return Fraction((doubled + 1) // 2, 100)


def below_floor_of(definition: RubricDefinition, sheets: Sequence[dict[str, int]]) -> list[str]:
    """Return the keys of criteria whose mean over ``sheets`` (leaf key → hundredths) is below their floor."""
    criteria = [one for top in definition.criteria for one in (top, *top.children)]
    return [
        one.key
        for one in criteria
        if sheets and one.floor is not None and sum(points_of(one, points) for points in sheets) < one.floor * 100 * len(sheets)
    ]


def ranks(percents: Iterable[Fraction | None]) -> dict[Fraction | None, int | None]:
    """Return the rank of each percent, one plus the number of better ones: ties share it, and the next is counted on from all of them."""
    found: dict[Fraction | None, int | None] = {None: None}
    for at, percent in enumerate(sorted((one for one in percents if one is not None), reverse=True), 1):
        found.setdefault(percent, at)
    return found


async def ranking(session: AsyncSession, campaign_id: UUID, category_id: UUID | None) -> list[RankedEntry]:
    """Return the entries of a category (of every category, one after the other, without one), best first.

    Entries without a sealed sheet come last, by code. Three statements, whatever the number of entries.
    """
    where = {"campaign": campaign_id, "category": category_id}
    entries = (await session.execute(_ENTRIES, where)).all()
    sheets: dict[UUID, list[Any]] = defaultdict(list)
    for row in await session.execute(_SHEETS, where):
        sheets[row.initiative_id].append(row)
    rubrics = await rubrics_by_id(
        session, {e.rubric_version_id for e in entries} | {s.rubric_version_id for of in sheets.values() for s in of}
    )
    percents = {entry.id: _percents(sheets[entry.id]) for entry in entries}
    means = {key: sum(values, Fraction(0)) / len(values) if values else None for key, values in percents.items()}
    in_category: dict[UUID, list[Fraction | None]] = defaultdict(list)
    for entry in entries:
        in_category[entry.category_id].append(means[entry.id])
    rank = {category: ranks(known) for category, known in in_category.items()}
    ranked = [_ranked(entry, sheets[entry.id], percents[entry.id], rank[entry.category_id][means[entry.id]], rubrics) for entry in entries]
    order = {category: place for place, category in enumerate(in_category)}
    return sorted(ranked, key=lambda one: (order[one.category_id], one.rank is None, one.rank or 0, one.code))


def without_running(entries: Sequence[RankedEntry]) -> list[RankedEntry]:
    """Return the entries as people may see them: those in progress without figures, the others ranked among themselves.

    A figure that grows sheet by sheet tells by its difference what each juror gave; so does the rank that it moves.
    """
    known: dict[UUID, list[Fraction | None]] = defaultdict(list)
    for entry in entries:
        known[entry.category_id].append(None if entry.in_progress else entry.percent)
    rank = {category: ranks(percents) for category, percents in known.items()}
    shown = [
        replace(entry, percent=None, spread=None, rank=None, below_floor=[], passes=False, sheet_percents=[])
        if entry.in_progress
        else replace(entry, rank=rank[entry.category_id][entry.percent])
        for entry in entries
    ]
    order = {category: place for place, category in enumerate(known)}
    return sorted(shown, key=lambda one: (order[one.category_id], one.rank is None, one.rank or 0, one.code))


def _percents(sheets: Sequence[Any]) -> list[Fraction]:
    return [Fraction(sheet.total_hundredths * 100, sheet.attainable_hundredths) for sheet in sheets]


def _ranked(
    entry: Any, sheets: Sequence[Any], percents: list[Fraction], rank: int | None, rubrics: dict[UUID, RubricDefinition]
) -> RankedEntry:
    rubric = rubrics.get(sheets[0].rubric_version_id if sheets else entry.rubric_version_id)
    percent = sum(percents, Fraction(0)) / len(percents) if percents else None
    below = below_floor_of(rubric, [sheet.points for sheet in sheets]) if rubric else []
    return RankedEntry(
        initiative_id=entry.id,
        code=entry.code,
        title=entry.title,
        category_id=entry.category_id,
        sheets=len(sheets),
        percent=percent,
        spread=spread_of(percents),
        rank=rank,
        below_floor=below,
        passes=rubric is not None and percent is not None and not below and percent >= rubric.pass_percent,
        sheet_percents=percents,
        in_progress=entry.in_progress,
    )


async def rubrics_by_id(session: AsyncSession, ids: set[UUID]) -> dict[UUID, RubricDefinition]:
    """Return the rubrics of some versions, read and checked."""
    rows = await session.execute(select(RubricVersion.id, RubricVersion.definition).where(RubricVersion.id.in_([i for i in ids if i])))
    return {row.id: RubricDefinition.model_validate(row.definition) for row in rows}
