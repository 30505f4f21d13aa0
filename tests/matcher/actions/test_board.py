"""On the day each meeting is noted with who told it; what follows from a note follows it."""

from datetime import datetime, timedelta

import pytest

from matcher import actions
from matcher.agenda import About
from matcher.errors import DataError, DeniedError, NotFoundError
from matcher.people import LOCAL_PLANNER, Person
from matcher.planner.plan import Placed, Plan, Quality
from matcher.planner.problem import Meeting, Participant, Problem, Slot, Table
from matcher.store import Edit, edit, matching, open_store
from matcher.ui.board import away, now_or_next

DESK = Person("Dewi", "desk")
NOON = datetime.now().replace(hour=12, minute=0, second=0, microsecond=0)
FIRMS = {"S-1": "ikm", "S-2": "ikm", "B-1": "large"}


def slot(n, day):
    return Slot(f"s{n}", day + timedelta(minutes=30 * n), day + timedelta(minutes=30 * n + 20))


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "store.db")
    firms = [Edit("firm", {"firm_id": i, "name": f"PT {i}", "kind": k}) for i, k in FIRMS.items()]
    need = Edit("need", {"need_id": "N-1", "firm_id": "B-1", "component": "flange"})
    edit(opened, LOCAL_PLANNER, [*firms, need, Edit("event", {"event_id": "E-1", "name": "Temu"})])
    yield opened
    opened.close()


def release(store, day=NOON):
    sides = {"S-1": "supplier", "S-2": "supplier", "B-1": "buyer"}
    problem = Problem(
        participants=tuple(Participant(i, f"PT {i}", side) for i, side in sides.items()),
        slots=(slot(0, day), slot(1, day)),
        tables=(Table("A1"),),
        meetings=(Meeting("m1", "S-1", "B-1", "N-1"), Meeting("m2", "S-2", "B-1", "N-1")),
    )
    placed = (Placed("m1", "s0", "A1"), Placed("m2", "s1", "A1"))
    plan = Plan(placed, (), Quality(0, 0, 0, 0, 0), "proved", 0)
    about = About("Temu", day, needs={"N-1": "flange"})
    plan_id = actions.keep_plan(LOCAL_PLANNER, store, problem, plan, about, "E-1")
    actions.release_plan(LOCAL_PLANNER, store, plan_id)


def note(store, state, supplier_id="S-1", who=DESK):
    return actions.note_meeting(who, store, "E-1", supplier_id, "B-1", state)


def told(store):
    """Give what the organisers told of S-1: the step, and who failed."""
    found = matching(store, "outcome", supplier_id="S-1")
    return [(one.values["step"], one.values["by"], one.values["reported_by"]) for one in found]


def test_board_opens_with_the_released_plan(store):
    assert actions.see_board(DESK, store, "E-1") == ()

    release(store)

    assert [
        (one.table, one.supplier, one.buyer, one.need, one.state, one.who)
        for one in actions.see_board(DESK, store, "E-1")
    ] == [
        ("A1", "PT S-1", "PT B-1", "flange", "", ""),
        ("A1", "PT S-2", "PT B-1", "flange", "", ""),
    ]


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        ("kept", [("meeting", None, "organiser")]),
        ("late", []),
        ("no_show_supplier", [("no_show", "supplier", "organiser")]),
        ("no_show_buyer", [("no_show", "buyer", "organiser")]),
    ],
)
def test_what_is_noted_stands_with_who_and_when_and_is_an_outcome(store, state, outcome):
    release(store)

    note(store, state)

    first, second = actions.see_board(DESK, store, "E-1")
    assert (first.state, first.who, second.state) == (state, "Dewi", "")
    assert first.at is not None
    assert told(store) == outcome


def test_a_note_takes_the_place_of_the_last_and_undo_brings_that_back(store):
    release(store)
    note(store, "no_show_supplier")
    note(store, "late")
    late = told(store)

    act = note(store, "kept")
    kept = told(store)
    actions.undo_act(DESK, store, act)

    assert (late, kept, told(store)) == ([], [("meeting", None, "organiser")], [])
    assert actions.see_board(DESK, store, "E-1")[0].state == "late"


def test_meeting_to_come_or_not_planned_is_refused(store):
    release(store, NOON + timedelta(days=1))

    with pytest.raises(DataError, match="note it when it has been held"):
        note(store, "kept")
    with pytest.raises(NotFoundError, match="do not meet in the released plan"):
        note(store, "kept", "S-9")
    with pytest.raises(DeniedError):
        note(store, "kept", who=Person("Budi", "buyer", "B-1"))


def test_walk_in_is_there_at_once_and_a_known_name_is_that_firm(store):
    actions.note_walk_in(DESK, store, "E-1", " CV Baru <b>Jaya</b> ", "ikm")
    actions.note_walk_in(DESK, store, "E-1", "pt s-2", "ikm")

    found = actions.list_participants(DESK, store, "E-1")
    assert set(found[["firm_id", "firm", "state"]].itertuples(index=False, name=None)) == {
        ("walk-in:cv-baru-b-jaya-b", "CV Baru <b>Jaya</b>", "present"),
        ("S-2", "PT S-2", "present"),
    }
    with pytest.raises(DataError, match="write the name"):
        actions.note_walk_in(DESK, store, "E-1", " ", "ikm")


def test_board_opens_at_the_slot_that_runs_else_at_the_next():
    morning = [NOON - timedelta(hours=3), NOON - timedelta(hours=2)]
    tomorrow = NOON + timedelta(days=1)
    times = [*morning, tomorrow]

    assert now_or_next(times, morning[0] - timedelta(days=1)) == 0
    assert now_or_next(times, morning[0] + timedelta(minutes=5)) == 0
    assert now_or_next(times, NOON) == 1
    assert now_or_next([*morning, tomorrow], tomorrow - timedelta(hours=11)) == 2
    assert now_or_next(times, tomorrow + timedelta(days=3)) == 2


def test_who_did_not_come_is_offered_away_while_it_has_meetings_left(store):
    release(store)
    note(store, "no_show_buyer")
    board = actions.see_board(DESK, store, "E-1")

    assert away(board, NOON) == {"B-1": "PT B-1"}
    assert away(board, NOON + timedelta(hours=2)) == {}
