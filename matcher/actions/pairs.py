"""What a person sees of all pairs at once: who is wanted most, and where everybody is."""

from collections.abc import Iterable

import pandas as pd

from features.language import mark
from matcher.access import Person, allowed
from matcher.overview.demand import demand
from matcher.pairs import all_pairs
from matcher.routes import Atlas, Link, atlas
from matcher.score import Scorer
from matcher.weights import Weights


@allowed(
    mark("who is wanted most is for planners and viewers; ask a planner"),
    planner="all",
    viewer="all",
)
def see_demand(who: Person, scorer: Scorer, weights: Weights | None = None) -> pd.DataFrame:
    """Say of every IKM how many needs it fits, leads, and carries alone."""
    return demand(all_pairs(scorer, weights))


@allowed(
    mark("the map of all firms is for planners and viewers; ask a planner"),
    planner="all",
    viewer="all",
)
def draw_atlas(
    who: Person,
    firms: pd.DataFrame,
    suppliers: Iterable[str],
    buyers: Iterable[str],
    links: Iterable[Link],
) -> Atlas:
    """Place firms on the map with what goes from one place to another."""
    return atlas(firms, suppliers, buyers, links)
