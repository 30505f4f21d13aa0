"""What an IKM reads about itself; nothing here gives a score, a rank or another IKM."""

from features.language import mark
from matcher.access import Person, allowed, of, weights_for
from matcher.advice import (
    Advice,
    NeedForSupplier,
    Reasons,
    advice,
    need_facts,
    needs_for,
    reasons,
)
from matcher.advice.release import DRAWING
from matcher.advice.supplier_needs import step_of
from matcher.agenda.released import needs_met
from matcher.dataset import STORED
from matcher.score import Scorer
from matcher.store import Store
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
    store: Store | None = None,
) -> tuple[NeedForSupplier, ...]:
    """List the needs that fit an IKM, that may fit it, and that it misses by one must-have.

    Without the store nobody is known to meet, so that less of each need is told.
    """
    firm_id = scorer.data.resolve(supplier_id)
    return needs_for(scorer, firm_id, _read(scorer, weights), _meets(scorer, firm_id, store))


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
    return advice(scorer, scorer.data.resolve(supplier_id), _read(scorer, weights))


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
    store: Store | None = None,
) -> Reasons:
    """Say why a need suits an IKM, in the IKM's own terms."""
    firm_id = scorer.data.resolve(supplier_id)
    meets = _meets(scorer, firm_id, store)
    return reasons(scorer, need_id, firm_id, _read(scorer, weights), language, meets)


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
    supplier_id: str | None = None,
    store: Store | None = None,
) -> list[tuple[str, str]]:
    """Tell what purchasing states about a need, without its price and contact.

    An IKM, or who looks on for it, reads as much as its buyer lets go of.
    """
    reader = who.firm_id if who.role == "ikm" else supplier_id
    meets = _meets(scorer, reader, store) if reader else frozenset()
    step = step_of(scorer, need_id, meets) if reader or who.role == "ikm" else DRAWING
    return need_facts(scorer.needs.loc[need_id].to_dict(), language, step)


def _read(scorer: Scorer, weights: Weights | None) -> Weights:
    """Leave out what an IKM must not read, whoever looks on."""
    return weights_for("ikm", weights or scorer.weights)


def _meets(scorer: Scorer, supplier_id: str, store: Store | None) -> frozenset[str]:
    if store is None or scorer.data.folder != STORED:
        return frozenset()
    return needs_met(store, supplier_id)
