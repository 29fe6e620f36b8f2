"""Writing captions and chapters: every save is a version, the newest counts, nothing is ever overwritten.

The unit writes them, unless the file stands before judges; so do those in whose care a published file is, at any time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.audit import service as audit
from exemplar.core.errors import StaleVersion
from exemplar.core.events import announce
from exemplar.media import blind_reading, holds, moments, policies, track_cues, track_editors, track_rows
from exemplar.media.engine.captions import Cue
from exemplar.media.engine.findings import MediaKind
from exemplar.media.errors import MediaHeld, MediaNotFound, MediaNotTimed, NotYourUnit, TrackNotFound
from exemplar.media.events import TracksChanged
from exemplar.media.models import MediaFile, MediaTrack
from exemplar.media.repository import MediaRepository
from exemplar.media.track_words import TrackKind, TrackSource, language_tag
from exemplar.media.workflow import MediaState

TIMED = frozenset({MediaKind.VIDEO, MediaKind.AUDIO})
NONE_YET = 0
"""The version of a track that is not there."""

_KINDS = frozenset(kind.value for kind in TrackKind)


@dataclass(frozen=True, slots=True)
class TrackName:
    """Which track of a file: ``captions`` or ``chapters``, in a language by its BCP 47 tag."""

    kind: TrackKind
    language: str

    @classmethod
    def of(cls, kind: str, language: str) -> "TrackName":
        """Return the name in an address.

        Raises:
            TrackNotFound: there is no such kind, or no such language.
        """
        tag = language_tag(language)
        if tag is None or kind not in _KINDS:
            raise TrackNotFound
        return cls(TrackKind(kind), tag)


@dataclass(frozen=True, slots=True)
class Desk:
    """What somebody who may write needs to begin: the file, its tracks without cues, and whether it is held."""

    media: MediaFile
    tracks: Sequence[MediaTrack]
    is_held: bool


class TrackService:
    """Use cases of those who write captions and chapters."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def desk(self, actor: Actor, media_id: UUID) -> Desk:
        """Return what the actor may write on.

        Raises:
            MediaNotFound: unknown, or hidden from the actor.
            NotYourUnit: seen, but not theirs to write on.
            MediaNotTimed: it is no film or sound, or not ready.
        """
        media = await self._require_writer(actor, await MediaRepository(self._session).find(media_id))
        is_held = await self._binds(actor, media)
        return Desk(media, await track_rows.headings(self._session, media.id), is_held)

    async def write(self, actor: Actor, media_id: UUID, name: TrackName, seen_version: int, cues: Sequence[Cue]) -> MediaTrack:
        """Keep what was written, as the version after ``seen_version``; 0 stands for a track that is not there.

        The same cues again are no change, so that a save whose answer was lost can simply be sent again.

        Raises:
            MediaNotFound, NotYourUnit, MediaNotTimed: as ``desk``.
            MediaHeld: the file stands before judges.
            StaleVersion: somebody saved in between; nothing was written.
            TrackInvalid: as ``track_cues.checked``.
        """
        media = await self._claim(actor, media_id)
        kept = track_cues.checked(name.kind, cues, media.duration_ms)
        return await self._keep(actor, media, name, (seen_version, TrackSource.WRITTEN, kept))

    async def upload(self, actor: Actor, media_id: UUID, name: TrackName, seen_version: int, text: str) -> MediaTrack:
        """Keep the captions in a text of WebVTT or SubRip, which nobody has to believe.

        Raises:
            MediaNotFound, NotYourUnit, MediaNotTimed, MediaHeld, StaleVersion: as ``write``.
            TrackUnreadable: no captions, or too many.
        """
        media = await self._claim(actor, media_id)
        kept = track_cues.uploaded(name.kind, text, media.duration_ms)
        return await self._keep(actor, media, name, (seen_version, TrackSource.UPLOADED, kept))

    async def remove(self, actor: Actor, media_id: UUID, name: TrackName, seen_version: int) -> None:
        """Take a track away; what it was stays in the versions before.

        Raises:
            MediaNotFound, NotYourUnit, MediaNotTimed, MediaHeld, StaleVersion: as ``write``.
            TrackNotFound: there is none.
        """
        media = await self._claim(actor, media_id)
        newest = await track_rows.newest(self._session, media.id, name.kind, name.language)
        if newest is None or newest.is_removed:
            raise TrackNotFound
        if newest.version != seen_version:
            raise StaleVersion(yours=seen_version, current=newest.version)
        track = _version_after(newest, media.id, name, is_removed=True, source=newest.source, cues=[], written_by=actor.account_id)
        await _add(self._session, track, [])
        self._note(actor.account_id, "media_track.removed", track)

    async def _keep(self, actor: Actor, media: MediaFile, name: TrackName, wanted: tuple[int, TrackSource, list[Cue]]) -> MediaTrack:
        seen_version, source, cues = wanted
        newest = await track_rows.newest(self._session, media.id, name.kind, name.language)
        rows = _rows(cues)
        current = NONE_YET if newest is None or newest.is_removed else newest.version
        if newest is not None and current and newest.cues == rows:
            return newest
        if seen_version != current:
            raise StaleVersion(yours=seen_version, current=current)
        track = _version_after(newest, media.id, name, source=source, cues=rows, written_by=actor.account_id)
        await _add(self._session, track, cues)
        self._note(actor.account_id, f"media_track.{source.value}", track, cues=len(rows))
        return track

    async def _claim(self, actor: Actor, media_id: UUID) -> MediaFile:
        """Return the file with its row locked, so that two saves wait for each other."""
        media = await self._require_writer(actor, await MediaRepository(self._session).find_for_update(media_id))
        if await self._binds(actor, media):
            raise MediaHeld
        return media

    async def _require_writer(self, actor: Actor, media: MediaFile | None) -> MediaFile:
        if media is None:
            raise MediaNotFound
        may_write = policies.may_upload(actor, media.unit_id) or await track_editors.is_editor(self._session, actor, media.id)
        if not may_write:
            is_seen = media.state is MediaState.READY and await blind_reading.edition_for(self._session, actor, media) is not None
            raise NotYourUnit(action="caption") if is_seen else MediaNotFound
        if media.state is not MediaState.READY or media.kind not in TIMED:
            raise MediaNotTimed(kind=media.kind.value if media.kind else None, state=media.state.value)
        return media

    async def _binds(self, actor: Actor, media: MediaFile) -> bool:
        """Say whether a hold keeps the actor from writing: it binds the unit, not those in whose care a published file is."""
        return await holds.is_held(self._session, media.id) and not await track_editors.is_editor(self._session, actor, media.id)

    def _note(self, actor_id: UUID, action: str, track: MediaTrack, **body: Any) -> None:
        about = ("media", track.media_id)
        named = {"kind": track.kind.value, "language": track.language, "version": track.version}
        audit.record(self._session, actor_id=actor_id, action=action, about=about, **named, **body)


