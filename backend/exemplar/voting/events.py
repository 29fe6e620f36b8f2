"""Facts about council votes."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ItemTallied:
    """An agenda item was counted; ``passed`` says whether the rule's threshold was met."""

    item_id: UUID
    initiative_id: UUID
    passed: bool
