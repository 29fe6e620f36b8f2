"""Jobs of the outbox."""

from typing import Any
from uuid import UUID

from exemplar.core.database import transaction
from exemplar.notifications.service import SEND_JOB, NotificationService


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


HANDLERS = {SEND_JOB: send_mail}
