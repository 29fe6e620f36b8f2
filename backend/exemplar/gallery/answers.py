"""Answers of public pages: strong ETag, 304 when nothing changed, and a word to caches; nothing about one reader is shared.

What lies on the shelf is handed to visitors before routing, sessions and guards. See decisions/0081-the-shelf-by-the-door.md.
"""

import gzip
import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import msgspec
from litestar import MediaType, Request
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.response.base import ASGIResponse
from litestar.status_codes import HTTP_200_OK, HTTP_304_NOT_MODIFIED
from litestar.types import ASGIApp, Receive, Scope, Send

from exemplar.gallery.sets import with_addresses

SHARED = "public, max-age=0, s-maxage=5"
PRIVATE = "private, no-cache"
_PERSONAL = frozenset({b"cookie", b"authorization"})
_PACKED_FROM_BYTES = 1_000


@dataclass(frozen=True, slots=True)
class Answer:
    """A body as it goes out, with its strong ETag."""

    body: bytes
    etag: str

    @classmethod
    def of(cls, content: Any, published_base: str) -> "Answer":
        """Encode ``content``, say where published files lie, and name it by what it is."""
        body = with_addresses(msgspec.json.encode(content), published_base)
        return cls(body, f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"')


@dataclass(slots=True)
class Shelf:
    """The last answers to visitors, kept for a second: a crowd at one address costs one question to the database.

    Shorter than the five seconds that proxies are allowed, so nothing taken down is seen longer because of it.
    """

    ttl_seconds: float = 1.0
    room: int = 256
    _kept: OrderedDict[str, tuple[float, Answer]] = field(default_factory=OrderedDict)

    def find(self, address: str) -> Answer | None:
        """Return the answer kept for an address, if it is fresh."""
        kept = self._kept.get(address)
        return kept[1] if kept and time.monotonic() < kept[0] else None

    def keep(self, address: str, answer: Answer) -> None:
        """Keep an answer; the oldest makes room."""
        self._kept[address] = (time.monotonic() + self.ttl_seconds, answer)
        self._kept.move_to_end(address)
        while len(self._kept) > self.room:
            self._kept.popitem(last=False)

    def clear(self) -> None:
        """Forget everything: something was taken down or put back."""
        self._kept.clear()


def address_of(scope: Scope) -> str:
    """Return under what an answer is kept: path and query, letter by letter."""
    return f"{scope['path']}?{scope['query_string'].decode('latin-1')}"


class ShelfByTheDoor(ASGIMiddleware):
    """Hands visitors what is on the shelf; whoever shows a cookie or a token goes on to be recognised."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        answer = self._shelf.find(address_of(scope)) if scope.get("method") == "GET" else None
        headers = dict(scope["headers"]) if answer else {}
        if answer is None or not _PERSONAL.isdisjoint(headers):
            await next_app(scope, receive, send)
            return
        status, body = HTTP_200_OK, answer.body
        told = [
            (b"etag", answer.etag.encode()),
            (b"cache-control", SHARED.encode()),
            (b"vary", b"Cookie, Accept-Encoding"),
        ]
        if answer.etag.encode() in headers.get(b"if-none-match", b""):
            status, body = HTTP_304_NOT_MODIFIED, b""
        else:
            if b"gzip" in headers.get(b"accept-encoding", b"") and len(body) >= _PACKED_FROM_BYTES:
                body = _packed(body)
                told.append((b"content-encoding", b"gzip"))
            told += [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": told})
        await send({"type": "http.response.body", "body": body, "more_body": False})


@lru_cache(maxsize=64)
def _packed(body: bytes) -> bytes:
    """Return ``body`` compressed; a crowd has it compressed once."""
    return gzip.compress(body, mtime=0)


def respond(request: Request[Any, Any, Any], answer: Answer, *, is_shared: bool) -> ASGIResponse:
    """Return 200 with the body, or 304 when the reader has it. ``is_shared`` only for what every visitor gets alike."""
    headers = {"etag": answer.etag, "cache-control": SHARED if is_shared else PRIVATE, "vary": "Cookie"}
    if answer.etag in request.headers.get("if-none-match", ""):
        return ASGIResponse(status_code=HTTP_304_NOT_MODIFIED, headers=headers)
    return ASGIResponse(body=answer.body, media_type=MediaType.JSON, headers=headers)
