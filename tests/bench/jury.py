"""How long the jury's own arithmetic takes, and how it grows with the jury: assignment, correction for severity, sensitivity."""

import random
import statistics
import time
from collections.abc import Callable
from uuid import UUID

from exemplar.review.solver import Entry, Pair, Place, Problem, solve
from exemplar.review.statistics.sensitivity import sensitivity
from exemplar.review.statistics.sheets import CriterionPoints, GivenSheet
from exemplar.review.statistics.study import SheetSet, figures
from tests.bench.report import Figure, Line

SMALL, LARGE = (100, 10), (1_000, 100)
"""Entries and jurors; ten times as many of both, and of sheets."""
SHEETS_EACH, CRITERIA = 3, 5
_CATEGORY = UUID(int=1)


def problem(entries: int, jurors: int) -> Problem:
    """Return a call to assign in which about one pair in ten is a conflict."""
    luck = random.Random(1)
    entry_ids, juror_ids = _ids(entries, jurors)
    forbidden: set[Pair] = {(entry, juror) for entry in entry_ids for juror in juror_ids if luck.random() < 0.1}
    load = 2 * SHEETS_EACH * entries // jurors
    return Problem(
        entries=tuple(Entry(entry, _CATEGORY, SHEETS_EACH) for entry in entry_ids),
        places=tuple(Place(juror, None, load) for juror in juror_ids),
        existing=frozenset(),
        forbidden=frozenset(forbidden),
    )


def sheets(entries: int, jurors: int) -> list[GivenSheet]:
    """Return the sheets of a jury with severities of its own."""
    luck = random.Random(2)
    entry_ids, juror_ids = _ids(entries, jurors)
    severities = {juror: luck.gauss(0, 8) for juror in juror_ids}
    found = []
    for entry in entry_ids:
        merit = luck.gauss(60, 12)
        for juror in luck.sample(juror_ids, SHEETS_EACH):
            level = merit - severities[juror]
            points = {f"k{n}": CriterionPoints(min(2_000, max(0, round(20 * (level + luck.gauss(0, 6))))), 2_000) for n in range(CRITERIA)}
            found.append(GivenSheet(entry, juror, points))
    return found


def _ids(entries: int, jurors: int) -> tuple[list[UUID], list[UUID]]:
    return [UUID(int=1_000_000 + n) for n in range(entries)], [UUID(int=10 + n) for n in range(jurors)]


def measure(rounds: int) -> list[Line]:
    """Return a line for each piece of work: the large jury's seconds beside the small one's."""
    work: dict[str, Callable[[tuple[int, int]], Callable[[], object]]] = {
        "assignment by flow": lambda size: lambda of=problem(*size): solve(of),
        "all figures of the jury": lambda size: lambda of=sheets(*size): figures.__wrapped__(SheetSet(b"", lambda: of)),
        "without each juror, each weight": lambda size: lambda of=sheets(*size): sensitivity(of, size[0] // 4),
    }
    found = []
    for name, make in work.items():
        small, large = _timed(make(SMALL), rounds), _timed(make(LARGE), rounds)
        growth = large.value / small.value
        entries, jurors = LARGE
        note = f"{entries:,} entries, {jurors} jurors, {SHEETS_EACH} sheets each, {CRITERIA} criteria, by a tenth of both"
        found.append(Line(name, "s", large, small, growth, note=note))
    return found


def _timed(work: Callable[[], object], rounds: int) -> Figure:
    seconds, used = [], []
    for _ in range(rounds):
        began, before = time.perf_counter(), time.process_time()
        work()
        seconds.append(time.perf_counter() - began)
        used.append(1000 * (time.process_time() - before))
    return Figure(statistics.median(seconds), statistics.median(used))
