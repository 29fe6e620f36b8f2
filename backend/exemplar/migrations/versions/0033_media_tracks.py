"""Captions, chapters and transcripts of films and sounds.

Revision 0033, after 0032.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

KIND = ("captions", "chapters")
SOURCE = ("written", "uploaded", "recognised")

# The stemmer of the language where there is one; everything else is matched word for word, without accents.
SEARCH = """
ALTER TABLE media_moment ADD COLUMN search tsvector GENERATED ALWAYS AS (
    CASE
        WHEN language LIKE 'en%' THEN
            setweight(to_tsvector('public.exemplar_en', body), 'A') || setweight(to_tsvector('public.exemplar_en', following), 'D')
        WHEN language LIKE 'fr%' THEN
            setweight(to_tsvector('public.exemplar_fr', body), 'A') || setweight(to_tsvector('public.exemplar_fr', following), 'D')
        ELSE
            setweight(to_tsvector('public.exemplar_vi', body), 'A') || setweight(to_tsvector('public.exemplar_vi', following), 'D')
    END
) STORED
"""


def _kind(name: str, values: tuple[str, ...]) -> "sa.Enum":
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    op.create_table(
        "media_track",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("media_id", sa.Uuid(), nullable=False),
        sa.Column("kind", _kind("trackkind", KIND), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source", _kind("tracksource", SOURCE), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("cues", postgresql.JSONB(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_media_track_version_counts")),
        sa.CheckConstraint("NOT is_removed OR cues = '[]'::jsonb", name=op.f("ck_media_track_removed_is_empty")),
        sa.ForeignKeyConstraint(["media_id"], ["media_file.id"], name=op.f("fk_media_track_media_id_media_file"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["written_by"], ["account.id"], name=op.f("fk_media_track_written_by_account"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media_track")),
        sa.UniqueConstraint("media_id", "kind", "language", "version", name="media_track_version_once"),
    )
    # A version goes only together with its file: that removal is a trigger's own.
    op.execute("CREATE TRIGGER media_track_is_final BEFORE UPDATE ON media_track FOR EACH ROW EXECUTE FUNCTION refuse_change()")
    op.execute(
        "CREATE TRIGGER media_track_stays BEFORE DELETE ON media_track FOR EACH ROW "
        "WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_change()"
    )
    op.create_table(
        "media_moment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("media_id", sa.Uuid(), nullable=False),
        sa.Column("kind", _kind("trackkind", KIND), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("start_ms", sa.BigInteger(), nullable=False),
        sa.Column("end_ms", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("following", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["media_id"], ["media_file.id"], name=op.f("fk_media_moment_media_id_media_file"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media_moment")),
    )
    op.create_index("media_moment_of_track", "media_moment", ["media_id", "kind", "language"], unique=False)
    op.execute(SEARCH)
    op.execute("CREATE INDEX media_moment_search ON media_moment USING gin (search)")


def downgrade() -> None:
    op.drop_table("media_moment")
    op.drop_table("media_track")
