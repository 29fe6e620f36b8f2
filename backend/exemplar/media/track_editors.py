"""Who besides its unit may mend the captions of a file: higher modules say so, without this module knowing them.

A module in whose care a file is (the showcase and its editors) gives a predicate; ``wiring`` collects them, and every
session carries the collection, as it carries ``grants``.
"""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor

INFO_KEY = "media_track_editors"

TrackEditor = Callable[[AsyncSession, Actor, UUID], Awaitable[bool]]
"""``async (session, actor, media_id) -> bool``; one query at most."""


class TrackEditors:
    """Every predicate, asked in the order given; one yes is enough."""

    def __init__(self, editors: Sequence[TrackEditor] = ()) -> None:
        self._editors = tuple(editors)

    async def allow(self, session: AsyncSession, actor: Actor, media_id: UUID) -> bool:
        """Say whether some module lets ``actor`` mend the captions of the file."""
        for may_mend in self._editors:
            if await may_mend(session, actor, media_id):
                return True
        return False


async def is_editor(session: AsyncSession, actor: Actor, media_id: UUID) -> bool:
    """Ask the predicates that this session carries; none means no."""
    editors: TrackEditors | None = session.info.get(INFO_KEY)
    return editors is not None and await editors.allow(session, actor, media_id)
