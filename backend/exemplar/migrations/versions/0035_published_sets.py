"""Where the published files of an initiative lie, and what their pictures show.

Revision 0035, after 0034.
"""

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
