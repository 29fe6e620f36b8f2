"""Words of an entry that its jury must not read: where they stand, and the entry without them. Pure."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from exemplar.media.engine.blind_terms import Term, TermKind, around, foremost, places_of, plain
from exemplar.media.masks import covered, hidden_places


class HitSpot(StrEnum):
    """Where words stand: in a file, beside a file, or in what the unit wrote."""

    PAGE = "page"
    CAPTIONS = "captions"
    CHAPTERS = "chapters"
    UNREAD = "unread"
    CAPTION = "caption"
    ALT_TEXT = "alt_text"
    TITLE = "title"
    SUMMARY = "summary"
    ANSWER = "answer"


TYPED = frozenset({HitSpot.CAPTION, HitSpot.ALT_TEXT, HitSpot.TITLE, HitSpot.SUMMARY, HitSpot.ANSWER})
"""What the unit typed into the form, hidden when a juror reads it; the rest is in files, and masked there."""


class HitDecision(StrEnum):
    """What becomes of words that were found."""

    MASK = "mask"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Found:
    """Words that were found. ``key`` tells them from others, also in a later search."""

    spot: HitSpot
    kind: TermKind | None
    words: str = ""
    before: str = ""
    after: str = ""
    media_id: UUID | None = None
    field_key: str | None = None
    page: int | None = None
    boxes: tuple[tuple[int, int, int, int], ...] = ()
    language: str | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    key: str = ""


_NEAR = 24
"""Letters of what stands round some words by which they are known again."""


def keyed(found: Sequence[Found]) -> list[Found]:
    """Return what was found with keys that stay the same when times or boxes move, or accents are mended."""
    seen: Counter[str] = Counter()
    named = []
    for one in found:
        place = (one.spot, one.media_id, one.field_key, one.page, one.language, one.kind)
        near = plain(one.before)[-_NEAR:], plain(one.words), plain(one.after)[:_NEAR]
        stem = "|".join(str(part) for part in (*place, *near))
        named.append(replace(one, key=hashlib.sha256(f"{stem}|{seen[stem]}".encode()).hexdigest()))
        seen[stem] += 1
    return named


def typed(content: dict[str, Any]) -> Iterator[tuple[HitSpot, UUID | None, str | None, str]]:
    """Yield every text that the unit typed and a juror reads, with its place: (spot, file, field, text)."""
    yield HitSpot.TITLE, None, None, content["title"]
    for language, title in (content["title_translations"] or {}).items():
        if title and title != content["title"]:
            yield HitSpot.TITLE, None, language, title
    yield HitSpot.SUMMARY, None, None, content["summary"]
    for key, answer in content["answers"].items():
        if isinstance(answer, str):
            yield HitSpot.ANSWER, None, key, answer
    for file in content["attachments"]:
        yield HitSpot.CAPTION, UUID(file["media_id"]), None, file["caption"]
        yield HitSpot.ALT_TEXT, UUID(file["media_id"]), None, file["alt_text"]


def in_typed(content: dict[str, Any], terms: Sequence[Term]) -> list[Found]:
    """Return what stands in the texts of an entry as its jury reads them."""
    found = []
    for spot, media_id, field_key, text in typed(content):
        for place in foremost(text, places_of(text, terms, with_addresses=True)):
            before, after = around(text, place)
            words = text[place.start : place.end][:300]
            found.append(Found(spot, place.kind, words, before, after, media_id, field_key))
    return found


@dataclass(frozen=True, slots=True)
class Hidden:
    """Words to be hidden in one text of an entry."""

    spot: HitSpot
    media_id: UUID | None
    field_key: str | None
    words: str


def without(content: dict[str, Any], hidden: Iterable[Hidden]) -> dict[str, Any]:
    """Return an entry's content with the words hidden, each in the text where it was found, wherever it stands there."""
    by_place: dict[tuple[HitSpot, str | None, str | None], list[str]] = {}
    for one in hidden:
        by_place.setdefault((one.spot, str(one.media_id) if one.media_id else None, one.field_key), []).append(one.words)

    def shown(text: str, spot: HitSpot, media_id: str | None = None, field_key: str | None = None) -> str:
        words = by_place.get((spot, media_id, field_key))
        return covered(text, hidden_places(text, words)) if words else text

    titles = content["title_translations"]
    return {
        **content,
        "title": shown(content["title"], HitSpot.TITLE),
        "title_translations": titles and {key: _title(shown, content["title"], key, title) for key, title in titles.items()},
        "summary": shown(content["summary"], HitSpot.SUMMARY),
        "answers": {
            key: shown(answer, HitSpot.ANSWER, None, key) if isinstance(answer, str) else answer
            for key, answer in content["answers"].items()
        },
        "attachments": [
            {
                **file,
                "caption": shown(file["caption"], HitSpot.CAPTION, file["media_id"]),
                "alt_text": shown(file["alt_text"], HitSpot.ALT_TEXT, file["media_id"]),
            }
            for file in content["attachments"]
        ],
    }


def title_without(title: str, hidden: Iterable[Hidden]) -> str:
    """Return a title without the words hidden in it."""
    words = [one.words for one in hidden if one.spot is HitSpot.TITLE and one.field_key is None]
    return covered(title, hidden_places(title, words)) if words else title


def _title(shown: Any, own: str, language: str, title: str | None) -> str | None:
    """Return a translated title; the one in the unit's own language repeats its title."""
    if not title:
        return title
    return str(shown(title, HitSpot.TITLE) if title == own else shown(title, HitSpot.TITLE, None, language))
