"""What an IKM reads about itself; nothing here gives a score, a rank or another IKM."""

from features.language import mark
from matcher.access import Person, allowed, of
from matcher.advice import (
    Advice,
    NeedForSupplier,
    Reasons,
    advice,
    need_facts,
    needs_for,
    reasons,
)
from matcher.score import Scorer
from matcher.weights import Weights


@allowed(
    mark(
        "the needs that suit an IKM are for planners, that IKM and its regional office; "
        "ask a planner"
    ),
    whose=of(supplier="supplier_id"),
    planner="all",
    ikm="own",
    coach="own",
)
def needs_for_supplier(
    who: Person,
    scorer: Scorer,
    supplier_id: str,
    weights: Weights | None = None,
) -> tuple[NeedForSupplier, ...]:
    """List the needs that fit an IKM, that may fit it, and that it misses by one must-have."""
    return needs_for(scorer, scorer.data.resolve(supplier_id), weights)


@allowed(
    mark("advice for an IKM is for planners, that IKM and its regional office; ask a planner"),
    whose=of(supplier="supplier_id"),
    planner="all",
    ikm="own",
    coach="own",
)
def advise_supplier(
    who: Person,
    scorer: Scorer,
    supplier_id: str,
    weights: Weights | None = None,
) -> Advice:
    """Say what an IKM can write, answer or improve to open the most needs."""
    return advice(scorer, scorer.data.resolve(supplier_id), weights)


@allowed(
    mark(
        "why a need suits an IKM is for planners, that IKM and its regional office; ask a planner"
    ),
    whose=of(supplier="supplier_id"),
    planner="all",
    ikm="own",
    coach="own",
)
def reasons_for_supplier(
    who: Person,
    scorer: Scorer,
    need_id: str,
    supplier_id: str,
    weights: Weights | None = None,
    language: str = "id",
) -> Reasons:
    """Say why a need suits an IKM, in the IKM's own terms."""
    return reasons(scorer, need_id, scorer.data.resolve(supplier_id), weights, language)


@allowed(
    mark(
        "what a need asks is for planners, viewers, IKM, regional offices and the buyer whose "
        "need it is; ask a planner"
    ),
    whose=of(need="need_id"),
    planner="all",
    buyer="own",
    ikm="all",
    coach="all",
    viewer="all",
)
def facts_of_need(
    who: Person,
    scorer: Scorer,
    need_id: str,
    language: str,
) -> list[tuple[str, str]]:
    """Tell what purchasing states about a need, without its price and contact."""
    return need_facts(scorer.needs.loc[need_id].to_dict(), language)
