"""Ranking: the fits of a history's needs and suppliers, and weights learned from what came before.

A history states texts, buyers and dates, so four criteria have something to say.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from features import Block, Partners, Popularity, Precedent, Wording
from matcher.evaluate.history import History
from matcher.evaluate.split import Split, earlier_splits
from matcher.learn import Choices, WeightLearner
from matcher.weights import Weights

CRITERIA = (Wording, Precedent, Partners, Popularity)
NAMES = tuple(criterion.name for criterion in CRITERIA)
MIN_NEEDS = 10  # fewer needs are too few to tell anything
# learning it leads everybody to the same few firms, and costs recall in the years after
HELD = (NAMES.index("popularity"),)


def fits_of(split: Split) -> np.ndarray:
    """Give the fit of every criterion, shape (n_needs, n_suppliers, n_criteria)."""
    found = np.empty((*split.won.shape, len(CRITERIA)))
    one = split.past.iloc[:1]  # says what vague needs are worth: the same for all suppliers
    for position, criterion in enumerate(CRITERIA):
        block = Block(criterion()).fit(split.suppliers, one)
        asked, offered = block.need_vectors(split.needs), block.supplier_vectors(split.suppliers)
        found[:, :, position] = (asked.rows @ offered.rows.T).toarray()
    return found


def given(weights: Weights) -> np.ndarray:
    """Give the weights of the criteria that a history states; they sum to 1."""
    raw = np.array([weights.criteria.get(name, 0.0) for name in NAMES])
    return raw / raw.sum() if raw.sum() else np.full(len(NAMES), 1.0 / len(NAMES))


@dataclass(frozen=True)
class Examples:
    """The needs of the training period, each with what was known at the start of its year."""

    splits: tuple[Split, ...]
    fits: tuple[np.ndarray, ...]

    def choices(self, new_pairs: bool) -> Choices:
        """Give a choice set for each need: the suppliers known then, or only new partners."""
        fits, chosen, sets = [], [], []
        n_sets = 0
        for split, found in zip(self.splits, self.fits, strict=True):
            there = ~split.met if new_pairs else np.ones_like(split.met)
            needs, suppliers = np.nonzero(there)
            fits.append(found[needs, suppliers])
            chosen.append(split.won[needs, suppliers])
            sets.append(n_sets + needs)
            n_sets += len(split.needs)
        if not fits:
            empty = np.zeros(0)
            return Choices.of(np.zeros((0, len(NAMES))), empty, empty)
        return Choices.of(*(np.concatenate(parts) for parts in (fits, chosen, sets)))


def examples_before(
    history: History, split: Split, told: Callable[[Split], None] = lambda _: None
) -> Examples:
    """Collect what can be learned from before a split; nothing from its day on stands in it."""

    def each() -> Iterator[tuple[Split, np.ndarray]]:
        for earlier in earlier_splits(history, split.day):
            yield earlier, fits_of(earlier)
            told(earlier)

    found = list(each())
    return Examples(tuple(s for s, _ in found), tuple(f for _, f in found))


def learned(examples: Examples, current: np.ndarray, new_pairs: bool) -> WeightLearner | None:
    """Learn weights for all pairs or for new ones; None when there are too few needs to tell."""
    choices = examples.choices(new_pairs)
    if choices.n_sets < MIN_NEEDS:
        return None
    held = (*HELD, NAMES.index("partners")) if new_pairs else HELD
    return WeightLearner(current, held=held).fit_choices(choices)
