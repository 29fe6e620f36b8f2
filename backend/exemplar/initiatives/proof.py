"""Proof that revisions are still what was handed in: content against digest, digest against the log."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import String, cast, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.audit.models import AuditEntry
from exemplar.audit.proof import Fault, Proof, prove_rows, with_missing
from exemplar.initiatives.content import digest
from exemplar.initiatives.models import Revision

SUBMITTED = "initiative.submitted"


class RevisionFault(StrEnum):
    """``digest``: the content is not what its digest was made of. ``files``: the list beside it names other files."""

    DIGEST = "digest"
    FILES = "files"


async def prove_revisions(session: AsyncSession) -> Proof:
    """Check every revision, then look for revisions that are gone."""
    is_entry = (
        (AuditEntry.object_id == Revision.initiative_id)
        & (AuditEntry.action == SUBMITTED)
        & (AuditEntry.body["revision"].astext == cast(Revision.id, String))
    )
    query = select(Revision, AuditEntry.body.label("logged")).outerjoin(AuditEntry, is_entry)
    proof = await prove_rows(session, Revision, query, lambda row: _fault(row.Revision, row.logged))
    there = exists().where(Revision.initiative_id == AuditEntry.object_id, cast(Revision.id, String) == AuditEntry.body["revision"].astext)
    return await with_missing(session, proof, SUBMITTED, there)


def _fault(revision: Revision, logged: dict[str, Any] | None) -> str | None:
    if digest(revision.content) != revision.digest:
        return RevisionFault.DIGEST
    if logged is None:
        return Fault.UNLOGGED
    if (logged["digest"], logged["number"]) != (revision.digest.hex(), revision.number):
        return Fault.LOG
    named = {UUID(file["media_id"]) for file in revision.content["attachments"]}
    return None if named == set(revision.media_ids) else RevisionFault.FILES
