from dataclasses import replace

import numpy as np
import pytest

from matcher.pairs import ALMOST, LISTS, NOBODY, OUT, READY, TO_ASK, Pairs
from matcher.score import Scores
from matcher.tuning.moves import Move, moves
from matcher.weights import Weights

WEIGHTS = Weights({"component": 1, "support": 1}, floor=0.1, minimum=0.4, enough=0.5)


def pairs(score, lists=None, row=None):
    """Pairs of firms A, B, C ... with these scores; all in ready and complete unless said."""
    score = np.array(score, dtype=float)
    listed = [[READY] * score.shape[1]] * len(score) if lists is None else lists
    return Pairs(
        firm_ids=np.array(list("ABCDEFGHIJKL"[: score.shape[1]])),
        row=np.zeros(score.shape, dtype=int) if row is None else np.array(row),
        listed=np.array([[LISTS.index(name) for name in names] for names in listed]),
        scores=Scores(score, score, score, np.ones(score.shape), score),
        weights=WEIGHTS,
    )


def told(found):
    """What a row of the page says: who, rank, move up, who stood there before."""
    return [(one.supplier_id, one.rank, one.up, one.predecessor) for one in found]


def test_who_rises_and_who_falls_is_told_with_who_stood_there_before():
    before, after = pairs([[0.9, 0.8, 0.7]]), pairs([[0.6, 0.8, 0.7]])

    found = moves(before, after).first(0)

    assert told(found) == [("B", 1, 1, "A"), ("C", 2, 1, "B"), ("A", 3, -2, "C")]


def test_a_move_carries_what_holds_now():
    lists = [[READY, TO_ASK]]

    found = moves(pairs([[0.9, 0.8]], lists), pairs([[0.5, 0.3]], lists)).first(0)

    assert found[0] == Move("A", 1, False, 1, False, "A", READY, 0.5, fitting=True)
    assert found[1] == Move("B", 2, False, 2, False, "B", TO_ASK, 0.3, fitting=False)


def test_only_who_stood_below_the_first_places_is_new():
    before, after = pairs([[0.9, 0.8, 0.7]]), pairs([[0.9, 0.6, 0.7]])

    found = moves(before, after).first(0, k=2)

    assert [(one.supplier_id, one.is_new, one.before) for one in found] == [
        ("A", False, 1),
        ("C", True, 3),
    ]


def test_equal_firms_share_a_rank_so_that_no_move_is_read_out_of_a_tie():
    before, after = pairs([[0.9, 0.5, 0.5]]), pairs([[0.5, 0.5, 0.5]])

    found = moves(before, after).first(0)

    assert [(one.supplier_id, one.rank, one.tied) for one in found] == [
        ("A", 1, True),
        ("B", 1, True),
        ("C", 1, True),
    ]
    assert [one.up for one in found] == [0, 1, 1]


def test_equal_scores_in_two_lists_are_no_tie():
    lists = [[ALMOST, READY]]

    found = moves(pairs([[0.5, 0.5]], lists), pairs([[0.5, 0.5]], lists)).first(0)

    assert [(one.supplier_id, one.rank, one.tied) for one in found] == [
        ("B", 1, False),
        ("A", 2, False),
    ]


def test_who_is_in_no_list_and_the_buyer_itself_are_left_out():
    lists, row = [[OUT, READY, READY]], [[0, 0, NOBODY]]
    before = pairs([[0.9, 0.2, 0.9]], lists, row)

    found = moves(before, before).first(0)

    assert told(found) == [("B", 1, 0, "B")]


def test_needs_whose_first_places_changed_are_counted():
    before = pairs([[0.9, 0.8, 0.7], [0.9, 0.8, 0.7], [0.9, 0.8, 0.7]])
    after = pairs([[0.9, 0.8, 0.1], [0.8, 0.9, 0.7], [0.9, 0.7, 0.8]])

    found = moves(before, after)

    assert [found.n_changed(k) for k in (1, 2, 3)] == [1, 2, 2]
    assert moves(before, before).n_changed() == 0


def test_a_change_among_those_in_no_list_does_not_count():
    lists = [[READY, OUT, OUT]]

    assert moves(pairs([[0.9, 0.8, 0.7]], lists), pairs([[0.9, 0.7, 0.8]], lists)).n_changed() == 0


def test_other_firms_are_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="the same needs and firms"):
        moves(pairs([[0.9, 0.8]]), pairs([[0.9, 0.8, 0.7]]))


def test_who_stood_at_the_last_of_the_first_places_is_not_new():
    before, after = pairs([[0.9, 0.8, 0.7]]), pairs([[0.8, 0.9, 0.7]])

    found = moves(before, after).first(0, k=2)

    assert [(one.supplier_id, one.is_new, one.before) for one in found] == [
        ("B", False, 2),
        ("A", False, 1),
    ]


def test_equal_scores_above_and_below_the_floor_are_no_tie():
    """A loses what B wins: its own side gains too little."""
    plain = pairs([[0.5, 0.5]])
    floored = replace(plain, scores=replace(plain.scores, supplier_fit=np.array([[0.05, 0.5]])))

    found = moves(plain, floored).first(0)

    assert [(one.supplier_id, one.rank, one.tied) for one in found] == [
        ("B", 1, False),
        ("A", 2, False),
    ]
