"""The API's door: one Litestar application, and the pages of the single-page app."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Router, get
from litestar.config.compression import CompressionConfig
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.handlers.base import BaseRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Contact
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar import __version__, pages, wiring
from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.authentication import Authentication, provide_actor, provide_reader, require_own_pages, require_signed_in
from exemplar.core import logging, problems
from exemplar.core.database import provide_session, refuse_unsafe_server
from exemplar.core.errors import NotAllowed
from exemplar.core.settings import read
from exemplar.gallery.answers import Shelf, ShelfByTheDoor
from exemplar.media.watching_line import Line

MAX_BODY_BYTES = 2 * 1024 * 1024


@get("/health", operation_id="readHealth", opt={"public": True, "action": "showcase.view"}, tags=["health"])
async def health(session: NamedDependency[AsyncSession]) -> dict[str, str]:
    """Say that the API and its database answer."""
    await session.execute(text("SELECT 1"))
    return {"status": "ok", "version": __version__}


async def require_action(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Refuse early whoever could not do the route's action anywhere; services judge the thing itself."""
    actor = connection.scope.get("user")
    action = handler.opt.get("action")
    if action is None or handler.opt.get("public"):
        return
    if not permissions.may_somewhere(actor if isinstance(actor, Actor) else None, action):
        raise NotAllowed(action=action)


def _openapi() -> OpenAPIConfig:
    return OpenAPIConfig(
        title="Exemplar",
        version=__version__,
        contact=Contact(name="Exemplar"),
        path="/api/v1/schema",
        render_plugins=[],
        use_handler_docstrings=True,
    )


def build(services: wiring.Services) -> Litestar:
    """Return the application for these services; tests give their own."""
    line = Line(services.settings.database.database_url)

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        await refuse_unsafe_server(services.engine, services.settings.database)
        await services.storage.ensure_bucket()
        yield
        line.close()
        await services.engine.dispose()

    api = Router(
        path="/api/v1",
        route_handlers=[health, *wiring.controllers()],
        guards=[require_signed_in, require_own_pages, require_action],
    )
    shelf = Shelf()
    return Litestar(
        route_handlers=[api, *pages.handlers(services.settings.web)],
        dependencies={
            "session": Provide(provide_session),
            "actor": Provide(provide_actor, sync_to_thread=False),
            "reader": Provide(provide_reader, sync_to_thread=False),
        },
        exception_handlers=problems.HANDLERS,
        middleware=[pages.SecurityHeaders(services.settings), ShelfByTheDoor(shelf), Authentication()],
        state=State(
            {
                "session_maker": services.session_maker,
                "settings": services.settings,
                "storage": services.storage,
                "showcase_shelf": shelf,
                "media_line": line,
            }
        ),
        openapi_config=_openapi(),
        compression_config=CompressionConfig(backend="gzip", minimum_size=1_000, exclude=["^/assets", "^/api/v1/.*events$"]),
        request_max_body_size=MAX_BODY_BYTES,
        lifespan=[lifespan],
    )


def create_app() -> Litestar:
    """Return the application as the environment describes it."""
    logging.configure()
    return build(wiring.make_services(read()))


def schema_document() -> dict[str, Any]:
    """Return the OpenAPI document without starting anything."""
    return build(wiring.make_services(read())).openapi_schema.to_schema()
