"""An index gives the same shortlists as scoring all pairs, and the same firms first."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from matcher import Scorer, load, load_weights
from matcher.shortlisting import first_candidates, shortlist

ROOT = Path(__file__).parents[2]
K = 5


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer(load(ROOT / "data/demo_event"))


@pytest.mark.parametrize("changes", [{}, {"rho": 0.0}, {"rho": 0.9, "floor": 0.5}, {"distance": 0}])
def test_the_first_of_every_list_are_those_of_all_pairs(
    scorer: Scorer, changes: dict[str, float]
) -> None:
    weights = load_weights().changed(**changes)
    needs = list(scorer.needs.index[::4])

    found = {need: _plain(first_candidates(scorer, need, weights, K).table()) for need in needs}

    assert found == {
        need: _plain(shortlist(scorer, need, weights).top(K).table()) for need in needs
    }


def test_who_fails_twice_is_counted(scorer: Scorer) -> None:
    needs = list(scorer.needs.index)

    found = [first_candidates(scorer, need, scorer.weights, K).n_out for need in needs]

    assert found == [shortlist(scorer, need).n_out for need in needs]
    assert sum(found) > 0


def test_what_the_organisers_decided_counts(scorer: Scorer) -> None:
    need = scorer.needs.index[0]
    all_of_it = shortlist(scorer, need)
    decided = [(all_of_it.ready[0], "never_meet"), (all_of_it.candidates[-1], "must_meet")]
    rows = [
        dict.fromkeys(scorer.data.overrides.columns)
        | {"reason": "decided"}
        | {"need_id": need, "buyer_id": one.buyer_id, "supplier_id": one.supplier_id, "kind": kind}
        for one, kind in decided
    ]
    overrides = pd.DataFrame(rows, columns=scorer.data.overrides.columns, dtype=object)
    ruled = Scorer(replace(scorer.data, overrides=overrides))

    found = first_candidates(ruled, need, ruled.weights, 2)

    both = (found, shortlist(ruled, need).top(2), all_of_it.top(2))
    ours, expected, before = (_plain(one.table().drop(columns="rank")) for one in both)
    assert ours == expected  # whoever must meet and stands far down has a rank among those found
    assert ours != before


def test_a_firm_is_not_among_the_first_for_its_own_need(scorer: Scorer) -> None:
    need = scorer.needs.index[0]
    first = shortlist(scorer, need).ready[0].supplier_id
    needs = scorer.data.needs.copy()
    needs.loc[needs["need_id"] == need, "firm_id"] = first
    own = Scorer(replace(scorer.data, needs=needs))

    found = first_candidates(own, need, own.weights, K).table()

    assert _plain(found) == _plain(shortlist(own, need).top(K).table())
    assert first not in set(found["supplier_id"])


def _plain(table: pd.DataFrame) -> list[tuple[object, ...]]:
    """Rows with scores to nine digits."""
    return list(table.round(9).itertuples(index=False, name=None))
