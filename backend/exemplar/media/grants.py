"""Who may open a file besides its own unit: higher modules say so, without this module knowing them.

A module that shows files to others (a submission to its jury, the showcase to everyone) gives a predicate; ``wiring``
collects them, and every session carries the collection, as it carries the event registry. A predicate names the edition
that its readers may open: the jury of a review gets the blind one.
"""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.media.editions import Edition, wider

INFO_KEY = "media_read_grants"

ReadGrant = Callable[[AsyncSession, Actor | None, UUID, str], Awaitable[Edition | None]]
"""``async (session, actor, media_id, derivative) -> edition``; ``actor`` is ``None`` for a visitor. One query at most.

``derivative`` is ``original`` when somebody with a right to originals of others wants the file as handed in; the plain
edition then means that the policy table lets them open this one. ``None`` means that the predicate knows of no right.
"""


class ReadGrants:
    """Every predicate, asked in the order given, until one allows everything; else the most that any allows."""

    def __init__(self, grants: Sequence[ReadGrant] = ()) -> None:
        self._grants = tuple(grants)

    async def edition(self, session: AsyncSession, actor: Actor | None, media_id: UUID, derivative: str) -> Edition | None:
        """Return the edition in which some module lets ``actor`` open this derivative of the file."""
        found: Edition | None = None
        for grant in self._grants:
            found = wider((found, await grant(session, actor, media_id, derivative)))
            if found is Edition.PLAIN:
                break
        return found


async def granted_edition(session: AsyncSession, actor: Actor | None, media_id: UUID, derivative: str) -> Edition | None:
    """Ask the predicates that this session carries; none means nothing."""
    grants: ReadGrants | None = session.info.get(INFO_KEY)
    return None if grants is None else await grants.edition(session, actor, media_id, derivative)


async def is_granted(session: AsyncSession, actor: Actor | None, media_id: UUID, derivative: str) -> bool:
    """Say whether some module lets ``actor`` open the plain edition, that is everything."""
    return await granted_edition(session, actor, media_id, derivative) is Edition.PLAIN
