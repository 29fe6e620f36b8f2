"""Proving tables against the log: what every module's ``proof`` is made of, and the head that shows a cut tail.

The chain proves the log; a digest or a state in an entry then proves the row it is about. A database owner who changes a row
cannot make the entry agree without breaking the chain. Rows are walked by their id, in batches.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase

from exemplar.audit.models import AuditEntry, AuditHead

_BATCH = 500


class Fault(StrEnum):
    """What is wrong with a row, whatever its kind; kinds add words of their own.

    ``log``: the log says something else about it. ``unlogged``: the log says nothing about it. ``missing``: the log knows it and
    it is not there (any more); then the id is that of what the entry is about.
    """

    LOG = "log"
    UNLOGGED = "unlogged"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Proof:
    """What a check of one table found: how many rows were sound, and the first bad one."""

    table: str
    checked: int
    bad_id: UUID | None = None
    fault: str | None = None

    @property
    def is_sound(self) -> bool:
        """Say whether every row agreed."""
        return self.fault is None


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the log: number, hash and time of the last entry; an empty log has number 0 and no time."""

    seq: int
    hash: bytes
    at: datetime | None


async def prove_rows(session: AsyncSession, row: type[DeclarativeBase], query: Select[Any], fault_of: Callable[[Any], str | None]) -> Proof:
    """Walk ``query`` by the id of ``row``, its first column, until ``fault_of`` one result names a fault."""
    checked, last, key = 0, UUID(int=0), row.__table__.c.id
    while True:
        batch = query.where(key > last).order_by(key).limit(_BATCH).execution_options(populate_existing=True)
        found = (await session.execute(batch)).all()
        for one in found:
            fault = fault_of(one)
            if fault is not None:
                return Proof(row.__tablename__, checked, one[0].id, fault)
            checked += 1
        if len(found) < _BATCH:
            return Proof(row.__tablename__, checked)
        last = found[-1][0].id
        session.expunge_all()


async def with_missing(session: AsyncSession, proof: Proof, action: str, is_there: ColumnElement[bool]) -> Proof:
    """Return ``proof``, or if it is sound the first thing that ``action`` was logged about and that is not there.

    ``is_there`` is a condition about the ``audit_entry`` row of the statement it stands in.
    """
    if not proof.is_sound:
        return proof
    query = select(AuditEntry.object_id).where(AuditEntry.action == action, ~is_there).order_by(AuditEntry.seq).limit(1)
    gone = await session.scalar(query)
    return Proof(proof.table, proof.checked, gone, Fault.MISSING) if gone else proof


async def head_of(session: AsyncSession) -> Head:
    """Return the end of the log."""
    query = select(AuditHead.seq, AuditHead.hash, AuditEntry.at).outerjoin(AuditEntry, AuditEntry.seq == AuditHead.seq)
    return Head(*(await session.execute(query.where(AuditHead.id == 1))).one())
