"""Jobs of the module: name → handler."""

from typing import Any
from uuid import UUID

from exemplar.campaigns.deadlines import LAPSE_JOB, TELL_JOB, DeadlineService
from exemplar.core.clock import utc_now
from exemplar.core.database import transaction
from exemplar.core.jobs import Handler
from exemplar.notifications.service import NotificationService


async def lapse_deadline_change(services: Any, change_id: str) -> None:
    """Note that a request waited in vain."""
    async with transaction(services.session_maker) as session:
        notifications = NotificationService(session, services.settings.web.public_url)
        await DeadlineService(session, utc_now, notifications).lapse(UUID(change_id))


async def tell_of_deadline(services: Any, change_id: str) -> None:
    """Tell those who run and judge a call that a deadline has moved."""
    async with transaction(services.session_maker) as session:
        notifications = NotificationService(session, services.settings.web.public_url)
        await DeadlineService(session, utc_now, notifications).tell_of_move(UUID(change_id))


HANDLERS: dict[str, Handler] = {LAPSE_JOB: lapse_deadline_change, TELL_JOB: tell_of_deadline}
