"""The base of every table: UUIDv7 keys, audit columns, names of constraints that say what they promise."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from advanced_alchemy.base import DefaultBase
from advanced_alchemy.types import DateTimeUTC
from sqlalchemy import Enum, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7

LocalText = dict[str, str | None]
"""A text in up to three languages: ``{"vi": str, "fr": str | None, "en": str | None}``; Vietnamese is always there."""


def new_id() -> UUID:
    """Return a fresh UUIDv7: sorts by the moment it was made."""
    return uuid7()


def text_enum(kind: type[StrEnum], length: int = 24) -> Enum:
    """Return a column type that stores the enum's value as text under a CHECK, not as a native PostgreSQL type."""
    return Enum(kind, native_enum=False, create_constraint=True, length=length, values_callable=lambda members: [m.value for m in members])


class Row(DefaultBase):
    """A table with a UUIDv7 key and nothing else; for facts that are written once."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-100)


class Record(Row):
    """A table with a UUIDv7 key that also says when a row was made and last changed."""

    __abstract__ = True

    created_at: Mapped[datetime] = mapped_column(DateTimeUTC(timezone=True), server_default=func.clock_timestamp(), sort_order=900)
    updated_at: Mapped[datetime] = mapped_column(
        DateTimeUTC(timezone=True), server_default=func.clock_timestamp(), onupdate=func.clock_timestamp(), sort_order=901
    )


Moment = DateTimeUTC(timezone=True)
"""Column type of a moment: aware, UTC."""

Json = JSONB(none_as_null=True)
"""Column type of a JSON document; Python ``None`` is SQL NULL."""
