"""What happens to a file that has arrived: looked at, worked on step by step, and either ready or refused.

Jobs, so each may run twice, at once or after a crash. The bytes pass through temporary files; what a step made is stored
under the digest of its content before the row names it, and only the first run to finish a step changes the row. A run
goes on with the first step that is not done.
"""

import asyncio
import hashlib
import tempfile
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.audit import service as audit
from exemplar.core import logging
from exemplar.core.database import SessionMaker, transaction
from exemplar.core.events import announce
from exemplar.core.settings import MediaSettings
from exemplar.core.storage import ObjectMissing, Storage
from exemplar.media import queueing, workflow
from exemplar.media.engine.child import Engine
from exemplar.media.engine.findings import Derived, Finding, Made, RefusalCode, Refused
from exemplar.media.engine.recipe import Step, percent, steps_of
from exemplar.media.events import MediaReady, MediaRefused
from exemplar.media.models import MediaDerivative, MediaFile, MediaPrint, MediaText
from exemplar.media.repository import MediaRepository
from exemplar.media.workflow import MediaAction, MediaState

_CHUNK_BYTES = 1024**2
_WORKABLE = frozenset({MediaState.RECEIVED, MediaState.PROCESSING})
_FIRST_WAIT_SECONDS = 10
_LONGEST_WAIT_SECONDS = 3600

log = logging.get(__name__)


