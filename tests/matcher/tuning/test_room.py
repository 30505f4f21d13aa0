"""How far a weight may move before the first five of a need change."""

import pytest

from matcher import Scorer, load, load_weights
from matcher.pairs import all_pairs
from matcher.tuning import moves, room


@pytest.fixture
def scorer(folder):
    return Scorer(load(folder))


def first(scorer, weights, k):
    pairs = all_pairs(scorer, weights)
    return [one.supplier_id for one in moves(pairs, pairs).first(0, k)]


def test_within_its_room_a_weight_changes_nothing_and_beyond_it_does(scorer):
    weights = load_weights()
    wanted = first(scorer, weights, 3)

    for name, low, high in room(scorer, weights, "N-1", k=3).itertuples():
        weight = weights.criteria[name]
        within = (weights.changed(**{name: factor * weight}) for factor in (low, high))
        assert [first(scorer, moved, 3) for moved in within] == [wanted, wanted]
        if high < 9:
            beyond = weights.changed(**{name: high * 1.1 * weight})
            assert first(scorer, beyond, 3) != wanted


def test_a_criterion_in_which_all_are_alike_has_all_the_room(scorer):
    found = room(scorer, load_weights(), "N-1", k=3)

    assert found.loc["record", "lowest"] == 0
    assert found.loc["record", "highest"] > 9


def test_a_criterion_without_weight_has_none_to_move(scorer):
    assert "partners" not in room(scorer, load_weights(), "N-1").index
