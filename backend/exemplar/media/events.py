"""Facts about files that higher modules may react to."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MediaReceived:
    """Every byte has arrived."""

    media_id: UUID
    unit_id: UUID


@dataclass(frozen=True, slots=True)
class MediaReady:
    """The file was judged good, and its derivatives can be opened. ``kind`` is image, video, audio or document."""

    media_id: UUID
    unit_id: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class MediaRefused:
    """The file is not taken; ``code`` says why."""

    media_id: UUID
    unit_id: UUID
    uploaded_by: UUID
    code: str


@dataclass(frozen=True, slots=True)
class MediaImproved:
    """More was made of a file that is ready: its ladder, or what an older version of Exemplar did not make yet."""

    media_id: UUID
    unit_id: UUID


@dataclass(frozen=True, slots=True)
class MediaLost:
    """The object of a file that had arrived is not in the store any more; it must be sent again, or come back with a backup."""

    media_id: UUID
    unit_id: UUID
    uploaded_by: UUID


@dataclass(frozen=True, slots=True)
class TracksChanged:
    """Captions or chapters of a file were written, uploaded, recognised or removed."""

    media_id: UUID
