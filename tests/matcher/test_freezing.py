"""Frozen pairs: the same places and scores as the lists, with all that they rest on."""

import pytest

from matcher import Scorer, load, load_weights, shortlist
from matcher.freezing import frozen_pairs
from matcher.pairs import OUT


@pytest.fixture
def scorer(folder):
    return Scorer(load(folder))


def test_every_list_of_every_need_is_kept_as_it_stands(scorer):
    frozen = [p for p in frozen_pairs(scorer) if p.listed != OUT]

    shown = [c for need_id in scorer.needs.index for c in shortlist(scorer, need_id).candidates]
    assert [(p.need_id, p.supplier_id, p.row_id, p.listed, p.rank, p.score) for p in frozen] == [
        (c.need_id, c.supplier_id, c.row_id, c.listed, c.rank, c.score) for c in shown
    ]
    assert [p.verdicts for p in frozen] == [c.verdicts for c in shown]


def test_shares_sum_to_the_score_and_are_those_that_explain_it(scorer):
    weights = load_weights().changed(process=40, rho=0.3)

    for one in frozen_pairs(scorer, weights):
        if one.listed != OUT:
            told = {
                share.criterion: share.amount
                for share in scorer.shares(one.need_id, one.row_id, weights)
            }
            assert one.shares == pytest.approx(told, abs=1e-8)
            assert sum(one.shares.values()) == pytest.approx(one.score, abs=1e-7)


def test_pair_out_of_all_lists_keeps_what_rules_it_out(scorer):
    (out,) = [p for p in frozen_pairs(scorer) if p.listed == OUT]

    assert (out.need_id, out.supplier_id, out.rank, out.shares) == ("N-1", "S-2", None, {})
    assert [v.kind for v in out.verdicts] == ["material", "volume_per_month"]


def test_need_without_a_buyer_is_kept_too(scorer):
    assert {p.buyer_id for p in frozen_pairs(scorer) if p.need_id == "N-3"} == {None}
