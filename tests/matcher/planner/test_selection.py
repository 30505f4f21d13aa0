"""Who meets whom about which need: small events worked out by hand, and bad input."""

import itertools
from dataclasses import replace
from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from features.language import translator
from matcher.errors import DataError, SettingsError
from matcher.planner.candidates import Candidate
from matcher.planner.limits import Limits, Quota, caps_of
from matcher.planner.problem import Participant, Slot
from matcher.planner.selection import select

ONE_EACH = Limits(supplier_cap=1, buyer_cap=1)


def grid(scores, fails=()):
    """Suppliers S-0, S-1... in rows, and one need each of the buyers B-0, B-1... in columns."""
    return [
        Candidate(f"S-{i}", f"B-{j}", f"N-{j}", score, (i, j) in fails)
        for i, row in enumerate(scores)
        for j, score in enumerate(row)
    ]


def met(selection):
    return [(one.supplier_id, one.buyer_id) for one in selection.chosen]


def test_best_sum_wins_over_the_best_pair():
    selection = select(grid([[90, 80], [80, 10]]), ONE_EACH)

    assert met(selection) == [("S-0", "B-1"), ("S-1", "B-0")]
    assert selection.score == 160
    assert {one.why for one in selection.chosen} == {"chosen"}


def test_a_pair_with_two_needs_meets_once_about_the_better_one():
    pairs = [Candidate("S-0", "B-0", "N-0", 70), Candidate("S-0", "B-0", "N-1", 80)]

    selection = select(pairs, Limits(supplier_cap=2, buyer_cap=2))

    assert [one.need_id for one in selection.chosen] == ["N-1"]


def test_a_need_with_enough_candidates_leaves_the_next_one_to_another_need():
    pairs = [
        Candidate(supplier, "B-0", need, score)
        for supplier, score in (("S-0", 90), ("S-1", 80))
        for need in ("N-0", "N-1")
    ]
    pairs = [row._replace(score=row.score - 5 * (row.need_id == "N-1")) for row in pairs]

    selection = select(pairs, Limits(supplier_cap=1, buyer_cap=2, need_cap=1))

    assert sorted(one.need_id for one in selection.chosen) == ["N-0", "N-1"]
    assert selection.score == 165


def test_who_has_no_fitting_buyer_is_told_so_and_gets_no_filler():
    limits = Limits(supplier_cap=2, buyer_cap=2, supplier_floor=1)

    selection = select(grid([[90, 20], [95, 30]], fails={(1, 0)}), limits, least_score=40)

    assert met(selection) == [("S-0", "B-0")]
    assert selection.without_buyer == ("S-1",)
    assert [(one.kind, one.names, one.wanted, one.got) for one in selection.unmet] == [
        ("supplier_floor", ("S-1",), 1, 0)
    ]
    say = translator("id")
    assert say(selection.unmet[0].message) == "belum ada pembeli yang sesuai"
    assert [(one.need_id, say(one.message)) for one in selection.unserved] == [
        ("N-1", "belum ada IKM yang sesuai")
    ]


def test_who_fits_only_whom_it_shall_not_meet_is_told_so():
    limits = replace(ONE_EACH, supplier_floor=1, buyer_floor=1, never=frozenset({("S-0", "B-0")}))

    selection = select(grid([[90]]), limits)

    assert [(one.names, one.message) for one in selection.unmet] == [
        (("S-0",), "no fitting buyer yet beside those it is not to meet, as was decided"),
        (("B-0",), "no fitting IKM yet beside those it is not to meet, as was decided"),
    ]


def test_a_floor_takes_a_place_from_a_better_pair_and_says_so():
    limits = Limits(supplier_cap=2, buyer_cap=1, supplier_floor=1)

    selection = select(grid([[90, 80], [50, 20]]), limits)

    assert [(one.supplier_id, one.buyer_id, one.why) for one in selection.chosen] == [
        ("S-0", "B-1", "chosen"),
        ("S-1", "B-0", "floor"),
    ]


