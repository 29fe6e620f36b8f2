"""Tables of calls: movements, campaigns, phases, categories, form and rubric versions."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from exemplar.accounts.models import TwoPersonRequest
from exemplar.campaigns.workflow import CampaignState, PhaseKind
from exemplar.core.models import Json, LocalText, Moment, Record, text_enum


class Movement(Record):
    """An emulation movement that campaigns belong to (phong trào thi đua)."""

    __tablename__ = "movement"

    name: Mapped[LocalText] = mapped_column(Json)
    summary: Mapped[LocalText | None] = mapped_column(Json)
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)


class FormVersion(Record):
    """A form as data (see ``forms.FormDefinition``). Frozen versions never change; a revision names the one it answers."""

    __tablename__ = "form_version"

    number: Mapped[int] = mapped_column(Integer, default=1)
    definition: Mapped[dict[str, Any]] = mapped_column(Json)
    frozen_at: Mapped[datetime | None] = mapped_column(Moment)


class Campaign(Record):
    """One edition of a call. ``version`` grows with each edit; editors send back the one they saw."""

    __tablename__ = "campaign"
    __table_args__ = (
        UniqueConstraint("code", name="campaign_code_once"),
        CheckConstraint("(state = 'draft') = (published_at IS NULL)", name="published_at_iff_left_draft"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_at_iff_closed"),
    )

    movement_id: Mapped[UUID | None] = mapped_column(ForeignKey("movement.id", ondelete="RESTRICT"))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[LocalText] = mapped_column(Json)
    summary: Mapped[LocalText | None] = mapped_column(Json)
    state: Mapped[CampaignState] = mapped_column(text_enum(CampaignState), default=CampaignState.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    blind_review: Mapped[bool] = mapped_column(default=True)
    sheets_per_entry: Mapped[int] = mapped_column(default=3)
    form_version_id: Mapped[UUID] = mapped_column(ForeignKey("form_version.id", ondelete="RESTRICT"))
    created_by: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)


class Phase(Record):
    """When something happens in a campaign: from ``opens_at`` (included) to ``closes_at`` (excluded)."""

    __tablename__ = "phase"
    __table_args__ = (
        UniqueConstraint("campaign_id", "kind", name="phase_kind_once"),
        CheckConstraint("closes_at > opens_at", name="phase_closes_after_opening"),
    )

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    kind: Mapped[PhaseKind] = mapped_column(text_enum(PhaseKind))
    opens_at: Mapped[datetime] = mapped_column(Moment)
    closes_at: Mapped[datetime] = mapped_column(Moment)


class DeadlineChange(TwoPersonRequest):
    """A later deadline for a published campaign, asked for by one manager and confirmed by another.

    ``closes_before`` is the deadline as it stood, ``closes_at`` the one wanted; one request waits for each phase at most.
    """

    __tablename__ = "deadline_change"
    __table_args__ = (
        *TwoPersonRequest.promises(),
        CheckConstraint("closes_at > closes_before", name="deadline_moves_later"),
        CheckConstraint("lapses_at <= closes_before", name="lapses_with_the_deadline"),
        Index("one_deadline_change_waits", "campaign_id", "phase", unique=True, postgresql_where=text("state = 'requested'")),
        Index("deadline_change_of_campaign", "campaign_id", "requested_at"),
    )

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaign.id", ondelete="RESTRICT"))
    phase: Mapped[PhaseKind] = mapped_column(text_enum(PhaseKind))
    closes_before: Mapped[datetime] = mapped_column(Moment)
    closes_at: Mapped[datetime] = mapped_column(Moment)


class RubricVersion(Record):
    """A rubric as data (see ``rubrics.RubricDefinition``). Frozen versions never change."""

    __tablename__ = "rubric_version"
    __table_args__ = (Index("rubric_of_campaign", "campaign_id"),)

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(Integer, default=1)
    name: Mapped[LocalText] = mapped_column(Json)
    definition: Mapped[dict[str, Any]] = mapped_column(Json)
    frozen_at: Mapped[datetime | None] = mapped_column(Moment)


class Category(Record):
    """An award category of a campaign. ``statutory`` titles are never mixed with in-house prizes."""

    __tablename__ = "category"
    __table_args__ = (UniqueConstraint("campaign_id", "code", name="category_code_once"),)

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[LocalText] = mapped_column(Json)
    summary: Mapped[LocalText | None] = mapped_column(Json)
    award_name: Mapped[LocalText] = mapped_column(Json)
    statutory: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    rubric_version_id: Mapped[UUID | None] = mapped_column(ForeignKey("rubric_version.id", ondelete="RESTRICT"))
