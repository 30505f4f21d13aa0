"""Programme: an event keeps its days, sessions, breaks and halls."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    for table in ("event", "event_statement"):
        op.add_column(table, sa.Column("programme", sa.Text(), nullable=True))
