"""Published sets: where everything that was made of a shown file lies for everybody, and under what headers. Pure.

A set is named by its content, so an address never means something else later and may be kept for a year. A row of the
showcase names a set by a place (``published:/…``), without the address of the store, which only the door knows.
"""

import hashlib
from collections.abc import Sequence
from uuid import UUID

from exemplar.core.storage import PUBLISHED_PREFIX, ServedAs, content_disposition
from exemplar.media import names
from exemplar.media.engine.findings import MediaKind
from exemplar.media.models import MediaDerivative

KEPT_FOR_A_YEAR = "public, max-age=31536000, immutable"
IN_PLACE = frozenset({"image/avif", "image/webp", "video/mp4", "audio/mp4", "audio/ogg", "application/vnd.apple.mpegurl"})
TAKEN_HOME = frozenset(
    {
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "text/vtt",
    }
)
_UNKNOWN = "application/octet-stream"
_MARK = b'"base": "published:/'
"""As PostgreSQL writes it. Inside a text of people's own the quotes would be escaped, so nobody can write it."""


def digest_of(media_id: UUID, derivatives: Sequence[MediaDerivative]) -> str:
    """Return the name of the set: 64 hexadecimal digits over the file and everything made of it."""
    lines = sorted(f"{made.name} {made.sha256} {made.content_type}" for made in derivatives)
    return hashlib.sha256("\n".join([media_id.hex, *lines]).encode()).hexdigest()


def key_of(digest: str, name: str = "") -> str:
    """Return the key of an object of the set, or without a name the prefix of them all."""
    return f"{PUBLISHED_PREFIX}{digest}/{name}"


def digest_in(key: str) -> str:
    """Return the name of the set that a key belongs to."""
    return key.removeprefix(PUBLISHED_PREFIX).split("/", 1)[0]


def place_of(digest: str) -> str:
    """Return how a row of the showcase names the set."""
    return f"published:/{digest}/"


def served_as(kind: MediaKind | None, media_id: UUID, made: MediaDerivative) -> ServedAs:
    """Return the headers of a published object: only what browsers draw or play is opened in place, under a neutral name."""
    plain = made.content_type.split(";")[0]
    is_known = plain in IN_PLACE or plain in TAKEN_HOME
    name = names.neutral(kind.value if kind else "file", media_id, made.name)
    return ServedAs(
        content_type=made.content_type if is_known else _UNKNOWN,
        disposition=content_disposition(name, inline=plain in IN_PLACE),
        cache_control=KEPT_FOR_A_YEAR,
    )


def with_addresses(body: bytes, published_base: str) -> bytes:
    """Return an answer with places turned into addresses below ``published_base`` (no slash at its end)."""
    return body.replace(_MARK, b'"base": "' + published_base.encode() + b"/")
