"""Clashes: a set of wishes that cannot all be kept, told in one sentence."""

from collections.abc import Callable, Sequence

from features.language import mark
from matcher.planner.overloads import Overload, overloads
from matcher.planner.problem import Meeting, Problem
from matcher.planner.wishes import Wish, keep_only

Said = tuple[str, dict[str, object]]


def say_clash(problem: Problem, wishes: Sequence[Wish]) -> Said:
    """Say why wishes clash: an entry of the catalogue and the values that fill it."""
    part, required = keep_only(problem, wishes)
    full = next(iter(overloads(part, required)), None)
    if full:
        return _SAY[full.of](problem, wishes, full)
    return _say_by_kind(problem, wishes)


def _say_by_kind(problem: Problem, wishes: Sequence[Wish]) -> Said:
    """Tell what counting does not see by the kinds of wishes that clash."""
    kinds = {wish.kind for wish in wishes}
    ids = ", ".join(sorted(wish.ids[0] for wish in wishes if wish.kind == "meeting"))
    if kinds == {"meeting", "lock"}:
        return _say_locks(problem, wishes)
    if kinds == {"meeting", "equipment", "tables"}:
        message = mark("meetings {meetings} need {equipment}, which too few tables have")
        needed = {item for one in _of(problem, wishes, "equipment") for item in one.equipment}
        return message, {"meetings": ids, "equipment": ", ".join(sorted(needed))}
    if "difference" in kinds:
        message = mark("idle gaps cannot differ by at most {n} with these {of} wishes")
        return message, {"n": problem.most_difference, "of": len(wishes) - 1}
    if "precedence" in kinds and kinds <= _OF_TIME:
        message = mark("meetings {meetings} cannot come in the order asked for")
        return message, {"meetings": ids}
    return mark("these {n} wishes cannot all be kept together"), {"n": len(wishes)}


_OF_TIME = {"meeting", "precedence", "session", "lock", "availability", "minutes"}


def _of(problem: Problem, wishes: Sequence[Wish], kind: str) -> list[Meeting]:
    return [problem.meeting[wish.ids[0]] for wish in wishes if wish.kind == kind]


def _say_locks(problem: Problem, wishes: Sequence[Wish]) -> Said:
    """Locks clash though no firm is full: at one table, or they leave no slot to a meeting."""
    locked = _of(problem, wishes, "lock")
    ids = {one.meeting_id for one in locked}
    open_ = [one for one in _of(problem, wishes, "meeting") if one.meeting_id not in ids]
    if len(open_) == 1:
        message = mark("{supplier} and {buyer} have no slot left beside {n} locked meetings")
        return message, _names(problem, open_[0]) | {"n": len(locked)}
    places = {(one.locked, one.table) for one in locked}
    if len(places) == 1 and not open_:
        message = mark("meetings {meetings} are locked at table {table} in slot {slot}")
        values: dict[str, object] = {"table": locked[0].table, "slot": locked[0].locked}
        return message, values | {"meetings": ", ".join(sorted(ids))}
    message = mark("the locks of meetings {meetings} leave no place to others")
    return message, {"meetings": ", ".join(sorted(ids))}


def _names(problem: Problem, meeting: Meeting) -> dict[str, object]:
    return {
        "supplier": problem.participant[meeting.supplier_id].name,
        "buyer": problem.participant[meeting.buyer_id].name,
    }


def _say_meeting(problem: Problem, wishes: Sequence[Wish], full: Overload) -> Said:
    """One meeting has no slot: two are never free together, or one side never when it may be."""
    meeting = problem.meeting[full.which]
    values = _names(problem, meeting)
    others = {wish.kind for wish in wishes} - {"meeting"}
    if others == {"availability"}:
        return mark("{supplier} and {buyer} are never free in the same slot"), values
    if "lock" in others and meeting.locked is not None:
        message = mark("{supplier} and {buyer} are locked in slot {slot}, which they cannot use")
        return message, values | {"slot": meeting.locked}
    return mark("no slot fits {supplier} and {buyer}"), values


def _say_firm(problem: Problem, wishes: Sequence[Wish], full: Overload) -> Said:
    values: dict[str, object] = {
        "firm": problem.participant[full.which].name,
        "n_places": full.n_places,
        "n_meetings": len(full.meetings),
    }
    locked = {wish.ids[0] for wish in wishes if wish.kind == "lock"}
    if len(full.slots) == 1 and locked >= set(full.meetings):
        message = mark("{firm} has {n_meetings} meetings locked in slot {slot}; {n_places} fit")
        return message, values | {"slot": full.slots[0]}
    others = {wish.kind for wish in wishes} - {"meeting", "availability"}
    free = [wish.ids[0] for wish in wishes if wish.kind == "availability"]
    if not others and free == [full.which]:
        message = mark(
            "{firm} is free {n_slots} slots and has {n_meetings} meetings; {n_places} fit"
        )
        return message, values | {"n_slots": len(full.slots)}
    if not others and not free:
        message = mark(
            "the event has {n_slots} slots and {firm} {n_meetings} meetings; {n_places} fit"
        )
        return message, values | {"n_slots": len(full.slots)}
    message = mark("{n_meetings} meetings of {firm} can only be in slots {slots}; {n_places} fit")
    return message, values | {"slots": ", ".join(full.slots)}


def _say_resource(_problem: Problem, _wishes: Sequence[Wish], full: Overload) -> Said:
    message = mark("{n_meetings} meetings need {resource} in {n_slots} slots; {n_places} fit")
    return message, _counts(full) | {"resource": full.which}


def _say_tables(problem: Problem, _wishes: Sequence[Wish], full: Overload) -> Said:
    message = mark(
        "{n_meetings} meetings need a table in {n_slots} slots; {n_tables} tables hold {n_places}"
    )
    return message, _counts(full) | {"n_tables": len(problem.tables)}


def _counts(full: Overload) -> dict[str, object]:
    return {
        "n_meetings": len(full.meetings),
        "n_slots": len(full.slots),
        "n_places": full.n_places,
    }


_SAY: dict[str, Callable[[Problem, Sequence[Wish], Overload], Said]] = {
    "meeting": _say_meeting,
    "firm": _say_firm,
    "resource": _say_resource,
    "tables": _say_tables,
}
