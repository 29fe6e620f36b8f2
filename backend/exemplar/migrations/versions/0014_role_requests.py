"""Roles that a manager asks for and an auditor confirms.

Revision 0014, after 0013.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ROLES = (
    "staff",
    "contributor",
    "lead",
    "screener",
    "juror",
    "member",
    "secretary",
    "chair",
    "manager",
    "editor",
    "auditor",
    "admin",
)
SCOPES = ("everywhere", "unit", "campaign")
STATES = ("requested", "confirmed", "declined", "lapsed")


def upgrade() -> None:
    op.create_table(
        "role_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Enum(*ROLES, name="role", native_enum=False, create_constraint=True, length=24), nullable=False),
        sa.Column("scope_kind", sa.Enum(*SCOPES, name="scopekind", native_enum=False, create_constraint=True, length=24), nullable=False),
        sa.Column("scope_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Enum(*STATES, name="requeststate", native_enum=False, create_constraint=True, length=24), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("answer", sa.String(length=1000), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lapses_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.CheckConstraint("state <> 'confirmed' OR settled_by <> requested_by", name=op.f("ck_role_request_confirmed_by_another")),
        sa.CheckConstraint(
            "(state IN ('confirmed', 'declined')) = (settled_by IS NOT NULL)", name=op.f("ck_role_request_settled_by_somebody")
        ),
        sa.CheckConstraint("(state = 'requested') = (settled_at IS NULL)", name=op.f("ck_role_request_settled_at_iff_settled")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_role_request_reason_given")),
        sa.CheckConstraint("(scope_kind = 'everywhere') = (scope_id IS NULL)", name=op.f("ck_role_request_scope_id_iff_limited")),
        sa.CheckConstraint("state <> 'confirmed' OR settled_by <> account_id", name=op.f("ck_role_request_nobody_confirms_the_own_role")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_role_request_account_id_account"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["requested_by"], ["account.id"], name=op.f("fk_role_request_requested_by_account"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["settled_by"], ["account.id"], name=op.f("fk_role_request_settled_by_account"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_request")),
    )
    op.create_index(
        "one_role_request_waits",
        "role_request",
        ["account_id", "role", "scope_id"],
        unique=True,
        postgresql_where=sa.text("state = 'requested'"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_index("role_request_by_time", "role_request", ["requested_at"], unique=False)


def downgrade() -> None:
    op.drop_table("role_request")
