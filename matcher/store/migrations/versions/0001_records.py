"""Firms, needs, events and everything said of them; batches, problems, jobs and runs."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# every kind of record as it was at this revision; a field without a type is text
KINDS = {
    "firm": (
        "firm_id name kind place industry kbli support_needed industry_wished coached_by "
        "coached_since:integer payment_days_max:number workers:number nib npwp phone email "
        "website address owner investment_idr:number markets established:integer merged_into"
    ),
    "firm_fact": "firm_id field value",
    "alias": "firm_id alias",
    "firm_link": "firm_id other_id kind",
    "capability": (
        "capability_id firm_id product processes materials machines industry "
        "capacity_per_month:number capacity_stated max_weight_kg:number max_length_mm:number "
        "tolerance_mm:number lead_time_days:number"
    ),
    "certificate": "firm_id certificate status valid_until:date",
    "event": ("event_id name date:date last_date:date place slot_minutes:number n_tables:number"),
    "need": (
        "need_id firm_id component description processes materials industry place drawing "
        "drawing_revision part_weight_kg:number part_length_mm:number tolerance_mm:number "
        "lead_time_days:number volume_per_month:number volume:number volume_period "
        "start_of_production:date tooling_by material_by support_offered certificates "
        "quality_documents payment_days:number target_price_idr:number contact event_id date:date "
        "status"
    ),
    "requirement": "need_id kind value",
    "partnership": "partnership_id supplier_id buyer_id kind date:date event_id product",
    "outcome": "outcome_id need_id supplier_id step by reason date:date",
    "participant": "event_id firm_id role answer_by:date",
    "participation": "event_id firm_id state date:date by replaced_by",
    "attendee": "event_id firm_id name position decides:boolean phone email",
    "availability": "event_id firm_id date:date starts ends available:boolean",
    "wish": "event_id supplier_id buyer_id by wished:boolean need_id",
    "override": "event_id supplier_id buyer_id kind need_id reason withdrawn:boolean",
    "meeting": "event_id supplier_id buyer_id need_id date:date starts table state",
}
TYPES = {
    "": sa.Text,
    "number": sa.Float,
    "integer": sa.Integer,
    "date": sa.Date,
    "boolean": sa.Boolean,
}
LINKS = ("firm_id", "other_id", "supplier_id", "buyer_id", "need_id", "event_id")
KEYS = {"firm": "firm_id", "need": "need_id", "event": "event_id"}
PROVENANCE = "source as_of:date certainty verified_by note"
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _acts()
    for name, fields in KINDS.items():
        _kind(name, f"{PROVENANCE} {fields}".split())
    _work()


def _kind(name: str, fields: list[str]) -> None:
    columns = [field.partition(":") for field in fields]

    def own() -> list[sa.Column[Any]]:
        made = [sa.Column(field, TYPES[kind]()) for field, _, kind in columns]
        return [*made, sa.Column("extra", sa.JSON())]

    op.create_table(
        name,
        sa.Column("record_id", sa.Text(), nullable=False),
        *own(),
        _batch(name),
        sa.Column("n_statements", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("record_id", name=f"pk_{name}"),
    )
    op.create_index(f"ix_{name}_batch_id", name, ["batch_id"])
    for field, _, _ in columns:
        if field in LINKS and KEYS.get(name) != field:
            op.create_index(f"ix_{name}_{field}", name, [field])
    said = f"{name}_statement"
    op.create_table(
        said,
        sa.Column("statement_id", sa.Integer(), nullable=False),
        _batch(said),
        sa.Column("line", sa.Integer()),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("digest", sa.BigInteger()),
        sa.Column("cleared", sa.JSON()),
        sa.Column("deleted", sa.Boolean()),
        *own(),
        sa.PrimaryKeyConstraint("statement_id", name=f"pk_{said}"),
    )
    op.create_index(f"ix_{said}_batch_id", said, ["batch_id"])
    op.create_index(f"ix_{said}_record_id", said, ["record_id", "batch_id"])


def _batch(table: str, column: str = "batch_id", nullable: bool = False) -> sa.Column[Any]:
    key = sa.ForeignKey("batch.batch_id", name=f"fk_{table}_{column}")
    return sa.Column(column, sa.Integer(), key, nullable=nullable)


def _table(name: str, key: str, *columns: sa.Column[Any]) -> None:
    first = sa.Column(key, sa.Integer(), nullable=False)
    keyed = sa.PrimaryKeyConstraint(key, name=f"pk_{name}")
    again = name not in ("problem", "person")  # ids that are never given twice
    op.create_table(name, first, *columns, keyed, sqlite_autoincrement=again)


def _needed(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _acts() -> None:
    _table(
        "batch",
        "batch_id",
        *(_needed(name, sa.Text()) for name in ("act", "state", "who", "role")),
        *(_needed(name, TIME) for name in ("at", "last_seen")),
        *(sa.Column(name, sa.Text()) for name in ("sender", "file", "note")),
        _batch("batch", "undoes", nullable=True),
        *(sa.Column(name, sa.JSON()) for name in ("counts", "settings")),
    )
    _table(
        "problem",
        "problem_id",
        _batch("problem"),
        _needed("file", sa.Text()),
        _needed("line", sa.Integer()),
        _needed("kind", sa.Text()),
        *(sa.Column(name, sa.Text()) for name in ("record_id", "field")),
        *(_needed(name, sa.Text()) for name in ("effect", "message")),
        *(_needed(name, sa.JSON()) for name in ("values", "cells")),
        sa.Column("digest", sa.BigInteger()),
        _batch("problem", "mended_by", nullable=True),
    )
    op.create_index("ix_problem_batch_id", "problem", ["batch_id"])
    op.create_index("ix_problem_mended_by", "problem", ["mended_by"])


def _work() -> None:
    op.create_table(
        "mapping",
        *(_needed(name, sa.Text()) for name in ("sender", "kind")),
        _needed("mapping", sa.JSON()),
        _needed("who", sa.Text()),
        _needed("at", TIME),
        sa.PrimaryKeyConstraint("sender", "kind", name="pk_mapping"),
    )
    _table(
        "job",
        "job_id",
        _needed("task", sa.Text()),
        _needed("arguments", sa.JSON()),
        sa.Column("payload", sa.LargeBinary()),
        _needed("state", sa.Text()),
        *(_needed(name, sa.Integer()) for name in ("done", "total")),
        _needed("cancel", sa.Boolean()),
        *(sa.Column(name, sa.JSON()) for name in ("result", "error")),
        *(_needed(name, sa.Text()) for name in ("who", "role")),
        sa.Column("worker", sa.Text()),
        *(_needed(name, TIME) for name in ("created", "last_seen")),
    )
    op.create_index("ix_job_state", "job", ["state"])
    _table(
        "run",
        "run_id",
        _needed("name", sa.Text()),
        sa.Column("event_id", sa.Text()),
        _needed("who", sa.Text()),
        _needed("at", TIME),
        _needed("data_version", sa.Integer()),
        _needed("weights", sa.Text()),
        sa.Column("note", sa.Text()),
    )
    _run_pairs()
    _table(
        "person",
        "person_id",
        _needed("name", sa.Text()),
        sa.Column("email", sa.Text(), unique=True),
        _needed("role", sa.Text()),
        *(sa.Column(name, sa.Text()) for name in ("firm_id", "region")),
        _needed("at", TIME),
    )
    texts = ("kind", "record_id", "what", "name", "type", "sha256")
    _table(
        "attachment",
        "attachment_id",
        *(_needed(name, sa.Text()) for name in texts),
        _needed("content", sa.LargeBinary()),
        _needed("who", sa.Text()),
        _needed("at", TIME),
        sa.Column("removed_by", sa.Text()),
    )
    op.create_index("ix_attachment_record", "attachment", ["kind", "record_id"])


def _run_pairs() -> None:
    op.create_table(
        "run_pair",
        sa.Column("run_id", sa.Integer(), sa.ForeignKey("run.run_id", name="fk_run_pair_run_id")),
        *(_needed(name, sa.Text()) for name in ("need_id", "supplier_id")),
        *(sa.Column(name, sa.Text()) for name in ("buyer_id", "row_id")),
        _needed("listed", sa.Text()),
        sa.Column("rank", sa.Integer()),
        *(_needed(name, sa.Float()) for name in ("score", "buyer_fit", "supplier_fit")),
        _needed("completeness", sa.Float()),
        *(_needed(name, sa.JSON()) for name in ("shares", "facts")),
        sa.PrimaryKeyConstraint("run_id", "need_id", "supplier_id", name="pk_run_pair"),
    )
