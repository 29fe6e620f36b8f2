"""Forms as data: what a call asks, and whether answers fit. Pure: no database, no clock.

A definition is stored in ``form_version.definition`` and crosses the wire in the same shape. Answers are
``{field key: value}``: text for texts, choices and dates (ISO ``YYYY-MM-DD``), a number for numbers, a list of option
values for multiple choice. Files are not answers; they are counted per field.

Source of the limits and kinds: Circular 18/2013 appendix I, as read for this ministry; see decisions/0030-forms-and-rubrics-are-data.md.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from exemplar.core.errors import FieldFault
from exemplar.core.texts import LocalTextBody

MAX_SECTIONS, MAX_FIELDS, MAX_OPTIONS = 20, 40, 60
LONGEST_TEXT = 20_000
LARGEST_NUMBER = 10**15

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Bound = Annotated[float, Field(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER, allow_inf_nan=False)]


class FieldKind(StrEnum):
    """How a question is answered."""

    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    SINGLE_CHOICE = "single_choice"
    MULTIPLE_CHOICE = "multiple_choice"
    DATE = "date"
    FILE = "file"


class FileKind(StrEnum):
    """What a file field takes."""

    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    DOCUMENT = "document"


CHOICES = frozenset({FieldKind.SINGLE_CHOICE, FieldKind.MULTIPLE_CHOICE})
TEXTS = frozenset({FieldKind.SHORT_TEXT, FieldKind.LONG_TEXT})


class FieldOption(BaseModel):
    """One choice: the ``value`` that is stored and the words people read."""

    model_config = ConfigDict(extra="forbid")

    value: Key
    label: LocalTextBody


class FormField(BaseModel):
    """One question. Limits that do not belong to its kind are absent; ``confidential`` answers stay out of the showcase."""

    model_config = ConfigDict(extra="forbid")

    key: Key
    kind: FieldKind
    label: LocalTextBody
    hint: LocalTextBody | None = None
    required: bool = False
    max_length: Annotated[int, Field(ge=1, le=LONGEST_TEXT)] | None = None
    max_words: Annotated[int, Field(ge=1, le=5_000)] | None = None
    unit: LocalTextBody | None = None
    minimum: Bound | None = None
    maximum: Bound | None = None
    options: Annotated[list[FieldOption], Field(max_length=MAX_OPTIONS)] = Field(default_factory=list)
    accept: Annotated[list[FileKind], Field(max_length=4)] = Field(default_factory=list)
    max_files: Annotated[int, Field(ge=1, le=50)] | None = None
    confidential: bool = False

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        """Refuse a choice without two different options, a file field that takes nothing, and bounds in the wrong order."""
        if self.kind in CHOICES and len({option.value for option in self.options}) < max(2, len(self.options)):
            message = "a choice needs at least two options with different values"
            raise ValueError(message)
        if self.kind is FieldKind.FILE and not self.accept:
            message = "a file field must accept at least one kind of file"
            raise ValueError(message)
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            message = "the minimum is above the maximum"
            raise ValueError(message)
        return self


class FormSection(BaseModel):
    """One page of questions about one topic."""

    model_config = ConfigDict(extra="forbid")

    key: Key
    title: LocalTextBody
    help: LocalTextBody | None = None
    fields: Annotated[list[FormField], Field(max_length=MAX_FIELDS)] = Field(default_factory=list)


class FormDefinition(BaseModel):
    """A whole form. Section keys and field keys are each unique over the form, so answers need no path."""

    model_config = ConfigDict(extra="forbid")

    sections: Annotated[list[FormSection], Field(max_length=MAX_SECTIONS)] = Field(default_factory=list)

    @model_validator(mode="after")
    def _keys_are_unique(self) -> Self:
        for keys in ([section.key for section in self.sections], [field.key for field in fields_of(self)]):
            twice = [key for key, times in Counter(keys).items() if times > 1]
            if twice:
                message = f"the key {twice[0]} is used twice"
                raise ValueError(message)
        return self


def fields_of(definition: FormDefinition) -> Iterator[FormField]:
    """Yield every field, in the order of the form."""
    for section in definition.sections:
        yield from section.fields


def field_of(definition: FormDefinition, key: str) -> FormField | None:
    """Return the field with this key, if the form has it."""
    return next((field for field in fields_of(definition) if field.key == key), None)


def check_answers(definition: FormDefinition, answers: dict[str, Any], file_counts: dict[str, int], *, complete: bool) -> list[FieldFault]:
    """Return what is wrong with ``answers``, in the order of the form; unknown keys come first.

    Args:
        definition: the form.
        answers: field key → value; an absent key, ``None``, ``""`` and ``[]`` all mean "not answered".
        file_counts: key of a file field → number of files attached to it.
        complete: also ask for every required field; ``False`` while a draft is being written.

    Every path is ``["answers", key]``, for file fields ``["attachments", key]``.
    """
    known = {field.key: field for field in fields_of(definition)}
    files = {key for key, field in known.items() if field.kind is FieldKind.FILE}
    faults = [FieldFault(["answers", key], "field_unknown") for key in sorted(answers) if key not in known or key in files]
    faults += [FieldFault(["attachments", key], "field_unknown") for key in sorted(file_counts) if key not in files]
    for field in known.values():
        if field.kind is FieldKind.FILE:
            faults += _file_faults(field, file_counts.get(field.key, 0), complete=complete)
        else:
            faults += _answer_faults(field, answers.get(field.key), complete=complete)
    return faults


def _file_faults(field: FormField, count: int, *, complete: bool) -> Iterator[FieldFault]:
    if field.max_files is not None and count > field.max_files:
        yield FieldFault(["attachments", field.key], "field_too_many_files", max_files=field.max_files, files=count)
    if complete and field.required and count == 0:
        yield FieldFault(["attachments", field.key], "field_required")


def _answer_faults(field: FormField, value: Any, *, complete: bool) -> Iterator[FieldFault]:
    path = ["answers", field.key]
    if value is None or value == [] or (isinstance(value, str) and not value.strip()):
        if complete and field.required:
            yield FieldFault(path, "field_required")
        return
    for code, facts in _CHECKS[field.kind](field, value):
        yield FieldFault(path, code, **facts)


Finding = tuple[str, dict[str, Any]]


def _is_text(value: Any) -> bool:
    # PostgreSQL stores neither NUL nor half a surrogate pair.
    return isinstance(value, str) and "\x00" not in value and not any(0xD800 <= ord(char) <= 0xDFFF for char in value)


def _text(field: FormField, value: Any) -> Iterator[Finding]:
    if not _is_text(value):
        yield "field_invalid", {}
        return
    longest = field.max_length or (500 if field.kind is FieldKind.SHORT_TEXT else LONGEST_TEXT)
    if len(value) > longest:
        yield "field_too_long", {"max_length": longest, "length": len(value)}
    words = len(value.split())
    if field.max_words is not None and words > field.max_words:
        yield "field_too_many_words", {"max_words": field.max_words, "words": words}


def _number(field: FormField, value: Any) -> Iterator[Finding]:
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if not is_number or abs(value) > LARGEST_NUMBER:
        yield "field_invalid", {}
        return
    if field.minimum is not None and value < field.minimum:
        yield "field_too_small", {"ge": field.minimum}
    if field.maximum is not None and value > field.maximum:
        yield "field_too_large", {"le": field.maximum}


def _single(field: FormField, value: Any) -> Iterator[Finding]:
    if not isinstance(value, str) or value not in _values(field):
        yield "field_not_an_option", {}


def _multiple(field: FormField, value: Any) -> Iterator[Finding]:
    is_list = isinstance(value, list) and all(isinstance(one, str) for one in value)
    if not is_list or not set(value) <= _values(field) or len(set(value)) < len(value):
        yield "field_not_an_option", {}


def _date(_: FormField, value: Any) -> Iterable[Finding]:
    try:
        if isinstance(value, str) and date.fromisoformat(value).isoformat() == value:
            return []
    except ValueError:
        pass
    return [("field_invalid", {})]


def _values(field: FormField) -> set[str]:
    return {option.value for option in field.options}


_CHECKS: dict[FieldKind, Callable[[FormField, Any], Iterable[Finding]]] = {
    FieldKind.SHORT_TEXT: _text,
    FieldKind.LONG_TEXT: _text,
    FieldKind.NUMBER: _number,
    FieldKind.SINGLE_CHOICE: _single,
    FieldKind.MULTIPLE_CHOICE: _multiple,
    FieldKind.DATE: _date,
}
