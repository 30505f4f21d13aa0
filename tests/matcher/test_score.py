"""Scores against a hand calculation and against the sums they promise."""

from dataclasses import replace

import numpy as np
import pytest

from matcher import Scorer, Weights, load, load_weights
from matcher.pairs import all_pairs


@pytest.fixture
def scorer(folder):
    return Scorer(load(folder))


def position(scorer, need_id, row_id):
    return scorer.needs.index.get_loc(need_id), scorer.suppliers.index.get_loc(row_id)


def test_supplier_fit_by_hand(scorer):
    """N-1 offers raw material: S-1 asks for just that (1), S-2 needs nothing (1).

    S-3 is unknown: (1 + 1 + 5 * 0.5) / (2 + 5) = 9 / 14.
    """
    only_support = Weights({"component": 1, "support": 1})
    fit = scorer.scores(only_support).supplier_fit[scorer.needs.index.get_loc("N-1")]

    np.testing.assert_allclose(fit, [1, 1, 1, 9 / 14])


def test_score_mixes_both_sides_by_rho(scorer):
    scores = scorer.scores(load_weights().changed(rho=0.3))

    np.testing.assert_allclose(scores.score, 0.7 * scores.buyer_fit + 0.3 * scores.supplier_fit)


def test_process_fit_by_hand(scorer):
    """N-2 asks by implication; a maker that states nothing of it covers nothing."""
    weights = Weights({"process": 1, "support": 1}, rho=0)
    i, j = position(scorer, "N-1", "C-1")

    assert scorer.scores(weights).score[i, j] == pytest.approx(1)
    assert scorer.scores(weights).score[i, scorer.suppliers.index.get_loc("C-3")] == 0


def test_shares_sum_to_the_score_for_every_pair(scorer):
    score = scorer.scores().score

    for need_id in scorer.needs.index:
        for row_id in scorer.suppliers.index:
            total = sum(share.amount for share in scorer.shares(need_id, row_id))
            assert total == pytest.approx(score[position(scorer, need_id, row_id)])


def test_low_and_high_enclose_the_score_and_differ_by_what_is_unknown(scorer):
    scores = scorer.scores()

    assert (scores.low <= scores.score + 1e-12).all()
    assert (scores.score <= scores.high + 1e-12).all()
    np.testing.assert_allclose(scores.high - scores.low, 1 - scores.completeness, atol=1e-12)


def test_weight_moves_without_fitting_again(scorer):
    only_process = Weights({"process": 1, "support": 1}, rho=0)
    fits = scorer.fits

    scorer.scores(only_process)

    assert scorer.fits is fits


def test_a_change_of_weight_changes_only_its_criterion(scorer):
    i, j = position(scorer, "N-1", "C-3")
    weights = load_weights()
    before = {share.criterion: share.fit for share in scorer.shares("N-1", "C-3", weights)}

    after = {
        share.criterion: share.fit
        for share in scorer.shares("N-1", "C-3", weights.changed(distance=0.9))
    }

    assert after == before
    assert (
        scorer.scores(weights).score[i, j]
        != scorer.scores(weights.changed(distance=0.9)).score[i, j]
    )


def test_effective_weight_is_weight_times_spread(scorer):
    effective = scorer.effective_weights("N-1")
    i = scorer.needs.index.get_loc("N-1")
    raw = np.array(
        [
            load_weights().in_score(n) * scorer.fits[c, i].std()
            for c, n in enumerate(effective.index)
        ]
    )

    np.testing.assert_allclose(effective, raw / raw.sum())


def test_criterion_that_cannot_change_a_ranking_has_no_effective_weight(scorer):
    assert scorer.effective_weights("N-3")["distance"] == 0


def test_the_score_of_all_pairs_is_one_matrix_product(scorer):
    """DESIGN part 1: weights folded into the needs, then a single sparse product."""
    from scipy.sparse import hstack

    weights = load_weights()
    needs = hstack([weights.in_score(n) * scorer._of_needs[n].rows for n in scorer.blocks])
    suppliers = hstack([scorer._of_suppliers[n].rows for n in scorer.blocks])

    np.testing.assert_allclose((needs @ suppliers.T).toarray(), scorer.scores().score)


def test_a_decision_fits_nothing_anew_and_counts_at_once(scorer, folder):
    decided = scorer.data.overrides.assign()
    decided.loc[0] = dict.fromkeys(decided.columns) | {
        "event_id": "E-1",
        "supplier_id": "S-1",
        "buyer_id": "B-1",
        "kind": "never_meet",
        "reason": "pesaing",
    }

    after = scorer.on(replace(load(folder), overrides=decided))

    assert after.blocks is scorer.blocks
    assert (all_pairs(scorer).never.sum(), all_pairs(after).never.sum()) == (0, 1)


def test_other_capabilities_are_fitted_anew(scorer, folder):
    file = folder / "capabilities.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("knalpot", "rem block"), "utf-8")
    after = scorer.on(load(folder))

    anew = Scorer(load(folder))
    np.testing.assert_array_equal(after.scores().score, anew.scores().score)
    assert not np.array_equal(after.scores().score, scorer.scores().score)
