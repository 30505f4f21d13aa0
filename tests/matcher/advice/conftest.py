"""What the tests of the advice share: a scorer of the small folder, and how to change it."""

import pytest

from matcher import Scorer, load
from matcher.advice.supplier_needs import needs_for


@pytest.fixture
def scorer(folder):
    return Scorer(load(folder))


@pytest.fixture
def write():
    """The function that replaces tables of a folder and reads it anew."""

    def replace(folder, **tables):
        for name, text in tables.items():
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        return Scorer(load(folder))

    return replace


@pytest.fixture
def easy():
    """Weights with which every pair is worth a meeting and enough is known."""

    def weights(scorer):
        return scorer.weights.changed(minimum=0.0, floor=0.0, enough=0.0)

    return weights


@pytest.fixture
def groups():
    """The function that tells the group of each need of a supplier."""

    def by_need(scorer, supplier_id, weights):
        return {need.need_id: need.group for need in needs_for(scorer, supplier_id, weights)}

    return by_need
