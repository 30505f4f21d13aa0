"""What a person sees first; the page calls only this."""

from features.language import mark
from matcher.access import Person, allowed
from matcher.overview import Overview, overview
from matcher.overview.calls import Call, calls
from matcher.pairs import all_pairs
from matcher.score import Scorer
from matcher.weights import Weights


@allowed(
    mark("the overview of all needs and IKM is for planners and viewers; ask a planner"),
    planner="all",
    viewer="all",
)
def see_overview(who: Person, scorer: Scorer, weights: Weights | None = None) -> Overview:
    """Sum up what is loaded, who finds whom, and what to do next."""
    return overview(scorer, weights)


@allowed(
    mark("whom to call and what to ask is for planners; ask one"),
    planner="all",
)
def list_calls(who: Person, scorer: Scorer, weights: Weights | None = None) -> tuple[Call, ...]:
    """Say of every IKM how complete it is and which three questions would tell most."""
    return calls(scorer, all_pairs(scorer, weights))
