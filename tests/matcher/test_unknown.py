"""What an empty profile is worth beside complete ones, at the size of an event."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from matcher import Scorer, load
from matcher.pairs import all_pairs

EMPTY = {"firm_id": "S-EMPTY", "name": "PT Kosong", "kind": "ikm", "source": "synthetic"}


@pytest.fixture(scope="module")
def pairs():
    """The synthetic event with one more firm, of which nothing but the name is known."""
    data = load("demo_event")
    blank = pd.DataFrame([EMPTY], columns=data.firms.columns).astype(object)
    blank = blank.where(blank.notna(), None)
    return all_pairs(Scorer(replace(data, firms=pd.concat([data.firms, blank]))))


def test_an_empty_profile_seldom_overtakes_a_complete_but_average_one(pairs):
    """Average is what the more complete half of the firms scores in the mean for a need."""
    scores, empty = pairs.scores.score, list(pairs.firm_ids).index("S-EMPTY")
    complete = pairs.scores.completeness.mean(axis=0)
    complete_half = complete >= np.median(complete)

    average = scores[:, complete_half].mean(axis=1)

    assert not complete_half[empty]
    assert (scores[:, empty] > average).mean() <= 0.05


def test_an_empty_profile_is_never_worth_a_meeting(pairs):
    empty = list(pairs.firm_ids).index("S-EMPTY")

    assert not pairs.fitting[:, empty].any()
    assert pairs.thin[:, empty].all()


def test_an_empty_profile_never_passes_a_must_have(pairs):
    """Where there is one, the list is "to ask", neither ready nor failed."""
    empty = list(pairs.firm_ids).index("S-EMPTY")
    has_must_have = (pairs.listed > 0).any(axis=1)

    assert set(pairs.listed[has_must_have, empty]) == {1}
