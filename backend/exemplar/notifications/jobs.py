"""Jobs of the outbox."""

from typing import Any
from uuid import UUID

from exemplar.core.database import transaction
from exemplar.notifications.service import SEND_JOB, NotificationService


async def send_mail(services: Any, mail_id: str) -> None:
    """Send one mail; without an SMTP server it stays queued."""
    if services.mailer is None:
        return
    async with transaction(services.session_maker) as session:
        await NotificationService(session, services.settings.web.public_url).send(services.mailer, UUID(mail_id))


HANDLERS = {SEND_JOB: send_mail}
