"""A selection beside an integer program and a maximum flow that were written for this test only."""

import itertools
import random
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from matcher.planner.candidates import Candidate, read_pool
from matcher.planner.flow import best_flow, flow_that_books_once
from matcher.planner.limits import Limits, Quota
from matcher.planner.network import build
from matcher.planner.selection import select
from matcher.planner.settling import settle
from matcher.planner.terms import terms_of


@dataclass(frozen=True)
class Case:
    """A random event, small enough for any solver."""

    pairs: list[Candidate]
    limits: Limits
    least_score: float = 0.0
    evenness: float = 0.0

    def select(self):
        return select(self.pairs, self.limits, evenness=self.evenness, least_score=self.least_score)

    def open_rows(self):
        """Candidates that may be chosen; what must be fits in these cases."""
        limits = self.limits
        return [
            row
            for row in self.pairs
            if not row.fails_requirement
            and row.score >= self.least_score
            and not names(limits.never, row)
            and (limits.partners_meet or not names(limits.partners, row) or is_must(limits, row))
            and (is_must(limits, row) or not names({m[:2] for m in limits.must}, row))
        ]


def names(named, row):
    return row[:2] in named or row[:3] in named


def is_must(limits, row):
    return names(limits.must, row)


def a_case(seed):
    draw = random.Random(seed)
    suppliers = [f"S-{i}" for i in range(draw.randint(1, 7))]
    needs = [(f"B-{i}", f"N-{i}{j}") for i in range(draw.randint(1, 4)) for j in range(1 + i % 2)]
    pairs = [
        Candidate(s, b, n, draw.randint(0, 1000) / 10, draw.random() < 0.2)
        for s in suppliers
        for b, n in needs
    ]
    draw.shuffle(pairs)
    least_score = draw.choice([0, 0, 45])
    fitting = [row for row in pairs if not row.fails_requirement and row.score >= least_score]
    some = {row[:2] for row in draw.sample(fitting, min(2, len(fitting)))}
    must = {
        row[: draw.choice([2, 3])] for row in fitting if row[:2] in some and draw.random() < 0.3
    }
    one_each = {named[:2]: named for named in sorted(must)}
    rest = [row for row in pairs if row[:2] not in one_each]
    s_cap = {s: draw.randint(0, 4) for s in suppliers}
    b_cap = {b: draw.randint(0, 5) for b, _ in needs}
    quotas = []
    if draw.random() < 0.4:
        quotas = [a_quota(draw, f"Q-{i}", suppliers, [b for b, _ in needs]) for i in range(2)]
    limits = Limits(
        supplier_cap=s_cap,
        buyer_cap=b_cap,
        supplier_floor={s: draw.randint(0, min(cap, 2)) for s, cap in s_cap.items()},
        buyer_floor={b: draw.randint(0, min(cap, 3)) for b, cap in b_cap.items()},
        need_cap=draw.choice([None, 1, 2]),
        must=frozenset(one_each.values()),
        never=frozenset(row[: draw.choice([2, 3])] for row in draw.sample(rest, len(rest) // 8)),
        partners=frozenset(row[:2] for row in draw.sample(rest, len(rest) // 8)),
        partners_meet=draw.random() < 0.5,
        quotas=tuple(quotas),
    )
    return Case(pairs, limits, least_score, draw.choice([0, 0, 0.5, 1]))


def a_quota(draw, name, suppliers, buyers):
    firms = draw.choice([suppliers, sorted(set(buyers))])
    members = frozenset(draw.sample(firms, (1 + len(firms)) // 2))
    least = draw.randint(0, 2)
    most = draw.choice([None, least, least + 2])
    return Quota(name, members, least, most, draw.choice(["meetings", "firms"]))


class Program:
    """Variables: one per candidate, and per firm one for each meeting it may have."""

    def __init__(self, case):
        self.case, self.rows = case, case.open_rows()
        self.columns, self.rules = {}, []
        for at in range(len(self.rows)):
            self.variable(("x", at))
        self.firms = {side: sorted({row[side] for row in case.pairs}) for side in (0, 1)}
        limits = case.limits
        for side, caps in ((0, limits.supplier_cap), (1, limits.buyer_cap)):
            for firm in self.firms[side]:
                self.firm(side, firm, caps[firm])
        for pair in {row[:2] for row in self.rows}:
            self.rule(
                {("x", at): 1 for at in self.of(1, pair[1]) if self.rows[at][:2] == pair}, 0, 1
            )
        if limits.need_cap is not None:
            for need in {row[2] for row in self.rows}:
                self.rule({("x", at): 1 for at in self.of(2, need)}, 0, limits.need_cap)
        for quota in limits.quotas:
            self.quota(quota)

    def of(self, field, name):
        return [at for at, row in enumerate(self.rows) if row[field] == name]

    def variable(self, name):
        return self.columns.setdefault(name, len(self.columns))

    def rule(self, terms, least, most):
        self.rules.append(({self.variable(name): v for name, v in terms.items()}, least, most))

    def partners(self, side, firm):
        return len({self.rows[at][:2] for at in self.of(side, firm)})

    def firm(self, side, firm, cap):
        """Meetings of a firm are counted off by ("nth", side, firm, k), the first ones first."""
        meetings = {("x", at): 1 for at in self.of(side, firm)}
        nth = [("nth", side, firm, k) for k in range(min(cap, self.partners(side, firm)))]
        self.rule(meetings | dict.fromkeys(nth, -1), 0, 0)
        for one, following in itertools.pairwise(nth):
            self.rule({one: 1, following: -1}, 0, 1)

    def quota(self, quota):
        side = 0 if quota.members <= set(self.firms[0]) else 1
        counted = {
            name: 1
            for name in self.columns
            if name[0] == "nth" and name[1] == side and name[2] in quota.members
            if quota.counts == "meetings" or name[3] == 0
        }
        most = np.inf if quota.at_most is None else quota.at_most
        self.rule(counted, 0, most)
        met = [("met", quota.name, k) for k in range(quota.at_least)]
        self.rule(counted | dict.fromkeys(met, -1), 0, np.inf)
        for name in met:
            self.rule({name: 1}, 0, 1)

    def musts(self):
        return {
            n: 1 for n in self.columns if n[0] == "x" and is_must(self.case.limits, self.rows[n[1]])
        }

    def floors(self):
        floor = {0: self.case.limits.supplier_floor, 1: self.case.limits.buyer_floor}
        return {
            n: 1
            for n in self.columns
            if n[0] == "met" or (n[0] == "nth" and n[3] < floor[n[1]][n[2]])
        }

    def worth(self):
        most = {
            side: max((n[3] for n in self.columns if n[0] == "nth" and n[1] == side), default=0)
            for side in (0, 1)
        }
        step = 10 * self.case.evenness
        score = {("x", at): row.score for at, row in enumerate(self.rows)}
        return score | {
            n: step * (most[n[1]] - n[3]) for n in self.columns if n[0] == "nth" and step
        }

    def best(self):
        """Maximise decisions, then floors and quotas, then worth."""
        found = []
        for goal in (self.musts(), self.floors(), self.worth()):
            value = self.solve(goal)
            found.append(value)
            self.rule(goal, value - 1e-6, np.inf)
        return found

    def solve(self, goal):
        if not goal or not self.rows:
            return 0.0
        n = len(self.columns)
        cost = np.zeros(n)
        for name, value in goal.items():
            cost[self.columns[name]] = -value
        matrix = np.zeros((len(self.rules), n))
        for at, (terms, _, _) in enumerate(self.rules):
            for column, value in terms.items():
                matrix[at, column] = value
        limits = LinearConstraint(
            matrix, [rule[1] for rule in self.rules], [rule[2] for rule in self.rules]
        )
        result = milp(
            cost,
            integrality=np.ones(n),
            bounds=Bounds(0, 1),
            constraints=limits,
            options={"mip_rel_gap": 0},
        )
        return -result.fun


def reached(case, selection):
    """Count decisions, floors with quotas, and worth from the list of a selection."""
    limits = case.limits
    program = Program(case)
    met = [dict.fromkeys(firms, 0) for firms in program.firms.values()]
    for one in selection.chosen:
        met[0][one.supplier_id] += 1
        met[1][one.buyer_id] += 1
    floors = sum(min(met[0][s], least) for s, least in limits.supplier_floor.items())
    floors += sum(min(met[1][b], least) for b, least in limits.buyer_floor.items())
    for quota in limits.quotas:
        numbers = [side[f] for side in met for f in quota.members if f in side]
        got = sum(map(bool, numbers)) if quota.counts == "firms" else sum(numbers)
        floors += min(got, quota.at_least)
    most = [
        max((n[3] for n in program.columns if n[0] == "nth" and n[1] == side), default=0)
        for side in (0, 1)
    ]
    worth = sum(one.score for one in selection.chosen)
    for side in (0, 1):
        for number in met[side].values():
            worth += sum(10 * case.evenness * (most[side] - k) for k in range(number))
    musts = sum(is_must(limits, one) for one in selection.chosen)
    return [musts, floors, worth]


@pytest.mark.parametrize("seed", range(200))
def test_selection_is_as_good_as_an_independent_integer_program_says_it_can_be(seed):
    case = a_case(seed)

    selection = case.select()

    assert reached(case, selection) == pytest.approx(Program(case).best(), abs=1e-4)
    assert selection.proved


def breaches(case, selection):
    """Rules that a selection breaks, counted naively."""
    limits, chosen = case.limits, selection.chosen
    rows = {row[:3]: row for row in case.pairs}
    found = []
    for field, caps in ((0, limits.supplier_cap), (1, limits.buyer_cap)):
        found += [name for name, cap in caps.items() if sum(c[field] == name for c in chosen) > cap]
    if limits.need_cap is not None:
        about = [c.need_id for c in chosen]
        found += [need for need in set(about) if about.count(need) > limits.need_cap]
    firms = [c[:2] for c in chosen]
    found += [pair for pair in set(firms) if firms.count(pair) > 1]
    found += [c for c in chosen if names(limits.never, c)]
    for c in chosen:
        row = rows[c[:3]]
        fits = not row.fails_requirement and row.score >= case.least_score
        if c.score != row.score or (not fits and not is_must(limits, row)):
            found.append(c)
    for quota in limits.quotas:
        met = [firm for c in chosen for firm in c[:2] if firm in quota.members]
        got = len(set(met)) if quota.counts == "firms" else len(met)
        if quota.at_most is not None and got > quota.at_most:
            found.append(quota)
    return found


@settings(max_examples=150, deadline=None)
@given(st.integers(1000, 10**6))
def test_no_selection_breaks_a_cap_or_a_decision(seed):
    case = a_case(seed)

    assert breaches(case, case.select()) == []


@settings(max_examples=60, deadline=None)
@given(st.integers(1000, 10**6), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(seed, draw):
    case = a_case(seed)
    shuffled = list(case.pairs)
    draw.shuffle(shuffled)

    assert replace(case, pairs=shuffled).select() == case.select()


def all_floors_can_be_kept(case):
    """Tell by a maximum flow with lower bounds whether one selection keeps every floor."""
    rows, limits = case.open_rows(), case.limits
    nodes, arcs = {}, {}

    def arc(tail, head, capacity):
        ends = nodes.setdefault(tail, len(nodes)), nodes.setdefault(head, len(nodes))
        arcs[ends] = arcs.get(ends, 0) + capacity

    def bounded(tail, head, least, most):
        arc(tail, head, most - least)
        arc("all", head, least)
        arc(tail, "end", least)

    for supplier, cap in limits.supplier_cap.items():
        bounded("source", supplier, limits.supplier_floor[supplier], cap)
    for buyer, cap in limits.buyer_cap.items():
        bounded(buyer, "sink", limits.buyer_floor[buyer], cap)
    for s, b, n in {row[:3] for row in rows}:
        arcs[nodes.setdefault(s, len(nodes)), nodes.setdefault((s, b), len(nodes))] = 1
        arc((s, b), n, 1)
        need = nodes.setdefault(n, len(nodes)), nodes.setdefault(b, len(nodes))
        arcs[need] = 99 if limits.need_cap is None else limits.need_cap
    arc("sink", "source", 999)
    wanted = sum(limits.supplier_floor.values()) + sum(limits.buyer_floor.values())
    if not wanted:
        return True
    tails, heads = zip(*arcs, strict=True)
    graph = csr_array(
        (np.array([*arcs.values()], dtype=np.int32), (tails, heads)), (len(nodes),) * 2
    )
    return maximum_flow(graph.tocsr(), nodes["all"], nodes["end"]).flow_value == wanted


def test_floors_are_kept_exactly_where_a_maximum_flow_says_they_can_be():
    kept = {True: 0, False: 0}
    for seed in range(300):
        case = a_case(seed)
        case = replace(case, limits=replace(case.limits, quotas=(), must=frozenset()))

        can_be = all_floors_can_be_kept(case)

        assert (case.select().unmet == ()) == can_be, seed
        kept[can_be] += 1
    assert min(kept.values()) > 30


@pytest.mark.parametrize("seed", range(60))
def test_a_network_that_begins_without_nodes_of_pairings_ends_with_the_best_flow(seed):
    case = a_case(seed)
    pool = read_pool(case.pairs)
    settled = settle(pool, terms_of(pool, replace(case.limits, quotas=())), case.least_score)
    whole, bare = (
        build(pool, settled, case.evenness, once=once) for once in (None, np.array([], dtype=int))
    )

    network, flow = flow_that_books_once(pool, settled, bare)

    booked = pool.pair[network.rows(flow)]
    assert len(np.unique(booked)) == len(booked)
    best = best_flow(whole)
    assert network.all("worth") @ flow == whole.all("worth") @ best
    assert network.all("is_floor") @ flow == whole.all("is_floor") @ best
    assert network.all("is_must") @ flow == whole.all("is_must") @ best
