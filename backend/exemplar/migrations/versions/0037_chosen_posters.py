"""Word of every change to a file, for those who watch it.

Revision 0037, after 0036.
"""

from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

TELL = """
CREATE FUNCTION tell_of_media() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('media_changed', NEW.id::text);
    RETURN NULL;
END
$$
"""
# A trigger, so that whoever writes is heard. Equal messages of one transaction are sent once.
WHEN = """
CREATE TRIGGER media_file_is_told AFTER UPDATE ON media_file FOR EACH ROW
WHEN ((OLD.state, OLD.step, OLD.percent, OLD.failed_at, OLD.version)
    IS DISTINCT FROM (NEW.state, NEW.step, NEW.percent, NEW.failed_at, NEW.version))
EXECUTE FUNCTION tell_of_media()
"""


def upgrade() -> None:
    op.execute(TELL)
    op.execute(WHEN)


def downgrade() -> None:
    op.execute("DROP TRIGGER media_file_is_told ON media_file")
    op.execute("DROP FUNCTION tell_of_media()")
