"""Answers of public pages: strong ETag, 304 when nothing changed, and a word to caches; nothing about one reader is shared."""

import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

import msgspec
from litestar import MediaType, Request, Response
from litestar.status_codes import HTTP_200_OK, HTTP_304_NOT_MODIFIED

SHARED = "public, max-age=0, s-maxage=5"
PRIVATE = "private, no-cache"


@dataclass(frozen=True, slots=True)
class Answer:
    """A body as it goes out, with its strong ETag."""

    body: bytes
    etag: str

    @classmethod
    def of(cls, content: Any) -> "Answer":
        """Encode ``content`` and name it by what it is."""
        body = msgspec.json.encode(content)
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


def respond(request: Request[Any, Any, Any], answer: Answer, *, is_shared: bool) -> Response[Any]:
    """Return 200 with the body, or 304 when the reader has it. ``is_shared`` only for what every visitor gets alike."""
    headers = {"etag": answer.etag, "cache-control": SHARED if is_shared else PRIVATE, "vary": "Cookie"}
    if answer.etag in request.headers.get("if-none-match", ""):
        return Response(None, status_code=HTTP_304_NOT_MODIFIED, headers=headers)
    return Response(answer.body, media_type=MediaType.JSON, status_code=HTTP_200_OK, headers=headers)