def test_of_a_firm_below_its_floor_only_the_meetings_that_the_floor_brought_say_so():
    # By score S-1 has B-0 alone; its floor takes B-2 (15 for 70), which costs less than B-1 would.
    limits = Limits(supplier_cap=2, buyer_cap=1, supplier_floor={"S-1": 2})

    selection = select(grid([[10, 80, 70], [90, 20, 15]]), limits)

    assert [(one.supplier_id, one.buyer_id, one.why) for one in selection.chosen] == [
        ("S-0", "B-1", "chosen"),
        ("S-1", "B-0", "chosen"),
        ("S-1", "B-2", "floor"),
    ]


def test_a_floor_that_cannot_be_kept_names_why():
    limits = Limits(supplier_cap=2, buyer_cap=1, supplier_floor={"S-0": 2, "S-1": 1, "S-2": 1})

    selection = select(grid([[90, 80], [50, 10], [50, 10]]), limits)

    said = {one.names[0]: one.message.format(**one.values) for one in selection.unmet}
    assert set(said.values()) == {"all its buyers are full"}
    assert sum(one.wanted - one.got for one in selection.unmet) == 2
    assert len(selection.chosen) == 2


def test_a_floor_above_the_fitting_partners_says_how_many_there_are():
    limits = Limits(supplier_cap=3, buyer_cap=3, supplier_floor=3)

    selection = select(grid([[90, 80]]), limits)

    (unmet,) = selection.unmet
    assert unmet.message.format(**unmet.values) == "only 2 fitting buyers"


def test_a_floor_stopped_by_the_cap_of_a_need_says_so():
    limits = Limits(supplier_cap=1, buyer_cap=5, supplier_floor=1, need_cap=1)

    selection = select(grid([[90], [80]]), limits)

    assert [(one.names, one.message) for one in selection.unmet] == [
        (("S-1",), "the needs that fit have as many IKM as they may")
    ]


def test_what_must_meet_does_so_though_it_does_not_fit_and_fills_no_floor():
    limits = Limits(supplier_cap=2, buyer_cap=2, supplier_floor=1, must=frozenset({("S-1", "B-0")}))

    selection = select(grid([[90, 20], [10, 30]]), limits, least_score=40)

    assert [(one.supplier_id, one.buyer_id, one.why) for one in selection.chosen] == [
        ("S-0", "B-0", "chosen"),
        ("S-1", "B-0", "must"),
    ]
    assert selection.without_buyer == ("S-1",)
    assert [one.names for one in selection.unmet] == [("S-1",)]


def test_what_must_meet_goes_before_floors_and_scores():
    limits = Limits(
        supplier_cap=1, buyer_cap=1, supplier_floor=1, must=frozenset({("S-1", "B-0", "N-0")})
    )

    selection = select(grid([[90], [50]]), limits)

    assert [(one.supplier_id, one.why) for one in selection.chosen] == [("S-1", "must")]
    assert [one.names for one in selection.unmet] == [("S-0",)]


@pytest.mark.parametrize("score", [90, 10])
def test_more_meetings_that_must_be_than_places_leave_one_out_and_name_it(score):
    must = frozenset({("S-0", "B-0"), ("S-1", "B-0")})
    limits = replace(ONE_EACH, must=must)

    selection = select(grid([[90], [score]]), limits, least_score=40)

    assert len(selection.chosen) == 1
    assert [(one.kind, one.names) for one in selection.unmet] == [("must", ("S-1", "B-0"))]


def test_what_must_never_meet_does_not():
    limits = replace(ONE_EACH, never=frozenset({("S-0", "B-0"), ("S-1", "B-1", "N-1")}))

    assert met(select(grid([[90, 80], [70, 90]]), limits)) == [("S-0", "B-1"), ("S-1", "B-0")]


def test_partners_meet_again_only_when_asked_for():
    limits = replace(ONE_EACH, partners=frozenset({("S-0", "B-0")}))
    pairs = grid([[90, 10]])

    assert met(select(pairs, limits)) == [("S-0", "B-1")]
    assert met(select(pairs, replace(limits, partners_meet=True))) == [("S-0", "B-0")]


