"""Making the blind set of a file: one job, idempotent, for the masks as they are when it begins.

Where the masks change meanwhile, what was made is thrown away: the change has put a job of its own in the queue. A set is
there whole or not at all; until then its readers find nothing.
"""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.audit import service as audit
from exemplar.core import logging
from exemplar.core.database import SessionMaker, transaction
from exemplar.core.settings import MediaSettings
from exemplar.core.storage import Storage
from exemplar.media import room
from exemplar.media.blind_sets import covers_of, enqueue_blind, forget_made
from exemplar.media.editions import Edition
from exemplar.media.engine import blind, captions, documents
from exemplar.media.engine.child import Engine
from exemplar.media.engine.findings import Derived, Finding, MediaKind, Refused
from exemplar.media.masks import Cover, as_dict
from exemplar.media.models import MediaBlindSet, MediaDerivative, MediaFile
from exemplar.media.repository import MediaRepository
from exemplar.media.workflow import MediaState
from exemplar.media.workshop import Workshop

_FIRST_WAIT_SECONDS, _LONGEST_WAIT_SECONDS, _PUT_OFF_SECONDS = 10, 3600, 300
_DRAWN_FROM = (documents.COPY, captions.COPY)
"""Of a document, the blind set is drawn from what its readers get; one without either is withheld."""

log = logging.get(__name__)


@dataclass(frozen=True, slots=True)
class _Order:
    """What one run makes: the set of ``media`` for the masks that have this digest."""

    media: MediaFile
    digest: str
    covers: Sequence[Cover]


class BlindService:
    """The use case of the worker."""

    def __init__(
        self, session_maker: SessionMaker, storage: Storage, engine: Engine, settings: MediaSettings, now: Callable[[], datetime]
    ) -> None:
        self._session_maker = session_maker
        self._storage = storage
        self._workshop = Workshop(session_maker, storage)
        self._engine = engine
        self._settings = settings
        self._now = now

    async def make(self, media_id: UUID) -> None:
        """Make the set that is wanted, if it is not there. What goes wrong is noted and tried again, or given up."""
        order = await self._take(media_id)
        if order is None:
            return
        try:
            with room.HERE.folder(room.of_file(order.media)) as folder:
                derived, made = await self._work(order, folder)
                await self._keep(order, derived, made)
        except room.NoRoom as waiting:
            await self._put_off(order, type(waiting).__name__)
        except Exception as error:
            log.exception("media_blind_failed", media_id=str(media_id))
            await self._note_failure(order, error)

    async def _take(self, media_id: UUID) -> _Order | None:
        async with transaction(self._session_maker) as session:
            media = await MediaRepository(session).find_for_update(media_id)
            wanted = await _lock(session, media_id)
            if media is None or media.state is not MediaState.READY or wanted is None:
                return None
            if wanted.made_digest == wanted.masks_digest or wanted.failed_at is not None:
                return None
            if wanted.attempts >= self._settings.max_attempts:
                # Earlier attempts ended without a word: they took their worker with them.
                self._give_up(session, wanted, "WorkerDied")
                return None
            wanted.attempts += 1
            return _Order(media, wanted.masks_digest, await covers_of(session, media))

    async def _work(self, order: _Order, folder: Path) -> tuple[Derived, Path]:
        made = folder / "made"
        await asyncio.to_thread(made.mkdir)
        source = await self._source(order.media, folder)
        if source is None or order.media.finding is None:
            return Derived(), made
        written = json.dumps([as_dict(cover) for cover in order.covers], ensure_ascii=False)
        await asyncio.to_thread((made / blind.MASKS).write_text, written, encoding="utf-8")
        return await self._engine.make(blind.STEP, source, Finding.of(order.media.finding), made), made

    async def _source(self, media: MediaFile, folder: Path) -> Path | None:
        if media.kind is not MediaKind.DOCUMENT:
            return (await self._workshop.fetch(media, folder))[0]
        async with transaction(self._session_maker) as session:
            drawn = next((made for made in await MediaRepository(session).made_of(media.id) if made.name in _DRAWN_FROM), None)
        if drawn is None:
            return None
        target = folder / "original"
        await self._storage.get_to_file(drawn.object_key, target)
        return target

    async def _keep(self, order: _Order, derived: Derived, made: Path) -> None:
        stored = [await self._workshop.store(order.media.id, made, item) for item in derived.files]
        async with transaction(self._session_maker) as session:
            current = await _lock(session, order.media.id)
            if current is None or current.masks_digest != order.digest or current.made_digest == order.digest:
                return
            await forget_made(session, order.media.id)
            session.add_all(_blinded(stored))
            current.made_digest, current.attempts, current.failure = order.digest, 0, None
            current.waveform, current.average_colour, current.blurhash = derived.waveform, derived.average_colour, derived.blurhash

    async def _note_failure(self, order: _Order, error: Exception) -> None:
        """Try again after a while that grows; at once give up what is the file's own fault."""
        async with transaction(self._session_maker) as session:
            current = await _lock(session, order.media.id)
            if current is None or current.masks_digest != order.digest:
                return
            failure = error.code.value if isinstance(error, Refused) else type(error).__name__
            current.failure = failure[:80]
            if isinstance(error, Refused) or current.attempts >= self._settings.max_attempts:
                self._give_up(session, current, failure)
                return
            seconds = min(_LONGEST_WAIT_SECONDS, _FIRST_WAIT_SECONDS * 3 ** (current.attempts - 1))
            await enqueue_blind(session, order.media.id, self._now() + timedelta(seconds=seconds))

    async def _put_off(self, order: _Order, failure: str) -> None:
        """Try again later, for as long as it takes: this was no try."""
        async with transaction(self._session_maker) as session:
            current = await _lock(session, order.media.id)
            if current is None or current.masks_digest != order.digest:
                return
            current.attempts, current.failure = max(0, current.attempts - 1), failure
            await enqueue_blind(session, order.media.id, self._now() + timedelta(seconds=_PUT_OFF_SECONDS))

    def _give_up(self, session: AsyncSession, current: MediaBlindSet, failure: str) -> None:
        current.failed_at, current.failure = self._now(), failure[:80]
        audit.record(session, actor_id=None, action="media.blind_failed", about=("media", current.media_id), failure=failure[:80])


async def _lock(session: AsyncSession, media_id: UUID) -> MediaBlindSet | None:
    query = select(MediaBlindSet).where(MediaBlindSet.media_id == media_id).with_for_update()
    found: MediaBlindSet | None = await session.scalar(query.execution_options(populate_existing=True))
    return found


def _blinded(stored: Sequence[MediaDerivative]) -> Sequence[MediaDerivative]:
    for derivative in stored:
        derivative.edition = Edition.BLIND
    return stored
