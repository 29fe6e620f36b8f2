"""What a jury must not see or hear of a file, and the set of files made without it.

Revision 0034, after 0033.
"""

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
