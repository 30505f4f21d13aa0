"""Bulk: many rows of one table at the speed of the driver."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import repeat
from typing import Any

from sqlalchemy import Connection, Date, Table, insert


def insert_many(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, which may lack columns: five times as fast as a statement for each.

    SQLAlchemy's own executemany looks at every value of every row; here only the columns that
    need a conversion (days, JSON, yes and no) are touched.
    """
    there: set[str] = set().union(*rows)
    insert_columns(connection, table, {name: [row.get(name) for row in rows] for name in there})


def insert_columns(
    connection: Connection, table: Table, columns: Mapping[str, Iterable[Any]]
) -> None:
    """Insert rows that stand by column; a column may repeat one value without end."""
    names = [name for name in table.columns.keys() if name in columns]  # noqa: SIM118
    inline = insert(table).inline()  # else PostgreSQL sends back the number of every row
    compiled = inline.compile(dialect=connection.dialect, column_keys=names)
    converted = [_converted(connection, table, name, columns[name]) for name in names]
    rows = zip(*converted, strict=False)
    if compiled.positional:
        connection.exec_driver_sql(str(compiled), list(rows))
    else:
        filled = [dict(zip(names, row, strict=True)) for row in rows]
        connection.exec_driver_sql(str(compiled), filled)


def _converted(
    connection: Connection, table: Table, name: str, values: Iterable[Any]
) -> Iterable[Any]:
    """Give the values of a column as the driver takes them."""
    kind = table.c[name].type.dialect_impl(connection.dialect)
    convert: Callable[[Any], Any] | None = kind.bind_processor(connection.dialect)
    if convert is None:
        return values
    if isinstance(kind, Date):
        convert = cache(convert)  # few days in many rows
    if isinstance(values, repeat):
        return repeat(None if (value := next(values)) is None else convert(value))
    return [None if value is None else convert(value) for value in values]
