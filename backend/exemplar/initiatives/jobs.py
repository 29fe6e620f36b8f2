"""Jobs of the module: name → handler."""

from typing import Any
from uuid import UUID

from exemplar.campaigns.deadlines import DeadlineService
from exemplar.campaigns.workflow import PhaseKind
from exemplar.core.clock import utc_now
from exemplar.core.database import transaction
from exemplar.core.jobs import Handler
from exemplar.initiatives.repository import InitiativeRepository
from exemplar.initiatives.telling import TELL_JOB
from exemplar.notifications.service import NotificationService


async def tell_of_deadline(services: Any, campaign_id: str, phase: str, change_id: str) -> None:
    """Tell the people of drafts and entries that a deadline they plan by has moved."""
    async with transaction(services.session_maker) as session:
        people = await InitiativeRepository(session).people_waiting(UUID(campaign_id), PhaseKind(phase))
        notifications = NotificationService(session, services.settings.web.public_url)
        await DeadlineService(session, utc_now, notifications).tell_of_move(UUID(change_id), people)


HANDLERS: dict[str, Handler] = {TELL_JOB: tell_of_deadline}
