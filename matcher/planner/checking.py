"""Check: every rule of a timetable again, without the solver and without its code.

It runs on every output, on plans edited by hand and on imported ones, so it takes nothing for
granted: a meeting, slot or table that does not exist is itself a finding.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from features.language import mark
from matcher.planner.measuring import n_gaps_of, quality
from matcher.planner.mistakes import Mistake, mistakes, require_sound
from matcher.planner.plan import Placed, Plan
from matcher.planner.problem import Meeting, Problem, Slot, Table

__all__ = ["Broken", "Mistake", "check", "mistakes", "quality", "require_sound"]


class Broken(NamedTuple):
    """A rule that a plan breaks: `message` is an entry of the catalogue that `values` fill."""

    rule: str
    message: str
    values: dict[str, object]
    meetings: tuple[str, ...]
    firms: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.message.format(**self.values)


class Seat(NamedTuple):
    """A placed meeting with what its ids stand for."""

    meeting: Meeting
    slot: Slot
    table: Table


def check(problem: Problem, placed: Iterable[Placed], *, require_all: bool = False) -> list[Broken]:
    """Find every rule that a plan breaks; none when it may be handed out.

    With `require_all` a meeting without a place is a finding too. Order: by rule as in `RULES`,
    then by slot and id.
    """
    placed = sorted(placed, key=lambda one: (one.slot_id, one.table_id, one.meeting_id))
    found = [*_unknown(problem, placed), *_twice(placed)]
    if require_all:
        found += _missing(problem, placed)
    seats = _seats(problem, placed)
    for rule in RULES:
        found += rule(problem, seats)
    return found


def _seats(problem: Problem, placed: list[Placed]) -> list[Seat]:
    tables = {table.table_id: table for table in problem.tables}
    return [
        Seat(problem.meeting[one.meeting_id], problem.slot[one.slot_id], tables[one.table_id])
        for one in placed
        if one.meeting_id in problem.meeting
        and one.slot_id in problem.slot
        and one.table_id in tables
    ]


def _unknown(problem: Problem, placed: list[Placed]) -> Iterator[Broken]:
    """Meeting, slot and table of a place exist."""
    tables = {table.table_id for table in problem.tables}
    for one in placed:
        which = (one.meeting_id,)
        if one.meeting_id not in problem.meeting:
            message = mark("no meeting has the id '{meeting}'")
            yield Broken("exists", message, {"meeting": one.meeting_id}, which)
        if one.slot_id not in problem.slot:
            message = mark("meeting {meeting}: no slot has the id '{slot}'")
            values: dict[str, object] = {"meeting": one.meeting_id, "slot": one.slot_id}
            yield Broken("exists", message, values, which)
        if one.table_id not in tables:
            message = mark("meeting {meeting}: no table has the id '{table}'")
            values = {"meeting": one.meeting_id, "table": one.table_id}
            yield Broken("exists", message, values, which)


def _twice(placed: list[Placed]) -> Iterator[Broken]:
    """A meeting is held once at most."""
    for meeting_id, n in sorted(Counter(one.meeting_id for one in placed).items()):
        if n > 1:
            message = mark("meeting {meeting} stands in the plan {n} times")
            yield Broken("once", message, {"meeting": meeting_id, "n": n}, (meeting_id,))


def _missing(problem: Problem, placed: list[Placed]) -> Iterator[Broken]:
    """Every meeting has a place."""
    held = {one.meeting_id for one in placed}
    for one in sorted(problem.meetings, key=lambda one: one.meeting_id):
        if one.meeting_id not in held:
            message = mark("{supplier} and {buyer} have no place in the plan")
            yield Broken("all", message, names(problem, one), (one.meeting_id,), one.firms)


def forgotten(problem: Problem, plan: Plan) -> list[Broken]:
    """Find the meetings that stand neither in a plan nor among those it leaves out."""
    left = {one.meeting_id for one in plan.left_out}
    message = mark(
        "{supplier} and {buyer} stand neither in the plan nor among the meetings left out; "
        "put the line back"
    )
    missing = _missing(problem, list(plan.placed))
    lost = (one for one in missing if one.meetings[0] not in left)
    return [one._replace(rule="forgotten", message=message) for one in lost]


def _people(problem: Problem, seats: list[Seat]) -> Iterator[Broken]:
    """A participant has as many meetings at once as it has people, a group counting as one."""
    for (slot_id, firm_id), some in _by(seats, _slot_and_firms):
        firm = problem.participant[firm_id]
        n_tables = len({seat.table.table_id for seat in some})
        if len(some) > firm.at_once or n_tables > firm.n_people:
            message = mark("{firm} has {n} meetings at once in slot {slot}")
            values: dict[str, object] = {"firm": firm.name, "n": len(some), "slot": slot_id}
            yield Broken("people", message, values, _ids(some), (firm_id,))


def _availability(problem: Problem, seats: list[Seat]) -> Iterator[Broken]:
    """A participant meets only in slots it can use."""
    for meeting, slot, _ in seats:
        for firm_id in meeting.firms:
            firm = problem.participant[firm_id]
            if firm.free is not None and slot.slot_id not in firm.free:
                message = mark("{firm} is not free in slot {slot}")
                values: dict[str, object] = {"firm": firm.name, "slot": slot.slot_id}
                yield Broken("availability", message, values, (meeting.meeting_id,), (firm_id,))


def _allowed(problem: Problem, seats: list[Seat]) -> Iterator[Broken]:
    """A meeting stands in a slot that is allowed for it."""
    for seat in seats:
        if seat.meeting.slots is not None and seat.slot.slot_id not in seat.meeting.slots:
            message = mark("{supplier} and {buyer} are not to meet in slot {slot}")
            yield _of_one("allowed", message, problem, seat)


def _minutes(problem: Problem, seats: list[Seat]) -> Iterator[Broken]:
    """A meeting stands in a slot that is long enough."""
    for seat in seats:
        if seat.slot.minutes < seat.meeting.minutes:
            message = mark("{supplier} and {buyer} need {minutes} minutes; slot {slot} has {n}")
            more = {"minutes": seat.meeting.minutes, "n": seat.slot.minutes}
            yield _of_one("minutes", message, problem, seat, **more)


def _lock(problem: Problem, seats: list[Seat]) -> Iterator[Broken]:
    """A locked meeting stays in its slot."""
    for seat in seats:
        if seat.meeting.locked not in (None, seat.slot.slot_id):
            message = mark("{supplier} and {buyer} are locked in slot {locked}, not {slot}")
            yield _of_one("lock", message, problem, seat, locked=seat.meeting.locked)


def _table_lock(problem: Problem, seats: list[Seat]) -> Iterator[Broken]:
    """A meeting whose table is settled stays at it."""
    for seat in seats:
        if seat.meeting.table not in (None, seat.table.table_id):
            message = mark("{supplier} and {buyer} are locked at table {locked}, not {table}")
            yield _of_one("table_lock", message, problem, seat, locked=seat.meeting.table)


def _one_table(problem: Problem, seats: list[Seat]) -> Iterator[Broken]:
    """A table holds one meeting, or one buyer with its group."""
    for (slot_id, table_id), some in _by(seats, lambda s: [(s.slot.slot_id, s.table.table_id)]):
        buyers = {seat.meeting.buyer_id for seat in some}
        size = min(problem.participant[buyer].group_size for buyer in buyers)
        if len(buyers) > 1 or len(some) > size:
            message = mark("table {table} has {n} meetings in slot {slot}")
            values: dict[str, object] = {"table": table_id, "n": len(some), "slot": slot_id}
            firms = tuple(sorted({firm for seat in some for firm in seat.meeting.firms}))
            yield Broken("table", message, values, _ids(some), firms)


def _table_free(problem: Problem, seats: list[Seat]) -> Iterator[Broken]:
    """A table is used only in its slots."""
    for seat in seats:
        if seat.table.free is not None and seat.slot.slot_id not in seat.table.free:
            message = mark("table {table} is not there in slot {slot} ({supplier} and {buyer})")
            yield _of_one("table_free", message, problem, seat)


def _equipment(problem: Problem, seats: list[Seat]) -> Iterator[Broken]:
    """A meeting finds at its table what it needs."""
    for seat in seats:
        missing = sorted(seat.meeting.equipment - seat.table.equipment)
        if missing:
            message = mark("{supplier} and {buyer} need {equipment}; table {table} has none")
            yield _of_one("equipment", message, problem, seat, equipment=", ".join(missing))


def _resource(problem: Problem, seats: list[Seat]) -> Iterator[Broken]:
    """A resource serves as many meetings at once as it can."""
    known = {one.resource_id: one for one in problem.resources}
    for (slot_id, resource_id), some in _by(seats, _slot_and_resources):
        limit = known[resource_id].n_at_once if resource_id in known else 0
        if len(some) > limit:
            message = mark(
                "{n} meetings need {resource} in slot {slot}; there is enough for {most}"
            )
            values: dict[str, object] = {"n": len(some), "resource": resource_id, "slot": slot_id}
            yield Broken("resource", message, values | {"most": limit}, _ids(some))


def _resource_free(problem: Problem, seats: list[Seat]) -> Iterator[Broken]:
    """A resource is used only in slots in which it is there."""
    known = {one.resource_id: one for one in problem.resources}
    for seat in seats:
        for resource_id in sorted(seat.meeting.resources & known.keys()):
            free = known[resource_id].free
            if free is not None and seat.slot.slot_id not in free:
                message = mark("{resource} is not there in slot {slot} ({supplier} and {buyer})")
                yield _of_one("resource_free", message, problem, seat, resource=resource_id)


def _precedence(problem: Problem, seats: list[Seat]) -> Iterator[Broken]:
    """A meeting that comes after another starts later."""
    starts = {seat.meeting.meeting_id: seat.slot.starts for seat in seats}
    for earlier, later in problem.precedences:
        if earlier in starts and later in starts and starts[later] <= starts[earlier]:
            message = mark("meeting {earlier} is to come before meeting {later}")
            yield Broken(
                "precedence", message, {"earlier": earlier, "later": later}, (earlier, later)
            )


def _difference(problem: Problem, seats: list[Seat]) -> Iterator[Broken]:
    """Numbers of idle gaps differ by no more than is allowed."""
    placed = [Placed(s.meeting.meeting_id, s.slot.slot_id, s.table.table_id) for s in seats]
    gaps = sorted((n, firm) for firm, n in n_gaps_of(problem, placed).items())
    if problem.most_difference is None or not gaps:
        return
    (least, best), (most, worst) = gaps[0], gaps[-1]
    if most - least > problem.most_difference:
        message = mark("{worst} has {n} idle gaps and {best} {least}; {most} more are allowed")
        values: dict[str, object] = {
            "worst": problem.participant[worst].name,
            "n": most,
            "best": problem.participant[best].name,
            "least": least,
            "most": problem.most_difference,
        }
        yield Broken("difference", message, values, (), (best, worst))


RULES: tuple[Callable[[Problem, list[Seat]], Iterator[Broken]], ...] = (
    _people,
    _availability,
    _allowed,
    _minutes,
    _lock,
    _table_lock,
    _one_table,
    _table_free,
    _equipment,
    _resource,
    _resource_free,
    _precedence,
    _difference,
)


def names(problem: Problem, meeting: Meeting) -> dict[str, object]:
    """Name both sides of a meeting for a message."""
    return {
        "supplier": problem.participant[meeting.supplier_id].name,
        "buyer": problem.participant[meeting.buyer_id].name,
    }


def _of_one(rule: str, message: str, problem: Problem, seat: Seat, **more: object) -> Broken:
    values = names(problem, seat.meeting) | {"slot": seat.slot.slot_id} | more
    if "{table}" in message:
        values["table"] = seat.table.table_id
    return Broken(rule, message, values, (seat.meeting.meeting_id,), seat.meeting.firms)


Key = tuple[str, str]


def _by(
    seats: list[Seat], keys: Callable[[Seat], Iterable[Key]]
) -> Iterator[tuple[Key, list[Seat]]]:
    groups: dict[Key, list[Seat]] = defaultdict(list)
    for seat in seats:
        for key in keys(seat):
            groups[key].append(seat)
    yield from sorted(groups.items(), key=lambda group: group[0])


def _slot_and_firms(seat: Seat) -> list[Key]:
    return [(seat.slot.slot_id, firm_id) for firm_id in seat.meeting.firms]


def _slot_and_resources(seat: Seat) -> list[Key]:
    return [(seat.slot.slot_id, one) for one in sorted(seat.meeting.resources)]


def _ids(seats: list[Seat]) -> tuple[str, ...]:
    return tuple(seat.meeting.meeting_id for seat in seats)
