"""Tell people things: in the application at once, by mail through the outbox."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.core.jobs import enqueue
from exemplar.core.models import new_id
from exemplar.notifications import texts
from exemplar.notifications.models import MailState, Notification, OutboxMail

SEND_JOB = "notifications.send_mail"
SEND_WAITING_JOB = "notifications.send_waiting"
PATIENCE = timedelta(minutes=10)
"""A mail that waits longer than this has no job of its own any more."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is told: known here by id, address and language only."""

    account_id: UUID
    email: str
    language: str


class NotificationService:
    """Use cases of the inbox and the outbox. ``public_url`` is put before links in mails."""

    def __init__(self, session: AsyncSession, public_url: str) -> None:
        self._session = session
        self._public_url = public_url

    async def tell(self, reader: Reader, kind: str, *, fact: str, link: str, **facts: Any) -> None:
        """Tell ``reader`` about ``fact`` (a key that is unique for the event); a second call with the same does nothing.

        Args:
            reader: the account told.
            kind: a key of ``texts.TEXTS``.
            fact: names the event, e.g. ``revision:<id>``.
            link: path of the screen, beginning with ``/``.
            facts: values for the sentence.
        """
        values = {name: str(value) for name, value in facts.items()}
        subject, text = texts.render(kind, reader.language, {**values, "link": self._public_url + link})
        mail = insert(OutboxMail).values(
            id=new_id(),
            effect_key=f"{kind}:{fact}:{reader.account_id}",
            to_address=reader.email,
            subject=subject,
            text=text,
            state=MailState.QUEUED,
        )
        mail_id = await self._session.scalar(mail.on_conflict_do_nothing(index_elements=["effect_key"]).returning(OutboxMail.id))
        if mail_id is None:
            return
        self._session.add(Notification(account_id=reader.account_id, kind=kind, facts=values, link=link))
        await enqueue(self._session, SEND_JOB, lock=f"mail:{mail_id}", mail_id=mail_id)

    async def queued(self, mail_id: UUID) -> OutboxMail | None:
        """Return the mail if it still waits to be sent."""
        mail = await self._session.get(OutboxMail, mail_id)
        return mail if mail is not None and mail.state is MailState.QUEUED else None

    async def waiting(self, limit: int) -> list[UUID]:
        """Return mails that have waited too long for their own job, oldest first."""
        query = select(OutboxMail.id).where(OutboxMail.state == MailState.QUEUED, OutboxMail.created_at < func.clock_timestamp() - PATIENCE)
        return list(await self._session.scalars(query.order_by(OutboxMail.created_at).limit(limit)))

    async def mark_sent(self, mail_id: UUID) -> None:
        """Note that the server took the mail."""
        await self._session.execute(
            update(OutboxMail)
            .where(OutboxMail.id == mail_id, OutboxMail.state == MailState.QUEUED)
            .values(state=MailState.SENT, sent_at=func.clock_timestamp())
        )

    async def inbox(self, account_id: UUID, limit: int = 30) -> list[Notification]:
        """Return the newest notifications of an account."""
        query = select(Notification).where(Notification.account_id == account_id).order_by(Notification.created_at.desc()).limit(limit)
        return list(await self._session.scalars(query))

    async def mark_read(self, account_id: UUID) -> None:
        """Mark everything of an account as read."""
        await self._session.execute(
            update(Notification)
            .where(Notification.account_id == account_id, Notification.read_at.is_(None))
            .values(read_at=func.clock_timestamp())
        )
