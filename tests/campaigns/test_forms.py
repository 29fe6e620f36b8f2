"""Forms as data: shapes that are refused, and answers that do not fit."""

from typing import Any

import pytest
from pydantic import ValidationError

from exemplar.campaigns.forms import FormDefinition, check_answers, field_of


def text(words: str) -> dict[str, Any]:
    return {"vi": words, "fr": None, "en": None}


def field(key: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "kind": kind, "label": text(key), **more}


def form(*fields: dict[str, Any]) -> FormDefinition:
    return FormDefinition.model_validate({"sections": [{"key": "main", "title": text("Chung"), "fields": list(fields)}]})


FORM = form(
    field("name", "short_text", required=True, max_length=10),
    field("story", "long_text", max_words=3),
    field("cost", "number", required=True, minimum=0, maximum=100, unit=text("triệu đồng")),
    field("scope", "single_choice", options=[{"value": "unit", "label": text("Đơn vị")}, {"value": "all", "label": text("Ngành")}]),
    field("users", "multiple_choice", options=[{"value": "a", "label": text("A")}, {"value": "b", "label": text("B")}]),
    field("first_used_on", "date"),
    field("proof", "file", required=True, accept=["image", "document"], max_files=2),
)


def found(answers: dict[str, Any], files: dict[str, int] | None = None, *, complete: bool = False) -> list[tuple[list[str], str, Any]]:
    return [(fault.path, fault.code, fault.facts) for fault in check_answers(FORM, answers, files or {}, complete=complete)]


def test_a_draft_may_be_empty() -> None:
    assert found({}) == []
    assert found({"name": "", "users": [], "cost": None}) == []


def test_a_complete_form_asks_for_every_required_field() -> None:
    assert found({"name": "  "}, complete=True) == [
        (["answers", "name"], "field_required", {}),
        (["answers", "cost"], "field_required", {}),
        (["attachments", "proof"], "field_required", {}),
    ]


def test_good_answers_have_no_fault() -> None:
    answers = {"name": "Vé", "story": "một hai ba", "cost": 12.5, "scope": "all", "users": ["b", "a"], "first_used_on": "2026-10-01"}

    assert found(answers, {"proof": 2}, complete=True) == []


@pytest.mark.parametrize(
    ("key", "value", "code", "facts"),
    [
        ("name", "x" * 11, "field_too_long", {"max_length": 10, "length": 11}),
        ("name", 5, "field_invalid", {}),
        ("name", "a\x00b", "field_invalid", {}),
        ("name", "a\ud800", "field_invalid", {}),
        ("story", "một hai ba bốn", "field_too_many_words", {"max_words": 3, "words": 4}),
        ("cost", -1, "field_too_small", {"ge": 0}),
        ("cost", 101, "field_too_large", {"le": 100}),
        ("cost", "12", "field_invalid", {}),
        ("cost", True, "field_invalid", {}),
        ("cost", float("inf"), "field_invalid", {}),
        ("cost", 10**30, "field_invalid", {}),
        ("scope", "nowhere", "field_not_an_option", {}),
        ("scope", ["unit"], "field_not_an_option", {}),
        ("users", "a", "field_not_an_option", {}),
        ("users", ["a", "a"], "field_not_an_option", {}),
        ("users", ["a", "z"], "field_not_an_option", {}),
        ("users", [{}], "field_not_an_option", {}),
        ("first_used_on", "2026-13-01", "field_invalid", {}),
        ("first_used_on", "20261001", "field_invalid", {}),
        ("first_used_on", 20261001, "field_invalid", {}),
        ("proof", "x", "field_unknown", {}),
        ("nothing", "x", "field_unknown", {}),
    ],
)
def test_an_answer_that_does_not_fit_is_named(key: str, value: Any, code: str, facts: dict[str, Any]) -> None:
    assert found({key: value}) == [(["answers", key], code, facts)]


def test_files_are_counted() -> None:
    assert found({}, {"proof": 3, "name": 1}) == [
        (["attachments", "name"], "field_unknown", {}),
        (["attachments", "proof"], "field_too_many_files", {"max_files": 2, "files": 3}),
    ]


@pytest.mark.parametrize(
    "bad",
    [
        field("a", "single_choice", options=[{"value": "x", "label": text("X")}]),
        field("a", "single_choice", options=[{"value": "x", "label": text("X")}, {"value": "x", "label": text("Y")}]),
        field("a", "file"),
        field("a", "number", minimum=5, maximum=4),
        field("A b", "date"),
        field("a", "telepathy"),
    ],
)
def test_a_field_that_cannot_be_answered_is_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        form(bad)


def test_a_key_used_twice_is_refused() -> None:
    with pytest.raises(ValidationError):
        form(field("a", "date"), field("a", "number"))


def test_fields_are_found_by_key() -> None:
    assert field_of(FORM, "cost") is not None
    assert field_of(FORM, "price") is None
