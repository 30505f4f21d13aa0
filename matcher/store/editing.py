"""Editing: one person's act on one record or several, never over somebody else's head."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from pydantic import ValidationError
from sqlalchemy import Connection, insert, select

from features.language import mark
from matcher.errors import ChangedError, DataError, NotFoundError
from matcher.people import Person
from matcher.records import KINDS
from matcher.store.batches import begin_in
from matcher.store.opening import Store
from matcher.store.resolving import PROVENANCE, held, resolve, statements_of
from matcher.store.tables import BATCH, RECORDS, STATEMENTS


class Edit(NamedTuple):
    """What somebody says of one record: only the fields spoken of; None says 'unknown'.

    `version` is the one that was looked at; without it nobody looked, and the edit goes through.
    """

    kind: str
    values: Mapping[str, Any]
    record_id: str = ""
    version: int | None = None
    deleted: bool = False


def edit(
    store: Store, who: Person, edits: Sequence[Edit], act: str = "edit", note: str = ""
) -> int:
    """Say something of records in one act; give the act's number, their new version.

    What is said without a source, date and certainty counts as verified by who says it, today.

    Raises
    ------
    ChangedError
        When a record has changed since the version that was looked at; nothing is written.
    NotFoundError
        When there is nothing to take away.
    DataError
        When a value does not fit its field.
    """
    with store.write() as connection:
        return edit_in(connection, who, edits, act, note)


def edit_in(
    connection: Connection, who: Person, edits: Sequence[Edit], act: str = "edit", note: str = ""
) -> int:
    """Do the same inside a transaction."""
    for one in edits:
        _refuse_outdated(connection, one)
    batch_id = begin_in(connection, who, act, "live", note=note or None)
    by_kind: dict[str, list[str]] = {}
    for one in edits:
        record_id = record_id_of(one)
        connection.execute(
            insert(STATEMENTS[one.kind]).values(
                batch_id=batch_id, record_id=record_id, **_said(one, who, record_id)
            )
        )
        by_kind.setdefault(one.kind, []).append(record_id)
    for kind, ids in by_kind.items():
        resolve(connection, kind, list(dict.fromkeys(ids)), batch_id)
    return batch_id


def record_id_of(one: Edit) -> str:
    """Give the id of the record an edit speaks of: its own, else its key."""
    return one.record_id or KINDS[one.kind].key_of(one.values)


def _said(one: Edit, who: Person, record_id: str) -> dict[str, Any]:
    fields = KINDS[one.kind].fields
    values = _checked(one, record_id)
    stated = {name: value for name, value in values.items() if name in fields}
    extra = {name: value for name, value in values.items() if name not in fields}
    if not one.values.get("certainty"):
        stated |= {"certainty": "verified", "verified_by": who.name}
    return stated | {
        "source": one.values.get("source") or who.name,
        "as_of": stated.get("as_of") or date.today(),
        "cleared": [name for name, value in one.values.items() if value is None] or None,
        "deleted": one.deleted or None,
        "extra": extra or None,
    }


def _checked(one: Edit, record_id: str) -> dict[str, Any]:
    """Check each value against its field; what the record must have may go unsaid."""
    model, given = KINDS[one.kind].model, {k: v for k, v in one.values.items() if v is not None}
    filler = dict(zip(KINDS[one.kind].key, record_id.split(" | "), strict=False))
    try:
        full = model.model_validate(filler | given).model_dump()
    except ValidationError as error:
        wrong = [e for e in error.errors() if e["type"] != "missing"]
        if wrong:
            name = str(wrong[0]["loc"][0])
            raise DataError(
                mark("{column}: '{cell}' does not fit; correct it"),
                column=name,
                cell=given.get(name, ""),
            ) from error
        full = {name: _one(model, name, value) for name, value in given.items()}
    return {name: full[name] for name in given}


def _one(model: Any, name: str, value: Any) -> Any:
    """Read one value of a record that is not told whole."""
    return getattr(model.model_construct(**{name: value}), name)


def _refuse_outdated(connection: Connection, one: Edit) -> None:
    record, record_id = RECORDS[one.kind], record_id_of(one)
    found = connection.execute(
        select(record, BATCH.c.who, BATCH.c.at.label("changed_at"))
        .join(BATCH, BATCH.c.batch_id == record.c.batch_id)
        .where(record.c.record_id == record_id)
    ).mappings()
    there = found.first()
    if there is None and (one.deleted or one.version):
        raise NotFoundError(mark("'{id}' is no longer there; load the page again"), id=record_id)
    if there is None or one.version is None or there["batch_id"] == one.version:
        return
    raise ChangedError(
        mark("'{id}' was changed by {who} at {at}; look at the difference and save again"),
        _difference(connection, one, record_id, dict(there)),
        id=record_id,
        who=there["who"],
        at=f"{there['changed_at']:%Y-%m-%d %H:%M}",
        version=there["batch_id"],
    )


def _difference(
    connection: Connection, one: Edit, record_id: str, there: dict[str, Any]
) -> dict[str, tuple[object, object, object]]:
    """Tell for each field that either changed: what it was, what it is, what you say."""
    said = statements_of(connection, one.kind, [record_id], until=one.version).get(record_id, [])
    before = held(one.kind, said) or {}
    names = [n for n in KINDS[one.kind].fields if n not in PROVENANCE]
    found = {}
    for name in names:
        then, now_ = before.get(name), there[name]
        yours = one.values.get(name, then)
        if then != now_ or yours != then:
            found[name] = (then, now_, yours)
    return found
