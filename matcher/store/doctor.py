"""Doctor: what is wrong with a store, and what to do about it."""

import os
import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, exists, select, text
from sqlalchemy.exc import DBAPIError

from features.language import mark
from matcher.people import Person
from matcher.records import KINDS, LINKS
from matcher.store.backup import file_of
from matcher.store.batches import begin_in, broken_off, discard_dead
from matcher.store.jobs import dead
from matcher.store.opening import Store, differences_of
from matcher.store.register import kept
from matcher.store.resolving import held, resolve, statements_of
from matcher.store.tables import JOB, RECORDS, STATEMENTS, links
from matcher.store.workers import lives

_LATEST, _CHUNK = 2_000, 500
_SILENT = timedelta(minutes=10)  # a worker says every few seconds that it is alive
_OLD = timedelta(days=7)  # a week's work is what an office can do once more
_ROOM = 100 * 2**20  # bytes that any disk should have left

_MEND = mark("run: linkmatch doctor --mend")
_RESTORE = mark("restore the last backup: linkmatch restore FILE")
_BACKUP = mark("make one: linkmatch backup, or on the page Data")
_AGES = {
    "backup": mark("the last backup is {days} days old, and the data has changed since"),
    "restore": mark("the data has changed since the restore {days} days ago, without a backup"),
}


class Finding(NamedTuple):
    """One thing that is wrong: what it is about, a sentence with its values, what to do."""

    what: str
    message: str
    values: Mapping[str, object]
    remedy: str

    def __str__(self) -> str:
        return f"{self.message.format(**self.values)}; {self.remedy}"


def examine(store: Store, every: bool = False) -> list[Finding]:
    """Tell all that is wrong with a store; nothing is changed.

    Whether records are what was said of them is looked at for the latest 2,000 of each kind;
    with `every`, for all.
    """
    found = list(_disk(store))
    with store.read() as connection:
        damaged = list(_damaged(connection))
        if damaged:  # what a damaged file says of the rest means nothing
            return found + damaged
        for check in (_schema, _batches, _jobs, _loose_links):
            found += check(connection)
        found += _unlike_statements(connection, every)
    return found


def overdue(store: Store) -> list[Finding]:
    """Tell that no backup holds what is there, or the last one is over a week older."""
    last, changed = kept(store)
    if not changed:
        return []
    if last is None:
        return [Finding("backup", mark("no backup of this store has been made"), {}, _BACKUP)]
    age = datetime.now(UTC) - last.at
    return [Finding("backup", _AGES[last.what], {"days": age.days}, _BACKUP)] if age > _OLD else []


def mend(store: Store, who: Person) -> int:
    """Put right what can be put right without a decision; give how many things it were.

    Records are worked out anew from what was said, and what dead imports staged is taken away.
    """
    n_mended = len(discard_dead(store))
    with store.write() as connection:
        wrong = {kind: _wrong(connection, kind, _ids(connection, kind)) for kind in RECORDS}
        if any(wrong.values()):
            batch_id = begin_in(connection, who, "mend", "live", note="doctor")
            for kind, ids in wrong.items():
                resolve(connection, kind, ids, batch_id)
    return n_mended + sum(map(len, wrong.values()))


