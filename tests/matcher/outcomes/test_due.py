from datetime import date

import pytest

from matcher.outcomes import Planned, due
from matcher.outcomes.pairing import Pairing, Step

TODAY = date(2026, 11, 28)


def step(name, on, **said):
    blank = dict.fromkeys(Step._fields)
    return Step(**blank | {"step": name, "date": on, "outcome_id": "O-1"} | said)


def pair(*steps, planned_on=None, supplier="S-1"):
    planned = Planned("N-1", supplier, "E-1", planned_on) if planned_on else None
    return Pairing("N-1", supplier, "B-1", "E-1", planned, steps)


def only(*steps, **said):
    (found,) = due([pair(*steps, **said)], TODAY)
    return found.kind, found.n_days


def test_dated_next_step_in_the_past_is_overdue():
    said = step("follow_up", date(2026, 11, 20), next_step="sample", next_date=date(2026, 11, 25))

    (found,) = due([pair(said)], TODAY)

    assert (found.kind, found.n_days) == ("overdue", 3)
    assert found.text("en") == "sample made was due 3 days ago"


def test_next_step_is_due_soon_within_a_week_and_not_before():
    for day, kinds in ((date(2026, 12, 5), ["soon"]), (date(2026, 12, 6), [])):
        said = step("follow_up", date(2026, 1, 1), next_step="sample", next_date=day)
        assert [one.kind for one in due([pair(said)], TODAY)] == kinds


def test_a_later_step_settles_the_next_step_of_an_earlier_one():
    first = step("follow_up", date(2026, 11, 20), next_date=date(2026, 11, 25))

    assert due([pair(first, step("sample", date(2026, 11, 26)))], TODAY) == ()


def test_meeting_without_a_result_is_due_from_the_day_after():
    assert only(planned_on=date(2026, 11, 26)) == ("no_result", 2)
    assert due([pair(planned_on=TODAY)], TODAY) == ()
    assert due([pair()], TODAY) == ()


def test_silence_is_due_after_thirty_days():
    assert only(step("rfq", date(2026, 10, 28))) == ("silent", 31)
    assert due([pair(step("rfq", date(2026, 10, 29)))], TODAY) == ()


def test_who_did_not_answer_is_asked_again_after_thirty_days():
    assert only(step("no_answer", date(2026, 10, 1))) == ("unanswered", 58)


@pytest.mark.parametrize("name", ["stopped", "no_show", "purchase_order", "repeat_order"])
def test_what_ended_or_ordered_may_be_quiet(name):
    assert due([pair(step(name, date(2026, 1, 1)))], TODAY) == ()


def test_undated_step_is_never_called_silent():
    assert due([pair(step("rfq", None))], TODAY) == ()


def test_what_was_agreed_stands_before_silence_and_the_longest_wait_first():
    late = step("rfq", date(2026, 11, 1), next_date=date(2026, 11, 27))
    later = step("rfq", date(2026, 11, 1), next_date=date(2026, 11, 2))
    quiet = step("rfq", date(2026, 8, 1))

    found = due([pair(quiet), pair(late, supplier="S-2"), pair(later, supplier="S-3")], TODAY)

    assert [one.pairing.supplier_id for one in found] == ["S-3", "S-2", "S-1"]


def test_a_pair_is_past_after_half_a_year():
    assert only(step("rfq", date(2026, 6, 1))) == ("silent", 180)
    assert due([pair(step("rfq", date(2026, 5, 31)))], TODAY) == ()


def test_of_silences_the_furthest_pair_stands_first_then_the_latest():
    talked, later = step("rfq", date(2026, 8, 1)), step("rfq", date(2026, 9, 1))
    sampled = step("sample", date(2026, 7, 1))

    found = due([pair(talked), pair(later, supplier="S-2"), pair(sampled, supplier="S-3")], TODAY)

    assert [one.pairing.supplier_id for one in found] == ["S-3", "S-2", "S-1"]
