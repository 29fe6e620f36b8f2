"""Scores corrected for how severe each juror is, with what is known of them and no more: intervals, ranges of ranks, a zone of ties.

A sheet's percent is taken as the level of all sheets, plus what is in the entry, minus the severity of its juror, plus chance;
entries, severities and chance are each spread normally, and how widely is learned from the sheets too. Sheets are the unit and
not single criteria: a juror who likes an entry marks it up throughout, and five criteria are not five witnesses.

What is returned is averaged over everything that the sheets leave open, the three spreads included, so that intervals of a
small jury are as wide as they must be. All of it is repeatable to the last digit: the same sheets in whatever order, the same answer.

Sources: the additive model of targets and judges and its worked example, Shrout and Fleiss, "Intraclass Correlations: Uses in
Assessing Rater Reliability", Psychological Bulletin 86 (1979), table 2, case 2; severity as a facet, Linacre, "Many-Facet Rasch
Measurement" (1989); the equations, Henderson, "Best Linear Unbiased Estimation and Prediction" (Biometrics 31, 1975).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

LEVEL = 0.9
"""How likely the truth is inside an interval."""
DRAWS = 4_000
FEWEST_ENTRIES, FEWEST_JURORS, FEWEST_SPARE = 5, 2, 5
"""Below these nothing is corrected; ``FEWEST_SPARE`` sheets beyond what one level for each entry and juror uses up."""
_SEED = 19_450_902
_RATIOS = (0.02, 50.0, 24)
"""How widely entries, or severities, may be spread beside chance: from, to, in so many steps."""


class Unfit(StrEnum):
    """Why scores stay as they were given: too little to tell severity from merit, or juries that share no entry."""

    TOO_FEW = "too_few"
    DISCONNECTED = "disconnected"


@dataclass(frozen=True, slots=True)
class ScoredSheet:
    """What one juror gave one entry, in percent of the attainable points."""

    entry_id: UUID
    juror_id: UUID
    percent: float


@dataclass(frozen=True, slots=True)
class Span:
    """The most likely value, and between which two the truth lies with probability ``LEVEL``."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CorrectedEntry:
    """An entry as a juror of average severity would see it, in percent, and between which ranks it lies (1 is the best)."""

    entry_id: UUID
    score: Span
    best_rank: int
    worst_rank: int


@dataclass(frozen=True, slots=True)
class Correction:
    """All entries, best first; severities in percent points, positive for who gives less; how likely each entry is where.

    ``above`` maps an entry to the probabilities that it is among the first 1, 2, 3, … entries.
    """

    entries: list[CorrectedEntry]
    severities: dict[UUID, Span]
    above: dict[UUID, list[float]]


@dataclass(frozen=True, slots=True)
class Spreads:
    """Variances, in squared percent points: of entries, of severities, and of chance."""

    entries: float
    severities: float
    chance: float


def correct(sheets: Iterable[ScoredSheet]) -> Correction | Unfit:
    """Return corrected scores, or why there are none."""
    ordered = sorted(sheets, key=lambda sheet: (sheet.entry_id, sheet.juror_id, sheet.percent))
    reason = _unfit(ordered)
    return reason or _Fit(ordered).correction()


def spreads(sheets: Iterable[ScoredSheet]) -> Spreads:
    """Return how widely entries, severities and chance are spread, by restricted maximum likelihood."""
    return _Fit(sorted(sheets, key=lambda sheet: (sheet.entry_id, sheet.juror_id, sheet.percent))).spreads()


def tie_zone(correction: Correction, places: int) -> list[UUID]:
    """Return the entries that the sheets neither put among the first ``places`` nor out of them, best first; to be talked about."""
    least = (1 - LEVEL) / 2
    inside = {entry_id: chances[places - 1] for entry_id, chances in correction.above.items() if 0 < places <= len(chances)}
    return [one.entry_id for one in correction.entries if least < inside.get(one.entry_id, 0.0) < 1 - least]


