"""The problem of an event: its programme, who takes part, and which pairs are to meet."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple, Protocol

from features.language import mark
from matcher.errors import DataError
from matcher.planner.parts import AtEvent, Shared
from matcher.planner.problem import Meeting, Participant, Problem, Resource, Slot
from matcher.planner.programme import Programme, slots_of, tables_of


class Chosen(Protocol):
    """A pair that the selection chose; its score is whatever the selection counts in."""

    @property
    def supplier_id(self) -> str: ...
    @property
    def buyer_id(self) -> str: ...
    @property
    def need_id(self) -> str | None: ...
    @property
    def score(self) -> float: ...


class Lock(NamedTuple):
    """A meeting that a planner settled: its slot, and its table if that is settled too."""

    supplier_id: str
    buyer_id: str
    slot_id: str
    table_id: str | None = None


def meeting_id(supplier_id: str, buyer_id: str) -> str:
    """Name the one meeting of a pair, the same in every version of a plan.

    >>> meeting_id("I-001", "B-07")
    'I-001|B-07'
    """
    return f"{supplier_id}|{buyer_id}"


def problem_of(
    programme: Programme,
    participants: tuple[Participant, ...],
    pairs: Iterable[Chosen],
    *,
    locks: Iterable[Lock] = (),
    precedences: Iterable[tuple[str, str]] = (),
    most_difference: int | None = None,
) -> Problem:
    """Put together what is to be planned; meetings stand in the order of their ids.

    Raises
    ------
    DataError
        When a pair names somebody who does not take part or stands twice, or a lock names no
        pair, slot or table.
    """
    slots = slots_of(programme)
    meetings = _meetings(programme, {one.firm_id for one in participants}, pairs)
    _settle(meetings, locks, slots, {one.table_id for one in tables_of(programme)})
    return Problem(
        slots=slots,
        tables=tables_of(programme),
        participants=participants,
        meetings=tuple(meetings[one] for one in sorted(meetings)),
        resources=tuple(_resource(one, slots) for one in programme.shared),
        precedences=tuple(precedences),
        most_difference=most_difference,
        name=programme.name,
    )


def _meetings(programme: Programme, known: set[str], pairs: Iterable[Chosen]) -> dict[str, Meeting]:
    found: dict[str, Meeting] = {}
    for pair in pairs:
        for firm_id in (pair.supplier_id, pair.buyer_id):
            if firm_id not in known:
                raise DataError(
                    mark(
                        "'{firm}' is to meet somebody but does not take part; "
                        "add it to the participants or take the pair out"
                    ),
                    firm=firm_id,
                )
        one = meeting_of(programme, pair)
        if one.meeting_id in found:
            raise DataError(
                mark("'{supplier}' and '{buyer}' are to meet twice; take one of the pairs out"),
                supplier=pair.supplier_id,
                buyer=pair.buyer_id,
            )
        found[one.meeting_id] = one
    return found


def meeting_of(programme: Programme, pair: Chosen) -> Meeting:
    """Give the meeting of a pair with what both firms need for it."""
    firms = (pair.supplier_id, pair.buyer_id)
    own = [programme.firms.get(firm_id, AtEvent()) for firm_id in firms]
    return Meeting(
        meeting_id(*firms),
        *firms,
        pair.need_id,
        float(pair.score),
        equipment=frozenset(item for one in own for item in one.equipment),
        resources=frozenset(s.name for s in programme.shared if not set(firms).isdisjoint(s.firms)),
        minutes=max(one.minutes for one in own),
    )


def _settle(
    meetings: dict[str, Meeting], locks: Iterable[Lock], slots: Iterable[Slot], tables: set[str]
) -> None:
    by_id: Mapping[str, Slot] = {slot.slot_id: slot for slot in slots}
    for lock in locks:
        key = meeting_id(lock.supplier_id, lock.buyer_id)
        if key not in meetings:
            raise DataError(
                mark(
                    "'{supplier}' and '{buyer}' have a settled time but are no pair; add the pair"
                ),
                supplier=lock.supplier_id,
                buyer=lock.buyer_id,
            )
        if lock.slot_id not in by_id:
            raise DataError(
                mark("{meeting} is settled for '{slot}', which is no slot; choose from {choices}"),
                meeting=key,
                slot=lock.slot_id,
                choices=", ".join(by_id),
            )
        if lock.table_id is not None and lock.table_id not in tables:
            raise DataError(
                mark("{meeting} is settled for '{table}', which is no table; correct it"),
                meeting=key,
                table=lock.table_id,
            )
        meetings[key] = replace(meetings[key], locked=lock.slot_id, table=lock.table_id)


def _resource(shared: Shared, slots: Iterable[Slot]) -> Resource:
    if not shared.sessions:
        return Resource(shared.name, shared.n)
    free = frozenset(slot.slot_id for slot in slots if slot.session in shared.sessions)
    return Resource(shared.name, shared.n, free)
