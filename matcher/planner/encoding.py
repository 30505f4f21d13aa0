"""Encoding: the rules of a timetable as constraints of CP-SAT, time-indexed.

Tables that can stand in for each other in a slot are counted as one kind; which of them it is gets
settled by `tabling.py`. A meeting that stays where it is enters as the number 1, so that a small
part of a large plan is a small model.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from matcher.planner.plan import Placed
from matcher.planner.problem import Problem
from matcher.planner.usable import TableKind, kinds_of

Truth = cp_model.IntVar | int
Key = tuple[str, str]
NOWHERE = -1  # the kind of a table that stays in use though it is not there any more


@dataclass
class Encoding:
    """The variables of a timetable.

    `held` says whether a meeting is held in a slot, `at` at which kind of table (a position in
    `kinds` of that slot), `n_tables` how many tables of a kind a buyer with groups takes.
    """

    problem: Problem
    kinds: Mapping[str, tuple[TableKind, ...]]
    own: Mapping[str, Placed]
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    held: dict[str, dict[str, Truth]] = field(default_factory=lambda: defaultdict(dict))
    at: dict[Key, dict[int, Truth]] = field(default_factory=dict)
    n_tables: dict[tuple[str, str, int], Truth] = field(default_factory=dict)

    def n_held(self, meeting_id: str) -> cp_model.LinearExprT:
        """Give 1 where the meeting has a place, else 0."""
        return sum(self.held[meeting_id].values())

    def chosen(self, solver: cp_model.CpSolver) -> list[tuple[str, str, int]]:
        """Read the solution: meeting, slot and kind of table of each that is held."""
        return [
            (meeting_id, slot_id, kind)
            for (meeting_id, slot_id), some in self.at.items()
            for kind, truth in some.items()
            if solver.value(truth)
        ]


def encode(
    problem: Problem,
    slots: Mapping[str, Iterable[str]],
    stays: Collection[Placed] = (),
    own: Mapping[str, Placed] | None = None,
) -> Encoding:
    """Write down the rules, all but the difference of idle gaps.

    Parameters
    ----------
    problem
        With ids that are sound.
    slots
        The slots each open meeting can have by itself; it may also get none.
    stays
        Places that are settled. Where they alone break a limit, nothing is added to them.
    own
        Places that open meetings have now: in that slot and kind it is their own table.
    """
    encoding = Encoding(problem, kinds_of(problem), own or {})
    for one in stays:
        encoding.held[one.meeting_id][one.slot_id] = 1
        encoding.at[one.meeting_id, one.slot_id] = {kind_at(encoding.kinds, one): 1}
    for meeting_id, some in slots.items():
        _place(encoding, meeting_id, some)
    _groups(encoding, {**encoding.own, **{one.meeting_id: one for one in stays}})
    _people(encoding)
    _tables(encoding)
    _resources(encoding)
    _precedences(encoding)
    return encoding


def kind_at(kinds: Mapping[str, tuple[TableKind, ...]], placed: Placed) -> int:
    """Give the kind of the table at which a meeting stands."""
    for i, kind in enumerate(kinds.get(placed.slot_id, ())):
        if placed.table_id in kind.tables:
            return i
    return NOWHERE


def _place(encoding: Encoding, meeting_id: str, slots: Iterable[str]) -> None:
    """An open meeting is held once at most, at a kind of table that suits it."""
    model, meeting = encoding.model, encoding.problem.meeting[meeting_id]
    for slot_id in slots:
        kinds = [i for i, kind in enumerate(encoding.kinds[slot_id]) if kind.suits(meeting)]
        if not kinds:
            continue
        held = model.new_bool_var("")
        at = [held] if len(kinds) == 1 else [model.new_bool_var("") for _ in kinds]
        if len(kinds) > 1:
            model.add(sum(at) == held)
        encoding.held[meeting_id][slot_id] = held
        encoding.at[meeting_id, slot_id] = dict(zip(kinds, at, strict=True))
    model.add_at_most_one(encoding.held[meeting_id].values())


def _groups(encoding: Encoding, known: Mapping[str, Placed]) -> None:
    """Count the tables of each kind that a buyer with groups takes in a slot."""
    sits: dict[tuple[str, str, int], dict[str, Truth]] = defaultdict(dict)
    for (meeting_id, slot_id), at in encoding.at.items():
        buyer_id = encoding.problem.meeting[meeting_id].buyer_id
        if encoding.problem.participant[buyer_id].group_size > 1:
            for kind, truth in at.items():
                sits[buyer_id, slot_id, kind][meeting_id] = truth
    for (buyer_id, slot_id, kind), some in sits.items():
        at_own: dict[str, list[Truth]] = defaultdict(list)
        for meeting_id, truth in some.items():
            place = known.get(meeting_id)
            if place and place.slot_id == slot_id and kind_at(encoding.kinds, place) == kind:
                at_own[place.table_id].append(truth)
        size = encoding.problem.participant[buyer_id].group_size
        encoding.n_tables[buyer_id, slot_id, kind] = _n_groups(
            encoding.model, list(some.values()), list(at_own.values()), size
        )


def _n_groups(
    model: cp_model.CpModel, sits: list[Truth], at_own: list[list[Truth]], size: int
) -> Truth:
    """Count tables: enough for all, and each that somebody keeps."""
    if not _open(sits):
        return len(at_own)
    n = model.new_int_var(0, len(sits), "")
    model.add(sum(sits) <= size * n)
    if at_own:
        model.add(sum(_any(model, own) for own in at_own) <= n)
    return n


def _any(model: cp_model.CpModel, truths: list[Truth]) -> Truth:
    if any(isinstance(truth, int) for truth in truths):
        return 1
    one = model.new_bool_var("")
    for truth in truths:
        model.add(truth <= one)
    return one


def _people(encoding: Encoding) -> None:
    """A participant sits at as many tables as it has people."""
    sits: dict[Key, list[Truth]] = defaultdict(list)
    for meeting_id, some in encoding.held.items():
        meeting = encoding.problem.meeting[meeting_id]
        grouped = encoding.problem.participant[meeting.buyer_id].group_size > 1
        for firm_id in [meeting.supplier_id] if grouped else meeting.firms:
            for slot_id, truth in some.items():
                sits[firm_id, slot_id].append(truth)
    for (buyer_id, slot_id, _), n in encoding.n_tables.items():
        sits[buyer_id, slot_id].append(n)
    for (firm_id, _), truths in sits.items():
        at_most(encoding.model, truths, encoding.problem.participant[firm_id].n_people)


def _tables(encoding: Encoding) -> None:
    """A kind of table is used as often in a slot as there are such tables."""
    taken: dict[tuple[str, int], list[Truth]] = defaultdict(list)
    for (meeting_id, slot_id), some in encoding.at.items():
        buyer_id = encoding.problem.meeting[meeting_id].buyer_id
        if encoding.problem.participant[buyer_id].group_size == 1:
            for kind, truth in some.items():
                taken[slot_id, kind].append(truth)
    for (_, slot_id, kind), n in encoding.n_tables.items():
        taken[slot_id, kind].append(n)
    for (slot_id, kind), truths in taken.items():
        if kind != NOWHERE:
            at_most(encoding.model, truths, len(encoding.kinds[slot_id][kind].tables))


def _resources(encoding: Encoding) -> None:
    """A resource serves no more meetings at once than it can."""
    used: dict[Key, list[Truth]] = defaultdict(list)
    for meeting_id, some in encoding.held.items():
        for resource_id in sorted(encoding.problem.meeting[meeting_id].resources):
            for slot_id, truth in some.items():
                used[resource_id, slot_id].append(truth)
    limits = {one.resource_id: one.n_at_once for one in encoding.problem.resources}
    for (resource_id, _), truths in used.items():
        at_most(encoding.model, truths, limits.get(resource_id, 0))


def _precedences(encoding: Encoding) -> None:
    """Where both are held, the later one starts after the earlier one."""
    in_order = sorted(encoding.problem.slots, key=lambda slot: slot.starts)
    for earlier, later in encoding.problem.precedences:
        first, second = encoding.held.get(earlier, {}), encoding.held.get(later, {})
        if not first or not second or not _open([*first.values(), *second.values()]):
            continue
        for i, slot in enumerate(in_order):
            if slot.slot_id in first or slot.slot_id in second:
                not_before = [first[s.slot_id] for s in in_order[i:] if s.slot_id in first]
                not_after = [second[s.slot_id] for s in in_order[: i + 1] if s.slot_id in second]
                encoding.model.add(sum(not_before) + sum(not_after) <= 1)


def at_most(model: cp_model.CpModel, truths: list[Truth], limit: int) -> None:
    """Limit how many of these hold; what is settled is never reproached."""
    settled = [truth for truth in truths if isinstance(truth, int)]
    variables = [truth for truth in truths if not isinstance(truth, int)]
    n_left = max(limit - sum(settled), 0)
    if len(variables) > n_left or not all(one.is_boolean for one in variables):
        model.add(sum(variables) <= n_left)


def _open(truths: Iterable[Truth]) -> bool:
    return any(not isinstance(truth, int) for truth in truths)
