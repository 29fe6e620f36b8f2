"""Facts about review."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ConflictDeclared:
    """Somebody declared a conflict of interest, with an entry or with a unit; it holds from this moment."""

    account_id: UUID


@dataclass(frozen=True, slots=True)
class SheetSealed:
    """A juror sealed a sheet."""

    assignment_id: UUID
    initiative_id: UUID
