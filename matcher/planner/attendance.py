"""Attendance: who takes part in an event, on which side, and which slots each can use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import pandas as pd

from features.language import mark, tokens
from matcher.dataset import Dataset
from matcher.errors import DataError
from matcher.planner.parts import AtEvent, Bus
from matcher.planner.problem import Participant, Side, Slot
from matcher.planner.programme import Programme, slots_of

_STAYS_AWAY = ("cancelled", "replaced")
_COMES = ("confirmed", "present")
_SPELLED = {"kabupaten": "kab"}

Row = Mapping[str, Any]
_Hours = tuple[datetime, datetime]


@dataclass(frozen=True)
class EventTables:
    """What is stored about one event, with the columns of `matcher.records`; None is not known.

    `others` are the ids of all other events, `veterans` the firms that came to one of them.
    """

    participants: pd.DataFrame | None = None
    participations: pd.DataFrame | None = None
    availability: pd.DataFrame | None = None
    wishes: pd.DataFrame | None = None
    event_id: str | None = None
    others: frozenset[str] = frozenset()
    veterans: frozenset[str] = frozenset()


def participants_of(
    programme: Programme,
    dataset: Dataset,
    tables: EventTables | None = None,
    only_confirmed: bool = False,
) -> tuple[Participant, ...]:
    """Give who takes part, by firm id, with the slots that each can use.

    Without a table of participants these are all firms that the dataset can match; a firm that is
    both buyer and supplier comes as a buyer. Who cancelled or was replaced is left out, and
    with `only_confirmed` everybody who has not confirmed.

    Raises
    ------
    DataError
        When the programme or a table names a firm that does not take part or is not known.
    """
    tables = tables or EventTables()
    sides = _sides(dataset, tables, only_confirmed)
    places = dict(zip(dataset.firms["firm_id"], dataset.firms["place"], strict=True))
    known = set(places)
    for firm_id in sides:
        if firm_id not in known:
            raise DataError(
                mark("'{firm}' takes part but is no known firm; correct the id or add the firm"),
                firm=firm_id,
            )
    _require_part(programme, sides)
    _require_groups(programme, sides)
    _require_passengers(programme, {firm_id: places[firm_id] for firm_id in sides})
    slots = slots_of(programme)
    hours = _hours_of(tables.availability)
    return tuple(
        Participant(
            firm_id,
            dataset.firm_name(firm_id),
            side,
            _free(slots, hours.get(firm_id, ()), _buses(programme, firm_id, places[firm_id])),
            _at_event(programme, firm_id).n_people,
            _at_event(programme, firm_id).group_size,
        )
        for firm_id, side in sorted(sides.items())
    )


def _sides(dataset: Dataset, tables: EventTables, only_confirmed: bool) -> dict[str, Side]:
    if tables.participants is None:
        sides: dict[str, Side] = dict.fromkeys(dataset.suppliers["firm_id"], "supplier")
        return sides | dict.fromkeys(dataset.asked["firm_id"].dropna(), "buyer")
    last = _last_states(tables.participations)
    return {
        row["firm_id"]: "buyer" if row["role"] == "buyer" else "supplier"
        for row in tables.participants.to_dict("records")
        if _takes_part(last.get(row["firm_id"], ""), only_confirmed)
    }


def _takes_part(state: str, only_confirmed: bool) -> bool:
    return state in _COMES if only_confirmed else state not in _STAYS_AWAY


def _last_states(participations: pd.DataFrame | None) -> dict[str, str]:
    """Give the state that each firm's last step led to."""
    last: dict[str, tuple[date, str]] = {}
    for row in [] if participations is None else participations.to_dict("records"):
        at = date.min if pd.isna(row["date"]) else row["date"]
        if at >= last.get(row["firm_id"], (date.min, ""))[0]:
            last[row["firm_id"]] = (at, row["state"])
    return {firm_id: state for firm_id, (_, state) in last.items()}


def _require_part(programme: Programme, sides: Mapping[str, Side]) -> None:
    named = [*programme.firms, *(firm for one in programme.shared for firm in one.firms)]
    for firm_id in [*named, *(firm for bus in programme.buses for firm in bus.firms)]:
        if firm_id not in sides:
            raise DataError(
                mark("the programme names '{firm}', which does not take part; correct the id"),
                firm=firm_id,
            )


