"""Learning from recorded outcomes: who counts, what is left out, and where a lesson comes from."""

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from features.language import translator
from matcher import load, load_weights
from matcher.learn import Choices, Lesson, learn
from matcher.learn.learner import of_sets
from matcher.learn.outcomes import past_choices
from matcher.metrics import ndcg_at, reciprocal_rank
from matcher.people import LOCAL_PLANNER
from matcher.store import Edit, edit, open_store
from matcher.store.dataset import dataset

TODAY = date(2026, 1, 1)
SAY = translator("en")
TRADES = ("rem block", "knalpot", "poros")


@pytest.fixture
def data(folder):
    """Three IKM, one per trade, and 24 past needs: each went to the one of its trade."""
    return lambda **changes: _written(folder, **changes)


def _written(folder, n=24, outcomes=(), buyers=("B-1", "B-2"), event=""):
    firms = "\n".join(f"S-{i},IKM {i},ikm,2020-01-01" for i in range(1, 4))
    firms += "\nB-1,Satu,large,2020-01-01\nB-2,Dua,large,2020-01-01\n"
    (folder / "firms.csv").write_text("firm_id,name,kind,as_of\n" + firms, encoding="utf-8")
    made = "\n".join(f"C-{i},S-{i},{trade}" for i, trade in enumerate(TRADES, 1))
    (folder / "capabilities.csv").write_text("capability_id,firm_id,product\n" + made + "\n")
    days = pd.date_range("2023-01-05", periods=n, freq="30D").date
    needs = "\n".join(
        f"N-{i},{buyers[i % len(buyers)]},{TRADES[i % 3]},{day},closed,{event}"
        for i, day in enumerate(days)
    )
    head = "need_id,firm_id,component,date,status,event_id\n"
    (folder / "needs.csv").write_text(head + needs + "\n")
    rows = [f"N-{i},S-{i % 3 + 1},mou,{days[i]}" for i in range(n)]
    rows = [f"O-{k},{row}" for k, row in enumerate([*rows, *outcomes])]
    head = "outcome_id,need_id,supplier_id,step,date\n"
    (folder / "outcomes.csv").write_text(head + "\n".join(rows) + "\n")
    (folder / "requirements.csv").unlink(missing_ok=True)
    return load(folder)


def told(found):
    return [remark.text(SAY) for remark in found.remarks]


def test_everybody_known_by_the_day_was_there(data):
    found = past_choices(data(), load_weights(), TODAY)

    assert (found.choices.n_sets, found.n_outcomes) == (24, 24)
    assert found.firm_ids[:3].tolist() == ["S-1", "S-2", "S-3"]
    assert found.choices.chosen[:3].tolist() == [True, False, False]


def test_who_was_not_at_the_event_is_no_negative(data):
    """S-3 has no outcome at this event, so nobody turned it down."""
    found = past_choices(data(n=2, event="E-1"), load_weights(), TODAY)

    assert found.groups == ("E-1", "E-1")
    assert set(found.firm_ids) == {"S-1", "S-2"}


def present_at(event, *firm_ids, state="present"):
    columns = ["event_id", "firm_id", "state"]
    return pd.DataFrame([(event, firm, state) for firm in firm_ids], columns=columns)


def test_who_stands_as_present_was_at_the_event_without_any_outcome(data):
    records = data(n=2, event="E-1")

    came = replace(records, participations=present_at("E-1", "S-3", "B-1"))
    elsewhere = replace(records, participations=present_at("E-2", "S-3"))
    invited = replace(records, participations=present_at("E-1", "S-3", state="confirmed"))

    there = [set(past_choices(one, load_weights(), TODAY).firm_ids) for one in (came, elsewhere)]
    assert there == [{"S-1", "S-2", "S-3"}, {"S-1", "S-2"}]
    assert set(past_choices(invited, load_weights(), TODAY).firm_ids) == {"S-1", "S-2"}


