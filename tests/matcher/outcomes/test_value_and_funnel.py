from datetime import date

from matcher.outcomes import Worth, reached, reached_by, worth
from matcher.outcomes.pairing import Pairing, Step
from matcher.outcomes.value import value_of


def step(name, day=1, **said):
    blank = dict.fromkeys(Step._fields)
    return Step(**blank | {"step": name, "date": date(2026, 1, day), "outcome_id": "O"} | said)


def pair(*steps, supplier="S-1", event="E-1"):
    return Pairing("N-1", supplier, "B-1", event, None, steps)


def test_each_step_tells_the_total_so_far_and_the_last_counts():
    one = pair(
        step("purchase_order", 1, realised_idr=10.0), step("repeat_order", 2, realised_idr=25.0)
    )

    assert worth([one])["realised"] == Worth(25.0, 1, 0)


def test_where_the_sides_differ_the_lower_figure_counts_and_is_named():
    one = pair(
        step("mou", 1, promised_idr=90.0, reported_by="buyer"),
        step("follow_up", 2, promised_idr=120.0, reported_by="supplier"),
    )

    assert worth([one])["promised"] == Worth(90.0, 1, 1)


def test_the_three_values_are_never_one_sum():
    one = pair(step("purchase_order", promised_idr=100.0, signed_idr=60.0, realised_idr=10.0))

    assert {name: found.idr for name, found in worth([one]).items()} == {
        "promised": 100.0,
        "signed": 60.0,
        "realised": 10.0,
    }


def test_what_nobody_told_is_unknown_not_nothing():
    assert worth([pair(step("mou"))])["signed"] == Worth(None, 0, 0)
    assert value_of(pair(step("mou")), "signed") is None


def test_funnel_counts_a_pair_in_every_stage_up_to_its_furthest():
    pairs = [
        pair(),
        pair(step("meeting")),
        pair(step("meeting", 1), step("sample", 2), step("stopped", 3)),
        pair(step("mou", 1), step("purchase_order", 2)),
        pair(step("no_show")),
    ]

    found = reached(pairs)

    assert found.n_at_least == {
        "planned": 5,
        "met": 3,
        "contact": 2,
        "offer": 2,
        "trial": 2,
        "order": 1,
        "repeat": 0,
    }
    assert (found.n_mou, found.n_no_show, found.n_stopped) == (1, 1, 1)


def test_groups_stand_by_number_of_pairs_then_by_name():
    pairs = [pair(event="E-2"), pair(event="E-1"), pair(event="E-3"), pair(event="E-3")]

    found = reached_by(pairs, lambda one: one.event_id)

    assert {name: one.n_at_least["planned"] for name, one in found.items()} == {
        "E-3": 2,
        "E-1": 1,
        "E-2": 1,
    }
    assert list(found) == ["E-3", "E-1", "E-2"]
