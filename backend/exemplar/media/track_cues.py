"""Rules of cues: in order, inside the film, words that can be seen; and how what was uploaded is made to fit them. Pure."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from pydantic_core import PydanticCustomError

from exemplar.core.errors import FieldFault
from exemplar.core.texts import one_line
from exemplar.media.engine.captions import Cue, parsed
from exemplar.media.errors import TrackInvalid, TrackUnreadable
from exemplar.media.track_words import TrackKind

MAX_CUES = 5_000
MAX_TEXT = 500
MAX_UPLOAD = 2 * 1024**2
"""Of a text of captions, in characters."""

MAX_FAULTS = 50


def seen_text(text: str) -> str:
    """Return the words of a cue, line by line, each as ``core.texts.one_line`` keeps it; empty lines are left out.

    Raises ``PydanticCustomError`` of type ``hidden_characters`` as ``one_line`` does.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(one_line(line.strip()) for line in lines if line.strip())


def checked(kind: TrackKind, cues: Sequence[Cue], duration_ms: int | None) -> list[Cue]:
    """Return the cues to keep; a chapter ends where the next begins, and the last one with the film.

    Raises:
        TrackInvalid: one ends before it starts, lies beyond the end of the film, or starts before the one above it.
    """
    kept = chapters(cues, duration_ms) if kind is TrackKind.CHAPTERS else list(cues)
    faults = [fault for place in range(len(kept)) if (fault := _fault(kind, kept, place, duration_ms)) is not None]
    if faults:
        raise TrackInvalid(faults[:MAX_FAULTS])
    return kept


def chapters(cues: Sequence[Cue], duration_ms: int | None) -> list[Cue]:
    """Return chapters without gaps: each lasts until the next, the last until the end (of a second at least, if unknown)."""
    ends = [cue.start_ms for cue in cues[1:]]
    if cues:
        ends.append(cues[-1].start_ms + 1_000 if duration_ms is None else duration_ms)
    return [replace(cue, end_ms=end) for cue, end in zip(cues, ends, strict=True)]


def _fault(kind: TrackKind, cues: Sequence[Cue], place: int, duration_ms: int | None) -> FieldFault | None:
    cue = cues[place]
    before = cues[place - 1].start_ms if place else 0
    if cue.start_ms < before or (place and kind is TrackKind.CHAPTERS and cue.start_ms == before):
        return FieldFault(["cues", str(place), "start_ms"], "cue_out_of_order")
    if duration_ms is not None and (cue.end_ms > duration_ms or cue.start_ms >= duration_ms):
        name = "end_ms" if cue.start_ms < duration_ms else "start_ms"
        return FieldFault(["cues", str(place), name], "cue_after_end", limit_ms=duration_ms)
    if cue.end_ms <= cue.start_ms:
        return FieldFault(["cues", str(place), "end_ms"], "cue_ends_before_start")
    return None


def uploaded(kind: TrackKind, text: str, duration_ms: int | None) -> list[Cue]:
    """Return the cues of an uploaded text: read leniently, cut to the length of the film, without what nobody sees.

    Raises:
        TrackUnreadable: none is left, or there are too many.
    """
    kept = fitted(parsed(text.removeprefix("\ufeff")), duration_ms)
    if kind is TrackKind.CHAPTERS:
        first_at_moment = {cue.start_ms: cue for cue in reversed(kept)}
        kept = chapters([first_at_moment[start] for start in sorted(first_at_moment)], duration_ms)
    if not kept or len(kept) > MAX_CUES:
        raise TrackUnreadable(limit_cues=MAX_CUES, found_cues=len(kept))
    return kept


def fitted(cues: Sequence[Cue], duration_ms: int | None) -> list[Cue]:
    """Return what of ``cues`` lies inside the film and can be read, in order."""
    found = (cue for one in cues if (cue := _fitted(one, duration_ms)) is not None)
    return sorted(found, key=lambda cue: (cue.start_ms, cue.end_ms))


def _fitted(cue: Cue, duration_ms: int | None) -> Cue | None:
    end = cue.end_ms if duration_ms is None else min(cue.end_ms, duration_ms)
    text = "\n".join(filter(None, (_legible(line) for line in cue.text.split("\n"))))[:MAX_TEXT].strip()
    return replace(cue, end_ms=end, text=text) if text and end > cue.start_ms else None


def _legible(line: str) -> str:
    """Return a line without the characters for which ``one_line`` would refuse it."""
    try:
        return one_line(line.strip())
    except PydanticCustomError:
        return "".join(
            sign for sign in unicodedata.normalize("NFC", line) if unicodedata.category(sign)[0] not in "CZ" or sign == " "
        ).strip()
