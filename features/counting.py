"""Counting: what a criterion learns of suppliers, as counts that add up over parts of a table.

So a table in parts, wherever they lie, gives to the last bit the fit of the table at once.
"""

from collections import Counter
from collections.abc import Hashable
from typing import Self

import pandas as pd

Counts = Counter[Hashable]

ROWS = "rows"  # the key under which those rows are counted that state anything


class CountingMixin:
    """Fits to counts; as it stands, it learns nothing."""

    def count(self, suppliers: pd.DataFrame) -> Counts:  # noqa: ARG002  part of the contract
        """Count what the fit needs to know; of an unfitted criterion, and additive."""
        return Counter()

    def fit_counts(self, counts: Counts) -> Self:  # noqa: ARG002  part of the contract
        """Learn the columns and how much each tells from the counts of all parts."""
        return self

    def fit(self, suppliers: pd.DataFrame) -> Self:
        """Learn from one row per capability."""
        return self.fit_counts(self.count(suppliers))
