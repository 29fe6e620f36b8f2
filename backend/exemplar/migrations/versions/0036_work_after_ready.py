"""Work that goes on after a file is ready, and what a scanner said of it.

Revision 0036, after 0035.
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

FAILED = "ck_media_file_failed_only_at_work"


def upgrade() -> None:
    op.add_column("media_file", sa.Column("scan", sa.String(length=20), nullable=True))
    op.create_check_constraint(op.f("ck_media_file_scan_is_known"), "media_file", "scan IN ('clean', 'too_large')")
    op.drop_constraint(op.f(FAILED), "media_file", type_="check")
    op.create_check_constraint(op.f(FAILED), "media_file", "failed_at IS NULL OR state IN ('received', 'processing', 'ready')")
    op.create_index("media_improving", "media_file", ["updated_at"], postgresql_where=sa.text("state = 'ready' AND percent < 100"))


def downgrade() -> None:
    op.drop_index("media_improving", table_name="media_file")
    op.execute("UPDATE media_file SET failed_at = NULL, failure = NULL, percent = 100 WHERE state = 'ready'")
    op.drop_constraint(op.f(FAILED), "media_file", type_="check")
    op.create_check_constraint(op.f(FAILED), "media_file", "failed_at IS NULL OR state IN ('received', 'processing')")
    op.drop_constraint(op.f("ck_media_file_scan_is_known"), "media_file", type_="check")
    op.drop_column("media_file", "scan")
