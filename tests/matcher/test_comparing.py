"""Two runs beside each other: who entered, left and moved, and what did it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from matcher import Scorer, load, load_weights
from matcher.comparing import ENTERED, LEFT, MOVED, change_table, compare
from matcher.freezing import FrozenPair, Run, frozen_pairs
from matcher.overrides import PairRule
from matcher.weights import Weights, to_toml

EVEN = Weights({"component": 1, "process": 1, "support": 1}, rho=0.5)  # in the score 1/4, 1/4, 1/2
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


def run(weights=EVEN, version=1):
    return Run(1, "run", None, "Ani", NOON, version, to_toml(weights))


def frozen(supplier="S-1", rank=1, listed="ready", weights=EVEN, need="N-1", **said):
    """A pair that covers 0.4 of the component, 0.8 of the process, all of the support."""
    fits = {"component": 0.4, "process": 0.8, "support": 1.0} | said.pop("fits", {})
    shares = {name: weights.in_score(name) * fit for name, fit in fits.items()}
    facts = {"fits": fits, "stated": list(fits), "below_floor": False, "verdicts": [], "rules": []}
    score = said.pop("score", sum(shares.values()))
    numbers = {"score": score, "buyer_fit": 0.5, "supplier_fit": 0.5, "completeness": 1.0}
    rank = None if listed == "out" else rank
    return FrozenPair(
        need, supplier, "B-1", "C-1", listed, rank, **numbers, shares=shares, facts=facts | said
    )


def only(before, after, then=None, now=None, k=None):
    (change,) = compare((then or run(), before), (now or run(), after), k).changes
    return change


def test_equal_runs_have_no_changes():
    found = compare((run(), [frozen()]), (run(), [frozen()]))

    assert (found.changes, found.n_same) == ((), 1)


def test_weights_alone_explain_a_change_on_the_same_data():
    """Twice the weight of the process: 1/4 to 1/3 of the score, so 6.7 points more at 0.8."""
    heavy = EVEN.changed(process=2)

    change = only([frozen(rank=2)], [frozen(weights=heavy)], now=run(heavy))

    assert change.kind == MOVED
    assert change.why("en") == (
        "The weights changed: Process changed most (+6.7 points), its weight went from 25% to 33%."
    )


def test_facts_alone_explain_a_change_with_the_same_weights():
    change = only([frozen()], [frozen(fits={"component": 0.8})], now=run(version=2))

    assert change.why("en") == (
        "The facts changed: Component changed most (+10.0 points), it covers 80% of what is asked "
        "instead of 40%."
    )


def test_what_was_unknown_before_says_so():
    before = frozen(stated=["process", "support"])

    change = only([before], [frozen(fits={"component": 0.8})], now=run(version=2))

    assert [cause.kind for cause in change.causes] == ["stated"]


def test_weights_and_facts_together_are_split_and_sum_to_the_change():
    """Component 1/4 to 1/6, process 1/4 to 1/3: 3.3 less and 6.7 more by weights at the fits of
    then; the process falls from 0.8 to 0.4 at a third: 13.3 less by facts."""
    heavy = EVEN.changed(process=2)
    after = frozen(weights=heavy, fits={"process": 0.4})

    change = only([frozen()], [after], now=run(heavy, version=2))

    assert change.why("en") == (
        "Weights and facts changed: +3.3 points by weights, -13.3 by facts; Process changed most "
        "(+6.7 and -13.3)."
    )
    split = change.causes[0].split
    assert split.all_by_weights + split.all_by_facts == pytest.approx(
        100 * (change.after.score - change.before.score)
    )


def test_other_fits_on_the_same_data_are_blamed_on_the_program():
    change = only([frozen()], [frozen(fits={"component": 0.8})])

    assert [cause.kind for cause in change.causes] == ["method"]


def test_another_capability_is_not_blamed_on_facts_or_program():
    other = replace(frozen(fits={"component": 0.8}), row_id="C-2")

    change = only([frozen()], [other])

    assert change.why("en") == (
        "Another capability of the firm stands for it now: +0.0 points by weights, +10.0 by what "
        "it covers; Component changed most (+10.0 points)."
    )


def test_a_decision_is_named_with_its_reason():
    rule = {"kind": "never_meet", "reason": "sengketa", "who": "Ani"}

    change = only([frozen()], [frozen(listed="almost", rules=[rule])])

    assert change.causes[0].rule == PairRule(**rule)
    assert change.why("en") == "Decided or known since: never meet (sengketa; Ani)."


def test_a_withdrawn_decision_is_named_too():
    rule = {"kind": "must_meet", "reason": "diminta", "who": "Ani"}

    change = only([frozen(rank=3, rules=[rule])], [frozen(rank=2)])

    assert change.why("en") == "No longer so: must meet (diminta; Ani)."


def verdict(status, kind="process", value="las"):
    return {"kind": kind, "value": value, "status": status, "evidence": "", "implied": False}


@pytest.mark.parametrize(
    ("then", "now", "why"),
    [
        (["unknown"], ["pass"], "The must-have process las was not known and is met."),
        ([], ["unknown"], "The must-have process las is new: not known."),
        (["pass"], [], "The must-have process las is no longer asked."),
    ],
)
def test_answers_to_must_haves_are_named(then, now, why):
    before = frozen(listed="to_ask", verdicts=[verdict(status) for status in then])

    change = only([before], [frozen(verdicts=[verdict(status) for status in now])])

    assert change.why("en") == why


def test_who_fails_two_must_haves_left_the_lists():
    material = verdict("fail", "material", "baja")
    failed = [verdict("fail"), material]

    change = only([frozen(verdicts=[verdict("pass")])], [frozen(listed="out", verdicts=failed)])

    assert change.kind == LEFT
    assert change.why("en") == (
        "The must-have process las was met and is not met. The must-have material baja is new: "
        "not met."
    )


def test_new_needs_and_firms_are_told_apart():
    found = compare(
        (run(), [frozen()]),
        (run(), [frozen(), frozen("S-2", 2), frozen(need="N-2"), frozen("S-3", 3)]),
    )

    assert {(c.need_id, c.supplier_id): c.causes[0].kind for c in found.of_kind(ENTERED)} == {
        ("N-1", "S-2"): "firm",
        ("N-1", "S-3"): "firm",
        ("N-2", "S-1"): "need",
    }


def test_who_is_pushed_down_by_others_says_so():
    change = only([frozen(rank=1)], [frozen(rank=2)])

    assert change.why("en") == "Others rose past it or fell behind it."


def test_only_the_first_places_count_when_asked():
    before = [frozen("S-1", 1), frozen("S-2", 2)]
    after = [frozen("S-1", 2), frozen("S-2", 1)]

    found = compare((run(), before), (run(), after), k=1)

    assert [(c.kind, c.supplier_id) for c in found.changes] == [(ENTERED, "S-2"), (LEFT, "S-1")]


def test_who_must_meet_is_shown_whatever_its_rank():
    rule = {"kind": "must_meet", "reason": "diminta", "who": "Ani"}

    found = compare(
        (run(), [frozen(rank=9, rules=[rule])]), (run(), [frozen(rank=9, rules=[rule])]), k=1
    )

    assert found.n_same == 1


def test_real_runs_with_other_weights_differ_by_weights_only(folder):
    scorer = Scorer(load(folder))
    weights = load_weights()
    other = weights.changed(material=0, process=60)

    found = compare(
        (run(weights), frozen_pairs(scorer, weights)), (run(other), frozen_pairs(scorer, other))
    )

    kinds = {cause.kind for change in found.changes for cause in change.causes}
    assert "weights" in kinds and kinds <= {"weights", "others", "floor", "capability"}


def test_table_has_a_row_per_change_with_names():
    found = compare((run(), [frozen()]), (run(), [replace(frozen(), rank=2)]))

    table = change_table(found, "en", {"S-1": "UD Berkah"}.get)

    assert table.iloc[0].tolist() == [
        "moved", "N-1", "S-1", "UD Berkah", "ready 1", "ready 2", 80.0, 80.0,
        "Others rose past it or fell behind it.",
    ]  # fmt: skip
