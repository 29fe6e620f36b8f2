"""How far files are, told the moment it changes: what a stream of server-sent events says."""

import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from exemplar.accounts.actor import Actor
from exemplar.core.database import SessionMaker, lone_statements
from exemplar.media import policies
from exemplar.media.errors import MediaNotFound
from exemplar.media.watching_line import Line
from exemplar.media.workflow import MediaState

HEART_BEAT_SECONDS = 20.0
"""So often a silent stream says that it is alive, and a stream asks whether its reader is still signed in."""

_STANDINGS = """
    SELECT id, unit_id, state, step, percent, failed_at IS NOT NULL AS has_failed, version FROM media_file WHERE id = ANY($1::uuid[])
"""

LookAgain = Callable[[], Awaitable[Actor | None]]
"""Says who the reader is now; ``None`` once the session is over."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one file is."""

    id: UUID
    unit_id: UUID
    state: MediaState
    step: str | None
    percent: int
    has_failed: bool
    version: int

    @property
    def is_under_way(self) -> bool:
        """Say whether anything is still to come by itself: a film is ready before its ladder is made."""
        if self.has_failed:
            return False
        is_improving = self.state is MediaState.READY and (self.step is not None or 0 < self.percent < 100)
        return is_improving or self.state in {MediaState.RECEIVED, MediaState.PROCESSING}


class WatchingService:
    """The use case of whoever waits for files of the own units."""

    def __init__(self, session_maker: SessionMaker, line: Line, heart_beat_seconds: float = HEART_BEAT_SECONDS) -> None:
        self._session_maker = session_maker
        self._line = line
        self._heart_beat_seconds = heart_beat_seconds

    async def require_own(self, actor: Actor, media_ids: Collection[UUID]) -> None:
        """Make sure that there is something to tell, and somebody to tell it.

        Raises:
            MediaNotFound: none of these is a file of the actor's units.
            TooManyWatchers: no more streams are kept.
        """
        self._line.require_place(actor.account_id)
        if not await self._own(actor, media_ids):
            raise MediaNotFound

    async def follow(self, actor: Actor, look_again: LookAgain, media_ids: Collection[UUID]) -> AsyncGenerator[Standing | None]:
        """Yield where each file stands, and again at each change; ``None`` is a heart-beat.

        Ends when nothing is under way any more, when the reader is not signed in any more, or when the process ends.

        Raises:
            TooManyWatchers: no more streams are kept.
        """
        with self._line.watch(actor.account_id, media_ids) as watcher:
            told: dict[UUID, Standing] = {}
            reader: Actor | None = actor
            asked: Collection[UUID] = watcher.ids
            looked_at = time.monotonic()
            while reader is not None and not watcher.is_closed:
                for standing in await self._own(reader, asked) if asked else []:
                    if told.get(standing.id) != standing:
                        told[standing.id] = standing
                        yield standing
                if not any(standing.is_under_way for standing in told.values()):
                    return
                asked = await watcher.changed(self._heart_beat_seconds)
                if not asked:
                    yield None
                if time.monotonic() - looked_at >= self._heart_beat_seconds:
                    reader, looked_at = await look_again(), time.monotonic()

    async def _own(self, reader: Actor, media_ids: Collection[UUID]) -> list[Standing]:
        async with lone_statements(self._session_maker) as connection:
            rows = await connection.fetch(_STANDINGS, list(media_ids))
        found = [Standing(**(dict(row) | {"state": MediaState(row["state"])})) for row in rows]
        return [standing for standing in found if policies.is_of_own_unit(reader, standing.unit_id)]
