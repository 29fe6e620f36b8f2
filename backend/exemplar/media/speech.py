"""Recognising what is said in a film or sound, where a program for it is named; off otherwise. See decisions/0099-speech.md.

The port is ``Recogniser``. What it hears becomes captions that say that a machine made them, and that never replace what
somebody wrote or removed.
"""

import asyncio
import shlex
import tempfile
from pathlib import Path
from typing import Protocol
from uuid import UUID

from exemplar.core import logging
from exemplar.core.database import SessionMaker, transaction
from exemplar.core.settings import NeighbourSettings
from exemplar.core.storage import Storage
from exemplar.media import track_rows, tracks
from exemplar.media.engine.captions import Cue
from exemplar.media.engine.child import Engine, Listening
from exemplar.media.engine.findings import Refused
from exemplar.media.models import MediaFile
from exemplar.media.repository import MediaRepository
from exemplar.media.track_words import TrackKind
from exemplar.media.workflow import MediaState

SOUND = "play.m4a"
"""The derivative that is listened to: there for every film with sound and every sound, at the usual loudness."""

log = logging.get(__name__)


class Recogniser(Protocol):
    """Whoever can tell what is said."""

    @property
    def language(self) -> str:
        """Return the tag of the language it listens for."""

    async def recognise(self, sound: Path, folder: Path, duration_ms: int) -> list[Cue]:
        """Return what is said in the M4A at ``sound``, in order; ``folder`` is for its own files.

        Raises:
            Refused: it cannot tell, and trying again is of no use.
            EngineFailed: try again.
        """


class CommandRecogniser:
    """A program of this machine with the command line of whisper.cpp, in a confined child without a network."""

    def __init__(self, engine: Engine, settings: NeighbourSettings) -> None:
        self._engine = engine
        self._settings = settings

    @property
    def language(self) -> str:
        """See ``Recogniser``."""
        return self._settings.speech_language

    async def recognise(self, sound: Path, folder: Path, duration_ms: int) -> list[Cue]:
        """See ``Recogniser``."""
        settings = self._settings
        listening = Listening(
            command=shlex.split(settings.speech_command),
            model=settings.speech_model,
            language=settings.speech_language,
            percent=settings.speech_percent,
            memory_bytes=settings.speech_memory_bytes,
        )
        return await self._engine.hear(sound, folder, duration_ms, listening)


class SpeechService:
    """The use case of the worker once a file with sound is ready."""

    def __init__(self, session_maker: SessionMaker, storage: Storage, recogniser: Recogniser) -> None:
        self._session_maker = session_maker
        self._storage = storage
        self._recogniser = recogniser

    async def caption(self, media_id: UUID) -> bool:
        """Listen to a ready file that has no captions in the language yet, and keep what was heard; say whether any were kept.

        Raises:
            EngineFailed, StorageUnavailable: try again.
        """
        found = await self._wanting(media_id)
        if found is None:
            return False
        media, key = found
        with tempfile.TemporaryDirectory(prefix="exemplar-speech-") as name:
            sound, folder = Path(name, SOUND), Path(name, "made")
            await asyncio.to_thread(folder.mkdir)
            await self._storage.get_to_file(key, sound)
            try:
                cues = await self._recogniser.recognise(sound, folder, media.duration_ms or 0)
            except Refused as refused:
                log.warning("speech_not_recognised", media_id=str(media_id), code=refused.code.value)
                return False
        async with transaction(self._session_maker) as session:
            return await tracks.store_recognised(session, media_id, self._recogniser.language, cues)

    async def _wanting(self, media_id: UUID) -> tuple[MediaFile, str] | None:
        """Return the file and the key of its sound, unless there is nothing to hear, or captions are there or were removed."""
        async with transaction(self._session_maker) as session:
            repository = MediaRepository(session)
            media = await repository.find(media_id)
            if media is None or media.state is not MediaState.READY:
                return None
            if await track_rows.newest(session, media_id, TrackKind.CAPTIONS, self._recogniser.language) is not None:
                return None
            keys = {made.name: made.object_key for made in await repository.made_of(media_id)}
            return (media, keys[SOUND]) if SOUND in keys else None
