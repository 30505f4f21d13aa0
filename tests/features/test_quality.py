"""The ladder of quality systems, other certificates, and who says nothing of either."""

import pandas as pd
import pytest

from features import Block, Quality, read_needs, read_suppliers
from features.quality import maturity


def suppliers(**columns):
    return read_suppliers(pd.DataFrame({"firm_id": ["S-1"]} | {k: [v] for k, v in columns.items()}))


def fit_of(asked, **columns):
    offered = suppliers(**columns)
    needs = read_needs(pd.DataFrame({"need_id": ["N-1"], "certificates": [asked]}))
    block = Block(Quality(), prior_firms=0).fit(offered, needs)
    return (block.need_vectors(needs).rows @ block.supplier_vectors(offered).rows.T).toarray()[0, 0]


@pytest.mark.parametrize(
    ("held", "fit"), [("5S", 1 / 3), ("ISO 9001:2015", 2 / 3), ("IATF 16949", 1), ("ts 16949", 1)]
)
def test_each_step_of_the_ladder_is_a_third_of_iatf(held, fit):
    assert fit_of("IATF 16949", certificates=held) == pytest.approx(fit)


def test_who_stands_higher_has_the_lower_steps():
    assert fit_of("ISO 9001", certificates="IATF 16949") == pytest.approx(1)


def test_other_certificates_count_each_for_itself():
    """By hand: two of the three that are asked for."""
    asked = "ISO 9001; ISO 14001; SNI"

    assert fit_of(asked, certificates="ISO 9001; ISO 14001") == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        ({}, (0, 0.0)),  # unknown
        ({"no_certificates": "*"}, (0, 1.0)),  # none at all, and says so
        ({"no_certificates": "ISO 9001"}, (0, 1.0)),
        ({"no_certificates": "ISO 14001"}, (0, 0.0)),  # says nothing of the ladder
        ({"no_certificates": "ISO 14001; *"}, (0, 1.0)),
        ({"coached_by": "YDBA"}, (1, 0.6)),  # presumed
        ({"coached_by": "YDBA", "certificates": "ISO 9001"}, (2, 1.0)),
    ],
)
def test_none_unknown_and_coached_are_three_things(columns, found):
    row = suppliers(**columns).to_dict("records")[0]

    assert maturity(row) == found


def test_who_says_it_has_none_at_all_is_known_in_both():
    table = suppliers(no_certificates="*")

    assert Quality().fit(table).supplier_vectors(table).by_aspect.tolist() == [[1, 1]]
