"""Mistakes: what is wrong with an event before anything is planned, one line each."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from features.language import mark
from matcher.errors import DataError
from matcher.planner.problem import Meeting, Participant, Problem


class UnsoundError(DataError):
    """An event that contradicts itself; `others` are further mistakes after the first."""

    def __init__(self, message: str, others: "tuple[Mistake, ...]" = (), **values: object) -> None:
        super().__init__(message, **values)
        self.others = others


class Mistake(NamedTuple):
    """What is wrong: `message` is an entry of the catalogue that `values` fill."""

    message: str
    values: dict[str, object]

    def __str__(self) -> str:
        return self.message.format(**self.values)


def require_sound(problem: Problem) -> None:
    """Refuse an event that contradicts itself.

    Raises
    ------
    UnsoundError
        With the first mistake as its line and the rest in `others`.
    """
    _refuse(mistakes(problem))


def _refuse(found: list[Mistake]) -> None:
    if found:
        raise UnsoundError(found[0].message, tuple(found[1:]), **found[0].values)


def require_whole(problem: Problem) -> None:
    """Refuse an event of which a part is missing, stands twice or names nothing.

    Wishes that contradict each other are left to `check`: an event that was mended after a no-show
    may hold some, in the past.

    Raises
    ------
    UnsoundError
        With the first mistake as its line and the rest in `others`.
    """
    _refuse(_in_parts(problem))


def mistakes(problem: Problem) -> list[Mistake]:
    """Find what is wrong with an event; rules that rest on ids run once the ids are right."""
    return _in_parts(problem) or [one for rule in _SENSE for one in rule(problem)]


def _in_parts(problem: Problem) -> list[Mistake]:
    return [one for rule in (*_PARTS, *_NAMES) for one in rule(problem)]


def _missing(problem: Problem) -> Iterator[Mistake]:
    if not problem.slots:
        yield Mistake(mark("the event has no slot; give its sessions a start and an end"), {})
    if not problem.tables:
        yield Mistake(mark("the event has no table; say how many there are"), {})
    if len(problem.participants) < 2:
        n = len(problem.participants)
        message = mark("a meeting takes two participants and the event has {n}; add participants")
        yield Mistake(message, {"n": n})
    if not problem.meetings:
        yield Mistake(mark("the event has no meetings to plan; choose pairs first"), {})


def _duplicates(problem: Problem) -> Iterator[Mistake]:
    kinds: tuple[tuple[str, Iterable[str]], ...] = (
        (mark("two slots have the id '{id}'; rename one"), (s.slot_id for s in problem.slots)),
        (mark("two tables have the id '{id}'; rename one"), (t.table_id for t in problem.tables)),
        (
            mark("participant '{id}' is listed twice; remove one"),
            (p.firm_id for p in problem.participants),
        ),
        (
            mark("two meetings have the id '{id}'; rename one"),
            (m.meeting_id for m in problem.meetings),
        ),
        (
            mark("resource '{id}' is listed twice; remove one"),
            (r.resource_id for r in problem.resources),
        ),
    )
    for message, ids in kinds:
        for one, n in sorted(Counter(ids).items()):
            if n > 1:
                yield Mistake(message, {"id": one})


def _slot_times(problem: Problem) -> Iterator[Mistake]:
    for slot in problem.slots:
        values: dict[str, object] = {"slot": slot.slot_id, "from": slot.starts, "to": slot.ends}
        if slot.ends <= slot.starts:
            message = mark(
                "slot {slot} ends before it starts ({from:%H:%M} to {to:%H:%M}); correct its times"
            )
            yield Mistake(message, values)
        elif slot.ends.date() != slot.starts.date():
            message = mark("slot {slot} goes past midnight ({from:%H:%M} to {to:%H:%M}); split it")
            yield Mistake(message, values)
    in_order = sorted(problem.slots, key=lambda slot: (slot.starts, slot.slot_id))
    for first, second in pairwise(in_order):
        if second.starts < first.ends:
            message = mark("slots {first} and {second} overlap; end one before the other starts")
            yield Mistake(message, {"first": first.slot_id, "second": second.slot_id})


def _numbers(problem: Problem) -> Iterator[Mistake]:
    for firm in problem.participants:
        if firm.n_people < 1:
            message = mark("{firm} comes with {n} people; at least 1 is needed")
            yield Mistake(message, {"firm": firm.name, "n": firm.n_people})
        if firm.group_size < 1:
            message = mark("{firm} meets groups of {n}; a group is 1 or more")
            yield Mistake(message, {"firm": firm.name, "n": firm.group_size})
        if firm.group_size > 1 and firm.side != "buyer":
            message = mark("{firm} is no buyer; only a buyer meets a group of {n}")
            yield Mistake(message, {"firm": firm.name, "n": firm.group_size})
    for one in problem.resources:
        if one.n_at_once < 0:
            message = mark("resource '{id}' is there {n} times; write 0 or more")
            yield Mistake(message, {"id": one.resource_id, "n": one.n_at_once})
    if problem.most_difference is not None and problem.most_difference < 0:
        message = mark("idle gaps cannot differ by at most {n}; write 0 or more")
        yield Mistake(message, {"n": problem.most_difference})


def _who_meets(problem: Problem) -> Iterator[Mistake]:
    firms = {one.firm_id for one in problem.participants}
    for one in problem.meetings:
        for firm_id in one.firms:
            if firm_id not in firms:
                message = mark(
                    "meeting {meeting}: no participant has the id '{firm}'; correct the id"
                )
                yield Mistake(message, {"meeting": one.meeting_id, "firm": firm_id})
        if one.supplier_id == one.buyer_id:
            message = mark("meeting {meeting}: '{firm}' cannot meet itself; name two firms")
            yield Mistake(message, {"meeting": one.meeting_id, "firm": one.buyer_id})


def _where_known(problem: Problem) -> Iterator[Mistake]:
    slots = {one.slot_id for one in problem.slots}
    tables = {one.table_id for one in problem.tables}
    resources = {one.resource_id for one in problem.resources}
    slot, table = (
        mark("{what}: no slot has the id '{id}'; correct it"),
        mark("{what}: no table has the id '{id}'; correct it"),
    )
    resource = mark("{what}: no resource has the id '{id}'; correct it")
    for one in problem.meetings:
        asked = {*(one.slots or ()), *([] if one.locked is None else [one.locked])}
        yield from _no_such(one.meeting_id, asked - slots, slot)
        yield from _no_such(one.meeting_id, {one.table} - tables - {None}, table)
        yield from _no_such(one.meeting_id, one.resources - resources, resource)
    for firm in problem.participants:
        yield from _no_such(firm.name, (firm.free or frozenset()) - slots, slot)
    for some in problem.resources:
        yield from _no_such(some.resource_id, (some.free or frozenset()) - slots, slot)
    for place in problem.tables:
        yield from _no_such(place.table_id, (place.free or frozenset()) - slots, slot)


def _no_such(what: str, ids: Iterable[str | None], message: str) -> Iterator[Mistake]:
    for one in sorted(str(id_) for id_ in ids):
        yield Mistake(message, {"what": what, "id": one})


def _precedences(problem: Problem) -> Iterator[Mistake]:
    known = {one.meeting_id for one in problem.meetings}
    for pair in problem.precedences:
        for one in sorted(set(pair) - known):
            message = mark("'{earlier}' before '{later}': no meeting has the id '{id}'; correct it")
            yield Mistake(message, {"earlier": pair[0], "later": pair[1], "id": one})
        if pair[0] == pair[1]:
            message = mark("meeting {meeting} cannot come before itself; name two meetings")
            yield Mistake(message, {"meeting": pair[0]})


def _same_pair(problem: Problem) -> Iterator[Mistake]:
    """A pair meets once; the published instances, where firms meet without sides, agree."""
    first: dict[tuple[str, ...], str] = {}
    for one in problem.meetings:
        pair = tuple(sorted(one.firms))
        if pair in first:
            message = mark("meetings {first} and {second} are of the same pair; remove one")
            yield Mistake(message, {"first": first[pair], "second": one.meeting_id})
        first.setdefault(pair, one.meeting_id)


def _never_free(problem: Problem) -> Iterator[Mistake]:
    for firm in problem.participants:
        if firm.free is not None and not firm.free and problem.of_firm[firm.firm_id]:
            message = mark("{firm} is free in no slot and has {n} meetings; ask when it comes")
            n = len(problem.of_firm[firm.firm_id])
            yield Mistake(message, {"firm": firm.name, "n": n})


def _locks(problem: Problem) -> Iterator[Mistake]:
    for one in problem.meetings:
        if one.locked is None:
            continue
        values = {"meeting": _pair(problem, one), "slot": one.locked}
        if one.slots is not None and one.locked not in one.slots:
            message = mark(
                "{meeting} is locked in slot {slot}, which it may not have; "
                "unlock it or lock it in another slot"
            )
            yield Mistake(message, {**values})
        for firm_id in one.firms:
            firm = problem.participant[firm_id]
            if firm.free is not None and one.locked not in firm.free:
                message = mark(
                    "{meeting} is locked in slot {slot} and {firm} is not free then; "
                    "unlock it or lock it in another slot"
                )
                yield Mistake(message, {**values, "firm": firm.name})


def _two_locks(problem: Problem) -> Iterator[Mistake]:
    """Two locks in one place: at one table, or of one participant at one time."""
    first: dict[tuple[str, str], Meeting] = {}
    for one in problem.meetings:
        if one.locked is None or one.table is None:
            continue
        other = first.setdefault((one.locked, one.table), one)
        alone = problem.participant[one.buyer_id].group_size == 1
        if other is not one and (other.buyer_id != one.buyer_id or alone):
            message = mark(
                "{first} and {second} are both locked at table {table} in slot {slot}; "
                "give one of them another table or slot"
            )
            pair = {"first": _pair(problem, other), "second": _pair(problem, one)}
            yield Mistake(message, {**pair, "table": one.table, "slot": one.locked})
    for firm in problem.participants:
        yield from _locked_at_once(firm, problem.of_firm[firm.firm_id])


def _locked_at_once(firm: Participant, meetings: Iterable[Meeting]) -> Iterator[Mistake]:
    locked = Counter(one.locked for one in meetings if one.locked is not None)
    for slot_id, n in sorted(locked.items()):
        if n > firm.at_once:
            message = mark("{firm} has {n} meetings locked in slot {slot}; unlock one")
            yield Mistake(message, {"firm": firm.name, "n": n, "slot": slot_id})


def _too_long(problem: Problem) -> Iterator[Mistake]:
    longest = max((slot.minutes for slot in problem.slots), default=0)
    for one in problem.meetings:
        if one.minutes > longest:
            message = mark(
                "{meeting} takes {n} minutes and the longest slot has {longest}; "
                "lengthen a slot or shorten the meeting"
            )
            values: dict[str, object] = {"n": one.minutes, "longest": longest}
            yield Mistake(message, {"meeting": _pair(problem, one), **values})


def _no_equipment(problem: Problem) -> Iterator[Mistake]:
    for one in problem.meetings:
        if not any(one.equipment <= table.equipment for table in problem.tables):
            message = mark("{meeting} needs {equipment}, which no table has; give it to a table")
            equipment = ", ".join(sorted(one.equipment))
            yield Mistake(message, {"meeting": _pair(problem, one), "equipment": equipment})


def _pair(problem: Problem, meeting: Meeting) -> str:
    """Name a meeting by its firms, as in both languages."""
    return " - ".join(problem.participant[firm_id].name for firm_id in meeting.firms)


Rule = Callable[[Problem], Iterator[Mistake]]
_PARTS: tuple[Rule, ...] = (_missing, _duplicates, _slot_times, _numbers)
_NAMES: tuple[Rule, ...] = (_who_meets, _where_known, _precedences)
_SENSE: tuple[Rule, ...] = (_same_pair, _never_free, _locks, _two_locks, _too_long, _no_equipment)
