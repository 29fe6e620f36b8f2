"""Sweeping what is on its way: uploads that nobody finishes, work whose job got lost, parts that no row knows."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.audit import service as audit
from exemplar.core.database import SessionMaker, transaction
from exemplar.core.storage import OpenUpload, Storage
from exemplar.media import blind_sets, queueing, sweep_rows, workflow
from exemplar.media.repository import MediaRepository
from exemplar.media.sweep_findings import SweepCategory, Tally
from exemplar.media.workflow import OPEN, MediaAction

UPLOAD_KEPT = timedelta(days=7)
"""How long an unfinished upload waits for its sender."""
PARTS_KEPT = timedelta(days=1)
"""How long parts without a row are left alone: their row may be about to be written."""
WORK_KEPT = timedelta(minutes=15)
"""How long a file may wait without a job: its job may have ended a moment ago and the next be about to be written."""

_BATCH = 500
_ORIGINALS = "originals/"

NextIds = Callable[[AsyncSession, UUID | None], Awaitable[Sequence[UUID]]]


class UploadSweep:
    """One pass over uploads and work; without ``mend`` it only counts."""

    def __init__(self, session_maker: SessionMaker, storage: Storage, now: Callable[[], datetime]) -> None:
        self._session_maker = session_maker
        self._storage = storage
        self._now = now

    async def go(self, tally: Tally, *, mend: bool) -> None:
        """Do all three; each may be repeated at any point.

        Raises:
            StorageUnavailable: the parts could not be asked for.
        """
        await self._abandon_uploads(tally, mend=mend)
        await self._restart_work(tally, mend=mend)
        await self._abort_strangers(tally, mend=mend)

    async def _ids(self, following: NextIds) -> AsyncIterator[UUID]:
        last: UUID | None = None
        while True:
            async with transaction(self._session_maker) as session:
                page = await following(session, last)
            if not page:
                return
            for media_id in page:
                yield media_id
            last = page[-1]

    async def _abandon_uploads(self, tally: Tally, *, mend: bool) -> None:
        """Give up uploads that nobody continued; their parts are strangers from then on."""
        before = self._now() - UPLOAD_KEPT
        async for media_id in self._ids(lambda session, last: sweep_rows.unchanged(session, OPEN, before, last)):
            tally.note(SweepCategory.UPLOAD_UNFINISHED, str(media_id))
            if mend and await self._abandon(media_id):
                tally.mended(SweepCategory.UPLOAD_UNFINISHED)

    async def _abandon(self, media_id: UUID) -> bool:
        async with transaction(self._session_maker) as session:
            media = await MediaRepository(session).find_for_update(media_id)
            if media is None or media.state not in OPEN:
                return False
            media.state = workflow.after(media.state, MediaAction.ABANDON)
            media.multipart_id = None
            media.version += 1
            audit.record(session, actor_id=None, action="media.abandoned", about=("media", media.id))
            return True

    async def _restart_work(self, tally: Tally, *, mend: bool) -> None:
        """Ask again for files whose job got lost."""
        before = self._now() - WORK_KEPT
        async for media_id in self._ids(lambda session, last: sweep_rows.without_a_job(session, before, last)):
            tally.note(SweepCategory.WORK_LOST, str(media_id))
            if mend:
                async with transaction(self._session_maker) as session:
                    await queueing.enqueue_again(session, media_id, self._now())
                tally.mended(SweepCategory.WORK_LOST)
        if mend:
            async with transaction(self._session_maker) as session:
                await blind_sets.restart(session, before)

    async def _abort_strangers(self, tally: Tally, *, mend: bool) -> None:
        """Throw away parts of uploads that no row knows."""
        before = self._now() - PARTS_KEPT
        found = await self._storage.list_open_uploads(_ORIGINALS)
        tally.looked["uploads"] += len(found)
        old = [upload for upload in found if upload.started_at and upload.started_at < before]
        for start in range(0, len(old), _BATCH):
            for upload in await self._strangers(old[start : start + _BATCH]):
                tally.note(SweepCategory.PARTS_ABANDONED, upload.key)
                if mend:
                    await self._storage.abort_upload(upload.key, upload.upload_id)
                    tally.mended(SweepCategory.PARTS_ABANDONED)

    async def _strangers(self, uploads: Sequence[OpenUpload]) -> list[OpenUpload]:
        async with transaction(self._session_maker) as session:
            known = await MediaRepository(session).known_uploads([upload.upload_id for upload in uploads])
        return [upload for upload in uploads if upload.upload_id not in known]
