"""What a jury must not see or hear of a file, and the set of files made without it.

Revision 0034, after 0033.
"""

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


def _moments() -> list[sa.Column]:
    now = sa.text("clock_timestamp()")
    return [sa.Column(name, sa.DateTime(timezone=True), server_default=now, nullable=False) for name in ("created_at", "updated_at")]


def downgrade() -> None:
    op.drop_table("media_blind_set")
    op.drop_table("media_mask")
    op.execute("DELETE FROM media_derivative WHERE edition = 'blind'")
    op.drop_constraint("media_derivative_name_once", "media_derivative", type_="unique")
    op.drop_column("media_derivative", "edition")
    op.create_unique_constraint("media_derivative_name_once", "media_derivative", ["media_id", "name"])
