"""Resolving: what is held true of a record, from all that was said of it.

For each field the most trusted statement counts (verified, then seen, then claimed), among equals
the one with the later as-of date, then the later act. The others stay as they were said.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    exists,
    insert,
    or_,
    select,
    update,
)

from matcher.records import KINDS, Row
from matcher.store.tables import BATCH, RECORDS, STATEMENTS

PROVENANCE = tuple(name for name in Row.model_fields if name != "note")
_TRUST = {None: 0, "claimed": 1, "seen": 2, "verified": 3}
_CHUNK = 500
Said = Mapping[str, Any]  # one row of a statement table


def weight_of(said: Said) -> tuple[int, date, int]:
    """Order what was said: by trust, then by date, then by act."""
    return _TRUST[said["certainty"]], said["as_of"] or date.min, said["statement_id"]


def fields_of(kind: str) -> tuple[str, ...]:
    """Name the fields that state something, without where it came from."""
    return tuple(name for name in KINDS[kind].fields if name not in PROVENANCE)


def required(kind: str) -> tuple[str, ...]:
    """Name the fields without which there is no record."""
    fields = KINDS[kind].model.model_fields
    return tuple(name for name, field in fields.items() if field.is_required())


def winners(kind: str, statements: Sequence[Said]) -> dict[str, Said]:
    """Give the statement that counts for each field; a field nobody spoke of is left out."""
    found: dict[str, Said] = {}
    for said in sorted(statements, key=weight_of):
        spoken = [name for name in fields_of(kind) if said[name] is not None]  # always in one order
        for name in (*spoken, *(said["cleared"] or ()), *(said["extra"] or {})):
            found[name] = said
    return found


def held(kind: str, statements: Sequence[Said]) -> dict[str, Any] | None:
    """Work out one record; None when it was taken away, or nobody says what it must have."""
    if not statements or max(statements, key=weight_of)["deleted"]:
        return None
    best = winners(kind, [said for said in statements if not said["deleted"]])
    fields = fields_of(kind)
    values = {name: best[name][name] if name in best else None for name in fields}
    if any(values[name] is None for name in required(kind)):
        return None  # the import that named it was undone; what others added waits for it
    extra = {
        name: said["extra"][name]
        for name, said in best.items()
        if name not in fields and name in (said["extra"] or {})
    }
    return values | provenance(list(best.values())) | {"extra": extra or None}


def provenance(counted: Sequence[Said]) -> dict[str, Any]:
    """Sum up where a record came from: all sources, the latest date, the least certainty."""
    sources = dict.fromkeys(
        source for said in counted for source in (said["source"] or "").split(";") if source
    )
    dates = [said["as_of"] for said in counted if said["as_of"]]
    least = min(counted, key=lambda said: _TRUST[said["certainty"]])
    return {
        "source": ";".join(sources) or None,
        "as_of": max(dates, default=None),
        "certainty": least["certainty"],
        "verified_by": least["verified_by"],
    }


def resolve(connection: Connection, kind: str, record_ids: Sequence[str], batch_id: int) -> None:
    """Work out records anew and write what changed, as done by a batch."""
    record = RECORDS[kind]
    for start in range(0, len(record_ids), _CHUNK):
        chunk = record_ids[start : start + _CHUNK]
        said = statements_of(connection, kind, chunk)
        there = select(record.c.record_id).where(record.c.record_id.in_(chunk))
        existing = set(connection.execute(there).scalars())
        new: list[dict[str, Any]] = []
        changed: list[dict[str, Any]] = []
        gone: list[str] = []
        for record_id in chunk:
            values = held(kind, said.get(record_id, []))
            if values is None:
                gone.append(record_id)
                continue
            row = values | {"batch_id": batch_id, "n_statements": len(said[record_id])}
            (changed if record_id in existing else new).append(row | {"record_id": record_id})
        if new:
            connection.execute(insert(record), new)
        if changed:
            _update(connection, kind, changed)
        if gone:
            connection.execute(record.delete().where(record.c.record_id.in_(gone)))


def _update(connection: Connection, kind: str, rows: list[dict[str, Any]]) -> None:
    record = RECORDS[kind]
    names = [name for name in rows[0] if name != "record_id"]
    change = update(record).where(record.c.record_id == bindparam("of_record"))
    change = change.values({name: bindparam(f"new_{name}") for name in names})
    filled = [
        {"of_record": row["record_id"]} | {f"new_{name}": row[name] for name in names}
        for row in rows
    ]
    connection.execute(change, filled)


def statements_of(
    connection: Connection, kind: str, record_ids: Sequence[str], until: int | None = None
) -> dict[str, list[Said]]:
    """Give what live batches say of records, or said when an act had just been done."""
    said = STATEMENTS[kind]
    wanted = (
        select(said)
        .join(BATCH, BATCH.c.batch_id == said.c.batch_id)
        .where(said.c.record_id.in_(record_ids))
        .where(BATCH.c.state == "live" if until is None else _live_after(until))
        .order_by(said.c.record_id, said.c.statement_id)
    )
    return dict(_grouped(connection.execute(wanted).mappings()))


def _live_after(act: int) -> ColumnElement[bool]:
    """Choose the batches that counted after an act.

    By time: a batch has its number from when it began, long before it may have become visible.
    """
    done, undo = BATCH.alias("done"), BATCH.alias("undo")
    then = select(done.c.last_seen).where(done.c.batch_id == act).scalar_subquery()
    undone_since = exists().where(undo.c.undoes == BATCH.c.batch_id, undo.c.last_seen > then)
    live = or_(BATCH.c.state == "live", and_(BATCH.c.state == "undone", undone_since))
    return and_(BATCH.c.last_seen <= then, live)


def _grouped(rows: Any) -> Iterator[tuple[str, list[Said]]]:
    for record_id, group in groupby(rows, key=lambda row: str(row["record_id"])):
        yield record_id, list(group)