def test_a_quota_of_meetings_brings_a_group_in():
    quota = Quota("sentra Ceper", frozenset({"S-1", "S-2"}), at_least=2)
    limits = Limits(supplier_cap=2, buyer_cap=1, quotas=(quota,))

    selection = select(grid([[90, 90], [50, 60], [20, 10]]), limits)

    assert met(selection) == [("S-1", "B-0"), ("S-1", "B-1")]


def test_a_quota_of_firms_counts_firms():
    quota = Quota("sentra Ceper", frozenset({"S-1", "S-2"}), at_least=2, counts="firms")
    limits = Limits(supplier_cap=2, buyer_cap=1, quotas=(quota,))

    selection = select(grid([[90, 90], [50, 60], [20, 10]]), limits)

    assert met(selection) == [("S-1", "B-1"), ("S-2", "B-0")]


def test_at_most_so_many_firms_of_a_group_come_in():
    quota = Quota("first", frozenset({"S-0", "S-1"}), at_most=1, counts="firms")
    limits = Limits(supplier_cap=2, buyer_cap=2, quotas=(quota,))

    selection = select(grid([[50, 60], [90, 10], [1, 1]]), limits)

    assert met(selection) == [("S-0", "B-0"), ("S-0", "B-1"), ("S-2", "B-0"), ("S-2", "B-1")]


def test_a_firm_that_must_come_anyway_takes_one_of_the_firms_of_its_group_only_once():
    # S-0 must meet B-0 though it does not fit: it is the one firm of the group that may come.
    quota = Quota("first", frozenset({"S-0", "S-1"}), at_most=1, counts="firms")
    limits = Limits(supplier_cap=2, buyer_cap=2, must=frozenset({("S-0", "B-0")}), quotas=(quota,))

    selection = select(grid([[5, 90], [5, 95]], fails={(0, 0), (1, 0)}), limits)

    assert met(selection) == [("S-0", "B-0"), ("S-0", "B-1")]


def test_a_meeting_that_must_be_counts_towards_the_most_of_its_group():
    quota = Quota("first", frozenset({"S-0"}), at_most=1)
    limits = Limits(supplier_cap=2, buyer_cap=2, must=frozenset({("S-0", "B-0")}), quotas=(quota,))

    selection = select(grid([[5, 90]], fails={(0, 0)}), limits)

    assert met(selection) == [("S-0", "B-0")]


def test_a_quota_that_cannot_be_kept_is_named():
    quota = Quota("first", frozenset({"S-0"}), at_least=3)

    selection = select(grid([[50, 60]]), Limits(supplier_cap=5, buyer_cap=5, quotas=(quota,)))

    assert [(one.kind, one.names, one.got) for one in selection.unmet] == [("quota", ("first",), 2)]


@pytest.mark.parametrize(("evenness", "second"), [(0.0, "S-0"), (1.0, "S-1")])
def test_a_meeting_that_must_be_counts_when_meetings_are_spread(evenness, second):
    # The second meeting of S-0 is worth 92 - 10 points at evenness 1, the first of S-1 85.
    limits = Limits(supplier_cap=2, buyer_cap=1, must=frozenset({("S-0", "B-0")}))

    selection = select(grid([[5, 92], [5, 85]], fails={(0, 0), (1, 0)}), limits, evenness=evenness)

    assert met(selection) == [("S-0", "B-0"), (second, "B-1")]


def test_evenness_spreads_meetings_for_little_score():
    rng = np.random.default_rng(0)
    scores = 50 + 8 * rng.normal(size=(30, 1)) + 10 * rng.normal(size=(30, 10))
    pairs = grid(scores.clip(0, 100).tolist())
    limits = Limits(supplier_cap=6, buyer_cap=9)

    levels = [select(pairs, limits, evenness=level) for level in (0, 0.25, 0.5, 1)]

    ginis = [one.gini_suppliers for one in levels]
    assert ginis == sorted(ginis, reverse=True)
    assert ginis[-1] < ginis[0] / 2
    assert [len(one.chosen) for one in levels] == [90] * 4
    assert levels[-1].score > 0.9 * levels[0].score