def _unfit(sheets: Sequence[ScoredSheet]) -> Unfit | None:
    entries, jurors = {sheet.entry_id for sheet in sheets}, {sheet.juror_id for sheet in sheets}
    spare = len(sheets) - len(entries) - len(jurors) + 1
    if len(entries) < FEWEST_ENTRIES or len(jurors) < FEWEST_JURORS or spare < FEWEST_SPARE:
        return Unfit.TOO_FEW
    return None if _is_connected(sheets) else Unfit.DISCONNECTED


def _is_connected(sheets: Sequence[ScoredSheet]) -> bool:
    """Say whether every juror is compared with every other, through entries that they share."""
    near: dict[UUID, set[UUID]] = {}
    for sheet in sheets:
        near.setdefault(sheet.entry_id, set()).add(sheet.juror_id)
        near.setdefault(sheet.juror_id, set()).add(sheet.entry_id)
    reached, waiting = {sheets[0].entry_id}, [sheets[0].entry_id]
    while waiting:
        fresh = near[waiting.pop()] - reached
        reached |= fresh
        waiting += fresh
    return len(reached) == len(near)


class _Fit:
    """The equations of some sheets. Entries are solved for within those of the level and the severities, which are few."""

    def __init__(self, sheets: Sequence[ScoredSheet]) -> None:
        import numpy as np

        self._np = np
        self.entry_ids = sorted({sheet.entry_id for sheet in sheets})
        self.juror_ids = sorted({sheet.juror_id for sheet in sheets})
        row = {key: place for place, key in enumerate(self.entry_ids)}
        column = {key: place for place, key in enumerate(self.juror_ids)}
        self._given = np.array([sheet.percent for sheet in sheets])
        at_entry = np.array([row[sheet.entry_id] for sheet in sheets])
        at_juror = np.array([column[sheet.juror_id] for sheet in sheets])
        shape = (len(self.entry_ids), len(self.juror_ids))
        met = np.bincount(at_entry * shape[1] + at_juror, minlength=shape[0] * shape[1]).reshape(shape).astype(float)
        self._of_entry = met.sum(axis=1)
        self._sums = np.bincount(at_entry, self._given, shape[0])
        # Columns: the level, then one for each juror, whose severity takes away.
        of_juror, juror_sums = met.sum(axis=0), np.bincount(at_juror, self._given, shape[1])
        self._between = np.column_stack([self._of_entry, -met]).T
        self._right = np.concatenate([[self._given.sum()], -juror_sums])
        self._whole = np.block([[np.array([[float(len(self._given))]]), -of_juror[None, :]], [-of_juror[:, None], np.diag(of_juror)]])

    def _solved(self, entry_ratio: float, juror_ratios: Sequence[float]) -> list[tuple[float, Any, Any, Any, float]]:
        """Return for each ratio of the jurors' spread to chance: log likelihood, solution, Cholesky factor, weights, rest."""
        np = self._np
        held = entry_ratio**-2
        weights = 1 / (self._of_entry + held)
        seen = self._whole - (self._between * weights) @ self._between.T
        right = self._right - self._between @ (weights * self._sums)
        told = float(self._given @ self._given - self._sums @ (weights * self._sums))
        entries, jurors, count = len(self.entry_ids), len(self.juror_ids), len(self._given)
        found = []
        for ratio in juror_ratios:
            shrunk = seen.copy()
            shrunk[range(1, jurors + 1), range(1, jurors + 1)] += ratio**-2
            factor = np.linalg.cholesky(shrunk)
            solution = np.linalg.solve(factor.T, np.linalg.solve(factor, right))
            rest = max(told - float(right @ solution), 1e-9)
            loss = 2 * np.log(np.diag(factor)).sum() - np.log(weights).sum() + 2 * entries * np.log(entry_ratio)
            loss += 2 * jurors * np.log(ratio) + (count - 1) * np.log(rest)
            found.append((-loss / 2, solution, factor, weights, rest))
        return found

    def spreads(self) -> Spreads:
        """Return the most likely variances."""
        from scipy.optimize import minimize

        np = self._np

        def loss(logs: Any) -> float:
            entry, juror = np.exp(np.clip(logs, -7, 7))
            return -self._solved(float(entry), [float(juror)])[0][0]

        best = minimize(loss, [0.0, 0.0], method="Nelder-Mead", options={"xatol": 1e-8, "fatol": 1e-10, "maxiter": 2_000})
        entry, juror = np.exp(np.clip(best.x, -7, 7))
        chance = self._solved(float(entry), [float(juror)])[0][4] / (len(self._given) - 1)
        return Spreads(float(entry**2 * chance), float(juror**2 * chance), float(chance))

    def correction(self) -> Correction:
        """Return what the sheets say, averaged over what they leave open."""
        scores, severities = self._draws()
        np = self._np
        order = np.argsort(-scores, axis=1, kind="stable")
        ranks = np.empty_like(order)
        np.put_along_axis(ranks, order, np.arange(1, scores.shape[1] + 1)[None, :], axis=1)
        tails = [(1 - LEVEL) / 2, 0.5 + LEVEL / 2]
        low_ranks, high_ranks = np.quantile(ranks, tails, axis=0, method="inverted_cdf")
        entries = [
            CorrectedEntry(key, span, int(best), int(worst))
            for key, span, best, worst in zip(self.entry_ids, self._spans(scores), low_ranks, high_ranks, strict=True)
        ]
        count = scores.shape[1]
        above = {
            key: (np.bincount(ranks[:, at], minlength=count + 1)[1:].cumsum() / DRAWS).tolist() for at, key in enumerate(self.entry_ids)
        }
        return Correction(
            entries=sorted(entries, key=lambda one: (-one.score.value, one.entry_id)),
            severities=dict(zip(self.juror_ids, self._spans(severities), strict=True)),
            above=above,
        )

    def _spans(self, draws: Any) -> list[Span]:
        lows, highs = self._np.quantile(draws, [(1 - LEVEL) / 2, 0.5 + LEVEL / 2], axis=0)
        return [Span(float(value), float(low), float(high)) for value, low, high in zip(draws.mean(axis=0), lows, highs, strict=True)]

    def _draws(self) -> tuple[Any, Any]:
        """Return draws × entries of scores, and draws × jurors of severities, from all that agrees with the sheets."""
        np = self._np
        chance = np.random.default_rng(_SEED)
        ratios = np.geomspace(*_RATIOS)
        # Spreads are taken as equally likely up to about that of chance, and less and less beyond.
        prior = np.log(ratios) - np.log1p(ratios**2)
        solved = [self._solved(float(ratio), [float(one) for one in ratios]) for ratio in ratios]
        logs = np.array([[cell[0] for cell in line] for line in solved]) + prior[:, None] + prior[None, :]
        shares = np.exp(logs - logs.max())
        counts = chance.multinomial(DRAWS, (shares / shares.sum()).ravel()).reshape(shares.shape)
        scores, severities = [], []
        for at_entry, at_juror in zip(*np.nonzero(counts), strict=True):
            _, solution, factor, weights, rest = solved[at_entry][at_juror]
            size = int(counts[at_entry, at_juror])
            spread = np.sqrt(rest / chance.chisquare(len(self._given) - 1, size))[:, None]
            drawn = solution + spread * np.linalg.solve(factor.T, chance.standard_normal((len(solution), size))).T
            centre = weights * (self._sums - drawn @ self._between)
            merit = centre + spread * np.sqrt(weights) * chance.standard_normal(centre.shape)
            scores.append(drawn[:, :1] + merit)
            severities.append(drawn[:, 1:])
        return np.concatenate(scores), np.concatenate(severities)
