"""Tables of review. ``points`` maps criterion keys to hundredths of a point, so sums are exact integers."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from exemplar.core.models import Json, Moment, Record, Row, text_enum
from exemplar.review.workflow import AssignmentState


class ConflictKind(StrEnum):
    """Why somebody may not judge an entry or a unit's entries."""

    AUTHOR = "author"
    SAME_UNIT = "same_unit"
    FAMILY = "family"
    DECLARED = "declared"


class PanelMember(Record):
    """A juror of a campaign's panel. ``max_load`` entries at most; no ``category_id`` means every category."""

    __tablename__ = "panel_member"
    __table_args__ = (
        UniqueConstraint("campaign_id", "account_id", "category_id", name="panel_member_once", postgresql_nulls_not_distinct=True),
        CheckConstraint("max_load > 0", name="max_load_positive"),
    )

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    category_id: Mapped[UUID | None] = mapped_column(ForeignKey("category.id", ondelete="CASCADE"))
    max_load: Mapped[int] = mapped_column(default=20)


class DeclaredConflict(Record):
    """A conflict somebody declared, about one initiative or everything of a unit. At once effective."""

    __tablename__ = "declared_conflict"
    __table_args__ = (
        CheckConstraint("(initiative_id IS NULL) <> (unit_id IS NULL)", name="conflict_about_one_thing"),
        UniqueConstraint("account_id", "initiative_id", "unit_id", name="conflict_declared_once", postgresql_nulls_not_distinct=True),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    initiative_id: Mapped[UUID | None] = mapped_column(ForeignKey("initiative.id", ondelete="CASCADE"))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))
    kind: Mapped[ConflictKind] = mapped_column(text_enum(ConflictKind))
    reason: Mapped[str] = mapped_column(String(500), default="")


class Assignment(Record):
    """One juror and one entry. ``position`` is the place in the juror's own queue."""

    __tablename__ = "assignment"
    __table_args__ = (
        Index("one_live_assignment", "initiative_id", "juror_id", unique=True, postgresql_where=text("state IN ('open', 'sealed')")),
        Index("assignment_of_juror", "juror_id", "state", "position"),
        Index("assignment_of_campaign", "campaign_id", "initiative_id"),
        CheckConstraint("(state = 'sealed') <= (sealed_at IS NOT NULL)", name="sealed_at_if_sealed"),
    )

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaign.id", ondelete="RESTRICT"))
    initiative_id: Mapped[UUID] = mapped_column(ForeignKey("initiative.id", ondelete="RESTRICT"))
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id", ondelete="RESTRICT"))
    rubric_version_id: Mapped[UUID] = mapped_column(ForeignKey("rubric_version.id", ondelete="RESTRICT"))
    juror_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    state: Mapped[AssignmentState] = mapped_column(text_enum(AssignmentState), default=AssignmentState.OPEN)
    position: Mapped[int] = mapped_column(default=0)
    sealed_at: Mapped[datetime | None] = mapped_column(Moment)


class ScoreSheet(Record):
    """A juror's working sheet. Editable until the assignment is sealed; ``version`` guards against two tabs."""

    __tablename__ = "score_sheet"
    __table_args__ = (UniqueConstraint("assignment_id", name="one_sheet_per_assignment"),)

    assignment_id: Mapped[UUID] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"))
    version: Mapped[int] = mapped_column(default=1)
    points: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    comments: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    private_note: Mapped[str] = mapped_column(Text, default="")
    comment_to_unit: Mapped[str] = mapped_column(Text, default="")


class SealedSheet(Row):
    """A sheet as it was sealed, for ever. ``total_hundredths`` of ``attainable_hundredths``; a trigger refuses any change."""

    __tablename__ = "sealed_sheet"
    __table_args__ = (UniqueConstraint("assignment_id", name="sealed_once"), Index("sealed_of_initiative", "initiative_id"))

    assignment_id: Mapped[UUID] = mapped_column(ForeignKey("assignment.id", ondelete="RESTRICT"))
    initiative_id: Mapped[UUID] = mapped_column(ForeignKey("initiative.id", ondelete="RESTRICT"))
    content: Mapped[dict[str, Any]] = mapped_column(Json)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    total_hundredths: Mapped[int]
    attainable_hundredths: Mapped[int]
    below_floor: Mapped[list[str]] = mapped_column(Json, default=list)
    sealed_at: Mapped[datetime] = mapped_column(Moment)


class FeedbackRelease(Row):
    """The moment from which authors of a campaign see percent and comments."""

    __tablename__ = "feedback_release"
    __table_args__ = (UniqueConstraint("campaign_id", name="feedback_released_once"),)

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaign.id", ondelete="RESTRICT"))
    released_by: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    released_at: Mapped[datetime] = mapped_column(Moment)
