"""A firm's profile as a whole: one more capability never makes it worse."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from features import CRITERIA, Block, read_needs, read_suppliers
from features.checks import NEEDS, SUPPLIERS, fits

BLOCKS = [
    Block(criterion()).fit(read_suppliers(SUPPLIERS), read_needs(NEEDS)) for criterion in CRITERIA
]
ASKED = read_needs(NEEDS)
one_of = st.sampled_from
capability = st.fixed_dictionaries(
    {
        "product": one_of([None, "rem block", "knalpot", "poros", "komponen otomotif"]),
        "processes": one_of([None, "cor pasir", "bubut CNC", "las argon"]),
        "machines": one_of([None, "mesin bubut", "dapur induksi", "press 200 ton"]),
        "materials": one_of([None, "besi cor", "S45C"]),
        "capacity_per_month": one_of([None, 100.0, 10_000.0]),
        "max_weight_kg": one_of([None, 1.0, 500.0]),
        "kbli": one_of([None, "24310"]),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(capability, min_size=1, max_size=3), capability)
def test_a_further_capability_never_lowers_any_fit_of_the_firm(rows, more):
    firm = {"firm_id": "S-9", "place": "Ceper"}
    before = read_suppliers(pd.DataFrame([firm | {**row} for row in rows]))
    after = read_suppliers(pd.DataFrame([firm | {**row} for row in [*rows, more]]))

    for block in BLOCKS:
        best_before = fits(block, before, ASKED).max(axis=1)
        best_after = fits(block, after, ASKED).max(axis=1)

        assert (best_after >= best_before - 1e-9).all(), block.criterion.name
