"""From scored pairs to what is planned: only fitting pairs, and what was decided."""

import pytest

from matcher import folder as folders
from matcher.pairs import all_pairs
from matcher.planner.arranging import arrange, candidates_of
from matcher.planner.attendance import participants_of
from matcher.planner.checking import check
from matcher.planner.programme_file import load_programme
from matcher.planner.timetable import plan
from matcher.planner.wanted import Wanted
from matcher.score import Scorer


@pytest.fixture(scope="module")
def scorer():
    return Scorer(folders.load("demo_event"))


@pytest.fixture(scope="module")
def programme():
    return load_programme()


@pytest.fixture(scope="module")
def arranged(scorer, programme):
    return arrange(scorer, programme)


def test_candidates_are_every_supplier_with_every_need_of_others(scorer, programme):
    people = participants_of(programme, scorer.data)
    table = candidates_of(scorer, all_pairs(scorer), people)

    n_suppliers = sum(one.side == "supplier" for one in people)
    assert len(table) == n_suppliers * len(scorer.needs)
    assert table["score"].between(0, 100).all()


def test_nobody_meets_without_fitting_and_each_pair_at_most_once(arranged):
    fits = ~arranged.candidates["fails_requirement"]
    keys = arranged.candidates.loc[fits, ["supplier_id", "need_id"]]
    fitting = set(keys.itertuples(index=False, name=None))
    chosen = arranged.selection.chosen

    assert {(one.supplier_id, one.need_id) for one in chosen} <= fitting
    assert len({(one.supplier_id, one.buyer_id) for one in chosen}) == len(chosen)
    assert len(arranged.problem.meetings) == len(chosen)


def test_what_must_meet_meets_and_what_never_meets_does_not(scorer, programme, arranged):
    first = arranged.selection.chosen[0]
    met = {(one.supplier_id, one.buyer_id) for one in arranged.selection.chosen}
    partners = scorer.data.partners
    apart = next(
        pair
        for pair in zip(
            arranged.candidates["supplier_id"], arranged.candidates["buyer_id"], strict=True
        )
        if pair not in met and pair not in partners
    )

    wanted = Wanted(must=frozenset([apart]), never=frozenset([(first.supplier_id, first.buyer_id)]))
    now = {
        (one.supplier_id, one.buyer_id)
        for one in arrange(scorer, programme, wanted).selection.chosen
    }

    assert apart in now
    assert (first.supplier_id, first.buyer_id) not in now


def test_supplier_without_a_fitting_pair_is_named_and_not_seated(arranged):
    without = set(arranged.selection.without_buyer)
    fits = arranged.candidates[~arranged.candidates["fails_requirement"]]

    assert without == set(arranged.candidates["supplier_id"]) - set(fits["supplier_id"])
    assert without.isdisjoint(one.supplier_id for one in arranged.selection.chosen)


def test_meetings_spread_more_evenly_when_that_is_wanted(scorer, programme):
    best = arrange(scorer, programme, Wanted(evenness=0.0, need_cap=6)).selection
    even = arrange(scorer, programme, Wanted(evenness=1.0, need_cap=6)).selection

    assert even.gini_suppliers < best.gini_suppliers
    assert even.score <= best.score


@pytest.mark.parametrize("n_processes", [1, 2])
def test_almost_no_time_still_gives_every_meeting_a_place(arranged, n_processes):
    found = plan(arranged.problem, seconds=0.1, n_processes=n_processes)

    assert len(found.placed) == len(arranged.problem.meetings)
    assert check(arranged.problem, found.placed) == []
