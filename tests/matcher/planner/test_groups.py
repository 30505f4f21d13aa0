"""Quotas of meetings for a sentra and for first-timers, from what the organisers write."""

import pytest

from matcher import folder as folders
from matcher.errors import DataError
from matcher.planner.arranging import arrange
from matcher.planner.costs import costs
from matcher.planner.groups import GroupQuota, first_timers, quotas_of
from matcher.planner.programme_file import load_programme
from matcher.planner.wanted import Wanted
from matcher.score import Scorer

SENTRA = "LIK Takaru"


@pytest.fixture(scope="module")
def scorer():
    return Scorer(folders.load("demo_event"))


@pytest.fixture(scope="module")
def usual(scorer):
    return arrange(scorer, load_programme())


@pytest.fixture(scope="module")
def there(scorer):
    firms = scorer.data.firms
    return set(firms.loc[firms["place"].fillna("").str.contains(SENTRA), "firm_id"])


def n_meetings(arranged, firm_ids):
    return sum(one.supplier_id in firm_ids for one in arranged.selection.chosen)


def test_a_sentra_meets_no_more_than_its_quota_and_its_price_is_told(scorer, usual, there):
    most = n_meetings(usual, there) // 2
    wanted = Wanted(groups=(GroupQuota(SENTRA, 0, most),), supplier_floor=0, evenness=0)

    found = arrange(scorer, load_programme(), wanted)

    priced = {(one.rule.kind, one.rule.names): one for one in costs(found.selection, n_single=0)}
    assert 0 < n_meetings(found, there) <= most
    assert priced["quota_cap", (SENTRA,)].points > 0


def test_a_sentra_gets_the_meetings_that_it_is_to_have(scorer, usual, there):
    least = n_meetings(usual, there) + 1

    found = arrange(scorer, load_programme(), Wanted(groups=(GroupQuota(SENTRA, least),)))

    assert n_meetings(found, there) >= least
    assert [one for one in found.selection.unmet if one.kind == "quota"] == []


def test_first_timers_are_those_of_whom_nothing_earlier_is_known(scorer):
    suppliers = set(scorer.data.suppliers["firm_id"])
    known = {*scorer.data.outcomes["supplier_id"], *scorer.data.partnerships["supplier_id"]}
    came = sorted(suppliers - known)[0]

    new = first_timers(scorer.data, suppliers, [came])

    assert new == suppliers - known - {came}


def test_a_quota_of_a_place_nobody_is_from_is_refused(scorer):
    with pytest.raises(DataError, match="comes from 'Atlantis'; correct the quota"):
        list(quotas_of([GroupQuota("Atlantis", 1)], scorer.data, {"I-001"}))


def test_a_quota_of_first_timers_where_nobody_is_new_is_refused(scorer):
    with pytest.raises(DataError, match="is new; drop that quota"):
        list(quotas_of([GroupQuota("", 1)], scorer.data, {"I-001"}, {"I-001"}))
