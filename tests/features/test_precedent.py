from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features import Block, read_needs, read_suppliers
from features.checks import CHECKS, NEEDS, SUPPLIERS
from features.past import Past
from features.precedent import Precedent

YEAR = 365.25
TODAY = date(2024, 6, 1)
BRAKE = Past("P-1", "rem block cast iron", date(2020, 6, 1))
PIPE = Past("P-2", "knalpot pipa baja", date(2022, 6, 1))
SHAFT = Past("P-3", "poros baja bubut", date(2023, 6, 1))


def suppliers(*served):
    """One row per firm, S-0 and on."""
    firms = [f"S-{i}" for i in range(len(served))]
    return pd.DataFrame({"firm_id": firms, "served": list(served)})


def need(text, day=TODAY, need_id="N-1"):
    return pd.DataFrame({"wording": [text], "date": [day]}, index=[need_id])


def fit_of(needs, table, **settings):
    criterion = Precedent(**settings).fit(table)
    asked, offered = criterion.need_vectors(needs), criterion.supplier_vectors(table)
    return (asked.rows @ offered.rows.T).toarray()


@pytest.mark.parametrize("check", CHECKS)
def test_precedent_keeps_the_contract_with_and_without_a_track_record(check):
    table, needs = read_suppliers(SUPPLIERS), read_needs(NEEDS)
    served = [(BRAKE, PIPE), (BRAKE, PIPE), (PIPE,), (SHAFT,), None, ()]
    dates = [TODAY, None, date(2022, 6, 1), pd.NaT]

    check(Precedent(), table, needs)
    check(Precedent(), table.assign(served=served), needs.assign(date=dates))


def test_the_same_need_one_half_life_ago_counts_half():
    """By hand: k = 1^2 * 0.5 and nothing else is alike, so 0.5 / (1 + 0.5)."""
    table = suppliers((BRAKE,), (PIPE,))

    found = fit_of(need(BRAKE.text), table, half_life_years=1461 / YEAR, kappa=1)

    np.testing.assert_allclose(found, [[1 / 3, 0]], atol=1e-12)


def test_a_supplier_gets_the_shares_of_all_that_it_served():
    """By hand, without pieces: both past needs are the need itself, a half-life apart."""
    older, newer = Past("A", "poros", date(2022, 6, 1)), Past("B", "poros", date(2023, 6, 1))
    table = suppliers((older,), (newer,), (older, newer))

    found = fit_of(need("poros", newer.date.replace(year=2024)), table, half_life_years=1, kappa=0)

    old, new = 0.5 ** (731 / YEAR), 0.5 ** (366 / YEAR)
    np.testing.assert_allclose(found, [[old / (old + new), new / (old + new), 1]])


@pytest.mark.parametrize("power", [1, 3])
def test_likeness_is_the_cosine_of_tf_idf_with_the_unseen_words_in_the_length(power):
    """By hand: 'satu' stands in both past texts, 'dua' in one, 'tiga' in none; no component."""
    table = suppliers((Past("A", "satu dua", TODAY),), (Past("B", "satu", TODAY),))
    asked = need("satu satu tiga", date(2024, 6, 2))

    found = fit_of(asked, table, pieces=0, power=power, half_life_years=1e9, kappa=1)

    twice, one, none = 1 + np.log(2), np.log(3 / 2) + 1, np.log(3) + 1
    length = np.hypot(twice, none)
    alike = np.array([twice / length / np.hypot(1, one), twice / length]) ** power
    np.testing.assert_allclose(found[0], alike / (1 + alike.sum()))


def test_another_name_of_the_same_component_is_alike():
    """'muffler' and 'knalpot' share no letter group; both name the muffler."""
    table = suppliers((Past("A", "knalpot", TODAY),), (Past("B", "poros", TODAY),))

    found = fit_of(need("muffler", date(2024, 6, 2)), table, half_life_years=1e9, kappa=1)

    np.testing.assert_allclose(found, [[0.5, 0]], atol=1e-6)


@pytest.mark.parametrize(
    "asked",
    [
        need(PIPE.text, need_id=PIPE.need_id),
        need(PIPE.text, day=PIPE.date),
        need(PIPE.text, day=date(2021, 1, 1)),
    ],
    ids=["its own outcome", "the same day", "a later day"],
)
def test_what_was_not_known_on_the_day_of_the_need_is_hidden(asked):
    table = suppliers((PIPE,))

    criterion = Precedent().fit(table)

    assert criterion.need_vectors(need(PIPE.text)).stated.tolist() == [True]
    assert criterion.need_vectors(asked).stated.tolist() == [False]
    assert criterion.need_vectors(asked).rows.nnz == 0


