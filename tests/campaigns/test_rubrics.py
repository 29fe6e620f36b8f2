"""Rubrics as data: shapes that are refused, and the arithmetic of a sheet."""

from typing import Any

import pytest
from pydantic import ValidationError

from exemplar.campaigns.rubrics import RubricDefinition, Score, check_points, leaves, missing_comments, passes, score, weighted_maximum


def text(words: str) -> dict[str, Any]:
    return {"vi": words, "fr": None, "en": None}


def criterion(key: str, maximum: int, **more: Any) -> dict[str, Any]:
    return {"key": key, "name": text(key), "maximum": maximum, **more}


def rubric(*criteria: dict[str, Any], pass_percent: int = 70) -> RubricDefinition:
    return RubricDefinition.model_validate({"pass_percent": pass_percent, "criteria": list(criteria)})


RUBRIC = rubric(
    criterion("novelty", 40, floor=20, children=[criterion("a1", 20, floor=10), criterion("a2", 10, weight=2)]),
    criterion("effect", 20, weight=2, comment_below=8),
    criterion("proof", 20),
)


def test_leaves_are_what_is_scored() -> None:
    assert [leaf.key for leaf in leaves(RUBRIC)] == ["a1", "a2", "effect", "proof"]
    assert weighted_maximum(RUBRIC) == 100


def test_weights_multiply_and_groups_add_up() -> None:
    points = {"a1": 1_550, "a2": 700, "effect": 1_025, "proof": 2_000}

    assert score(RUBRIC, points) == Score(1_550 + 2 * 700 + 2 * 1_025 + 2_000, 10_000, [])


def test_floors_of_lines_and_of_groups_are_told() -> None:
    points = {"a1": 999, "a2": 500, "effect": 2_000, "proof": 2_000}

    result = score(RUBRIC, points)

    assert result == Score(7_999, 10_000, ["novelty", "a1"])
    assert not passes(RUBRIC, result)


def test_the_pass_mark_itself_passes() -> None:
    simple = rubric(criterion("a", 100), pass_percent=70)

    assert passes(simple, score(simple, {"a": 7_000}))
    assert not passes(simple, score(simple, {"a": 6_999}))


def test_points_out_of_range_are_named() -> None:
    points: dict[str, Any] = {"a1": 2_001, "a2": -1, "effect": 7.5, "proof": True, "charm": 5}

    faults = [(fault.path, fault.code, fault.facts) for fault in check_points(RUBRIC, points, complete=True)]

    assert faults == [
        (["points", "charm"], "field_unknown", {}),
        (["points", "a1"], "field_too_large", {"le": 20}),
        (["points", "a2"], "field_too_small", {"ge": 0}),
        (["points", "effect"], "field_invalid", {}),
        (["points", "proof"], "field_invalid", {}),
    ]


def test_a_started_sheet_may_have_gaps_and_a_finished_one_may_not() -> None:
    assert check_points(RUBRIC, {"a1": 5}, complete=False) == []
    assert [fault.path[1] for fault in check_points(RUBRIC, {"a1": 5}, complete=True)] == ["a2", "effect", "proof"]


def test_low_points_need_a_word() -> None:
    assert missing_comments(RUBRIC, {"effect": 799}, {}) == ["effect"]
    assert missing_comments(RUBRIC, {"effect": 799}, {"effect": " "}) == ["effect"]
    assert missing_comments(RUBRIC, {"effect": 799}, {"effect": "Chưa có số liệu"}) == []
    assert missing_comments(RUBRIC, {"effect": 800}, {}) == []


@pytest.mark.parametrize(
    "bad",
    [
        criterion("a", 10, floor=11),
        criterion("a", 10, comment_below=11),
        criterion("a", 0),
        criterion("a", 10, bands=[{"from_points": 0, "to_points": 11, "text": text("x")}]),
        criterion("a", 10, bands=[{"from_points": 5, "to_points": 4, "text": text("x")}]),
        criterion(
            "a", 10, bands=[{"from_points": 0, "to_points": 5, "text": text("x")}, {"from_points": 5, "to_points": 9, "text": text("y")}]
        ),
        criterion("a", 10, children=[criterion("b", 9)]),
        criterion("a", 10, children=[criterion("b", 10, children=[criterion("c", 10)])]),
        criterion("a", 10, children=[criterion("a", 10)]),
    ],
)
def test_a_criterion_that_does_not_hold_together_is_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        rubric(bad)
