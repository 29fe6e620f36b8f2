"""The flow that assigns: even, within loads, never across a conflict, without exploding, and the same every time."""

import random
import time
from collections import Counter
from uuid import UUID

import pytest

from exemplar.review.solver import Entry, Place, Problem, breaches, solve

CATEGORY, OTHER = UUID(int=1), UUID(int=2)


def problem(entries, jurors, *, wanted=3, load=25, forbidden=(), existing=()):
    return Problem(
        entries=tuple(Entry(UUID(int=1000 + i), CATEGORY, wanted) for i in range(entries)),
        places=tuple(Place(UUID(int=10 + j), None, load) for j in range(jurors)),
        existing=frozenset(existing),
        forbidden=frozenset(forbidden),
    )


def loads(solution):
    return sorted(Counter(juror for _, juror in solution.additions).values())


def crowded(entries, jurors=30):
    """Return a problem in which about one pair in seven is a conflict."""
    chance = random.Random(7)
    pairs = [(UUID(int=1000 + i), UUID(int=10 + j)) for i in range(entries) for j in range(jurors)]
    return problem(entries, jurors, forbidden={pair for pair in pairs if chance.random() < 0.15})


def cost(asked):
    """Return the seconds of processor that an answer takes, whatever else the machine does."""
    began = time.process_time()
    solve(asked)
    return time.process_time() - began


def test_two_hundred_entries_and_thirty_jurors_are_served_evenly():
    asked = crowded(200)

    solution = solve(asked)

    assert (len(solution.additions), solution.shortages, loads(solution)) == (600, [], [20] * 30)
    assert not set(solution.additions) & asked.forbidden


def test_eight_times_the_entries_cost_no_more_than_the_square_of_it():
    solve(crowded(10))  # what is loaded on the first call costs only once

    small, large = (min(cost(crowded(entries)) for _ in range(2)) for entries in (25, 200))

    assert large < 64 * small


@pytest.mark.parametrize("seed", range(20))
def test_any_problem_is_solved_within_its_rules(seed):
    chance = random.Random(seed)
    entries, jurors = chance.randint(1, 12), chance.randint(1, 6)
    pairs = [(UUID(int=1000 + i), UUID(int=10 + j)) for i in range(entries) for j in range(jurors)]
    forbidden = {pair for pair in pairs if chance.random() < 0.3}
    existing = {pair for pair in pairs if pair not in forbidden and chance.random() < 0.1}
    asked = problem(entries, jurors, wanted=chance.randint(1, 4), load=chance.randint(1, 8), forbidden=forbidden, existing=existing)

    solution = solve(asked)

    held = Counter(entry for entry, _ in [*existing, *solution.additions])
    assert not breaches(asked, solution.additions)
    assert all(held[entry.id] <= max(entry.wanted, sum(1 for e, _ in existing if e == entry.id)) for entry in asked.entries)
    assert {s.entry_id for s in solution.shortages} == {e.id for e in asked.entries if held[e.id] < e.wanted}
    assert solve(asked) == solution


def test_what_exists_counts_towards_an_even_load():
    held = {(UUID(int=1000), UUID(int=10)), (UUID(int=1001), UUID(int=10))}

    solution = solve(problem(4, 2, wanted=1, existing=held))

    assert [juror for _, juror in solution.additions] == [UUID(int=11), UUID(int=11)]


def test_full_loads_are_named_as_the_reason():
    solution = solve(problem(4, 3, wanted=3, load=3))

    assert (len(solution.additions), {s.reason.value for s in solution.shortages}) == (9, {"loads_full"})


def test_a_seat_for_a_category_takes_only_that():
    entries = (Entry(UUID(int=1000), CATEGORY, 1), Entry(UUID(int=1001), OTHER, 1))
    asked = Problem(entries, (Place(UUID(int=10), CATEGORY, 5),), frozenset(), frozenset())

    solution = solve(asked)

    assert solution.additions == [(UUID(int=1000), UUID(int=10))]
    assert [(s.entry_id, s.eligible) for s in solution.shortages] == [(UUID(int=1001), 0)]


def test_nobody_on_the_panel_is_no_accident():
    solution = solve(problem(2, 0))

    assert (solution.additions, len(solution.shortages)) == ([], 2)


def test_a_doctored_proposal_is_seen():
    asked = problem(2, 2, wanted=1, load=1, forbidden={(UUID(int=1000), UUID(int=10))})
    good = solve(asked).additions

    assert not breaches(asked, good)
    assert breaches(asked, [*good, good[0]])
    assert breaches(asked, [(UUID(int=1000), UUID(int=10))])
    assert breaches(asked, [(UUID(int=1000), UUID(int=11)), (UUID(int=1001), UUID(int=11))])
