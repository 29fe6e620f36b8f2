"""Tables of the log. Rows are only ever inserted; a trigger refuses anything else."""

from datetime import datetime
from typing import Any
from uuid import UUID

from advanced_alchemy.base import DefaultBase
from sqlalchemy import BigInteger, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from exemplar.core.models import Json, Moment


class AuditEntry(DefaultBase):
    """One state change. ``hash`` = SHA-256 over the previous hash and the row's own values (see ``chain``)."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("audit_entry_by_object", "object_id", "seq"),)

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[UUID | None]
    action: Mapped[str] = mapped_column(String(80))
    object_type: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[UUID]
    body: Mapped[dict[str, Any]] = mapped_column(Json)
    prev: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class AuditHead(DefaultBase):
    """The end of the chain: one row, locked while an entry is appended, so that a gap in ``seq`` is evidence."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
