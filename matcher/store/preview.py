"""Preview: what a staged batch would change, record by record, before anybody else sees it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, RowMapping, exists, func, select

from matcher.store.opening import Store
from matcher.store.resolving import PROVENANCE, fields_of, held, statements_of
from matcher.store.tables import BATCH, PROBLEM, RECORDS, STATEMENTS


class Change(NamedTuple):
    """What one row would do to one record: by field, what is held, what it says, what will be.

    A field whose last differs from its second keeps a value that is trusted more.
    """

    line: int
    kind: str
    record_id: str
    new: bool
    fields: dict[str, tuple[Any, Any, Any]]


def changes(store: Store, batch_id: int, limit: int = 200, offset: int = 0) -> list[Change]:
    """Give the changes of a batch, by kind and line; at most `limit` after `offset`."""
    found: list[Change] = []
    for kind in RECORDS:
        n_staged = count_staged(store, batch_id, kind)
        if offset >= n_staged:
            offset -= n_staged
            continue
        found += _of_kind(store, kind, batch_id, limit - len(found), offset)
        offset = 0
        if len(found) >= limit:
            break
    return found


def count_staged(store: Store, batch_id: int, kind: str) -> int:
    """Count the rows that a batch has for a kind."""
    said = STATEMENTS[kind]
    with store.read() as connection:
        wanted = select(func.count()).select_from(said).where(said.c.batch_id == batch_id)
        return int(connection.execute(wanted).scalar_one())


def counts_by_kind(store: Store, batch_id: int) -> dict[str, tuple[int, int]]:
    """Count by kind the records of a staged batch: new ones, and known ones."""
    found = {}
    for kind, record in RECORDS.items():
        said = STATEMENTS[kind]
        known = exists().where(record.c.record_id == said.c.record_id)
        ids = func.count(said.c.record_id.distinct())
        own = said.c.batch_id == batch_id
        with store.read() as connection:
            every = connection.execute(select(ids).where(own)).scalar_one()
            old = connection.execute(select(ids).where(own, known)).scalar_one()
        if every:
            found[kind] = (every - old, old)
    return found


def _of_kind(store: Store, kind: str, batch_id: int, limit: int, offset: int) -> list[Change]:
    said, record = STATEMENTS[kind], RECORDS[kind]
    page = (
        select(said)
        .where(said.c.batch_id == batch_id)
        .order_by(said.c.line, said.c.statement_id)
        .limit(limit)
        .offset(offset)
    )
    with store.read() as connection:
        rows = [dict(row) for row in connection.execute(page).mappings()]
        ids = [row["record_id"] for row in rows]
        before = statements_of(connection, kind, ids)
        there = select(record).where(record.c.record_id.in_(ids))
        now = {row["record_id"]: dict(row) for row in connection.execute(there).mappings()}
    return [_change(kind, row, now.get(row["record_id"]), before) for row in rows]


def _change(
    kind: str, row: dict[str, Any], now: dict[str, Any] | None, before: dict[str, list[Any]]
) -> Change:
    earlier = [
        said for said in before.get(row["record_id"], []) if said["batch_id"] != row["batch_id"]
    ]
    after = held(kind, [*earlier, row]) or {}
    fields = {
        name: ((now or {}).get(name), row[name], after.get(name))
        for name in fields_of(kind)
        if row[name] is not None and (now is None or now[name] != row[name])
    }
    for name, value in (row["extra"] or {}).items():
        known = ((now or {}).get("extra") or {}).get(name)
        if known != value:
            fields[name] = (known, value, (after.get("extra") or {}).get(name))
    if now is not None and not fields:  # it says what is held, but it is another who says it
        told = {name: (now[name], row[name], after.get(name)) for name in PROVENANCE}
        fields = {name: values for name, values in told.items() if values[0] != values[2]}
    return Change(row["line"], kind, row["record_id"], now is None, fields)


class Act(NamedTuple):
    """One batch: what was done, by whom, when, and whether it stands."""

    batch_id: int
    act: str
    state: str
    who: str
    at: Any
    sender: str | None
    file: str | None
    note: str | None
    undoes: int | None
    counts: dict[str, int]
    settings: dict[str, Any]


def acts(store: Store, limit: int = 50, state: str | None = None) -> list[Act]:
    """Give the latest batches, newest first."""
    names = Act._fields
    wanted = select(*(BATCH.c[name] for name in names)).order_by(BATCH.c.batch_id.desc())
    wanted = wanted.where(BATCH.c.state == state) if state else wanted
    with store.read() as connection:
        rows = connection.execute(wanted.limit(limit)).mappings().all()
    return [_act(dict(row)) for row in rows]


def act(store: Store, batch_id: int) -> Act | None:
    """Give one batch."""
    wanted = select(*(BATCH.c[name] for name in Act._fields)).where(BATCH.c.batch_id == batch_id)
    with store.read() as connection:
        row = connection.execute(wanted).mappings().first()
    return _act(dict(row)) if row else None


def _act(row: dict[str, Any]) -> Act:
    return Act(**{**row, "counts": row["counts"] or {}, "settings": row["settings"] or {}})


class Row(NamedTuple):
    """A row or cell of a file with a question, as it is kept until somebody mends it."""

    problem_id: int
    batch_id: int
    file: str
    line: int
    kind: str
    record_id: str | None
    field: str | None
    effect: str
    message: str
    values: dict[str, Any]
    cells: dict[str, str]


def rows_with_questions(
    store: Store, batch_id: int | None = None, effect: str | None = None
) -> list[Row]:
    """Give the open questions of one batch, or of all live ones; 'set aside' are quarantined.

    Of one sender's questions about one field of a record only the latest is open.
    """
    wanted = (
        select(*(PROBLEM.c[name] for name in Row._fields), BATCH.c.sender)
        .join(BATCH, BATCH.c.batch_id == PROBLEM.c.batch_id)
        .where(is_open())
        .order_by(PROBLEM.c.batch_id, PROBLEM.c.line, PROBLEM.c.problem_id)
    )
    chosen = BATCH.c.state == "live" if batch_id is None else BATCH.c.batch_id == batch_id
    wanted = wanted.where(chosen)
    wanted = wanted.where(PROBLEM.c.effect == effect) if effect else wanted
    with store.read() as connection:
        rows = connection.execute(wanted).mappings().all()
    return [Row(**{n: row[n] for n in Row._fields}) for row in latest(rows)]


def is_open() -> ColumnElement[bool]:
    """Choose the questions that nobody has mended, or whose mending was undone."""
    mending = BATCH.alias("mending")
    stands = exists().where(mending.c.batch_id == PROBLEM.c.mended_by, mending.c.state == "live")
    return ~stands


def latest(questions: Sequence[RowMapping]) -> list[RowMapping]:
    """Leave out questions that the same sender asks of the same field again later."""
    names = ("sender", "kind", "record_id", "field")
    last = {
        tuple(row[name] for name in names): (row["batch_id"], row["problem_id"])
        for row in sorted(questions, key=lambda row: (row["batch_id"], row["problem_id"]))
    }
    return [
        row
        for row in questions
        if not row["record_id"]
        or row["effect"] == "set aside"
        or last[tuple(row[name] for name in names)][0] == row["batch_id"]
    ]
