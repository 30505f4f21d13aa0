"""Editing: one person's act on one record or several, never over somebody else's head."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Annotated, Any, NamedTuple

from pydantic import ValidationError, create_model
from sqlalchemy import Connection, insert, select

from features.language import mark
from matcher.errors import ChangedError, DataError, NotFoundError
from matcher.people import Person
from matcher.records import KINDS, Row
from matcher.store.batches import begin_in
from matcher.store.opening import Store
from matcher.store.resolving import PROVENANCE, held, required, resolve, statements_of
from matcher.store.tables import BATCH, RECORDS, STATEMENTS

_SPEAK_FOR_THEMSELVES = ("buyer", "ikm")


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

    What is said without a source, date and certainty counts as verified by who says it, today;
    what a buyer or an IKM says, as claimed.

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
    read = [checked(one) for one in edits]
    for one in read:
        _refuse_outdated(connection, one)
    kinds = {"kinds": list(dict.fromkeys(one.kind for one in read))}
    batch_id = begin_in(connection, who, act, "live", note=note or None, settings=kinds)
    by_kind: dict[str, list[str]] = {}
    for one in read:
        said = _said(one, who) | {"batch_id": batch_id, "record_id": one.record_id}
        connection.execute(insert(STATEMENTS[one.kind]).values(**said))
        by_kind.setdefault(one.kind, []).append(one.record_id)
    for kind, ids in by_kind.items():
        resolve(connection, kind, list(dict.fromkeys(ids)), batch_id)
    return batch_id


def _said(one: Edit, who: Person) -> dict[str, Any]:
    """Make the row of an edit whose values are checked."""
    fields = KINDS[one.kind].fields
    values = {name: value for name, value in one.values.items() if value is not None}
    stated = {name: value for name, value in values.items() if name in fields}
    extra = {name: value for name, value in values.items() if name not in fields}
    if who.role in _SPEAK_FOR_THEMSELVES:  # whatever they say of how sure it is
        stated |= {"certainty": "claimed", "source": who.name, "as_of": date.today()}
        stated.pop("verified_by", None)
    elif not stated.get("certainty"):
        stated |= {"certainty": "verified", "verified_by": who.name}
    return stated | {
        "source": stated.get("source") or who.name,
        "as_of": stated.get("as_of") or date.today(),
        "cleared": [name for name, value in one.values.items() if value is None] or None,
        "deleted": one.deleted or None,
        "extra": extra or None,
    }


def checked(one: Edit) -> Edit:
    """Read each value as its field does, and name the record; some may go unsaid, none be wrong."""
    kind = KINDS[one.kind]
    from_id = dict(zip(kind.key, one.record_id.split(" | "), strict=False))
    told = {name: value for name, value in (from_id | dict(one.values)).items() if value != ""}
    try:
        read = _partial(one.kind).model_validate(told).model_dump()
    except ValidationError as error:
        column = str(error.errors()[0]["loc"][0])
        raise _misfit(column, told.get(column)) from error
    for name, value in one.values.items():
        if (value is None and name in required(one.kind)) or "\0" in str(value):
            raise _misfit(name, value)
    values = {name: read.get(name) for name in one.values}
    return one._replace(values=values, record_id=one.record_id or kind.key_of(values))


def _misfit(column: str, cell: object) -> DataError:
    cell = "" if cell is None else str(cell).encode(errors="replace").decode()
    return DataError(mark("{column}: '{cell}' does not fit; correct it"), column=column, cell=cell)


@cache
def _partial(kind: str) -> type[Row]:
    """Make the model of a kind in which everything may go unsaid."""
    model = KINDS[kind].model
    optional: dict[str, Any] = {
        name: (Annotated[field.annotation, *field.metadata], None)
        if field.metadata
        else (field.annotation, None)
        for name, field in model.model_fields.items()
        if field.is_required()
    }
    return create_model(f"Partial{model.__name__}", __base__=model, **optional)


def _refuse_outdated(connection: Connection, one: Edit) -> None:
    record, record_id = RECORDS[one.kind], one.record_id
    found = connection.execute(
        select(record, BATCH.c.who, BATCH.c.at.label("changed_at"))
        .join(BATCH, BATCH.c.batch_id == record.c.batch_id)
        .where(record.c.record_id == record_id)
    ).mappings()
    there = found.first()
    if there is None and (one.deleted or one.version):
        raise NotFoundError(mark("'{id}' is no longer there; load the page again"), id=record_id)
    unsaid = [name for name in required(one.kind) if name not in one.values]
    if there is None and set(unsaid) & set(KINDS[one.kind].key):
        raise NotFoundError(mark("'{id}' is no longer there; load the page again"), id=record_id)
    if there is None and unsaid:
        raise _misfit(unsaid[0], None)
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
