"""Who may open a file besides its own unit: higher modules say so, without this module knowing them.

A module that shows files to others (a submission to its jury, the showcase to everyone) gives a predicate; ``wiring``
collects them, and every session carries the collection, as it carries the event registry.
"""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor

INFO_KEY = "media_read_grants"

ReadGrant = Callable[[AsyncSession, Actor | None, UUID, str], Awaitable[bool]]
"""``async (session, actor, media_id, derivative) -> bool``; ``actor`` is ``None`` for a visitor. One query at most.

``derivative`` is ``original`` when somebody with a right to originals of others wants the file as handed in; yes then means
that the policy table lets them open this one.
"""


class ReadGrants:
    """Every predicate, asked in the order given; one yes is enough."""

    def __init__(self, grants: Sequence[ReadGrant] = ()) -> None:
        self._grants = tuple(grants)

    async def allow(self, session: AsyncSession, actor: Actor | None, media_id: UUID, derivative: str) -> bool:
        """Say whether some module lets ``actor`` open this derivative of the file."""
        for grant in self._grants:
            if await grant(session, actor, media_id, derivative):
                return True
        return False


async def is_granted(session: AsyncSession, actor: Actor | None, media_id: UUID, derivative: str) -> bool:
    """Ask the predicates that this session carries; none means no."""
    grants: ReadGrants | None = session.info.get(INFO_KEY)
    return grants is not None and await grants.allow(session, actor, media_id, derivative)
