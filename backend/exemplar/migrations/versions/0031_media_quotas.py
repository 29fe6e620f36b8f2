"""Room for files as rows, and the call that a file is for.

Revision 0031, after 0030.
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("media_file", sa.Column("campaign_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_media_file_campaign_id_campaign"), "media_file", "campaign", ["campaign_id"], ["id"], ondelete="RESTRICT"
    )
    op.create_table(
        "media_quota",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("campaign_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum("image", "video", "audio", "document", name="mediakind", native_enum=False, create_constraint=True, length=24),
            nullable=True,
        ),
        sa.Column("max_bytes", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.CheckConstraint("max_bytes >= 0", name=op.f("ck_media_quota_max_bytes_counts")),
        sa.CheckConstraint("unit_id IS NULL OR campaign_id IS NULL", name=op.f("ck_media_quota_of_a_unit_or_of_a_call")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_media_quota_campaign_id_campaign"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_media_quota_unit_id_unit"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media_quota")),
        sa.UniqueConstraint("unit_id", "campaign_id", "kind", name="media_quota_once", postgresql_nulls_not_distinct=True),
    )


def downgrade() -> None:
    op.drop_table("media_quota")
    op.drop_constraint(op.f("fk_media_file_campaign_id_campaign"), "media_file", type_="foreignkey")
    op.drop_column("media_file", "campaign_id")
