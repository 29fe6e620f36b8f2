"""Tables of the inbox and the outbox."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from exemplar.core.models import Json, Moment, Record, text_enum


class MailState(StrEnum):
    """Where a mail is on its way."""

    QUEUED = "queued"
    SENT = "sent"


class Notification(Record):
    """One thing told to one account. The sentence is made in the reader's language from ``kind`` and ``facts``."""

    __tablename__ = "notification"
    __table_args__ = (Index("notification_of_account", "account_id", "created_at"),)

    account_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(60))
    facts: Mapped[dict[str, Any]] = mapped_column(Json)
    link: Mapped[str] = mapped_column(String(300))
    read_at: Mapped[datetime | None] = mapped_column(Moment)


class OutboxMail(Record):
    """One mail to send. ``effect_key`` names the fact and the reader, so that the same fact is never mailed twice."""

    __tablename__ = "outbox_mail"
    __table_args__ = (CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_at_iff_sent"),)

    effect_key: Mapped[str] = mapped_column(String(200), unique=True)
    to_address: Mapped[str] = mapped_column(String(320))
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[MailState] = mapped_column(text_enum(MailState), default=MailState.QUEUED)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
