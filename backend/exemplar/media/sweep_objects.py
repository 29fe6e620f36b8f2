"""Sweeping objects and rows against each other: both are gone through once, side by side, a page of keys at a time.

What looks wrong is looked at again before anything is done: a list is old when it arrives.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.audit import service as audit
from exemplar.core.database import SessionMaker, transaction
from exemplar.core.events import announce
from exemplar.core.storage import ObjectMissing, Storage, StoredObject
from exemplar.media import sweep_rows
from exemplar.media.events import MediaLost
from exemplar.media.models import MediaFile
from exemplar.media.repository import MediaRepository
from exemplar.media.sweep_findings import SweepCategory, Tally
from exemplar.media.sweep_mending import MendingService
from exemplar.media.sweep_rows import Expected
from exemplar.media.workflow import ARRIVED

ORPHAN_KEPT = timedelta(days=1)
"""How long an object without a row is left alone: its row may be about to be written."""

Heard = Callable[[], Awaitable[None]]
"""Told after each page, so that others see the sweep is alive."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """One prefix: which rows name its objects, and what is said of one that is not named or not there."""

    name: str
    rows: Callable[[AsyncSession, str, str | None], Awaitable[list[Expected]]]
    unnamed: SweepCategory
    missing: SweepCategory

    @property
    def prefix(self) -> str:
        """Return what every key begins with."""
        return f"{self.name}/"


ORIGINALS = Shelf("originals", sweep_rows.originals, SweepCategory.ORIGINAL_UNNAMED, SweepCategory.ORIGINAL_MISSING)
DERIVATIVES = Shelf("derivatives", sweep_rows.derivatives, SweepCategory.DERIVATIVE_UNNAMED, SweepCategory.DERIVATIVE_MISSING)
SHELVES = (ORIGINALS, DERIVATIVES)


class ObjectSweep:
    """One pass over both shelves; without ``mend`` it only counts."""

    def __init__(self, session_maker: SessionMaker, storage: Storage, now: Callable[[], datetime]) -> None:
        self._session_maker = session_maker
        self._storage = storage
        self._now = now
        self._mending = MendingService(session_maker, now)

    async def go(self, shelf: Shelf, tally: Tally, heard: Heard, *, mend: bool) -> None:
        """Compare one shelf with its rows.

        Raises:
            StorageUnavailable: the rest waits for the next run.
        """
        after = ""
        while True:
            listed = await self._storage.list_page(shelf.prefix, after)
            until = listed[-1].key if listed else None
            tally.looked[f"objects_{shelf.name}"] += len(listed)
            tally.looked[f"bytes_{shelf.name}"] += sum(thing.size_bytes for thing in listed)
            await self._remove_unnamed(shelf, listed, tally, mend=mend)
            there = {thing.key for thing in listed}
            async for expected in self._expected(shelf, after, until):
                await self._compare(shelf, expected, there, tally, mend=mend)
            await heard()
            if until is None:
                return
            after = until

    async def _expected(self, shelf: Shelf, after: str, until: str | None) -> AsyncIterator[Sequence[Expected]]:
        while True:
            async with transaction(self._session_maker) as session:
                page = await shelf.rows(session, after, until)
            yield page
            if len(page) < sweep_rows.PAGE_ROWS:
                return
            after = page[-1].key

    async def _remove_unnamed(self, shelf: Shelf, listed: Sequence[StoredObject], tally: Tally, *, mend: bool) -> None:
        before = self._now() - ORPHAN_KEPT
        old = [thing.key for thing in listed if thing.changed_at and thing.changed_at < before]
        if not old:
            return
        async with transaction(self._session_maker) as session:
            kept = await MediaRepository(session).kept_keys(old)
        for key in old:
            if key in kept or not await self._is_still_old(key, before):
                continue
            tally.note(shelf.unnamed, key)
            if mend:
                await self._storage.delete(key)
                tally.mended(shelf.unnamed)

    async def _is_still_old(self, key: str, before: datetime) -> bool:
        """Look once more: a job may have stored the same content since the list was made."""
        try:
            changed_at = (await self._storage.stat(key)).changed_at
        except ObjectMissing:
            return False
        return changed_at is not None and changed_at < before

    async def _compare(self, shelf: Shelf, expected: Sequence[Expected], there: Collection[str], tally: Tally, *, mend: bool) -> None:
        if shelf is ORIGINALS:
            tally.looked["files"] += len(expected)
        for one in expected:
            if one.key in there:
                if one.is_marked and one.media_id is not None:
                    tally.note(SweepCategory.ORIGINAL_RETURNED, one.key)
                    if mend and await self._mark(one.media_id, is_lost=False):
                        tally.mended(SweepCategory.ORIGINAL_RETURNED)
            elif not one.is_marked and not await self._is_there(one.key):
                tally.note(shelf.missing, one.key)
                if mend and await self._mend_missing(one):
                    tally.mended(shelf.missing)

    async def _is_there(self, key: str) -> bool:
        try:
            await self._storage.stat(key)
        except ObjectMissing:
            return False
        return True

    async def _mend_missing(self, expected: Expected) -> bool:
        if expected.media_id is not None:
            return await self._mark(expected.media_id, is_lost=True)
        return await self._mending.make_again(expected.key)

    async def _mark(self, media_id: UUID, *, is_lost: bool) -> bool:
        """Mark a file as lost, so that its unit and the operator learn of it, or take the mark away; say whether that was news."""
        async with transaction(self._session_maker) as session:
            media = await MediaRepository(session).find_for_update(media_id)
            if media is None or media.state not in ARRIVED or (media.lost_at is not None) == is_lost:
                return False
            await self._note_mark(session, media, is_lost=is_lost)
            return True

    async def _note_mark(self, session: AsyncSession, media: MediaFile, *, is_lost: bool) -> None:
        media.lost_at = self._now() if is_lost else None
        media.version += 1
        audit.record(session, actor_id=None, action="media.lost" if is_lost else "media.found_again", about=("media", media.id))
        if is_lost:
            await announce(session, MediaLost(media.id, media.unit_id, media.uploaded_by))
