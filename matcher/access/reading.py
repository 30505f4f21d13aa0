"""Reading: which criteria may count in what somebody reads.

A criterion that speaks of other firms, or of how a firm kept its word, would tell of it through
the order of a list even where no word of it is shown; it is left out of the sum.
"""

from matcher.weights import Weights

# how a firm kept its word is for planners; whom else a need or a buyer was served by is for nobody
_HIDDEN = {
    "buyer": ("reliability", "record"),
    "coach": ("reliability", "record"),
    "viewer": ("reliability", "record"),
    "ikm": (
        *("reliability", "record", "precedent"),
        *("partners", "popularity", "similar_partners"),  # shares of what all firms served
    ),
}


def weights_for(role: str, weights: Weights) -> Weights:
    """Give the weights that count in what a role reads; a planner reads with all of them."""
    hidden = {name: 0.0 for name in _HIDDEN.get(role, ()) if weights.criteria.get(name)}
    return weights.changed(**hidden) if hidden else weights
