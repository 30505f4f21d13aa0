"""Whom to invite: beside every possible set of a small registry, and by hand."""

import random
from itertools import combinations

import numpy as np
import pytest

from matcher.errors import DataError, SettingsError
from matcher.planner.candidates import Candidate
from matcher.planner.invitation import Guest
from matcher.planner.inviting import first_timer_quota, province_quotas, whom_to_invite
from matcher.planner.limits import Quota


def pairs_of(scores):
    """Firms A, B... in rows and needs N-0, N-1... in columns; a score of 0 fails."""
    return [
        Candidate(f"{chr(65 + i)}", f"X-{j}", f"N-{j}", score, score == 0)
        for i, row in enumerate(scores)
        for j, score in enumerate(row)
    ]


def firms_of(scores, provinces=""):
    names = [chr(65 + i) for i in range(len(scores))]
    return [Guest(name, provinces[i : i + 1], i % 2 == 0) for i, name in enumerate(names)]


def names(invitation):
    return [one.firm_id for one in invitation.invited]


def test_a_firm_for_another_need_goes_before_a_second_for_the_same():
    scores = [[90, 0], [80, 0], [0, 50]]

    found = whom_to_invite(pairs_of(scores), firms_of(scores), 2)

    assert names(found) == ["A", "C"]
    assert [one.alone_for for one in found.invited] == [("N-0",), ("N-1",)]
    assert found.value == 140
    assert found.proved


def test_a_pair_without_a_point_serves_no_need():
    pairs = [Candidate("A", "X-0", "N-0", 0), Candidate("B", "X-1", "N-1", 50)]

    found = whom_to_invite(pairs, firms_of([[0], [50]]), 2)

    assert (names(found), found.unserved, found.without_buyer) == (["B"], ("N-0",), ("A",))


def test_reserves_stand_by_in_the_order_of_what_they_would_add():
    scores = [[90, 0], [80, 0], [0, 50], [0, 45]]

    found = whom_to_invite(pairs_of(scores), firms_of(scores), 2)

    # Without A, B adds 80; without C it adds half of 80: 60 on average, D likewise (22.5 + 45) / 2.
    assert [(one.firm_id, one.worth) for one in found.reserves] == [("B", 60), ("D", 33.75)]
    assert found.reserves[0].serves == ("N-0",)
    assert found.reserves[0].alone_for == ()


def test_needs_that_nobody_fits_and_firms_without_a_need_are_shown():
    scores = [[90, 0, 20], [0, 0, 0], [0, 0, 70]]

    found = whom_to_invite(pairs_of(scores), firms_of(scores), 1, least_score=30, n_each=1)

    assert names(found) == ["A"]
    assert found.unserved == ("N-1",)
    assert found.uncovered == ("N-2",)
    assert found.without_buyer == ("B",)


def test_no_seat_is_filled_by_a_firm_that_adds_nothing():
    scores = [[90], [80]]

    found = whom_to_invite(pairs_of(scores), firms_of(scores), 2, n_each=1)

    assert names(found) == ["A"]
    assert [one.firm_id for one in found.reserves] == ["B"]


def test_a_quota_of_a_province_brings_in_who_adds_less_and_is_its_reason():
    scores = [[90, 0], [0, 85], [10, 0]]
    firms = firms_of(scores, "JJB")
    quotas = province_quotas(firms, {"B": (1, None)})

    found = whom_to_invite(pairs_of(scores), firms, 2, quotas)

    assert names(found) == ["A", "C"]
    assert [one.quotas for one in found.invited] == [(), ("B",)]


def test_a_province_has_at_most_so_many_and_its_reserves_stand_in_for_their_own():
    scores = [[90, 0], [0, 85], [0, 10]]
    firms = firms_of(scores, "JJB")
    quotas = province_quotas(firms, {"J": (0, 1)})

    found = whom_to_invite(pairs_of(scores), firms, 2, quotas)

    assert names(found) == ["A", "C"]
    assert [(one.firm_id, one.only_within) for one in found.reserves] == [("B", ("J",))]


def test_first_timers_that_are_not_there_are_named():
    scores = [[90], [80]]
    firms = firms_of(scores)

    found = whom_to_invite(
        pairs_of(scores), firms, 2, [first_timer_quota(firms, "first", at_least=2)]
    )

    assert [(one.names, one.wanted, one.got) for one in found.unmet] == [(("first",), 2, 1)]


def test_who_comes_already_has_a_seat():
    scores = [[90], [80]]

    found = whom_to_invite(pairs_of(scores), firms_of(scores), 1, coming=["B"])

    assert names(found) == ["B"]


