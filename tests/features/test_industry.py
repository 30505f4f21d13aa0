"""What a supplier serves and what it wishes to serve are two things."""

import pandas as pd
import pytest

from features import Block, Industry, Wish, read_needs, read_suppliers


@pytest.mark.parametrize(("criterion", "found"), [(Industry, [1, 0]), (Wish, [0, 1])])
def test_the_industry_served_is_for_the_buyer_and_the_one_wished_for_the_supplier(criterion, found):
    """By hand: the IKM serves electronics and wishes to supply railways."""
    suppliers = read_suppliers(
        pd.DataFrame(
            {"firm_id": ["S-1"], "industry": ["elektronika"], "industry_wished": ["kereta api"]}
        )
    )
    needs = read_needs(pd.DataFrame({"industry": ["elektronika", "kereta api"]}))
    block = Block(criterion(), prior_firms=0).fit(suppliers, needs)

    fits = block.need_vectors(needs).rows @ block.supplier_vectors(suppliers).rows.T

    assert fits.toarray()[:, 0].tolist() == pytest.approx(found)
