"""The likelihood against a plain loop and finite differences; the prior's two ends."""

import numpy as np
import pytest
from scipy.optimize import check_grad
from sklearn.base import clone

from matcher.learn import Choices, ConditionalLogit
from matcher.learn.choices import loss


def drawn(n_sets=30, n_firms=6, weights=(0.7, 0.2, 0.1), scale=15.0, seed=0):
    """Choices of a logit with known weights."""
    rng = np.random.default_rng(seed)
    fits = rng.random((n_sets, n_firms, len(weights)))
    noisy = scale * fits @ np.array(weights) + rng.gumbel(size=(n_sets, n_firms))
    chosen = noisy == noisy.max(axis=1, keepdims=True)
    sets = np.repeat(np.arange(n_sets), n_firms)
    return fits.reshape(-1, len(weights)), chosen.ravel(), sets


def plain_loss(theta, fits, chosen, sets):
    """The same in a loop: each winner against the others of its set that were not chosen."""
    total = 0.0
    for one in np.unique(sets):
        own, won = fits[sets == one], chosen[sets == one]
        for winner in np.flatnonzero(won):
            rivals = np.append(np.flatnonzero(~won), winner)
            odds = np.exp(own[rivals] @ theta)
            total -= np.log(odds[-1] / odds.sum()) / won.sum()
    return total


@pytest.fixture
def two_winners():
    fits, chosen, sets = drawn(n_sets=5)
    chosen[1] = chosen[8] = True
    return fits, chosen, sets


def test_loss_is_the_sum_over_winners_of_a_plain_loop(two_winners):
    theta = np.array([3.0, 1.0, 0.5])

    assert loss(theta, Choices.of(*two_winners))[0] == pytest.approx(
        plain_loss(theta, *two_winners)
    )


def test_gradient_is_that_of_finite_differences(two_winners):
    choices = Choices.of(*two_winners)

    off = check_grad(
        lambda t: loss(t, choices)[0], lambda t: loss(t, choices)[1], np.array([3.0, 1.0, 0.5])
    )

    assert off < 1e-5


def test_sets_without_a_choice_teach_nothing():
    """A firm that was not there, or a need that nobody served, is no negative."""
    fits, chosen, sets = drawn(n_sets=4)
    chosen[sets == 1] = False

    assert Choices.of(fits, chosen, sets).n_sets == 3


def test_order_of_rows_does_not_matter():
    fits, chosen, sets = drawn()
    turned = np.random.default_rng(1).permutation(len(sets))

    one = ConditionalLogit().fit(fits, chosen, sets)
    two = ConditionalLogit().fit(fits[turned], chosen[turned], sets[turned])

    assert two.weights_ == pytest.approx(one.weights_, abs=1e-4)


def test_many_choices_show_the_weights_behind_them():
    """2,000 choices of a logit with 0.7, 0.2, 0.1 and scale 15, without a prior."""
    learned = ConditionalLogit(spread=None).fit(*drawn(n_sets=2000))

    assert learned.weights_ == pytest.approx([0.7, 0.2, 0.1], abs=0.03)
    assert learned.scale_ == pytest.approx(15, rel=0.1)


def test_a_narrow_prior_keeps_the_current_weights():
    current = np.array([0.2, 0.3, 0.5])

    narrow = ConditionalLogit(current, spread=1e-4).fit(*drawn())

    assert narrow.weights_ == pytest.approx(current, abs=1e-3)
    assert ConditionalLogit(current, spread=0).fit(*drawn()).weights_ == pytest.approx(current)


def test_no_weight_falls_below_zero_and_a_held_one_stays():
    """The third criterion speaks against being chosen; the second may not move."""
    fits, chosen, sets = drawn(n_sets=300, weights=(0.7, 0.6, -0.3))
    current = np.array([0.4, 0.2, 0.4])

    learned = ConditionalLogit(current, spread=None, held=(1,)).fit(fits, chosen, sets)

    assert learned.weights_[2] == 0
    assert learned.weights_[1] * learned.scale_ == pytest.approx(
        0.2 * ConditionalLogit(current, spread=0).fit(fits, chosen, sets).scale_
    )


def test_it_is_a_scikit_learn_estimator():
    learner = ConditionalLogit(np.ones(3), spread=0.1)

    assert clone(learner).get_params()["spread"] == 0.1
    assert learner.fit(*drawn()).predict(np.eye(3)).tolist() == learner.weights_.tolist()


@pytest.mark.parametrize("chosen", [0, 1])
def test_nothing_chosen_or_all_chosen_cannot_be_learned_from(chosen):
    with pytest.raises(ValueError, match="no choice set"):
        ConditionalLogit().fit(np.eye(3), np.full(3, chosen), np.zeros(3))
