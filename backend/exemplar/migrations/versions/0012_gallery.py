"""The showcase.

Revision 0012, after 0011.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "publication",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("initiative_id", sa.Uuid(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column(
            "state",
            sa.Enum("published", "unpublished", name="publicationstate", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("title", postgresql.JSONB(), nullable=False),
        sa.Column("title_sort", sa.String(length=300), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("unit_name", postgresql.JSONB(), nullable=False),
        sa.Column("category_key", sa.String(length=120), nullable=False),
        sa.Column("category_name", postgresql.JSONB(), nullable=False),
        sa.Column("award_key", sa.String(length=120), nullable=True),
        sa.Column("award_name", postgresql.JSONB(), nullable=True),
        sa.Column("campaign_name", postgresql.JSONB(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("cover", postgresql.JSONB(), nullable=True),
        sa.Column("media_kinds", postgresql.JSONB(), nullable=False),
        sa.Column("story", postgresql.JSONB(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("share_card_key", sa.String(length=200), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unpublished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.CheckConstraint(
            "(state = 'unpublished') = (unpublished_at IS NOT NULL)", name=op.f("ck_publication_unpublished_at_iff_unpublished")
        ),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_publication_campaign_id_campaign"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_publication_category_id_category"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_publication_decision_id_decision"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_publication_initiative_id_initiative"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_publication_revision_id_revision"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_publication_unit_id_unit"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("initiative_id", name="published_once"),
        sa.UniqueConstraint("slug", name="slug_once"),
    )
    newest: list[Any] = [sa.literal_column("published_at DESC"), sa.literal_column("id DESC")]
    filtered = ["category_key", "award_key", "unit_id", "campaign_id", "year", "media_kinds"]
    places: dict[str, list[Any]] = {
        "publication_newest": newest,
        "publication_by_title": ["title_sort", "id"],
        "publication_by_category": ["category_key", *newest],
        "publication_by_unit": ["unit_id", *newest],
    }
    for name, columns in places.items():
        op.create_index(
            name,
            "publication",
            columns,
            unique=False,
            postgresql_where=sa.text("state = 'published'"),
            postgresql_include=[column for column in filtered if column not in columns],
        )
    op.create_table(
        "published_media",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("publication_id", sa.Uuid(), nullable=False),
        sa.Column("media_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.ForeignKeyConstraint(["media_id"], ["media_file.id"], name=op.f("fk_published_media_media_id_media_file"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_published_media_publication_id_publication"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_media")),
        sa.UniqueConstraint("publication_id", "media_id", name="media_published_once"),
    )
    op.create_index("published_media_of_file", "published_media", ["media_id"], unique=False)
    op.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for name, source, stemmer in (
        ("exemplar_vi", "simple", "simple"),
        ("exemplar_en", "english", "english_stem"),
        ("exemplar_fr", "french", "french_stem"),
    ):
        op.execute(f"CREATE TEXT SEARCH CONFIGURATION {name} (COPY = {source})")
        op.execute(f"ALTER TEXT SEARCH CONFIGURATION {name} ALTER MAPPING FOR hword, hword_part, word WITH unaccent, {stemmer}")
    op.execute(
        """
        ALTER TABLE publication
        ADD COLUMN search tsvector GENERATED ALWAYS AS (
            to_tsvector('public.exemplar_vi', search_text)
            || to_tsvector('public.exemplar_en', coalesce(title ->> 'en', ''))
            || to_tsvector('public.exemplar_fr', coalesce(title ->> 'fr', ''))
        ) STORED,
        ADD COLUMN search_rank tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector('public.exemplar_vi', (title ->> 'vi') || ' ' || coalesce(title ->> 'en', '') || ' ' || coalesce(title ->> 'fr', '')), 'A')
            || setweight(to_tsvector('public.exemplar_vi', summary), 'B')
        ) STORED
        """
    )
    op.execute("CREATE INDEX publication_search ON publication USING gin (search)")


def downgrade() -> None:
    op.drop_table("published_media")
    op.drop_table("publication")
    for name in ("exemplar_vi", "exemplar_en", "exemplar_fr"):
        op.execute(f"DROP TEXT SEARCH CONFIGURATION {name}")
