"""Jobs of the module: name → handler."""

from typing import Any
from uuid import UUID

from exemplar.core.jobs import Handler
from exemplar.gallery import share_cards
from exemplar.gallery.service import REMOVE_CARD_JOB, SHARE_CARD_JOB


async def make_share_card(services: Any, publication_id: str) -> None:
    """Make the picture of a publication."""
    await share_cards.make(services.session_maker, services.storage, UUID(publication_id))


async def remove_share_card(services: Any, publication_id: str) -> None:
    """Delete the picture of what is no longer published."""
    await share_cards.remove(services.session_maker, services.storage, UUID(publication_id))


HANDLERS: dict[str, Handler] = {SHARE_CARD_JOB: make_share_card, REMOVE_CARD_JOB: remove_share_card}
