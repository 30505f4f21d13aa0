"""Backups: what was kept of the store and brought back into it, when and by whom."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    texts = ("what", "who", "role", "file", "sha256")
    op.create_table(
        "backup",
        sa.Column("backup_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
        sa.Column("n_bytes", sa.BigInteger(), nullable=False),
        sa.Column("n_acts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("backup_id", name="pk_backup"),
        sqlite_autoincrement=True,
    )
