"""Batches: everything that changes the store is one, staged out of sight, then live or undone.

Rows are staged in short transactions that nobody reads, and become visible in one. A batch whose
process died stays half staged: it changes nothing, and `discard_dead` or `undo` takes it away.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    Connection,
    Exists,
    Table,
    and_,
    exists,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    update,
)

from features.language import mark
from matcher.errors import NotFoundError, StoreError
from matcher.people import Person
from matcher.records import KINDS
from matcher.store.bulk import insert_columns, insert_many
from matcher.store.letters import indexed_at_once
from matcher.store.opening import Store
from matcher.store.processes import is_gone, process_name
from matcher.store.resolving import required, resolve
from matcher.store.tables import BATCH, PROBLEM, RECORDS, STATEMENTS

STATUSES = ("imported", "updated", "unchanged", "quarantined")
DEAD_AFTER = timedelta(minutes=10)  # a staging batch that nobody has touched for so long
_CHUNK = 20_000
_MANY = 1_000  # rows from which on their names are indexed together


def now() -> datetime:
    """Give the time as the store keeps it: in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def begin_in(connection: Connection, who: Person, act: str, state: str, **told: Any) -> int:
    """Open a batch inside a transaction; `told` fills sender, file, note and undoes."""
    at = now()
    values = {"act": act, "state": state, "who": who.name, "role": who.role}
    if who.firm_id:  # two firms may send people of one name
        told["settings"] = {**(told.get("settings") or {}), "firm_id": who.firm_id}
    row = insert(BATCH).values(**values, at=at, last_seen=datetime.now(UTC), **told)
    return int(connection.execute(row).inserted_primary_key[0])  # type: ignore[index]


def begin(store: Store, who: Person, act: str, **told: object) -> int:
    """Open a batch to stage rows in; its settings name the process that does so."""
    given = told.pop("settings", None)
    settings = (dict(given) if isinstance(given, Mapping) else {}) | {"process": process_name()}
    with store.write(turn=False) as connection:
        return begin_in(connection, who, act, "staging", settings=settings, **told)


def stage(
    store: Store,
    batch_id: int,
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    problems: Sequence[Mapping[str, Any]] = (),
    columns: Mapping[str, Mapping[str, Iterable[Any]]] = MappingProxyType({}),
) -> None:
    """Add rows by kind, and what could not be read, to a batch; nobody sees them yet.

    `columns` are further rows by kind and then by column.

    Raises
    ------
    StoreError
        When the batch is no longer being staged.
    """
    with store.write(turn=False) as connection:
        alive = and_(BATCH.c.batch_id == batch_id, BATCH.c.state == "staging")
        if not connection.execute(update(BATCH).where(alive).values(last_seen=now())).rowcount:
            raise StoreError(mark("import {batch} was stopped; start it again"), batch=batch_id)
        for kind, said in rows.items():
            if said:
                insert_many(connection, STATEMENTS[kind], said)
        for kind, by_column in columns.items():
            insert_columns(connection, STATEMENTS[kind], by_column)
        if problems:
            insert_many(connection, PROBLEM, problems)


def finish(store: Store, batch_id: int, counts: Mapping[str, int]) -> None:
    """Say that all is staged, and how it ended; a person looks at it before it is published."""
    with store.write(turn=False) as connection:
        alive = and_(BATCH.c.batch_id == batch_id, BATCH.c.state == "staging")
        done = update(BATCH).where(alive).values(state="staged", counts=dict(counts))
        if not connection.execute(done).rowcount:
            raise StoreError(mark("import {batch} was stopped; start it again"), batch=batch_id)


def publish(store: Store, batch_id: int, counts: Mapping[str, int] | None = None) -> None:
    """Make all that a batch says visible in one transaction."""
    with store.write() as connection:
        publish_in(connection, batch_id, counts)


