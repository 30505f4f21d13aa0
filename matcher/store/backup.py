"""Backup and restore: a backup is always one SQLite store, whatever database it was made from.

So what was kept on PostgreSQL can be opened, looked at and restored without it, and the reverse.
"""

import logging
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from sqlalchemy import Connection, LargeBinary, Table, delete, func, make_url, null, select, text
from sqlalchemy import update as change

from features.language import mark
from matcher.errors import StoreError
from matcher.people import Person
from matcher.store.bulk import insert_many
from matcher.store.opening import Store, open_store
from matcher.store.reading import version_in
from matcher.store.register import Backup, describe, note_in
from matcher.store.tables import BACKUP, BATCH, METADATA

_LOG = logging.getLogger(__name__)
_ROWS, _FILES = 2_000, 4  # read at once; of attachments, which have up to 25 MB each, four


class Restored(NamedTuple):
    """What a restore did: the rows it brought by table, and where the store before it is kept."""

    n_rows: dict[str, int]
    kept: Path | None


def backup(store: Store, who: Person, target: str | Path, file: str | None = None) -> Backup:
    """Write all of a store into one file while others use it; an earlier backup is replaced.

    The file appears under its name only when it is whole and has been checked; then the store
    notes it, as `file` where it goes on from here under another name.

    Raises
    ------
    StoreError
        When the file is the store itself or something else, or cannot be written.
    """
    target, begun = Path(target).absolute(), datetime.now(UTC)
    if target == file_of(store) or (target.exists() and not _is_store(target)):
        raise StoreError(mark("{file} is there and no backup; name another file"), file=str(target))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as place:
            part = Path(place) / "store.db"
            _write(store, part)
            _refuse_damaged(part, target)
            name, n_acts = file or str(target), _n_acts(part)
            made = describe(part, "backup", who, name, n_acts, begun)
            part.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(
            mark("{file} cannot be written: {reason}; name another file"),
            file=str(target),
            reason=getattr(error, "strerror", None) or str(error),
        ) from error
    _note(store, made)
    return made


def restore(
    store: Store,
    who: Person,
    backup_file: str | Path,
    keep_in: str | Path | None = None,
    file: str | None = None,
) -> Restored:
    """Replace all that a store holds by a backup, in one transaction; what it held is kept aside.

    A backup of an older linkmatch is brought up to date on a copy. `keep_in` is the folder for
    what was there before; without it, the folder of the store or of the backup. The store notes
    the restore, from `file` where the backup came under another name.

    Raises
    ------
    StoreError
        When the file is no backup, is damaged, or was made by a newer linkmatch.
    """
    path = Path(backup_file).absolute()
    if path == file_of(store):
        raise StoreError(mark("{file} is the store itself; name a backup"), file=str(path))
    with _checked_copy(path) as copy:
        kept = _keep_aside(store, who, Path(keep_in or (file_of(store) or path).parent))
        with copy.read() as source, store.write() as target:
            n_rows = _replace_all(source, target)
            n_acts = version_in(target)
            note_in(target, describe(path, "restore", who, file or str(path), n_acts))
        return Restored(n_rows, kept)


def file_of(store: Store) -> Path | None:
    """Name the file of a store; None on PostgreSQL."""
    return Path(str(make_url(store.url).database)).absolute() if store.sqlite else None


def _note(store: Store, made: Backup) -> None:
    """Note a backup in its store; the backup of one that takes no more rows is no less good."""
    try:
        with store.write(turn=False) as connection:
            note_in(connection, made)
    except StoreError as error:
        _LOG.warning("%s is not noted in the store: %s", made.file, error)


def _write(store: Store, part: Path) -> None:
    source = file_of(store)
    if source is not None:
        _copy_file(source, part)
        return
    copy = open_store(part)
    with store.read() as reading, copy.write() as writing:
        for table in METADATA.sorted_tables:
            _copy_rows(reading, writing, table)
    copy.close()
    _in_one_file(part)


def _copy_file(source: Path, part: Path) -> None:
    with closing(_read_only(source)) as old, closing(sqlite3.connect(part)) as new:
        old.backup(new, pages=4096, sleep=0.01)
    _in_one_file(part)


