"""Uploaded files and what was made of them.

Revision 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "media_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("uploaded_by", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "initiated",
                "uploading",
                "received",
                "processing",
                "ready",
                "refused",
                "abandoned",
                name="mediastate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("declared_type", sa.String(length=120), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("fingerprint", sa.String(length=200), nullable=False),
        sa.Column("object_key", sa.String(length=200), nullable=False),
        sa.Column("multipart_id", sa.String(length=1024), nullable=True),
        sa.Column("part_size_bytes", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("image", "video", "audio", "document", name="mediakind", native_enum=False, create_constraint=True, length=24),
            nullable=True,
        ),
        sa.Column("content_type", sa.String(length=120), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("duration_ms", sa.BigInteger(), nullable=True),
        sa.Column("page_count", sa.Integer(), nullable=True),
        sa.Column("average_colour", sa.String(length=7), nullable=True),
        sa.Column("waveform", postgresql.JSONB(), nullable=True),
        sa.Column("refusal_code", sa.String(length=60), nullable=True),
        sa.Column("refusal_facts", postgresql.JSONB(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.CheckConstraint("(state = 'ready') = (ready_at IS NOT NULL)", name=op.f("ck_media_file_ready_at_iff_ready")),
        sa.CheckConstraint("(state = 'refused') = (refusal_code IS NOT NULL)", name=op.f("ck_media_file_refusal_code_iff_refused")),
        sa.CheckConstraint("(state = 'uploading') = (multipart_id IS NOT NULL)", name=op.f("ck_media_file_multipart_iff_uploading")),
        sa.CheckConstraint(
            "(state IN ('initiated', 'uploading', 'abandoned')) = (received_at IS NULL)", name=op.f("ck_media_file_received_at_iff_arrived")
        ),
        sa.CheckConstraint(
            "state <> 'ready' OR (kind IS NOT NULL AND content_type IS NOT NULL AND sha256 IS NOT NULL)",
            name=op.f("ck_media_file_ready_is_known"),
        ),
        sa.CheckConstraint("size_bytes > 0 AND part_size_bytes > 0", name=op.f("ck_media_file_sizes_positive")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_media_file_unit_id_unit"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["uploaded_by"], ["account.id"], name=op.f("fk_media_file_uploaded_by_account"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media_file")),
        sa.UniqueConstraint("object_key", name="media_object_key_once"),
    )
    op.create_index("media_of_unit", "media_file", ["unit_id"], unique=False)
    op.create_index(
        "media_unfinished",
        "media_file",
        ["state", "updated_at"],
        unique=False,
        postgresql_where=sa.text("state NOT IN ('ready', 'refused', 'abandoned')"),
    )
    op.create_index(
        "media_upload_resumed_not_doubled",
        "media_file",
        ["unit_id", "uploaded_by", "fingerprint"],
        unique=True,
        postgresql_where=sa.text("state IN ('initiated', 'uploading')"),
    )
    op.create_table(
        "media_derivative",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("media_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("content_type", sa.String(length=120), nullable=False),
        sa.Column("object_key", sa.String(length=200), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["media_id"], ["media_file.id"], name=op.f("fk_media_derivative_media_id_media_file"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media_derivative")),
        sa.UniqueConstraint("media_id", "name", name="media_derivative_name_once"),
    )
    op.create_index("media_derivative_by_key", "media_derivative", ["object_key"], unique=False)


def downgrade() -> None:
    op.drop_table("media_derivative")
    op.drop_table("media_file")
