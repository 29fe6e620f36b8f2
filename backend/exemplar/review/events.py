"""Facts about review."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SheetSealed:
    """A juror sealed a sheet."""

    assignment_id: UUID
    initiative_id: UUID
