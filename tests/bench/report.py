"""What a run says: one line for each thing measured, beside its floor, as text and as JSON."""

import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tests.bench.load import Reading


@dataclass(frozen=True, slots=True)
class Figure:
    """One side of a line: ``value`` in the line's unit, CPU milliseconds per request, 95th percentile; medians of the rounds.

    ``rounds`` are the values of the single rounds, in their order.
    """

    value: float
    cpu_ms: float | None = None
    p95_ms: float | None = None
    rounds: tuple[float, ...] = ()

    @classmethod
    def of(cls, readings: Sequence[Reading]) -> "Figure":
        """Return the medians of what the rounds read, in requests per second."""
        rates = tuple(reading.rate for reading in readings)
        middle = statistics.median
        return cls(middle(rates), middle(r.cpu_ms for r in readings), middle(r.p95_ms for r in readings), rates)

    def by(self, other: "Figure") -> float:
        """Return the ratio to ``other``: the median of each round's own ratio, since both sides of a round had the same weather."""
        return statistics.median(mine / its for mine, its in zip(self.rounds, other.rounds, strict=True))


@dataclass(frozen=True, slots=True)
class Line:
    """One comparison. ``ratio`` is better when higher if ``goal`` begins with ≥, when lower if it begins with ≤."""

    name: str
    unit: str
    ours: Figure
    floor: Figure
    ratio: float
    goal: str = ""
    note: str = ""

    @property
    def is_met(self) -> bool:
        """Say whether the goal is reached; a line without one always is."""
        if not self.goal:
            return True
        limit = float(self.goal[1:])
        return self.ratio >= limit if self.goal.startswith("≥") else self.ratio <= limit

    @property
    def cpu_ratio(self) -> float | None:
        """Return the floor's CPU time by ours: what the ratio would be on a machine of our own."""
        if self.ours.cpu_ms and self.floor.cpu_ms:
            return self.floor.cpu_ms / self.ours.cpu_ms
        return None

    def as_dict(self) -> dict[str, Any]:
        """Return the line as JSON."""
        return asdict(self) | {"is_met": self.is_met, "cpu_ratio": self.cpu_ratio}


_COLUMNS = "{:<43} {:>6} {:>8} {:>8} {:>7} {:>8} {:>7} {:>13} {:>13} {:>2}"


def table(lines: Sequence[Line]) -> str:
    """Return the table."""
    head = _COLUMNS.format("line", "unit", "ours", "floor", "ratio", "CPU rat.", "goal", "CPU ms o/f", "p95 ms o/f", "")
    rows = [
        _COLUMNS.format(
            line.name,
            line.unit,
            _short(line.ours.value),
            _short(line.floor.value),
            f"{line.ratio:.2f}",
            _short(line.cpu_ratio),
            line.goal,
            _pair(line.ours.cpu_ms, line.floor.cpu_ms),
            _pair(line.ours.p95_ms, line.floor.p95_ms),
            "" if line.is_met else "✗",
        )
        for line in lines
    ]
    notes = [f"  {line.name}: {line.note}" for line in lines if line.note]
    return "\n".join([head, "-" * len(head), *rows, "", *notes])


def _pair(ours: float | None, floor: float | None) -> str:
    return "–" if ours is None and floor is None else f"{_short(ours)} / {_short(floor)}"


def _short(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
