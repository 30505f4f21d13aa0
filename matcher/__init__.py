"""Score, shortlist and explain pairs of IKM and buyers."""

from matcher.dataset import Dataset, Problem
from matcher.errors import DataError, LinkmatchError, NotFoundError, SettingsError
from matcher.folder import load
from matcher.score import Scorer, Scores, Share
from matcher.shortlist import Candidate, Shortlist, pair, shortlist
from matcher.weights import Weights, load_weights

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