def publish_in(
    connection: Connection, batch_id: int, counts: Mapping[str, int] | None = None
) -> None:
    """Make a batch visible inside a transaction: what is new as it stands, the rest resolved."""
    held = connection.execute(
        update(BATCH)
        .where(BATCH.c.batch_id == batch_id, BATCH.c.state.in_(("staging", "staged")))
        .values(
            state="live",
            last_seen=datetime.now(UTC),
            **({"counts": dict(counts)} if counts else {}),
        )
    )
    if not held.rowcount:
        raise StoreError(mark("import {batch} was stopped; start it again"), batch=batch_id)
    for kind in RECORDS:
        _let_in(connection, kind, batch_id, batch_id)


def undo(store: Store, who: Person, batch_id: int) -> int | None:
    """Take back a batch, whatever came after it; what others said of the same records stays.

    Returns the id of the batch that did so; undoing that one brings the first back. What was only
    staged is dropped for good: it waits for a decision, or the process that staged it has died.

    Raises
    ------
    StoreError
        When the batch is being staged by a process that may be alive.
    NotFoundError
        When there is no such batch, or it is not live.
    """
    if _is_to_drop(store, batch_id):
        discard(store, batch_id)
        return None
    with store.write() as connection:
        target = connection.execute(select(BATCH).where(BATCH.c.batch_id == batch_id)).first()
        if target is None or target.state != "live":
            raise NotFoundError(
                mark(
                    "there is nothing to undo as number {batch}; list what there is with: {command}"
                ),
                batch=batch_id,
                command="linkmatch undo",
            )
        own = begin_in(connection, who, "undo", "live", undoes=batch_id)
        _let_count(connection, batch_id, False, own)
        return own


def _is_to_drop(store: Store, batch_id: int) -> bool:
    """Tell whether a batch is staged and nobody works at it."""
    with store.read() as connection:
        wanted = select(BATCH.c.state).where(BATCH.c.batch_id == batch_id)
        state = connection.execute(wanted).scalar()
        if state == "staging" and batch_id not in broken_off(connection):
            raise StoreError(
                mark("import {batch} is still being read; wait for its end, or stop it first"),
                batch=batch_id,
            )
    return state in ("staging", "staged")


def _let_count(connection: Connection, batch_id: int, counts: bool, by: int) -> None:
    """Let a batch count or not; when an undo no longer counts, what it took back does again."""
    state = "live" if counts else "undone"
    other = and_(BATCH.c.batch_id == batch_id, BATCH.c.state != state)
    if not connection.execute(update(BATCH).where(other).values(state=state)).rowcount:
        return
    undoes = connection.execute(select(BATCH.c.undoes).where(BATCH.c.batch_id == batch_id)).scalar()
    if undoes is not None:
        _let_count(connection, undoes, not counts, by)
        return
    for kind in RECORDS:
        if counts:
            _let_in(connection, kind, batch_id, by)
        else:
            _take_back(connection, kind, batch_id, by)


def _take_back(connection: Connection, kind: str, batch_id: int, by: int) -> None:
    """Delete what only a batch spoke of, and work out anew what others spoke of too."""
    record, said = RECORDS[kind], STATEMENTS[kind]
    alone = and_(record.c.batch_id == batch_id, record.c.n_statements == 1)
    connection.execute(record.delete().where(alone))
    own = select(said.c.record_id).where(said.c.batch_id == batch_id)
    left = select(record.c.record_id).where(record.c.record_id.in_(own))
    taken = select(said.c.record_id).where(said.c.batch_id == batch_id, said.c.deleted)
    ids = connection.execute(left.union(taken)).scalars()
    resolve(connection, kind, sorted(ids), by)


def _let_in(connection: Connection, kind: str, batch_id: int, by: int) -> None:
    """Hold true what a batch says: what is new as it stands, the rest worked out anew."""
    own = STATEMENTS[kind].c.batch_id == batch_id
    n_rows = connection.execute(select(func.count()).where(own)).scalar()
    if not n_rows:
        return
    with indexed_at_once(connection, kind) if n_rows > _MANY else nullcontext():
        n_new = _insert_new(connection, kind, batch_id)
    if n_new < n_rows:
        resolve(connection, kind, _touched(connection, kind, batch_id), by)


