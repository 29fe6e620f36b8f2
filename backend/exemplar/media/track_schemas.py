"""What crosses the wire about playing a file, and about its captions and chapters."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from exemplar.media.engine.findings import MediaKind
from exemplar.media.models import MediaTrack
from exemplar.media.playback import Playback, ShownTrack
from exemplar.media.schemas import FocalPoint
from exemplar.media.track_cues import MAX_CUES, MAX_TEXT, MAX_UPLOAD, seen_text
from exemplar.media.track_words import TrackKind, TrackSource
from exemplar.media.tracks import Desk

_MAX_MOMENT = 7 * 24 * 3_600_000
Moment = Annotated[int, Field(ge=0, le=_MAX_MOMENT)]
Version = Annotated[int, Field(ge=0, le=2**31 - 2)]


class TrackLink(BaseModel):
    """One track of a file; ``url`` answers with WebVTT, and without ``.vtt`` with the cues as JSON."""

    kind: TrackKind
    language: str
    source: TrackSource
    url: str
    version: int

    @classmethod
    def of(cls, track: MediaTrack) -> Self:
        """Return the track with its address."""
        url = f"/api/v1/media/{track.media_id}/tracks/{track.kind}/{track.language}.vtt"
        return cls(kind=track.kind, language=track.language, source=track.source, url=url, version=track.version)


class PlaybackRead(BaseModel):
    """What a player needs of a file. ``names`` are those of ``/media/{id}/files/{name}`` that this reader may open."""

    media_id: UUID
    kind: MediaKind
    duration_ms: int | None
    width: int | None
    height: int | None
    names: list[str]
    average_colour: str | None
    blurhash: str | None
    focal_point: FocalPoint
    waveform: list[int] | None
    tracks: list[TrackLink]

    @classmethod
    def of(cls, playback: Playback) -> Self:
        """Return the file as it crosses the wire."""
        media, looks = playback.media, playback.looks
        same = ("kind", "duration_ms", "width", "height")
        return cls(
            media_id=media.id,
            **{name: getattr(media, name) for name in same},
            names=list(playback.names),
            average_colour=looks.average_colour,
            blurhash=looks.blurhash,
            waveform=looks.waveform,
            focal_point=FocalPoint(x=media.focal_x, y=media.focal_y),
            tracks=[TrackLink.of(track) for track in playback.tracks],
        )


class CueRead(BaseModel):
    """Words from one moment to another, in milliseconds; of chapters, the title."""

    model_config = ConfigDict(from_attributes=True)

    start_ms: int
    end_ms: int
    text: str


class TrackRead(BaseModel):
    """Captions or chapters in one language, cue by cue."""

    kind: TrackKind
    language: str
    version: int
    source: TrackSource
    cues: list[CueRead]

    @classmethod
    def of(cls, track: ShownTrack) -> Self:
        """Return the track as it crosses the wire."""
        cues = [CueRead.model_validate(cue) for cue in track.cues]
        return cls(kind=track.kind, language=track.language, version=track.version, source=track.source, cues=cues)

    @classmethod
    def written(cls, track: MediaTrack) -> Self:
        """Return a version as its writer sees it."""
        cues = [CueRead(start_ms=start, end_ms=end, text=text) for start, end, text in track.cues]
        return cls(kind=track.kind, language=track.language, version=track.version, source=track.source, cues=cues)


class CueBody(BaseModel):
    """A cue as somebody writes it. The words may still be empty; of a chapter, ``end_ms`` is reckoned anew."""

    model_config = ConfigDict(extra="forbid")

    start_ms: Moment
    end_ms: Moment
    text: Annotated[str, StringConstraints(max_length=MAX_TEXT), AfterValidator(seen_text)]


class TrackBody(BaseModel):
    """All cues of a track, by their beginning. ``version`` is the one that was seen, 0 for a track that is not there."""

    model_config = ConfigDict(extra="forbid")

    version: Version
    cues: Annotated[list[CueBody], Field(max_length=MAX_CUES)]


class TrackUpload(BaseModel):
    """A text of WebVTT or SubRip; ``version`` as in ``TrackBody``."""

    model_config = ConfigDict(extra="forbid")

    version: Version
    text: Annotated[str, StringConstraints(min_length=1, max_length=MAX_UPLOAD)]


class TrackDesk(BaseModel):
    """A film or sound for somebody who may write on it; while ``is_held`` it stays as it was handed in."""

    media_id: UUID
    kind: MediaKind
    file_name: str
    duration_ms: int | None
    is_held: bool
    tracks: list[TrackLink]

    @classmethod
    def of(cls, desk: Desk) -> Self:
        """Return the desk as it crosses the wire."""
        media = desk.media
        same = {name: getattr(media, name) for name in ("kind", "file_name", "duration_ms")}
        return cls(media_id=media.id, is_held=desk.is_held, tracks=[TrackLink.of(track) for track in desk.tracks], **same)
