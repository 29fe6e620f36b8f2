"""Jobs of the module: name → handler."""

from typing import Any
from uuid import UUID

from exemplar.core.clock import utc_now
from exemplar.core.database import transaction
from exemplar.core.jobs import Handler
from exemplar.gallery import share_cards
from exemplar.gallery.copies import FOLLOW_ALL_JOB, FOLLOW_JOB, FOLLOW_LATER_JOB, SWEEP_JOB, CopyService, follow
from exemplar.gallery.describing import DescribingService
from exemplar.gallery.service import REMOVE_CARD_JOB, SHARE_CARD_JOB, WAITING_JOB
from exemplar.notifications.service import NotificationService


async def make_share_card(services: Any, publication_id: str) -> None:
    """Make the picture of a publication."""
    await share_cards.make(services.session_maker, services.storage, UUID(publication_id))


async def remove_share_card(services: Any, publication_id: str) -> None:
    """Delete the picture of what is no longer published."""
    await share_cards.remove(services.session_maker, services.storage, UUID(publication_id))


def _copies(services: Any) -> CopyService:
    return CopyService(services.session_maker, services.storage, utc_now)


async def follow_file(services: Any, media_id: str) -> None:
    """Make the copies for everybody what is shown of a file."""
    await _copies(services).follow(UUID(media_id))


async def follow_file_later(services: Any, media_id: str) -> None:
    """Ask for that, now that its time has come."""
    async with transaction(services.session_maker) as session:
        await follow(session, UUID(media_id))


async def follow_all_files(services: Any) -> None:
    """Find files whose copies do not follow."""
    await _copies(services).follow_all()


async def sweep_published(services: Any) -> None:
    """Remove published objects that belong to nothing; once a day is enough."""
    await _copies(services).sweep()


async def tell_what_waits(services: Any, publication_id: str) -> None:
    """Tell who can help that pictures wait for words."""
    async with transaction(services.session_maker) as session:
        notifications = NotificationService(session, services.settings.web.public_url)
        await DescribingService(session, utc_now).tell_what_waits(notifications, UUID(publication_id))


HANDLERS: dict[str, Handler] = {
    SHARE_CARD_JOB: make_share_card,
    REMOVE_CARD_JOB: remove_share_card,
    FOLLOW_JOB: follow_file,
    FOLLOW_LATER_JOB: follow_file_later,
    FOLLOW_ALL_JOB: follow_all_files,
    SWEEP_JOB: sweep_published,
    WAITING_JOB: tell_what_waits,
}
