"""Capacity and workload: two readings of the same figure, one for each side."""

import pandas as pd
import pytest

from features import Block, Capacity, Workload


def fit_of(criterion, volume, capacity):
    suppliers = pd.DataFrame({"firm_id": ["S-1"], "capacity_per_month": [capacity]})
    needs = pd.DataFrame({"volume_per_month": [volume]})
    block = Block(criterion, prior_firms=0).fit(suppliers, needs)
    product = block.need_vectors(needs).rows @ block.supplier_vectors(suppliers).rows.T
    return product.toarray()[0, 0]


@pytest.mark.parametrize(
    ("capacity", "fit"), [(1000, 1), (5000, 1), (100, 0), (10, 0), (10**0.5 * 100, 0.5)]
)
def test_capacity_falls_with_the_logarithm_to_nothing_at_a_tenth(capacity, fit):
    assert fit_of(Capacity(), 1000, capacity) == pytest.approx(fit)


@pytest.mark.parametrize(
    ("volume", "fit"),
    [(300, 1), (100, 1), (800, 1), (10, 0), (8000, 0), (1, 0)],
)
def test_an_order_is_welcome_between_a_tenth_and_four_fifths_of_the_capacity(volume, fit):
    """By hand for a capacity of 1000; both ends fall to nothing within one power of ten."""
    assert fit_of(Workload(), volume, 1000) == pytest.approx(fit, abs=0.03)


def test_a_text_is_no_capacity():
    with pytest.raises(ValueError, match="10 ton"):
        fit_of(Capacity(), 1000, "10 ton")
