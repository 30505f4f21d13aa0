"""Steps kept and broken, for the supplier and for the buyer."""

import pandas as pd
import pytest

from features import Block, Payment, Record, Reliability
from features.reliability import kept_share


def test_few_steps_leave_most_open():
    """By hand with two steps of doubt: 3 of 4 kept gives 3/6 and 4/6 stated; 0 of 0 nothing."""
    table = pd.DataFrame({"kept": [3, 0], "broken": [1, 0]})

    share, sureness = kept_share(table, prior_steps=2)

    assert list(share) == pytest.approx([3 / 6, 0])
    assert list(sureness) == pytest.approx([4 / 6, 0])


def fits(criterion, suppliers, needs):
    block = Block(criterion, prior_firms=0).fit(suppliers, needs)
    return (block.need_vectors(needs).rows @ block.supplier_vectors(suppliers).rows.T).toarray()


def test_a_newcomer_counts_like_the_average_of_those_that_are_known():
    suppliers = pd.DataFrame({"firm_id": list("ABC"), "kept": [8, 4, 0], "broken": [0, 4, 0]})
    needs = pd.DataFrame({"need_id": ["N-1"]})

    found = fits(Reliability(prior_steps=0), suppliers, needs)[0]

    assert list(found) == pytest.approx([1, 0.5, 0.75])


def test_a_buyers_record_tells_needs_apart_and_not_suppliers():
    suppliers = pd.DataFrame({"firm_id": list("AB")})
    needs = pd.DataFrame({"need_id": ["N-1", "N-2"], "kept": [9, 1], "broken": [1, 9]})

    found = fits(Record(prior_steps=0), suppliers, needs)

    assert found[:, 0] == pytest.approx([0.9, 0.1])
    assert found[:, 0] == pytest.approx(found[:, 1])


def test_a_buyer_without_a_record_counts_like_the_average_of_what_is_known():
    """By hand with two steps of doubt: 3 of 4 kept and 1 of 2; the mean of 3/4 and 1/2 is 5/8.

    The open third of N-1 and half of N-2 count 5/8 too.
    """
    suppliers = pd.DataFrame({"firm_id": ["A"]})
    needs = pd.DataFrame({"need_id": ["N-1", "N-2", "N-3"], "kept": [3, 1, 0], "broken": [1, 1, 0]})

    found = fits(Record(prior_steps=2), suppliers, needs)[:, 0]

    assert list(found) == pytest.approx([3 / 6 + 5 / 24, 1 / 4 + 5 / 16, 5 / 8])


@pytest.mark.parametrize(("days", "fit"), [(14, 1), (30, 1), (60, 0.5), (120, 0)])
def test_payment_later_than_the_supplier_can_bear_fits_less(days, fit):
    """By hand for 30 days: 60 is half-way (in logarithms) to four times as long."""
    suppliers = pd.DataFrame({"firm_id": ["A"], "payment_days_max": [30.0]})
    needs = pd.DataFrame({"need_id": ["N-1"], "payment_days": [float(days)]})

    assert fits(Payment(), suppliers, needs)[0, 0] == pytest.approx(fit, abs=0.1)
