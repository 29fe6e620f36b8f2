"""What each sweep of the storage found and mended, and which files have lost their object.

Revision 0038, after 0037.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("media_file", sa.Column("lost_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("media_lost", "media_file", ["lost_at"], unique=False, postgresql_where=sa.text("lost_at IS NOT NULL"))
    op.create_table(
        "sweep_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("is_dry", sa.Boolean(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("looked", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
        sa.Column("found", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
        sa.Column("errors", postgresql.JSONB(), server_default=sa.text("'[]'::jsonb"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.CheckConstraint("ended_at IS NULL OR started_at IS NOT NULL", name=op.f("ck_sweep_report_ended_only_if_started")),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_sweep_report_asked_by_account"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sweep_report")),
    )
    op.create_index("sweep_report_by_time", "sweep_report", ["created_at"], unique=False)


def downgrade() -> None:
    op.drop_table("sweep_report")
    op.drop_index("media_lost", table_name="media_file")
    op.drop_column("media_file", "lost_at")
