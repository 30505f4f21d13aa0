"""Bringing: which rows of a file the office of a region may bring in; a planner brings the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from features.language import mark
from matcher.access.owning import is_outside, is_within
from matcher.access.region import buyers_of_needs, firm_about
from matcher.access.touching import OF_ORGANISERS
from matcher.importing.firms import FirmBook
from matcher.importing.linking import Gate, Record, Refused
from matcher.importing.source import Source
from matcher.people import Person
from matcher.store import Store

_OUTSIDE = mark("'{firm}' lies in {place}, outside your region {region}; a planner can import it")
_UNSURE = mark(
    "'{firm}' is not known to lie in your region {region}; write its regency, "
    "or ask a planner to import it"
)
_NOBODYS = mark("it is not said which firm of your region {region} this is about; name the firm")
_ORGANISERS = mark("events, who takes part and decisions are for planners; ask one to import it")


def gate_for(who: Person, store: Store) -> Gate | None:
    """Give what sets aside the rows of a coach that are not about firms in its region."""
    if who.role != "coach":
        return None
    return OfRegion(who.region or "", buyers_of_needs(store))


def as_read_by(who: Person, source: Source) -> Source:
    """Give a source as who reads it: what a region kept out, a planner still brings in."""
    return replace(source, region=who.region or "") if who.role == "coach" else source


class OfRegion:
    """Refuses rows about firms that do not surely lie in a region, in the order of the file.

    A firm lies where the store says and where the row says: it is neither taken over from another
    region nor moved there.
    """

    def __init__(self, region: str, buyers: dict[str, str]) -> None:
        self._region, self._buyers = region, buyers
        self._placed: dict[str, str] = {}  # by rows that came in before this one

    def __call__(self, records: Sequence[Record], book: FirmBook) -> None:
        for kind, record_id, values in records:
            if kind == "need" and values.get("firm_id"):
                self._buyers.setdefault(record_id, str(values["firm_id"]))
        own = {i: str(v["place"]) for kind, i, v in records if kind == "firm" and v.get("place")}
        for kind, _, values in records:
            if kind in OF_ORGANISERS:
                raise Refused("", "", _ORGANISERS)
            self._check(values, own, book)
        self._placed |= own

    def may_see(self, values: Mapping[str, str], book: FirmBook) -> bool:
        """Tell whether what has these ids is of the region, whose office may then read its name."""
        place = book.place_of(firm_about(values, self._buyers) or "")
        return place is not None and is_within(place, self._region)

    def _check(self, values: Mapping[str, Any], own: Mapping[str, str], book: FirmBook) -> None:
        firm_id = firm_about(values, self._buyers)
        if firm_id is None:
            raise Refused("firm_id", "", _NOBODYS, region=self._region)
        told = (book.place_of(firm_id), self._placed.get(firm_id), own.get(firm_id))
        places = [place for place in told if place]
        if places and all(is_within(place, self._region) for place in places):
            return
        named = {"firm": values.get("name") or firm_id, "region": self._region}
        away = next((place for place in places if is_outside(place, self._region)), None)
        if away is not None:
            raise Refused("place", away, _OUTSIDE, **named, place=away)
        raise Refused("place", "; ".join(places), _UNSURE, **named)