class ProcessingService:
    """The use cases of the worker."""

    def __init__(
        self, session_maker: SessionMaker, storage: Storage, engine: Engine, settings: MediaSettings, now: Callable[[], datetime]
    ) -> None:
        self._session_maker = session_maker
        self._storage = storage
        self._engine = engine
        self._settings = settings
        self._now = now

    async def look(self, media_id: UUID) -> None:
        """Inspect a received file. Pictures and documents are ready or refused after it; films and sounds are queued.

        A file that is neither received nor in process, or was given up, is left alone. What goes wrong and is not the
        file's fault is noted, and tried again later.
        """
        await self._attempt(media_id, self._look)

    async def make(self, media_id: UUID) -> None:
        """Do the steps that are not done yet, for a file that was looked at; otherwise as ``look``."""
        await self._attempt(media_id, self._make)

    async def again(self, media_id: UUID) -> None:
        """Queue a file once more where it stands."""
        async with transaction(self._session_maker) as session:
            media = await MediaRepository(session).find_for_update(media_id)
            if media is None or media.state not in _WORKABLE or media.failed_at is not None:
                return
            if media.finding is not None and media.kind in queueing.SLOW:
                await queueing.enqueue_make(session, media, self._settings)
            else:
                await queueing.enqueue_look(session, media, self._settings)

    async def _attempt(self, media_id: UUID, work: Callable[[MediaFile, Path], Awaitable[None]]) -> None:
        media = await self._take(media_id)
        if media is None:
            return
        with tempfile.TemporaryDirectory(prefix="exemplar-media-") as name:
            try:
                await work(media, Path(name))
            except Refused as refused:
                await self._refuse(media, refused)
            except Exception as error:
                log.exception("media_attempt_failed", media_id=str(media_id))
                await self._note_failure(media_id, type(error).__name__)

    async def _take(self, media_id: UUID) -> MediaFile | None:
        async with transaction(self._session_maker) as session:
            media = await MediaRepository(session).find_for_update(media_id)
            if media is None or media.state not in _WORKABLE or media.failed_at is not None:
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
        if media.finding is None:
            original, made = await self._fetch(media, folder)
            sha256 = await asyncio.to_thread(digest, original)
            if media.declared_sha256 not in (None, sha256):
                raise Refused(RefusalCode.HARMED)
            finding, derived = await self._engine.begin(original, media.size_bytes, made)
            await self._note_finding(media.id, finding, sha256)
            if derived is not None:
                await self._keep(media.id, steps_of(finding)[0], derived, made)
        else:
            finding = Finding.of(media.finding)
        if finding.kind in queueing.SLOW:
            async with transaction(self._session_maker) as session:
                fresh = await MediaRepository(session).find_for_update(media.id)
                if fresh is not None:
                    # The work goes on in another lane: what follows is not another try of this.
                    fresh.attempts = 0
                    await queueing.enqueue_make(session, fresh, self._settings)
        else:
            await self._make(media, folder)

    async def _make(self, media: MediaFile, folder: Path) -> None:
        seen = await self._seen(media.id)
        if seen is None or seen.finding is None:
            return
        finding = Finding.of(seen.finding)
        waiting = [step for step in steps_of(finding) if step.name not in seen.steps_done]
        for step in waiting:
            original, made = await self._fetch(media, folder)
            await self._fetch_needed(media.id, step, made)
            watch = self._watcher(media.id, step, finding, frozenset(seen.steps_done))
            await watch(0.0)
            derived = await self._engine.make(step.name, original, finding, made, watch)
            seen = await self._keep(media.id, step, derived, made)
            if seen is None:
                return
        await self._accept(media.id)

    def _watcher(self, media_id: UUID, step: Step, finding: Finding, done: frozenset[str]) -> Callable[[float], Awaitable[None]]:
        async def watch(part: float) -> None:
            async with transaction(self._session_maker) as session:
                await MediaRepository(session).note_progress(media_id, step.name, percent(steps_of(finding), done, step.name, part))

        return watch

    async def _seen(self, media_id: UUID) -> MediaFile | None:
        async with transaction(self._session_maker) as session:
            return await MediaRepository(session).find(media_id)

    async def _fetch(self, media: MediaFile, folder: Path) -> tuple[Path, Path]:
        """Return the original, brought here once, and the folder for what is made of it."""
        original, made = folder / "original", folder / "made"
        await asyncio.to_thread(made.mkdir, exist_ok=True)
        if not await asyncio.to_thread(original.exists):
            try:
                await self._storage.get_to_file(media.object_key, original)
            except ObjectMissing:
                raise Refused(RefusalCode.SIZE_MISMATCH, expected_bytes=media.size_bytes, found_bytes=0) from None
        return original, made

    async def _fetch_needed(self, media_id: UUID, step: Step, made: Path) -> None:
        """Bring back what earlier steps made and this one builds upon, where another run made it."""
        if not step.needs:
            return
        async with transaction(self._session_maker) as session:
            there = await MediaRepository(session).made_of(media_id)
        for derivative in there:
            path = made / derivative.name
            if derivative.name in step.needs and not await asyncio.to_thread(path.exists):
                await self._storage.get_to_file(derivative.object_key, path)

    async def _note_finding(self, media_id: UUID, finding: Finding, sha256: str) -> None:
        async with transaction(self._session_maker) as session:
            media = await MediaRepository(session).find_for_update(media_id)
            if media is None or media.state is not MediaState.PROCESSING:
                return
            media.finding, media.sha256 = finding.as_dict(), sha256
            media.kind, media.content_type = finding.kind, finding.content_type
            media.width, media.height, media.duration_ms = finding.width, finding.height, finding.duration_ms
            media.page_count = finding.page_count

    async def _keep(self, media_id: UUID, step: Step, derived: Derived, folder: Path) -> MediaFile | None:
        """Store what a step made, then note it; return the row, or ``None`` where there is nothing left to do."""
        stored = [await self._store(media_id, folder, item) for item in derived.files]
        async with transaction(self._session_maker) as session:
            media = await MediaRepository(session).find_for_update(media_id)
            if media is None or media.state is not MediaState.PROCESSING or media.finding is None:
                return None
            if step.name in media.steps_done:
                return media
            session.add_all(stored)
            session.add_all(_marks(media_id, derived))
            media.average_colour = derived.average_colour or media.average_colour
            media.blurhash = derived.blurhash or media.blurhash
            media.waveform = derived.waveform or media.waveform
            media.steps_done = [*media.steps_done, step.name]
            media.percent = percent(steps_of(Finding.of(media.finding)), frozenset(media.steps_done))
            # This run is the first attempt at the next step.
            media.attempts = 1
            return media

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

    async def _accept(self, media_id: UUID) -> None:
        async with transaction(self._session_maker) as session:
            media = await MediaRepository(session).find_for_update(media_id)
            if media is None or media.state is not MediaState.PROCESSING or media.kind is None:
                return
            media.ready_at, media.percent, media.step, media.attempts, media.failure = self._now(), 100, None, 0, None
            self._move(session, media, MediaAction.ACCEPT, sha256=media.sha256 or "")
            await announce(session, MediaReady(media.id, media.unit_id, media.kind.value))

    async def _refuse(self, seen: MediaFile, refused: Refused) -> None:
        async with transaction(self._session_maker) as session:
            media = await MediaRepository(session).find_for_update(seen.id)
            if media is None or media.state is not MediaState.PROCESSING:
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
            if media is None or media.state not in _WORKABLE:
                return
            media.failure = failure[:80]
            if media.attempts >= self._settings.max_attempts:
                self._give_up(session, media, failure)
                return
            seconds = min(_LONGEST_WAIT_SECONDS, _FIRST_WAIT_SECONDS * 3 ** (media.attempts - 1))
            await queueing.enqueue_again(session, media_id, self._now() + timedelta(seconds=seconds))

    def _give_up(self, session: AsyncSession, media: MediaFile, failure: str) -> None:
        media.failed_at, media.failure = self._now(), failure[:80]
        audit.record(session, actor_id=None, action="media.failed", about=("media", media.id), failure=failure[:80])

    @staticmethod
    def _move(session: AsyncSession, media: MediaFile, action: MediaAction, **body: str) -> None:
        media.state = workflow.after(media.state, action)
        media.version += 1
        audit.record(session, actor_id=None, action=f"media.{media.state.value}", about=("media", media.id), **body)


def _marks(media_id: UUID, derived: Derived) -> list[MediaPrint | MediaText]:
    """Return the rows of prints and words."""
    prints: list[MediaPrint | MediaText] = [
        MediaPrint(media_id=media_id, kind=kind, first=first, second=second)
        for kind, pairs in derived.prints.items()
        for first, second in pairs
    ]
    return [*prints, MediaText(media_id=media_id, body=derived.text)] if derived.text else prints


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    running = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            running.update(chunk)
    return running.hexdigest()
