"""Jobs of the module: name → handler."""

from typing import Any
from uuid import UUID

from exemplar.accounts.role_requests import LAPSE_JOB, RoleRequestService
from exemplar.core.clock import utc_now
from exemplar.core.database import transaction
from exemplar.core.jobs import Handler
from exemplar.notifications.service import NotificationService


async def lapse_role_request(services: Any, request_id: str) -> None:
    """Note that a request waited in vain."""
    async with transaction(services.session_maker) as session:
        notifications = NotificationService(session, services.settings.web.public_url)
        await RoleRequestService(session, utc_now, notifications).lapse(UUID(request_id))


HANDLERS: dict[str, Handler] = {LAPSE_JOB: lapse_role_request}
