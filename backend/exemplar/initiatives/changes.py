"""What changed between two revisions: per field, by words. Pure."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from exemplar.initiatives.content import Content

_WORDS = re.compile(r"\s*\S+|\s+$")


class SegmentKind(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words; the segments that are not ``added`` spell the old text, those not ``removed`` the new one."""

    kind: SegmentKind
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs. ``part`` is ``title``, ``summary``, ``title_translations.fr`` or ``answers.<key>``.

    ``segments`` is empty unless both values are text.
    """

    part: str
    before: Any
    after: Any
    segments: list[Segment] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ListChange:
    """What came, went and stayed but differs in a list of authors or files (each as in the content)."""

    added: list[Content]
    removed: list[Content]
    changed: list[Content]


@dataclass(frozen=True, slots=True)
class Changes:
    """All differences, in the order of the newer revision."""

    fields: list[FieldChange]
    authors: ListChange
    attachments: ListChange


def between(before: Content, after: Content) -> Changes:
    """Compare the contents of two revisions of one initiative."""
    old, new = dict(_parts(before)), dict(_parts(after))
    parts = [*new, *(part for part in old if part not in new)]
    fields = [_field(part, old.get(part), new.get(part)) for part in parts if old.get(part) != new.get(part)]
    return Changes(
        fields,
        _list(before["authors"], after["authors"], "full_name"),
        _list(before["attachments"], after["attachments"], "media_id"),
    )


def _parts(content: Content) -> Iterator[tuple[str, Any]]:
    yield "title", content["title"]
    for language in ("fr", "en"):
        yield f"title_translations.{language}", (content["title_translations"] or {}).get(language)
    yield "summary", content["summary"]
    for key, value in content["answers"].items():
        yield f"answers.{key}", value


def _field(part: str, before: Any, after: Any) -> FieldChange:
    both_text = isinstance(before, str) and isinstance(after, str)
    return FieldChange(part, before, after, segments(before, after) if both_text else [])


def segments(before: str, after: str) -> list[Segment]:
    """Return how ``before`` became ``after``, word by word; a word carries the space in front of it."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    found: list[Segment] = []
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            found.append(Segment(SegmentKind.SAME, "".join(new[j1:j2])))
            continue
        if i2 > i1:
            found.append(Segment(SegmentKind.REMOVED, "".join(old[i1:i2])))
        if j2 > j1:
            found.append(Segment(SegmentKind.ADDED, "".join(new[j1:j2])))
    return found


def _list(before: list[Content], after: list[Content], name: str) -> ListChange:
    old, new = {row[name]: row for row in before}, {row[name]: row for row in after}
    return ListChange(
        added=[row for key, row in new.items() if key not in old],
        removed=[row for key, row in old.items() if key not in new],
        changed=[row for key, row in new.items() if key in old and old[key] != row],
    )
