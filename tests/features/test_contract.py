"""Every criterion keeps the same contract, with the checks that ship in features.checks."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features import CRITERIA, Block, read_needs, read_suppliers
from features.checks import NEEDS, SUPPLIERS, check_criterion, fits

BUYER_SIDE = [criterion for criterion in CRITERIA if criterion.side == "buyer"]
WORDS = [
    "cor pasir",
    "bubut CNC",
    "poros",
    "besi cor",
    "ADC12",
    "knalpot",
    "las",
    "blok rem",
    "SPCC",
    "makanan ringan",
]
blank_or_words = st.lists(st.sampled_from(WORDS), max_size=4).map("; ".join)


@pytest.mark.parametrize("criterion", CRITERIA)
def test_criterion_keeps_the_contract(criterion):
    check_criterion(criterion())


@pytest.mark.parametrize("criterion", CRITERIA)
def test_description_is_one_sentence_for_people(criterion):
    first = criterion.__doc__.splitlines()[0]

    assert first.endswith(".") and len(first) < 80


CERTAIN = {
    "precedent": {"kappa": 0},
    "partners": {"kappa": 0},
    "popularity": {"kappa": 0},
    "reliability": {"prior_steps": 0},
    "record": {"prior_steps": 0},
    "similar_partners": {"kappa": 0},
}


@pytest.mark.parametrize("criterion", CRITERIA)
def test_covering_everything_asked_gives_1(criterion):
    """What a few events say of the past is never certain: there the doubt is switched off."""
    suppliers = SUPPLIERS.assign(
        support_needed="coaching", place="Kota Madiun", max_length_mm=400, tolerance_mm=1, broken=0
    )
    suppliers = read_suppliers(suppliers.iloc[[0]])
    needs = read_needs(NEEDS.iloc[[0]].assign(broken=0))
    certain = criterion(**CERTAIN.get(criterion.name, {}))

    found = fits(Block(certain, prior_firms=0).fit(suppliers, needs), suppliers, needs)

    assert found[0, 0] == pytest.approx(1)


@pytest.mark.parametrize("criterion", BUYER_SIDE)
@settings(max_examples=40, deadline=None)
@given(product=blank_or_words, more=st.sampled_from(WORDS), asked=st.sampled_from(WORDS))
def test_a_further_capability_never_lowers_a_fit(criterion, product, more, asked):
    row = {"firm_id": "S-9", "product": product or None, "processes": None, "materials": None}
    rows = [{**row, "place": "Ceper"}, {**row, "place": "Ceper"}]
    rows[1]["product"] = f"{product}; {more}"
    suppliers = read_suppliers(pd.DataFrame(rows))
    needs = read_needs(NEEDS.iloc[[0]].assign(component=asked, processes=None, materials=None))
    block = Block(criterion()).fit(read_suppliers(SUPPLIERS), read_needs(NEEDS))

    before, after = fits(block, suppliers, needs)[0]

    stated = block.supplier_vectors(suppliers).by_aspect[0].any()
    assert after >= before - 1e-12 or not stated


def test_unknown_is_the_average_shrunk_to_the_default_when_few():
    """By hand: one of three firms states a support need, met 1.0; the default 0.5 pulls with 5."""
    criterion = next(criterion for criterion in CRITERIA if criterion.name == "support")
    suppliers = read_suppliers(
        SUPPLIERS.iloc[[0, 4, 5]].assign(support_needed=["coaching", None, None])
    )
    needs = read_needs(NEEDS.iloc[[0]])

    found = fits(Block(criterion(), prior_firms=5).fit(suppliers, needs), suppliers, needs)

    np.testing.assert_allclose(found[0], [1.0, 3.5 / 6, 3.5 / 6])


def test_a_firm_with_many_rows_has_one_vote_in_the_average():
    """By hand: S-1 (two rows) fits 1 and 1, S-2 fits 0: the average firm fits 0.5, not 2/3."""
    criterion = next(criterion for criterion in CRITERIA if criterion.name == "support")
    suppliers = read_suppliers(
        SUPPLIERS.iloc[[0, 1, 2, 4]].assign(
            support_needed=["coaching", "coaching", "tooling", None]
        )
    )
    needs = read_needs(NEEDS.iloc[[0]])

    found = fits(Block(criterion(), prior_firms=0).fit(suppliers, needs), suppliers, needs)

    np.testing.assert_allclose(found[0], [1, 1, 0, 0.5])


@pytest.mark.parametrize("name", ["component", "process", "material"])
def test_same_words_on_both_sides_are_fully_covered(name):
    """'braket motor', 'stamping' and 'baja' are ambiguous or presume more; they still match."""
    criterion = next(criterion for criterion in CRITERIA if criterion.name == name)
    words = {"processes": "stamping", "materials": "baja"}
    suppliers = read_suppliers(SUPPLIERS.iloc[[0]].assign(product="braket motor", **words))
    needs = read_needs(NEEDS.iloc[[0]].assign(component="braket motor", **words))

    found = fits(Block(criterion()).fit(suppliers, needs), suppliers, needs)

    assert found[0, 0] == pytest.approx(1)


@pytest.mark.parametrize("criterion", CRITERIA)
def test_vague_need_is_worth_what_an_average_firm_covers_of_the_others(criterion):
    """So that it neither outranks detailed needs nor sinks below all of them."""
    suppliers, needs = read_suppliers(SUPPLIERS), read_needs(NEEDS)
    block = Block(criterion(**CERTAIN.get(criterion.name, {})), prior_firms=0)
    detailed = needs[block.fit(suppliers, needs).need_vectors(needs).by_aspect.sum(axis=1) == 1]
    block.fit(suppliers, detailed)
    blank = read_suppliers(pd.DataFrame({"firm_id": ["S-9"]}))
    vague = read_needs(pd.DataFrame({"need_id": ["N-9"]}))

    found = fits(block, suppliers, vague)

    of_the_others = fits(block, blank, detailed).mean()
    if criterion.name not in ("reliability", "popularity"):  # every need asks for them
        np.testing.assert_allclose(found, of_the_others)


@pytest.mark.parametrize("criterion", CRITERIA)
def test_every_criterion_can_change_a_ranking(criterion):
    """Pairs that differ in nothing but this criterion's evidence do not score alike."""
    suppliers, needs = read_suppliers(SUPPLIERS), read_needs(NEEDS)

    found = fits(Block(criterion()).fit(suppliers, needs), suppliers, needs)

    ranked = 0 if criterion.name == "record" else 1  # needs for an IKM, or IKMs for a need
    assert (found.max(axis=ranked) - found.min(axis=ranked)).max() > 0.1
