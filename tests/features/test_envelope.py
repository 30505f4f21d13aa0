"""Weight, length and tolerance: what is stated, what is presumed, and what stays open."""

import pandas as pd
import pytest

from features import Block, Envelope, read_needs, read_suppliers
from features.envelope import ASPECTS, demand, limit

WEIGHT, LENGTH, TOLERANCE = ASPECTS


def suppliers(**columns):
    return read_suppliers(pd.DataFrame({"firm_id": ["S-1"]} | {k: [v] for k, v in columns.items()}))


def needs(**columns):
    return read_needs(pd.DataFrame({"need_id": ["N-1"]} | {k: [v] for k, v in columns.items()}))


def fit_of(asked, offered):
    block = Block(Envelope(), prior_firms=0).fit(offered, asked)
    return (block.need_vectors(asked).rows @ block.supplier_vectors(offered).rows.T).toarray()[0, 0]


@pytest.mark.parametrize(("able", "fit"), [(12, 1), (40, 1), (12 / 10**0.5, 0), (1, 0)])
def test_too_heavy_a_part_does_not_fit(able, fit):
    asked, offered = needs(part_weight_kg=12.0), suppliers(max_weight_kg=able)

    assert fit_of(asked, offered) == pytest.approx(fit, abs=0.1)


def test_each_stated_measure_counts_alike():
    """By hand: the weight fits, the tolerance is ten times too coarse."""
    asked = needs(part_weight_kg=12.0, tolerance_mm=0.01)
    offered = suppliers(max_weight_kg=40.0, tolerance_mm=0.1)

    assert fit_of(asked, offered) == pytest.approx(0.5)


def test_a_component_presumes_its_usual_size_and_counts_less():
    band = limit(suppliers(product="rem block"), WEIGHT)
    asked = demand(needs(component="rem block"), WEIGHT)

    assert band.sureness[0] == asked.sureness[0] == 0.6
    assert 0 < asked.amounts.iloc[0] < band.amounts.iloc[0]


def test_what_is_stated_stands_before_what_is_presumed():
    found = limit(suppliers(product="rem block", max_weight_kg=2.0), WEIGHT)

    assert (found.amounts.iloc[0], found.sureness[0]) == (2.0, 1.0)


def test_tolerance_is_never_presumed():
    assert limit(suppliers(product="rem block"), TOLERANCE).sureness[0] == 0
