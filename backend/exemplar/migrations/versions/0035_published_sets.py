"""Where the published files of an initiative lie, and what their pictures show.

Revision 0035, after 0034.
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

# What was published before has no set yet; the reconciler makes one.
_NO_PLACE = """
    UPDATE publication SET
        cover = CASE WHEN cover IS NULL THEN NULL ELSE cover || '{"base": null}'::jsonb END,
        story = jsonb_set(story, '{media}', coalesce((
            SELECT jsonb_agg(file || '{"base": null}'::jsonb ORDER BY place)
            FROM jsonb_array_elements(story -> 'media') WITH ORDINALITY AS each (file, place)
        ), '[]'::jsonb))
"""


def upgrade() -> None:
    op.create_table(
        "published_set",
        sa.Column("media_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("copied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.ForeignKeyConstraint(["media_id"], ["media_file.id"], name=op.f("fk_published_set_media_id_media_file"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_set")),
        sa.UniqueConstraint("digest", name="set_once"),
    )
    op.create_index("published_set_of_file", "published_set", ["media_id"])
    op.add_column("published_media", sa.Column("is_shown", sa.Boolean(), server_default=sa.text("true"), nullable=False))
    op.add_column("published_media", sa.Column("alt_text", sa.String(length=300), nullable=True))
    op.add_column("published_media", sa.Column("caption", sa.String(length=300), nullable=True))
    op.add_column("published_media", sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False))
    op.execute(_NO_PLACE)


def downgrade() -> None:
    op.execute("UPDATE publication SET cover = cover - 'base' WHERE cover IS NOT NULL")
    op.drop_column("published_media", "version")
    op.drop_column("published_media", "caption")
    op.drop_column("published_media", "alt_text")
    op.drop_column("published_media", "is_shown")
    op.drop_index("published_set_of_file", table_name="published_set")
    op.drop_table("published_set")
