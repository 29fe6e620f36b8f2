"""Captions, chapters and transcripts of films and sounds.

Revision 0033, after 0032.
"""

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
