"""Whether jurors who judged the same entries agree, criterion by criterion.

Krippendorff's α is 1 where they agree throughout and 0 where they agree as chance would; below 0 they contradict each other. It takes
juries of any size with holes in them. Exact until somebody writes it down; decisions/0056 says why no library computes it here, and
tests hold it against one. Source: Krippendorff, "Content Analysis" (2nd ed., 2004), chapter 11, with his metric for intervals; and
page 241 for what is reliable (.800) and what allows tentative conclusions (.667).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from exemplar.review.statistics.sheets import GivenSheet

FEWEST_SHARED = 5
"""Entries with two sheets or more; with fewer there is no figure."""
RELIABLE, TENTATIVE = 0.8, 0.667


class Reading(StrEnum):
    """What an α is worth."""

    RELIABLE = "reliable"
    TENTATIVE = "tentative"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Agreement:
    """α of whole sheets, and of each criterion by its key; ``None`` where too few entries are shared or all got the same."""

    overall: float | None
    criteria: Mapping[str, float | None]


def reading(alpha: float) -> Reading:
    """Return what an α is worth."""
    if alpha >= RELIABLE:
        return Reading.RELIABLE
    return Reading.TENTATIVE if alpha >= TENTATIVE else Reading.WEAK


def agreement(sheets: Iterable[GivenSheet]) -> Agreement:
    """Return how far jurors agree, over whole sheets and over each criterion."""
    of_sheets: dict[UUID, list[Fraction]] = defaultdict(list)
    of_criteria: dict[str, dict[UUID, list[Fraction]]] = {}
    for sheet in sheets:
        of_sheets[sheet.entry_id].append(sheet.percent)
        for key, points in sheet.criteria.items():
            of_criteria.setdefault(key, defaultdict(list))[sheet.entry_id].append(points.percent)
    return Agreement(_alpha(of_sheets), {key: _alpha(values) for key, values in of_criteria.items()})


def _alpha(values: Mapping[UUID, list[Fraction]]) -> float | None:
    """Return α of percents, which stand under the entry that they were given to, whoever gave them."""
    shared = [percents for percents in values.values() if len(percents) > 1]
    if len(shared) < FEWEST_SHARED:
        return None
    pooled = [percent for percents in shared for percent in percents]
    expected = _differences(pooled) / (len(pooled) - 1)
    observed = sum((_differences(percents) / (len(percents) - 1) for percents in shared), Fraction(0))
    return float(1 - observed / expected) if expected else None


def _differences(values: Sequence[Fraction]) -> Fraction:
    """Return the sum of the squared differences of all pairs, each counted both ways round."""
    return 2 * (len(values) * sum((one * one for one in values), Fraction(0)) - sum(values, Fraction(0)) ** 2)
