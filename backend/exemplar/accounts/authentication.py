"""Who is asking, and did the request come from our own pages. Runs once per request, before any handler.

Litestar's own session and CSRF middlewares are not used: they adopt foreign session ids, write a row on every request
and bind the token to nothing. See decisions/0003-own-sessions.md.
"""

import secrets
from typing import Any

from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.handlers.base import BaseRouteHandler
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from exemplar.accounts.actor import Actor
from exemplar.accounts.sign_in import find_actor
from exemplar.core.database import lone_statements
from exemplar.core.errors import ForgedRequest, Unauthenticated
from exemplar.core.settings import WebSettings

PLAIN_COOKIE = "exemplar_session"
SECURE_COOKIE = "__Host-exemplar_session"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITES = frozenset({"same-origin", "none"})


Connection = ASGIConnection[Any, Any, Any, Any]


class Authentication(ASGIMiddleware):
    """Put the actor (or ``None``) and the CSRF token into the scope as ``user`` and ``auth``."""

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        if scope["type"] == ScopeType.HTTP and scope["path"].startswith("/api/"):
            token = Connection(scope).cookies.get(cookie_name(scope["litestar_app"].state.settings.web))
            scope["user"], scope["auth"] = None, None
            if token:
                async with lone_statements(scope["litestar_app"].state.session_maker) as connection:
                    found = await find_actor(connection, token)
                if found:
                    scope["user"], scope["auth"] = found
        await next_app(scope, receive, send)


def cookie_name(web: WebSettings) -> str:
    """Return the cookie's name. Over TLS it is only the one that no neighbouring host can set, by its ``__Host-`` prefix."""
    return SECURE_COOKIE if web.is_secure else PLAIN_COOKIE


async def require_own_pages(connection: Connection, _: BaseRouteHandler) -> None:
    """Refuse an unsafe request that other sites could have caused.

    ``Sec-Fetch-Site`` or ``Origin`` must be ours where the browser sends them, and a signed-in request must carry its
    session's token. Raises ``ForgedRequest``.
    """
    if connection.scope.get("method") in SAFE_METHODS:
        return
    site = connection.headers.get("sec-fetch-site")
    origin = connection.headers.get("origin")
    if site is not None and site not in _OWN_SITES:
        raise ForgedRequest(reason="site")
    if origin is not None and origin not in own_origins(connection):
        raise ForgedRequest(reason="origin")
    token = connection.scope.get("auth")
    if token is not None and not secrets.compare_digest(connection.headers.get("x-csrf-token", ""), str(token)):
        raise ForgedRequest(reason="token")


def own_origins(connection: Connection) -> set[str]:
    """Return the origins under which people reach us."""
    public: str = connection.app.state.settings.web.public_url
    return {public, f"{connection.scope['scheme']}://{connection.headers.get('host', '')}"}


async def require_signed_in(connection: Connection, handler: BaseRouteHandler) -> None:
    """Refuse anonymous requests unless the route says ``public``. Raises ``Unauthenticated``."""
    if connection.scope["path"].startswith("/api/") and connection.scope.get("user") is None and not handler.opt.get("public"):
        raise Unauthenticated


def provide_actor(scope: Scope) -> Actor:
    """Return the signed-in actor; only for routes that are not public."""
    actor = scope.get("user")
    if not isinstance(actor, Actor):
        raise Unauthenticated
    return actor


def provide_reader(scope: Scope) -> Actor | None:
    """Return the actor or ``None``; for public routes that show more to those signed in."""
    actor = scope.get("user")
    return actor if isinstance(actor, Actor) else None
