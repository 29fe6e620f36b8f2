"""What a jury must not see or hear of a file, and the set of files made without it.

Revision 0034, after 0033.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

_KEY = ("media_id", "edition", "name")
_EMPTY = sa.text("'[]'::jsonb")


def upgrade() -> None:
    op.add_column("media_derivative", sa.Column("edition", sa.String(length=8), server_default=sa.text("'plain'"), nullable=False))
    op.create_check_constraint(op.f("ck_media_derivative_edition"), "media_derivative", "edition IN ('plain', 'blind')")
    op.drop_constraint("media_derivative_name_once", "media_derivative", type_="unique")
    op.create_unique_constraint("media_derivative_name_once", "media_derivative", _KEY)
    _create_masks()
    _create_blind_sets()
    _create_redactions()
    _create_hits()


def _create_masks() -> None:
    op.create_table(
        "media_mask",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("media_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("boxes", postgresql.JSONB(), server_default=_EMPTY, nullable=False),
        sa.Column("start_ms", sa.BigInteger(), nullable=True),
        sa.Column("end_ms", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.String(length=300), server_default=sa.text("''"), nullable=False),
        sa.Column("reason", sa.String(length=300), server_default=sa.text("''"), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("removed_by", sa.Uuid(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        *_moments(),
        sa.CheckConstraint("kind IN ('text', 'region', 'sound')", name=op.f("ck_media_mask_maskkind")),
        sa.CheckConstraint(
            "(start_ms IS NULL) = (end_ms IS NULL) AND (start_ms IS NULL OR start_ms < end_ms)",
            name=op.f("ck_media_mask_stretch_has_length"),
        ),
        sa.CheckConstraint("kind <> 'sound' OR start_ms IS NOT NULL", name=op.f("ck_media_mask_sound_has_a_stretch")),
        sa.CheckConstraint("kind <> 'text' OR words <> ''", name=op.f("ck_media_mask_text_has_words")),
        sa.CheckConstraint("kind <> 'region' OR jsonb_array_length(boxes) > 0", name=op.f("ck_media_mask_region_has_a_box")),
        sa.CheckConstraint("page IS NULL OR page >= 1", name=op.f("ck_media_mask_pages_from_one")),
        sa.CheckConstraint("(removed_by IS NULL) = (removed_at IS NULL)", name=op.f("ck_media_mask_removed_by_iff_removed")),
        sa.ForeignKeyConstraint(["media_id"], ["media_file.id"], name=op.f("fk_media_mask_media_id_media_file"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_media_mask_made_by_account"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["removed_by"], ["account.id"], name=op.f("fk_media_mask_removed_by_account"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media_mask")),
    )
    op.create_index("media_mask_of_file", "media_mask", ["media_id"], unique=False)


def _create_blind_sets() -> None:
    op.create_table(
        "media_blind_set",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("media_id", sa.Uuid(), nullable=False),
        sa.Column("masks_digest", sa.String(length=64), nullable=False),
        sa.Column("made_digest", sa.String(length=64), nullable=True),
        sa.Column("attempts", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.String(length=80), nullable=True),
        sa.Column("waveform", postgresql.JSONB(), nullable=True),
        sa.Column("average_colour", sa.String(length=7), nullable=True),
        sa.Column("blurhash", sa.String(length=40), nullable=True),
        *_moments(),
        sa.ForeignKeyConstraint(["media_id"], ["media_file.id"], name=op.f("fk_media_blind_set_media_id_media_file"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media_blind_set")),
        sa.UniqueConstraint("media_id", name="media_blind_set_once"),
    )
    op.create_index(
        "media_blind_set_failed", "media_blind_set", ["failed_at"], unique=False, postgresql_where=sa.text("failed_at IS NOT NULL")
    )


def _create_redactions() -> None:
    op.create_table(
        "redaction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("initiative_id", sa.Uuid(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.Integer(), server_default="0", nullable=False) for name in ("asked", "done", "waiting")),
        sa.Column("failure", sa.String(length=80), nullable=True),
        *_moments(),
        sa.CheckConstraint("0 <= done AND done <= asked", name=op.f("ck_redaction_done_not_before_asked")),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_redaction_initiative_id_initiative"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_redaction_revision_id_revision"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction")),
        sa.UniqueConstraint("initiative_id", name="redaction_once"),
    )


_SPOTS = "'page', 'captions', 'chapters', 'unread', 'caption', 'alt_text', 'title', 'summary', 'answer'"


def _create_hits() -> None:
    op.create_table(
        "redaction_hit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("initiative_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("spot", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=True),
        sa.Column("media_id", sa.Uuid(), nullable=True),
        sa.Column("field_key", sa.String(length=40), nullable=True),
        *(sa.Column(name, sa.String(length=size), nullable=False) for name, size in (("words", 300), ("before", 100), ("after", 100))),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("boxes", postgresql.JSONB(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=True),
        sa.Column("start_ms", sa.BigInteger(), nullable=True),
        sa.Column("end_ms", sa.BigInteger(), nullable=True),
        sa.Column("decision", sa.String(length=8), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("mask_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        *_moments(),
        sa.CheckConstraint(f"spot IN ({_SPOTS})", name=op.f("ck_redaction_hit_hitspot")),
        sa.CheckConstraint("kind IN ('author', 'unit', 'place', 'code', 'email', 'phone')", name=op.f("ck_redaction_hit_termkind")),
        sa.CheckConstraint("decision IN ('mask', 'leave')", name=op.f("ck_redaction_hit_hitdecision")),
        sa.CheckConstraint("(decision IS NULL) = (decided_by IS NULL)", name=op.f("ck_redaction_hit_decided_by_iff_decided")),
        sa.CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name=op.f("ck_redaction_hit_decided_at_iff_decided")),
        sa.CheckConstraint("decision <> 'leave' OR length(reason) > 0", name=op.f("ck_redaction_hit_reason_to_leave")),
        sa.CheckConstraint("mask_id IS NULL OR decision = 'mask'", name=op.f("ck_redaction_hit_mask_only_if_masked")),
        *_keys_of_hits(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction_hit")),
        sa.UniqueConstraint("initiative_id", "key", name="redaction_hit_once"),
    )
    op.create_index("redaction_hit_of_mask", "redaction_hit", ["mask_id"], unique=False)


def _keys_of_hits() -> list[sa.ForeignKeyConstraint]:
    named = (
        ("initiative_id", "initiative", "CASCADE"),
        ("media_id", "media_file", "CASCADE"),
        ("mask_id", "media_mask", "SET NULL"),
        ("decided_by", "account", "RESTRICT"),
    )
    return [
        sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_redaction_hit_{column}_{table}"), ondelete=then)
        for column, table, then in named
    ]


def _moments() -> list[sa.Column[Any]]:
    now = sa.text("clock_timestamp()")
    return [sa.Column(name, sa.DateTime(timezone=True), server_default=now, nullable=False) for name in ("created_at", "updated_at")]


def downgrade() -> None:
    op.drop_table("redaction_hit")
    op.drop_table("redaction")
    op.drop_table("media_blind_set")
    op.drop_table("media_mask")
    op.execute("DELETE FROM media_derivative WHERE edition = 'blind'")
    op.drop_constraint("media_derivative_name_once", "media_derivative", type_="unique")
    op.drop_column("media_derivative", "edition")
    op.create_unique_constraint("media_derivative_name_once", "media_derivative", ["media_id", "name"])