def _require_groups(programme: Programme, sides: Mapping[str, Side]) -> None:
    for firm_id, there in programme.firms.items():
        if there.group_size > 1 and sides[firm_id] != "buyer":
            raise DataError(
                mark(
                    "the programme lets '{firm}' meet groups of {n}, and it is no buyer; "
                    "take group_size out"
                ),
                firm=firm_id,
                n=there.group_size,
            )


def _require_passengers(programme: Programme, places: Mapping[str, object]) -> None:
    carried = {
        bus for firm_id, place in places.items() for bus in _buses(programme, firm_id, place)
    }
    for bus in programme.buses:
        if bus not in carried:
            raise DataError(
                mark("no participant comes from '{place}'; correct the bus or take it out"),
                place=bus.place,
            )


def _at_event(programme: Programme, firm_id: str) -> AtEvent:
    return programme.firms.get(firm_id, AtEvent())


def _buses(programme: Programme, firm_id: str, place: object) -> list[Bus]:
    return [
        bus
        for bus in programme.buses
        if firm_id in bus.firms or (bus.place and is_from(bus.place, place))
    ]


def is_from(named: str, place: object) -> bool:
    """Tell whether a firm's place is, or lies in, the place or sentra that is named.

    >>> is_from("Kab. Tegal", "Talang, Kabupaten Tegal")
    True
    """
    return f" {_plain(named)} " in f" {_plain(place)} "


def _plain(place: object) -> str:
    words = tokens(place) if isinstance(place, str) else []
    return " ".join(_SPELLED.get(word, word) for word in words)


def _hours_of(availability: pd.DataFrame | None) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in [] if availability is None else availability.to_dict("records"):
        found.setdefault(row["firm_id"], []).append(row)
    return found


def _free(slots: tuple[Slot, ...], rows: Iterable[Row], buses: list[Bus]) -> frozenset[str] | None:
    """Give the slots that a participant can use, None for all.

    Who says when it can is taken at its word: at other times it cannot. Who only says when it
    cannot is free at all others.
    """
    said = list(rows)
    can = [row for row in said if _is_yes(row)]
    cannot = [row for row in said if not _is_yes(row)]
    free = frozenset(
        slot.slot_id
        for slot in slots
        if (not can or _is_covered(slot, [_hours(row, slot) for row in can]))
        and not any(_touches(slot, _hours(row, slot)) for row in cannot)
        and all(_is_there(slot, bus) for bus in buses)
    )
    return None if len(free) == len(slots) else free


def _is_yes(row: Row) -> bool:
    """Tell whether the row says when somebody can: hours without a yes or no mean yes."""
    return bool(pd.isna(row["available"]) or row["available"])


def _hours(row: Row, slot: Slot) -> _Hours | None:
    """Give the hours of a row on the day of the slot, None when it is about another day."""
    day = slot.starts.date()
    if not pd.isna(row["date"]) and row["date"] != day:
        return None
    starts = datetime.min.time() if pd.isna(row["starts"]) else time.fromisoformat(row["starts"])
    ends = datetime.max.time() if pd.isna(row["ends"]) else time.fromisoformat(row["ends"])
    return datetime.combine(day, starts), datetime.combine(day, ends)


def _is_covered(slot: Slot, hours: list[_Hours | None]) -> bool:
    """Tell whether the hours together, one after the other, reach over the whole slot."""
    reached = slot.starts
    for one in sorted(one for one in hours if one is not None):
        if one[0] <= reached:
            reached = max(reached, one[1])
    return reached >= slot.ends


def _touches(slot: Slot, hours: _Hours | None) -> bool:
    return hours is not None and hours[0] < slot.ends and slot.starts < hours[1]


def _is_there(slot: Slot, bus: Bus) -> bool:
    if bus.date not in (None, slot.starts.date()):
        return True
    late = bus.arrives is not None and slot.starts.time() < bus.arrives
    gone = bus.leaves is not None and slot.ends.time() > bus.leaves
    return not (late or gone)
