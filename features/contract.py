"""What a criterion is: one kind of evidence, as a need vector and a supplier vector.

A criterion knows nothing of weights and nothing of what unknown is worth: `Block` adds that, the
same way for all of them.
"""

from dataclasses import dataclass
from typing import ClassVar, Protocol, Self

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from features.counting import Counts


@dataclass(frozen=True)
class Vectors:
    """Sparse rows, shape (n, n_terms), and how much of each rests on something stated.

    `stated` lies in [0, 1] and has shape (n,), or (n, n_aspects) where a row can state one thing
    and leave out another: a foundry's greatest weight, but not its tolerance. On the need's side
    it says how the weight of 1 is divided.
    """

    rows: csr_array
    stated: np.ndarray

    @property
    def by_aspect(self) -> np.ndarray:
        """What is stated as floats, shape (n, n_aspects)."""
        return self.stated.reshape(len(self.stated), -1).astype(float)


@dataclass(frozen=True)
class Term:
    """What one column of a criterion's vectors stands for; `key` is its node or word, if any.

    `aspect` says to which column of `Vectors.stated` it belongs.
    """

    name_id: str
    name_en: str
    key: str = ""
    aspect: int = 0

    def label(self, language: str) -> str:
        """Name the term in `id` or `en`."""
        return self.name_id if language == "id" else self.name_en


class Criterion(Protocol):
    """One kind of evidence whose inner product is the share covered, in [0, 1].

    The class docstring's first line is the description that people read. Constructor arguments
    are settings (scikit-learn's `clone` keeps them). What is not stated is an all-zero row.
    `CountingMixin` has `count` and `fit_counts` for a criterion that learns nothing.
    """

    name: ClassVar[str]
    title: ClassVar[Term]  # the name that people read
    side: ClassVar[str]  # "buyer": does the supplier serve the need; "supplier": is the need good
    default_fit: ClassVar[float]  # what unknown is worth before any supplier stated anything

    def count(self, suppliers: pd.DataFrame) -> Counts:
        """Count what the fit needs to know of one row per capability; parts add up."""

    def fit_counts(self, counts: Counts) -> Self:
        """Learn the columns and how much each tells."""

    def supplier_vectors(self, suppliers: pd.DataFrame) -> Vectors:
        """Encode capabilities; values in [0, 1]."""

    def need_vectors(self, needs: pd.DataFrame) -> Vectors:
        """Encode needs so that the product with a supplier vector lies in [0, 1]."""

    def terms(self) -> list[Term]:
        """Name the columns."""
