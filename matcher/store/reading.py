"""Reading: records, who said what of them and when, and all of it as a dataset to match."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, select

from features.language import mark
from matcher.errors import NotFoundError
from matcher.records import KINDS
from matcher.store.opening import Store
from matcher.store.resolving import fields_of, weight_of
from matcher.store.tables import BATCH, RECORDS, STATEMENTS


class Record(NamedTuple):
    """One record as it is held, with its version and who made it so."""

    kind: str
    record_id: str
    values: dict[str, Any]
    version: int
    n_statements: int
    changed_by: str
    changed_at: datetime


class Fact(NamedTuple):
    """One statement about one field; the one that is `held` counts."""

    field: str
    value: Any
    source: str | None
    as_of: Any
    certainty: str | None
    verified_by: str | None
    who: str
    at: datetime
    held: bool


class Entry(NamedTuple):
    """One act in the story of a record: what it said, and whether it still stands."""

    batch_id: int
    act: str
    state: str
    who: str
    role: str
    at: datetime
    source: str | None
    file: str | None
    line: int | None
    values: dict[str, Any]
    deleted: bool


def get(store: Store, kind: str, record_id: str) -> Record:
    """Give one record.

    Raises
    ------
    NotFoundError
        When there is none.
    """
    found = find(store, kind, [record_id])
    if not found:
        raise NotFoundError(mark("there is no {kind} '{id}' in the store"), kind=kind, id=record_id)
    return found[0]


def find(store: Store, kind: str, record_ids: Sequence[str]) -> list[Record]:
    """Give the records of these ids that are there, by id."""
    return select_records(store, kind, RECORDS[kind].c.record_id.in_(record_ids))


def select_records(store: Store, kind: str, *where: ColumnElement[bool]) -> list[Record]:
    """Give the records that conditions on `RECORDS[kind]` choose, by id."""
    record = RECORDS[kind]
    wanted = (
        select(record, BATCH.c.who, BATCH.c.at)
        .join(BATCH, BATCH.c.batch_id == record.c.batch_id)
        .where(*where)
        .order_by(record.c.record_id)
    )
    with store.read() as connection:
        rows = connection.execute(wanted).mappings().all()
    return [_record(kind, row) for row in rows]


def matching(store: Store, kind: str, /, **values: object) -> list[Record]:
    """Give the records whose fields have these values, by id."""
    record = RECORDS[kind]
    return select_records(store, kind, *(record.c[name] == said for name, said in values.items()))


def _record(kind: str, row: RowMapping) -> Record:
    values = {name: row[name] for name in KINDS[kind].fields} | (row["extra"] or {})
    return Record(
        kind, row["record_id"], values, row["batch_id"], row["n_statements"], row["who"], row["at"]
    )


def count(store: Store, kind: str) -> int:
    """Count the records of a kind."""
    with store.read() as connection:
        return int(connection.execute(select(func.count()).select_from(RECORDS[kind])).scalar_one())


def version(store: Store) -> int:
    """Count the acts that changed anything; it grows with each, also with one staged long ago."""
    with store.read() as connection:
        return version_in(connection)


def version_in(connection: Connection) -> int:
    """Count the visible acts inside a transaction."""
    visible = BATCH.c.state.in_(("live", "undone"))
    acts = select(func.count()).select_from(BATCH).where(visible)
    return int(connection.execute(acts).scalar_one())


def history(store: Store, kind: str, record_id: str) -> list[Entry]:
    """Tell every act that spoke of a record, the latest first; who, when, from where, and what."""
    said = STATEMENTS[kind]
    wanted = _said_with_act(kind).where(said.c.record_id == record_id)
    with store.read() as connection:
        rows = connection.execute(wanted.order_by(said.c.statement_id.desc())).mappings().all()
    return [_entry(kind, row) for row in rows]


def facts(store: Store, kind: str, record_id: str) -> list[Fact]:
    """Tell every statement about every field of a record, the one that counts first."""
    said = STATEMENTS[kind]
    wanted = _said_with_act(kind).where(said.c.record_id == record_id, BATCH.c.state == "live")
    with store.read() as connection:
        rows = connection.execute(wanted).mappings().all()
    found: list[Fact] = []
    ordered = sorted(map(dict, rows), key=weight_of, reverse=True)
    custom = dict.fromkeys(name for row in ordered for name in row["extra"] or ())
    for name in (*fields_of(kind), *custom):
        said_of = [(row, (row["extra"] or {}).get(name, row.get(name))) for row in ordered]
        speaking = [
            (row, value)
            for row, value in said_of
            if value is not None or name in (row["cleared"] or ())
        ]
        found += [_fact(name, *one, place == 0) for place, one in enumerate(speaking)]
    return found


def _said_with_act(kind: str) -> Select[Any]:
    said = STATEMENTS[kind]
    acts = [BATCH.c[name] for name in ("act", "state", "who", "role", "at", "file")]
    return (
        select(said, *acts)
        .join(BATCH, BATCH.c.batch_id == said.c.batch_id)
        .where(BATCH.c.state.in_(("live", "undone")))
    )


def _entry(kind: str, row: RowMapping) -> Entry:
    values = {n: row[n] for n in fields_of(kind) if row[n] is not None}
    values |= dict.fromkeys(row["cleared"] or ()) | (row["extra"] or {})
    names = ("batch_id", "act", "state", "who", "role", "at", "source", "file", "line")
    return Entry(**{n: row[n] for n in names}, values=values, deleted=bool(row["deleted"]))


def _fact(name: str, row: dict[str, Any], value: Any, counts: bool) -> Fact:
    names = ("source", "as_of", "certainty", "verified_by", "who", "at")
    return Fact(name, value, **{n: row[n] for n in names}, held=counts)


def table(store: Store, kind: str, *where: ColumnElement[bool]) -> pd.DataFrame:
    """Give records as a table: the columns of the model, then custom ones; blank is None."""
    with store.read() as connection:
        return table_in(connection, kind, *where)


def table_in(connection: Connection, kind: str, *where: ColumnElement[bool]) -> pd.DataFrame:
    """Give records as a table inside a transaction."""
    record = RECORDS[kind]
    names = list(KINDS[kind].fields)
    wanted = select(*(record.c[name] for name in names), record.c.extra).where(*where)
    rows = connection.execute(wanted.order_by(record.c.record_id)).all()
    frame = pd.DataFrame([row[:-1] for row in rows], columns=names, dtype=object)
    extra = [row[-1] or {} for row in rows]
    for name in dict.fromkeys(key for one in extra for key in one):
        frame[name] = pd.Series([one.get(name) for one in extra], dtype=object)
    return frame.astype(object).where(frame.notna(), None)