def test_the_id_of_a_need_may_stand_in_a_column():
    asked = need(PIPE.text).assign(need_id=PIPE.need_id)

    assert fit_of(asked, suppliers((PIPE,))).tolist() == [[0]]


@pytest.mark.parametrize("day", [None, pd.NaT, np.nan])
def test_a_need_without_a_date_sees_all_as_of_the_latest_past_need(day):
    table = suppliers((PIPE,), (SHAFT,))

    found = fit_of(need("pipa poros", day), table)

    np.testing.assert_allclose(
        found, fit_of(need("pipa poros", date(2023, 6, 2)), table), rtol=1e-3
    )
    assert (found > 0).all()


def test_a_past_need_without_a_date_has_the_age_of_the_setting():
    asked = need("poros", date(2024, 1, 1))
    undated, dated = Past("A", "poros"), Past("A", "poros", date(2022, 1, 1))

    found = fit_of(asked, suppliers((undated,)), undated_age_years=730 / YEAR)

    np.testing.assert_allclose(found, fit_of(asked, suppliers((dated,))))


def test_a_timestamp_is_a_date_too():
    table = suppliers((PIPE,))

    found = fit_of(need("pipa", pd.Timestamp(TODAY)), table)

    assert found.tolist() == fit_of(need("pipa"), table).tolist()


@pytest.mark.parametrize("nothing", [None, (), np.nan, (Past("A", "dan untuk"),)])
def test_a_supplier_without_a_past_need_is_unknown_not_zero(nothing):
    """By hand: the one firm that stated fits f, and unknown is its mean without a prior."""
    table = suppliers((BRAKE,), nothing)

    block = Block(Precedent(), prior_firms=0).fit(table, need(BRAKE.text))
    offered = block.supplier_vectors(table)
    found = (block.need_vectors(need(BRAKE.text)).rows @ offered.rows.T).toarray()[0]

    assert np.ravel(offered.stated).tolist() == [True, False]
    assert found[0] == pytest.approx(found[1]) and found[0] > 0.1


def test_a_need_with_nothing_in_common_is_not_stated():
    criterion = Precedent().fit(suppliers((BRAKE,), (PIPE,)))

    asked = criterion.need_vectors(pd.concat([need("ventilator"), need(""), need("pipa")]))

    assert asked.stated.tolist() == [False, False, True]


@pytest.mark.parametrize("table", [suppliers((), None), suppliers((), None).drop(columns="served")])
def test_without_any_past_need_nothing_is_stated(table):
    criterion = Precedent().fit(table)

    assert criterion.terms() == []
    assert criterion.need_vectors(need("poros")).stated.tolist() == [False]
    assert criterion.supplier_vectors(table).stated.tolist() == [False, False]


def test_the_past_needs_explain_a_fit_by_their_text():
    table = suppliers((BRAKE, SHAFT, PIPE))
    block = Block(Precedent()).fit(table, need("pipa baja"))
    asked, offered = block.need_vectors(need("pipa baja")).rows, block.supplier_vectors(table).rows

    parts = block.contributions(asked[[0]], offered[[0]])

    assert [(part.term.label("id"), part.term.key) for part in parts] == [
        (PIPE.text, "P-2"),
        (SHAFT.text, "P-3"),
    ]


def test_columns_stand_in_the_order_of_the_ids():
    """A set's own order would differ from run to run."""
    served = [Past(f"P-{i}", "poros") for i in range(9)]
    table = suppliers((served[5], served[8]), tuple(served))

    assert [term.key for term in Precedent().fit(table).terms()] == [f"P-{i}" for i in range(9)]


past_needs = st.lists(st.sampled_from([BRAKE, PIPE, SHAFT]), max_size=3).map(tuple)


@settings(max_examples=40, deadline=None)
@given(served=past_needs, more=st.sampled_from([BRAKE, PIPE, SHAFT]))
def test_a_further_past_need_never_lowers_a_fit(served, more):
    criterion = Precedent().fit(suppliers((BRAKE, PIPE, SHAFT)))
    table = suppliers(served, (*served, more))

    asked = criterion.need_vectors(need("poros pipa rem baja"))
    before, after = (asked.rows @ criterion.supplier_vectors(table).rows.T).toarray()[0]

    assert after >= before


def test_rows_of_one_firm_repeat_what_it_served():
    table = suppliers((PIPE,), (PIPE,)).assign(firm_id="S-0")

    found = fit_of(need("pipa"), table)

    assert found[0, 0] == found[0, 1] > 0
