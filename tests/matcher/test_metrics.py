from itertools import permutations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score

from matcher.metrics import (
    expected_rank,
    gini,
    ndcg_at,
    paired_bootstrap,
    recall_at,
    reciprocal_rank,
)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=6))
def test_expected_rank_is_the_mean_over_all_tie_breaks(scores):
    """Brute force: every order of the candidates, sorted stably by score."""
    ranks = []
    for order in permutations(range(len(scores))):
        ranks.append(sorted(order, key=lambda i: -scores[i]).index(0) + 1)

    assert expected_rank(np.array(scores), target=0) == pytest.approx(np.mean(ranks))


DRAWS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=5)


def _over_all_tie_breaks(figure, draws):
    """Brute force: the mean of a plain figure over every order that the scores allow."""
    found = []
    for order in permutations(range(len(draws))):
        ranked = sorted(order, key=lambda i: -draws[i][0])
        found.append(figure([draws[i][1] for i in ranked]))
    return pytest.approx(np.mean(found))


def _relevant(draws):
    scores, gains = np.array(draws).T
    assume(gains.sum() > 0)
    return scores, gains


@given(DRAWS, st.integers(1, 4))
@settings(max_examples=50, deadline=None)
def test_recall_is_the_mean_over_all_tie_breaks(draws, k):
    scores, gains = _relevant(draws)

    brute = _over_all_tie_breaks(lambda g: np.count_nonzero(g[:k]) / np.count_nonzero(g), draws)

    assert recall_at(scores, gains, k) == brute


@given(DRAWS)
@settings(max_examples=50, deadline=None)
def test_reciprocal_rank_is_the_mean_over_all_tie_breaks(draws):
    scores, gains = _relevant(draws)

    brute = _over_all_tie_breaks(lambda g: 1 / (1 + np.flatnonzero(g)[0]), draws)

    assert reciprocal_rank(scores, gains) == brute


@given(DRAWS, st.integers(2, 4))
@settings(max_examples=50, deadline=None)
def test_ndcg_is_the_mean_of_scikit_learns_over_all_tie_breaks(draws, k):
    assume(len(draws) > 1)
    scores, gains = _relevant(draws)

    def independent(ranked):
        return ndcg_score([ranked], [np.arange(len(ranked), 0, -1)], k=k)

    assert ndcg_at(scores, gains, k) == _over_all_tie_breaks(independent, draws)


def test_figures_of_a_ranking_by_hand():
    """Ranked B, A, C, D with A worth 3 and D worth 1."""
    scores, gains = np.array([0.5, 0.9, 0.4, 0.1]), np.array([3, 0, 0, 1])

    best = 3 / np.log2(2) + 1 / np.log2(3)
    assert recall_at(scores, gains, k=3) == 0.5
    assert reciprocal_rank(scores, gains) == 0.5
    assert ndcg_at(scores, gains, k=3) == pytest.approx(3 / np.log2(3) / best)


@pytest.mark.parametrize("gains", [[0, 0], [1, -1]])
@pytest.mark.parametrize("figure", [recall_at, reciprocal_rank, ndcg_at])
def test_a_query_without_a_relevant_candidate_has_no_figure(figure, gains):
    with pytest.raises(ValueError, match="one above 0"):
        figure(np.array([1.0, 2.0]), np.array(gains))


def test_a_difference_that_every_query_shows_is_certain():
    """By hand: two lists far apart, yet one is 0.1 better for every query."""
    values = np.linspace(0, 0.9, 30)

    alone = paired_bootstrap(values)
    gained = paired_bootstrap(values + 0.1, values)

    assert alone.high - alone.low > 0.1
    assert (gained.low, gained.mean, gained.high) == pytest.approx((0.1, 0.1, 0.1))


def test_interval_agrees_with_the_normal_approximation():
    """For 400 coin flips the mean's standard error is 0.025, so 95 percent lie within 0.049."""
    found = paired_bootstrap(np.tile([0.0, 1.0], 200), n_resamples=4000)

    assert found.mean == 0.5
    assert (found.low, found.high) == pytest.approx((0.451, 0.549), abs=0.005)


def test_the_same_seed_draws_the_same_queries():
    values = np.random.default_rng(1).random(50)

    assert paired_bootstrap(values, seed=3) == paired_bootstrap(values, seed=3)
    assert paired_bootstrap(values, seed=3) != paired_bootstrap(values, seed=4)


def test_gini_is_that_of_the_mean_difference():
    numbers = np.array([0, 1, 3, 4])

    differences = np.abs(numbers[:, None] - numbers[None, :])

    assert gini(numbers) == pytest.approx(differences.mean() / (2 * numbers.mean()))