def test_a_table_reads_as_rows_do():
    pairs = grid([[90, 80], [80, 10]])

    assert select(pd.DataFrame(pairs), ONE_EACH) == select(pairs, ONE_EACH)


def test_caps_are_usable_slots_less_the_reserve():
    hours = [datetime(2026, 5, 6, hour) for hour in range(8, 12)]
    slots = [Slot(f"{i}", a, b) for i, (a, b) in enumerate(itertools.pairwise(hours))]
    group = Participant("B-0", "Besar", "buyer", free=frozenset({"1", "2"}), group_size=5)

    caps = caps_of([group, Participant("S-0", "Kecil", "supplier")], slots, reserve=1)

    assert caps == {"B-0": 5, "S-0": 2}


BAD = {
    "there is no pair to choose from": ([], ONE_EACH),
    "'S-0' stands twice with the need 'N-0'": (grid([[90]]) * 2, ONE_EACH),
    "'S-0' with 'N-0': 101.0 is no score": (grid([[101.0]]), ONE_EACH),
    "'S-0' with 'N-0': nan is no score": (grid([[float("nan")]]), ONE_EACH),
    "the need 'N-0' has two buyers, 'B-0' and 'B-1'": (
        [Candidate("S-0", "B-0", "N-0", 1), Candidate("S-1", "B-1", "N-0", 1)],
        ONE_EACH,
    ),
    "'B-0' is to have at least 2 meetings and at most 1": (
        grid([[90]]),
        replace(ONE_EACH, buyer_floor=2),
    ),
    "'S-0': -1 is no number of meetings": (grid([[90]]), replace(ONE_EACH, supplier_cap=-1)),
    "'N-0': -2 is no number": (grid([[90]]), replace(ONE_EACH, need_cap={"N-0": -2})),
    "'S-1' has no cap": (grid([[90], [80]]), replace(ONE_EACH, supplier_cap={"S-0": 1})),
    "'S-9' names no firm or need": (
        grid([[90]]),
        replace(ONE_EACH, supplier_floor={"S-9": 1}),
    ),
    "'B-9' names no firm": (
        grid([[90]]),
        replace(ONE_EACH, never=frozenset({("S-0", "B-9")})),
    ),
    "S-0 - B-0 - N-1 must meet and are no scored pair": (
        grid([[90, 80]]),
        replace(ONE_EACH, must=frozenset({("S-0", "B-0", "N-1")})),
    ),
    "'S-0' and 'B-0' must meet and must never meet": (
        grid([[90]]),
        replace(
            ONE_EACH, must=frozenset({("S-0", "B-0", "N-0")}), never=frozenset({("S-0", "B-0")})
        ),
    ),
    "the quota 'first' wants 3 to 2": (
        grid([[90]]),
        replace(ONE_EACH, quotas=(Quota("first", frozenset({"S-0"}), 3, 2),)),
    ),
    "'X' names no firm": (
        grid([[90]]),
        replace(ONE_EACH, quotas=(Quota("first", frozenset({"S-0", "X"})),)),
    ),
}


@pytest.mark.parametrize("said", BAD)
def test_bad_input_is_refused_with_one_line(said):
    pairs, limits = BAD[said]

    with pytest.raises(DataError) as caught:
        select(pairs, limits)

    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


def test_a_table_without_a_column_is_refused():
    with pytest.raises(DataError, match="no column 'score'"):
        select(pd.DataFrame(grid([[90]])).drop(columns="score"), ONE_EACH)


@pytest.mark.parametrize("asked", [{"evenness": 2}, {"least_score": -1}])
def test_settings_outside_their_range_are_refused(asked):
    with pytest.raises(SettingsError, match="write a number from 0"):
        select(grid([[90]]), ONE_EACH, **asked)
