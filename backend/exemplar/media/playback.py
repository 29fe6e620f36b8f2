"""What a player needs to know of a file, and the words shown beside it: for everybody who may open what was made of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.media import blind_reading, grants, track_rows
from exemplar.media.blind_reading import ANYTHING
from exemplar.media.editions import Edition
from exemplar.media.engine.captions import Cue, as_vtt
from exemplar.media.errors import MediaNotFound, TrackNotFound
from exemplar.media.masks import HIDDEN, MaskKind, masked
from exemplar.media.models import MediaFile, MediaMask, MediaTrack
from exemplar.media.repository import MediaRepository
from exemplar.media.track_words import TrackKind, TrackSource, language_tag
from exemplar.media.workflow import MediaState

_KINDS = frozenset(kind.value for kind in TrackKind)


@dataclass(frozen=True, slots=True)
class Looks:
    """What stands for a file before it is there, in the edition of the reader."""

    waveform: list[int] | None
    average_colour: str | None
    blurhash: str | None


@dataclass(frozen=True, slots=True)
class Playback:
    """A file that is ready, how it looks, the names of what was made of it, and its tracks without their cues."""

    media: MediaFile
    looks: Looks
    names: Sequence[str]
    tracks: Sequence[MediaTrack]


@dataclass(frozen=True, slots=True)
class ShownTrack:
    """A track as this reader may see it. ``is_public``: everybody may."""

    kind: TrackKind
    language: str
    version: int
    source: TrackSource
    cues: Sequence[Cue]
    is_public: bool

    def as_vtt(self) -> str:
        """Return plain WebVTT; a cue that nobody has worded yet is left out."""
        return as_vtt([cue for cue in self.cues if cue.text])


class PlaybackService:
    """Use cases of those who watch and listen."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._media = MediaRepository(session)

    async def read(self, reader: Actor | None, media_id: UUID) -> Playback:
        """Return what a player needs.

        Raises:
            MediaNotFound: unknown, not ready, or not for this reader.
        """
        media, edition = await self._readable(reader, media_id)
        names = await blind_reading.names_for(self._session, media.id, edition)
        looks = Looks(media.waveform, media.average_colour, media.blurhash)
        if edition is Edition.BLIND:
            known = await self._session.execute(blind_reading.as_jury_knows().where(MediaFile.id == media.id))
            looks = Looks(*known.one())
        return Playback(media, looks, names, await track_rows.headings(self._session, media.id, shown=True))

    async def track(self, reader: Actor | None, media_id: UUID, kind: str, language: str) -> ShownTrack:
        """Return captions or chapters in one language.

        Raises:
            MediaNotFound: as ``read``.
            TrackNotFound: the file has none such.
        """
        media, edition = await self._readable(reader, media_id)
        tag = language_tag(language)
        if tag is None or kind not in _KINDS:
            raise TrackNotFound
        track = await track_rows.newest(self._session, media.id, TrackKind(kind), tag)
        if track is None or track.is_removed:
            raise TrackNotFound
        cues = [Cue(*cue) for cue in track.cues]
        if edition is Edition.BLIND:
            cues = await self._masked(media.id, cues)
        is_public = await grants.granted_edition(self._session, None, media.id, ANYTHING) is Edition.PLAIN
        return ShownTrack(track.kind, track.language, track.version, track.source, cues, is_public)

    async def _masked(self, media_id: UUID, cues: list[Cue]) -> list[Cue]:
        """Return the cues as a jury reads them: masked words hidden, and all that is said where the sound is silenced."""
        query = select(MediaMask).where(MediaMask.media_id == media_id, MediaMask.removed_at.is_(None))
        masks = list(await self._session.scalars(query))
        silent = [(mask.start_ms or 0, mask.end_ms or 0) for mask in masks if mask.kind is MaskKind.SOUND]
        shown = masked(cues, [mask.words for mask in masks if mask.kind is MaskKind.TEXT])
        return [
            replace(cue, text=HIDDEN) if any(start < cue.end_ms and end > cue.start_ms for start, end in silent) else cue for cue in shown
        ]

    async def _readable(self, reader: Actor | None, media_id: UUID) -> tuple[MediaFile, Edition]:
        media = await self._media.find(media_id)
        if media is None or media.state is not MediaState.READY:
            raise MediaNotFound
        edition = await blind_reading.edition_for(self._session, reader, media)
        if edition is None:
            raise MediaNotFound
        return media, edition
