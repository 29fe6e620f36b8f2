"""Other ways to put the sheets of an entry into one figure, beside their mean. Exact but for z-scores."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import sqrt
from statistics import fmean
from uuid import UUID

from exemplar.review.statistics.sheets import GivenSheet

FEWEST_TO_TRIM = 3
FEWEST_FOR_Z = 3


def mean_of(percents: Sequence[Fraction]) -> Fraction:
    """Return the mean of percents, which are not none."""
    return sum(percents, Fraction(0)) / len(percents)


def trimmed(percents: Sequence[Fraction]) -> Fraction | None:
    """Return the mean without one highest and one lowest sheet, or ``None`` under ``FEWEST_TO_TRIM`` sheets."""
    return mean_of(sorted(percents)[1:-1]) if len(percents) >= FEWEST_TO_TRIM else None


def z_scores(sheets: Iterable[GivenSheet]) -> Mapping[UUID, float]:
    """Return for each entry the mean of its sheets in standard deviations from their own juror's mean.

    An entry is left out if one of its jurors gave fewer than ``FEWEST_FOR_Z`` sheets or the same percent to all: such a juror has
    no scale to measure by. Population standard deviation.
    """
    by_juror: dict[UUID, list[GivenSheet]] = defaultdict(list)
    for sheet in sheets:
        by_juror[sheet.juror_id].append(sheet)
    found: dict[UUID, list[float | None]] = defaultdict(list)
    for of_juror in by_juror.values():
        for sheet, value in zip(of_juror, _standardised([sheet.percent for sheet in of_juror]), strict=True):
            found[sheet.entry_id].append(value)
    whole = {entry_id: [one for one in values if one is not None] for entry_id, values in found.items()}
    return {entry_id: fmean(values) for entry_id, values in whole.items() if len(values) == len(found[entry_id])}


def _standardised(percents: Sequence[Fraction]) -> list[float] | list[None]:
    mean = mean_of(percents)
    variance = mean_of([(one - mean) ** 2 for one in percents])
    if len(percents) < FEWEST_FOR_Z or not variance:
        return [None] * len(percents)
    return [float(one - mean) / sqrt(variance) for one in percents]
