"""Proof that sealed sheets are still what was sealed: each compared with its digest, its own figures and the audit log.

A trigger keeps the application from changing a sealed sheet; whoever owns the database can still do it. Content and digest changed
together are found by the log, which holds the digest from the moment of sealing and is proven by its own chain.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.audit.models import AuditEntry
from exemplar.review.models import SealedSheet
from exemplar.review.scoring import digest_of

SEALED = "sheet.sealed"
_BATCH = 500


class SheetFault(StrEnum):
    """What is wrong with a sheet.

    ``digest``: its content is not what its digest was made of. ``figures``: totals or places beside the content differ from it.
    ``log``: the log knows another digest for it, or none. ``missing``: the log knows of a sheet that is no longer there.
    """

    DIGEST = "digest"
    FIGURES = "figures"
    LOG = "log"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class SheetVerdict:
    """What a check found: how many sheets were sound, and the first bad one by the assignment it belongs to."""

    checked: int
    assignment_id: UUID | None = None
    fault: SheetFault | None = None

    @property
    def is_sound(self) -> bool:
        """Say whether every sheet agreed."""
        return self.fault is None


async def verify_sheets(session: AsyncSession) -> SheetVerdict:
    """Check every sealed sheet in the order of sealing, in batches, then look for sheets that are gone."""
    checked, last = 0, UUID(int=0)
    while True:
        query = (
            select(SealedSheet, AuditEntry.body["digest"].astext.label("logged"))
            .outerjoin(AuditEntry, (AuditEntry.object_id == SealedSheet.assignment_id) & (AuditEntry.action == SEALED))
            .where(SealedSheet.id > last)
            .order_by(SealedSheet.id)
            .limit(_BATCH)
        )
        rows = (await session.execute(query.execution_options(populate_existing=True))).tuples().all()
        if not rows:
            break
        for sheet, logged in rows:
            fault = _fault(sheet, logged)
            if fault is not None:
                return SheetVerdict(checked, sheet.assignment_id, fault)
            checked += 1
        last = rows[-1][0].id
        session.expunge_all()
    gone = await _gone(session)
    return SheetVerdict(checked, gone, SheetFault.MISSING if gone else None)


def _fault(sheet: SealedSheet, logged: str | None) -> SheetFault | None:
    if digest_of(sheet.content) != sheet.digest:
        return SheetFault.DIGEST
    beside = {
        "assignment_id": str(sheet.assignment_id),
        "initiative_id": str(sheet.initiative_id),
        "total_hundredths": sheet.total_hundredths,
        "attainable_hundredths": sheet.attainable_hundredths,
        "below_floor": sheet.below_floor,
    }
    if any(sheet.content.get(name) != value for name, value in beside.items()):
        return SheetFault.FIGURES
    return None if logged == sheet.digest.hex() else SheetFault.LOG


async def _gone(session: AsyncSession) -> UUID | None:
    """Return the first assignment whose sealing is in the log while the sheet is not there."""
    there = exists().where(SealedSheet.assignment_id == AuditEntry.object_id)
    query = select(AuditEntry.object_id).where(AuditEntry.action == SEALED, ~there).order_by(AuditEntry.seq).limit(1)
    found: UUID | None = await session.scalar(query)
    return found
