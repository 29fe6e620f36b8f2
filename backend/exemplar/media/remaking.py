"""Having made of older ready files what the recipe of today makes and they do not have.

A file is asked for once: below 100 percent somebody is at it already, or the sweep asks again. It waits behind everything
else, by the turns of the units as ever.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from exemplar.core.database import SessionMaker, transaction
from exemplar.core.settings import MediaSettings
from exemplar.media import queueing
from exemplar.media.engine.findings import Finding
from exemplar.media.engine.recipe import lacking, percent, steps_of
from exemplar.media.models import MediaFile
from exemplar.media.workflow import MediaState

_BATCH = 200
_FIRST = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Remade:
    """How many ready files were looked at, and how many of them are worked on again."""

    looked: int
    queued: int


class RemakeService:
    """The use case of whoever runs the installation, after a new version of Exemplar."""

    def __init__(self, session_maker: SessionMaker, settings: MediaSettings) -> None:
        self._session_maker = session_maker
        self._settings = settings

    async def remake(self) -> Remade:
        """Queue every ready file that lacks a step; a run that is killed and begun again queues the rest."""
        after, looked, queued = _FIRST, 0, 0
        while True:
            seen = await self._batch(after)
            if not seen:
                return Remade(looked, queued)
            looked, queued = looked + len(seen), queued + sum(seen.values())
            after = max(seen)

    async def _batch(self, after: UUID) -> dict[UUID, bool]:
        """Return id → whether it was queued, for the next files by id."""
        ready = select(MediaFile).where(MediaFile.state == MediaState.READY, MediaFile.id > after).order_by(MediaFile.id).limit(_BATCH)
        async with transaction(self._session_maker) as session:
            found = list(await session.scalars(ready.with_for_update()))
            seen = {media.id: _is_wanting(media) for media in found}
            for media in found:
                if seen[media.id]:
                    media.percent, media.attempts = _share(media), 0
                    await queueing.enqueue_improve(session, media, self._settings, queueing.REMADE)
        return seen


def _is_wanting(media: MediaFile) -> bool:
    """Say whether something is to be made of a file at which nobody is; not where work was given up, nor without its original."""
    if media.percent < 100 or media.failed_at is not None or media.lost_at is not None:
        return False
    return media.finding is None or bool(lacking(Finding.of(media.finding), media.steps_done))


def _share(media: MediaFile) -> int:
    return 0 if media.finding is None else percent(steps_of(Finding.of(media.finding)), frozenset(media.steps_done))
