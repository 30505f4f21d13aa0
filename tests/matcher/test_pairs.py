"""Every need with every firm: who counts as a pair, with which capability, and who fits."""

import numpy as np
import pytest

from matcher import Scorer, Weights, load
from matcher.pairs import (
    ALMOST,
    LISTS,
    NOBODY,
    OUT,
    READY,
    STRONG,
    THIN,
    TO_ASK,
    TO_CHECK,
    Pairs,
    all_pairs,
    band,
    list_of,
)
from matcher.requirements import FAIL, PASS, UNKNOWN, Verdict
from matcher.score import Scores

WEIGHTS = Weights({"component": 1, "support": 1}, floor=0.2, minimum=0.4, enough=0.5, strong=0.6)


def one(score=0.5, buyer=0.5, supplier=0.5, completeness=0.5, listed=READY, row=0):
    """One need with one firm; as it stands the pair just fits."""
    values = (np.array([[value]]) for value in (score, buyer, supplier, completeness, 0.0))
    at = LISTS.index(listed)
    return Pairs(np.array(["S-1"]), np.array([[row]]), np.array([[at]]), Scores(*values), WEIGHTS)


@pytest.mark.parametrize(
    ("pair", "fits"),
    [
        ({}, True),
        ({"listed": TO_ASK}, True),
        ({"listed": ALMOST}, False),
        ({"listed": OUT}, False),
        ({"score": 0.4}, True),
        ({"score": 0.39}, False),
        ({"buyer": 0.2, "supplier": 0.8}, True),
        ({"buyer": 0.19, "supplier": 0.8}, False),  # too little for one side
        ({"buyer": 0.8, "supplier": 0.19}, False),
        ({"completeness": 0.49}, False),
        ({"row": NOBODY}, False),  # its own need
    ],
)
def test_a_meeting_makes_sense_when_nothing_stands_in_the_way(pair, fits):
    assert one(**pair).fitting.tolist() == [[fits]]


@pytest.mark.parametrize(
    ("answers", "listed"),
    [
        ([], READY),
        ([PASS, PASS], READY),
        ([PASS, UNKNOWN], TO_ASK),
        ([FAIL, UNKNOWN], ALMOST),
        ([FAIL, FAIL, PASS], OUT),
    ],
)
def test_the_answers_say_in_which_list_a_capability_stands(answers, listed):
    assert list_of(tuple(Verdict("process", "las", answer) for answer in answers)) == listed


@pytest.mark.parametrize(
    ("completeness", "low", "name"),
    [(0.49, 0.9, THIN), (0.5, 0.6, STRONG), (0.5, 0.59, TO_CHECK)],
)
def test_a_pair_is_strong_when_enough_is_known_and_the_worst_is_good(completeness, low, name):
    assert band(completeness, low, WEIGHTS) == name


def test_a_firm_does_not_meet_its_own_need(folder):
    (folder / "needs.csv").write_text(
        "need_id,firm_id,component\nN-1,S-1,rem block\nN-2,,rem block\n", encoding="utf-8"
    )
    (folder / "requirements.csv").unlink()

    found = all_pairs(Scorer(load(folder)))

    assert found.met.tolist() == [[False, True, True], [True, True, True]]
    assert found.rank[0, 0] == 3


def test_a_firm_stands_with_the_capability_that_passes_before_the_one_that_fits(folder):
    """C-1 makes the very part and too few of it; C-2 says nothing of the number."""
    (folder / "requirements.csv").write_text(
        "need_id,kind,value\nN-1,volume_per_month,6000\n", encoding="utf-8"
    )
    scorer = Scorer(load(folder))

    found = all_pairs(scorer)

    assert scorer.suppliers.index[found.row[0, 0]] == "C-2"
    assert LISTS[found.listed[0, 0]] == TO_ASK
    assert scorer.scores().score[0, 0] > found.scores.score[0, 0]


def test_a_firm_stands_with_the_capability_that_gains_both_sides(folder):
    """C-1 makes both parts and the order is nothing to it; C-2 makes one of them."""
    (folder / "needs.csv").write_text(
        "need_id,firm_id,component,volume_per_month\nN-1,B-1,rem block; poros,10\n",
        encoding="utf-8",
    )
    (folder / "capabilities.csv").write_text(
        "capability_id,firm_id,product,capacity_per_month\n"
        "C-1,S-1,rem block; poros,100000\nC-2,S-1,poros,50\n",
        encoding="utf-8",
    )
    (folder / "requirements.csv").unlink()
    weights = Weights({"component": 1, "workload": 1}, rho=0.1, floor=0.0)
    scorer = Scorer(load(folder))
    floor = 0.5 * scorer.scores(weights).buyer_fit[0, 1]

    best = [all_pairs(scorer, weights.changed(floor=f)).row[0, 0] for f in (0.0, floor)]

    assert list(scorer.suppliers.index[best]) == ["C-1", "C-2"]
