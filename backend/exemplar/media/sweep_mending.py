"""Having made again what was made of a file before and is gone from the store."""

import re
from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.audit import service as audit
from exemplar.core.database import SessionMaker, transaction
from exemplar.media import blind_sets, queueing, sweep_rows
from exemplar.media.editions import Edition
from exemplar.media.engine.findings import Finding
from exemplar.media.engine.recipe import steps_of
from exemplar.media.models import MediaDerivative, MediaFile
from exemplar.media.repository import MediaRepository
from exemplar.media.workflow import MediaState

_OF_FILMS = {
    "poster": re.compile(r"poster\.|w\d+\."),
    "film_sound": re.compile(r"play\.m4a|sound\."),
    "play": re.compile(r"play\.mp4"),
    "ladder": re.compile(r"v\d+\.|hls\."),
    "sprite": re.compile(r"sprite\."),
}
"""Which step of a film makes which files; all else that is made comes from a file's only step."""


def steps_undone(names: Collection[str], possible: Collection[str]) -> set[str]:
    """Return which of the ``possible`` steps must be done again to have these files; all of them for a file nobody knows. Pure."""
    undone: set[str] = set()
    for name in names:
        made_by = {step for step, pattern in _OF_FILMS.items() if pattern.match(name) and step in possible}
        undone |= made_by or set(possible)
    return undone


class MendingService:
    """The use case of the sweep that finds a derivative gone."""

    def __init__(self, session_maker: SessionMaker, now: Callable[[], datetime]) -> None:
        self._session_maker = session_maker
        self._now = now

    async def make_again(self, key: str) -> bool:
        """Have this object made again for every file that has it; say whether somebody will."""
        async with transaction(self._session_maker) as session:
            found = await sweep_rows.owners(session, key)
        return any([await self._undo(media_id, key) for media_id in found])

    async def _undo(self, media_id: UUID, key: str) -> bool:
        async with transaction(self._session_maker) as session:
            media = await MediaRepository(session).find_for_update(media_id)
            if media is None or media.state not in (MediaState.PROCESSING, MediaState.READY) or media.lost_at is not None:
                return False
            gone = await _forget(session, media_id, key)
            if not gone or media.finding is None:
                return False
            if any(edition is Edition.BLIND for _, edition in gone):
                await blind_sets.make_again(session, media_id)
            names = [name for name, edition in gone if edition is Edition.PLAIN]
            if names:
                self._note_undone(session, media, names)
                await queueing.enqueue_again(session, media_id, self._now())
            return True

    @staticmethod
    def _note_undone(session: AsyncSession, media: MediaFile, names: Collection[str]) -> None:
        possible = [step.name for step in steps_of(Finding.of(media.finding or {}))]
        undone = steps_undone(names, possible)
        media.steps_done = [step for step in media.steps_done if step not in undone]
        media.percent = min(media.percent, 99)
        media.attempts, media.failed_at, media.failure = 0, None, None
        audit.record(session, actor_id=None, action="media.made_again", about=("media", media.id), steps=sorted(undone))


async def _forget(session: AsyncSession, media_id: UUID, key: str) -> list[tuple[str, Edition]]:
    """Remove the rows that name the missing object, so that nobody is sent to it; return their names and editions."""
    named = (MediaDerivative.media_id == media_id, MediaDerivative.object_key == key)
    gone = (await session.execute(select(MediaDerivative.name, MediaDerivative.edition).where(*named))).tuples().all()
    await session.execute(delete(MediaDerivative).where(*named))
    return list(gone)
