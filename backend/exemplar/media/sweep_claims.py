"""Objects that another module keeps: the sweep asks it which of them it still wants.

A module with a prefix of its own gives a predicate; ``wiring`` collects them by prefix, and every session carries the
collection, as it carries the read grants. So the sweep removes what nobody shows, without knowing what showing is.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.core.database import SessionMaker, transaction
from exemplar.core.storage import ObjectMissing, Storage, StoredObject
from exemplar.media.sweep_findings import SweepCategory, Tally
from exemplar.media.sweep_objects import ORPHAN_KEPT, Heard

INFO_KEY = "media_sweep_claims"

Claim = Callable[[AsyncSession, Collection[str]], Awaitable[set[str]]]
"""``async (session, keys) -> those of the keys that are wanted``; one query."""


class ClaimSweep:
    """One pass over every prefix that somebody claims; without ``mend`` it only counts."""

    def __init__(self, session_maker: SessionMaker, storage: Storage, now: Callable[[], datetime]) -> None:
        self._session_maker = session_maker
        self._storage = storage
        self._now = now

    async def go(self, tally: Tally, heard: Heard, *, mend: bool) -> None:
        """Look through all of them.

        Raises:
            StorageUnavailable: the rest waits for the next run.
        """
        async with self._session_maker() as session:
            claims: Mapping[str, Claim] = session.info.get(INFO_KEY, {})
        for prefix, claim in claims.items():
            after = ""
            while listed := await self._storage.list_page(prefix, after):
                await self._compare(prefix, claim, listed, tally, mend=mend)
                await heard()
                after = listed[-1].key

    async def _compare(self, prefix: str, claim: Claim, listed: Sequence[StoredObject], tally: Tally, *, mend: bool) -> None:
        name = prefix.rstrip("/")
        tally.looked[f"objects_{name}"] += len(listed)
        tally.looked[f"bytes_{name}"] += sum(thing.size_bytes for thing in listed)
        old = [thing.key for thing in listed if self._is_old(thing)]
        if not old:
            return
        async with transaction(self._session_maker) as session:
            wanted = await claim(session, old)
        for key in old:
            if key in wanted or not await self._is_still_old(key):
                continue
            tally.note(SweepCategory.PUBLISHED_UNWANTED, key)
            if mend:
                await self._storage.delete(key)
                tally.mended(SweepCategory.PUBLISHED_UNWANTED)

    def _is_old(self, thing: StoredObject) -> bool:
        return thing.changed_at is not None and thing.changed_at < self._now() - ORPHAN_KEPT

    async def _is_still_old(self, key: str) -> bool:
        """Look once more: the same set may have been copied again since the list was made."""
        try:
            return self._is_old(await self._storage.stat(key))
        except ObjectMissing:
            return False