def _insert_new(connection: Connection, kind: str, batch_id: int) -> int:
    """Take over, as they stand, whole rows of records that nobody else speaks of; count them."""
    record, said, names = RECORDS[kind], STATEMENTS[kind], _shared(kind)
    new = select(*(said.c[name] for name in names), literal(batch_id), literal(1)).where(
        said.c.batch_id == batch_id,
        said.c.deleted.is_not(True),
        *(said.c[name].is_not(None) for name in required(kind)),
        ~_spoken_of(kind),
    )
    taken_over = insert(record).from_select([*names, "batch_id", "n_statements"], new)
    counted = {"preserve_rowcount": True}  # else PostgreSQL's driver does not count an insert
    return connection.execute(taken_over, execution_options=counted).rowcount


def _spoken_of(kind: str) -> Exists:
    """Tell whether another row that counts, of this batch or not, speaks of the same record."""
    said, other = STATEMENTS[kind], STATEMENTS[kind].alias("other")
    live = select(BATCH.c.batch_id).where(BATCH.c.state == "live")
    return exists().where(
        other.c.record_id == said.c.record_id,
        other.c.statement_id != said.c.statement_id,
        other.c.batch_id.in_(live),
    )


def _touched(connection: Connection, kind: str, batch_id: int) -> list[str]:
    """Name the records of a batch that were spoken of before, or twice by it."""
    record, said = RECORDS[kind], STATEMENTS[kind]
    own = select(said.c.record_id).where(said.c.batch_id == batch_id)
    # taken away as a set: PostgreSQL knows nothing yet of what this transaction wrote, and row by
    # row it would look through all of that for each
    new = select(record.c.record_id).where(record.c.batch_id == batch_id)
    return sorted(connection.execute(own.except_(new)).scalars())


def _shared(kind: str) -> list[str]:
    return ["record_id", *KINDS[kind].fields, "extra"]


def discard_dead(store: Store) -> list[int]:
    """Take away what processes that died have staged; give the batches."""
    with store.read() as connection:
        ids = broken_off(connection)
    for batch_id in ids:
        discard(store, batch_id)
    return ids


def broken_off(connection: Connection) -> list[int]:
    """Name the batches whose process died while it staged them, or while it took them away."""
    begun = BATCH.c.state == "staging"
    left = and_(BATCH.c.state == "discarded", BATCH.c.counts.is_(None))
    columns = (BATCH.c.batch_id, BATCH.c.state, BATCH.c.last_seen, BATCH.c.settings)
    rows = connection.execute(select(*columns).where(or_(begun, left))).all()
    return [
        row.batch_id
        for row in rows
        if row.state == "discarded"
        or row.last_seen < now() - DEAD_AFTER
        or is_gone((row.settings or {}).get("process"))
    ]


def discard(store: Store, batch_id: int) -> None:
    """Take away what a batch has staged, in short transactions."""
    with store.write(turn=False) as connection:
        staged = and_(BATCH.c.batch_id == batch_id, BATCH.c.state.in_(("staging", "staged")))
        # without counts until it is all gone, so that discard_dead goes on where this one died
        gone = update(BATCH).where(staged).values(state="discarded", counts=null())
        connection.execute(gone)
    for said in (*STATEMENTS.values(), PROBLEM):
        while _delete_some(store, said, batch_id):
            pass
    with store.write(turn=False) as connection:
        done = update(BATCH).where(BATCH.c.batch_id == batch_id, BATCH.c.state == "discarded")
        connection.execute(done.values(counts={}))


def _delete_some(store: Store, said: Table, batch_id: int) -> int:
    """Delete a share of a discarded batch; what is live is never touched."""
    key = next(iter(said.primary_key))
    discarded = select(BATCH.c.batch_id).where(BATCH.c.state == "discarded")
    some = select(key).where(said.c.batch_id == batch_id, said.c.batch_id.in_(discarded))
    with store.write(turn=False) as connection:
        return connection.execute(said.delete().where(key.in_(some.limit(_CHUNK)))).rowcount
