"""Facts a lower module announces so that a higher one can react in the same transaction."""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

Subscriber = Callable[[AsyncSession, Any], Awaitable[None]]
Subscription = tuple[type, Subscriber]

INFO_KEY = "events"


class Events:
    """Who reacts to which fact. Filled once by ``wiring``; every session carries it in ``info``."""

    def __init__(self, subscriptions: list[Subscription] | None = None) -> None:
        self._subscribers: dict[type, list[Subscriber]] = defaultdict(list)
        for fact, subscriber in subscriptions or []:
            self._subscribers[fact].append(subscriber)

    async def announce(self, session: AsyncSession, fact: object) -> None:
        """Run every subscriber now; the first that raises undoes the whole use case."""
        for subscriber in self._subscribers[type(fact)]:
            await subscriber(session, fact)


async def announce(session: AsyncSession, fact: object) -> None:
    """Tell ``fact`` to the subscribers that this session carries."""
    events: Events | None = session.info.get(INFO_KEY)
    if events is not None:
        await events.announce(session, fact)
