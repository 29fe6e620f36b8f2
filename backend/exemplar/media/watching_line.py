"""The one connection of a process on which PostgreSQL tells that a file has changed, and those who wait for word of it.

A trigger on the table of files speaks, so whoever writes is heard. Nobody asks again and again: a watcher wakes when one of
its files changed, and once more whenever the connection was lost, for what was said meanwhile nobody heard. See
decisions/0028-word-of-changes.md.
"""

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

import asyncpg

from exemplar.core import logging
from exemplar.core.errors import Unavailable

CHANNEL = "media_changed"
MAX_WATCHERS = 1_000
"""Streams open at once in one process; whoever comes after looks again by themselves."""
MAX_OF_ONE = 20
"""Of these for one person: as many as somebody has pages open, and too few to leave none for others."""

_PAUSES_SECONDS = (0.2, 1, 3, 10)
_SOUND_OUT_SECONDS = 20.0
_ANSWER_SECONDS = 5.0

log = logging.get(__name__)


class TooManyWatchers(Unavailable):
    """This process has as many streams open as it keeps, or is about to end."""

    code = "media_too_many_watchers"


class Watcher:
    """Somebody who waits for word about some files. What came in between is kept as a set, so it never grows beyond them."""

    def __init__(self, who: UUID, ids: Iterable[UUID]) -> None:
        self.who = who
        self.ids = frozenset(ids)
        self.is_closed = False
        self._changed: set[UUID] = set()
        self._stir = asyncio.Event()

    def note(self, ids: Iterable[UUID]) -> None:
        """Tell that files changed; those that nobody waits for are passed over."""
        mine = self.ids.intersection(ids)
        if mine:
            self._changed |= mine
            self._stir.set()

    def close(self) -> None:
        """Let whoever waits go."""
        self.is_closed = True
        self._stir.set()

    async def changed(self, timeout_seconds: float) -> set[UUID]:
        """Return the files that changed since the last call, waiting for the first; nothing after so long, or when closed."""
        try:
            async with asyncio.timeout(timeout_seconds):
                await self._stir.wait()
        except TimeoutError:
            return set()
        self._stir.clear()
        changed, self._changed = self._changed, set()
        return changed


class Line:
    """Listens while anybody watches. Belongs to one event loop."""

    def __init__(self, database_url: str) -> None:
        self._url = database_url
        self._watchers: set[Watcher] = set()
        self._listening: asyncio.Task[None] | None = None
        self._is_closed = False

    def require_place(self, who: UUID) -> None:
        """Say at once, before an answer has begun, where no more watchers are taken, at all or of this person.

        Raises:
            TooManyWatchers: as its name says.
        """
        theirs = sum(watcher.who == who for watcher in self._watchers)
        if self._is_closed or len(self._watchers) >= MAX_WATCHERS or theirs >= MAX_OF_ONE:
            raise TooManyWatchers(service="media events")

    @contextmanager
    def watch(self, who: UUID, ids: Iterable[UUID]) -> Iterator[Watcher]:
        """Lend somebody a watcher for some files.

        Raises:
            TooManyWatchers: no more are taken.
        """
        self.require_place(who)
        watcher = Watcher(who, ids)
        self._watchers.add(watcher)
        if self._listening is None or self._listening.done():
            self._listening = asyncio.create_task(self._listen())
        try:
            yield watcher
        finally:
            self._watchers.discard(watcher)

    def close(self) -> None:
        """End every stream, and take no more."""
        self._is_closed = True
        for watcher in self._watchers:
            watcher.close()
        if self._listening is not None:
            self._listening.cancel()

    async def _listen(self) -> None:
        failures = 0
        while self._watchers and not self._is_closed:
            try:
                await self._listen_once()
                failures = 0
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.warning("media_line_lost", error=type(error).__name__)
                await asyncio.sleep(_PAUSES_SECONDS[min(failures, len(_PAUSES_SECONDS) - 1)])
                failures += 1

    async def _listen_once(self) -> None:
        """Hear until nobody watches any more.

        Raises:
            OSError, asyncpg.PostgresError, asyncpg.InterfaceError: there is no connection, or it was lost.
        """
        connection = await asyncpg.connect(self._url, timeout=_ANSWER_SECONDS, server_settings={"application_name": "exemplar listening"})
        lost = asyncio.Event()
        try:
            connection.add_termination_listener(lambda _: lost.set())
            await connection.add_listener(CHANNEL, self._hear)
            # What was said before this nobody heard.
            self._tell({media_id for watcher in self._watchers for media_id in watcher.ids})
            while self._watchers:
                await _until(lost, _SOUND_OUT_SECONDS)
                # A line that died without a word is found out by asking.
                await connection.execute("SELECT 1", timeout=_ANSWER_SECONDS)
        finally:
            connection.terminate()

    def _hear(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        self._tell({UUID(str(payload))})

    def _tell(self, ids: Iterable[UUID]) -> None:
        for watcher in self._watchers:
            watcher.note(ids)


async def _until(event: asyncio.Event, timeout_seconds: float) -> None:
    """Wait for the event, at most so long."""
    try:
        async with asyncio.timeout(timeout_seconds):
            await event.wait()
    except TimeoutError:
        return
