"""Changing: the event as it is after a change; what is past stays as it was planned."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from features.language import mark
from matcher.errors import DataError, NotFoundError
from matcher.planner import changes
from matcher.planner.changes import Change
from matcher.planner.problem import Meeting, Problem, Slot

Slots = frozenset[str]


class Changed(NamedTuple):
    """The event afterwards, the slots that are past, and who is told nothing: it is not there."""

    problem: Problem
    past: Slots
    absent: frozenset[str]


def changed(problem: Problem, now: datetime, some: Sequence[Change]) -> Changed:
    """Give the event after changes, taken in their order.

    A slot is past that started before `now`; in it everybody keeps what was planned, be it there
    or not. A meeting locked in a slot that is cancelled has no slot left.

    Raises
    ------
    NotFoundError
        For a firm, table or session that the event does not have.
    DataError
        For a participant or meeting that it has already, or a delay of a negative time or past
        midnight.
    """
    past = frozenset(slot.slot_id for slot in problem.slots if slot.starts < now)
    for one in some:
        problem = _APPLY[type(one)](problem, past, one)
    absent = frozenset(one.firm_id for one in some if isinstance(one, changes.NoShow))
    return Changed(problem, past, absent)


def _no_show(problem: Problem, past: Slots, change: changes.NoShow) -> Problem:
    return _without(problem, change.firm_id, problem.slot.keys() - past)


def _late(problem: Problem, past: Slots, change: changes.LateArrival) -> Problem:
    missed = {slot.slot_id for slot in problem.slots if slot.starts < change.at} - past
    return _without(problem, change.firm_id, missed)


def _early(problem: Problem, past: Slots, change: changes.EarlyLeaving) -> Problem:
    day = change.at.date()
    missed = {s.slot_id for s in problem.slots if s.starts.date() == day and s.ends > change.at}
    return _without(problem, change.firm_id, missed - past)


def _without(problem: Problem, firm_id: str, missed: set[str]) -> Problem:
    if firm_id not in problem.participant:
        raise NotFoundError(mark("no participant has the id '{id}'; correct the id"), id=firm_id)
    return replace(
        problem,
        participants=tuple(
            replace(one, free=_limited(problem, one.free) - missed)
            if one.firm_id == firm_id
            else one
            for one in problem.participants
        ),
    )


def _limited(problem: Problem, free: Slots | None) -> Slots:
    return frozenset(problem.slot) if free is None else free


def _walk_in(problem: Problem, past: Slots, change: changes.WalkIn) -> Problem:
    if change.participant.firm_id in problem.participant:
        message = mark("{firm} takes part already; add its meetings one by one")
        raise DataError(message, firm=change.participant.name)
    problem = replace(problem, participants=(*problem.participants, change.participant))
    for meeting in change.meetings:
        problem = add_meeting(problem, meeting)
    return _without(problem, change.participant.firm_id, set(past))


def _added(problem: Problem, _past: Slots, change: changes.MeetingAdded) -> Problem:
    return add_meeting(problem, change.meeting)


def add_meeting(problem: Problem, meeting: Meeting) -> Problem:
    """Give the event with one more meeting."""
    if meeting.meeting_id in problem.meeting:
        message = mark("there is a meeting '{meeting}' already; give the new one another id")
        raise DataError(message, meeting=meeting.meeting_id)
    for firm_id in meeting.firms:
        if firm_id not in problem.participant:
            raise NotFoundError(
                mark("no participant has the id '{id}'; correct the id"), id=firm_id
            )
    for other in problem.of_firm[meeting.supplier_id]:
        if set(other.firms) == set(meeting.firms):
            message = mark("{supplier} and {buyer} have meeting {meeting} already")
            names = [problem.participant[firm_id].name for firm_id in meeting.firms]
            raise DataError(message, supplier=names[0], buyer=names[1], meeting=other.meeting_id)
    return replace(problem, meetings=(*problem.meetings, meeting))


def _table_lost(problem: Problem, past: Slots, change: changes.TableLost) -> Problem:
    if change.table_id not in {table.table_id for table in problem.tables}:
        raise NotFoundError(mark("no table has the id '{id}'; correct the id"), id=change.table_id)
    return replace(
        problem,
        tables=tuple(
            replace(one, free=_limited(problem, one.free) & past)
            if one.table_id == change.table_id
            else one
            for one in problem.tables
        ),
    )


def _delayed(problem: Problem, past: Slots, change: changes.Delayed) -> Problem:
    if change.minutes < 0:
        message = mark("a delay of {n} minutes would begin slots early; write 0 or more")
        raise DataError(message, n=change.minutes)
    ahead = [slot for slot in problem.slots if slot.slot_id not in past]
    today = min((slot.starts.date() for slot in ahead), default=None)
    later = timedelta(minutes=change.minutes)
    moved = {slot.slot_id for slot in ahead if slot.starts.date() == today}
    ends = max((slot.ends + later for slot in ahead if slot.slot_id in moved), default=None)
    if ends is not None and ends.date() != today:
        message = mark(
            "with a delay of {n} minutes the day ends at {hour}, past midnight; "
            "write fewer minutes or shorten a session"
        )
        raise DataError(message, n=change.minutes, hour=f"{ends:%H:%M}")
    return replace(
        problem,
        slots=tuple(
            replace(slot, starts=slot.starts + later, ends=slot.ends + later)
            if slot.slot_id in moved
            else slot
            for slot in problem.slots
        ),
    )


def _shortened(problem: Problem, past: Slots, change: changes.SessionShortened) -> Problem:
    if change.session not in {slot.session for slot in problem.slots}:
        known = ", ".join(sorted({slot.session for slot in problem.slots}))
        message = mark("no session is called '{session}'; there are: {known}")
        raise NotFoundError(message, session=change.session, known=known)

    def goes(slot: Slot) -> bool:
        late = slot.session == change.session and slot.ends > change.until
        return late and slot.slot_id not in past

    left = tuple(slot for slot in problem.slots if not goes(slot))
    ids = frozenset(slot.slot_id for slot in left)
    return replace(
        problem,
        slots=left,
        participants=tuple(replace(p, free=_within(p.free, ids)) for p in problem.participants),
        tables=tuple(replace(table, free=_within(table.free, ids)) for table in problem.tables),
        resources=tuple(replace(one, free=_within(one.free, ids)) for one in problem.resources),
        meetings=tuple(_cut(one, ids) for one in problem.meetings),
    )


def _within(free: Slots | None, ids: Slots) -> Slots | None:
    return None if free is None else free & ids


def _cut(meeting: Meeting, ids: Slots) -> Meeting:
    """A meeting locked in a slot that is gone is not moved on its own account: it has no slot."""
    if meeting.locked is not None and meeting.locked not in ids:
        return replace(meeting, locked=None, slots=frozenset())
    return replace(meeting, slots=_within(meeting.slots, ids))


_APPLY: dict[type, Callable[[Problem, Slots, Any], Problem]] = {
    changes.NoShow: _no_show,
    changes.LateArrival: _late,
    changes.EarlyLeaving: _early,
    changes.WalkIn: _walk_in,
    changes.TableLost: _table_lost,
    changes.MeetingAdded: _added,
    changes.Delayed: _delayed,
    changes.SessionShortened: _shortened,
}
