"""Plans of small events, against brute force and against an independent count of the rules."""

import itertools
import threading
from collections import Counter
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.planner.checking import check
from matcher.planner.early import begin_early
from matcher.planner.explaining import explain
from matcher.planner.plan import Placed, Plan, Quality
from matcher.planner.problem import Meeting, Participant, Problem, Resource, Slot, Table
from matcher.planner.timetable import plan

MORNING = datetime(2026, 11, 25, 8)


def slots(n, *, per_day=99, minutes=20):
    found = []
    for i in range(n):
        starts = MORNING + timedelta(days=i // per_day, minutes=30 * (i % per_day))
        found.append(Slot(f"t{i}", starts, starts + timedelta(minutes=minutes)))
    return tuple(found)


def tables(n):
    return tuple(Table(f"T{i}") for i in range(n))


def supplier(firm_id, free=None, **more):
    return Participant(firm_id, firm_id, "supplier", free and frozenset(free), **more)


def buyer(firm_id, free=None, **more):
    return Participant(firm_id, firm_id, "buyer", free and frozenset(free), **more)


def meeting(supplier_id, buyer_id, **more):
    return Meeting(f"{supplier_id}-{buyer_id}", supplier_id, buyer_id, **more)


def slot_of(found: Plan):
    return {one.meeting_id: one.slot_id for one in found.placed}


def table_of(found: Plan):
    return {one.meeting_id: one.table_id for one in found.placed}


def broken(problem: Problem, found: Plan):
    """Count every rule by itself, without any code of the planner."""
    order = {s.slot_id: i for i, s in enumerate(sorted(problem.slots, key=lambda s: s.starts))}
    by_id = {m.meeting_id: m for m in problem.meetings}
    firms = {p.firm_id: p for p in problem.participants}
    length = {s.slot_id: (s.ends - s.starts).total_seconds() / 60 for s in problem.slots}
    stands = {t.table_id: t for t in problem.tables}
    bad = []
    at_table, at_firm, at_resource = {}, {}, Counter()
    for meeting_id, slot_id, table_id in found.placed:
        m = by_id[meeting_id]
        for firm_id in (m.supplier_id, m.buyer_id):
            free = firms[firm_id].free
            bad += [("away", meeting_id)] if free is not None and slot_id not in free else []
            at_firm.setdefault((firm_id, slot_id), []).append((m, table_id))
        bad += [("slots", meeting_id)] if m.slots is not None and slot_id not in m.slots else []
        bad += [("lock", meeting_id)] if m.locked not in (None, slot_id) else []
        bad += [("table lock", meeting_id)] if m.table not in (None, table_id) else []
        bad += [("minutes", meeting_id)] if length[slot_id] < m.minutes else []
        bad += [("equipment", meeting_id)] if not m.equipment <= stands[table_id].equipment else []
        at_table.setdefault((table_id, slot_id), []).append(m)
        at_resource.update((r, slot_id) for r in m.resources)
    for some in at_table.values():
        one = firms[some[0].buyer_id]
        if len({m.buyer_id for m in some}) > 1 or len(some) > one.group_size:
            bad.append(("table", tuple(m.meeting_id for m in some)))
    for (firm_id, _), some in at_firm.items():
        if len({table for _, table in some}) > firms[firm_id].n_people:
            bad.append(("people", firm_id))
    room = {r.resource_id: r.n_at_once for r in problem.resources}
    bad += [("resource", r) for (r, _), n in at_resource.items() if n > room[r]]
    when = {one.meeting_id: order[one.slot_id] for one in found.placed}
    for first, second in problem.precedences:
        if first in when and second in when and when[first] >= when[second]:
            bad.append(("order", first, second))
    named = {one.meeting_id for one in found.left_out}
    if sorted([*when, *named]) != sorted(by_id):
        bad.append(("neither placed nor named",))
    return bad


def gaps(problem: Problem, slot_of):
    """Count the gaps of each participant from the definition."""
    order = [s.slot_id for s in sorted(problem.slots, key=lambda s: s.starts)]
    day = {s.slot_id: s.starts.date() for s in problem.slots}
    counts = {}
    for p in problem.participants:
        mine = {
            order.index(slot_of[m.meeting_id])
            for m in problem.meetings
            if m.meeting_id in slot_of and p.firm_id in (m.supplier_id, m.buyer_id)
        }
        pairs = itertools.pairwise(sorted(mine))
        counts[p.firm_id] = sum(b - a > 1 and day[order[a]] == day[order[b]] for a, b in pairs)
    return counts


def best_by_brute_force(problem: Problem):
    """Try every timetable of a small event without groups: (left out, worst, gaps)."""
    ids = [s.slot_id for s in problem.slots]
    best = None
    for chosen in itertools.product([None, *ids], repeat=len(problem.meetings)):
        when = {m.meeting_id: s for m, s in zip(problem.meetings, chosen, strict=True) if s}
        n_left = len(problem.meetings) - len(when)
        if best is not None and n_left > best[0]:
            continue
        if all(n <= len(problem.tables) for n in Counter(when.values()).values()) and fits(
            problem, when
        ):
            counts = gaps(problem, when).values()
            now = (n_left, max(counts), sum(counts))
            best = now if best is None else min(best, now)
    return best


def fits(problem, when):
    at_once = Counter()
    for m in problem.meetings:
        if m.meeting_id in when:
            for p in problem.participants:
                if p.firm_id in (m.supplier_id, m.buyer_id):
                    slot_id = when[m.meeting_id]
                    at_once[p.firm_id, slot_id] += 1
                    if p.free is not None and slot_id not in p.free:
                        return False
    people = {p.firm_id: p.n_people for p in problem.participants}
    return all(n <= people[firm_id] for (firm_id, _), n in at_once.items())


def small_event():
    """Give two buyers and three suppliers; one supplier comes for the middle slots only."""
    return Problem(
        slots(4),
        tables(2),
        (supplier("a"), supplier("b", {"t1", "t2"}), supplier("c"), buyer("x"), buyer("y")),
        tuple(meeting(s, b) for s in "abc" for b in "xy"),
    )


def test_small_event_is_planned_as_well_as_brute_force_can():
    problem = small_event()

    found = plan(problem, seconds=10)

    assert broken(problem, found) == []
    assert found.status == "proved"
    assert found.quality[:3] == best_by_brute_force(problem)
    assert found.bound == found.quality.n_gaps


def test_day_begins_with_its_first_slots_when_there_are_too_many():
    firms = (*map(supplier, "abcd"), *map(buyer, "xy"))
    pairs = (meeting("a", "x"), meeting("b", "x"), meeting("c", "y"), meeting("d", "y"))

    for seed in range(5):
        found = plan(Problem(slots(14), tables(2), firms, pairs), n_processes=1, seed=seed)

        assert sorted(slot_of(found).values()) == ["t0", "t0", "t1", "t1"]
        assert found.quality == Quality(0, 0, 0, 0, 0)


def test_late_bus_and_lock_are_waited_for():
    firms = (supplier("a", ["t1", "t2", "t3"]), supplier("b"), buyer("x"), buyer("y"))
    pairs = (meeting("a", "x"), meeting("b", "y", locked="t2"))

    for seed in range(5):
        found = plan(Problem(slots(4), tables(2), firms, pairs), n_processes=1, seed=seed)

        assert slot_of(found) == {"a-x": "t1", "b-y": "t2"}


@pytest.mark.parametrize(
    ("free", "expected"),
    [(["t0", "t1", "t3", "t4"], ["t0", "t1"]), (["t2", "t3", "t4"], ["t3", "t4"])],
)
def test_nobody_comes_on_one_more_day_to_begin_early(free, expected):
    firms = (supplier("a"), supplier("b"), buyer("x", free))
    pairs = (meeting("a", "x"), meeting("b", "x"))
    event = Problem(slots(6, per_day=3), tables(1), firms, pairs)
    second_day = (Placed("a-x", "t3", "T0"), Placed("b-x", "t4", "T0"))

    found = begin_early(
        event, second_day, lambda when: tuple(Placed(m, s, "T0") for m, s in when.items())
    )

    assert [one.slot_id for one in found] == expected


def test_two_people_meet_at_two_tables_at_once():
    people = (supplier("a", {"t0"}), supplier("b", {"t0"}), buyer("x", n_people=2))
    problem = Problem(slots(1), tables(2), people, (meeting("a", "x"), meeting("b", "x")))

    found = plan(problem, seconds=5)

    assert slot_of(found) == {"a-x": "t0", "b-x": "t0"}
    assert sorted(table_of(found).values()) == ["T0", "T1"]


def test_group_of_one_buyer_shares_one_table():
    people = (*(supplier(s) for s in "abc"), buyer("x", group_size=3))
    problem = Problem(slots(1), tables(1), people, tuple(meeting(s, "x") for s in "abc"))

    found = plan(problem, seconds=5)

    assert len(found.placed) == 3
    assert set(table_of(found).values()) == {"T0"}


def test_meetings_that_need_a_projector_take_turns_at_it():
    people = (supplier("a"), supplier("b"), buyer("x"), buyer("y"))
    meetings = tuple(
        meeting(s, b, equipment=frozenset({"projector"})) for s, b in (("a", "x"), ("b", "y"))
    )
    some = (Table("T0"), Table("T1", frozenset({"projector"})))

    found = plan(Problem(slots(2), some, people, meetings), seconds=5)

    assert set(table_of(found).values()) == {"T1"}
    assert sorted(slot_of(found).values()) == ["t0", "t1"]


def test_one_interpreter_is_in_one_meeting_at_a_time():
    people = (supplier("a"), supplier("b"), buyer("x"), buyer("y"))
    meetings = tuple(
        meeting(s, b, resources=frozenset({"interpreter"})) for s, b in (("a", "x"), ("b", "y"))
    )
    some = (Resource("interpreter", free=frozenset({"t1", "t2"})),)

    found = plan(Problem(slots(3), tables(2), people, meetings, resources=some), seconds=5)

    assert sorted(slot_of(found).values()) == ["t1", "t2"]


def test_precedence_and_lock_are_kept():
    people = (supplier("a"), supplier("b"), buyer("x"), buyer("y"))
    meetings = (meeting("a", "x", locked="t1", table="T1"), meeting("b", "y"))
    problem = Problem(slots(3), tables(2), people, meetings, precedences=(("a-x", "b-y"),))

    found = plan(problem, seconds=5)

    assert slot_of(found) == {"a-x": "t1", "b-y": "t2"}
    assert table_of(found)["a-x"] == "T1"


def test_the_night_is_no_gap():
    people = (supplier("a", {"t0", "t3"}), buyer("x"), buyer("y"))
    problem = Problem(
        slots(4, per_day=2), tables(1), people, (meeting("a", "x"), meeting("a", "y"))
    )

    found = plan(problem, seconds=5)

    assert found.quality == Quality(0, 0, 0, 0, 0)
    assert found.status == "proved"


def test_long_meeting_takes_the_long_slot():
    long = Slot("long", MORNING + timedelta(hours=5), MORNING + timedelta(hours=6))
    people = (supplier("a"), buyer("x"))
    problem = Problem((*slots(2), long), tables(1), people, (meeting("a", "x", minutes=45),))

    found = plan(problem, seconds=5)

    assert slot_of(found) == {"a-x": "long"}


def test_table_is_used_only_while_it_stands():
    people = (supplier("a"), buyer("x"))
    some = (Table("T0", free=frozenset({"t1"})),)

    found = plan(Problem(slots(2), some, people, (meeting("a", "x"),)), seconds=5)

    assert slot_of(found) == {"a-x": "t1"}


def test_least_worth_is_left_out_and_named():
    people = (supplier("a"), supplier("b"), buyer("x", {"t0"}))
    meetings = (meeting("a", "x", score=70.0), meeting("b", "x", score=40.0))

    found = plan(Problem(slots(3), tables(2), people, meetings), seconds=5)

    assert found.status == "impossible"
    assert slot_of(found) == {"a-x": "t0"}
    (left,) = found.left_out
    assert left.meeting_id == "b-x"
    assert left.message.format(**left.values) == "x has 2 meetings and room for 1"


def test_pair_without_a_common_slot_is_named_so():
    people = (supplier("a", {"t0"}), buyer("x", {"t1"}))

    found = plan(Problem(slots(2), tables(1), people, (meeting("a", "x"),)), seconds=5)

    (left,) = found.left_out
    assert left.message.format(**left.values) == (
        "a and x have no slot in common that suits their meeting"
    )


def test_nothing_to_plan_is_an_empty_plan():
    found = plan(Problem(slots(2), tables(1), (supplier("a"), buyer("x")), ()), seconds=5)

    assert (found.placed, found.left_out, found.status) == ((), (), "proved")


def test_reproducible_mode_gives_the_same_plan_twice():
    problem = crowded_event()

    first = plan(problem, iterations=20_000, seed=3)
    second = plan(problem, iterations=20_000, seed=3)

    assert broken(problem, first) == []
    assert (first.placed, first.quality) == (second.placed, second.quality)
    assert first.ended_by in ("iterations", "proof")


def test_stop_gives_the_best_so_far():
    problem = crowded_event()
    seen = threading.Event()

    found = plan(problem, seconds=60, progress=lambda *_: seen.set(), stop=seen.is_set)

    assert found.ended_by in ("stopped", "proof")  # the first may be proved best before it is told
    assert found.seconds < 30
    assert len(found.placed) == len(problem.meetings)
    assert broken(problem, found) == []


def test_progress_tells_ever_better_plans():
    problem = crowded_event()
    told = []

    plan(problem, seconds=6, progress=lambda quality, bound, _: told.append((quality[1:4], bound)))

    assert [q for q, _ in told] == sorted({q for q, _ in told}, reverse=True)
    assert all(bound <= quality[1] for quality, bound in told)


def crowded_event():
    """Give an event too large to be solved at once: 16 by 12 in 12 slots, each meets 6 of them."""
    people = [supplier(f"s{i:02}", {f"t{k}" for k in range(i % 4, 12)}) for i in range(16)]
    people += [buyer(f"b{i:02}", {f"t{k}" for k in range(12) if k != i}) for i in range(12)]
    pairs = [(i, (i + k) % 12) for i in range(16) for k in range(6)]
    meetings = tuple(meeting(f"s{i:02}", f"b{k:02}") for i, k in pairs)
    return Problem(slots(12), tables(12), tuple(people), meetings)


@st.composite
def events(draw):
    n_slots = draw(st.integers(1, 4))
    ids = [f"t{i}" for i in range(n_slots)]
    free = st.one_of(st.none(), st.frozensets(st.sampled_from(ids), min_size=1))
    some_tables = tuple(
        Table(f"T{i}", draw(st.sampled_from([frozenset(), frozenset({"p"})])))
        for i in range(draw(st.integers(1, 3)))
    )
    people = [supplier(s, draw(free)) for s in "abc"]
    people += [
        buyer(b, draw(free), n_people=draw(st.integers(1, 2)), group_size=draw(st.integers(1, 2)))
        for b in "xy"
    ]
    pairs = draw(st.sets(st.sampled_from(list(itertools.product("abc", "xy"))), min_size=1))
    meetings = tuple(
        meeting(
            s,
            b,
            score=float(draw(st.integers(0, 9))),
            equipment=draw(st.sampled_from([frozenset(), frozenset({"p"})])),
            resources=draw(st.sampled_from([frozenset(), frozenset({"coach"})])),
            locked=draw(st.sampled_from([None, None, None, *ids])),
        )
        for s, b in sorted(pairs)
    )
    ordered = [m.meeting_id for m in meetings]
    before = ((ordered[0], ordered[1]),) if len(ordered) > 1 and draw(st.booleans()) else ()
    return Problem(
        slots(n_slots, per_day=draw(st.sampled_from([2, 9]))),
        some_tables,
        tuple(people),
        meetings,
        resources=(Resource("coach"),),
        precedences=before,
        most_difference=draw(st.sampled_from([None, None, 0, 1])),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(events())
def test_plan_breaks_no_rule_and_is_counted_rightly(problem):
    found = plan(problem, seconds=5)

    assert broken(problem, found) == []
    counts = gaps(problem, slot_of(found))
    assert found.quality.n_gaps == sum(counts.values())
    assert found.quality.worst_gaps == max(counts.values())
    assert found.quality.n_left_out == len(found.left_out)
    meets = {firm for m in problem.meetings if m.meeting_id in slot_of(found) for firm in m.firms}
    if problem.most_difference is not None and meets:
        shown = [counts[firm] for firm in meets]
        assert max(shown) - min(shown) <= problem.most_difference


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(events())
def test_meetings_are_left_out_only_where_a_clash_of_wishes_explains_it(problem):
    found = plan(problem, seconds=5)

    assert list(check(problem, found.placed)) == []
    assert (found.left_out == ()) == (explain(problem) is None)


@st.composite
def plain_events(draw):
    n_slots = draw(st.integers(2, 3))
    ids = [f"t{i}" for i in range(n_slots)]
    free = st.one_of(st.none(), st.frozensets(st.sampled_from(ids), min_size=1))
    people = [supplier(s, draw(free)) for s in "ab"] + [buyer(b, draw(free)) for b in "xyz"]
    pairs = draw(st.sets(st.sampled_from(list(itertools.product("ab", "xyz"))), min_size=1))
    meetings = tuple(meeting(s, b) for s, b in sorted(pairs))
    return Problem(slots(n_slots), tables(draw(st.integers(1, 2))), tuple(people), meetings)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plain_events())
def test_random_small_events_are_planned_as_well_as_brute_force_can(problem):
    found = plan(problem, seconds=10)

    best = best_by_brute_force(problem)
    assert found.quality.n_left_out == best[0]
    if best[0] == 0:
        assert found.quality[:3] == best
    assert (found.status == "impossible") == (best[0] > 0)


@pytest.mark.parametrize("n_processes", [1, 2])
def test_larger_event_is_planned_by_one_process_or_two(n_processes):
    problem = crowded_event()

    found = plan(problem, seconds=8, n_processes=n_processes)

    assert broken(problem, found) == []
    assert found.quality.n_left_out == 0
    assert found.bound <= found.quality.n_gaps
