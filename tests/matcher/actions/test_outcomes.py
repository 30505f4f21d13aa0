"""What is told of a pair is kept with who told it, corrected when told again, and undone."""

import time
from datetime import date, datetime, timedelta

import pytest

from matcher import actions
from matcher.agenda import About
from matcher.errors import DataError, DeniedError, NotFoundError
from matcher.outcomes import worth
from matcher.people import LOCAL_PLANNER as WHO
from matcher.people import Person
from matcher.planner.plan import Placed, Plan, Quality
from matcher.planner.problem import Meeting, Participant, Problem, Slot, Table
from matcher.store import Edit, edit, open_store

DAY = date(2026, 11, 20)
IKM, BUYER = Person("Ika", "ikm", "S-1"), Person("Budi", "buyer", "B-1")


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "store.db")
    firms = [("S-1", "ikm"), ("S-2", "ikm"), ("B-1", "large")]
    edits = [Edit("firm", {"firm_id": i, "name": f"PT {i}", "kind": kind}) for i, kind in firms]
    edits.append(Edit("need", {"need_id": "N-1", "firm_id": "B-1", "component": "flange"}))
    met = {"event_id": "E-1", "supplier_id": "S-1", "buyer_id": "B-1"}
    edits.append(Edit("meeting", met))
    edit(opened, WHO, edits)
    yield opened
    opened.close()


def tell(store, who=WHO, **values):
    return actions.record_outcome(
        who, store, "N-1", "S-1", {"step": "sample", "date": DAY} | values
    )


def only(store):
    (pair,) = actions.follow_stored(WHO, store)
    return pair


def test_step_is_followed_with_who_told_it(store):
    tell(store, promised_idr=150e6, next_step="trial_order", next_date=date(2026, 12, 9))

    (one,) = only(store).steps
    assert (one.step, one.date, one.reported_by) == ("sample", DAY, "organiser")
    assert (one.promised_idr, one.next_step, one.next_date) == (
        150e6,
        "trial_order",
        date(2026, 12, 9),
    )


def test_reports_of_the_two_sides_are_two_records(store):
    tell(store, IKM, realised_idr=90.0, reported_by="buyer")  # it cannot speak for the buyer
    tell(store, BUYER, realised_idr=70.0)

    pair = only(store)
    assert [one.realised_idr for one in pair.told_by("supplier")] == [90.0]
    assert [one.realised_idr for one in pair.told_by("buyer")] == [70.0]
    assert worth([pair])["realised"] == (70.0, 1, 1)


def test_told_again_on_one_day_it_is_corrected_and_undo_brings_the_first_back(store):
    tell(store, promised_idr=150e6, reason="x")
    act = tell(store, promised_idr=15e6)

    assert [(one.promised_idr, one.reason) for one in only(store).steps] == [(15e6, None)]
    actions.undo_act(WHO, store, act)
    assert [(one.promised_idr, one.reason) for one in only(store).steps] == [(150e6, "x")]


def test_step_without_a_day_is_of_today(store):
    actions.record_outcome(WHO, store, "N-1", "S-1", {"step": "meeting"})

    assert only(store).steps[0].date == date.today()


def test_a_day_to_come_is_no_outcome(store):
    with pytest.raises(DataError, match="is still to come"):
        tell(store, date=date.today() + timedelta(days=1))


def test_next_step_before_the_step_is_refused(store):
    with pytest.raises(DataError, match="lies before this one"):
        tell(store, next_date=date(2026, 11, 19))


@pytest.mark.parametrize("values", [{"step": "party"}, {"promised_idr": -5}, {"by": "nobody"}])
def test_what_does_not_fit_is_refused_and_nothing_is_written(store, values):
    with pytest.raises(DataError):
        tell(store, **values)

    assert actions.follow_stored(WHO, store) == ()


def test_unknown_need_is_named(store):
    with pytest.raises(NotFoundError, match="'N-9'"):
        actions.record_outcome(WHO, store, "N-9", "S-1", {"step": "sample"})


def test_nobody_reports_for_another_firm(store):
    with pytest.raises(DeniedError):
        actions.record_outcome(IKM, store, "N-1", "S-2", {"step": "sample"})
    with pytest.raises(DeniedError):
        actions.follow_stored(IKM, store)


def test_meetings_of_the_store_are_pairs_whose_result_is_due(store):
    meeting = {"event_id": "E-1", "supplier_id": "S-2", "buyer_id": "B-1", "need_id": "N-1"}
    edit(store, WHO, [Edit("meeting", meeting | {"date": DAY})])

    found = actions.list_due(WHO, actions.follow_stored(WHO, store), date(2026, 11, 24))

    assert [(one.kind, one.n_days, one.pairing.key) for one in found] == [
        ("no_result", 4, ("N-1", "S-2"))
    ]


def plan_with(supplier_id):
    problem = Problem(
        slots=(Slot("1", datetime(2026, 11, 20, 9, 0), datetime(2026, 11, 20, 9, 20)),),
        tables=(Table("A"),),
        participants=(
            Participant(supplier_id, supplier_id, "supplier"),
            Participant("B-1", "B", "buyer"),
        ),
        meetings=(Meeting("M", supplier_id, "B-1", "N-1"),),
    )
    plan = Plan((Placed("M", "1", "A"),), (), Quality(0, 0, 0, 0, 0), "proved")
    return problem, plan, About("Temu", datetime(2026, 11, 1))


def test_only_the_plan_released_last_says_who_was_to_meet(store):
    first = actions.keep_plan(WHO, store, *plan_with("S-1"), event_id="E-1")
    second = actions.keep_plan(WHO, store, *plan_with("S-2"), event_id="E-1")
    assert actions.follow_stored(WHO, store) == ()

    actions.release_plan(WHO, store, second)
    time.sleep(1.1)  # a release is known to the second
    actions.release_plan(WHO, store, first)

    pair = only(store)
    assert (pair.key, pair.event_id) == (("N-1", "S-1"), "E-1")
    assert pair.planned.on == DAY
