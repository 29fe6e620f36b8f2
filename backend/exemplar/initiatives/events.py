"""Facts about initiatives."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class InitiativeSubmitted:
    """A unit handed a revision in."""

    initiative_id: UUID
    revision_id: UUID


@dataclass(frozen=True, slots=True)
class InitiativeWithdrawn:
    """The unit took it back; assignments and agenda items for it end."""

    initiative_id: UUID


@dataclass(frozen=True, slots=True)
class InitiativeAccepted:
    """Screening found it eligible; review may begin."""

    initiative_id: UUID
    revision_id: UUID


@dataclass(frozen=True, slots=True)
class InitiativeRecognised:
    """A released decision honours it."""

    initiative_id: UUID
