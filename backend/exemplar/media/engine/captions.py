"""Captions (SRT, VTT): read leniently, written anew as plain WebVTT."""

import re
from dataclasses import dataclass
from pathlib import Path

from exemplar.media.engine.findings import Derived, Finding, Limits, Made, RefusalCode, Refused
from exemplar.media.engine.formats import Format

COPY = "captions.vtt"
MAX_BYTES = 4 * 1024**2
MAX_CUES = 20_000

_TIMES = re.compile(
    r"^\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})\s*-->\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})(?:\s.*)?$"
)
_TAG = re.compile(r"<[^<>]*>|\{\\[^{}]*\}")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&nbsp;": " ", "&lrm;": "", "&rlm;": "", "&amp;": "&"}
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters and tricks of writing direction."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption, from and to a moment in milliseconds."""

    start_ms: int
    end_ms: int
    text: str


def inspect(path: Path, found: Format, limits: Limits) -> Finding:
    """Read all of it.

    Raises:
        Refused: too long, or without a single caption.
    """
    cues = read(path)
    if cues[-1].end_ms > limits.max_duration_seconds * 1000:
        raise Refused(RefusalCode.TOO_LONG, limit_seconds=limits.max_duration_seconds, found_seconds=cues[-1].end_ms // 1000)
    return Finding(found.kind, found.name, found.content_type, duration_ms=max(cue.end_ms for cue in cues))


def derive(path: Path, folder: Path) -> Derived:
    """Write ``captions.vtt``; the words are kept for searching.

    Raises:
        Refused: as ``inspect``.
    """
    cues = read(path)
    (folder / COPY).write_text(as_vtt(cues), encoding="utf-8")
    return Derived([Made(COPY, "text/vtt")], text="\n".join(cue.text for cue in cues))


def read(path: Path) -> list[Cue]:
    """Return the captions in the order of their beginning.

    Raises:
        Refused: too long, or without a single caption.
    """
    size_bytes = path.stat().st_size
    if size_bytes > MAX_BYTES:
        raise Refused(RefusalCode.TOO_LARGE, limit_bytes=MAX_BYTES, found_bytes=size_bytes, kind="document")
    cues = parsed(_decoded(path.read_bytes()))
    if not cues or len(cues) > MAX_CUES:
        raise Refused(RefusalCode.BROKEN)
    return cues


def parsed(text: str) -> list[Cue]:
    """Return the captions in a text, however many, in the order of their beginning; what is none is left out."""
    blocks = re.split(r"\n{2,}", text.replace("\r\n", "\n").replace("\r", "\n"))
    cues = [cue for block in blocks if (cue := _cue(block.strip("\n").split("\n"))) is not None]
    return sorted(cues, key=lambda cue: (cue.start_ms, cue.end_ms))


def _decoded(data: bytes) -> str:
    """Return the text; editors write UTF-8, UTF-16 with a mark, or an old Western table."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _cue(lines: list[str]) -> Cue | None:
    """Return the caption in a block, whatever stands before its times; notes, styles and empty captions are none."""
    for place, line in enumerate(lines[:3]):
        times = _TIMES.match(line)
        if times is not None:
            start, end = _milliseconds(times.groups()[:4]), _milliseconds(times.groups()[4:])
            text = "\n".join(filter(None, (_plain(words) for words in lines[place + 1 :])))
            return Cue(start, end, text) if text and end > start else None
    return None


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = parts
    return ((int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)) * 1000 + int((rest or "0").ljust(3, "0"))


def _plain(words: str) -> str:
    text = _TAG.sub("", words)
    for entity, sign in _ENTITIES.items():
        text = text.replace(entity, sign)
    return _UNSEEN.sub("", text).replace("-->", "→").strip()


def as_vtt(cues: list[Cue]) -> str:
    """Return plain WebVTT: times and words, nothing that styles, places or names."""
    shown = (f"{clock(cue.start_ms)} --> {clock(cue.end_ms)}\n{_escaped(cue.text)}\n" for cue in cues)
    return "WEBVTT\n\n" + "\n".join(shown)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clock(moment_ms: int) -> str:
    """Return a moment as WebVTT writes it."""
    seconds, rest = divmod(moment_ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