def _disk(store: Store) -> Iterator[Finding]:
    path = file_of(store)
    if path is None:
        return
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        message = mark("{file} may be read but not written")
        yield Finding("disk", message, {"file": str(path)}, mark("give yourself the right to"))
    free, size = shutil.disk_usage(path.parent).free, path.stat().st_size
    if free < max(_ROOM, size):
        message = mark("{free} MB are left on the disk, the store has {size} MB")
        values = {"free": free // 2**20, "size": size // 2**20}
        yield Finding("disk", message, values, mark("make room, at least as much as it has"))


def _damaged(connection: Connection) -> Iterator[Finding]:
    if connection.dialect.name != "sqlite":
        return
    try:
        told = list(connection.execute(text("pragma integrity_check(1)")).scalars())
    except DBAPIError as error:  # so damaged that even the check gives up
        told = [str(error.orig)]
    if told != ["ok"]:
        reason = " ".join(str(told[0]).split())
        yield Finding("file", mark("the file is damaged: {reason}"), {"reason": reason}, _RESTORE)
        return
    loose = connection.execute(text("pragma foreign_key_check")).all()
    if loose:
        message = mark("{count} rows name a batch or run that is not there, such as in {table}")
        values = {"count": len(loose), "table": loose[0][0]}
        yield Finding("file", message, values, _RESTORE)


def _schema(connection: Connection) -> Iterator[Finding]:
    differences = differences_of(connection)
    if differences:
        message = mark("the tables are not those of this linkmatch: {count} differences")
        yield Finding("schema", message, {"count": len(differences)}, _RESTORE)


def _batches(connection: Connection) -> Iterator[Finding]:
    ids = broken_off(connection)
    if ids:
        message = mark(
            "{count} imports broke off, such as number {batch}; what they staged takes room and "
            "nothing else"
        )
        values = {"count": len(ids), "batch": ids[0]}
        remedy = mark("import the file again, or only take it away: linkmatch doctor --mend")
        yield Finding("import", message, values, remedy)


def _jobs(connection: Connection) -> Iterator[Finding]:
    still = dead(connection, _SILENT)
    if not lives(connection, _SILENT):
        still |= JOB.c.state == "queued"
    ids = list(connection.execute(select(JOB.c.job_id).where(still)).scalars())
    if ids:
        message = mark("{count} jobs stand still, such as number {job}")
        remedy = mark("start a worker, which takes them up again: linkmatch worker")
        yield Finding("job", message, {"count": len(ids), "job": ids[0]}, remedy)


def _loose_links(connection: Connection) -> Iterator[Finding]:
    for kind, record in RECORDS.items():
        for field in links(kind):
            target = RECORDS[LINKS[field]]
            there = exists().where(target.c.record_id == record.c[field])
            wanted = select(record.c.record_id, record.c[field])
            loose = wanted.where(record.c[field].is_not(None), ~there).order_by(record.c.record_id)
            rows = connection.execute(loose).all()
            if rows:
                message = mark("{count} x {kind}: {field} names nothing, such as '{to}' of '{id}'")
                values = {"count": len(rows), "kind": kind, "field": field}
                values |= {"id": rows[0][0], "to": rows[0][1]}
                remedy = mark("import what is missing, or correct it")
                yield Finding("link", message, values, remedy)


def _unlike_statements(connection: Connection, every: bool) -> Iterator[Finding]:
    for kind in RECORDS:
        ids = _ids(connection, kind, None if every else _LATEST)
        wrong = _wrong(connection, kind, ids)
        if wrong:
            message = mark("{count} x {kind} is not what was said of it, such as '{id}'")
            values = {"count": len(wrong), "kind": kind, "id": wrong[0]}
            yield Finding("record", message, values, _MEND)


def _ids(connection: Connection, kind: str, latest: int | None = None) -> list[str]:
    """Name the records that are there or spoken of; the latest only, if a number is given."""
    record, said = RECORDS[kind], STATEMENTS[kind]
    there = select(record.c.record_id).order_by(record.c.batch_id.desc(), record.c.record_id)
    spoken = select(said.c.record_id).order_by(said.c.statement_id.desc())
    found = {
        one for ids in (there, spoken) for one in connection.execute(ids.limit(latest)).scalars()
    }
    return sorted(found)


def _wrong(connection: Connection, kind: str, ids: list[str]) -> list[str]:
    """Name the records that differ from what their statements come to."""
    record = RECORDS[kind]
    found = []
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        said = statements_of(connection, kind, chunk)
        wanted = select(record).where(record.c.record_id.in_(chunk))
        rows = {row["record_id"]: row for row in connection.execute(wanted).mappings()}
        for one in chunk:
            right = held(kind, said.get(one, []))
            if _comparable(kind, right) != _comparable(kind, rows.get(one)):
                found.append(one)
    return found


def _comparable(kind: str, row: Mapping[str, Any] | RowMapping | None) -> dict[str, Any] | None:
    if row is None:
        return None
    sources = {one.strip() for one in (row["source"] or "").split(";")} - {""}
    values = {name: row[name] for name in KINDS[kind].fields}
    return values | {"source": sources, "extra": row["extra"] or None}
