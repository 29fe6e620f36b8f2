"""Tables of uploaded files and what was made of them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from exemplar.core.models import Json, Moment, Record, Row, text_enum
from exemplar.media.editions import Edition
from exemplar.media.engine.findings import MediaKind
from exemplar.media.masks import MaskKind
from exemplar.media.track_words import TrackKind, TrackSource
from exemplar.media.workflow import MediaState


class MediaFile(Record):
    """One file handed in for a unit. What the inspection finds (``kind`` to ``page_count``) is empty until it has looked.

    ``campaign_id`` is the call it is meant for, whose quota it counts in. ``declared_type`` is the browser's word and decides
    nothing; ``content_type`` is what the bytes are. ``declared_sha256`` is what the browser read on its device: when it differs
    from ``sha256`` the file was harmed on its way. ``waveform`` has 800 peaks from 0 to 255; ``average_colour`` is ``#rrggbb``.
    The point that stays in view when a picture is cut (``focal_x``, ``focal_y``) is in thousandths from the left and the top.

    Of the work: ``finding`` is what the engine said, ``steps_done`` names what is made, ``step`` is under way, ``attempts``
    were begun since the last step that succeeded; ``failed_at`` is set when no more are made until the operator asks.
    Below 100 ``percent`` a ready file is still improved. ``scan`` is what a virus scanner said, empty where none was asked.
    ``queue_tag`` is the file's turn: see decisions/0092-turns.md.
    ``lost_at`` is set while the object of a file that had arrived is not in the store any more.
    """

    __tablename__ = "media_file"
    __table_args__ = (
        CheckConstraint("size_bytes > 0 AND part_size_bytes > 0", name="sizes_positive"),
        CheckConstraint("(state = 'uploading') = (multipart_id IS NOT NULL)", name="multipart_iff_uploading"),
        CheckConstraint("(state IN ('initiated', 'uploading', 'abandoned')) = (received_at IS NULL)", name="received_at_iff_arrived"),
        CheckConstraint("(state = 'ready') = (ready_at IS NOT NULL)", name="ready_at_iff_ready"),
        CheckConstraint(
            "state <> 'ready' OR (kind IS NOT NULL AND content_type IS NOT NULL AND sha256 IS NOT NULL)", name="ready_is_known"
        ),
        CheckConstraint("(state = 'refused') = (refusal_code IS NOT NULL)", name="refusal_code_iff_refused"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent_in_range"),
        CheckConstraint("focal_x BETWEEN 0 AND 1000 AND focal_y BETWEEN 0 AND 1000", name="focal_point_inside"),
        CheckConstraint("failed_at IS NULL OR state IN ('received', 'processing', 'ready')", name="failed_only_at_work"),
        CheckConstraint("scan IN ('clean', 'too_large')", name="scan_is_known"),
        UniqueConstraint("object_key", name="media_object_key_once"),
        Index(
            "media_upload_resumed_not_doubled",
            "unit_id",
            "uploaded_by",
            "fingerprint",
            unique=True,
            postgresql_where=text("state IN ('initiated', 'uploading')"),
        ),
        Index("media_of_unit", "unit_id"),
        Index("media_by_turn", "queue_tag"),
        Index("media_by_digest", "sha256", postgresql_where=text("sha256 IS NOT NULL")),
        Index("media_failed", "failed_at", postgresql_where=text("failed_at IS NOT NULL")),
        Index("media_with_bytes", text("coalesce(sha256, declared_sha256)")),
        Index("media_lost", "lost_at", postgresql_where=text("lost_at IS NOT NULL")),
        Index("media_unfinished", "state", "updated_at", postgresql_where=text("state NOT IN ('ready', 'refused', 'abandoned')")),
        Index("media_improving", "updated_at", postgresql_where=text("state = 'ready' AND percent < 100")),
    )

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"))
    uploaded_by: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    campaign_id: Mapped[UUID | None] = mapped_column(ForeignKey("campaign.id", ondelete="RESTRICT"))
    purpose: Mapped[str | None] = mapped_column(String(40))
    state: Mapped[MediaState] = mapped_column(text_enum(MediaState), default=MediaState.INITIATED)
    file_name: Mapped[str] = mapped_column(String(200))
    declared_type: Mapped[str] = mapped_column(String(120))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    fingerprint: Mapped[str] = mapped_column(String(200))
    object_key: Mapped[str] = mapped_column(String(200))
    multipart_id: Mapped[str | None] = mapped_column(String(1024))
    part_size_bytes: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[MediaKind | None] = mapped_column(text_enum(MediaKind))
    content_type: Mapped[str | None] = mapped_column(String(120))
    sha256: Mapped[str | None] = mapped_column(String(64))
    declared_sha256: Mapped[str | None] = mapped_column(String(64))
    width: Mapped[int | None]
    height: Mapped[int | None]
    duration_ms: Mapped[int | None] = mapped_column(BigInteger)
    page_count: Mapped[int | None]
    average_colour: Mapped[str | None] = mapped_column(String(7))
    waveform: Mapped[list[int] | None] = mapped_column(Json)
    refusal_code: Mapped[str | None] = mapped_column(String(60))
    refusal_facts: Mapped[dict[str, Any] | None] = mapped_column(Json)
    received_at: Mapped[datetime | None] = mapped_column(Moment)
    ready_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)
    blurhash: Mapped[str | None] = mapped_column(String(40))
    focal_x: Mapped[int] = mapped_column(SmallInteger, default=500, server_default=text("500"))
    focal_y: Mapped[int] = mapped_column(SmallInteger, default=500, server_default=text("500"))
    finding: Mapped[dict[str, Any] | None] = mapped_column(Json)
    steps_done: Mapped[list[str]] = mapped_column(Json, default=list, server_default=text("'[]'::jsonb"))
    step: Mapped[str | None] = mapped_column(String(20))
    percent: Mapped[int] = mapped_column(SmallInteger, default=0, server_default=text("0"))
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0, server_default=text("0"))
    failed_at: Mapped[datetime | None] = mapped_column(Moment)
    failure: Mapped[str | None] = mapped_column(String(80))
    queue_tag: Mapped[int] = mapped_column(BigInteger, default=0, server_default=text("0"))
    scan: Mapped[str | None] = mapped_column(String(20))
    lost_at: Mapped[datetime | None] = mapped_column(Moment)


class MediaDerivative(Row):
    """One file made of an original. Keys name the content, so two originals may share an object.

    ``edition`` is ``blind`` where it was made without what the masks of the file cover.
    """

    __tablename__ = "media_derivative"
    __table_args__ = (
        UniqueConstraint("media_id", "edition", "name", name="media_derivative_name_once"),
        Index("media_derivative_by_key", "object_key"),
    )

    media_id: Mapped[UUID] = mapped_column(ForeignKey("media_file.id", ondelete="CASCADE"))
    edition: Mapped[Edition] = mapped_column(text_enum(Edition, 8), default=Edition.PLAIN, server_default=text("'plain'"))
    name: Mapped[str] = mapped_column(String(40))
    content_type: Mapped[str] = mapped_column(String(120))
    object_key: Mapped[str] = mapped_column(String(200))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    width: Mapped[int | None]
    height: Mapped[int | None]
    sha256: Mapped[str] = mapped_column(String(64))


class MediaMask(Record):
    """Something that a jury must not see or hear of a file. A removed mask stays, for the log.

    A ``region`` covers boxes, on one page of a document (``page`` from 1), or in a film from ``start_ms`` to ``end_ms``, or
    throughout where these are empty; a ``sound`` is silent between its moments; a ``text`` covers ``words``: in a document
    by boxes on its page, in captions wherever they stand. ``boxes`` are lists of left, top, width and height in thousandths.
    """

    __tablename__ = "media_mask"
    __table_args__ = (
        CheckConstraint("(start_ms IS NULL) = (end_ms IS NULL) AND (start_ms IS NULL OR start_ms < end_ms)", name="stretch_has_length"),
        CheckConstraint("kind <> 'sound' OR start_ms IS NOT NULL", name="sound_has_a_stretch"),
        CheckConstraint("kind <> 'text' OR words <> ''", name="text_has_words"),
        CheckConstraint("kind <> 'region' OR jsonb_array_length(boxes) > 0", name="region_has_a_box"),
        CheckConstraint("page IS NULL OR page >= 1", name="pages_from_one"),
        CheckConstraint("(removed_by IS NULL) = (removed_at IS NULL)", name="removed_by_iff_removed"),
        Index("media_mask_of_file", "media_id"),
    )

    media_id: Mapped[UUID] = mapped_column(ForeignKey("media_file.id", ondelete="CASCADE"))
    kind: Mapped[MaskKind] = mapped_column(text_enum(MaskKind, 8))
    page: Mapped[int | None]
    boxes: Mapped[list[list[int]]] = mapped_column(Json, default=list, server_default=text("'[]'::jsonb"))
    start_ms: Mapped[int | None] = mapped_column(BigInteger)
    end_ms: Mapped[int | None] = mapped_column(BigInteger)
    words: Mapped[str] = mapped_column(String(300), default="", server_default=text("''"))
    reason: Mapped[str] = mapped_column(String(300), default="", server_default=text("''"))
    made_by: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    removed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    removed_at: Mapped[datetime | None] = mapped_column(Moment)


class MediaBlindSet(Record):
    """How far the blind set of a masked file is; a file whose derivatives need no change has no row.

    ``masks_digest`` names the masks that count now, ``made_digest`` those of the set that was made last: only when they are
    the same does anybody get it. ``waveform``, ``average_colour`` and ``blurhash`` are those of the masked file.
    """

    __tablename__ = "media_blind_set"
    __table_args__ = (
        UniqueConstraint("media_id", name="media_blind_set_once"),
        Index("media_blind_set_failed", "failed_at", postgresql_where=text("failed_at IS NOT NULL")),
    )

    media_id: Mapped[UUID] = mapped_column(ForeignKey("media_file.id", ondelete="CASCADE"))
    masks_digest: Mapped[str] = mapped_column(String(64))
    made_digest: Mapped[str | None] = mapped_column(String(64))
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0, server_default=text("0"))
    failed_at: Mapped[datetime | None] = mapped_column(Moment)
    failure: Mapped[str | None] = mapped_column(String(80))
    waveform: Mapped[list[int] | None] = mapped_column(Json)
    average_colour: Mapped[str | None] = mapped_column(String(7))
    blurhash: Mapped[str | None] = mapped_column(String(40))


class MediaText(Row):
    """What a document or its captions say, for searching."""

    __tablename__ = "media_text"
    __table_args__ = (UniqueConstraint("media_id", name="media_text_once"),)

    media_id: Mapped[UUID] = mapped_column(ForeignKey("media_file.id", ondelete="CASCADE"))
    body: Mapped[str] = mapped_column(Text)


class MediaPrint(Row):
    """A mark by which look-alikes are found; what the two numbers mean is told in ``engine.prints``."""

    __tablename__ = "media_print"
    __table_args__ = (Index("media_print_by_mark", "kind", "first"), Index("media_print_of_file", "media_id"))

    media_id: Mapped[UUID] = mapped_column(ForeignKey("media_file.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(12))
    first: Mapped[int] = mapped_column(BigInteger)
    second: Mapped[int] = mapped_column(BigInteger)


class MediaQuota(Record):
    """How many bytes of originals one unit may keep: of everything or of one kind, at all or for one call.

    ``unit_id`` names the unit it is for, empty for every unit that has none of its own. With ``campaign_id`` it is what one
    unit may hand in for that call.
    """

    __tablename__ = "media_quota"
    __table_args__ = (
        CheckConstraint("max_bytes >= 0", name="max_bytes_counts"),
        CheckConstraint("unit_id IS NULL OR campaign_id IS NULL", name="of_a_unit_or_of_a_call"),
        UniqueConstraint("unit_id", "campaign_id", "kind", name="media_quota_once", postgresql_nulls_not_distinct=True),
    )

    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))
    campaign_id: Mapped[UUID | None] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    kind: Mapped[MediaKind | None] = mapped_column(text_enum(MediaKind))
    max_bytes: Mapped[int] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(default=1)


class SweepReport(Record):
    """One sweep of the storage: asked for at ``created_at``, by nobody when it ran by itself.

    ``looked`` counts what was gone through (``objects``, ``bytes_originals``, ``files`` …), ``found`` has for each category
    ``{"found": int, "mended": int, "examples": [str]}`` with twenty examples at most, ``errors`` are codes of what kept the
    sweep from going on. ``updated_at`` moves while it runs; see decisions/0029-two-way-sweeps.md.
    """

    __tablename__ = "sweep_report"
    __table_args__ = (
        CheckConstraint("ended_at IS NULL OR started_at IS NOT NULL", name="ended_only_if_started"),
        Index("sweep_report_by_time", "created_at"),
    )

    asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    is_dry: Mapped[bool]
    started_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    looked: Mapped[dict[str, int]] = mapped_column(Json, default=dict, server_default=text("'{}'::jsonb"))
    found: Mapped[dict[str, Any]] = mapped_column(Json, default=dict, server_default=text("'{}'::jsonb"))
    errors: Mapped[list[str]] = mapped_column(Json, default=list, server_default=text("'[]'::jsonb"))


class MediaTrack(Row):
    """One version of the captions or chapters of a film or sound in one language; the newest counts, every earlier one is kept.

    ``cues`` is a list of ``[start_ms, end_ms, text]`` by their beginning. A removed track is one more version, without cues.
    ``written_by`` is empty for what was recognised by a machine.
    """

    __tablename__ = "media_track"
    __table_args__ = (
        UniqueConstraint("media_id", "kind", "language", "version", name="media_track_version_once"),
        CheckConstraint("version > 0", name="version_counts"),
        CheckConstraint("NOT is_removed OR cues = '[]'::jsonb", name="removed_is_empty"),
    )

    media_id: Mapped[UUID] = mapped_column(ForeignKey("media_file.id", ondelete="CASCADE"))
    kind: Mapped[TrackKind] = mapped_column(text_enum(TrackKind))
    language: Mapped[str] = mapped_column(String(12))
    version: Mapped[int]
    source: Mapped[TrackSource] = mapped_column(text_enum(TrackSource))
    is_removed: Mapped[bool] = mapped_column(default=False)
    cues: Mapped[list[list[Any]]] = mapped_column(Json)
    written_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    written_at: Mapped[datetime] = mapped_column(Moment, server_default=func.clock_timestamp())


class MediaMoment(Row):
    """A cue of the newest version of a track, as searching reads it; ``following`` is what is said right after it.

    ``search`` is a generated column, made in the migration: the cue's words weigh most, those that follow least.
    """

    __tablename__ = "media_moment"
    __table_args__ = (Index("media_moment_of_track", "media_id", "kind", "language"),)

    media_id: Mapped[UUID] = mapped_column(ForeignKey("media_file.id", ondelete="CASCADE"))
    kind: Mapped[TrackKind] = mapped_column(text_enum(TrackKind))
    language: Mapped[str] = mapped_column(String(12))
    start_ms: Mapped[int] = mapped_column(BigInteger)
    end_ms: Mapped[int] = mapped_column(BigInteger)
    body: Mapped[str] = mapped_column(Text)
    following: Mapped[str] = mapped_column(Text, default="")
