"""What happens to a file that has arrived: judged, converted, and either ready or refused.

A job, so it may run twice, at once or after a crash. The bytes pass through temporary files; derivatives are stored
under the digest of their content before the row names them, and only the first run to finish changes the row.
"""

import asyncio
import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.audit import service as audit
from exemplar.core.database import SessionMaker, transaction
from exemplar.core.events import announce
from exemplar.core.storage import ObjectMissing, Storage
from exemplar.media import workflow
from exemplar.media.engine.child import Engine
from exemplar.media.engine.findings import Derived, Finding, Made, RefusalCode, Refused
from exemplar.media.events import MediaReady, MediaRefused
from exemplar.media.models import MediaDerivative, MediaFile
from exemplar.media.repository import MediaRepository
from exemplar.media.workflow import MediaAction, MediaState

_CHUNK_BYTES = 1024**2
_WORKABLE = frozenset({MediaState.RECEIVED, MediaState.PROCESSING})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run found and stored."""

    finding: Finding
    derived: Derived
    sha256: str
    stored: list[MediaDerivative]


class ProcessingService:
    """The use case of the worker."""

    def __init__(self, session_maker: SessionMaker, storage: Storage, engine: Engine, now: Callable[[], datetime]) -> None:
        self._session_maker = session_maker
        self._storage = storage
        self._engine = engine
        self._now = now

    async def process(self, media_id: UUID) -> None:
        """Take a received file to ready or refused; a file that is neither received nor in process is left alone.

        Raises:
            StorageUnavailable, EngineFailed: nothing was changed but ``processing``; the job tries again.
        """
        media = await self._take(media_id)
        if media is None:
            return
        with tempfile.TemporaryDirectory(prefix="exemplar-media-") as name:
            try:
                outcome = await self._work(media, Path(name))
            except Refused as refused:
                await self._refuse(media, refused)
                return
        await self._accept(media_id, outcome)

    async def _take(self, media_id: UUID) -> MediaFile | None:
        async with transaction(self._session_maker) as session:
            media = await MediaRepository(session).find_for_update(media_id)
            if media is None or media.state not in _WORKABLE:
                return None
            if media.state is MediaState.RECEIVED:
                self._move(session, media, MediaAction.PROCESS)
            return media

    async def _work(self, media: MediaFile, folder: Path) -> Outcome:
        original, made = folder / "original", folder / "made"
        await asyncio.to_thread(made.mkdir)
        try:
            await self._storage.get_to_file(media.object_key, original)
        except ObjectMissing:
            raise Refused(RefusalCode.SIZE_MISMATCH, expected_bytes=media.size_bytes, found_bytes=0) from None
        sha256 = await asyncio.to_thread(digest, original)
        finding = await self._engine.inspect(original, media.size_bytes, made)
        derived = await self._engine.derive(original, finding, made)
        stored = [await self._store(media.id, made, item) for item in derived.files]
        return Outcome(finding, derived, sha256, stored)

    async def _store(self, media_id: UUID, folder: Path, made: Made) -> MediaDerivative:
        """Store one derivative, always anew: so the sweep sees a fresh object and leaves it alone."""
        path = folder / made.name
        sha256 = await asyncio.to_thread(digest, path)
        key = f"derivatives/{sha256}{path.suffix}"
        await self._storage.put_file(key, path, made.content_type)
        return MediaDerivative(
            media_id=media_id,
            name=made.name,
            content_type=made.content_type,
            object_key=key,
            size_bytes=(await asyncio.to_thread(path.stat)).st_size,
            width=made.width,
            height=made.height,
            sha256=sha256,
        )

    async def _accept(self, media_id: UUID, outcome: Outcome) -> None:
        async with transaction(self._session_maker) as session:
            media = await MediaRepository(session).find_for_update(media_id)
            if media is None or media.state is not MediaState.PROCESSING:
                return
            await session.execute(delete(MediaDerivative).where(MediaDerivative.media_id == media_id))
            session.add_all(outcome.stored)
            finding = outcome.finding
            media.kind, media.content_type, media.sha256 = finding.kind, finding.content_type, outcome.sha256
            media.width, media.height, media.duration_ms = finding.width, finding.height, finding.duration_ms
            media.page_count, media.average_colour = finding.page_count, outcome.derived.average_colour
            media.waveform, media.ready_at = outcome.derived.waveform, self._now()
            self._move(session, media, MediaAction.ACCEPT, sha256=outcome.sha256)
            await announce(session, MediaReady(media.id, media.unit_id, finding.kind.value))

    async def _refuse(self, seen: MediaFile, refused: Refused) -> None:
        async with transaction(self._session_maker) as session:
            media = await MediaRepository(session).find_for_update(seen.id)
            if media is None or media.state is not MediaState.PROCESSING:
                return
            media.refusal_code, media.refusal_facts = refused.code.value, dict(refused.facts)
            self._move(session, media, MediaAction.REFUSE, code=refused.code.value)
            await announce(session, MediaRefused(media.id, media.unit_id, media.uploaded_by, refused.code.value))
        # Nobody will ever open it; if this fails, the sweep removes it.
        await self._storage.delete(seen.object_key)

    @staticmethod
    def _move(session: AsyncSession, media: MediaFile, action: MediaAction, **body: str) -> None:
        media.state = workflow.after(media.state, action)
        media.version += 1
        audit.record(session, actor_id=None, action=f"media.{media.state.value}", about=("media", media.id), **body)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    running = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            running.update(chunk)
    return running.hexdigest()
