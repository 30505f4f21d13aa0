"""People: who invited whom, who agreed to what, and what each side says of the other."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_SAID = (
    ("need", "released", sa.Text()),
    ("wish", "reason", sa.Text()),
    ("outcome", "rating", sa.Float()),
    ("outcome", "contested", sa.Text()),
)


def upgrade() -> None:
    op.add_column("person", sa.Column("invited_by", sa.Text(), nullable=True))
    op.add_column("person", sa.Column("last_seen", sa.DateTime(timezone=True), nullable=True))
    for kind, name, type_ in _SAID:
        for table in (kind, f"{kind}_statement"):
            op.add_column(table, sa.Column(name, type_.copy(), nullable=True))
    op.create_table(
        "consent",
        sa.Column("consent_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("subject", "purpose")),
        sa.Column("given", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("wording", "who", "role")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("consent_id", name="pk_consent"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_consent_subject", "consent", ["subject"])