def test_the_store_tells_learning_who_came(tmp_path):
    store = open_store(tmp_path / "store.db")
    ids = {"event_id": "E-1", "firm_id": "S-3"}
    edits = [
        Edit("firm", {"firm_id": "S-3", "name": "CV Tiga", "kind": "ikm"}),
        Edit("event", {"event_id": "E-1", "name": "Temu Usaha"}),
        Edit("participant", ids | {"role": "ikm"}),
        Edit("participation", ids | {"state": "present", "date": date(2025, 6, 1)}),
    ]
    edit(store, LOCAL_PLANNER, edits)

    found = dataset(store).participations

    assert found[["event_id", "firm_id", "state"]].to_numpy().tolist() == [
        ["E-1", "S-3", "present"]
    ]
    store.close()


def test_a_pair_that_was_taken_and_stopped_counts_neither_way(data):
    found = past_choices(data(outcomes=["N-0,S-1,stopped,2023-09-01"]), load_weights(), TODAY)

    assert "N-0" not in found.need_ids
    assert told(found) == [
        "1 pairs were taken and then stopped for the same need (N-0, S-1 ...); they count neither "
        "for nor against"
    ]


def test_an_outcome_after_the_day_teaches_nothing(data):
    early = past_choices(data(), load_weights(), date(2023, 2, 1))

    assert early.need_ids == ("N-0",)
    assert told(early) == [
        "23 outcomes are dated after 2023-02-01 (N-1 ...); they are left out",
        "there is one outcome only; that is too few to tell",
    ]


def test_outcomes_of_one_buyer_are_said_to_be_that(data):
    found = past_choices(data(buyers=("B-1",)), load_weights(), TODAY)

    assert told(found) == ["all outcomes come from one buyer, Satu; they say nothing of others"]


def test_few_outcomes_are_too_few_to_tell(data):
    lesson = learn(data(n=9), load_weights(), TODAY)

    assert (lesson.kept, lesson.mrr, lesson.n_needs) == (True, {}, 9)
    assert {(one.low, one.high) for one in lesson.changes} == {(None, None)}


def test_outcomes_that_follow_other_weights_are_learned(data):
    """Only what a firm makes decides here; the weights in use look almost only at the payment."""
    blind = load_weights().changed(component=0.01, process=0.6, material=0.6, wording=0.01)
    records = data(outcomes=())

    lesson = learn(records, blind, TODAY)

    assert lesson.mrr["after"].mean >= lesson.mrr["before"].mean
    assert lesson.events == ("2023", "2024")
    assert (lesson.first_day, lesson.n_outcomes) == ("2023-01-05", 24)


def test_a_lesson_survives_json(data):
    lesson = learn(data(), load_weights(), TODAY)

    assert Lesson.from_json(json.loads(json.dumps(lesson.to_json()))) == lesson


def test_a_lesson_of_an_earlier_linkmatch_is_read(data):
    told = learn(data(), load_weights(), TODAY).to_json()
    del told["first_ten"]

    assert Lesson.from_json(told).first_ten == {}


def test_first_ten_and_order_are_judged_too(data):
    """Three firms are there, so that all of them stand among the first ten."""
    lesson = learn(data(), load_weights(), TODAY)

    recall = lesson.first_ten["recall@10"]
    assert set(lesson.first_ten) == {"recall@10", "ndcg@10"}
    assert (recall["before"].mean, recall["after"].mean, recall["gain"].mean) == (1.0, 1.0, 0.0)


def test_figure_of_each_set_is_that_of_its_own_alternatives():
    choices = Choices.of(
        np.zeros((5, 1)), np.array([0, 0, 1, 1, 0], bool), np.array([0, 0, 0, 1, 1])
    )
    scores = np.array([3.0, 2.0, 1.0, 9.0, 8.0])  # the third of three, the first of two

    found = {of: of_sets(of, scores, choices).tolist() for of in (ndcg_at, reciprocal_rank)}

    assert found[ndcg_at] == pytest.approx([0.5, 1.0])
    assert found[reciprocal_rank] == pytest.approx([1 / 3, 1.0])


def test_the_same_records_have_the_same_digest(data):
    one, two = (learn(data(), load_weights(), TODAY).data_hash for _ in range(2))
    other = learn(data(n=23), load_weights(), TODAY).data_hash

    assert one == two != other


def test_without_an_outcome_nothing_is_learned(folder):
    lesson = learn(load(folder), load_weights(), TODAY)

    assert (lesson.kept, lesson.n_needs, lesson.last_event) == (True, 0, "")
    assert np.isclose(sum(one.after for one in lesson.changes), 2)
