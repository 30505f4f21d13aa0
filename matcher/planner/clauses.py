"""Clauses: an instance as weighted clauses, in which every gap that ends costs 1.

A gap ends where a participant meets, did not meet in the slot before, and has met earlier on that
day. Counting the beginnings of blocks less one instead proves far less. Two things are implied and
said all the same: that a participant uses as many slots as it has meetings (Bofill et al., JAIR 74,
2022), and that who meets n or more slots after an earlier meeting, having n, waits in between.
"""

import numpy as np
from pysat.card import CardEnc, EncType
from pysat.formula import WCNF

from matcher.planner.instance import Array, Instance, Limit
from matcher.planner.sides import two_sides

PAIRWISE = 5  # up to so many literals, every pair is written out


class Clauses:
    """Clauses under construction; `at[meeting, slot]` are the literals of the timetable."""

    def __init__(self) -> None:
        self.wcnf = WCNF()
        self.top = 0
        self.at: dict[tuple[int, int], int] = {}
        self.busy: dict[tuple[int, int], int] = {}

    def new(self) -> int:
        """Give a fresh literal."""
        self.top += 1
        return self.top

    def add(self, *clauses: list[int]) -> None:
        """Demand clauses."""
        self.wcnf.hard.extend(clauses)

    def at_most(self, literals: list[int], n: int) -> None:
        """Demand that at most n literals are true."""
        if len(literals) <= n:
            return
        if n == 0:
            self.add(*([-one] for one in literals))
        elif n == 1:
            self._at_most_one(literals)
        else:
            self._count(CardEnc.atmost(literals, n, self.top, encoding=EncType.cardnetwrk))

    def at_least(self, literals: list[int], n: int) -> None:
        """Demand that at least n literals are true."""
        if n == 1:
            self.add(literals)
        elif n >= len(literals):
            self.add(*([one] for one in literals))
            if n > len(literals):
                false = self.new()
                self.add([false], [-false])
        else:
            self._count(CardEnc.atleast(literals, n, self.top, encoding=EncType.cardnetwrk))

    def _count(self, written: "CardEnc") -> None:
        self.top = max(self.top, written.nv)
        self.add(*written.clauses)

    def _at_most_one(self, literals: list[int]) -> None:
        while len(literals) > PAIRWISE:
            link = self.new()
            self._pairs([*literals[: PAIRWISE - 2], link])
            literals = [*literals[PAIRWISE - 2 :], -link]
        self._pairs(literals)

    def _pairs(self, literals: list[int]) -> None:
        for i, one in enumerate(literals):
            self.add(*([-one, -other] for other in literals[:i]))


def clauses(inst: Instance, within: int | None) -> Clauses:
    """Write an instance down; with `within`, nobody has more gaps than that."""
    made = Clauses()
    for m in range(inst.n_meetings):
        for s in np.flatnonzero(inst.domain[m]).tolist():
            made.at[m, s] = made.new()
        held = [made.at[m, s] for s in np.flatnonzero(inst.domain[m]).tolist()]
        made.add(held)
        made.at_most(held, 1)
    for p in range(inst.n_participants):
        if len(inst.meetings_of[p]):
            _participant(made, inst, p, within)
    is_first = two_sides(inst)
    for limit in inst.limits:
        for s in range(inst.n_slots):
            if len(limit.members) == inst.n_meetings and (inst.at_once == 1).all():
                _tables(made, inst, is_first, s, int(limit.room[s]))
            else:
                made.at_most(_users(made, inst, limit, s), int(limit.room[s]))
    for first, second in inst.before.tolist():
        _order(made, inst, first, second)
    made.wcnf.nv = made.top
    return made


def can_write(inst: Instance) -> bool:
    """Tell whether the clauses say everything: not where a buyer has several groups at once."""
    buyers = np.unique(inst.sides[:, 1])
    size = inst.group_size[buyers]
    return not bool(((size > 1) & (inst.at_once[buyers] > size)).any())


def _there(made: Clauses, meetings: Array, s: int) -> list[int]:
    return [made.at[m, s] for m in meetings.tolist() if (m, s) in made.at]


