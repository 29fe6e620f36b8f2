"""What a mask covers, what it does to words, and the digest by which a blind set is known. Pure.

Boxes are ``[left, top, width, height]`` in thousandths of the picture or page, as a reader sees it; moments are in
milliseconds. A mask of words covers them wherever they stand in the captions of its file, so that captions whose times
moved, or that came in another language, need no new mask.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Protocol

from exemplar.media.engine.blind_terms import Term, TermKind, places_of
from exemplar.media.engine.captions import Cue

HIDDEN = "[…]"
"""What stands where words were."""


class MaskKind(StrEnum):
    """What is covered."""

    TEXT = "text"
    REGION = "region"
    SOUND = "sound"


class Covers(Protocol):
    """What counts of a mask, whether a row or not."""

    @property
    def kind(self) -> MaskKind: ...
    @property
    def page(self) -> int | None: ...
    @property
    def boxes(self) -> list[list[int]]: ...
    @property
    def start_ms(self) -> int | None: ...
    @property
    def end_ms(self) -> int | None: ...
    @property
    def words(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Cover:
    """What the engine is told of one mask."""

    kind: MaskKind
    page: int | None = None
    boxes: tuple[tuple[int, int, int, int], ...] = ()
    start_ms: int | None = None
    end_ms: int | None = None
    words: str = ""


def cover_of(mask: Covers) -> Cover:
    """Return what the engine is told of a mask."""
    boxes = tuple((left, top, width, height) for left, top, width, height in mask.boxes)
    return Cover(mask.kind, mask.page, boxes, mask.start_ms, mask.end_ms, mask.words)


def digest_of(covers: Iterable[Cover]) -> str:
    """Return by what a blind set is known: the same masks, put in whatever order, have the same digest."""
    written = sorted(json.dumps(as_dict(cover), sort_keys=True, ensure_ascii=False) for cover in set(covers))
    return hashlib.sha256("\n".join(written).encode()).hexdigest()


def as_dict(cover: Cover) -> dict[str, Any]:
    """Return a mask as JSON: what enters the child process."""
    return {**asdict(cover), "boxes": [list(box) for box in cover.boxes]}


def masked(cues: Sequence[Cue], words: Iterable[str]) -> list[Cue]:
    """Return captions or chapters with ``words`` hidden wherever they stand, also where they run on into the next one."""
    hidden = hidden_places("\n".join(cue.text for cue in cues), words)
    shown: list[Cue] = []
    start = 0
    for cue in cues:
        inside = [(first - start, last - start) for first, last in hidden if first < start + len(cue.text) and last > start]
        shown.append(replace(cue, text=covered(cue.text, inside)))
        start += len(cue.text) + 1
    return shown


def hidden_places(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Return where any of ``words`` stands, compared without accents and case."""
    terms = [Term(TermKind.AUTHOR, one) for one in words]
    return [(place.start, place.end) for place in places_of(text, terms)] if terms else []


def covered(text: str, places: Iterable[tuple[int, int]]) -> str:
    """Return ``text`` with each place hidden; places may reach beyond it, and are given in order."""
    parts: list[str] = []
    reached = 0
    for first, last in places:
        end = max(reached, last)
        kept = text[end - 1 : end] if text[end - 1 : end].isspace() else ""
        parts += [text[reached : max(reached, first)], HIDDEN, kept]
        reached = end
    return "".join([*parts, text[reached:]])


def of_dict(document: dict[str, Any]) -> Cover:
    """Return the mask in what ``as_dict`` wrote."""
    boxes = tuple((left, top, width, height) for left, top, width, height in document["boxes"])
    return Cover(**{**document, "kind": MaskKind(document["kind"]), "boxes": boxes})


def stretches(covers: Iterable[Cover], kind: MaskKind) -> list[tuple[int, int]]:
    """Return from when to when the masks of a kind hold, in milliseconds, joined where they meet; those without times left out."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted((one.start_ms, one.end_ms) for one in covers if one.kind is kind and one.start_ms is not None and one.end_ms):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
