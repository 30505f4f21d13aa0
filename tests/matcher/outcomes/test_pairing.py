from datetime import date

import pandas as pd

from matcher.outcomes import Planned, pairings

NEEDS = pd.DataFrame(
    [("N-1", "B-1", "E-1"), ("N-2", "B-2", None)], columns=["need_id", "firm_id", "event_id"]
)


def outcomes(*rows):
    """Steps: need, supplier, step, day, reporter."""
    columns = ["need_id", "supplier_id", "step", "date", "reported_by"]
    frame = pd.DataFrame(rows, columns=columns, dtype=object)
    return frame.assign(outcome_id=[f"O-{i}" for i in range(len(frame))])


def only(*rows):
    (pair,) = pairings(outcomes(*rows), NEEDS)
    return pair


def test_steps_stand_by_day_and_the_undated_first():
    pair = only(
        ("N-1", "S-1", "sample", date(2026, 3, 1), None),
        ("N-1", "S-1", "meeting", date(2026, 1, 1), None),
        ("N-1", "S-1", "nda", None, None),
    )

    assert [one.step for one in pair.steps] == ["nda", "meeting", "sample"]


def test_skipped_steps_do_not_hold_a_pair_back():
    assert only(("N-1", "S-1", "purchase_order", date(2026, 3, 1), None)).stage == "order"


def test_memorandum_before_a_sample_is_contact_and_no_more():
    assert only(("N-1", "S-1", "mou", date(2026, 3, 1), None)).stage == "contact"


def test_end_keeps_the_stage_that_was_reached():
    pair = only(
        ("N-1", "S-1", "sample", date(2026, 3, 1), None),
        ("N-1", "S-1", "stopped", date(2026, 4, 1), None),
    )

    assert (pair.stage, pair.ended) == ("trial", "stopped")


def test_a_step_after_an_end_opens_the_pair_again():
    pair = only(
        ("N-1", "S-1", "no_answer", date(2026, 3, 1), None),
        ("N-1", "S-1", "quotation", date(2026, 4, 1), None),
    )

    assert pair.ended is None


def test_reports_of_the_two_sides_stay_apart_and_contradictions_are_seen():
    pair = only(
        ("N-1", "S-1", "sample", date(2026, 3, 1), "supplier"),
        ("N-1", "S-1", "stopped", date(2026, 3, 2), "buyer"),
    )

    assert [one.step for one in pair.told_by("supplier")] == ["sample"]
    assert [one.step for one in pair.told_by("buyer")] == ["stopped"]
    assert pair.sides_differ


def test_what_one_side_tells_alone_contradicts_nothing():
    pair = only(
        ("N-1", "S-1", "sample", date(2026, 3, 1), "supplier"),
        ("N-1", "S-1", "stopped", date(2026, 3, 2), "supplier"),
    )

    assert not pair.sides_differ


def test_planned_meeting_without_a_step_is_a_pair_to_meet():
    meeting = Planned("N-2", "S-1", "E-9", date(2026, 5, 1))

    (pair,) = pairings(outcomes(), NEEDS, [meeting])

    assert (pair.key, pair.buyer_id, pair.event_id) == (("N-2", "S-1"), "B-2", "E-9")
    assert (pair.stage, pair.latest) == ("planned", None)


def test_event_is_the_one_of_the_need_when_nobody_says_another():
    assert only(("N-1", "S-1", "meeting", date(2026, 1, 1), None)).event_id == "E-1"


def test_not_a_number_in_a_table_is_unknown():
    frame = outcomes(("N-1", "S-1", "meeting", date(2026, 1, 1), None))

    (pair,) = pairings(frame.assign(promised_idr=float("nan")), NEEDS)

    assert pair.steps[0].promised_idr is None
