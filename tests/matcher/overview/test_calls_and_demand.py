"""Whom to call with which questions, and who is wanted most; counted again by hand."""

import numpy as np
import pytest

from matcher import Scorer, load
from matcher.overview.calls import QUESTIONS, calls
from matcher.overview.demand import demand
from matcher.overview.stated import ASKABLE
from matcher.overview.steps import Step, event_steps
from matcher.pairs import all_pairs


@pytest.fixture(scope="module")
def event():
    scorer = Scorer(load("demo_event"))
    return scorer, all_pairs(scorer)


@pytest.fixture
def small(folder):
    scorer = Scorer(load(folder))
    return scorer, all_pairs(scorer)


def test_firm_that_says_nothing_is_called_first(small):
    found = calls(*small)

    assert found[0].supplier_id == "S-3"
    assert len(found[0].questions) == 3


def test_who_has_stated_all_has_no_question(event):
    found = {one.supplier_id: one for one in calls(*event)}

    for one in found.values():
        assert (one.completeness > 1 - 1e-9) == (one.questions == ())
        assert 0 <= one.completeness <= 1
        assert one.gain <= 1 - one.completeness + 1e-9


def test_answering_the_questions_of_a_firm_raises_its_completeness(folder, small):
    before = {one.supplier_id: one for one in calls(*small)}["S-3"]
    more = "C-9,S-3,knalpot,las argon,pipa baja,900,\n"
    with (folder / "capabilities.csv").open("a", encoding="utf-8") as file:
        file.write(more)
    scorer = Scorer(load(folder))

    after = {one.supplier_id: one for one in calls(scorer, all_pairs(scorer))}["S-3"]

    assert {"component", "process", "material"} & set(before.questions)
    assert after.completeness > before.completeness


def test_every_question_that_can_be_asked_has_words():
    assert set(QUESTIONS) == set(ASKABLE)


def test_demand_is_what_the_pairs_say_counted_one_by_one(event):
    _, pairs = event
    fits, score = pairs.fitting, pairs.scores.score.round(9)

    for row in demand(pairs).itertuples():
        j = list(pairs.firm_ids).index(row.supplier_id)
        needs = [i for i in range(len(fits)) if fits[i, j]]
        others = [[k for k in np.flatnonzero(fits[i]) if k != j] for i in needs]
        best = [
            all(score[i, k] <= score[i, j] for k in o) for i, o in zip(needs, others, strict=True)
        ]
        assert (row.n_fitting, row.n_first, row.n_alone) == (
            len(needs),
            sum(best),
            sum(not o for o in others),
        )


def test_most_wanted_stands_first(event):
    counts = demand(event[1])["n_fitting"].tolist()

    assert counts == sorted(counts, reverse=True)


def test_without_an_event_the_first_step_is_to_make_one():
    assert event_steps(None, 0, 0) == (Step("event", 1),)
    assert event_steps({}, 0, 0) == (Step("participants", 1),)


def test_late_answers_stand_before_invitations_and_waiting():
    states = {"candidate": 5, "curated": 1, "invited": 4, "confirmed": 9}

    assert event_steps(states, 3, 2) == (
        Step("late", 3),
        Step("to_invite", 6),
        Step("waiting", 1),
        Step("outcomes", 2),
    )
