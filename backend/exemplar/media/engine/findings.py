"""What the engine reports: the finding of an inspection, the files it made, or why it refused."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class MediaKind(StrEnum):
    """What a file is to a reader."""

    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    DOCUMENT = "document"


class RefusalCode(StrEnum):
    """Why a file is not taken. Stable and public; every locale has a sentence for each. Facts are in the comments."""

    EMPTY = "media_empty"
    SIZE_MISMATCH = "media_size_mismatch"  # expected_bytes, found_bytes
    TYPE_NOT_ALLOWED = "media_type_not_allowed"  # found: a short word for what it seems to be
    BROKEN = "media_broken"
    ENCRYPTED = "media_encrypted"
    TOO_LARGE = "media_too_large"  # limit_bytes, found_bytes, kind
    TOO_MANY_PIXELS = "media_too_many_pixels"  # limit_pixels, found_pixels
    TOO_LONG = "media_too_long"  # limit_seconds, found_seconds
    TOO_MANY_PAGES = "media_too_many_pages"  # limit_pages, found_pages
    TOO_HEAVY = "media_too_heavy"  # it needed more memory or time than a file may take


class Refused(Exception):
    """The file is not taken. ``facts`` are JSON scalars."""

    def __init__(self, code: RefusalCode, **facts: str | int) -> None:
        super().__init__(code.value)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may be at most."""

    max_pixels: int
    max_pages: int
    max_duration_seconds: int
    max_bytes: dict[str, int]
    """Media kind → bytes."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a file is. Sizes in pixels as a reader sees it, that is after rotation."""

    kind: MediaKind
    format: str
    content_type: str
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None
    page_count: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the shape that leaves the child process."""
        return asdict(self)

    @classmethod
    def of(cls, document: dict[str, Any]) -> "Finding":
        """Return the finding in what ``as_dict`` wrote."""
        return cls(**{**document, "kind": MediaKind(document["kind"])})


@dataclass(frozen=True, slots=True)
class Made:
    """One file made from the original. ``name`` is also its name in the working folder."""

    name: str
    content_type: str
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Derived:
    """Everything made from one original. ``waveform`` has 800 peaks from 0 to 255; ``average_colour`` is ``#rrggbb``."""

    files: list[Made] = field(default_factory=list)
    average_colour: str | None = None
    waveform: list[int] | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the shape that leaves the child process."""
        return asdict(self)

    @classmethod
    def of(cls, document: dict[str, Any]) -> "Derived":
        """Return what ``as_dict`` wrote."""
        return cls([Made(**made) for made in document["files"]], document["average_colour"], document["waveform"])
