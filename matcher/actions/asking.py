"""Asking: the cells of imports that could not be read, with the records whose fields they leave."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from features.language import mark
from matcher import store as stored
from matcher.access import Person, allowed, of_region, region_of
from matcher.importing import CHOICES
from matcher.records import KINDS
from matcher.store import Record, Store
from matcher.store.preview import Row, rows_with_questions

_ASKS = mark("importing is for planners and regional offices; ask one of them")
_FIRM_FIELDS = ("firm_id", "supplier_id", "buyer_id")


class Asked(NamedTuple):
    """A cell nobody has answered, the record it is about (None: it is gone), and whose that is.

    `choices` are the products of the line where the cell does not say of which it is.
    """

    row: Row
    record: Record | None
    firm_id: str
    firm_name: str
    choices: tuple[Record, ...] = ()


@allowed(_ASKS, whose=of_region, planner="all", coach="own")
def see_cell_questions(who: Person, store: Store) -> list[Asked]:
    """List the cells of live imports whose field nobody has spoken of since, firm by firm.

    A coach sees those about firms in its region, whoever brought them.
    """
    rows = [row for row in rows_with_questions(store, effect="unknown") if row.record_id]
    records = _records(store, rows)
    open_ = [row for row in rows if not _is_answered(store, row, records)]
    firms = {_key(row): _firm_id(records.get(_key(row))) for row in open_}
    names = {one.record_id: one for one in stored.find(store, "firm", sorted({*firms.values()}))}
    region, found = region_of(who, store), []
    for row in open_:
        firm_id = firms[_key(row)]
        if region is not None and firm_id not in region.firms:
            continue
        name = str(names[firm_id].values["name"]) if firm_id in names else firm_id
        choices = tuple(records[key] for key in _keys(row) if key in records)
        record = records.get(_key(row), choices[0] if choices else None)
        found.append(Asked(row, record, firm_id, name, choices if len(choices) > 1 else ()))
    return sorted(found, key=lambda one: (one.firm_name.casefold(), one.firm_id))


def _key(row: Row) -> tuple[str, str]:
    return row.kind, str(row.record_id)


def _keys(row: Row) -> list[tuple[str, str]]:
    """Name the records that a cell may be about."""
    named = str(row.values.get(CHOICES, "")).split()
    return [(row.kind, record_id) for record_id in named] or [_key(row)]


def _records(store: Store, rows: Sequence[Row]) -> dict[tuple[str, str], Record]:
    by_kind: dict[str, set[str]] = {}
    for row in rows:
        if row.kind in KINDS:
            by_kind.setdefault(row.kind, set()).update(one for _, one in _keys(row))
    found = (one for kind, ids in by_kind.items() for one in stored.find(store, kind, sorted(ids)))
    return {(one.kind, one.record_id): one for one in found}


def _is_answered(store: Store, row: Row, records: Mapping[tuple[str, str], Record]) -> bool:
    """Tell whether somebody has spoken of the field since the file was read, of any choice."""
    found = (records.get(key) for key in _keys(row))
    return any(_has_spoken(store, row, record) for record in found)


def _has_spoken(store: Store, row: Row, record: Record | None) -> bool:
    if record is None or record.version <= row.batch_id:
        return False
    return any(
        entry.state == "live" and entry.batch_id > row.batch_id and row.field in entry.values
        for entry in stored.history(store, row.kind, record.record_id)
    )


def _firm_id(record: Record | None) -> str:
    values = record.values if record else {}
    return next((str(values[name]) for name in _FIRM_FIELDS if values.get(name)), "")
