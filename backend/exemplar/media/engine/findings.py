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
    HARMED = "media_harmed"
    TYPE_NOT_ALLOWED = "media_type_not_allowed"  # found: a short word for what it seems to be
    BROKEN = "media_broken"
    ENCRYPTED = "media_encrypted"
    TOO_LARGE = "media_too_large"  # limit_bytes, found_bytes, kind
    TOO_MANY_PIXELS = "media_too_many_pixels"  # limit_pixels, found_pixels
    TOO_LONG = "media_too_long"  # limit_seconds, found_seconds
    TOO_MANY_PAGES = "media_too_many_pages"  # limit_pages, found_pages
    TOO_MANY_FRAMES = "media_too_many_frames"  # limit_frames, found_frames
    ARCHIVE_UNSAFE = "media_archive_unsafe"  # reason: entries, ratio, size or name
    INFECTED = "media_infected"  # signature: the scanner's name for what it found
    UNSCANNABLE = "media_unscannable"  # found_bytes
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
    max_frames: int = 1_000
    """Of one moving picture."""
    max_page_pictures: int = 40
    """How many pages of a document are drawn."""
    max_archive_entries: int = 5_000
    max_archive_ratio: int = 100
    """How many times larger than packed an office file may be unpacked, and each entry of it."""
    max_archive_bytes: int = 1024**3
    """How large all of it may be unpacked."""
    draw_seconds: int = 40
    """Of processor time, for the pages of one document; those beyond stay without a picture."""
    office_seconds: int = 60
    """How long LibreOffice may take for one file, which is only handed on where it took longer."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a file is. Sizes in pixels as a reader sees it, that is after rotation. ``has_sound`` tells films apart.

    ``poster_at_ms`` is no finding but a wish: the moment of a film that its unit chose as its picture.
    """

    kind: MediaKind
    format: str
    content_type: str
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None
    page_count: int | None = None
    has_sound: bool = False
    poster_at_ms: int | None = None

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
    """What one step made of the original: files, and facts about it that are kept beside them.

    ``waveform`` has 800 peaks from 0 to 255; ``average_colour`` is ``#rrggbb``; ``blurhash`` is a placeholder of 28
    characters; ``text`` is what a document says, for searching; ``prints`` are marks by which look-alikes are found
    (kind of print → pairs of signed 64-bit numbers).
    """

    files: list[Made] = field(default_factory=list)
    average_colour: str | None = None
    waveform: list[int] | None = None
    blurhash: str | None = None
    text: str | None = None
    prints: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return the shape that leaves the child process."""
        return asdict(self)

    @classmethod
    def of(cls, document: dict[str, Any]) -> "Derived":
        """Return what ``as_dict`` wrote."""
        files = [Made(**made) for made in document["files"]]
        prints = {kind: [(first, second) for first, second in pairs] for kind, pairs in document["prints"].items()}
        return cls(**{**document, "files": files, "prints": prints})
