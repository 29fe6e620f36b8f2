"""Who should judge what: a minimum-cost flow, solved exactly. Pure: no database, no clock, no chance.

Each entry gets as many different jurors as the campaign asks, never one with a conflict, never beyond an agreed load,
and what is assigned already stays. Among those the solver takes the evenest: the cost of a juror's n-th entry grows with
n, and a flow that is cheapest for such a cost has the smallest possible largest load. See decisions/0051-assignment-by-flow.md.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

Pair = tuple[UUID, UUID]
"""(initiative, juror)."""

_TIE_BREAK = 1e-4
"""Weight of the seeded preference between equal solutions; all of them together stay below one step of load."""


class ShortageReason(StrEnum):
    """What stands in the way: not enough jurors without a conflict, or their agreed loads are used up."""

    TOO_FEW_JURORS = "too_few_jurors"
    LOADS_FULL = "loads_full"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry and the number of sheets it is to have, those that exist included."""

    id: UUID
    category_id: UUID
    wanted: int


@dataclass(frozen=True, slots=True)
class Place:
    """A seat on the panel: at most ``max_load`` entries of the category, or of all without one."""

    juror_id: UUID
    category_id: UUID | None
    max_load: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything that decides the answer. ``forbidden`` are conflicts of interest."""

    entries: tuple[Entry, ...]
    places: tuple[Place, ...]
    existing: frozenset[Pair]
    forbidden: frozenset[Pair]

    def sits_for(self, juror_id: UUID, category_id: UUID) -> bool:
        """Say whether a juror has a seat that covers the category."""
        return any(place.juror_id == juror_id and place.category_id in {None, category_id} for place in self.places)

    def seated(self) -> dict[UUID, list[UUID]]:
        """Return category → the jurors with a seat that covers it, in a fixed order."""
        jurors = sorted({place.juror_id for place in self.places})
        categories = {entry.category_id for entry in self.entries}
        return {category_id: [juror for juror in jurors if self.sits_for(juror, category_id)] for category_id in categories}

    def candidates(self) -> list[Pair]:
        """Return the pairs that may still be added, in a fixed order."""
        taken = self.existing | self.forbidden
        seated = self.seated()
        return [
            (entry.id, juror)
            for entry in sorted(self.entries, key=lambda one: one.id)
            for juror in seated[entry.category_id]
            if (entry.id, juror) not in taken
        ]

    def digest(self, additions: list[Pair]) -> str:
        """Return SHA-256 over the inputs and a solution: the same only when nothing that matters has changed."""
        document = {
            "entries": sorted([str(e.id), str(e.category_id), e.wanted] for e in self.entries),
            "places": sorted([str(p.juror_id), str(p.category_id), p.max_load] for p in self.places),
            "existing": sorted([str(a), str(b)] for a, b in self.existing),
            "forbidden": sorted([str(a), str(b)] for a, b in self.forbidden),
            "additions": sorted([str(a), str(b)] for a, b in additions),
        }
        return hashlib.sha256(json.dumps(document, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Shortage:
    """An entry that cannot have all its sheets: ``got`` of ``wanted``; ``eligible`` jurors, ``conflicted`` ones."""

    entry_id: UUID
    wanted: int
    got: int
    eligible: int
    conflicted: int
    reason: ShortageReason


@dataclass(frozen=True, slots=True)
class Solution:
    """The pairs to add, and what could not be met."""

    additions: list[Pair]
    shortages: list[Shortage]


def solve(problem: Problem) -> Solution:
    """Return the evenest assignment that fills the most sheets; the same problem always gives the same answer."""
    candidates = problem.candidates()
    additions = _flow(problem, candidates) if candidates else []
    return Solution(additions, shortages(problem, additions))


def shortages(problem: Problem, additions: list[Pair]) -> list[Shortage]:
    """Return the entries that would still lack sheets, each with the constraint that binds."""
    held: dict[UUID, set[UUID]] = defaultdict(set)
    for entry_id, juror_id in [*problem.existing, *additions]:
        held[entry_id].add(juror_id)
    found, seats = [], {category_id: set(jurors) for category_id, jurors in problem.seated().items()}
    for entry in problem.entries:
        seated = seats[entry.category_id]
        conflicted = {juror for juror in seated if (entry.id, juror) in problem.forbidden}
        eligible = (seated - conflicted) | held[entry.id]
        got = len(held[entry.id])
        if got < entry.wanted:
            reason = ShortageReason.TOO_FEW_JURORS if len(eligible) < entry.wanted else ShortageReason.LOADS_FULL
            found.append(Shortage(entry.id, entry.wanted, got, len(eligible), len(conflicted), reason))
    return found


def breaches(problem: Problem, additions: list[Pair]) -> bool:
    """Say whether ``additions`` break a rule of the problem; for a proposal that comes back from a browser."""
    if len(set(additions)) != len(additions) or not set(additions) <= set(problem.candidates()):
        return True
    category = {entry.id: entry.category_id for entry in problem.entries}
    return any(
        _load(place, [*problem.existing, *additions], category) > max(place.max_load, _load(place, problem.existing, category))
        for place in problem.places
    )


def _load(place: Place, pairs: Iterable[Pair], category: dict[UUID, UUID]) -> int:
    return sum(1 for entry, juror in pairs if juror == place.juror_id and place.category_id in {None, category[entry]})


def _preference(pair: Pair) -> float:
    """Return a number in [0, 1) that mixes juries, so that the same jurors do not always sit together."""
    digest = hashlib.sha256(pair[0].bytes + pair[1].bytes).digest()
    return int.from_bytes(digest[:6]) / 2**48


class _Columns:
    """Variables between 0 and 1 with a cost, and the rows they stand in."""

    def __init__(self) -> None:
        self.costs: list[float] = []
        self.cells: list[tuple[int, int, float]] = []

    def add(self, cost: float, *rows: tuple[int, float]) -> None:
        """Add a variable that stands in ``rows`` with these factors."""
        self.cells += [(row, len(self.costs), factor) for row, factor in rows]
        self.costs.append(cost)


def _flow(problem: Problem, candidates: list[Pair]) -> list[Pair]:
    """Solve: candidate pairs first, then steps of load per juror, then steps of shortage per entry."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    category = {entry.id: entry.category_id for entry in problem.entries}
    jurors = sorted({juror for _, juror in candidates})
    entry_row = {entry.id: number for number, entry in enumerate(problem.entries)}
    juror_row = {juror: len(entry_row) + number for number, juror in enumerate(jurors)}
    first_place = len(entry_row) + len(juror_row)
    sheets = Counter(entry for entry, _ in problem.existing)
    needs = {entry.id: max(0, entry.wanted - sheets[entry.id]) for entry in problem.entries}
    free = [max(0, place.max_load - _load(place, problem.existing, category)) for place in problem.places]
    seats: dict[UUID, list[tuple[int, Place]]] = defaultdict(list)
    room: Counter[UUID] = Counter()
    for row, (place, left) in enumerate(zip(problem.places, free, strict=True), first_place):
        seats[place.juror_id].append((row, place))
        room[place.juror_id] += left

    columns = _Columns()
    for entry, juror in candidates:
        covering = [(row, 1.0) for row, place in seats[juror] if place.category_id in {None, category[entry]}]
        columns.add(_TIE_BREAK * _preference((entry, juror)), (entry_row[entry], 1.0), (juror_row[juror], 1.0), *covering)
    held = Counter(juror for _, juror in problem.existing)
    possible = Counter(juror for _, juror in candidates)
    for juror in jurors:
        for step in range(min(possible[juror], room[juror])):
            columns.add(2.0 * (held[juror] + step) + 1, (juror_row[juror], -1.0))
    dearest = 4.0 * (len(problem.entries) + len(problem.existing) + 1)
    for entry_id, need in needs.items():
        for step in range(need):
            columns.add(dearest * (step + 1), (entry_row[entry_id], 1.0))

    exact = [needs[entry.id] for entry in problem.entries] + [0] * len(jurors)
    rows, numbers, factors = zip(*columns.cells, strict=True)
    matrix = csr_array((factors, (rows, numbers)), shape=(first_place + len(free), len(columns.costs)))
    result = milp(
        np.array(columns.costs),
        integrality=np.ones(len(columns.costs)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, np.array([*exact, *([0] * len(free))]), np.array([*exact, *free])),
        options={"mip_rel_gap": 0},
    )
    return [pair for pair, taken in zip(candidates, result.x[: len(candidates)], strict=True) if taken > 0.5]
