"""The log over HTTP, for those whom the policy table lets read it (the guard asks it by the route's action)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.audit import service

PAGE = 50


class AuditEntryRead(BaseModel):
    """One entry. ``hash`` and ``prev`` are hexadecimal SHA-256."""

    model_config = ConfigDict(from_attributes=True)

    seq: int
    at: datetime
    actor_id: UUID | None
    action: str
    object_type: str
    object_id: UUID
    body: dict[str, Any]
    prev: str
    hash: str


class AuditPage(BaseModel):
    """Entries, newest first; ask on with ``before=next_before``."""

    items: list[AuditEntryRead]
    next_before: int | None


class AuditVerdict(BaseModel):
    """What the check found; ``bad_seq`` is the first wrong row."""

    model_config = ConfigDict(from_attributes=True)

    is_sound: bool
    checked: int = Field(description="Rows that were checked and sound.")
    bad_seq: int | None
    reason: str | None


class AuditController(Controller):
    """Reading and verifying."""

    path = "/audit"
    tags = ["audit"]

    @get("/", operation_id="listAuditEntries", opt={"action": "audit.read"})
    async def recent(
        self, session: NamedDependency[AsyncSession], before: FromQuery[int | None] = None, about: FromQuery[UUID | None] = None
    ) -> AuditPage:
        """List entries, newest first, optionally about one thing."""
        if before is not None:
            before = min(max(before, 0), 2**62)
        entries = await service.recent(session, before_seq=before, object_id=about, limit=PAGE)
        items = [
            AuditEntryRead(
                seq=e.seq,
                at=e.at,
                actor_id=e.actor_id,
                action=e.action,
                object_type=e.object_type,
                object_id=e.object_id,
                body=e.body,
                prev=e.prev.hex(),
                hash=e.hash.hex(),
            )
            for e in entries
        ]
        return AuditPage(items=items, next_before=items[-1].seq if len(items) == PAGE else None)

    @post("/verification", operation_id="verifyAudit", status_code=200, opt={"action": "audit.verify"})
    async def verify(self, session: NamedDependency[AsyncSession]) -> AuditVerdict:
        """Recompute the whole chain."""
        return AuditVerdict.model_validate(await service.verify(session))


CONTROLLERS = [AuditController]
