"""Stores as an earlier linkmatch left them: made at a revision, with a row in every table.

Tables and columns are those that the database names at that revision, not today's.
"""

from datetime import UTC, date, datetime

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    create_engine,
    insert,
    select,
)

from matcher.store.opening import migrations

REVISIONS = [one.revision for one in ScriptDirectory.from_config(migrations()).walk_revisions()]
VALUES = (
    (Boolean, True),
    (Integer, 7),
    (Float, 2.5),
    (DateTime, datetime(2026, 1, 2, 3, 4, 5)),
    (Date, date(2026, 1, 2)),
    (LargeBinary, b"\x00%s\xff"),
    (JSON, {"a": "b"}),
)


def store_at(url, revision):
    """Make a store at a revision with a row in every table; give what those tables are."""
    engine, config, tables = create_engine(url), migrations(), MetaData()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        tables.reflect(connection, only=lambda name, _: "_letters" not in name)
        tables.remove(tables.tables["alembic_version"])
        for table in tables.sorted_tables:
            row = {c.name: value_for(c) for c in table.c if not is_numbered(c)}
            connection.execute(insert(table).values(row))
    engine.dispose()
    return tables


def is_numbered(column):
    """Tell whether the database gives the number of the row itself."""
    return column.primary_key and isinstance(column.type, Integer) and not column.foreign_keys


def value_for(column):
    """Give a value of the column's type; a text says where it stands."""
    if column.foreign_keys:
        return 1
    if column.table.name == "batch" and column.name == "state":
        return "live"
    told = f"{column.table.name}.{column.name}"
    return next((value for kind, value in VALUES if isinstance(column.type, kind)), told)


def rows_of(url, tables):
    """Read all rows of tables as dictionaries, by name of the table; times in UTC."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {
            table.name: [
                {name: in_utc(value) for name, value in row.items()}
                for row in connection.execute(select(table)).mappings()
            ]
            for table in tables.sorted_tables
        }
    engine.dispose()
    return found


def in_utc(value):
    """Give a time as SQLite keeps it: in UTC, without saying so; anything else as it is."""
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(UTC).replace(tzinfo=None)
    return value
