"""What a person decides about firms that may be one: which there are, and merging them."""

from typing import Any, NamedTuple

from features.language import mark
from matcher.access import Person, allowed
from matcher.identity import Judgement, Signs, find_duplicates
from matcher.store import Store, table
from matcher.store.known import firm_signs, names_of
from matcher.store.merging import merge

_DECIDES = mark("which firms are one is for planners and regional offices to decide; ask one")


class Doubt(NamedTuple):
    """Two firms that are, or may be, one: all that identifies them, and what speaks for it."""

    first: dict[str, Any]
    second: dict[str, Any]
    judgement: Judgement


@allowed(_DECIDES, planner="all", coach="all")
def see_duplicates(who: Person, store: Store) -> list[Doubt]:
    """Find the pairs of firms that nobody has decided about, the surest first."""
    names = names_of(store)
    firms = {f["firm_id"]: dict(f) for f in firm_signs(store) if not f["merged_into"]}
    known = [
        Signs(**{k: v for k, v in f.items() if k != "merged_into"}, aliases=tuple(names.get(i, ())))
        for i, f in firms.items()
    ]
    links = table(store, "firm_link")
    decided = {frozenset(pair) for pair in zip(links["firm_id"], links["other_id"], strict=True)}
    return [
        Doubt(firms[pair.first], firms[pair.second], pair.judgement)
        for pair in find_duplicates(known)
        if frozenset((pair.first, pair.second)) not in decided
    ]


@allowed(_DECIDES, planner="all", coach="all")
def merge_firms(who: Person, store: Store, keep: str, gone: str) -> int:
    """Say that two firms are one; undone like any act."""
    return merge(store, who, keep, gone)
