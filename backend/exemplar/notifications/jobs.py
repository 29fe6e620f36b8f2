"""Jobs of the outbox."""

from typing import Any
from uuid import UUID

from exemplar.core.database import transaction
from exemplar.notifications.service import SEND_JOB, SEND_WAITING_JOB, NotificationService

BATCH = 200


async def send_mail(services: Any, mail_id: str) -> None:
    """Send one mail; without an SMTP server it stays queued.

    No transaction is open while the network works. A crash between sending and noting it sends the mail again, under
    the same Message-ID, so that the reader's server can drop the copy.
    """
    if services.mailer is None:
        return
    public_url = services.settings.web.public_url
    async with transaction(services.session_maker) as session:
        mail = await NotificationService(session, public_url).queued(UUID(mail_id))
    if mail is None:
        return
    await services.mailer.send(mail.to_address, mail.subject, mail.text, f"<{mail.id}@exemplar>")
    async with transaction(services.session_maker) as session:
        await NotificationService(session, public_url).mark_sent(mail.id)


async def send_waiting(services: Any) -> None:
    """Send what still waits: mails from a time without an SMTP server, or of jobs that gave up. Oldest first."""
    if services.mailer is None:
        return
    async with transaction(services.session_maker) as session:
        waiting = await NotificationService(session, services.settings.web.public_url).waiting(BATCH)
    for mail_id in waiting:
        await send_mail(services, str(mail_id))


HANDLERS = {SEND_JOB: send_mail, SEND_WAITING_JOB: send_waiting}
