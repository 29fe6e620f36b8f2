"""The job queue: procrastinate's own tables and functions, of the version the lock file names.

Revision 0001, the first.
"""

from typing import Any

from alembic import op
from procrastinate.schema import SchemaManager

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    # One script of many statements: the driver's simple protocol takes it, prepared statements would not.
    script = SchemaManager.get_schema()
    adapted: Any = op.get_bind().connection.dbapi_connection
    adapted.run_async(lambda driver: driver.execute(script))


def downgrade() -> None:
    op.execute(
        """
        DO $$
        DECLARE thing record;
        BEGIN
            FOR thing IN SELECT oid::regclass AS name FROM pg_class WHERE relname LIKE 'procrastinate%' AND relkind = 'r' LOOP
                EXECUTE format('DROP TABLE IF EXISTS %s CASCADE', thing.name);
            END LOOP;
            FOR thing IN SELECT oid::regprocedure AS name FROM pg_proc WHERE proname LIKE 'procrastinate%' LOOP
                EXECUTE format('DROP FUNCTION IF EXISTS %s CASCADE', thing.name);
            END LOOP;
            FOR thing IN SELECT oid::regtype AS name FROM pg_type WHERE typname LIKE 'procrastinate%' AND typtype IN ('e', 'c') LOOP
                EXECUTE format('DROP TYPE IF EXISTS %s CASCADE', thing.name);
            END LOOP;
        END $$
        """
    )
