"""Tables of decisions and certificates."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from exemplar.awards.workflow import CertificateState, DecisionState
from exemplar.core.models import Json, LocalText, Moment, Record, text_enum


class Decision(Record):
    """What a council decided about an initiative. ``recognised`` as the tally said; proposer and releaser differ.

    A dropped decision stays as a record; the same item may then be proposed again.
    """

    __tablename__ = "decision"
    __table_args__ = (
        Index("decision_of_item", "item_id"),
        Index("decision_of_campaign", "campaign_id", "state"),
        Index("one_live_decision", "initiative_id", unique=True, postgresql_where=text("state <> 'dropped'")),
        CheckConstraint("(state = 'released') = (released_at IS NOT NULL)", name="released_at_iff_released"),
        CheckConstraint("released_by IS NULL OR released_by <> proposed_by", name="two_people_decide"),
    )

    item_id: Mapped[UUID] = mapped_column(ForeignKey("agenda_item.id", ondelete="RESTRICT"))
    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaign.id", ondelete="RESTRICT"))
    initiative_id: Mapped[UUID] = mapped_column(ForeignKey("initiative.id", ondelete="RESTRICT"))
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id", ondelete="RESTRICT"))
    category_id: Mapped[UUID] = mapped_column(ForeignKey("category.id", ondelete="RESTRICT"))
    recognised: Mapped[bool]
    award_name: Mapped[LocalText] = mapped_column(Json)
    state: Mapped[DecisionState] = mapped_column(text_enum(DecisionState), default=DecisionState.PROPOSED)
    proposed_by: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    released_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    released_at: Mapped[datetime | None] = mapped_column(Moment)


class CertificateNumber(Record):
    """The last number given in a year, so that numbers have no gap: taken under its row lock, in the issuing transaction."""

    __tablename__ = "certificate_number"
    __table_args__ = (UniqueConstraint("year", name="one_counter_per_year"),)

    year: Mapped[int]
    last: Mapped[int] = mapped_column(default=0)


class Certificate(Record):
    """A certificate. ``public_code`` is 128 random bits, base32; ``signature`` is Ed25519 over the canonical ``payload``.

    ``document_key`` is absent until the job has made the PDF.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("number", name="certificate_number_once"),
        UniqueConstraint("public_code", name="certificate_code_once"),
        UniqueConstraint("decision_id", name="one_certificate_per_decision"),
        CheckConstraint("(state = 'revoked') = (revoked_at IS NOT NULL)", name="revoked_at_iff_revoked"),
        CheckConstraint("(state = 'revoked') = (revocation_reason IS NOT NULL)", name="reason_iff_revoked"),
    )

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id", ondelete="RESTRICT"))
    number: Mapped[str] = mapped_column(String(30))
    public_code: Mapped[str] = mapped_column(String(32))
    state: Mapped[CertificateState] = mapped_column(text_enum(CertificateState), default=CertificateState.ISSUED)
    payload: Mapped[dict[str, Any]] = mapped_column(Json)
    signature: Mapped[bytes] = mapped_column(LargeBinary(64))
    key_id: Mapped[str] = mapped_column(String(20))
    document_key: Mapped[str | None] = mapped_column(String(200))
    issued_at: Mapped[datetime] = mapped_column(Moment)
    revoked_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    revocation_reason: Mapped[str | None] = mapped_column(String(500))
