"""The single-page app: its files, its one HTML page, and the headers every answer carries."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from litestar import HttpMethod, MediaType, Response, route
from litestar.datastructures import MutableScopeHeaders, State
from litestar.di import NamedDependency
from litestar.middleware import ASGIMiddleware
from litestar.params import FromPath
from litestar.static_files import create_static_files_router
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.core.settings import Settings, WebSettings
from exemplar.gallery.head import page_head

_PUBLIC = {"public": True, "action": "showcase.view"}
_FOUND = frozenset({200, 206, 304})
_MISSING = "<!doctype html><meta charset=utf-8><title>Exemplar</title><p>The web app has not been built: run <code>make start</code>."


def content_security_policy(*stores: str) -> str:
    """Return the policy of every page: nothing inline, nothing foreign but the media at the addresses of ``stores``."""
    origins = ("{0.scheme}://{0.netloc}".format(urlsplit(store)) for store in stores)
    store = " ".join(dict.fromkeys(origins))
    return (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; manifest-src 'self'; "
        f"img-src 'self' data: blob: {store}; media-src 'self' blob: {store}; connect-src 'self' {store}; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    )


class SecurityHeaders(ASGIMiddleware):
    """Adds the headers that every answer carries."""

    def __init__(self, settings: Settings) -> None:
        headers = {
            "content-security-policy": content_security_policy(settings.storage.s3_public_endpoint, settings.storage.published_base),
            "x-content-type-options": "nosniff",
            "referrer-policy": "same-origin",
            "cross-origin-opener-policy": "same-origin",
            "permissions-policy": "camera=(self), microphone=(), geolocation=(), interest-cohort=()",
        }
        if settings.web.is_secure:
            headers["strict-transport-security"] = "max-age=31536000; includeSubDomains"
        self._pairs = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                # Pairs made once, for this runs on every answer; ours come first, so that an answer of its own mind has the last word.
                message["headers"] = [*self._pairs, *message["headers"]]
                headers = MutableScopeHeaders.from_message(message)
                if scope["path"].startswith("/assets/") and message["status"] in _FOUND:
                    headers["cache-control"] = "public, max-age=31536000, immutable"
                if scope["path"].startswith("/api/"):
                    headers.setdefault("cache-control", "no-store")
            await send(message)

        await next_app(scope, receive, send_with_headers)


def page(web: WebSettings, head: str = "", status_code: int = 200) -> Response[str]:
    """Return the app's HTML with ``head`` (already escaped markup) put before ``</head>``."""
    index = web.frontend_dir / "index.html"
    html = index.read_text(encoding="utf-8") if index.is_file() else _MISSING
    return Response(
        html.replace("</head>", f"{head}</head>", 1),
        media_type=MediaType.HTML,
        status_code=status_code,
        headers={"cache-control": "no-cache"},
    )


def boot_data(data: Any) -> str:
    """Return ``data`` as a JSON script element, safe inside HTML."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script id="boot" type="application/json">{text}</script>'


@route(["/", "/{path:path}"], http_method=[HttpMethod.GET, HttpMethod.HEAD], include_in_schema=False, opt=_PUBLIC)
async def any_page(state: State, path: FromPath[str] = "") -> Response[str]:
    """Answer every address of the app with the same page; the app's router does the rest."""
    web: WebSettings = state.settings.web
    return page(web, status_code=404 if Path(path).suffix in {".js", ".css", ".map", ".png", ".php"} else 200)


@route("/showcase/{slug:str}", http_method=[HttpMethod.GET, HttpMethod.HEAD], include_in_schema=False, opt=_PUBLIC)
async def showcase_page(state: State, session: NamedDependency[AsyncSession], slug: FromPath[str]) -> Response[str]:
    """Answer a published initiative's address with its title, description and share card in the head."""
    web: WebSettings = state.settings.web
    head = await page_head(session, slug, web.public_url)
    return page(web, head or "", status_code=200 if head else 404)


def handlers(web: WebSettings) -> list[Any]:
    """Return the handlers for files and pages."""
    assets = web.frontend_dir / "assets"
    found: list[Any] = [any_page, showcase_page]
    if assets.is_dir():
        found.append(create_static_files_router("/assets", directories=[assets], include_in_schema=False, opt={"public": True}))
    return found
