"""Tables: what is held true, what was said and by whom, and the acts that said it.

Every kind of record has two tables of the same columns. `firm_statement` keeps what each row of a
file or each edit said and is never changed; `firm` holds what follows from the statements, and its
`batch_id` is both its version and the act that made it.
"""

from datetime import UTC, date, datetime
from types import NoneType
from typing import Any, get_args

from pydantic.fields import FieldInfo
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

from matcher.records import KINDS, Kind

_JSON = JSON(none_as_null=True)


class Moment(TypeDecorator[datetime]):
    """A time in UTC: SQLite forgets the zone, PostgreSQL answers in the zone of the session."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the time with its zone."""
        del dialect  # the same for every database
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


_TYPES: dict[object, type[TypeEngine[Any]]] = {
    float: Float,
    int: Integer,
    bool: Boolean,
    date: Date,
}
METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

BATCH = Table(
    "batch",
    METADATA,
    Column("batch_id", Integer, primary_key=True),
    Column("act", Text, nullable=False),  # import, edit, mend, merge, undo
    Column("state", Text, nullable=False),  # staging, staged, live, undone, discarded
    Column("who", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Column("sender", Text),
    Column("file", Text),
    Column("note", Text),
    Column("undoes", Integer, ForeignKey("batch.batch_id")),
    Column("counts", _JSON),
    Column("settings", _JSON),  # how the file was read, to read its rows again
    sqlite_autoincrement=True,
)
PROBLEM = Table(
    "problem",
    METADATA,
    Column("problem_id", Integer, primary_key=True),
    Column("batch_id", Integer, ForeignKey("batch.batch_id"), nullable=False, index=True),
    Column("file", Text, nullable=False),
    Column("line", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("record_id", Text),
    Column("field", Text),
    Column("effect", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("values", _JSON, nullable=False),
    Column("cells", _JSON, nullable=False),
    Column("digest", BigInteger),
    Column("mended_by", Integer, ForeignKey("batch.batch_id"), index=True),
)
MAPPING = Table(
    "mapping",
    METADATA,
    Column("sender", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("mapping", _JSON, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
JOB = Table(
    "job",
    METADATA,
    Column("job_id", Integer, primary_key=True),
    Column("task", Text, nullable=False),
    Column("arguments", _JSON, nullable=False),
    Column("payload", LargeBinary),
    Column("state", Text, nullable=False, index=True),  # queued running done failed cancelled
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("cancel", Boolean, nullable=False),
    Column("result", _JSON),
    Column("error", _JSON),
    Column("who", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("worker", Text),
    Column("created", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    sqlite_autoincrement=True,
)
RUN = Table(
    "run",
    METADATA,
    Column("run_id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("event_id", Text),
    Column("who", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("data_version", Integer, nullable=False),
    Column("weights", Text, nullable=False),  # TOML, as it was
    Column("note", Text),
    sqlite_autoincrement=True,
)
RUN_PAIR = Table(
    "run_pair",
    METADATA,
    Column("run_id", Integer, ForeignKey("run.run_id"), primary_key=True),
    Column("need_id", Text, primary_key=True),
    Column("supplier_id", Text, primary_key=True),
    Column("buyer_id", Text),
    Column("row_id", Text),
    Column("listed", Text, nullable=False),
    Column("rank", Integer),
    Column("score", Float, nullable=False),
    Column("buyer_fit", Float, nullable=False),
    Column("supplier_fit", Float, nullable=False),
    Column("completeness", Float, nullable=False),
    Column("shares", _JSON, nullable=False),
    Column("facts", _JSON, nullable=False),
)
PLAN = Table(
    "plan",
    METADATA,
    Column("plan_id", Integer, primary_key=True),
    Column("event_id", Text),
    Column("based_on", Integer, ForeignKey("plan.plan_id")),
    Column("who", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("note", Text),
    Column("document", _JSON, nullable=False),  # the problem and the plan for it
    Column("released_by", Text),
    Column("released_at", Moment),
    Index("ix_plan_event_id", "event_id"),
    sqlite_autoincrement=True,
)
ACCEPTED_WEIGHTS = Table(
    "accepted_weights",
    METADATA,
    Column("weights_id", Integer, primary_key=True),
    Column("data", Text, nullable=False),  # a folder's name, or the store
    Column("accepted_by", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("note", Text),
    Column("weights", Text, nullable=False),
    Column("lesson", _JSON, nullable=False),  # what they were learned from, and how good they are
    Index("ix_accepted_weights_data", "data"),
    sqlite_autoincrement=True,
)
PERSON = Table(
    "person",
    METADATA,
    Column("person_id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("email", Text, unique=True),
    Column("role", Text, nullable=False),
    Column("firm_id", Text),
    Column("region", Text),
    Column("at", Moment, nullable=False),
    Column("invited_by", Text),
    Column("last_seen", Moment),
)
CONSENT = Table(
    "consent",
    METADATA,
    Column("consent_id", Integer, primary_key=True),
    Column("subject", Text, nullable=False, index=True),  # an e-mail address, or an attendee's id
    Column("purpose", Text, nullable=False),
    Column("given", Boolean, nullable=False),
    Column("wording", Text, nullable=False),  # what was read and answered, as it was
    Column("who", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)
ATTACHMENT = Table(
    "attachment",
    METADATA,
    Column("attachment_id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("what", Text, nullable=False),  # photo, certificate, profile, drawing
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("removed_by", Text),
    Index("ix_attachment_record", "kind", "record_id"),
    sqlite_autoincrement=True,
)
BACKUP = Table(
    "backup",
    METADATA,
    Column("backup_id", Integer, primary_key=True),
    Column("what", Text, nullable=False),  # backup, restore
    Column("at", Moment, nullable=False),
    Column("who", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("n_bytes", BigInteger, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("n_acts", Integer, nullable=False),
    sqlite_autoincrement=True,
)


_LISTED = {"firm": (("name", "record_id"), ("place", "name", "record_id"))}  # to page through


def _type_of(field: FieldInfo) -> type[TypeEngine[Any]]:
    parts = [part for part in get_args(field.annotation) if part is not NoneType]
    found = parts[0] if parts and isinstance(parts[0], type) else field.annotation
    return _TYPES.get(found, Text)


def _columns(kind: Kind) -> list[Column[Any]]:
    own = [Column(name, _type_of(field)) for name, field in kind.model.model_fields.items()]
    return [*own, Column("extra", _JSON)]


def _record_table(name: str, kind: Kind) -> Table:
    """Make the table of what is held true, with an index on each link to another record."""
    return Table(
        name,
        METADATA,
        Column("record_id", Text, primary_key=True),
        *_columns(kind),
        Column("batch_id", Integer, ForeignKey("batch.batch_id"), nullable=False, index=True),
        Column("n_statements", Integer, nullable=False),
        *(Index(f"ix_{name}_{link}", link) for link in links(name)),
        *(Index(f"ix_{name}_{columns[0]}", *columns) for columns in _LISTED.get(name, ())),
    )


def _statement_table(name: str, kind: Kind) -> Table:
    """Make the table of what was said; `cleared` names the fields said to be unknown."""
    return Table(
        f"{name}_statement",
        METADATA,
        Column("statement_id", Integer, primary_key=True),
        Column("batch_id", Integer, ForeignKey("batch.batch_id"), nullable=False, index=True),
        Column("line", Integer),
        Column("record_id", Text, nullable=False),
        Column("digest", BigInteger),
        Column("cleared", _JSON),
        Column("deleted", Boolean),
        *_columns(kind),
        # with both columns, or SQLite looks through a whole batch for each record
        Index(f"ix_{name}_statement_record_id", "record_id", "batch_id"),
    )


def links(kind: str) -> tuple[str, ...]:
    """Name the fields of a kind that name a firm, a need or an event, its own key excepted."""
    ends = ("firm_id", "other_id", "supplier_id", "buyer_id", "need_id", "event_id")
    return tuple(f for f in KINDS[kind].fields if f in ends and KINDS[kind].key != (f,))


RECORDS = {name: _record_table(name, kind) for name, kind in KINDS.items()}
STATEMENTS = {name: _statement_table(name, kind) for name, kind in KINDS.items()}