def a_registry(seed):
    draw = random.Random(seed)
    n_firms, n_needs = draw.randint(3, 9), draw.randint(1, 5)
    scores = [
        [draw.choice([0, draw.randint(1, 100)]) for _ in range(n_needs)] for _ in range(n_firms)
    ]
    scores[0][0] = 50
    firms = [Guest(chr(65 + i), draw.choice("JB"), draw.random() < 0.4) for i in range(n_firms)]
    quotas = []
    if draw.random() < 0.7:
        least = draw.randint(0, 2)
        quotas = [
            *province_quotas(firms, {"J": (least, least + draw.randint(0, 1)), "B": (1, None)}),
            first_timer_quota(firms, "first", draw.randint(0, 3)),
        ]
    return scores, firms, draw.randint(1, n_firms), quotas, draw.randint(1, 3)


def worth(scores, invited, n_each):
    total = 0
    for need in zip(*scores, strict=True):
        found = sorted((need[ord(name) - 65] for name in invited), reverse=True)
        total += sum(score / 2**rank for rank, score in enumerate(found[:n_each]))
    return total


def shortfall(quotas, invited):
    return sum(max(q.at_least - len(q.members & set(invited)), 0) for q in quotas)


def every_set(scores, firms, seats, quotas):
    some = [one.firm_id for one, row in zip(firms, scores, strict=True) if any(row)]
    for size in range(min(seats, len(some)) + 1):
        for invited in combinations(some, size):
            if all(q.at_most is None or len(q.members & set(invited)) <= q.at_most for q in quotas):
                yield invited


@pytest.mark.parametrize("seed", range(80))
def test_no_other_set_serves_the_needs_better(seed):
    scores, firms, seats, quotas, n_each = a_registry(seed)
    sets = list(every_set(scores, firms, seats, quotas))
    least_short = min(shortfall(quotas, invited) for invited in sets)

    found = whom_to_invite(pairs_of(scores), firms, seats, quotas, n_each=n_each)

    assert tuple(sorted(names(found))) in sets
    assert sum(one.wanted - one.got for one in found.unmet) == least_short
    if not least_short:
        best = max(worth(scores, s, n_each) for s in sets if not shortfall(quotas, s))
        assert found.value == pytest.approx(best)
        assert found.proved


@pytest.mark.parametrize("seed", range(30))
def test_what_a_firm_and_a_reserve_are_worth_is_what_staying_away_and_standing_in_changes(seed):
    scores, firms, seats, _, n_each = a_registry(seed)

    found = whom_to_invite(pairs_of(scores), firms, seats, n_each=n_each)

    invited = set(names(found))
    for one in found.invited:
        rest = worth(scores, invited - {one.firm_id}, n_each)
        assert one.worth == pytest.approx(found.value - rest)
    for one in found.reserves:
        gains = [
            worth(scores, invited - {away} | {one.firm_id}, n_each)
            - worth(scores, invited - {away}, n_each)
            for away in invited
        ]
        assert one.worth == pytest.approx(np.mean(gains))


def test_a_set_that_is_not_proved_has_a_bound():
    for seed in range(30):
        scores, firms, seats, _, n_each = a_registry(seed)
        best = max(worth(scores, s, n_each) for s in every_set(scores, firms, seats, []))

        found = whom_to_invite(pairs_of(scores), firms, seats, n_each=n_each, seconds=0)

        assert (1 - 1 / np.e) * best <= found.value <= best + 1e-9 <= found.bound + 2e-9


def test_the_order_of_firms_and_pairs_changes_nothing():
    scores, firms, seats, quotas, n_each = a_registry(3)
    pairs = pairs_of(scores)

    turned = whom_to_invite(pairs[::-1], firms[::-1], seats, quotas, n_each=n_each)

    assert turned == whom_to_invite(pairs, firms, seats, quotas, n_each=n_each)


SCORES = [[90], [80]]
BAD = {
    "the firm 'A' stands twice": {"firms": [*firms_of(SCORES), Guest("A")]},
    "'B' names no firm": {"firms": [Guest("A")]},
    "'Z' names no firm": {"quotas": [Quota("first", frozenset({"Z"}), 1)]},
    "the quota 'first' wants 2 to 1": {"quotas": [Quota("first", frozenset({"A"}), 2, 1)]},
    "the 2 firms that come already are more": {"coming": ["A", "B"], "seats": 1},
    "there is no pair": {"pairs": []},
}


@pytest.mark.parametrize("said", BAD)
def test_bad_input_is_refused_with_one_line(said):
    asked = {"pairs": pairs_of(SCORES), "firms": firms_of(SCORES), "seats": 2} | BAD[said]

    with pytest.raises(DataError) as caught:
        whom_to_invite(**asked)

    assert str(caught.value).startswith(said)


def test_no_seat_is_refused():
    with pytest.raises(SettingsError, match="0 is no number of seats"):
        whom_to_invite(pairs_of(SCORES), firms_of(SCORES), 0)
