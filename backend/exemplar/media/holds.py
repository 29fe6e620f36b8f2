"""While others judge a file, its unit leaves it as it is: higher modules say when, without this module knowing them.

A module in which a file stands before judges (an initiative between handing in and its decision) gives a predicate;
``wiring`` collects them, and every session carries the collection, as it carries ``grants``.
"""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.media.errors import MediaHeld

INFO_KEY = "media_holds"

Hold = Callable[[AsyncSession, UUID], Awaitable[bool]]
"""``async (session, media_id) -> bool``; one query at most."""


class Holds:
    """Every predicate, asked in the order given; one yes is enough."""

    def __init__(self, holds: Sequence[Hold] = ()) -> None:
        self._holds = tuple(holds)

    async def hold(self, session: AsyncSession, media_id: UUID) -> bool:
        """Say whether some module holds the file."""
        for is_held in self._holds:
            if await is_held(session, media_id):
                return True
        return False


async def is_held(session: AsyncSession, media_id: UUID) -> bool:
    """Ask the predicates that this session carries; none means no."""
    holds: Holds | None = session.info.get(INFO_KEY)
    return holds is not None and await holds.hold(session, media_id)


async def require_free(session: AsyncSession, media_id: UUID) -> None:
    """Let the unit change captions, chapters, poster or focal point of its file.

    Raises:
        MediaHeld: an initiative that names the file was handed in and is not decided yet.
    """
    if await is_held(session, media_id):
        raise MediaHeld
