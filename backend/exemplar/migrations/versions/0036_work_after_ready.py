"""Work that goes on after a file is ready, and what a scanner said of it.

Revision 0036, after 0035.
"""

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
