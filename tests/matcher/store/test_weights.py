"""Accepted weights: by whom, and that the earlier ones stay."""

from datetime import date

import pytest

from matcher import actions, load, load_weights
from matcher.access import LOCAL_PLANNER, Person
from matcher.errors import DataError, DeniedError
from matcher.learn import learn
from matcher.store.weights import accepted


@pytest.fixture
def lesson(folder):
    return learn(load(folder), load_weights().changed(component=0.5), date(2026, 1, 1))


def test_nobody_accepted_anything_yet(store):
    assert actions.list_accepted_weights(LOCAL_PLANNER, store) == []
    assert actions.weights_in_use(LOCAL_PLANNER, store) == load_weights()


def test_the_weights_accepted_last_are_in_use_and_the_earlier_ones_stay(store, lesson):
    first = actions.accept_weights(LOCAL_PLANNER, store, lesson, "Bu Sari", note="coba")
    second = actions.accept_weights(LOCAL_PLANNER, store, lesson, "Pak Budi")

    found = actions.list_accepted_weights(LOCAL_PLANNER, store)

    assert [(one.weights_id, one.accepted_by) for one in found] == [
        (second, "Pak Budi"),
        (first, "Bu Sari"),
    ]
    assert accepted(store, first).note == "coba"
    assert accepted(store, first).lesson["data_hash"] == lesson.data_hash
    assert actions.weights_in_use(LOCAL_PLANNER, store).criteria["component"] == 0.5


def test_weights_hold_for_the_data_they_were_learned_from(store, lesson):
    actions.accept_weights(LOCAL_PLANNER, store, lesson, "Bu Sari", data="demo_event")

    assert actions.weights_in_use(LOCAL_PLANNER, store) == load_weights()


def test_accepting_needs_a_name(store, lesson):
    with pytest.raises(DataError, match="write your name"):
        actions.accept_weights(LOCAL_PLANNER, store, lesson, "  ")


def test_a_buyer_accepts_no_weights(store, lesson):
    with pytest.raises(DeniedError):
        actions.accept_weights(Person("B", "buyer", "B-1"), store, lesson, "B")
