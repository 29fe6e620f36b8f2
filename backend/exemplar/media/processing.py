"""What happens to a file that has arrived: looked at, worked on step by step, and either ready or refused; then improved.

Jobs, so each may run twice, at once or after a crash: only the first run to finish a step changes the row, and a run goes
on with the first step that is not done. A film is ready once it plays; what is made later never takes that back. See
decisions/0095-ready-early.md.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.audit import service as audit
from exemplar.core import logging
from exemplar.core.database import SessionMaker, transaction
from exemplar.core.events import announce
from exemplar.core.settings import MediaSettings
from exemplar.core.storage import Storage
from exemplar.media import queueing, room, workflow
from exemplar.media.engine.child import Engine
from exemplar.media.engine.findings import Derived, Finding, MediaKind, RefusalCode, Refused
from exemplar.media.engine.recipe import Step, lacking, percent, steps_of
from exemplar.media.events import MediaImproved, MediaReady, MediaRefused
from exemplar.media.models import MediaFile
from exemplar.media.repository import MediaRepository
from exemplar.media.scanning import Scan, Scanner, ScannerUnavailable
from exemplar.media.workflow import MediaAction, MediaState
from exemplar.media.workshop import Workshop, digest, make_room, marks

_ARRIVING = frozenset({MediaState.RECEIVED, MediaState.PROCESSING})
_AT_WORK = frozenset({MediaState.PROCESSING, MediaState.READY})
_FIRST_WAIT_SECONDS = 10
_LONGEST_WAIT_SECONDS = 3600
_LONGEST_PUT_OFF_SECONDS = 300

log = logging.get(__name__)


class ProcessingService:
    """The use cases of the worker."""

    def __init__(
        self,
        session_maker: SessionMaker,
        storage: Storage,
        engine: Engine,
        settings: MediaSettings,
        now: Callable[[], datetime],
        scanner: Scanner | None = None,
    ) -> None:
        self._session_maker = session_maker
        self._storage = storage
        self._workshop = Workshop(session_maker, storage)
        self._engine = engine
        self._settings = settings
        self._now = now
        self._scanner = scanner

    async def look(self, media_id: UUID) -> None:
        """Inspect a received file. Pictures are ready or refused after it; all else is queued in a lane of its own.

        A file that is neither received nor in process, or was given up, is left alone. What goes wrong and is not the
        file's fault is noted, and tried again later.
        """
        await self._attempt(media_id, self._look, _ARRIVING)

    async def make(self, media_id: UUID) -> None:
        """Do the first steps that are not done yet, for a file that was looked at, until it is ready; otherwise as ``look``."""
        await self._attempt(media_id, self._make, _ARRIVING)

    async def improve(self, media_id: UUID) -> None:
        """Make of a ready file what it lacks. Whatever goes wrong, it stays ready; what is the file's own fault is not tried again."""
        await self._attempt(media_id, self._improve, {MediaState.READY})

    async def again(self, media_id: UUID) -> None:
        """Queue a file once more where it stands."""
        async with transaction(self._session_maker) as session:
            media = await MediaRepository(session).find_for_update(media_id)
            if media is None or media.failed_at is not None:
                return
            if media.state in _ARRIVING:
                await _enqueue_first(session, media, self._settings)
            elif media.state is MediaState.READY and media.percent < 100:
                await queueing.enqueue_improve(session, media, self._settings)

    async def _attempt(self, media_id: UUID, work: Callable[[MediaFile, Path], Awaitable[None]], states: Collection[MediaState]) -> None:
        media = await self._take(media_id, states)
        if media is None:
            return
        try:
            with room.HERE.folder(room.of_file(media)) as folder:
                await work(media, folder)
        except Refused as refused:
            await self._refuse(media, refused)
        except (ScannerUnavailable, room.NoRoom) as waiting:
            await self._put_off(media_id, type(waiting).__name__)
        except Exception as error:
            log.exception("media_attempt_failed", media_id=str(media_id))
            await self._note_failure(media_id, type(error).__name__)

    async def _take(self, media_id: UUID, states: Collection[MediaState]) -> MediaFile | None:
        async with transaction(self._session_maker) as session:
            media = await MediaRepository(session).find_for_update(media_id)
            if media is None or media.state not in states or media.failed_at is not None:
                return None
            if media.state is MediaState.READY and media.percent == 100:
                return None
            if media.attempts >= self._settings.max_attempts:
                # Earlier attempts ended without a word: they took their worker with them.
                self._give_up(session, media, "WorkerDied")
                return None
            media.attempts += 1
            if media.state is MediaState.RECEIVED:
                self._move(session, media, MediaAction.PROCESS)
            return media

    async def _look(self, media: MediaFile, folder: Path) -> None:
        finding = await self._found(media, folder)
        if finding.kind in queueing.APART:
            async with transaction(self._session_maker) as session:
                fresh = await MediaRepository(session).find_for_update(media.id)
                if fresh is not None:
                    # The work goes on in another lane: what follows is not another try of this.
                    fresh.attempts = 0
                    queueing.charge_for_length(fresh)
                    await queueing.enqueue_make(session, fresh, self._settings)
        else:
            await self._make(media, folder)

    async def _found(self, media: MediaFile, folder: Path) -> Finding:
        """Return what the file is: as noted before, or by inspecting it now."""
        if media.finding is not None:
            return Finding.of(media.finding)
        original, made = await self._workshop.fetch(media, folder)
        sha256 = await asyncio.to_thread(digest, original)
        if media.declared_sha256 not in (None, sha256):
            raise Refused(RefusalCode.HARMED)
        # Before anything in it is decoded.
        scan = await self._scanner.scan(original) if self._scanner else None
        finding, derived = await self._engine.begin(original, media.size_bytes, made)
        if scan is Scan.TOO_LARGE and finding.kind is MediaKind.DOCUMENT:
            raise Refused(RefusalCode.UNSCANNABLE, found_bytes=media.size_bytes)
        await self._note_finding(media.id, finding, sha256, scan)
        if derived is not None:
            await self._keep(media.id, steps_of(finding)[0], derived, made)
        return finding

    async def _make(self, media: MediaFile, folder: Path) -> None:
        if await self._do(media, folder, is_ready=False):
            await self._accept(media.id)

    async def _improve(self, media: MediaFile, folder: Path) -> None:
        await self._found(media, folder)
        if await self._do(media, folder, is_ready=True):
            await self._settle(media.id)

    async def _do(self, media: MediaFile, folder: Path, *, is_ready: bool) -> bool:
        """Do the steps that are not done, the later ones only of a ready file; say whether there is nothing left to do."""
        async with transaction(self._session_maker) as session:
            seen = await MediaRepository(session).find(media.id)
        if seen is None or seen.finding is None:
            return False
        finding = Finding.of(seen.finding)
        for step in lacking(finding, seen.steps_done):
            if step.is_later and not is_ready:
                continue
            original, made = await self._workshop.fetch(media, folder)
            await self._workshop.fetch_needed(media.id, step, made)
            watch = self._watcher(media.id, step, finding, frozenset(seen.steps_done))
            await watch(0.0)
            derived = await self._engine.make(step.name, original, finding, made, watch)
            seen = await self._keep(media.id, step, derived, made)
            if seen is None:
                return False
        return True

    def _watcher(self, media_id: UUID, step: Step, finding: Finding, done: frozenset[str]) -> Callable[[float], Awaitable[None]]:
        async def watch(part: float) -> None:
            share = percent(steps_of(finding), done, step.name, part)
            async with transaction(self._session_maker) as session:
                await MediaRepository(session).note_progress(media_id, step.name, min(99, share))

        return watch

    async def _note_finding(self, media_id: UUID, finding: Finding, sha256: str, scan: Scan | None) -> None:
        async with transaction(self._session_maker) as session:
            media = await MediaRepository(session).find_for_update(media_id)
            if media is None or media.state not in _AT_WORK:
                return
            media.finding, media.sha256, media.scan = finding.as_dict(), sha256, scan
            media.kind, media.content_type = finding.kind, finding.content_type
            media.width, media.height, media.duration_ms = finding.width, finding.height, finding.duration_ms
            media.page_count = finding.page_count

    async def _keep(self, media_id: UUID, step: Step, derived: Derived, folder: Path) -> MediaFile | None:
        """Store what a step made, then note it; return the row, or ``None`` where there is nothing left to do."""
        stored = [await self._workshop.store(media_id, folder, item) for item in derived.files]
        async with transaction(self._session_maker) as session:
            media = await MediaRepository(session).find_for_update(media_id)
            if media is None or media.state not in _AT_WORK or media.finding is None:
                return None
            if step.name in media.steps_done:
                return media
            is_ready = media.state is MediaState.READY
            if is_ready:
                await make_room(session, media_id, [item.name for item in stored], derived)
            session.add_all(stored)
            session.add_all(marks(media_id, derived))
            media.average_colour = derived.average_colour or media.average_colour
            media.blurhash = derived.blurhash or media.blurhash
            media.waveform = derived.waveform or media.waveform
            media.steps_done = [*media.steps_done, step.name]
            media.percent = percent(steps_of(Finding.of(media.finding)), frozenset(media.steps_done))
            # This run is the first attempt at the next step.
            media.attempts = 1
            if is_ready:
                await announce(session, MediaImproved(media.id, media.unit_id))
            return media

    async def _accept(self, media_id: UUID) -> None:
        async with transaction(self._session_maker) as session:
            media = await MediaRepository(session).find_for_update(media_id)
            if media is None or media.state is not MediaState.PROCESSING or media.kind is None:
                return
            media.ready_at, media.step, media.attempts, media.failure = self._now(), None, 0, None
            self._move(session, media, MediaAction.ACCEPT, sha256=media.sha256 or "")
            await announce(session, MediaReady(media.id, media.unit_id, media.kind.value))
            if media.percent < 100:
                await queueing.enqueue_improve(session, media, self._settings)
            if media.kind in queueing.HEARD:
                await queueing.enqueue_hearing(session, media)

    async def _settle(self, media_id: UUID) -> None:
        async with transaction(self._session_maker) as session:
            media = await MediaRepository(session).find_for_update(media_id)
            if media is None or media.state is not MediaState.READY or media.finding is None:
                return
            media.step, media.attempts, media.failure = None, 0, None
            if not lacking(Finding.of(media.finding), media.steps_done):
                media.percent = 100

    async def _refuse(self, seen: MediaFile, refused: Refused) -> None:
        async with transaction(self._session_maker) as session:
            media = await MediaRepository(session).find_for_update(seen.id)
            if media is None or media.state not in _AT_WORK:
                return
            if media.state is MediaState.READY:
                self._give_up(session, media, refused.code.value)
                return
            await MediaRepository(session).forget_made(media.id)
            media.refusal_code, media.refusal_facts, media.step = refused.code.value, dict(refused.facts), None
            self._move(session, media, MediaAction.REFUSE, code=refused.code.value)
            await announce(session, MediaRefused(media.id, media.unit_id, media.uploaded_by, refused.code.value))
        # Nobody will ever open it; if this fails, the sweep removes it.
        await self._storage.delete(seen.object_key)

    async def _note_failure(self, media_id: UUID, failure: str) -> None:
        """Try again after a while that doubles, or give up after as many attempts as the settings allow."""
        async with transaction(self._session_maker) as session:
            media = await MediaRepository(session).find_for_update(media_id)
            if media is None or media.state not in _AT_WORK:
                return
            media.failure = failure[:80]
            if media.attempts >= self._settings.max_attempts:
                self._give_up(session, media, failure)
                return
            seconds = min(_LONGEST_WAIT_SECONDS, _FIRST_WAIT_SECONDS * 3 ** (media.attempts - 1))
            await queueing.enqueue_again(session, media_id, self._now() + timedelta(seconds=seconds))

    async def _put_off(self, media_id: UUID, failure: str) -> None:
        """Try again later, the later the longer the file has waited; for as long as it takes, since this was no try."""
        async with transaction(self._session_maker) as session:
            media = await MediaRepository(session).find_for_update(media_id)
            if media is None or media.state not in _AT_WORK or media.received_at is None:
                return
            media.attempts, media.failure = max(0, media.attempts - 1), failure
            waited = (self._now() - media.received_at).total_seconds() / 4
            seconds = max(_FIRST_WAIT_SECONDS, min(_LONGEST_PUT_OFF_SECONDS, waited))
            await queueing.enqueue_again(session, media_id, self._now() + timedelta(seconds=seconds))

    def _give_up(self, session: AsyncSession, media: MediaFile, failure: str) -> None:
        media.failed_at, media.failure = self._now(), failure[:80]
        audit.record(session, actor_id=None, action="media.failed", about=("media", media.id), failure=failure[:80])

    @staticmethod
    def _move(session: AsyncSession, media: MediaFile, action: MediaAction, **body: str) -> None:
        media.state = workflow.after(media.state, action)
        media.version += 1
        audit.record(session, actor_id=None, action=f"media.{media.state.value}", about=("media", media.id), **body)


async def _enqueue_first(session: AsyncSession, media: MediaFile, settings: MediaSettings) -> None:
    """Queue a file that is not ready: to be looked at, or to be worked on where that was done."""
    if media.finding is not None and media.kind in queueing.APART:
        await queueing.enqueue_make(session, media, settings)
    else:
        await queueing.enqueue_look(session, media, settings)
