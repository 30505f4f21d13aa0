"""Problem: everything a timetable has to keep, as the event says it; nothing of how it is solved.

Times are local to the event and have no zone. Whatever keeps a participant away (the bus of a
sentra, Friday prayers, another duty) is told by the slots it can use.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal

Side = Literal["supplier", "buyer"]


@dataclass(frozen=True)
class Slot:
    """A time in which meetings are held; slots of one event do not overlap, gaps are breaks.

    `session` names the part of the programme it belongs to, such as "Rabu pagi".
    """

    slot_id: str
    starts: datetime
    ends: datetime
    session: str = ""

    @property
    def minutes(self) -> int:
        """Give the length in minutes."""
        return round((self.ends - self.starts).total_seconds() / 60)


@dataclass(frozen=True)
class Table:
    """A table, what stands on it ("proyektor", "alat ukur"), and its slots, None for all."""

    table_id: str
    equipment: frozenset[str] = frozenset()
    free: frozenset[str] | None = None


@dataclass(frozen=True)
class Participant:
    """A firm that comes.

    `free` are the slots it can use, None for all. With `n_people` it holds as many meetings at
    once, each at a table of its own. A buyer with `group_size` g meets up to g suppliers together,
    at one table.
    """

    firm_id: str
    name: str
    side: Side
    free: frozenset[str] | None = None
    n_people: int = 1
    group_size: int = 1

    @property
    def at_once(self) -> int:
        """Give how many meetings it can have in one slot."""
        return self.n_people * self.group_size


@dataclass(frozen=True)
class Meeting:
    """A supplier that is to meet a buyer, once.

    `slots` are those allowed, None for all; `locked` the one that is settled, at `table` if that is
    settled too. It needs a table with all of `equipment`, a slot of `minutes` at least, and in
    that slot each of `resources` (an interpreter, a coach).
    """

    meeting_id: str
    supplier_id: str
    buyer_id: str
    need_id: str | None = None
    score: float = 0.0
    slots: frozenset[str] | None = None
    locked: str | None = None
    table: str | None = None
    equipment: frozenset[str] = frozenset()
    resources: frozenset[str] = frozenset()
    minutes: int = 0

    @property
    def firms(self) -> tuple[str, str]:
        """Name both sides."""
        return self.supplier_id, self.buyer_id


@dataclass(frozen=True)
class Resource:
    """Somebody or something that several meetings share: at most `n_at_once` in a slot."""

    resource_id: str
    n_at_once: int = 1
    free: frozenset[str] | None = None


@dataclass(frozen=True)
class Problem:
    """What is to be planned.

    `precedences` are pairs (earlier, later) of meeting ids. Numbers of idle gaps may differ by at
    most `most_difference` between any two participants that have meetings; None for no limit.
    """

    slots: tuple[Slot, ...]
    tables: tuple[Table, ...]
    participants: tuple[Participant, ...]
    meetings: tuple[Meeting, ...]
    resources: tuple[Resource, ...] = ()
    precedences: tuple[tuple[str, str], ...] = ()
    most_difference: int | None = None
    name: str = field(default="", compare=False)

    @cached_property
    def participant(self) -> Mapping[str, Participant]:
        """Participants by firm."""
        return {one.firm_id: one for one in self.participants}

    @cached_property
    def meeting(self) -> Mapping[str, Meeting]:
        """Meetings by id."""
        return {one.meeting_id: one for one in self.meetings}

    @cached_property
    def slot(self) -> Mapping[str, Slot]:
        """Slots by id."""
        return {one.slot_id: one for one in self.slots}

    @cached_property
    def of_firm(self) -> Mapping[str, tuple[Meeting, ...]]:
        """Meetings of each participant, in the order of the problem."""
        found: dict[str, list[Meeting]] = {one.firm_id: [] for one in self.participants}
        for meeting in self.meetings:
            for firm_id in meeting.firms:
                found[firm_id].append(meeting)
        return {firm_id: tuple(some) for firm_id, some in found.items()}
