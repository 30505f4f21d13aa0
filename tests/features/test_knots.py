"""Amounts between two knots, and fits that bend without a cliff."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.knots import Knots

DECADE = Knots(1, 1000, per_decade=1)


def test_amount_is_shared_between_its_neighbours():
    """By hand: 10 is a knot; the square root of 1000 lies half-way between 10 and 100."""
    shares = DECADE.share(np.array([10.0, 1000**0.5])).toarray()

    np.testing.assert_allclose(shares, [[0, 1, 0, 0], [0, 0.5, 0.5, 0]])


def test_beyond_the_ends_counts_as_the_end_and_unknown_as_nothing():
    shares = DECADE.share(np.array([0.001, 1e9, np.nan])).toarray()

    np.testing.assert_allclose(shares, [[1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0]])


def test_fit_falls_with_the_logarithm_below_the_demand():
    """By hand: a demand of 100 over two decades: 10 is half-way to nothing, 1 is nothing."""
    np.testing.assert_allclose(DECADE.at_least(np.array([100.0]), 2), [[0, 0.5, 1, 1]])
    np.testing.assert_allclose(DECADE.at_most(np.array([10.0]), 2), [[1, 1, 0.5, 0]])


@given(st.floats(1, 1000), st.floats(1, 1000))
def test_meeting_the_demand_fits_in_full(demand, more):
    knots = Knots(1, 1e6)

    fit = knots.share(np.array([demand * more])) @ knots.at_least(np.array([demand]), 1).T

    assert fit[0, 0] == pytest.approx(1)


@given(st.floats(2, 1e5), st.floats(1, 1e6), st.floats(1, 2))
def test_more_capacity_never_fits_less(demand, amount, factor):
    knots = Knots(1, 1e6)
    amounts = np.array([amount, amount * factor])

    fits = (knots.share(amounts) @ knots.at_least(np.array([demand]), 1).T).ravel()

    assert fits[1] >= fits[0] - 1e-9


def test_a_demand_between_two_knots_is_met_by_both():
    """By hand: 50 lies between 10 and 100, so that 50 itself fits in full on either side."""
    demand = np.array([50.0])

    np.testing.assert_allclose(DECADE.at_least(demand, 2), [[0.5, 1, 1, 1]])
    np.testing.assert_allclose(DECADE.at_most(demand, 2), [[1, 1, 1, 0.5]])
