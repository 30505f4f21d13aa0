"""Merging: two records that are one firm; every name is kept, every link moved, all undoable."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection, or_, select

from features.language import mark
from matcher.errors import NotFoundError
from matcher.people import Person
from matcher.records import KINDS, LINKS
from matcher.store.editing import Edit, edit_in
from matcher.store.opening import Store
from matcher.store.resolving import PROVENANCE, statements_of
from matcher.store.tables import RECORDS

_OWN = {"firm_id", "name", "kind", "merged_into", *PROVENANCE}


def merge(store: Store, who: Person, keep: str, gone: str) -> int:
    """Say that two firms are one: `gone` is `keep`; give the number of the act, to undo it by.

    What was said of `gone` counts for `keep` as it was said, by trust and date.

    Raises
    ------
    NotFoundError
        When one of them is not there, or was merged before.
    """
    with store.write() as connection:
        firms = {firm_id: _firm(connection, firm_id) for firm_id in (keep, gone)}
        if keep == gone:
            raise NotFoundError(mark("'{id}' is one firm already"), id=keep)
        edits = [
            Edit("firm", {"merged_into": keep}, gone),
            Edit("alias", {"firm_id": keep, "alias": firms[gone]["name"]}),
            *_facts(connection, keep, gone),
            *_links(connection, keep, gone),
        ]
        note = f"{_called(firms[gone])} = {_called(firms[keep])}"
        return edit_in(connection, who, edits, "merge", note)


def _called(firm: dict[str, Any]) -> str:
    """Name a firm for the list of what was done."""
    return f"{firm['name']} ({firm['record_id']})" if firm["name"] else str(firm["record_id"])


def _firm(connection: Connection, firm_id: str) -> dict[str, Any]:
    firm = RECORDS["firm"]
    row = connection.execute(select(firm).where(firm.c.record_id == firm_id)).mappings().first()
    if row is None or row["merged_into"]:
        raise NotFoundError(
            mark("there is no firm '{id}', or it was merged before; list the ids: {command}"),
            id=firm_id,
            command="linkmatch list firms",
        )
    return dict(row)


def _facts(connection: Connection, keep: str, gone: str) -> Iterator[Edit]:
    """Say of the one firm what was said of the other, with where that came from."""
    for said in statements_of(connection, "firm", [gone]).get(gone, []):
        values = {n: v for n, v in _stated("firm", said).items() if n not in _OWN}
        if values:
            yield Edit("firm", values | _told(said), keep)


def _links(connection: Connection, keep: str, gone: str) -> Iterator[Edit]:
    """Point every record that names the one firm to the other."""
    for kind, record in RECORDS.items():
        ends = [c for c, target in LINKS.items() if target == "firm" and c in record.c]
        if kind == "firm" or not ends:
            continue
        named = select(record.c.record_id).where(or_(*(record.c[end] == gone for end in ends)))
        for record_id in connection.execute(named.order_by(record.c.record_id)).scalars():
            if set(ends) & set(KINDS[kind].key):
                yield from _renamed(connection, kind, record_id, ends, keep, gone)
            else:
                row = connection.execute(select(record).where(record.c.record_id == record_id))
                held = row.mappings().one()
                yield Edit(kind, {end: keep for end in ends if held[end] == gone}, record_id)


def _renamed(
    connection: Connection, kind: str, record_id: str, ends: list[str], keep: str, gone: str
) -> Iterator[Edit]:
    """Say all of a record again under the id that it has from now on: a firm is part of it."""
    yield Edit(kind, {}, record_id, deleted=True)
    for said in statements_of(connection, kind, [record_id]).get(record_id, []):
        values = _stated(kind, said)
        values |= {end: keep for end in ends if values.get(end) == gone}
        if not said["deleted"] and len({values.get(end) for end in ends}) == len(ends):
            yield Edit(kind, values | _told(said), _key(kind, record_id, keep, gone))


def _key(kind: str, record_id: str, keep: str, gone: str) -> str:
    """Give the id of a record whose firm is another one now."""
    parts = record_id.split(" | ")
    links = [LINKS.get(name) == "firm" for name in KINDS[kind].key]
    pairs = zip_longest(parts, links, fillvalue=False)
    return " | ".join(keep if link and part == gone else str(part) for part, link in pairs)


def _stated(kind: str, said: Any) -> dict[str, Any]:
    """Give what a statement states, without where it came from; None where it says 'unknown'."""
    fields = (n for n in KINDS[kind].fields if n not in PROVENANCE and said[n] is not None)
    unknown, custom = dict.fromkeys(said["cleared"] or ()), said["extra"] or {}
    return {name: said[name] for name in fields} | unknown | custom


def _told(said: Any) -> dict[str, Any]:
    told = {name: said[name] for name in PROVENANCE if said[name]}
    return {"certainty": "claimed"} | told