def _participant(made: Clauses, inst: Instance, p: int, within: int | None) -> None:
    meetings, room = inst.meetings_of[p], int(inst.at_once[p])
    busy: list[int] = []
    for s in range(inst.n_slots):
        there = _there(made, meetings, s)
        made.at_most(there, room)
        busy.append(made.new() if there else 0)
        if there:
            made.busy[p, s] = busy[s]
            made.add([-busy[s], *there], *([-one, busy[s]] for one in there))
    used = [one for one in busy if one]
    if room == 1:
        made.at_most(used, len(meetings))
    made.at_least(used, -(-len(meetings) // room))
    if len(meetings) > 1:
        waits, n = made.new(), len(meetings)
        days = [[busy[s] for s in slots] for slots in inst.days]
        read = [_gap_ends(made, day, n, waits) for day in days]
        ends = [end for found, _ in read for end in found]
        made.add([-waits, *ends])
        if room == 1 and len(days) == 1 and n <= len(busy):
            met = read[0][1][len(busy) - n + 1]
            made.add([waits, met] if met else [waits])
        for end in ends:
            made.wcnf.append([-end], weight=1)
        if within is not None:
            made.at_most(ends, within)


def _gap_ends(made: Clauses, busy: list[int], n: int, waits: int) -> tuple[list[int], list[int]]:
    """Give a literal for each slot of one day in which a gap may end, with n meetings at most.

    And one for each slot, and the end of the day, that says whether it has met before (0: never).
    """
    ends: list[int] = []
    met = [0]
    for s, now in enumerate(busy):
        last, has_met = busy[s - 1] if s else 0, met[s]
        met.append(has_met or now)
        if now and has_met:
            ends.append(made.new())
            made.add([-now, *([last] if last else []), -has_met, ends[-1]])
            met[-1] = made.new()
            made.add([-now, met[-1]], [-has_met, met[-1]], [-met[-1], now, has_met])
        long_before = met[s - n + 1] if s >= n else 0
        if now and long_before:
            made.add([-long_before, -now, waits])
    return ends, met


def _tables(made: Clauses, inst: Instance, is_first: Array, s: int, room: int) -> None:
    """Limit the meetings of a slot, counted by who meets: there are far fewer than meetings.

    If few meet within a side, each side counts them alone: either count would do, both prove most.
    A meeting within counts twice there and not at all on the other, which is made good. Else
    everybody counts, two to a table.
    """
    of_both = is_first[inst.sides]
    counts = []
    for side in (True, False):
        met = _meeting(made, np.flatnonzero(is_first == side), s)
        twice = _there(made, np.flatnonzero((of_both == side).all(axis=1)), s)
        never = _there(made, np.flatnonzero((of_both != side).all(axis=1)), s)
        counts.append(([*met, *never, *(-one for one in twice)], room + len(twice)))
    everybody = _meeting(made, np.arange(inst.n_participants), s)
    if any(len(count) >= len(everybody) for count, _ in counts):
        counts = [(everybody, 2 * room)]
    for count, most in counts:
        made.at_most(count, most)


def _meeting(made: Clauses, participants: Array, s: int) -> list[int]:
    return [made.busy[p, s] for p in participants.tolist() if (p, s) in made.busy]


def _users(made: Clauses, inst: Instance, limit: Limit, s: int) -> list[int]:
    """Give what counts against a limit: meetings, or one literal for a buyer's group."""
    users: list[int] = []
    groups: dict[int, list[int]] = {}
    for m in limit.members.tolist():
        if (m, s) not in made.at:
            continue
        buyer = int(inst.sides[m, 1])
        if limit.by_group and inst.group_size[buyer] > 1:
            groups.setdefault(buyer, []).append(made.at[m, s])
        else:
            users.append(made.at[m, s])
    if len(users) + len(groups) > limit.room[s]:
        for group in groups.values():
            users.append(made.new())
            made.add(*([-one, users[-1]] for one in group))
    return users


def _order(made: Clauses, inst: Instance, first: int, second: int) -> None:
    for s in range(inst.n_slots):
        if (second, s) in made.at:
            earlier = [made.at[first, t] for t in range(s) if (first, t) in made.at]
            made.add([-made.at[second, s], *earlier])
