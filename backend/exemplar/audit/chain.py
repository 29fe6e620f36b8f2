"""The chain itself, pure: what is hashed, and how a list of rows is checked."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

GENESIS = bytes(32)
"""The hash before the first entry."""


@dataclass(frozen=True, slots=True)
class Link:
    """The values of one entry, as they are hashed."""

    seq: int
    at: datetime
    actor_id: UUID | None
    action: str
    object_type: str
    object_id: UUID
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found.

    ``bad_seq`` is the first wrong row (``None`` when sound); ``reason`` one of ``gap``, ``prev``, ``hash``, ``head``.
    """

    checked: int
    bad_seq: int | None = None
    reason: str | None = None

    @property
    def is_sound(self) -> bool:
        """Say whether every row and the head agreed."""
        return self.bad_seq is None


def digest(prev: bytes, link: Link) -> bytes:
    """Return SHA-256(prev ‖ canonical JSON array of the entry); JSON with sorted keys, no spaces, UTF-8."""
    document = [
        link.seq,
        link.at.astimezone(UTC).isoformat(timespec="microseconds"),
        str(link.actor_id) if link.actor_id else None,
        link.action,
        link.object_type,
        str(link.object_id),
        link.body,
    ]
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(prev + text.encode()).digest()


@dataclass(slots=True)
class Checker:
    """Walks the chain row by row; feed it in the order of ``seq``."""

    seq: int = 0
    hash: bytes = GENESIS

    def fault(self, link: Link, prev: bytes, stored: bytes) -> str | None:
        """Return what is wrong with the next row, or ``None`` and move on."""
        if link.seq != self.seq + 1:
            return "gap"
        if prev != self.hash:
            return "prev"
        if stored != digest(prev, link):
            return "hash"
        self.seq, self.hash = link.seq, stored
        return None


def check(rows: Iterable[tuple[Link, bytes, bytes]], head_seq: int, head_hash: bytes) -> Verdict:
    """Check ``rows`` (entry, prev, hash) from the first on, then the head."""
    checker = Checker()
    for link, prev, stored in rows:
        reason = checker.fault(link, prev, stored)
        if reason:
            return Verdict(checker.seq, link.seq if reason != "gap" else checker.seq + 1, reason)
    if (checker.seq, checker.hash) != (head_seq, head_hash):
        return Verdict(checker.seq, checker.seq + 1, "head")
    return Verdict(checker.seq)
