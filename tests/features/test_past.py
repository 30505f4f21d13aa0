"""Popularity and partners: shares of what came before a need, by hand."""

from datetime import date

import pandas as pd
import pytest

from features import Partners, Past, Popularity, Precedent

DAY = date(2024, 6, 1)
SERVED = [
    (Past("P-1", "poros", date(2022, 6, 1), buyer="B-1"),),
    (
        Past("P-1", "poros", date(2022, 6, 1), buyer="B-1"),
        Past("P-2", "rem", date(2022, 6, 1), buyer="B-2"),
        Past("P-3", "knalpot", date(2023, 6, 1)),
    ),
    (),
]
SUPPLIERS = pd.DataFrame({"firm_id": ["S-1", "S-2", "S-3"], "served": SERVED})


def need(buyer="B-1", day=DAY, need_id="N-1"):
    return pd.DataFrame({"firm_id": [buyer], "wording": ["poros"], "date": [day]}, index=[need_id])


def fit_of(criterion, asked, table=SUPPLIERS):
    criterion.fit(table)
    found = criterion.need_vectors(asked).rows @ criterion.supplier_vectors(table).rows.T
    return found.toarray()[0].tolist()


def test_popularity_is_the_share_of_all_past_needs():
    """By hand, without decay and with a doubt of one need: 1/4, 3/4, 0/4."""
    found = fit_of(Popularity(half_life_years=1e9, kappa=1), need())

    assert found == pytest.approx([1 / 4, 3 / 4, 0])


def test_partners_are_the_share_of_this_buyers_past_needs():
    """By hand with a doubt of one need: B-1 had one past need, B-2 another one."""
    one, two = (fit_of(Partners(half_life_years=1e9, kappa=1), need(b)) for b in ("B-1", "B-2"))

    assert (one, two) == (pytest.approx([1 / 2, 1 / 2, 0]), pytest.approx([0, 1 / 2, 0]))


def test_a_past_need_one_half_life_ago_counts_half():
    """By hand: half a need of P-1 against a doubt of one is 1/3."""
    asked = need(day=date(2022, 6, 1).replace(year=2024))

    found = fit_of(Partners(half_life_years=731 / 365.25, kappa=1), asked)

    assert found == pytest.approx([1 / 3, 1 / 3, 0])


@pytest.mark.parametrize("buyer", ["B-9", None])
def test_a_buyer_without_a_past_states_nothing(buyer):
    assert Partners().fit(SUPPLIERS).need_vectors(need(buyer)).stated.tolist() == [False]


@pytest.mark.parametrize("criterion", [Precedent, Popularity, Partners])
def test_flipping_an_outcome_leaves_its_own_features_as_they_were(criterion):
    """Who served P-1 says nothing about P-1 itself, and nothing about what came before it."""
    flipped = SUPPLIERS.assign(served=[(), *SERVED[1:]])
    own = need(day=date(2022, 6, 1), need_id="P-1")
    later = need(day=date(2023, 1, 1), need_id="N-2")

    before, after = (fit_of(criterion(), own, table) for table in (SUPPLIERS, flipped))

    assert before == after
    assert fit_of(criterion(), later) != fit_of(criterion(), later, flipped)


@pytest.mark.parametrize("criterion", [Popularity, Partners])
def test_terms_name_no_need_of_another_buyer(criterion):
    terms = criterion().fit(SUPPLIERS).terms()

    assert len({(term.name_id, term.name_en, term.key) for term in terms}) == 1
