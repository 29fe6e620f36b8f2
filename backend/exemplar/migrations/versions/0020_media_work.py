"""How far the work on a file has come, what it looks and sounds like, and what it says.

Revision 0020, after 0014.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("media_file", sa.Column("blurhash", sa.String(length=40), nullable=True))
    op.add_column("media_file", sa.Column("focal_x", sa.SmallInteger(), server_default=sa.text("500"), nullable=False))
    op.add_column("media_file", sa.Column("focal_y", sa.SmallInteger(), server_default=sa.text("500"), nullable=False))
    op.add_column("media_file", sa.Column("finding", postgresql.JSONB(), nullable=True))
    op.add_column("media_file", sa.Column("steps_done", postgresql.JSONB(), server_default=sa.text("'[]'::jsonb"), nullable=False))
    op.add_column("media_file", sa.Column("step", sa.String(length=20), nullable=True))
    op.add_column("media_file", sa.Column("percent", sa.SmallInteger(), server_default=sa.text("0"), nullable=False))
    op.add_column("media_file", sa.Column("attempts", sa.SmallInteger(), server_default=sa.text("0"), nullable=False))
    op.add_column("media_file", sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("media_file", sa.Column("failure", sa.String(length=80), nullable=True))
    op.add_column("media_file", sa.Column("queue_tag", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
    op.execute("UPDATE media_file SET percent = 100 WHERE state = 'ready'")
    op.create_check_constraint(op.f("ck_media_file_percent_in_range"), "media_file", "percent BETWEEN 0 AND 100")
    op.create_check_constraint(
        op.f("ck_media_file_focal_point_inside"), "media_file", "focal_x BETWEEN 0 AND 1000 AND focal_y BETWEEN 0 AND 1000"
    )
    op.create_check_constraint(
        op.f("ck_media_file_failed_only_at_work"), "media_file", "failed_at IS NULL OR state IN ('received', 'processing')"
    )
    op.create_index("media_by_turn", "media_file", ["queue_tag"], unique=False)
    op.create_index("media_by_digest", "media_file", ["sha256"], unique=False, postgresql_where=sa.text("sha256 IS NOT NULL"))
    op.create_index("media_failed", "media_file", ["failed_at"], unique=False, postgresql_where=sa.text("failed_at IS NOT NULL"))
    op.create_table(
        "media_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("media_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["media_id"], ["media_file.id"], name=op.f("fk_media_text_media_id_media_file"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media_text")),
        sa.UniqueConstraint("media_id", name="media_text_once"),
    )
    op.create_table(
        "media_print",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("media_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("second", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["media_id"], ["media_file.id"], name=op.f("fk_media_print_media_id_media_file"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media_print")),
    )
    op.create_index("media_print_by_mark", "media_print", ["kind", "first"], unique=False)
    op.create_index("media_print_of_file", "media_print", ["media_id"], unique=False)


def downgrade() -> None:
    op.drop_table("media_print")
    op.drop_table("media_text")
    for index in ("media_failed", "media_by_digest", "media_by_turn"):
        op.drop_index(index, table_name="media_file")
    for constraint in ("failed_only_at_work", "focal_point_inside", "percent_in_range"):
        op.drop_constraint(op.f(f"ck_media_file_{constraint}"), "media_file", type_="check")
    for column in (
        "queue_tag", "failure", "failed_at", "attempts", "percent", "step", "steps_done", "finding", "focal_y", "focal_x", "blurhash",
    ):  # fmt: skip
        op.drop_column("media_file", column)
