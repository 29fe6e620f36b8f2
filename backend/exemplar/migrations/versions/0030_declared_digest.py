"""What the sender's device read of a file.

Revision 0030, after 0020.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("media_file", sa.Column("declared_sha256", sa.String(length=64), nullable=True))
    op.create_index("media_with_bytes", "media_file", [sa.literal_column("coalesce(sha256, declared_sha256)")])


def downgrade() -> None:
    op.drop_index("media_with_bytes", table_name="media_file")
    op.drop_column("media_file", "declared_sha256")
