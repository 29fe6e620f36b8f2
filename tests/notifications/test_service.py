"""One mail per fact, sent by a job to a real SMTP catcher."""

from dataclasses import replace
from email import message_from_bytes
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select, text

from exemplar.core.mail import MailUnavailable, SmtpMailer
from exemplar.core.settings import MailSettings
from exemplar.notifications.jobs import send_mail, send_waiting
from exemplar.notifications.models import MailState, Notification, OutboxMail
from exemplar.notifications.service import NotificationService, Reader
from exemplar.notifications.texts import TEXTS


class Catcher:
    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the name the library calls
        self.letters.append(message_from_bytes(envelope.content))
        return "250 kept"


@pytest.fixture
def catcher():
    handler = Catcher()
    controller = Controller(handler, hostname="127.0.0.1", port=0)
    controller.port = free_port()
    controller.start()
    handler.url = f"smtp://127.0.0.1:{controller.port}"
    yield handler
    controller.stop()


def free_port():
    import socket

    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


LAN = Reader(uuid4(), "lan@example.test", "vi")
FACTS = {"code": "SK-2026-0001", "title": "Vé điện tử liên thông", "receipt": "R-1"}


async def test_the_same_fact_is_told_once(session):
    notifications = NotificationService(session, "http://localhost:8000")
    for _ in range(2):
        await notifications.tell(LAN, "initiative_submitted", fact="revision:1", link="/initiatives/1", **FACTS)

    assert len((await session.scalars(select(OutboxMail))).all()) == 1
    assert len((await session.scalars(select(Notification))).all()) == 1
    assert await session.scalar(text("SELECT count(*) FROM procrastinate_jobs")) == 1


async def test_a_mail_reaches_the_server_once_with_vietnamese_intact(session, services, catcher):
    notifications = NotificationService(session, "http://localhost:8000")
    worker = replace(services, mailer=SmtpMailer(MailSettings(smtp_url=catcher.url)))
    await notifications.tell(LAN, "initiative_submitted", fact="revision:1", link="/initiatives/1", **FACTS)
    mail = (await session.scalars(select(OutboxMail))).one()

    await session.commit()

    await send_mail(worker, str(mail.id))
    await send_mail(worker, str(mail.id))

    assert len(catcher.letters) == 1
    body = catcher.letters[0].get_payload(decode=True).decode()
    assert "Chúng tôi đã nhận sáng kiến “Vé điện tử liên thông”." in body
    assert "http://localhost:8000/initiatives/1" in body
    await session.refresh(mail)
    assert mail.state is MailState.SENT


async def test_without_a_server_the_mail_stays_queued(session, services):
    notifications = NotificationService(session, "http://localhost:8000")
    await notifications.tell(LAN, "initiative_submitted", fact="revision:1", link="/initiatives/1", **FACTS)
    mail = (await session.scalars(select(OutboxMail))).one()

    await session.commit()
    worker = replace(services, mailer=SmtpMailer(MailSettings(smtp_url=f"smtp://127.0.0.1:{free_port()}")))

    with pytest.raises(MailUnavailable):
        await send_mail(worker, str(mail.id))

    await session.refresh(mail)
    assert mail.state is MailState.QUEUED


def test_every_sentence_exists_in_three_languages_with_the_same_facts():
    import re

    for kind, languages in TEXTS.items():
        holes = {language: set(re.findall(r"{(\w+)}", subject + body)) for language, (subject, body) in languages.items()}
        assert set(holes) == {"vi", "fr", "en"}, kind
        assert holes["vi"] == holes["fr"] == holes["en"], kind


async def test_mails_from_a_time_without_a_server_are_sent_later(session, services, catcher):
    await NotificationService(session, "http://localhost:8000").tell(LAN, "initiative_submitted", fact="revision:1", link="/x", **FACTS)
    await session.execute(text("UPDATE outbox_mail SET created_at = created_at - interval '1 hour'"))
    await session.commit()

    await send_waiting(replace(services, mailer=SmtpMailer(MailSettings(smtp_url=catcher.url))))

    assert len(catcher.letters) == 1
