"""What crosses the wire about playing a file, and about its captions and chapters."""

from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from exemplar.media.engine.findings import MediaKind
from exemplar.media.models import MediaTrack
from exemplar.media.playback import Playback, ShownTrack
from exemplar.media.schemas import FocalPoint
from exemplar.media.track_words import TrackKind, TrackSource


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
