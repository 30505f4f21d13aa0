"""Score, shortlist and explain pairs of IKM and buyers.

What is named here is read in when it is first asked for, so that a short command starts at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.dataset import Dataset, Problem
    from matcher.errors import DataError, LinkmatchError, NotFoundError, SettingsError
    from matcher.folder import load
    from matcher.score import Scorer, Scores, Share
    from matcher.shortlisting import Candidate, Shortlist, pair, shortlist
    from matcher.weights import Weights, load_weights
else:

    def __getattr__(name: str) -> object:
        """Find a name of the list below in the module that holds it."""
        if name in __all__:
            for module in ("errors", "dataset", "weights", "folder", "score", "shortlisting"):
                if hasattr(found := import_module(f"matcher.{module}"), name):
                    return getattr(found, name)
        raise AttributeError(f"module 'matcher' has no attribute '{name}'")


__all__ = [
    "Candidate",
    "DataError",
    "Dataset",
    "LinkmatchError",
    "NotFoundError",
    "Problem",
    "Scorer",
    "Scores",
    "SettingsError",
    "Share",
    "Shortlist",
    "Weights",
    "load",
    "load_weights",
    "pair",
    "shortlist",
]
