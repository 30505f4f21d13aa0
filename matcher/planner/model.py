"""Model: an instance for CP-SAT, with one truth value per meeting and slot."""

from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from matcher.planner.instance import Array, Instance, Limit

Expression = cp_model.LinearExprT


@dataclass(frozen=True, eq=False)
class Model:
    """A model and its variables: `at[meeting, slot]`, and the gaps of each participant."""

    cp: cp_model.CpModel
    at: dict[tuple[int, int], cp_model.IntVar]
    gaps: dict[int, Expression]

    def timetable(self, inst: Instance, value: "Value") -> Array:
        """Read the slot of each meeting; -1 for one without."""
        slot = np.full(inst.n_meetings, -1, np.int64)
        for (meeting, s), literal in self.at.items():
            if value.boolean_value(literal):
                slot[meeting] = s
        return slot


Value = cp_model.CpSolver


def build(inst: Instance, *, optional: bool = False, with_gaps: bool = True) -> Model:
    """Write down the rules; with `optional` a meeting may be left out."""
    cp = cp_model.CpModel()
    at = {
        (m, int(s)): cp.new_bool_var(f"m{m}s{s}")
        for m in range(inst.n_meetings)
        for s in np.flatnonzero(inst.domain[m])
    }
    model = Model(cp, at, {})
    for m in range(inst.n_meetings):
        (cp.add_at_most_one if optional else cp.add_exactly_one)(_of(model, [m], inst))
    for p in range(inst.n_participants):
        for s in range(inst.n_slots):
            _one_place(model, inst, p, s)
    for limit in inst.limits:
        for s in range(inst.n_slots):
            _keep_limit(model, inst, limit, s)
    for first, second in inst.before.tolist():
        _keep_order(model, inst, first, second)
    if with_gaps:
        _count_gaps(model, inst)
    return model


def _of(model: Model, meetings: list[int], inst: Instance) -> list[cp_model.IntVar]:
    return [model.at[m, s] for m in meetings for s in range(inst.n_slots) if (m, s) in model.at]


def _in_slot(model: Model, meetings: Array, s: int) -> list[cp_model.IntVar]:
    return [model.at[m, s] for m in meetings.tolist() if (m, s) in model.at]


def _one_place(model: Model, inst: Instance, p: int, s: int) -> None:
    """A participant has no more meetings at once than people."""
    there = _in_slot(model, inst.meetings_of[p], s)
    if inst.at_once[p] == 1:
        model.cp.add_at_most_one(there)
    elif len(there) > inst.at_once[p]:
        model.cp.add(sum(there) <= int(inst.at_once[p]))


def _keep_limit(model: Model, inst: Instance, limit: Limit, s: int) -> None:
    """Tables, tables with equipment and resources suffice; a group takes one table."""
    groups: dict[int, list[int]] = {}
    single: list[cp_model.IntVar] = []
    for m in limit.members.tolist():
        buyer = int(inst.sides[m, 1])
        if (m, s) not in model.at:
            continue
        if limit.by_group and inst.group_size[buyer] > 1:
            groups.setdefault(buyer, []).append(m)
        else:
            single.append(model.at[m, s])
    taken: list[Expression] = list(single)
    for buyer, members in groups.items():
        taken += _tables_of_groups(model, inst, buyer, [model.at[m, s] for m in members])
    if len(taken) > limit.room[s]:
        model.cp.add(sum(taken) <= int(limit.room[s]))


def _tables_of_groups(
    model: Model, inst: Instance, buyer: int, there: list[cp_model.IntVar]
) -> list[cp_model.IntVar]:
    """Give one truth value for each table that a buyer's groups may take."""
    size = int(inst.group_size[buyer])
    n_tables = min(int(inst.at_once[buyer]) // size, -(-len(there) // size))
    tables = [model.cp.new_bool_var("") for _ in range(n_tables)]
    model.cp.add(sum(there) <= size * sum(tables))
    if n_tables == 1:
        for one in there:
            model.cp.add_implication(one, tables[0])
    return tables


def _keep_order(model: Model, inst: Instance, first: int, second: int) -> None:
    """The second meeting comes in a later slot than the first, if both are held."""
    for s in range(inst.n_slots):
        not_after = [model.at[second, t] for t in range(s + 1) if (second, t) in model.at]
        not_before = [model.at[first, t] for t in range(s, inst.n_slots) if (first, t) in model.at]
        if not_after and not_before:
            model.cp.add_at_most_one(not_after + not_before)


def _count_gaps(model: Model, inst: Instance) -> None:
    """Count a participant's gaps: it has met before, did not meet just now, and meets again."""
    for p in range(inst.n_participants):
        if len(inst.meetings_of[p]):
            ends = [end for slots in inst.days for end in _gap_ends(model, inst, p, slots)]
            model.gaps[p] = sum(ends)
    if inst.most_difference is not None:
        _keep_difference(model, inst, inst.most_difference)


def _gap_ends(model: Model, inst: Instance, p: int, slots: Array) -> list[cp_model.IntVar]:
    ends: list[cp_model.IntVar] = []
    has_met: cp_model.IntVar | None = None
    last: list[cp_model.IntVar] = []
    for s in slots.tolist():
        there = _in_slot(model, inst.meetings_of[p], s)
        if has_met is not None and there:
            end = model.cp.new_bool_var("")
            for one in there:
                model.cp.add_bool_or([one.negated(), has_met.negated(), end, *last])
            ends.append(end)
        now = model.cp.new_bool_var("")
        for one in there if has_met is None else [*there, has_met]:
            model.cp.add_implication(one, now)
        has_met, last = now, there
    return ends


def _keep_difference(model: Model, inst: Instance, most: int) -> None:
    """The numbers of gaps of any two participants with meetings differ by no more than `most`."""
    fewest = model.cp.new_int_var(0, inst.n_slots, "fewest")
    for p, gaps in model.gaps.items():
        model.cp.add(gaps <= fewest + most)
        if len(inst.meetings_of[p]) > 1:
            exact = model.cp.new_int_var(0, inst.n_slots, "")
            model.cp.add(exact == gaps)
        meets = model.cp.new_bool_var("")
        for literal in _of(model, inst.meetings_of[p].tolist(), inst):
            model.cp.add_implication(literal, meets)
        model.cp.add(fewest <= gaps).only_enforce_if(meets)
