"""What was counted, released and issued is final: PostgreSQL itself keeps it as it was.

Revision 0032, after 0031.
"""

from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

REFUSE_REWRITE = """
CREATE FUNCTION refuse_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - TG_ARGV IS DISTINCT FROM to_jsonb(OLD) - TG_ARGV THEN
        RAISE EXCEPTION 'what a % says is final', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$
"""
"""The arguments of a trigger name the columns that may still change; no other one may, of today or added later."""

END = ("state", "revoked_by", "revoked_at", "revocation_reason")
FINAL = [
    # (table, name, since when, what may change even then)
    ("agenda_item", "outcome_is_final", "OLD.state = 'tallied'", ("position",)),
    ("decision", "outcome_is_final", "OLD.state = 'released'", ()),
    ("certificate", "outcome_is_final", "true", (*END, "document_key")),
    ("certificate", "has_one_document", "OLD.document_key IS NOT NULL", END),
    ("certificate", "stays_revoked", "OLD.state = 'revoked'", ("document_key",)),
]


def upgrade() -> None:
    op.execute(REFUSE_REWRITE)
    for table, name, since, loose in FINAL:
        arguments = ", ".join(f"'{column}'" for column in (*loose, "updated_at"))
        op.execute(
            f"CREATE TRIGGER {table}_{name} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW "
            f"WHEN ({since}) EXECUTE FUNCTION refuse_rewrite({arguments})"
        )
    for table in ("agenda_item", "decision", "certificate"):
        op.execute(
            f"CREATE TRIGGER {table}_is_never_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    for table in ("agenda_item", "decision", "certificate"):
        op.execute(f"DROP TRIGGER {table}_is_never_emptied ON {table}")
    for table, name, _, _ in reversed(FINAL):
        op.execute(f"DROP TRIGGER {table}_{name} ON {table}")
    op.execute("DROP FUNCTION refuse_rewrite()")
