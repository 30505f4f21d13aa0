"""Merging: two records that are one firm; every name is kept, every link moved, all undoable."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

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
        return edit_in(connection, who, edits, "merge", f"{gone} = {keep}")


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
        values = {n: said[n] for n in KINDS["firm"].fields if n not in _OWN and said[n] is not None}
        values |= said["extra"] or {}
        if values:
            told = {name: said[name] for name in PROVENANCE}
            told["certainty"] = told["certainty"] or "claimed"
            yield Edit("firm", values | {n: v for n, v in told.items() if v}, keep)


def _links(connection: Connection, keep: str, gone: str) -> Iterator[Edit]:
    """Point every record that names the one firm to the other."""
    for kind, record in RECORDS.items():
        for column, target in LINKS.items():
            if target != "firm" or kind == "firm" or column not in record.c:
                continue
            named = select(record.c.record_id).where(record.c[column] == gone)
            for record_id in connection.execute(named.order_by(record.c.record_id)).scalars():
                yield Edit(kind, {column: keep}, record_id)
