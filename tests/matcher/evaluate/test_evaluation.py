"""Evaluation on a split: figures against ir-measures, and a future that has no influence."""

from datetime import date

import ir_measures
import numpy as np
import pandas as pd
import pytest

from features.language import translator
from matcher import load_weights
from matcher.errors import DataError
from matcher.evaluate import evaluate, rank, read_history, split_at
from matcher.evaluate.figures import group

DAY = date(2017, 1, 1)


@pytest.fixture
def ranked(history):
    return rank(history, DAY, load_weights())


@pytest.mark.parametrize("name", ["all", "new_pairs"])
def test_figures_are_those_of_ir_measures(ranked, name):
    """Ties are broken by chance first: trec_eval breaks them by id, ours by expectation."""
    rng = np.random.default_rng(0)
    for by_group in ranked.scores.values():
        broken = by_group[name] + 1e-6 * rng.random(by_group[name].shape)
        by_group[name] = broken.argsort(axis=1).argsort(axis=1).astype(float)
    found = evaluate(ranked, k=3, groups=(name,))["methods"]
    of, firms = group(ranked.split, name), ranked.split.suppliers["firm_id"].to_numpy()
    needs = ranked.split.needs.index
    qrels = [
        ir_measures.Qrel(needs[i], firms[j], 1)
        for i in of.asked
        for j in np.flatnonzero(of.there[i] & of.won[i])
    ]
    measures = {
        "recall@3": ir_measures.R @ 3,
        "mrr": ir_measures.RR,
        "ndcg@3": ir_measures.nDCG @ 3,
    }

    for method, by_group in ranked.scores.items():
        run = [
            ir_measures.ScoredDoc(needs[i], firms[j], by_group[name][i, j])
            for i in of.asked
            for j in np.flatnonzero(of.there[i])
        ]
        theirs = ir_measures.calc_aggregate(list(measures.values()), qrels, run)
        for figure, measure in measures.items():
            assert found[method][name][figure] == pytest.approx(theirs[measure]), (method, figure)


def _changed_future(found, how):
    """Alter what the history says from the split on, but for the needs that are ranked."""
    future = pd.to_datetime(found["needs"]["date"]).dt.date >= DAY
    ids, rng = set(found["needs"]["id"][future]), np.random.default_rng(1)
    later = found["outcomes"]["need_id"].isin(ids)
    if how == "outcomes":
        firms = found["outcomes"].loc[later, "supplier_id"]
        found["outcomes"].loc[later, "supplier_id"] = rng.permutation(firms.to_numpy())
    if how == "texts":
        texts = found["needs"].loc[future, "text"]
        found["needs"].loc[future, "text"] = rng.permutation(texts.to_numpy())
    if how == "dates":
        days = found["needs"].loc[future, "date"]
        found["needs"].loc[future, "date"] = rng.permutation(days.to_numpy())
    if how == "absence":
        keep = sorted(ids)[0]
        found["needs"] = found["needs"][~future | (found["needs"]["id"] == keep)]
        found["outcomes"] = found["outcomes"][~later | (found["outcomes"]["need_id"] == keep)]
    return found


@pytest.mark.parametrize("how", ["outcomes", "texts", "dates", "absence"])
def test_the_future_influences_no_score(made, written, ranked, how):
    """One need from after the split is ranked alike, whatever the others of its time were."""
    own = made()["needs"].set_index("id")
    found = _changed_future(made(), how)
    there = found["needs"].set_index("id")
    same = [
        i
        for i in there.index
        if there.loc[i, ["text", "date"]].equals(own.loc[i, ["text", "date"]])
    ]

    other = rank(read_history(written(found)), DAY, load_weights())

    shared = [i for i in same if i in ranked.split.needs.index and i in other.split.needs.index]
    assert len(shared) > 0
    rows = [
        ranked.split.needs.index.get_indexer(shared),
        other.split.needs.index.get_indexer(shared),
    ]
    for method, by_group in ranked.scores.items():
        for name, scores in by_group.items():
            np.testing.assert_array_equal(
                scores[rows[0]], other.scores[method][name][rows[1]], f"{method} {name}"
            )
    assert other.weights == ranked.weights


def test_a_split_knows_only_what_came_before(history):
    split = split_at(history, DAY)

    assert split.past["date"].max() < DAY <= split.needs["date"].min()
    assert max(past.date for row in split.suppliers["served"] for past in row) < DAY
    assert split.served.sum() == (history.needs["date"] < DAY).sum()


def test_new_pairs_leave_out_whom_the_buyer_took_before(history):
    split = split_at(history, DAY)
    before = history.outcomes.merge(history.needs, left_on="need_id", right_index=True)
    before = before[before["date"] < DAY]
    taken = set(zip(before["firm_id"], before["supplier_id"], strict=True))

    met = {
        (buyer, firm)
        for i, buyer in enumerate(split.needs["firm_id"])
        for firm in split.suppliers["firm_id"][split.met[i]]
    }

    assert met == {pair for pair in taken if pair[0] in set(split.needs["firm_id"])}
    assert not (group(split, "new_pairs").there & split.met).any()


def test_ours_is_better_than_chance_and_every_figure_has_an_interval(ranked):
    found = evaluate(ranked, k=3)

    ours, chance = (found["methods"][name]["all"] for name in ("linkmatch", "random"))
    low, high = ours["intervals"]["recall@3"]
    assert chance["recall@3"] == pytest.approx(3 / 15)
    assert chance["recall@3"] < low < ours["recall@3"] < high
    assert found["differences"]["linkmatch - BM25"]["all"].keys() == {"recall@3", "mrr", "ndcg@3"}


def test_few_needs_are_too_few_to_tell(made, written):
    found = made(60)

    told = evaluate(rank(read_history(written(found)), date(2015, 12, 1), load_weights()))

    assert told["methods"]["linkmatch"]["all"]["intervals"]["mrr"] == "too few to tell"
    assert told["differences"]["linkmatch - BM25"]["all"]["mrr"] == "too few to tell"


def test_one_outcome_before_the_split_keeps_the_weights_and_says_so(made, written):
    found = made(60)
    found["outcomes"] = found["outcomes"].iloc[[0, *range(40, 60)]]

    ranked = rank(read_history(written(found)), date(2014, 1, 12), load_weights())

    assert ranked.weights["linkmatch-learned"]["all"]["kept"]
    assert "too few" not in ranked.remarks[0].message
    assert ranked.remarks[0].text(translator("en")) == (
        "only 0 needs before 2014-01-12 can teach anything (10 are needed); the weights stay"
    )


@pytest.mark.parametrize("day", [date(2010, 1, 1), date(2030, 1, 1)])
def test_a_split_without_a_past_or_a_future_is_one_line(history, day):
    with pytest.raises(DataError) as error:
        rank(history, day, load_weights())

    assert "the needs go from 2014-01-10 to" in translator("en")(
        error.value.message, **error.value.values
    )
