"""Evaluation: how well a ranking would have done, on what was not yet known."""

from matcher.evaluate.evaluation import Ranked, evaluate, rank, ranked_above
from matcher.evaluate.history import History, read_history
from matcher.evaluate.records import history_of
from matcher.evaluate.split import Split, earlier_splits, split_at
from matcher.evaluate.teaching import learn_history

__all__ = [
    "History",
    "Ranked",
    "Split",
    "earlier_splits",
    "evaluate",
    "history_of",
    "learn_history",
    "rank",
    "ranked_above",
    "read_history",
    "split_at",
]
