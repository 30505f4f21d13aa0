import numpy as np
import pytest

from matcher import Scorer, load, load_weights
from matcher.tuning.influence import (
    ALIKE,
    NO_FIRM,
    NO_NEED,
    SIDE_OFF,
    THIS_NEED,
    WEIGHT_0,
    influences,
)
from matcher.weights import SIDE


@pytest.fixture(scope="module")
def event():
    return Scorer(load("demo_event"))


@pytest.fixture
def small(folder):
    return Scorer(load(folder))


def by_name(found):
    return {one.criterion: one for one in found}


def test_influence_of_a_need_is_its_effective_weights(event):
    need_id = event.needs.index[7]

    found = influences(event, event.weights, need_id)

    assert [one.real for one in found] == pytest.approx(
        event.effective_weights(need_id).tolist(), abs=1e-12
    )


def test_influence_of_the_event_is_the_mean_over_its_needs(event):
    weights = event.weights.changed(process=0.5, rho=0.4)
    needs = [event.effective_weights(need_id, weights) for need_id in event.needs.index]

    found = influences(event, weights)

    assert [one.real for one in found] == pytest.approx(np.mean(needs, axis=0), abs=1e-12)


def test_influence_of_0_has_a_reason_and_no_other_has_one(event):
    for need_id in (None, *event.needs.index[:10]):
        assert [
            one.criterion
            for one in influences(event, event.weights, need_id)
            if bool(one.real) == bool(one.why_none)
        ] == []


def test_record_of_the_buyer_orders_needs_only(event):
    record = by_name(influences(event, event.weights))["record"]

    assert (record.real, record.why_none, record.orders_needs) == (0.0, ALIKE, True)
    assert record.text("id") == (
        "Kriteria ini hanya mengubah urutan kebutuhan bagi satu IKM, bukan urutan IKM bagi satu "
        "kebutuhan: nilainya sama untuk semua IKM."
    )


def test_reason_is_who_states_nothing(small):
    whole = by_name(influences(small, small.weights))
    need = by_name(influences(small, small.weights, "N-3"))

    assert whole["payment"].why_none == NO_FIRM  # nobody says how long it can wait
    assert whole["record"].why_none == NO_NEED  # of no buyer is an outcome known
    assert need["process"].why_none == THIS_NEED


def test_weight_of_0_and_a_side_of_0_are_the_reason_where_the_rest_could_move_something(small):
    weightless = small.weights.changed(process=0)

    assert by_name(influences(small, weightless))["process"].why_none == WEIGHT_0
    assert by_name(influences(small, small.weights.changed(rho=1)))["process"].why_none == SIDE_OFF


@pytest.mark.parametrize("folder_name", ["demo_event", "link_and_match", "demo_event_regional"])
def test_criterion_said_to_change_nothing_tells_no_ikm_from_another(folder_name):
    """A large weight on it moves all IKM of a need alike and only shrinks its side's others."""
    scorer, weights = Scorer(load(folder_name)), load_weights()
    before = scorer.scores(weights)

    for one in influences(scorer, weights):
        if one.why_none and one.why_none != WEIGHT_0:  # a weight would change that
            heavy = weights.changed(**{one.criterion: 9.0})
            side = SIDE[one.criterion]
            shrunk = weights.total(side) / heavy.total(side)
            added = getattr(scorer.scores(heavy), f"{side}_fit") - shrunk * getattr(
                before, f"{side}_fit"
            )
            assert np.ptp(added, axis=1).max() < 1e-9, one.criterion