def _in_one_file(part: Path) -> None:
    with closing(sqlite3.connect(part)) as plain:
        plain.execute("pragma journal_mode = delete")


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(path.as_posix())}?mode=ro", uri=True, timeout=120)


@contextmanager
def _checked_copy(path: Path) -> Iterator[Store]:
    """Open a copy of a backup that is whole, and brought up to date."""
    if not _is_store(path):
        raise StoreError(
            mark("{file} is no backup of linkmatch; name one made by: linkmatch backup"),
            file=str(path),
        )
    with tempfile.TemporaryDirectory() as place:
        part = Path(place) / "store.db"
        _copy_file(path, part)
        _refuse_damaged(part, path)
        copy = open_store(part)
        try:
            yield copy
        finally:
            copy.close()


def _is_store(path: Path) -> bool:
    if not path.is_file():
        return False
    try:
        with closing(_read_only(path)) as plain:
            plain.execute("select version_num from alembic_version").fetchone()
            return bool(plain.execute("select count(*) from batch").fetchone())
    except sqlite3.Error:
        return False


def _refuse_damaged(part: Path, shown: Path) -> None:
    with closing(sqlite3.connect(part)) as plain:
        try:
            told = [row[0] for row in plain.execute("pragma integrity_check(1)")]
            loose = plain.execute("pragma foreign_key_check").fetchone()
        except sqlite3.DatabaseError as error:
            told, loose = [str(error)], None
    if told != ["ok"] or loose:
        raise StoreError(
            mark("{file} is damaged ({reason}); use an earlier backup"),
            file=str(shown),
            reason=" ".join(str(told[0] if told != ["ok"] else loose).split()),
        )


def _n_acts(part: Path) -> int:
    """Count the acts that changed anything in a backup."""
    with closing(_read_only(part)) as plain:
        acts = plain.execute("select count(*) from batch where state in ('live', 'undone')")
        return int(acts.fetchone()[0])


def _keep_aside(store: Store, who: Person, folder: Path) -> Path | None:
    """Back up what a store holds before it is replaced; None when it holds nothing."""
    with store.read() as connection:
        if not any(_count(connection, table) for table in _restored()):
            return None
    name = f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"
    target = (folder / f"linkmatch-before-restore-{name}.db").absolute()
    backup(store, who, target)
    return target


def _restored() -> list[Table]:
    """Give the tables of what a store holds, the one that another one names first."""
    return [table for table in METADATA.sorted_tables if table is not BACKUP]


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _replace_all(source: Connection, target: Connection) -> dict[str, int]:
    tables = _restored()
    for table in reversed(tables):
        target.execute(delete(table))
    n_rows = {table.name: _copy_rows(source, target, table) for table in tables}
    # an import that was running then must not go on into a batch that was restored since
    dead = change(BATCH).where(BATCH.c.state == "staging")
    target.execute(dead.values(state="discarded", counts=null()))
    if target.dialect.name == "postgresql":
        for table in tables:
            _continue_numbers(target, table)
    return n_rows


def _copy_rows(source: Connection, target: Connection, table: Table) -> int:
    large = any(isinstance(column.type, LargeBinary) for column in table.columns)
    wanted = select(table).order_by(*table.primary_key)
    found = source.execute(wanted, execution_options={"yield_per": _FILES if large else _ROWS})
    n_rows = 0
    for rows in found.mappings().partitions():
        insert_many(target, table, [dict(row) for row in rows])
        n_rows += len(rows)
    return n_rows


def _continue_numbers(target: Connection, table: Table) -> None:
    """Let PostgreSQL number on above what was restored, and above what it gave before."""
    column = table.autoincrement_column
    if column is None:
        return
    name = text("select pg_get_serial_sequence(:table, :column)")
    sequence = target.execute(name, {"table": table.name, "column": column.name}).scalar()
    highest = target.execute(select(func.max(column))).scalar()
    if sequence and highest:
        last = target.execute(text(f"select last_value from {sequence}")).scalar_one()
        target.execute(
            text("select setval(:name, :to)"), {"name": sequence, "to": max(highest, last)}
        )
