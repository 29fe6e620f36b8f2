"""The judge of coverage names what is missing, and the planter of faults plants what tests can notice."""

import ast

import pytest

from tests.embedded.test_setup import load

covered, mutate = load("covered"), load("mutate")
FULL = {"covered_lines": 10, "num_statements": 10, "covered_branches": 4, "num_branches": 4}


def report(totals=FULL, **files):
    paths = {
        f"backend/exemplar/{name}/workflow.py": {"missing_lines": lines, "missing_branches": jumps}
        for name, (lines, jumps) in files.items()
    }
    return {"totals": totals, "files": paths}


FLOORS = {"lines": 95, "branches": 95}
RULE = covered.Rule(FLOORS, ("*/workflow.py",))


def test_what_is_covered_whole_gives_no_complaint():
    assert covered.complaints(report(voting=([], [])), RULE) == []


def test_a_gap_in_a_rule_is_named_by_lines_and_branches():
    said = covered.complaints(report(voting=([3, 4, 5, 9], [[2, 3], [7, 8], [11, -1]])), RULE)

    assert said == [
        "These must be covered whole:",
        "  backend/exemplar/voting/workflow.py: lines 3–5, 9; branches 2 → 3, 7 → 8, 11 → exit",
    ]


def test_lines_and_branches_each_have_their_floor_and_the_widest_gap_comes_first():
    low = {**FULL, "covered_branches": 3}
    said = covered.complaints(report(low, voting=([1], []), review=([1, 2], [])), covered.Rule(FLOORS, ()))

    assert said[:2] == ["Only 75.0 % of branches; 95 % are wanted.", "The widest gaps:"]
    assert [line.split("/")[2] for line in said[2:]] == ["review", "voting"]


def test_a_pattern_that_matches_nothing_any_more_is_an_error():
    assert covered.complaints(report(voting=([], [])), covered.Rule(FLOORS, ("votes/rules.py",))) == [
        "No file matches 'votes/rules.py' any more: mend pyproject.toml."
    ]


def test_a_run_without_a_report_has_not_covered_enough(tmp_path):
    assert covered.main([str(tmp_path / "none.json")]) == 1


SOURCE = '''
"""Not for tests: {words}."""
TABLE = {1: "a", 2: "b"}
def most(a: int, b: int = 3) -> int:
    """Say {nothing}."""
    if a < b and not b == 7:
        raise ValueError
    return max(a, b + 1)
'''


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("Lt → LtE", "    if a <= b and (not b == 7):"),
        ("And → Or", "    if a < b or not b == 7:"),
        ("Not dropped", "    if a < b and b == 7:"),
        ("statement dropped", "        pass"),
        ("max → min", "    return min(a, b + 1)"),
        ("returns None", "    return None"),
        ("Add → Sub", "    return max(a, b - 1)"),
        ("left out", "TABLE = {2: 'b'}"),
        ("3 → 4", "def most(a: int, b: int=4) -> int:"),
    ],
)
def test_a_fault_changes_one_place(said, line):
    tree = ast.parse(SOURCE)
    before = ast.unparse(tree).splitlines()

    after = ast.unparse(mutate.spoiled(tree, next(fault for fault in mutate.faults_of(tree) if fault.said == said))).splitlines()

    assert line in after
    assert len(set(after) - set(before)) == 1
    assert ast.unparse(tree).splitlines() == before


def test_texts_for_people_types_and_docstrings_are_left_alone():
    tree = ast.parse('message = "no"\ndef f(a: "int") -> "str":\n    """Words."""\n    message = f"{a} words"\n')

    assert mutate.faults_of(tree) == []
