"""Letters: the index of names on SQLite, filled for many new rows at once.

A trigger keeps it right row by row (migration 0008), which for a large import takes twice as long.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

_NAMES = {"firm": "name", "alias": "alias"}
_TRIGGER = text("select sql from sqlite_master where type = 'trigger' and name = :name")


@contextmanager
def indexed_at_once(connection: Connection, kind: str) -> Iterator[None]:
    """Index the names of what is inserted within when it ends, not row by row."""
    run, name, trigger = connection.exec_driver_sql, _NAMES.get(kind), f"{kind}_letters_in"
    if name is None or connection.dialect.name != "sqlite":
        yield
        return
    row_by_row = connection.execute(_TRIGGER, {"name": trigger}).scalar_one()
    last = run(f'select coalesce(max(rowid), 0) from "{kind}"').scalar_one()
    run(f"drop trigger {trigger}")
    yield
    run(
        f'insert into {kind}_letters(rowid, "{name}") '
        f"select rowid, '  ' || replace(\"{name}\", ' ', '  ') from \"{kind}\" where rowid > ?",
        (last,),
    )
    run(row_by_row)
