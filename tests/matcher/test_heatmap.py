"""The map of all needs against all IKM says what the shortlists say."""

import pytest

from matcher import Scorer, Weights, load, shortlist
from matcher.heatmap import FITTING, heat_map
from matcher.pairs import ALMOST, OUT, TO_ASK


@pytest.fixture
def scorer(folder):
    return Scorer(load(folder))


def test_each_cell_holds_the_score_of_its_own_pair(scorer):
    table = heat_map(scorer).set_index(["need_id", "supplier_id"])

    for need_id in scorer.needs.index:
        for one in shortlist(scorer, need_id).candidates:
            assert table.loc[(need_id, one.supplier_id), "score"] == round(100 * one.score, 1)


def test_state_is_fitting_or_the_list(scorer):
    """S-1 meets N-1 and misses the process of N-2; S-2 misses both must-haves of N-1."""
    weights = scorer.weights.changed(minimum=0.0, floor=0.0, enough=0.3)

    table = heat_map(scorer, weights).set_index(["need_id", "supplier_id"])["state"]

    assert [table["N-1", firm] for firm in ("S-1", "S-2", "S-3")] == [FITTING, OUT, TO_ASK]
    assert table["N-2", "S-1"] == ALMOST


def test_the_ikm_that_fits_most_needs_stands_first(folder):
    """S-2 welds for two needs, S-1 casts for one, S-3 is unknown."""
    (folder / "needs.csv").write_text(
        "need_id,firm_id,component,processes\nN-1,,aaa,las\nN-2,,bbb,cor\nN-3,,ccc,las\n",
        encoding="utf-8",
    )
    (folder / "requirements.csv").unlink()
    weights = Weights({"process": 1, "payment": 1}, rho=0.0, floor=0.0, minimum=0.8)

    table = heat_map(Scorer(load(folder)), weights)

    assert table["supplier_id"].tolist() == ["S-2", "S-1", "S-3"] * 3
    assert table[table["state"] == FITTING][["need_id", "supplier_id"]].values.tolist() == [
        ["N-1", "S-2"],
        ["N-2", "S-1"],
        ["N-3", "S-2"],
    ]


def test_a_firms_own_need_is_left_out(folder):
    (folder / "needs.csv").write_text(
        "need_id,firm_id,component\nN-1,S-1,rem block\n", encoding="utf-8"
    )
    (folder / "requirements.csv").unlink()

    table = heat_map(Scorer(load(folder)))

    assert sorted(table["supplier_id"]) == ["S-2", "S-3"]
    assert table.index.tolist() == [0, 1]
