"""Accepted weights: which ones a person took on, from what they were learned, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "accepted_weights",
        sa.Column("weights_id", sa.Integer(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("accepted_by", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("weights", sa.Text(), nullable=False),
        sa.Column("lesson", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("weights_id", name="pk_accepted_weights"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_accepted_weights_data", "accepted_weights", ["data"])
