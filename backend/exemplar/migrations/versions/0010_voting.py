"""Councils, rules, sessions and open votes.

Revision 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from exemplar.migrations.protection import protect

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "council_rule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", postgresql.JSONB(), nullable=False),
        sa.Column("legal_basis", sa.String(length=500), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("definition", postgresql.JSONB(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.CheckConstraint("valid_until IS NULL OR valid_until > valid_from", name=op.f("ck_council_rule_rule_valid_forwards")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_rule")),
        sa.UniqueConstraint("code", "number", name="rule_number_once"),
    )
    op.create_table(
        "council",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("name", postgresql.JSONB(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_council_campaign_id_campaign"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council")),
    )
    op.create_index("council_of_campaign", "council", ["campaign_id"], unique=False)
    op.create_table(
        "council_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("council_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "office",
            sa.Enum("chair", "vice_chair", "secretary", "member", name="office", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("votes", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_council_member_account_id_account"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["council_id"], ["council.id"], name=op.f("fk_council_member_council_id_council"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_member")),
        sa.UniqueConstraint("council_id", "account_id", name="member_once"),
    )
    op.create_index("membership_of_account", "council_member", ["account_id"], unique=False)
    op.create_index("one_chair_per_council", "council_member", ["council_id"], unique=True, postgresql_where=sa.text("office = 'chair'"))
    op.create_table(
        "council_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("council_id", sa.Uuid(), nullable=False),
        sa.Column("title", postgresql.JSONB(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "convened",
                "in_session",
                "ended",
                name="councilsessionstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.CheckConstraint("(state = 'ended') = (ended_at IS NOT NULL)", name=op.f("ck_council_session_ended_at_iff_ended")),
        sa.CheckConstraint(
            "(state IN ('in_session', 'ended')) = (started_at IS NOT NULL)",
            name=op.f("ck_council_session_started_at_iff_started"),
        ),
        sa.ForeignKeyConstraint(["council_id"], ["council.id"], name=op.f("fk_council_session_council_id_council"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], name=op.f("fk_council_session_created_by_account"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_session")),
    )
    op.create_index("session_of_council", "council_session", ["council_id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "presence",
            sa.Enum("present", "absent", "excused", name="presence", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_attendance_account_id_account"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_attendance_recorded_by_account"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["council_session.id"], name=op.f("fk_attendance_session_id_council_session"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("session_id", "account_id", name="attendance_once"),
    )
    op.create_table(
        "category_rule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("rule_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_category_rule_category_id_category"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["rule_id"], ["council_rule.id"], name=op.f("fk_category_rule_rule_id_council_rule"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category_rule")),
        sa.UniqueConstraint("category_id", name="one_rule_per_category"),
    )
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("initiative_id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "pending",
                "open",
                "closed",
                "tallied",
                "void",
                name="itemstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("score", postgresql.JSONB(), nullable=True),
        sa.Column("rule", postgresql.JSONB(), nullable=True),
        sa.Column("rule_digest", sa.LargeBinary(length=32), nullable=True),
        sa.Column("roll", postgresql.JSONB(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tally", postgresql.JSONB(), nullable=True),
        sa.Column("void_reason", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.CheckConstraint("(state = 'tallied') = (tally IS NOT NULL)", name=op.f("ck_agenda_item_tally_iff_tallied")),
        sa.CheckConstraint("(state IN ('closed', 'tallied')) <= (closed_at IS NOT NULL)", name=op.f("ck_agenda_item_closed_at_if_closed")),
        sa.CheckConstraint(
            "state = 'pending' OR state = 'void' OR (rule IS NOT NULL AND roll IS NOT NULL AND opened_at IS NOT NULL)",
            name=op.f("ck_agenda_item_frozen_when_opened"),
        ),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_agenda_item_category_id_category"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_agenda_item_initiative_id_initiative"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["council_session.id"], name=op.f("fk_agenda_item_session_id_council_session"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint("session_id", "position", deferrable=True, initially="DEFERRED", name="agenda_position_once"),
    )
    op.create_index("agenda_of_initiative", "agenda_item", ["initiative_id"], unique=False)
    op.create_index(
        "one_live_item_per_initiative", "agenda_item", ["initiative_id"], unique=True, postgresql_where=sa.text("state <> 'void'")
    )
    op.create_index("one_open_item_per_session", "agenda_item", ["session_id"], unique=True, postgresql_where=sa.text("state = 'open'"))
    op.create_table(
        "open_vote",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "choice",
            sa.Enum("agree", "disagree", "abstain", name="choice", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("receipt", sa.String(length=20), nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_open_vote_account_id_account"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_open_vote_item_id_agenda_item"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_vote")),
        sa.UniqueConstraint("item_id", "account_id", name="one_vote_per_member"),
    )
    op.create_table(
        "recusal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("computed", "declared", name="recusalkind", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("substitute_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_recusal_account_id_account"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_recusal_item_id_agenda_item"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["substitute_id"], ["account.id"], name=op.f("fk_recusal_substitute_id_account"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusal")),
        sa.UniqueConstraint("item_id", "account_id", name="recused_once"),
    )
    protect("open_vote")


def downgrade() -> None:
    op.drop_table("recusal")
    op.drop_table("open_vote")
    op.drop_table("agenda_item")
    op.drop_table("category_rule")
    op.drop_table("attendance")
    op.drop_table("council_session")
    op.drop_table("council_member")
    op.drop_table("council")
    op.drop_table("council_rule")
