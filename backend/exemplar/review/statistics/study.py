"""All figures of a category at once. They are kept for as long as its sheets stay the same: a large jury takes seconds."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from uuid import UUID

from exemplar.review.statistics.agreement import Agreement, agreement
from exemplar.review.statistics.scales import mean_of, trimmed, z_scores
from exemplar.review.statistics.sensitivity import Change, sensitivity
from exemplar.review.statistics.severity import Correction, ScoredSheet, Unfit, correct
from exemplar.review.statistics.sheets import GivenSheet

KEPT = 32


@dataclass(frozen=True, slots=True)
class SheetSet:
    """The sheets of a category under a digest of what they say: sets with the same digest are the same.

    ``read`` makes the sheets. It is only asked when the figures of this digest are not there yet.
    """

    digest: bytes
    read: Callable[[], Sequence[GivenSheet]] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class JurorFigures:
    """How many sheets a juror sealed, and the mean of their percents."""

    sheets: int
    mean: Fraction


@dataclass(frozen=True, slots=True)
class Figures:
    """What the sheets say. Maps are from entry, from juror, and from the key of a criterion; z-scores may lack entries."""

    correction: Correction | Unfit
    trimmed: Mapping[UUID, Fraction | None]
    z_scores: Mapping[UUID, float]
    agreement: Agreement
    jurors: Mapping[UUID, JurorFigures]
    criterion_means: Mapping[str, Fraction]


@lru_cache(maxsize=KEPT)
def figures(given: SheetSet) -> Figures:
    """Return all figures of some sheets. Seconds of processor for a thousand entries and a hundred jurors."""
    sheets = given.read()
    by_entry: dict[UUID, list[Fraction]] = defaultdict(list)
    by_juror: dict[UUID, list[Fraction]] = defaultdict(list)
    by_criterion: dict[str, list[Fraction]] = defaultdict(list)
    for sheet in sheets:
        by_entry[sheet.entry_id].append(sheet.percent)
        by_juror[sheet.juror_id].append(sheet.percent)
        for key, points in sheet.criteria.items():
            by_criterion[key].append(points.percent)
    return Figures(
        correction=correct(ScoredSheet(one.entry_id, one.juror_id, float(one.percent)) for one in sheets),
        trimmed={entry_id: trimmed(percents) for entry_id, percents in by_entry.items()},
        z_scores=z_scores(sheets),
        agreement=agreement(sheets),
        jurors={juror_id: JurorFigures(len(percents), mean_of(percents)) for juror_id, percents in by_juror.items()},
        criterion_means={key: mean_of(percents) for key, percents in by_criterion.items()},
    )


@lru_cache(maxsize=KEPT)
def changes(given: SheetSet, places: int) -> Sequence[Change]:
    """Return what moves somebody over the line of the first ``places``, see ``sensitivity``."""
    return sensitivity(given.read(), places)
