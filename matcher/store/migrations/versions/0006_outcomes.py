"""Outcomes: who reports a step, at which event, three values, and what is to come next."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

FIELDS = {
    "reported_by": sa.Text,
    "event_id": sa.Text,
    "promised_idr": sa.Float,
    "signed_idr": sa.Float,
    "realised_idr": sa.Float,
    "next_step": sa.Text,
    "next_date": sa.Date,
}


def upgrade() -> None:
    for table in ("outcome", "outcome_statement"):
        for name, kind in FIELDS.items():
            op.add_column(table, sa.Column(name, kind(), nullable=True))
    op.create_index("ix_outcome_event_id", "outcome", ["event_id"])
