"""Tables of the organisation."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.orm import Mapped, mapped_column

from exemplar.core.models import Json, LocalText, Record


class Unit(Record):
    """A part of the organisation. ``line`` lists the ids from the root down to this unit itself; ``sort_key`` orders names."""

    __tablename__ = "unit"
    __table_args__ = (
        UniqueConstraint("code", name="unit_code_once"),
        Index("unit_line", "line", postgresql_using="gin"),
        CheckConstraint("line[cardinality(line)] = id", name="line_ends_with_itself"),
    )

    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[LocalText] = mapped_column(Json)
    sort_key: Mapped[str] = mapped_column(String(300))
    line: Mapped[list[UUID]] = mapped_column(ARRAY(PG_UUID(as_uuid=True)))


class Posting(Record):
    """Where an account worked, from one day to another; no end while it lasts."""

    __tablename__ = "posting"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="posting_ends_after_start"),
        Index("posting_of_account", "account_id", "unit_id"),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
