"""Initiatives and their revisions.

Revision 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from exemplar.migrations.protection import protect

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "initiative",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("form_version_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "returned",
                "accepted",
                "refused",
                "withdrawn",
                "recognised",
                "not_recognised",
                name="initiativestate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("title_translations", postgresql.JSONB(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("answers", postgresql.JSONB(), nullable=False),
        sa.Column("key_versions", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("current_revision_id", sa.Uuid(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("screened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resubmit_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.CheckConstraint("(state = 'draft') = (current_revision_id IS NULL)", name=op.f("ck_initiative_revision_iff_left_draft")),
        sa.CheckConstraint("(state = 'draft') = (submitted_at IS NULL)", name=op.f("ck_initiative_submitted_at_iff_left_draft")),
        sa.CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name=op.f("ck_initiative_withdrawn_at_iff_withdrawn")),
        sa.CheckConstraint(
            "(state IN ('accepted', 'refused', 'recognised', 'not_recognised')) <= (screened_at IS NOT NULL)",
            name=op.f("ck_initiative_screened_at_if_decided"),
        ),
        sa.CheckConstraint("resubmit_until IS NULL OR state = 'returned'", name=op.f("ck_initiative_resubmit_until_only_returned")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_initiative_campaign_id_campaign"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_initiative_category_id_category"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], name=op.f("fk_initiative_created_by_account"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["form_version_id"], ["form_version.id"], name=op.f("fk_initiative_form_version_id_form_version"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_initiative_unit_id_unit"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative")),
        sa.UniqueConstraint("code", name="initiative_code_once"),
    )
    op.create_index("initiative_of_campaign", "initiative", ["campaign_id", "state", "submitted_at"], unique=False)
    op.create_index("initiative_of_unit", "initiative", ["unit_id", "id"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("initiative_id", sa.Uuid(), nullable=False),
        sa.Column("media_id", sa.Uuid(), nullable=False),
        sa.Column("field_key", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("caption", sa.String(length=300), nullable=False),
        sa.Column("alt_text", sa.String(length=300), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("is_cover", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_attachment_initiative_id_initiative"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["media_id"], ["media_file.id"], name=op.f("fk_attachment_media_id_media_file"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("initiative_id", "media_id", name="attachment_once"),
    )
    op.create_index("attachment_of_media", "attachment", ["media_id"], unique=False)
    op.create_index("one_cover", "attachment", ["initiative_id"], unique=True, postgresql_where=sa.text("is_cover"))
    op.create_table(
        "contribution",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("initiative_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("full_name", sa.String(length=120), nullable=False),
        sa.Column("job_title", sa.String(length=120), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("share_hundredths", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.CheckConstraint("share_hundredths BETWEEN 0 AND 10000", name=op.f("ck_contribution_share_within_whole")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_contribution_account_id_account"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_contribution_initiative_id_initiative"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_contribution_unit_id_unit"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
        sa.UniqueConstraint("initiative_id", "account_id", name="author_once"),
    )
    op.create_index("contribution_of_account", "contribution", ["account_id"], unique=False)
    op.create_index("contribution_of_initiative", "contribution", ["initiative_id", "position"], unique=False)
    op.create_table(
        "revision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("initiative_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("form_version_id", sa.Uuid(), nullable=False),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("media_ids", postgresql.ARRAY(postgresql.UUID()), server_default="{}", nullable=False),
        sa.Column("receipt", sa.String(length=40), nullable=False),
        sa.Column("submitted_by", sa.Uuid(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["form_version_id"], ["form_version.id"], name=op.f("fk_revision_form_version_id_form_version"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_revision_initiative_id_initiative"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["submitted_by"], ["account.id"], name=op.f("fk_revision_submitted_by_account"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("initiative_id", "number", name="revision_number_once"),
        sa.UniqueConstraint("receipt", name="receipt_once"),
    )
    op.create_index("revision_of_media", "revision", ["media_ids"], unique=False, postgresql_using="gin")
    op.create_table(
        "screening_decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("initiative_id", sa.Uuid(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("screener_id", sa.Uuid(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("accept", "return", "refuse", name="screeningoutcome", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("reason_codes", postgresql.JSONB(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("resubmit_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("outcome = 'accept' OR length(reason) > 0", name=op.f("ck_screening_decision_reason_unless_accepted")),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_screening_decision_initiative_id_initiative"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_screening_decision_revision_id_revision"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["screener_id"], ["account.id"], name=op.f("fk_screening_decision_screener_id_account"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening_decision")),
        sa.UniqueConstraint("revision_id", name="one_decision_per_revision"),
    )
    op.create_foreign_key("initiative_current_revision", "initiative", "revision", ["current_revision_id"], ["id"], ondelete="RESTRICT")
    protect("revision")
    protect("screening_decision")
    op.execute("CREATE SEQUENCE initiative_code_seq")


def downgrade() -> None:
    op.execute("DROP SEQUENCE initiative_code_seq")
    op.drop_constraint("initiative_current_revision", "initiative")
    op.drop_table("screening_decision")
    op.drop_table("revision")
    op.drop_table("contribution")
    op.drop_table("attachment")
    op.drop_table("initiative")
