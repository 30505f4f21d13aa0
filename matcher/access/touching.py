"""Touching: whose records an action touches, told from its arguments."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from matcher.access.owning import Sides
from matcher.access.region import FOR_ALL, FOR_PLANNERS, firm_about
from matcher.dataset import Dataset
from matcher.people import Person
from matcher.records import KINDS
from matcher.store import Edit, Record, Store, find
from matcher.store.attachments import attachment
from matcher.store.editing import checked  # the id that will be written, not one like it

Whose = Callable[[Mapping[str, Any]], Iterable[Sides]]  # from the arguments of an action by name


def of(
    need: str | None = None,
    supplier: str | None = None,
    buyer: str | None = None,
    firm: str | None = None,
) -> Whose:
    """Say which arguments of an action name whose records it touches.

    Parameters
    ----------
    need
        Argument with the id of a need: its buyer is the buyer.
    supplier, buyer
        Argument with the id of the IKM, of the buyer.
    firm
        Argument with the id of a firm that may be either.

    The records are looked up in the argument `scorer`, `data` or `store`.
    """

    def whose(arguments: Mapping[str, Any]) -> Iterator[Sides]:
        records = records_in(arguments)
        named = {
            name: id_of(records, arguments[argument]) if argument and arguments[argument] else None
            for name, argument in (("supplier", supplier), ("buyer", buyer), ("firm", firm))
        }
        bought = buyer_of(records, arguments[need]) if need else named["buyer"] or named["firm"]
        yield sides(records, bought, named["supplier"] or named["firm"])

    return whose


def of_candidates(arguments: Mapping[str, Any]) -> Iterator[Sides]:
    """Say whose candidates `record_id` asks for: a need's and a buyer's are the buyer's."""
    data: Dataset = arguments["scorer"].data
    record_id = data.resolve(arguments["record_id"])
    yield _of_list(data, record_id, data.require(record_id, arguments["side"]))


def of_shortlist(arguments: Mapping[str, Any]) -> Iterator[Sides]:
    """Say whose shortlist `found` is."""
    found = arguments["found"]
    yield _of_list(arguments["scorer"].data, found.of, found.what)


def _of_list(data: Dataset, record_id: str, what: str) -> Sides:
    if what == "supplier":
        return sides(data, None, record_id)
    return Sides(buyer=buyer_of(data, record_id) if what == "need" else record_id)


def of_edits(arguments: Mapping[str, Any]) -> Iterator[Sides]:
    """Say whose records `edits` change: as they stand, and as they would stand after.

    A buyer and an IKM speak of themselves only: what became of a pair has actions of its own, and
    a wish is that of the side that wishes.
    """
    store, who = arguments["store"], arguments["who"]
    for edit in map(checked, arguments["edits"]):
        if who.role in SPEAKS_OF and not _speaks_of(who.role, edit):
            yield Sides()
            return
        there = [record.values for record in find(store, edit.kind, [edit.record_id])]
        for values in (*there, {**(there[0] if there else {}), **edit.values}):
            yield sides_of_values(store, edit, values)


def of_email(arguments: Mapping[str, Any]) -> Iterator[Sides]:
    """Say whose the personal data behind the address `email` is."""
    yield Sides(email=str(arguments["email"]).strip().casefold())


def of_values(arguments: Mapping[str, Any]) -> Iterator[Sides]:
    """Say whose a record with these `values` is, when its key names the firm."""
    firm = arguments["values"].get("firm_id")
    firm = firm.strip() if isinstance(firm, str) else None
    yield sides(arguments["store"], firm, firm)


def of_region(arguments: Mapping[str, Any]) -> Iterator[Sides]:
    """Say that a coach touches only what lies in its region: the action itself sees to it."""
    yield Sides(place=arguments["who"].region)


def of_firms(*names: str) -> Whose:
    """Say where the firms lie whose ids these arguments are: each of them counts."""

    def whose(arguments: Mapping[str, Any]) -> Iterator[Sides]:
        for name in names:
            yield Sides(place=place_of(arguments["store"], arguments[name]))

    return whose


def of_record(arguments: Mapping[str, Any]) -> Iterator[Sides]:
    """Say where the firm lies that the record `kind`, `record_id` is about."""
    store, who = arguments["store"], arguments["who"]
    yield from _of_record(store, who, arguments["kind"], arguments["record_id"])


