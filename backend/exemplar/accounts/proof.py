"""Proof that everybody's roles are those that were given: each against the last entry about it in the log."""

from typing import Any

from sqlalchemy import ColumnElement, String, cast, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from exemplar.accounts.models import RoleGrant
from exemplar.audit.models import AuditEntry
from exemplar.audit.proof import Fault, Proof, prove_rows, with_missing

GRANTED, TAKEN = "role.granted", "role.taken"


async def prove_roles(session: AsyncSession) -> Proof:
    """Check every role held (``unlogged``: it never was given; ``log``: it was taken away), then look for roles that are gone."""
    last = (
        select(AuditEntry.action)
        .where(AuditEntry.action.in_([GRANTED, TAKEN]), _is_about(AuditEntry))
        .order_by(AuditEntry.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    proof = await prove_rows(session, RoleGrant, select(RoleGrant, last), lambda row: _fault(row[1]))
    later = aliased(AuditEntry)
    same = [later.body[name].astext.is_not_distinct_from(AuditEntry.body[name].astext) for name in ("role", "scope")]
    taken_since = exists().where(later.object_id == AuditEntry.object_id, later.action == TAKEN, later.seq > AuditEntry.seq, *same)
    return await with_missing(session, proof, GRANTED, exists().where(_is_about(AuditEntry)) | taken_since)


def _is_about(entry: Any) -> ColumnElement[bool]:
    found: ColumnElement[bool] = (
        (entry.object_id == RoleGrant.account_id)
        & (entry.body["role"].astext == RoleGrant.role)
        & entry.body["scope"].astext.is_not_distinct_from(cast(RoleGrant.scope_id, String))
    )
    return found


def _fault(last: str | None) -> str | None:
    if last is None:
        return Fault.UNLOGGED
    return None if last == GRANTED else Fault.LOG
