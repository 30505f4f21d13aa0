"""How far the weights may move is decided on needs that were not seen."""

import numpy as np
import pytest
from sklearn.base import clone

from matcher.learn import Choices, WeightLearner
from matcher.learn.learner import reciprocal_ranks


def drawn(true, n_sets, seed=0, n_firms=40):
    rng = np.random.default_rng(seed)
    fits = rng.random((n_sets, n_firms, len(true)))
    noisy = 15.0 * fits @ np.array(true) + rng.gumbel(size=(n_sets, n_firms))
    chosen = noisy == noisy.max(axis=1, keepdims=True)
    sets = np.repeat(np.arange(n_sets), n_firms)
    return fits.reshape(-1, len(true)), chosen.ravel(), sets


RIGHT, WRONG = np.array([0.6, 0.3, 0.1]), np.array([0.1, 0.3, 0.6])


def test_right_weights_are_kept():
    learner = WeightLearner(RIGHT).fit(*drawn(RIGHT, 20))

    assert learner.spread_ == 0
    assert learner.weights_ == pytest.approx(RIGHT)


def test_wrong_weights_are_left_for_better_ones():
    learner = WeightLearner(WRONG).fit(*drawn(RIGHT, 60))

    assert learner.spread_ > 0
    assert np.abs(learner.weights_ - RIGHT).max() < 0.12


def test_choices_at_random_change_nothing():
    fits, chosen, sets = drawn(RIGHT, 60)
    at_random = np.random.default_rng(3).permutation(chosen.reshape(60, -1), axis=1).ravel()

    assert WeightLearner(WRONG).fit(fits, at_random, sets).spread_ == 0


def test_one_need_alone_keeps_the_weights():
    assert WeightLearner(WRONG).fit(*drawn(RIGHT, 1)).spread_ == 0


def test_reciprocal_ranks_by_hand():
    """The chosen one stands second of three, then first of two."""
    choices = Choices.of(np.zeros((5, 1)), np.array([0, 1, 0, 1, 0]), np.array([0, 0, 0, 1, 1]))

    assert reciprocal_ranks(np.array([3.0, 2, 1, 5, 4]), choices).tolist() == [0.5, 1]


def test_a_clone_learns_the_same():
    learner = WeightLearner(WRONG, margin=1, n_folds=4, seed=5)

    one, two = learner.fit(*drawn(RIGHT, 30)), clone(learner).fit(*drawn(RIGHT, 30))

    assert one.weights_ == pytest.approx(two.weights_, abs=0)
