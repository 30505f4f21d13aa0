"""Ways out of a conflict: the smallest changes after which its wishes can be kept, each solved."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

from features.language import mark
from matcher.planner.deciding import decide
from matcher.planner.explaining import Conflict
from matcher.planner.overloads import overloads
from matcher.planner.problem import Meeting, Participant, Problem, Slot, Table
from matcher.planner.wishes import Wish, keep_only

PARTS_SHARE = 0.5  # of the time, for the conflict; the rest asks about the whole event
MOST_ALIKE = 3  # ways out of one kind, such as a slot more for the same firm
MOST_TABLES = 50  # added at once


class WayOut(NamedTuple):
    """A change that lets the wishes of a conflict be kept.

    `message` is an entry of the catalogue that `values` fill, `problem` the event after it.
    `solves_all` says whether every meeting of the event can then be held, None if that is open;
    `lost_score` what the meetings score that are given up.
    """

    message: str
    values: dict[str, object]
    problem: Problem
    solves_all: bool | None
    lost_score: float = 0.0

    def __str__(self) -> str:
        return self.message.format(**self.values)


class _Change(NamedTuple):
    """A change to try, and what it gives up: nothing, a wish about time or place, a meeting."""

    message: str
    values: dict[str, object]
    problem: Problem
    price: int
    lost_score: float = 0.0


def ways_out(
    problem: Problem, conflict: Conflict, seconds: float = 20.0, most: int = 6
) -> list[WayOut]:
    """Give the cheapest ways out, those that solve everything first, then by what they give up.

    Every one of them was solved: with it, the wishes of the conflict can be kept together.
    """
    begun = time.monotonic()
    found: list[WayOut] = []
    changes = sorted(_changes(problem, conflict), key=lambda one: (one.price, one.lost_score))
    for change in changes:
        left = begun + PARTS_SHARE * seconds - time.monotonic()
        if left <= 0 or len(found) >= most:
            break
        alike = sum(one.message == change.message for one in found)
        if alike < MOST_ALIKE and _helps(change.problem, conflict, left):
            spare = (begun + seconds - time.monotonic()) / most
            solves = _solves(change.problem, spare)
            found.append(WayOut(*change[:3], solves, change.lost_score))
    return sorted(found, key=lambda one: one.solves_all is not True)


def _helps(changed: Problem, conflict: Conflict, seconds: float) -> bool:
    wishes = [
        one
        for one in conflict.wishes
        if one.kind not in _OF_MEETINGS or set(one.ids) <= changed.meeting.keys()
    ]
    part, required = keep_only(changed, wishes)
    return bool(decide(part, required, seconds).feasible)


def _solves(changed: Problem, seconds: float) -> bool | None:
    if next(iter(overloads(changed)), None):
        return False
    return decide(changed, seconds=seconds).feasible


_OF_MEETINGS = ("meeting", "lock", "session", "minutes", "equipment", "precedence")


def _changes(problem: Problem, conflict: Conflict) -> Iterator[_Change]:
    for wish in conflict.wishes:
        yield from _TRY[wish.kind](problem, wish)
    yield from _drop_many(problem)
    if problem.slots:
        longer = replace(problem, slots=(*problem.slots, _one_more(problem)))
        last = longer.slots[-1]
        message = mark("the last day goes on for one slot more, {starts} to {ends}")
        values: dict[str, object] = {
            "starts": f"{last.starts:%H:%M}",
            "ends": f"{last.ends:%H:%M}",
        }
        yield _Change(message, values, longer, price=2)


def _one_more(problem: Problem) -> Slot:
    """Continue the last day at the pace of its last slots, a break not counted as pace."""
    in_order = sorted(problem.slots, key=lambda slot: slot.starts)
    last = in_order[-1]
    between = [b.starts - a.ends for a, b in pairwise(in_order)]
    starts = last.ends + min(between, default=timedelta(0))
    known = problem.slot.keys()
    slot_id = next(
        f"{last.slot_id}+{i}"
        for i in range(1, len(known) + 2)
        if f"{last.slot_id}+{i}" not in known
    )
    return replace(last, slot_id=slot_id, starts=starts, ends=starts + (last.ends - last.starts))


def _drop(problem: Problem, wish: Wish) -> Iterator[_Change]:
    meeting = problem.meeting[wish.ids[0]]
    values = _names(problem, meeting) | {"score": meeting.score}
    less = replace(
        problem,
        meetings=tuple(one for one in problem.meetings if one is not meeting),
        precedences=tuple(p for p in problem.precedences if meeting.meeting_id not in p),
    )
    message = mark("{supplier} and {buyer} do not meet (score {score:.0f})")
    yield _Change(message, values, less, price=4, lost_score=meeting.score)


def _drop_many(problem: Problem) -> Iterator[_Change]:
    """Give up as many meetings of a full firm as do not fit, those of least score."""
    for full in overloads(problem):
        if full.of == "firm":
            firm = problem.participant[full.which]
            n_fit = firm.at_once * len(problem.slots if firm.free is None else firm.free)
            of_firm = sorted(problem.of_firm[full.which], key=lambda m: (m.score, m.meeting_id))
            gone = [m for m in of_firm if m.locked is None][: len(of_firm) - n_fit]
            if len(gone) > 1:
                yield _without(problem, firm, gone)
            return


def _without(problem: Problem, firm: Participant, gone: list[Meeting]) -> _Change:
    ids = {one.meeting_id for one in gone}
    less = replace(
        problem,
        meetings=tuple(one for one in problem.meetings if one.meeting_id not in ids),
        precedences=tuple(pair for pair in problem.precedences if not ids & set(pair)),
    )
    lost = sum(one.score for one in gone)
    message = mark("{firm} does without {n} meetings: {meetings} (score {score:.0f})")
    values: dict[str, object] = {
        "firm": firm.name,
        "n": len(gone),
        "meetings": ", ".join(sorted(ids)),
        "score": lost,
    }
    return _Change(message, values, less, price=3, lost_score=lost)


def _unlock(problem: Problem, wish: Wish) -> Iterator[_Change]:
    meeting = problem.meeting[wish.ids[0]]
    changed = _with(problem, replace(meeting, locked=None, table=None))
    yield _Change(mark("{supplier} and {buyer} are unlocked"), _names(problem, meeting), changed, 0)


def _any_session(problem: Problem, wish: Wish) -> Iterator[_Change]:
    meeting = problem.meeting[wish.ids[0]]
    message = mark("{supplier} and {buyer} may meet in any slot")
    yield _Change(
        message, _names(problem, meeting), _with(problem, replace(meeting, slots=None)), 0
    )


def _shorter(problem: Problem, wish: Wish) -> Iterator[_Change]:
    meeting = problem.meeting[wish.ids[0]]
    message = mark("{supplier} and {buyer} meet for one slot, however short")
    yield _Change(message, _names(problem, meeting), _with(problem, replace(meeting, minutes=0)), 1)


def _without_equipment(problem: Problem, wish: Wish) -> Iterator[_Change]:
    meeting = problem.meeting[wish.ids[0]]
    values = _names(problem, meeting) | {"equipment": ", ".join(sorted(meeting.equipment))}
    message = mark("{supplier} and {buyer} do without {equipment}")
    yield _Change(message, values, _with(problem, replace(meeting, equipment=frozenset())), 1)


def _come_longer(problem: Problem, wish: Wish) -> Iterator[_Change]:
    firm = problem.participant[wish.ids[0]]
    for slot in problem.slots:
        if firm.free is not None and slot.slot_id not in firm.free:
            longer = replace(firm, free=firm.free | {slot.slot_id})
            everybody = tuple(longer if one is firm else one for one in problem.participants)
            message = mark("{firm} comes in slot {slot} too")
            values: dict[str, object] = {"firm": firm.name, "slot": slot.slot_id}
            yield _Change(message, values, replace(problem, participants=everybody), 2)


def _more_tables(problem: Problem, _wish: Wish) -> Iterator[_Change]:
    """Add as many tables as counting asks for, one at least."""
    everything = frozenset(item for one in problem.meetings for item in one.equipment)
    known = {table.table_id for table in problem.tables}
    names = (f"+{i}" for i in range(1, len(known) + MOST_TABLES + 1))
    fresh = [Table(name, everything) for name in names if name not in known][:MOST_TABLES]
    for n in range(1, MOST_TABLES + 1):
        more = replace(problem, tables=(*problem.tables, *fresh[:n]))
        if n == MOST_TABLES or not any(one.of == "tables" for one in overloads(more)):
            message = mark("{n} more tables, with what is needed on them")
            yield _Change(message, {"n": n}, more, 1)
            return


def _more_of_it(problem: Problem, wish: Wish) -> Iterator[_Change]:
    known = {one.resource_id: one for one in problem.resources}
    one = known[wish.ids[0]]
    for more in (replace(one, n_at_once=one.n_at_once + 1), replace(one, free=None)):
        if more != one:
            some = tuple(more if other is one else other for other in problem.resources)
            values: dict[str, object] = {"resource": one.resource_id, "n": more.n_at_once}
            message = (
                mark("{resource} is there {n} times at once")
                if more.n_at_once > one.n_at_once
                else mark("{resource} is there in every slot")
            )
            yield _Change(message, values, replace(problem, resources=some), 1)


def _any_order(problem: Problem, wish: Wish) -> Iterator[_Change]:
    left = tuple(pair for pair in problem.precedences if pair != wish.ids)
    message = mark("meeting {earlier} need not come before meeting {later}")
    values: dict[str, object] = {"earlier": wish.ids[0], "later": wish.ids[1]}
    yield _Change(message, values, replace(problem, precedences=left), 0)


def _wider(problem: Problem, _wish: Wish) -> Iterator[_Change]:
    most = (problem.most_difference or 0) + 1
    message = mark("idle gaps may differ by {n}")
    yield _Change(message, {"n": most}, replace(problem, most_difference=most), 0)


def _with(problem: Problem, meeting: Meeting) -> Problem:
    """Give the event with a meeting in place of the one with its id."""
    some = tuple(meeting if m.meeting_id == meeting.meeting_id else m for m in problem.meetings)
    return replace(problem, meetings=some)


def _names(problem: Problem, meeting: Meeting) -> dict[str, object]:
    return {
        "supplier": problem.participant[meeting.supplier_id].name,
        "buyer": problem.participant[meeting.buyer_id].name,
    }


_TRY: dict[str, Callable[[Problem, Wish], Iterator[_Change]]] = {
    "meeting": _drop,
    "lock": _unlock,
    "session": _any_session,
    "minutes": _shorter,
    "equipment": _without_equipment,
    "availability": _come_longer,
    "tables": _more_tables,
    "resource": _more_of_it,
    "precedence": _any_order,
    "difference": _wider,
}