def of_attachment(arguments: Mapping[str, Any]) -> Iterator[Sides]:
    """Say where the firm lies that the file `attachment_id` is about."""
    store, who = arguments["store"], arguments["who"]
    kept, _ = attachment(store, arguments["attachment_id"])
    yield from _of_record(store, who, kept.kind, kept.record_id)


def _of_record(store: Store, who: Person, kind: str, record_id: str) -> Iterator[Sides]:
    for record in find(store, kind, [record_id]):
        if kind in (*FOR_ALL, *FOR_PLANNERS):
            yield Sides(place=who.region if kind in FOR_ALL else None)
        else:
            yield _where(store, record)


def _where(store: Store, record: Record) -> Sides:
    need_id = record.values.get("need_id")
    buyer = buyer_of(store, need_id) if need_id else None
    firm_id = firm_about(record.values, {str(need_id): buyer} if buyer else {})
    return Sides(place=place_of(store, firm_id) if firm_id else None)


def sides_of_values(store: Store, edit: Edit, values: Mapping[str, Any]) -> Sides:
    """Say whose a record is by the firms that its values name; what organisers say is nobody's."""
    if edit.kind in OF_ORGANISERS:
        return Sides()
    firm = values.get("firm_id") or (edit.record_id if edit.kind == "firm" else None)
    need = values.get("need_id") or (edit.record_id if edit.kind == "need" else None)
    bought = values.get("buyer_id") or (None if edit.kind in _OF_SUPPLIER else firm)
    if need and not bought:
        bought = buyer_of(store, need)
    supplies = values.get("supplier_id") or (None if edit.kind in _OF_BUYER else firm)
    if edit.kind == "firm":  # it may be new, or move
        return Sides(bought, supplies, values.get("place"))
    found = sides(store, bought, supplies)
    if supplies or not bought:
        return found
    return found._replace(place=place_of(store, bought))  # a need lies where its buyer does


def _speaks_of(role: str, edit: Edit) -> bool:
    if edit.kind == "wish":
        return KINDS["wish"].key_of({**edit.values, "by": _SIDE[role]}) == edit.record_id
    return edit.kind in SPEAKS_OF[role] and "merged_into" not in edit.values


_OWN = ("firm", "alias", "attendee", "availability", "wish")
SPEAKS_OF = {
    "buyer": (*_OWN, "need", "requirement"),
    "ikm": (*_OWN, "capability", "certificate"),
}
_SIDE = {"buyer": "buyer", "ikm": "supplier"}
OF_ORGANISERS = ("event", "participant", "participation", "override", "meeting", "firm_link")
_OF_BUYER = ("need", "requirement")
_OF_SUPPLIER = ("capability", "certificate")


def records_in(arguments: Mapping[str, Any]) -> Dataset | Store:
    """Give what an action looks its records up in."""
    if "scorer" in arguments:
        data: Dataset = arguments["scorer"].data
        return data
    records: Dataset | Store = arguments["data" if "data" in arguments else "store"]
    return records


def sides(records: Dataset | Store, buyer: str | None, supplier: str | None) -> Sides:
    """Add where the supplier's plant is."""
    return Sides(buyer, supplier, place_of(records, supplier) if supplier else None)


def id_of(records: Dataset | Store, text: str) -> str:
    """Turn a firm's name into its id where names are known."""
    return records.resolve(text) if isinstance(records, Dataset) else text


def buyer_of(records: Dataset | Store, need_id: str) -> str | None:
    """Give the firm that a need belongs to; None when nobody knows."""
    if isinstance(records, Dataset):
        return _cell(records.needs, "need_id", need_id, "firm_id")
    found = find(records, "need", [need_id])
    return found[0].values["firm_id"] if found else None


def place_of(records: Dataset | Store, firm_id: str) -> str | None:
    """Give the place of a firm; None when nobody knows."""
    if isinstance(records, Dataset):
        return _cell(records.firms, "firm_id", firm_id, "place")
    found = find(records, "firm", [firm_id])
    return found[0].values["place"] if found else None


def _cell(table: pd.DataFrame, key: str, record_id: str, column: str) -> str | None:
    found = table.loc[table[key] == record_id, column]
    return str(found.iloc[0]) if len(found) and found.iloc[0] else None
