"""Whether the result hangs on one juror or on one weight: who would be among the first without them. Exact."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from exemplar.review.statistics.scales import mean_of
from exemplar.review.statistics.sheets import GivenSheet

TENTHS_UP, TENTHS_DOWN = 11, 9
"""By what each weight is multiplied."""
_FINENESS = 10**24


class ChangeKind(StrEnum):
    """What is changed to see whether it matters."""

    WITHOUT_JUROR = "without_juror"
    WEIGHT_UP = "weight_up"
    WEIGHT_DOWN = "weight_down"


@dataclass(frozen=True, slots=True)
class Change:
    """What a change would do: which entries would come in among the first, and which would drop out."""

    kind: ChangeKind
    juror_id: UUID | None
    criterion: str | None
    enters: list[UUID]
    leaves: list[UUID]


def sensitivity(sheets: Iterable[GivenSheet], places: int) -> list[Change]:
    """Return every change that moves somebody over the line of the first ``places``; ties on it are all among them.

    An entry of which the left-out juror gave the only sheet has no figure then, and drops out.
    """
    table = _Table(sorted(sheets, key=lambda sheet: (sheet.entry_id, sheet.juror_id)), places)
    changes = [table.without(juror_id) for juror_id in sorted(table.jurors)]
    for kind, tenths in ((ChangeKind.WEIGHT_UP, TENTHS_UP), (ChangeKind.WEIGHT_DOWN, TENTHS_DOWN)):
        changes += [table.reweighted(kind, key, tenths) for key in table.criteria]
    return [change for change in changes if change.enters or change.leaves]


class _Table:
    """The percents of all sheets, by entry, and who is among the first as they stand."""

    def __init__(self, sheets: Sequence[GivenSheet], places: int) -> None:
        self._sheets, self._places = sheets, places
        self._percents: dict[UUID, list[tuple[UUID, Fraction]]] = defaultdict(list)
        for sheet in sheets:
            self._percents[sheet.entry_id].append((sheet.juror_id, sheet.percent))
        self._means = {entry_id: mean_of([percent for _, percent in given]) for entry_id, given in self._percents.items()}
        self._first = first(self._means, places)
        self.jurors = {sheet.juror_id for sheet in sheets}
        self.criteria = list(dict.fromkeys(key for sheet in sheets for key in sheet.criteria))

    def without(self, juror_id: UUID) -> Change:
        means = dict(self._means)
        for entry_id, given in self._percents.items():
            rest = [percent for by, percent in given if by != juror_id]
            if not rest:
                del means[entry_id]
            elif len(rest) < len(given):
                means[entry_id] = mean_of(rest)
        return self._change(ChangeKind.WITHOUT_JUROR, means, juror_id=juror_id)

    def reweighted(self, kind: ChangeKind, key: str, tenths: int) -> Change:
        percents: dict[UUID, list[Fraction]] = defaultdict(list)
        for sheet in self._sheets:
            percents[sheet.entry_id].append(sheet.weighted({key: tenths}))
        return self._change(kind, {entry_id: mean_of(given) for entry_id, given in percents.items()}, criterion=key)

    def _change(
        self, kind: ChangeKind, means: Mapping[UUID, Fraction], juror_id: UUID | None = None, criterion: str | None = None
    ) -> Change:
        now = first(means, self._places)
        return Change(kind, juror_id, criterion, enters=sorted(now - self._first), leaves=sorted(self._first - now))


def first(means: Mapping[UUID, Fraction], places: int) -> set[UUID]:
    """Return the entries whose rank is at most ``places``: more of them where some tie on the line."""
    if places < 1 or not means:
        return set()
    # Whole numbers compare many times faster, and these are finer than any two means can differ.
    fine = {entry_id: mean.numerator * _FINENESS // mean.denominator for entry_id, mean in means.items()}
    line = sorted(fine.values(), reverse=True)[:places][-1]
    return {entry_id for entry_id, mean in fine.items() if mean >= line}
