"""What crosses the wire about files."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from exemplar.media.engine.findings import MediaKind
from exemplar.media.models import MediaDerivative, MediaFile
from exemplar.media.workflow import MediaAction, MediaState, open_actions

_NO_CONTROL = r"^[^\x00-\x1f\x7f]*$"
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class MediaUploadStart(BaseModel):
    """A file about to be sent. ``fingerprint`` is the same when the same file is chosen again."""

    model_config = ConfigDict(extra="forbid")

    unit_id: UUID
    file_name: Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=_NO_CONTROL)]
    declared_type: Annotated[str, StringConstraints(max_length=120, pattern=r"^[\x20-\x7e]*$")] = ""
    size_bytes: Annotated[int, Field(ge=0, le=2**43)]
    fingerprint: Annotated[str, StringConstraints(min_length=8, max_length=200, pattern=r"^[\x21-\x7e]+$")]
    purpose: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_.-]{0,39}$")] | None = None
    campaign_id: UUID | None = None


class UploadCompletion(BaseModel):
    """What the sender's device read, so that harm on the way is noticed; null where it could not tell."""

    model_config = ConfigDict(extra="forbid")

    sha256: Sha256 | None = None


class SameFile(BaseModel):
    """The unit's file with the same bytes, or null."""

    media_id: UUID | None


class StoredPartRead(BaseModel):
    """A part that has arrived; it need not be sent again."""

    model_config = ConfigDict(from_attributes=True)

    number: int
    size_bytes: int


class MediaUploadTicket(BaseModel):
    """Where an upload stands. Parts are numbered from 1; each but the last has ``part_size_bytes``."""

    id: UUID
    state: MediaState
    part_size_bytes: int
    total_parts: int
    stored_parts: list[StoredPartRead]


class PartNumbers(BaseModel):
    """Parts to be signed, at most 16 at a time."""

    model_config = ConfigDict(extra="forbid")

    numbers: Annotated[list[Annotated[int, Field(ge=1, le=10_000)]], Field(min_length=1, max_length=16)]


class SignedPart(BaseModel):
    """Where to PUT one part."""

    number: int
    url: str


class SignedParts(BaseModel):
    """Where to PUT the parts asked for; the links die after ``expires_in_seconds``."""

    parts: list[SignedPart]
    expires_in_seconds: int


class MediaDerivativeRead(BaseModel):
    """One file made of the original; ``url`` answers with a redirect that lives for a minute."""

    name: str
    content_type: str
    size_bytes: int
    width: int | None
    height: int | None
    url: str

    @classmethod
    def of(cls, derivative: MediaDerivative) -> Self:
        """Return the derivative with its address."""
        return cls(
            name=derivative.name,
            content_type=derivative.content_type,
            size_bytes=derivative.size_bytes,
            width=derivative.width,
            height=derivative.height,
            url=f"/api/v1/media/{derivative.media_id}/files/{derivative.name}",
        )


class MediaRefusalRead(BaseModel):
    """Why a file is not taken: a code with a sentence in every language, and the numbers in it."""

    code: str
    facts: dict[str, Any]


class MediaProgressRead(BaseModel):
    """How far the work on a file has come. ``step`` is under way, if any; ``has_failed`` means that the operator was told."""

    step: str | None
    percent: int
    has_failed: bool


class FocalPoint(BaseModel):
    """What stays in view when a picture is cut: thousandths from the left and from the top."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    x: Annotated[int, Field(ge=0, le=1000)]
    y: Annotated[int, Field(ge=0, le=1000)]


class FocalPointUpdate(FocalPoint):
    """A new focal point for the file as it was seen."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]


class PosterChoice(BaseModel):
    """The moment of a film whose frame is to be its picture, of the film as it was seen; null leaves the choice to us."""

    model_config = ConfigDict(extra="forbid")

    at_ms: Annotated[int, Field(ge=0, le=2**47)] | None
    version: Annotated[int, Field(ge=1, le=2**31 - 1)]


class MediaRead(BaseModel):
    """A file as its own unit sees it. What the inspection finds is null until it has looked."""

    id: UUID
    unit_id: UUID
    state: MediaState
    kind: MediaKind | None
    purpose: str | None
    file_name: str
    content_type: str | None
    size_bytes: int
    width: int | None
    height: int | None
    duration_ms: int | None
    page_count: int | None
    average_colour: str | None
    blurhash: str | None
    focal_point: FocalPoint
    poster_at_ms: int | None
    progress: MediaProgressRead
    is_lost: bool
    waveform: list[int] | None
    refusal: MediaRefusalRead | None
    received_at: datetime | None
    ready_at: datetime | None
    version: int
    derivatives: list[MediaDerivativeRead]
    open_actions: list[MediaAction]

    @classmethod
    def of(cls, media: MediaFile, derivatives: list[MediaDerivative]) -> Self:
        """Return the file with what was made of it."""
        same = ("id", "unit_id", "state", "kind", "purpose", "file_name", "content_type", "size_bytes", "width", "height")
        found = ("duration_ms", "page_count", "average_colour", "blurhash", "waveform", "received_at", "ready_at", "version")
        refusal = MediaRefusalRead(code=media.refusal_code, facts=media.refusal_facts or {}) if media.refusal_code else None
        return cls(
            **{name: getattr(media, name) for name in (*same, *found)},
            focal_point=FocalPoint(x=media.focal_x, y=media.focal_y),
            poster_at_ms=(media.finding or {}).get("poster_at_ms"),
            is_lost=media.lost_at is not None,
            progress=MediaProgressRead(step=media.step, percent=media.percent, has_failed=media.failed_at is not None),
            refusal=refusal,
            derivatives=[MediaDerivativeRead.of(derivative) for derivative in derivatives],
            open_actions=open_actions(media.state),
        )
