"""Later deadlines, asked for by one manager and confirmed by another.

Revision 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

PHASES = ("submission", "screening", "review", "council", "award")
STATES = ("requested", "confirmed", "declined", "lapsed")


def upgrade() -> None:
    op.create_table(
        "deadline_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("phase", sa.Enum(*PHASES, name="phasekind", native_enum=False, create_constraint=True, length=24), nullable=False),
        sa.Column("closes_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Enum(*STATES, name="requeststate", native_enum=False, create_constraint=True, length=24), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("answer", sa.String(length=1000), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lapses_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.CheckConstraint("state <> 'confirmed' OR settled_by <> requested_by", name=op.f("ck_deadline_change_confirmed_by_another")),
        sa.CheckConstraint(
            "(state IN ('confirmed', 'declined')) = (settled_by IS NOT NULL)", name=op.f("ck_deadline_change_settled_by_somebody")
        ),
        sa.CheckConstraint("(state = 'requested') = (settled_at IS NULL)", name=op.f("ck_deadline_change_settled_at_iff_settled")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_deadline_change_reason_given")),
        sa.CheckConstraint("closes_at > closes_before", name=op.f("ck_deadline_change_deadline_moves_later")),
        sa.CheckConstraint("lapses_at <= closes_before", name=op.f("ck_deadline_change_lapses_with_the_deadline")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_deadline_change_campaign_id_campaign"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["account.id"], name=op.f("fk_deadline_change_requested_by_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["settled_by"], ["account.id"], name=op.f("fk_deadline_change_settled_by_account"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_change")),
    )
    op.create_index(
        "one_deadline_change_waits",
        "deadline_change",
        ["campaign_id", "phase"],
        unique=True,
        postgresql_where=sa.text("state = 'requested'"),
    )
    op.create_index("deadline_change_of_campaign", "deadline_change", ["campaign_id", "requested_at"], unique=False)


def downgrade() -> None:
    op.drop_table("deadline_change")
