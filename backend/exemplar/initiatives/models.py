"""Tables of initiatives. ``answers`` maps field keys of the form to values (see ``campaigns.forms``)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.orm import Mapped, mapped_column

from exemplar.core.models import Json, LocalText, Moment, Record, Row, text_enum
from exemplar.initiatives.reasons import ScreeningOutcome
from exemplar.initiatives.redaction_words import HitDecision, HitSpot
from exemplar.initiatives.workflow import InitiativeState
from exemplar.media.engine.blind_terms import TermKind


class Initiative(Record):
    """One entry of one unit in one campaign.

    ``version`` grows with each save; editors send back the one they saw. ``key_versions`` says at which version each part
    (``title``, ``summary``, ``answers.<key>``, ``authors``, ``attachments`` …) last changed; absent means never since the
    start. ``code`` is a working one until the first revision. ``resubmit_until`` is set while returned with a date.
    """

    __tablename__ = "initiative"
    __table_args__ = (
        UniqueConstraint("code", name="initiative_code_once"),
        CheckConstraint("(state = 'draft') = (submitted_at IS NULL)", name="submitted_at_iff_left_draft"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_at_iff_withdrawn"),
        CheckConstraint("(state = 'draft') = (current_revision_id IS NULL)", name="revision_iff_left_draft"),
        CheckConstraint(
            "(state IN ('accepted', 'refused', 'recognised', 'not_recognised')) <= (screened_at IS NOT NULL)",
            name="screened_at_if_decided",
        ),
        CheckConstraint("resubmit_until IS NULL OR state = 'returned'", name="resubmit_until_only_returned"),
        Index("initiative_of_unit", "unit_id", "id"),
        Index("initiative_of_campaign", "campaign_id", "state", "submitted_at"),
    )

    code: Mapped[str] = mapped_column(String(40))
    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaign.id", ondelete="RESTRICT"))
    category_id: Mapped[UUID] = mapped_column(ForeignKey("category.id", ondelete="RESTRICT"))
    form_version_id: Mapped[UUID] = mapped_column(ForeignKey("form_version.id", ondelete="RESTRICT"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"))
    created_by: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    state: Mapped[InitiativeState] = mapped_column(text_enum(InitiativeState), default=InitiativeState.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    title: Mapped[str] = mapped_column(String(200), default="")
    title_translations: Mapped[LocalText | None] = mapped_column(Json)
    summary: Mapped[str] = mapped_column(Text, default="")
    answers: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    key_versions: Mapped[dict[str, int]] = mapped_column(Json, default=dict, server_default="{}")
    current_revision_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("revision.id", ondelete="RESTRICT", use_alter=True, name="initiative_current_revision")
    )
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    screened_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    resubmit_until: Mapped[datetime | None] = mapped_column(Moment)


class Contribution(Record):
    """An author's part. ``share_hundredths`` is the share in hundredths of a percent: 10,000 is the whole."""

    __tablename__ = "contribution"
    __table_args__ = (
        CheckConstraint("share_hundredths BETWEEN 0 AND 10000", name="share_within_whole"),
        UniqueConstraint("initiative_id", "account_id", name="author_once"),
        Index("contribution_of_initiative", "initiative_id", "position"),
        Index("contribution_of_account", "account_id"),
    )

    initiative_id: Mapped[UUID] = mapped_column(ForeignKey("initiative.id", ondelete="CASCADE"))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    full_name: Mapped[str] = mapped_column(String(120))
    job_title: Mapped[str] = mapped_column(String(120), default="")
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"))
    share_hundredths: Mapped[int] = mapped_column(Integer)
    position: Mapped[int] = mapped_column(default=0)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)


class Attachment(Record):
    """A media file as part of an initiative. ``field_key`` names the form's file field; the first picture is the cover."""

    __tablename__ = "attachment"
    __table_args__ = (
        UniqueConstraint("initiative_id", "media_id", name="attachment_once"),
        Index("attachment_of_media", "media_id"),
        Index("one_cover", "initiative_id", unique=True, postgresql_where=text("is_cover")),
    )

    initiative_id: Mapped[UUID] = mapped_column(ForeignKey("initiative.id", ondelete="CASCADE"))
    media_id: Mapped[UUID] = mapped_column(ForeignKey("media_file.id", ondelete="RESTRICT"))
    field_key: Mapped[str] = mapped_column(String(40))
    position: Mapped[int] = mapped_column(default=0)
    caption: Mapped[str] = mapped_column(String(300), default="")
    alt_text: Mapped[str] = mapped_column(String(300), default="")
    confidential: Mapped[bool] = mapped_column(default=False)
    is_cover: Mapped[bool] = mapped_column(default=False)


