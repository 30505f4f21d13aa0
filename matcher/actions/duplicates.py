"""What a person decides about firms that may be one: which there are, and merging them."""

from typing import Any, NamedTuple

from features.language import mark
from matcher.access import Person, allowed, of_firms, of_region, region_of
from matcher.identity import Judgement, agreeing, find_duplicates
from matcher.importing.known_signs import known_signs
from matcher.store import Store, table
from matcher.store.known import known_firms
from matcher.store.merging import merge

_DECIDES = mark(
    "which firms are one is decided by planners, and by the regional office where both lie; "
    "ask a planner"
)


class Doubt(NamedTuple):
    """Two firms that are, or may be, one: all that identifies them, and what speaks for it.

    `agreeing` names what is the same in both, though perhaps written otherwise.
    """

    first: dict[str, Any]
    second: dict[str, Any]
    judgement: Judgement
    agreeing: frozenset[str] = frozenset()


@allowed(_DECIDES, whose=of_region, planner="all", coach="own")
def see_duplicates(who: Person, store: Store) -> list[Doubt]:
    """Find the pairs of firms that nobody has decided about, the surest first.

    A coach sees those of which both lie in its region, judged as a planner sees them.
    """
    firms = {f.firm_id: f._asdict() for f in known_firms(store) if not f.merged_into}
    known = known_signs(store)
    signs = {one.firm_id: one for one in known}
    links = table(store, "firm_link")
    decided = {frozenset(pair) for pair in zip(links["firm_id"], links["other_id"], strict=True)}
    region = region_of(who, store)
    return [
        Doubt(
            firms[pair.first],
            firms[pair.second],
            pair.judgement,
            agreeing(signs[pair.first], signs[pair.second]),
        )
        for pair in find_duplicates(known)
        if frozenset((pair.first, pair.second)) not in decided
        and (region is None or region.firms >= {pair.first, pair.second})
    ]


@allowed(_DECIDES, whose=of_firms("keep", "gone"), planner="all", coach="own")
def merge_firms(who: Person, store: Store, keep: str, gone: str) -> int:
    """Say that two firms are one; undone like any act."""
    return merge(store, who, keep, gone)
