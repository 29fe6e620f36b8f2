"""Mending what crashes leave behind, both ways: uploads that nobody finished, objects that no row names.

Slow by design: everything it touches has been left alone for hours or days, so it never meets work under way.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from exemplar.audit import service as audit
from exemplar.core.database import SessionMaker, transaction
from exemplar.core.storage import ObjectMissing, Storage
from exemplar.media import queueing, workflow
from exemplar.media.repository import MediaRepository
from exemplar.media.workflow import OPEN, MediaAction, MediaState

SWEEP_JOB = "media.sweep"
UPLOAD_KEPT = timedelta(days=7)
"""How long an unfinished upload waits for its sender."""
ORPHAN_KEPT = timedelta(days=1)
"""How long an object without a row is left alone: its row may be about to be written."""
WORK_KEPT = timedelta(hours=6)
"""How long a file may be in process before another run is started; two runs do no harm."""

_BATCH = 500
_PREFIXES = ("originals/", "derivatives/")


class SweepService:
    """The use case of the daily sweep."""

    def __init__(self, session_maker: SessionMaker, storage: Storage, now: Callable[[], datetime]) -> None:
        self._session_maker = session_maker
        self._storage = storage
        self._now = now

    async def sweep(self) -> None:
        """Do all of it; each step stands alone and may be repeated.

        Raises:
            StorageUnavailable: the rest waits for the next run.
        """
        await self._abandon_uploads()
        await self._restart_work()
        await self._abort_strangers()
        for prefix in _PREFIXES:
            await self._remove_orphans(prefix)

    async def _abandon_uploads(self) -> None:
        """Give up uploads that nobody continued; their parts are strangers to S3 from then on."""
        async with transaction(self._session_maker) as session:
            stale = await MediaRepository(session).stale(OPEN, self._now() - UPLOAD_KEPT)
        for media_id in stale:
            await self._abandon(media_id)

    async def _abandon(self, media_id: UUID) -> None:
        async with transaction(self._session_maker) as session:
            media = await MediaRepository(session).find_for_update(media_id)
            if media is None or media.state not in OPEN:
                return
            media.state = workflow.after(media.state, MediaAction.ABANDON)
            media.multipart_id = None
            media.version += 1
            audit.record(session, actor_id=None, action="media.abandoned", about=("media", media.id))

    async def _restart_work(self) -> None:
        """Ask again for files whose job got lost with its worker."""
        async with transaction(self._session_maker) as session:
            waiting = (MediaState.RECEIVED, MediaState.PROCESSING)
            before = self._now() - WORK_KEPT
            for media_id in [*await MediaRepository(session).stale(waiting, before), *await queueing.improving(session, before)]:
                await queueing.enqueue_again(session, media_id, self._now())

    async def _abort_strangers(self) -> None:
        """Throw away parts of uploads that no row knows."""
        before = self._now() - ORPHAN_KEPT
        found = [
            upload for upload in await self._storage.list_open_uploads(_PREFIXES[0]) if upload.started_at and upload.started_at < before
        ]
        for start in range(0, len(found), _BATCH):
            batch = found[start : start + _BATCH]
            async with transaction(self._session_maker) as session:
                known = await MediaRepository(session).known_uploads([upload.upload_id for upload in batch])
            for upload in batch:
                if upload.upload_id not in known:
                    await self._storage.abort_upload(upload.key, upload.upload_id)

    async def _remove_orphans(self, prefix: str) -> None:
        before = self._now() - ORPHAN_KEPT
        old = [thing.key for thing in await self._storage.list_objects(prefix) if thing.changed_at and thing.changed_at < before]
        for start in range(0, len(old), _BATCH):
            await self._remove_unnamed(old[start : start + _BATCH], before)

    async def _remove_unnamed(self, keys: Sequence[str], before: datetime) -> None:
        async with transaction(self._session_maker) as session:
            kept = await MediaRepository(session).kept_keys(keys)
        for key in keys:
            if key not in kept and await self._is_still_old(key, before):
                await self._storage.delete(key)

    async def _is_still_old(self, key: str, before: datetime) -> bool:
        """Look once more: a job may have stored the same content since the list was made."""
        try:
            changed_at = (await self._storage.stat(key)).changed_at
        except ObjectMissing:
            return False
        return changed_at is not None and changed_at < before
