"""Tables of councils. A session's items carry a frozen copy of the rule they are decided by."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, LargeBinary, String, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from exemplar.core.models import Json, LocalText, Moment, Record, Row, text_enum
from exemplar.voting.rules import Choice
from exemplar.voting.workflow import CouncilSessionState, ItemState


class Office(StrEnum):
    """What a member is on the council."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    SECRETARY = "secretary"
    MEMBER = "member"


class Presence(StrEnum):
    """How a member is there."""

    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"


class RecusalKind(StrEnum):
    """Where a recusal comes from: computed conflicts cannot be lifted here, declared ones are recorded by people."""

    COMPUTED = "computed"
    DECLARED = "declared"


class Council(Record):
    """A council of a campaign."""

    __tablename__ = "council"
    __table_args__ = (Index("council_of_campaign", "campaign_id"),)

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaign.id", ondelete="RESTRICT"))
    name: Mapped[LocalText] = mapped_column(Json)


class CouncilMember(Record):
    """An appointed member. ``votes`` is false for a secretary who is not a member, and for a reserve."""

    __tablename__ = "council_member"
    __table_args__ = (
        UniqueConstraint("council_id", "account_id", name="member_once"),
        Index("membership_of_account", "account_id"),
        Index("one_chair_per_council", "council_id", unique=True, postgresql_where=text("office = 'chair'")),
    )

    council_id: Mapped[UUID] = mapped_column(ForeignKey("council.id", ondelete="CASCADE"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    office: Mapped[Office] = mapped_column(text_enum(Office), default=Office.MEMBER)
    votes: Mapped[bool] = mapped_column(default=True)


class CouncilRule(Record):
    """A rule as data (see ``rules.RuleDefinition``), valid from a day. Frozen once a published campaign or an item uses it."""

    __tablename__ = "council_rule"
    __table_args__ = (
        UniqueConstraint("code", "number", name="rule_number_once"),
        CheckConstraint("valid_until IS NULL OR valid_until > valid_from", name="rule_valid_forwards"),
    )

    code: Mapped[str] = mapped_column(String(20))
    number: Mapped[int] = mapped_column(default=1)
    name: Mapped[LocalText] = mapped_column(Json)
    legal_basis: Mapped[str] = mapped_column(String(500), default="")
    valid_from: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)
    definition: Mapped[dict[str, Any]] = mapped_column(Json)
    version: Mapped[int] = mapped_column(default=1)
    frozen_at: Mapped[datetime | None] = mapped_column(Moment)


class CategoryRule(Record):
    """Which rule decides a category."""

    __tablename__ = "category_rule"
    __table_args__ = (UniqueConstraint("category_id", name="one_rule_per_category"),)

    category_id: Mapped[UUID] = mapped_column(ForeignKey("category.id", ondelete="CASCADE"))
    rule_id: Mapped[UUID] = mapped_column(ForeignKey("council_rule.id", ondelete="RESTRICT"))


class CouncilSession(Record):
    """A meeting of a council."""

    __tablename__ = "council_session"
    __table_args__ = (
        Index("session_of_council", "council_id"),
        CheckConstraint("(state IN ('in_session', 'ended')) = (started_at IS NOT NULL)", name="started_at_iff_started"),
        CheckConstraint("(state = 'ended') = (ended_at IS NOT NULL)", name="ended_at_iff_ended"),
    )

    council_id: Mapped[UUID] = mapped_column(ForeignKey("council.id", ondelete="RESTRICT"))
    title: Mapped[LocalText] = mapped_column(Json)
    place: Mapped[str] = mapped_column(String(200), default="")
    held_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[CouncilSessionState] = mapped_column(text_enum(CouncilSessionState), default=CouncilSessionState.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    created_by: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    started_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Attendance(Record):
    """How each appointed member takes part in a session."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("session_id", "account_id", name="attendance_once"),)

    session_id: Mapped[UUID] = mapped_column(ForeignKey("council_session.id", ondelete="CASCADE"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    presence: Mapped[Presence] = mapped_column(text_enum(Presence))
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))


class AgendaItem(Record):
    """One initiative to decide. ``rule`` and ``roll`` are frozen when the vote opens; ``tally`` holds counts and reasoning.

    ``score`` is what review said when the item was put on the agenda, and again at opening: ``{percent_hundredths, sheets,
    rank}``. ``rule``: ``{id, code, number, name, legal_basis, definition, choices}``. ``roll``: one entry per voting seat,
    ``{account_id, office, present, recused, may_vote, stands_in_for}``; ids only, names are looked up when shown.
    """

    __tablename__ = "agenda_item"
    __table_args__ = (
        UniqueConstraint("session_id", "position", name="agenda_position_once", deferrable=True, initially="DEFERRED"),
        Index("agenda_of_initiative", "initiative_id"),
        Index("one_live_item_per_initiative", "initiative_id", unique=True, postgresql_where=text("state <> 'void'")),
        Index("one_open_item_per_session", "session_id", unique=True, postgresql_where=text("state = 'open'")),
        CheckConstraint(
            "state = 'pending' OR state = 'void' OR (rule IS NOT NULL AND roll IS NOT NULL AND opened_at IS NOT NULL)",
            name="frozen_when_opened",
        ),
        CheckConstraint("(state = 'tallied') = (tally IS NOT NULL)", name="tally_iff_tallied"),
        CheckConstraint("(state IN ('closed', 'tallied')) <= (closed_at IS NOT NULL)", name="closed_at_if_closed"),
    )

    session_id: Mapped[UUID] = mapped_column(ForeignKey("council_session.id", ondelete="RESTRICT"))
    initiative_id: Mapped[UUID] = mapped_column(ForeignKey("initiative.id", ondelete="RESTRICT"))
    category_id: Mapped[UUID] = mapped_column(ForeignKey("category.id", ondelete="RESTRICT"))
    position: Mapped[int]
    state: Mapped[ItemState] = mapped_column(text_enum(ItemState), default=ItemState.PENDING)
    score: Mapped[dict[str, Any] | None] = mapped_column(Json)
    rule: Mapped[dict[str, Any] | None] = mapped_column(Json)
    rule_digest: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    roll: Mapped[list[dict[str, Any]] | None] = mapped_column(Json)
    opened_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    tally: Mapped[dict[str, Any] | None] = mapped_column(Json)
    void_reason: Mapped[str | None] = mapped_column(String(500))


class Recusal(Row):
    """A member who leaves for one item, and why. ``reason`` lists conflict kinds when computed, else words.

    ``substitute_id`` is the reserve (a member without a vote of their own) who takes the seat, where the rule allows it.
    """

    __tablename__ = "recusal"
    __table_args__ = (UniqueConstraint("item_id", "account_id", name="recused_once"),)

    item_id: Mapped[UUID] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    kind: Mapped[RecusalKind] = mapped_column(text_enum(RecusalKind))
    reason: Mapped[str] = mapped_column(String(500))
    substitute_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    recorded_at: Mapped[datetime] = mapped_column(Moment, server_default=func.clock_timestamp())


class OpenVote(Row):
    """One member's open vote on one item; final, a trigger refuses any change. ``receipt``: 20 characters, base32."""

    __tablename__ = "open_vote"
    __table_args__ = (UniqueConstraint("item_id", "account_id", name="one_vote_per_member"),)

    item_id: Mapped[UUID] = mapped_column(ForeignKey("agenda_item.id", ondelete="RESTRICT"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    choice: Mapped[Choice] = mapped_column(text_enum(Choice))
    receipt: Mapped[str] = mapped_column(String(20))
    cast_at: Mapped[datetime] = mapped_column(Moment)
