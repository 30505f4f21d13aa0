"""What a person does with runs and decisions: keep a run, compare two, decide about a pair."""

from collections.abc import Callable

import pandas as pd

from features.language import mark
from matcher.access import Person, allowed
from matcher.comparing import Comparison, change_table, compare
from matcher.freezing import FrozenPair, Run
from matcher.score import Scorer
from matcher.store import Store
from matcher.store import overrides as decisions
from matcher.store import runs as kept
from matcher.weights import Weights

_KEEPS = mark("runs are for planners; ask one")
_DECIDES = mark("decisions about pairs are for planners; ask one")


@allowed(_KEEPS, planner="all")
def freeze_run(
    who: Person,
    store: Store,
    scorer: Scorer,
    weights: Weights | None = None,
    name: str = "",
    event_id: str | None = None,
    note: str | None = None,
) -> int:
    """Keep all pairs as they stand with these weights; give the number of the run."""
    return kept.freeze(store, who, scorer, weights, name, event_id, note)


@allowed(_KEEPS, planner="all")
def list_runs(who: Person, store: Store, event_id: str | None = None) -> list[Run]:
    """List the runs, the latest first."""
    return kept.list_runs(store, event_id)


@allowed(_KEEPS, planner="all")
def see_run(
    who: Person,
    store: Store,
    run_id: int,
    need_id: str | None = None,
    supplier_id: str | None = None,
) -> tuple[Run, list[FrozenPair]]:
    """Give a run and its listed pairs, of one need or one supplier if named."""
    return kept.get_run(store, run_id), kept.run_pairs(store, run_id, need_id, supplier_id)


@allowed(_KEEPS, planner="all")
def compare_runs(
    who: Person,
    store: Store,
    before: int,
    after: int,
    k: int | None = None,
) -> Comparison:
    """Say pair by pair who entered, left or moved from one run to another, and why."""
    return compare(kept.run_with_pairs(store, before), kept.run_with_pairs(store, after), k)


@allowed(_KEEPS, planner="all")
def table_of_changes(
    who: Person,
    found: Comparison,
    language: str,
    name_of: Callable[[str], str] = str,
) -> pd.DataFrame:
    """Give a comparison as a table to take away."""
    return change_table(found, language, name_of)


@allowed(_DECIDES, planner="all")
def decide_pair(
    who: Person,
    store: Store,
    event_id: str,
    supplier_id: str,
    buyer_id: str,
    kind: str,
    reason: str,
    need_id: str | None = None,
    version: int | None = None,
) -> str:
    """Decide that a pair must meet, never meets or was moved, and why."""
    return decisions.decide(
        store, who, event_id, supplier_id, buyer_id, kind, reason, need_id, version
    )


@allowed(_DECIDES, planner="all")
def withdraw_decision(who: Person, store: Store, record_id: str, version: int | None = None) -> int:
    """Take a decision about a pair back."""
    return decisions.withdraw(store, who, record_id, version)


@allowed(_DECIDES, planner="all")
def list_decisions(who: Person, store: Store, event_id: str | None = None) -> pd.DataFrame:
    """List what was decided about pairs, by whom and why, also what was taken back."""
    return decisions.overrides(store, event_id)


@allowed(_DECIDES, planner="all")
def link_firms(
    who: Person, store: Store, firm_id: str, other_id: str, kind: str = "same_owner"
) -> int:
    """Say that two firms have one owner or belong to one group."""
    return decisions.link_firms(store, who, firm_id, other_id, kind)
