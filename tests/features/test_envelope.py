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


def test_a_word_for_several_components_presumes_no_size():
    """A 'braket' is small in electronics and heavy in a machine."""
    assert limit(suppliers(product="braket motor"), WEIGHT).sureness[0] == 0


def test_a_maker_of_several_components_handles_the_largest():
    """By hand from the vocabulary: a brake block weighs 8 to 15 kg, a shaft 0.4 to 20."""
    assert limit(suppliers(product="rem block; poros"), WEIGHT).amounts.iloc[0] == 20


def test_a_presumed_measure_leaves_the_rest_of_its_share_unknown():
    """By hand: weight and length are presumed, each 0.6 of one half; tolerance is not asked."""
    asked, offered = needs(component="rem block"), suppliers(product="rem block")

    found = Envelope().fit(offered).need_vectors(asked).by_aspect

    assert found[0].tolist() == pytest.approx([0.3, 0.3, 0])


def test_a_size_in_words_stands_before_what_is_presumed():
    found = [
        demand(needs(component="propeler 4 daun dia 600 mm"), LENGTH),
        demand(needs(component="propeler kapal", description="Ø600"), LENGTH),
        demand(needs(component="propeler dia 600 mm", part_length_mm=650.0), LENGTH),
    ]

    assert [each.amounts.iloc[0] for each in found] == [600, 600, 650]
    assert [each.sureness[0] for each in found] == [1, 1, 1]


def test_the_diameter_of_a_shaft_leaves_its_usual_length():
    thin, plain = needs(component="as kapal dia 50 mm"), needs(component="as kapal")

    assert demand(thin, LENGTH).amounts.iloc[0] == demand(plain, LENGTH).amounts.iloc[0]
    assert demand(thin, LENGTH).sureness[0] == 0.6
