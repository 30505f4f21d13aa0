"""A problem holds exactly the chosen pairs, with what programme and planner say of them."""

from datetime import date, time
from typing import NamedTuple

import pytest

from matcher.errors import DataError
from matcher.planner.event_problem import Lock, problem_of
from matcher.planner.parts import AtEvent, Day, Hall, Session, Shared
from matcher.planner.problem import Participant
from matcher.planner.programme import Programme

SESSIONS = (Session("pagi", time(8), time(9)), Session("siang", time(9), time(10)))
PROGRAMME = Programme(
    days=(Day(date(2026, 12, 9), SESSIONS),),
    halls=(Hall(n_tables=2),),
    name="Temu bisnis",
    shared=(Shared("juru bahasa", ("B-2",), 1, ("siang",)), Shared("pendamping", ("S-1",), 2)),
    firms={"B-1": AtEvent(minutes=25, equipment=("proyektor",)), "S-1": AtEvent(minutes=20)},
)
FIRMS = tuple(
    Participant(firm_id, firm_id, side)
    for firm_id, side in (("B-1", "buyer"), ("B-2", "buyer"), ("S-1", "supplier"))
)


class Pair(NamedTuple):
    supplier_id: str
    buyer_id: str
    need_id: str | None = None
    score: float = 50.0


PAIRS = [Pair("S-1", "B-2", "N-2", 40), Pair("S-1", "B-1")]


def test_each_pair_is_one_meeting_with_what_its_firms_need():
    problem = problem_of(PROGRAMME, FIRMS, PAIRS)

    first, second = problem.meetings
    assert (first.meeting_id, first.minutes, first.equipment) == ("S-1|B-1", 25, {"proyektor"})
    assert (second.need_id, second.score, second.minutes) == ("N-2", 40.0, 20)
    assert first.resources == {"pendamping"}
    assert second.resources == {"juru bahasa", "pendamping"}


def test_resource_is_there_in_its_sessions():
    translator, coach = problem_of(PROGRAMME, FIRMS, PAIRS).resources

    assert (translator.n_at_once, translator.free) == (1, {"D1-0900", "D1-0930"})
    assert (coach.n_at_once, coach.free) == (2, None)


def test_lock_settles_slot_and_table():
    problem = problem_of(
        PROGRAMME,
        FIRMS,
        PAIRS,
        locks=[Lock("S-1", "B-1", "D1-0800", "M02"), Lock("S-1", "B-2", "D1-0900")],
    )

    assert [(one.locked, one.table) for one in problem.meetings] == [
        *(("D1-0800", "M02"), ("D1-0900", None))
    ]


def test_order_of_pairs_does_not_matter():
    assert problem_of(PROGRAMME, FIRMS, PAIRS) == problem_of(PROGRAMME, FIRMS, PAIRS[::-1])


def test_no_pair_is_a_problem_without_meetings():
    assert problem_of(PROGRAMME, FIRMS, []).meetings == ()


@pytest.mark.parametrize(
    ("pairs", "locks", "line"),
    [
        (
            [Pair("S-9", "B-1")],
            [],
            "'S-9' is to meet somebody but does not take part; "
            "add it to the participants or take the pair out",
        ),
        (
            [Pair("S-1", "B-1", "N-1"), Pair("S-1", "B-1", "N-2")],
            [],
            "'S-1' and 'B-1' are to meet twice; take one of the pairs out",
        ),
        (
            PAIRS[:1],
            [Lock("S-1", "B-1", "D1-0800")],
            "'S-1' and 'B-1' have a settled time but are no pair; add the pair",
        ),
        (
            PAIRS,
            [Lock("S-1", "B-1", "D9")],
            "S-1|B-1 is settled for 'D9', which is no slot; "
            "choose from D1-0800, D1-0830, D1-0900, D1-0930",
        ),
        (
            PAIRS,
            [Lock("S-1", "B-1", "D1-0800", "Z")],
            "S-1|B-1 is settled for 'Z', which is no table; correct it",
        ),
    ],
)
def test_what_names_nothing_is_one_line(pairs, locks, line):
    with pytest.raises(DataError) as caught:
        problem_of(PROGRAMME, FIRMS, pairs, locks=locks)

    assert str(caught.value) == line
