"""Knots: an amount as two neighbouring points of a logarithmic scale that share weight 1.

So a fit that bends becomes an inner product: the supplier holds the two knots beside its amount,
the need the fit at every knot, and between knots the product interpolates, without cliffs.
"""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from features.contract import Vectors


class Knots:
    """A logarithmic scale from `low` to `high` with `per_decade` knots in each power of ten."""

    def __init__(self, low: float, high: float, per_decade: int = 24) -> None:
        n_steps = round(np.log10(high / low) * per_decade)
        self.amounts = np.geomspace(low, high, n_steps + 1)

    def __len__(self) -> int:
        return len(self.amounts)

    def share(self, amounts: pd.Series | np.ndarray) -> csr_array:
        """Share 1 between the two knots beside each amount, shape (n, n_knots); NaN is all zero.

        Amounts beyond the ends count as the end.
        """
        position = self._positions(amounts)
        rows = np.flatnonzero(~np.isnan(position))
        below = np.minimum(position[rows].astype(int), len(self) - 2)
        part = position[rows] - below
        values = np.concatenate([1.0 - part, part])
        columns = np.concatenate([below, below + 1])
        shape = (len(position), len(self))
        shares = csr_array((values, (np.concatenate([rows, rows]), columns)), shape=shape)
        shares.eliminate_zeros()
        return shares

    def stated(self, amounts: pd.Series) -> Vectors:
        """Encode amounts as a supplier's vectors; a missing one is not stated."""
        return Vectors(self.share(amounts), amounts.notna().to_numpy())

    def at_least(self, demands: pd.Series | np.ndarray, decades: float) -> np.ndarray:
        """Fit of every knot with each demand, shape (n, n_knots); NaN is all zero.

        1 from the knot at or below the demand on, so that an amount that meets it fits in full;
        below that it falls with the logarithm, to 0 at `decades` powers of ten less.
        """
        return self._fit(-1.0, demands, decades)

    def at_most(self, demands: pd.Series | np.ndarray, decades: float) -> np.ndarray:
        """Fit as in `at_least`, for amounts that must not be above the demand."""
        return self._fit(1.0, demands, decades)

    def _fit(self, sign: float, demands: pd.Series | np.ndarray, decades: float) -> np.ndarray:
        position = self._positions(demands)
        snapped = np.floor(position + 1e-9) if sign < 0 else np.ceil(position - 1e-9)
        per_decade = (len(self) - 1) / np.log10(self.amounts[-1] / self.amounts[0])
        missing = sign * (np.arange(len(self)) - snapped[:, None]) / (per_decade * decades)
        return np.asarray(np.nan_to_num(np.clip(1.0 - missing, 0.0, 1.0)))

    def _positions(self, amounts: pd.Series | np.ndarray) -> np.ndarray:
        clipped = np.clip(np.asarray(amounts, dtype=float), self.amounts[0], self.amounts[-1])
        length = np.log(self.amounts[-1] / self.amounts[0])
        return np.asarray(np.log(clipped / self.amounts[0]) / length * (len(self) - 1))
