"""Wish clauses: the rules of an event in conjunctive normal form, every wish behind a literal.

A clause that a wish asks for holds only while the wish's literal is assumed, so that one solver
answers for every choice of wishes.
"""

from collections import defaultdict

from pysat.card import CardEnc, EncType
from pysat.formula import IDPool

from matcher.planner.days import by_day
from matcher.planner.problem import Meeting, Problem, Slot
from matcher.planner.usable import TableKind, kinds_of
from matcher.planner.wishes import Kind, Wish, wishes_of


class WishClauses:
    """The clauses of one event in `all`, and the literal of each wish in `asked`."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.pool = IDPool()
        self.all: list[list[int]] = []
        self.asked: dict[Wish, int] = {one: self.new() for one in wishes_of(problem)}
        self.held: dict[str, dict[str, int]] = {}
        self.sits: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.taken: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
        self.grouped: dict[tuple[str, str, tuple[str, ...]], list[int]] = defaultdict(list)
        self.kinds = kinds_of(problem)
        for one in problem.meetings:
            self._meeting(one)
        self._limits()
        self._resources()
        self._precedences()
        if problem.most_difference is not None:
            self._difference(problem.most_difference)

    def new(self) -> int:
        """Give a literal that stands nowhere yet."""
        return int(self.pool.id())

    def ask(self, kind: Kind, which: tuple[str, ...], clause: list[int]) -> None:
        """Add a clause that holds while the wish is asked for."""
        self.all.append([-self.asked[Wish(kind, which)], *clause])

    def at_most(self, literals: list[int], limit: int) -> list[list[int]]:
        """Give clauses that let no more than `limit` of these hold."""
        if limit <= 0:
            return [[-one] for one in literals]
        if limit >= len(literals):
            return []
        kind = EncType.pairwise if limit == 1 else EncType.seqcounter
        clauses: list[list[int]] = CardEnc.atmost(
            literals, limit, vpool=self.pool, encoding=kind
        ).clauses
        return clauses

    def any_of(self, literals: list[int]) -> int:
        """Give a literal that holds exactly if one of these does."""
        one = self.new()
        self.all.append([-one, *literals])
        self.all += [[one, -literal] for literal in literals]
        return one

    def counted(self, literals: list[int]) -> list[int]:
        """Give literals that hold exactly if at least 1, 2, ... of these hold."""
        counts: list[int] = []
        for literal in literals:
            longer = [self.new() for _ in range(len(counts) + 1)]
            for i, one in enumerate(longer):
                same = counts[i] if i < len(counts) else None
                self._count(one, literal, same, counts[i - 1] if i else None)
            counts = longer
        return counts

    def _count(self, one: int, literal: int, same: int | None, less: int | None) -> None:
        """`one` holds exactly if `same` does, or `literal` with `less` (None: never, always)."""
        both = [literal] if less is None else [literal, less]
        self.all.append([one, *(-part for part in both)])
        if same is not None:
            self.all.append([one, -same])
        for part in both:
            self.all.append([-one, part] if same is None else [-one, same, part])

    def _meeting(self, meeting: Meeting) -> None:
        """A meeting is held once at most, in slots and at tables its wishes allow."""
        which = (meeting.meeting_id,)
        held = {slot.slot_id: self.new() for slot in self.problem.slots}
        self.held[meeting.meeting_id] = held
        self.all += self.at_most(list(held.values()), 1)
        self.ask("meeting", which, list(held.values()))
        for slot_id, literal in held.items():
            if meeting.locked not in (None, slot_id):
                self.ask("lock", which, [-literal])
            if meeting.slots is not None and slot_id not in meeting.slots:
                self.ask("session", which, [-literal])
            if self.problem.slot[slot_id].minutes < meeting.minutes:
                self.ask("minutes", which, [-literal])
            for firm_id in meeting.firms:
                free = self.problem.participant[firm_id].free
                if free is not None and slot_id not in free:
                    self.ask("availability", (firm_id,), [-literal])
            self._seats(meeting, slot_id, literal)

    def _seats(self, meeting: Meeting, slot_id: str, held: int) -> None:
        """In its slot it has a table; one more than there are, while tables are not limited."""
        in_group = self.problem.participant[meeting.buyer_id].group_size > 1
        self.sits[meeting.supplier_id, slot_id].append(held)
        if not in_group:
            self.sits[meeting.buyer_id, slot_id].append(held)
        seats = []
        for kind in self._kinds(slot_id, meeting):
            seat = self.new()
            seats.append(seat)
            self._limit_seat(meeting, slot_id, kind, seat)
            if in_group:
                self.grouped[meeting.buyer_id, slot_id, kind.tables].append(seat)
            elif kind.tables:
                self.taken[slot_id, kind.tables].append(seat)
        self.all.append([-held, *seats])

    def _kinds(self, slot_id: str, meeting: Meeting) -> list[TableKind]:
        """Give the kinds of a slot, its own table though not there, and one without limit."""
        here = list(self.kinds[slot_id])
        if meeting.table and not any(meeting.table in kind.tables for kind in here):
            here.append(TableKind(frozenset(), (meeting.table,)))
        return [*here, TableKind(frozenset(), ())]

    def _limit_seat(self, meeting: Meeting, slot_id: str, kind: TableKind, seat: int) -> None:
        which = (meeting.meeting_id,)
        if meeting.table is not None and meeting.table not in kind.tables:
            self.ask("lock", which, [-seat])
        if kind not in self.kinds[slot_id]:
            self.ask("tables", (), [-seat])
        elif not meeting.equipment <= kind.equipment:
            lacking = [-self.asked[Wish("tables")], -seat]
            self.ask("equipment", which, lacking)

    def _limits(self) -> None:
        for (buyer_id, slot_id, tables), seats in self.grouped.items():
            size = self.problem.participant[buyer_id].group_size
            used = self.counted(seats)[::size]
            self.sits[buyer_id, slot_id] += used
            if tables:
                self.taken[slot_id, tables] += used
        for (firm_id, _), literals in self.sits.items():
            self.all += self.at_most(literals, self.problem.participant[firm_id].n_people)
        for (_, tables), literals in self.taken.items():
            self.all += self.at_most(literals, len(tables))

    def _resources(self) -> None:
        for one in self.problem.resources:
            using = [m.meeting_id for m in self.problem.meetings if one.resource_id in m.resources]
            for slot_id in self.problem.slot:
                away = one.free is not None and slot_id not in one.free
                literals = [self.held[meeting_id][slot_id] for meeting_id in using]
                for clause in self.at_most(literals, 0 if away else one.n_at_once):
                    self.ask("resource", (one.resource_id,), clause)

    def _precedences(self) -> None:
        starts = {slot.slot_id: slot.starts for slot in self.problem.slots}
        for earlier, later in self.problem.precedences:
            for first, one in self.held[earlier].items():
                for second, other in self.held[later].items():
                    if starts[second] <= starts[first]:
                        self.ask("precedence", (earlier, later), [-one, -other])

    def _difference(self, most: int) -> None:
        """Some number is the least of idle gaps, and nobody has more than `most` above it."""
        gaps = [self._gaps_of(firm_id) for firm_id in self.problem.of_firm]
        least = [self.new() for _ in range(len(self.problem.slots) + 1)]
        self.ask("difference", (), least)
        for n, chosen in enumerate(least):
            for comes, counts in gaps:
                if 0 < n <= len(counts):
                    self.all.append([-chosen, -comes, counts[n - 1]])
                elif n > len(counts):
                    self.all.append([-chosen, -comes])
                if n + most < len(counts):
                    self.all.append([-chosen, -comes, -counts[n + most]])

    def _gaps_of(self, firm_id: str) -> tuple[int, list[int]]:
        """Give whether a firm comes at all, and the counts of its idle gaps."""
        meetings = [one.meeting_id for one in self.problem.of_firm[firm_id]]
        meets = {
            slot_id: self.any_of([self.held[one][slot_id] for one in meetings])
            for slot_id in self.problem.slot
        }
        days = by_day(self.problem.slots).values()
        gaps = [gap for day in days for gap in self._gaps(day, meets)]
        return self.any_of(list(meets.values())), self.counted(gaps)

    def _gaps(self, day: list[Slot], meets: dict[str, int]) -> list[int]:
        gaps = []
        for i in range(2, len(day)):
            now, last = meets[day[i].slot_id], meets[day[i - 1].slot_id]
            before = self.any_of([meets[slot.slot_id] for slot in day[: i - 1]])
            gap = self.new()
            self.all += [[-gap, now], [-gap, -last], [-gap, before], [gap, -now, last, -before]]
            gaps.append(gap)
        return gaps
