"""What crosses the wire about units."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

from exemplar.core.texts import LocalLine, LocalTextBody


class UnitRead(BaseModel):
    """One unit of the tree."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    parent_id: UUID | None
    code: str
    name: LocalTextBody


class UnitCreate(BaseModel):
    """A unit to add."""

    code: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Z0-9][A-Z0-9-]{1,39}$")]
    name: LocalLine
    parent_id: UUID | None = None


class UnitRename(BaseModel):
    """A new name."""

    name: LocalLine
