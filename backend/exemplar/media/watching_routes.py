"""Server-sent events about files: see ``watching``."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from litestar.response import ServerSentEvent, ServerSentEventMessage

from exemplar.accounts.actor import Actor
from exemplar.accounts.authentication import cookie_name
from exemplar.accounts.sign_in import find_actor
from exemplar.core.database import lone_statements
from exemplar.media.watching import LookAgain, Standing, WatchingService

MAX_WATCHED = 50
_COME_BACK_AFTER_MS = 3_000


class WatchingController(Controller):
    """Files as they change."""

    path = "/media"
    tags = ["media"]  # noqa: RUF012

    @get("/events", operation_id="watchMedia", opt={"action": "draft.view"})
    async def watch(
        self,
        state: State,
        request: Request[Any, Any, Any],
        actor: NamedDependency[Actor],
        ids: Annotated[list[UUID], QueryParameter(min_items=1, max_items=MAX_WATCHED)],
    ) -> ServerSentEvent:
        """Tell how far files of the own units are: now, and at each change, as events named ``media``.

        Each holds ``{id, state, step, percent, has_failed, version}``. An event ``over`` comes last, when nothing is under
        way any more; whoever loses the line before asks again, and is told where everything stands.
        """
        watching = WatchingService(state.session_maker, state.media_line)
        await watching.require_own(actor, ids)
        standings = watching.follow(actor, _look_again(state, request), ids)
        return ServerSentEvent(_messages(standings), headers={"Cache-Control": "no-store"}, retry_duration=_COME_BACK_AFTER_MS)


def _look_again(state: State, request: Request[Any, Any, Any]) -> LookAgain:
    token = request.cookies.get(cookie_name(state.settings.web), "")

    async def look() -> Actor | None:
        async with lone_statements(state.session_maker) as connection:
            # A page that only waits must not keep its session alive.
            found = await find_actor(connection, token, is_there=False)
        return found[0] if found else None

    return look


async def _messages(standings: AsyncGenerator[Standing | None]) -> AsyncIterator[ServerSentEventMessage]:
    # Closed with the stream, so that a reader who went away watches no longer.
    async with aclosing(standings):
        async for standing in standings:
            if standing is None:
                yield ServerSentEventMessage(data=None, comment="still here")
            else:
                yield ServerSentEventMessage(event="media", data=_told(standing))
    yield ServerSentEventMessage(event="over", data="")


def _told(standing: Standing) -> str:
    told = {"id": standing.id, "state": standing.state.value, "step": standing.step, "percent": standing.percent}
    return msgspec.json.encode({**told, "has_failed": standing.has_failed, "version": standing.version}).decode()
