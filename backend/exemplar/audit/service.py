"""Append to the log, read it, verify it."""

import json
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.audit import chain
from exemplar.audit.models import AuditEntry, AuditHead
from exemplar.core.database import before_commit, raw_connection

_PENDING = "audit_pending"
_BATCH = 2_000
# The clock is read outside the part that takes the lock: there it would be read before the wait, and time would run backwards.
_HEAD = text(
    """
    WITH head AS MATERIALIZED (SELECT seq, hash FROM audit_head WHERE id = 1 FOR UPDATE)
    SELECT seq, hash, clock_timestamp() FROM head
    """
)
_APPEND = """
    WITH added AS (
        INSERT INTO audit_entry (seq, at, actor_id, action, object_type, object_id, body, prev, hash)
        SELECT seq, $1, actor_id, action, object_type, object_id, body::jsonb, prev, hash
        FROM unnest($4::bigint[], $5::uuid[], $6::text[], $7::text[], $8::uuid[], $9::text[], $10::bytea[], $11::bytea[])
            AS entry (seq, actor_id, action, object_type, object_id, body, prev, hash)
    )
    UPDATE audit_head SET seq = $2, hash = $3 WHERE id = 1
"""


def record(session: AsyncSession, /, *, actor_id: UUID | None, action: str, about: tuple[str, UUID], **body: Any) -> None:
    """Note a state change; it joins the chain right before this transaction commits.

    Args:
        session: the transaction of the change itself.
        actor_id: the account that acted; ``None`` for the system.
        action: ``noun.verb_past``, e.g. ``initiative.submitted``.
        about: type and id of the thing that changed.
        body: states, ids, numbers and digests. No personal text.
    """
    plain = json.loads(json.dumps(body, default=str))
    session.info.setdefault(_PENDING, []).append((actor_id, action, about[0], about[1], plain))
    before_commit(session, _PENDING, _append)


async def _append(session: AsyncSession) -> None:
    pending = session.info.pop(_PENDING, [])
    # Through the session, so that the transaction has begun for certain before the driver is used below.
    seq, last, at = (await session.execute(_HEAD)).one()
    added: list[tuple[Any, ...]] = []
    for actor_id, action, object_type, object_id, body in pending:
        link = chain.Link(seq + 1, at, actor_id, action, object_type, object_id, body)
        prev, last, seq = last, chain.digest(last, link), link.seq
        added.append((seq, actor_id, action, object_type, object_id, json.dumps(body), prev, last))
    await (await raw_connection(session)).execute(_APPEND, at, seq, last, *zip(*added, strict=True))


async def verify(session: AsyncSession) -> chain.Verdict:
    """Recompute the whole chain, in batches, and compare the head."""
    checker = chain.Checker()
    while True:
        query = select(AuditEntry).where(AuditEntry.seq > checker.seq).order_by(AuditEntry.seq).limit(_BATCH)
        entries = (await session.scalars(query)).all()
        if not entries:
            break
        for entry in entries:
            reason = checker.fault(_link(entry), entry.prev, entry.hash)
            if reason:
                return chain.Verdict(checker.seq, entry.seq if reason != "gap" else checker.seq + 1, reason)
        session.expunge_all()
    head = (await session.execute(select(AuditHead.seq, AuditHead.hash).where(AuditHead.id == 1))).one()
    if (checker.seq, checker.hash) != tuple(head):
        return chain.Verdict(checker.seq, checker.seq + 1, "head")
    return chain.Verdict(checker.seq)


def _link(entry: AuditEntry) -> chain.Link:
    return chain.Link(entry.seq, entry.at, entry.actor_id, entry.action, entry.object_type, entry.object_id, entry.body)


async def recent(session: AsyncSession, *, before_seq: int | None, object_id: UUID | None, limit: int) -> list[AuditEntry]:
    """Return up to ``limit`` entries, newest first, older than ``before_seq``, about ``object_id`` if given."""
    query = select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(limit)
    if before_seq is not None:
        query = query.where(AuditEntry.seq < before_seq)
    if object_id is not None:
        query = query.where(AuditEntry.object_id == object_id)
    return list(await session.scalars(query))
