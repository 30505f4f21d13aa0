"""Similar partners: buyers that took firms like this one, by hand."""

from datetime import date
from math import log

import numpy as np
import pandas as pd
import pytest

from features import Past, SimilarPartners, read_suppliers

DAY = date(2024, 6, 1)
SHAFT = Past("P-1", "poros roda", date(2022, 6, 1), buyer="B-1")
BRAKE = Past("P-2", "blok rem", date(2023, 6, 1), buyer="B-2")


def firms(*rows):
    """One row per firm: its words, and what it served."""
    names = [f"S-{n}" for n in range(1, len(rows) + 1)]
    words, served = zip(*rows, strict=True)
    return pd.DataFrame({"firm_id": names, "wording": words, "served": served})


def need(buyer="B-1", day=DAY, need_id="N-1"):
    return pd.DataFrame({"firm_id": [buyer], "date": [day]}, index=[need_id])


def fit_of(asked, table, **settings):
    criterion = SimilarPartners(**settings).fit(table)
    found = criterion.need_vectors(asked).rows @ criterion.supplier_vectors(table).rows.T
    return found.toarray()[0]


def test_a_firm_like_the_one_taken_gets_what_the_past_need_weighs():
    """By hand: one past need, two half-lives old, against a doubt of one: 1/4 of 5/4."""
    table = firms(("poros", (SHAFT,)), ("poros", ()), ("knalpot", ()))

    found = fit_of(need(day=date(2024, 6, 1)), table, half_life_years=365.5 / 365.25, kappa=1)

    np.testing.assert_allclose(found, [1 / 5, 1 / 5, 0], rtol=1e-9)


def test_likeness_is_a_cosine_sharpened_by_the_power():
    """By hand: `poros` in both firms weighs 1, `rem` in one of two 1 + log(3/2)."""
    table = firms(("poros", (SHAFT,)), ("poros rem", ()))

    found = fit_of(need(), table, power=2, kappa=0)

    np.testing.assert_allclose(found, [1, 1 / (1 + (1 + log(1.5)) ** 2)])


def test_of_several_that_served_one_need_the_nearest_counts():
    table = firms(("poros", (SHAFT,)), ("rem", (SHAFT,)), ("rem", ()), ("knalpot", ()))

    assert fit_of(need(), table, kappa=0).tolist() == pytest.approx([1, 1, 1, 0])


def test_what_another_buyer_took_says_nothing_of_this_one():
    table = firms(("poros", (SHAFT,)), ("rem", (BRAKE,)), ("rem", ()))

    assert fit_of(need("B-1"), table, kappa=0).tolist() == pytest.approx([1, 0, 0])
    assert fit_of(need("B-2"), table, kappa=0).tolist() == pytest.approx([0, 1, 1])


def test_firms_meet_in_the_vocabulary_where_their_words_differ():
    products = {"firm_id": ["S-1", "S-2", "S-3"], "product": ["blok rem", "brake block", "sofa"]}
    table = read_suppliers(pd.DataFrame(products).assign(served=[(SHAFT,), (), ()]))

    found = fit_of(need(), table, kappa=0)

    assert found[1] == pytest.approx(1)
    assert found[2] == 0


@pytest.mark.parametrize("buyer", ["B-9", None])
def test_a_buyer_that_took_nobody_states_nothing(buyer):
    table = firms(("poros", (SHAFT,)))

    assert SimilarPartners().fit(table).need_vectors(need(buyer)).stated.tolist() == [False]


def test_a_firm_without_words_is_unknown():
    table = firms(("poros", (SHAFT,)), ("", ()))

    stated = SimilarPartners().fit(table).supplier_vectors(table).stated

    assert stated.tolist() == [True, False]


def test_flipping_an_outcome_leaves_its_own_features_as_they_were():
    """Who served P-1 says nothing of P-1 itself, nor of what came before it."""
    table = firms(("poros", (SHAFT,)), ("poros rem", ()), ("rem", (BRAKE,)))
    flipped = table.assign(served=[(), (SHAFT,), (BRAKE,)])
    earlier = Past("P-0", "as", date(2021, 6, 1), buyer="B-1")
    table, flipped = (
        one.assign(
            served=[row + ((earlier,) if n == 2 else ()) for n, row in enumerate(one["served"])]
        )
        for one in (table, flipped)
    )
    own, later = need(day=SHAFT.date, need_id="P-1"), need()

    assert fit_of(own, table).tolist() == fit_of(own, flipped).tolist()
    assert fit_of(own, table)[2] > 0
    assert fit_of(later, table).tolist() != fit_of(later, flipped).tolist()


def test_terms_name_the_need_and_nobody_who_served_it():
    (term,) = SimilarPartners().fit(firms(("poros", (SHAFT,)))).terms()

    assert (term.name_en, term.key) == ("poros roda", "P-1")


def test_many_firms_at_once_are_as_like_as_a_few():
    words = [f"poros w{n % 40} w{n % 37}" for n in range(1200)]
    past = [Past(f"P-{n:04}", "poros", date(2022, 6, 1), buyer="B-1") for n in range(1200)]
    table = firms(*zip(words, [(one,) for one in past], strict=True))
    criterion = SimilarPartners().fit(table)

    whole = criterion.supplier_vectors(table).rows.toarray()

    parts = [criterion.supplier_vectors(table[at : at + 100]).rows for at in range(0, 1200, 100)]
    assert np.array_equal(whole, np.vstack([part.toarray() for part in parts]))
    assert np.count_nonzero(whole.diagonal()) == 1200
