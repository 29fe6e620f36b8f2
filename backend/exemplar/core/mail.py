"""The mail port: hand one message to an SMTP server."""

from email.message import EmailMessage
from typing import Protocol
from urllib.parse import unquote, urlsplit

import aiosmtplib

from exemplar.core.errors import Unavailable
from exemplar.core.settings import MailSettings


class MailUnavailable(Unavailable):
    """The SMTP server did not take the message; it stays in the outbox."""

    code = "mail_unavailable"


class Mailer(Protocol):
    """Something that delivers mail."""

    async def send(self, to_address: str, subject: str, text: str, message_id: str) -> None:
        """Hand one plain-text message over; ``message_id`` is the same on every try. Raises ``MailUnavailable``."""


class SmtpMailer:
    """Delivers to the server named by ``smtp_url``: ``smtp[s]://[user:password@]host:port``."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings

    async def send(self, to_address: str, subject: str, text: str, message_id: str) -> None:
        message = EmailMessage()
        message["From"] = self._settings.mail_from
        message["To"] = to_address
        message["Subject"] = subject
        message["Message-ID"] = message_id
        message.set_content(text)
        url = urlsplit(self._settings.smtp_url)
        try:
            await aiosmtplib.send(
                message,
                hostname=url.hostname or "localhost",
                port=url.port or 25,
                username=unquote(url.username) if url.username else None,
                password=unquote(url.password) if url.password else None,
                use_tls=url.scheme == "smtps",
                timeout=20,
            )
        except (aiosmtplib.SMTPException, OSError) as error:
            raise MailUnavailable from error