async def store_recognised(session: AsyncSession, media_id: UUID, language: str, cues: Sequence[Cue]) -> bool:
    """Keep what a machine heard in a film or sound as its captions, unless somebody wrote, or removed, some in this language.

    For a job that has the file's words; cues are made to fit as uploaded ones are. Says whether they were kept.
    """
    tag = language_tag(language)
    media = await MediaRepository(session).find_for_update(media_id)
    if tag is None or media is None or media.kind not in TIMED:
        return False
    if await track_rows.newest(session, media.id, TrackKind.CAPTIONS, tag) is not None:
        return False
    kept = track_cues.fitted(cues, media.duration_ms)[: track_cues.MAX_CUES]
    if not kept:
        return False
    name = TrackName(TrackKind.CAPTIONS, tag)
    track = _version_after(None, media.id, name, source=TrackSource.RECOGNISED, cues=_rows(kept), written_by=None)
    await _add(session, track, kept)
    body = {"kind": name.kind.value, "language": tag, "version": track.version, "cues": len(kept)}
    audit.record(session, actor_id=None, action="media_track.recognised", about=("media", media.id), **body)
    return True


def _rows(cues: Sequence[Cue]) -> list[list[Any]]:
    return [[cue.start_ms, cue.end_ms, cue.text] for cue in cues]


def _version_after(newest: MediaTrack | None, media_id: UUID, name: TrackName, **values: Any) -> MediaTrack:
    version = newest.version + 1 if newest else 1
    return MediaTrack(media_id=media_id, kind=name.kind, language=name.language, version=version, **{"is_removed": False, **values})


async def _add(session: AsyncSession, track: MediaTrack, cues: Sequence[Cue]) -> None:
    session.add(track)
    await session.flush()
    await moments.replace(session, track.media_id, track.kind, track.language, cues)
    await announce(session, TracksChanged(track.media_id))
