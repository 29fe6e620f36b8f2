"""Without an SMTP server nothing is lost and nothing breaks."""

from dataclasses import replace
from uuid import uuid4

from sqlalchemy import select

from exemplar.core.mail import SmtpMailer
from exemplar.core.settings import MailSettings
from exemplar.notifications.jobs import send_mail, send_waiting
from exemplar.notifications.models import MailState, OutboxMail
from exemplar.notifications.service import NotificationService, Reader

LAN = Reader(uuid4(), "lan@example.test", "vi")


async def test_mails_wait_in_the_outbox(session, services):
    await NotificationService(session, "http://localhost:8000").tell(
        LAN, "initiative_submitted", fact="revision:1", link="/x", code="SK-1", title="Vé điện tử", receipt="R-1"
    )
    await session.commit()
    mail = (await session.scalars(select(OutboxMail))).one()

    await send_mail(services, str(mail.id))
    await send_waiting(services)

    await session.refresh(mail)
    assert (mail.state, mail.sent_at) == (MailState.QUEUED, None)


async def test_a_mail_that_is_no_more_is_not_sent(services):
    worker = replace(services, mailer=SmtpMailer(MailSettings(smtp_url="smtp://127.0.0.1:9")))

    await send_mail(worker, str(uuid4()))