class Revision(Row):
    """What was handed in, for ever; a trigger refuses any change.

    ``content`` and ``digest`` are those of ``content.build`` and ``content.digest``; ``media_ids`` repeats which files it
    names, so that "may this person open that file?" is one look into an index.
    """

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("initiative_id", "number", name="revision_number_once"),
        UniqueConstraint("receipt", name="receipt_once"),
        Index("revision_of_media", "media_ids", postgresql_using="gin"),
    )

    initiative_id: Mapped[UUID] = mapped_column(ForeignKey("initiative.id", ondelete="RESTRICT"))
    number: Mapped[int]
    form_version_id: Mapped[UUID] = mapped_column(ForeignKey("form_version.id", ondelete="RESTRICT"))
    content: Mapped[dict[str, Any]] = mapped_column(Json)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    media_ids: Mapped[list[UUID]] = mapped_column(ARRAY(PG_UUID(as_uuid=True)), default=list, server_default="{}")
    receipt: Mapped[str] = mapped_column(String(40))
    submitted_by: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    submitted_at: Mapped[datetime] = mapped_column(Moment)


class ScreeningDecision(Row):
    """A screener's decision on one revision, with reasons from the list (``reason_codes``) and in words."""

    __tablename__ = "screening_decision"
    __table_args__ = (
        UniqueConstraint("revision_id", name="one_decision_per_revision"),
        CheckConstraint("outcome = 'accept' OR length(reason) > 0", name="reason_unless_accepted"),
    )

    initiative_id: Mapped[UUID] = mapped_column(ForeignKey("initiative.id", ondelete="RESTRICT"))
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id", ondelete="RESTRICT"))
    screener_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    outcome: Mapped[ScreeningOutcome] = mapped_column(text_enum(ScreeningOutcome))
    reason_codes: Mapped[list[str]] = mapped_column(Json, default=list)
    reason: Mapped[str] = mapped_column(Text, default="")
    resubmit_until: Mapped[datetime | None] = mapped_column(Moment)
    decided_at: Mapped[datetime] = mapped_column(Moment)


class Redaction(Record):
    """The search for what gives an entry's people away, in a campaign whose review is blind.

    ``asked`` counts how often a search of its files was called for, ``done`` is that count when the last one began that was
    finished: equal means that nothing is outstanding. ``waiting`` files were not ready to be read. ``failure`` names what
    stopped the last search.
    """

    __tablename__ = "redaction"
    __table_args__ = (
        UniqueConstraint("initiative_id", name="redaction_once"),
        CheckConstraint("0 <= done AND done <= asked", name="done_not_before_asked"),
    )

    initiative_id: Mapped[UUID] = mapped_column(ForeignKey("initiative.id", ondelete="CASCADE"))
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id", ondelete="RESTRICT"))
    asked: Mapped[int] = mapped_column(default=0, server_default="0")
    done: Mapped[int] = mapped_column(default=0, server_default="0")
    waiting: Mapped[int] = mapped_column(default=0, server_default="0")
    failure: Mapped[str | None] = mapped_column(String(80))


class RedactionHit(Record):
    """Words in an entry that give somebody away, and what the screener decided about them.

    ``spot`` says where: on a ``page`` of a file, in its captions or chapters, in words that the unit typed (``media_id`` for
    those about a file, ``field_key`` for an answer). ``key`` is the same when a later search finds the same again, so that
    the decision stays; what it finds no more is not current. ``mask_id`` is the mask of the file, where there is one.
    """

    __tablename__ = "redaction_hit"
    __table_args__ = (
        UniqueConstraint("initiative_id", "key", name="redaction_hit_once"),
        CheckConstraint("(decision IS NULL) = (decided_by IS NULL)", name="decided_by_iff_decided"),
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided_at_iff_decided"),
        CheckConstraint("decision <> 'leave' OR length(reason) > 0", name="reason_to_leave"),
        CheckConstraint("mask_id IS NULL OR decision = 'mask'", name="mask_only_if_masked"),
        Index("redaction_hit_of_mask", "mask_id"),
    )

    initiative_id: Mapped[UUID] = mapped_column(ForeignKey("initiative.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(64))
    position: Mapped[int] = mapped_column(default=0)
    is_current: Mapped[bool] = mapped_column(default=True)
    spot: Mapped[HitSpot] = mapped_column(text_enum(HitSpot, 16))
    kind: Mapped[TermKind | None] = mapped_column(text_enum(TermKind, 16))
    media_id: Mapped[UUID | None] = mapped_column(ForeignKey("media_file.id", ondelete="CASCADE"))
    field_key: Mapped[str | None] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(String(300), default="")
    before: Mapped[str] = mapped_column(String(100), default="")
    after: Mapped[str] = mapped_column(String(100), default="")
    page: Mapped[int | None]
    boxes: Mapped[list[list[int]]] = mapped_column(Json, default=list)
    language: Mapped[str | None] = mapped_column(String(12))
    start_ms: Mapped[int | None] = mapped_column(BigInteger)
    end_ms: Mapped[int | None] = mapped_column(BigInteger)
    decision: Mapped[HitDecision | None] = mapped_column(text_enum(HitDecision, 8))
    reason: Mapped[str] = mapped_column(String(300), default="")
    mask_id: Mapped[UUID | None] = mapped_column(ForeignKey("media_mask.id", ondelete="SET NULL"))
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
