"""Register: which backups were made of this store or brought back into it, when and by whom.

It belongs to the store and not to its records: a restore replaces those and leaves it.
"""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, exists, insert, or_, select

from matcher.people import Person
from matcher.store.opening import Store
from matcher.store.reading import version_in
from matcher.store.tables import ATTACHMENT, BACKUP, PERSON, RUN

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Backup(NamedTuple):
    """One file that held all the store did: made of it ('backup') or brought back ('restore').

    `n_acts` counts the acts that had changed anything, in the file.
    """

    what: str
    at: datetime
    who: str
    role: str
    file: str
    n_bytes: int
    sha256: str
    n_acts: int


class Kept(NamedTuple):
    """How a store is kept: the last backup or restore, and whether anything changed since."""

    last: Backup | None
    changed: bool


def describe(
    path: Path, what: str, who: Person, file: str, n_acts: int, at: datetime | None = None
) -> Backup:
    """Describe a backup, as of now or the time given; `file` is how a person knows it."""
    with path.open("rb") as content:
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    at, n_bytes = at or datetime.now(UTC), path.stat().st_size
    return Backup(what, at, who.name, who.role, file, n_bytes, sha256, n_acts)


def note_in(connection: Connection, one: Backup) -> None:
    """Note inside a transaction that a backup was made or brought back."""
    connection.execute(insert(BACKUP).values(**one._asdict()))


def kept(store: Store) -> Kept:
    """Tell the last backup or restore, and whether anything changed since."""
    wanted = select(*(BACKUP.c[name] for name in Backup._fields))
    latest = wanted.order_by(BACKUP.c.at.desc(), BACKUP.c.backup_id.desc()).limit(1)
    with store.read() as connection:
        row = connection.execute(latest).first()
        last = Backup(*row) if row else None
        return Kept(last, _changed(connection, last))


def _changed(connection: Connection, last: Backup | None) -> bool:
    if version_in(connection) != (last.n_acts if last else 0):
        return True
    at = last.at if last else _NEVER  # these are kept without an act
    newer = (exists().where(table.c.at > at) for table in (RUN, PERSON, ATTACHMENT))
    return bool(connection.execute(select(or_(*newer))).scalar_one())
