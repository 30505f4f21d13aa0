"""What a person sees first; the page calls only this."""

from matcher.access import Person
from matcher.overview import Overview, overview
from matcher.score import Scorer
from matcher.weights import Weights


def see_overview(who: Person, scorer: Scorer, weights: Weights | None = None) -> Overview:  # noqa: ARG001
    """Sum up what is loaded, who finds whom, and what to do next."""
    return overview(scorer, weights)
