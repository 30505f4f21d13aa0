"""Nearest: the firms that lead a need's lists, found in an index instead of among all pairs.

Which firms stand first is found with `matcher.topk`; their scores, verdicts, lists and ranks are
then made by the same code as ever, from a scorer of those firms only.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, hstack

from matcher.musts import Musts
from matcher.pairs import LISTS, OUT
from matcher.score import Scorer
from matcher.topk import Index, Sides, build, packed, top
from matcher.weights import SIDE, Weights

LARGE = 5_000_000  # pairs of a need and a capability from which on an index is searched


def is_large(scorer: Scorer) -> bool:
    """Whether there are too many pairs to score them all."""
    return len(scorer.needs) * len(scorer.suppliers) > LARGE


@dataclass
class Nearest:
    """An index of a scorer's capabilities, and what requirements say of them."""

    scorer: Scorer

    def firms_of(self, need: int, weights: Weights, k: int) -> tuple[np.ndarray, int]:
        """Give the firms that lead the three lists of a need, and how many firms fail twice.

        Parameters
        ----------
        need
            Position of the need.
        weights
            Fold into the need.
        k
            How many firms of each list, at most.
        """
        listed, own = self._listed(need), self.scorer.needs["firm_id"].iat[need]
        best = np.full(len(self.firm_ids), len(LISTS))
        np.minimum.at(best, self.firm_of_row, listed)
        best[self.firm_ids == own] = len(LISTS)
        ruled = self._ruled(need)
        found = [ruled]
        for place in range(LISTS.index(OUT)):
            eligible = (listed == place) & (best[self.firm_of_row] == place)
            found.append(self._leading(need, weights, k + len(ruled), eligible))
        return np.unique(np.concatenate(found)), int((best == LISTS.index(OUT)).sum())

    def of_firms(self, firms: np.ndarray, need: int) -> Scorer:
        """Give a scorer of all capabilities of some firms and of one need."""
        rows = np.flatnonzero(np.isin(self.firm_of_row, firms))
        return self.scorer.narrowed(rows, np.array([need]))

    @cached_property
    def index(self) -> Index:
        """The capabilities of all firms; equals stand by firm, then as they are stored."""
        vectors = [self.scorer.supplier_rows(name) for name in self._blocks]
        starts = np.concatenate([[0], np.cumsum([rows.shape[1] for rows in vectors])])
        order = np.lexsort((np.arange(len(self.firm_of_row)), self.firm_of_row))
        tie = np.empty(len(order), dtype=np.int64)
        tie[order] = np.arange(len(order))
        return build(csr_array(hstack(vectors)), starts, tie=tie)

    @cached_property
    def firm_ids(self) -> np.ndarray:
        """Ids of the firms that supply, ascending."""
        return self._firms[0]

    @cached_property
    def firm_of_row(self) -> np.ndarray:
        """Position in `firm_ids` of each capability's firm."""
        return self._firms[1]

    @cached_property
    def _firms(self) -> tuple[np.ndarray, np.ndarray]:
        firms = self.scorer.suppliers["firm_id"].to_numpy().astype(str)
        ids, of_row = np.unique(firms, return_inverse=True)
        return ids, of_row

    @cached_property
    def _blocks(self) -> list[str]:
        """The buyer's side first, so that one column parts the two."""
        return sorted(self.scorer.blocks, key=lambda name: SIDE[name] != "buyer")

    def _leading(self, need: int, weights: Weights, k: int, eligible: np.ndarray) -> np.ndarray:
        """Give the first k firms, by their best eligible capability."""
        bits, asked = packed(self.index, eligible), self._asked(need, weights)
        sides, n = self._sides(weights), min(k, int(eligible.sum()))
        while n:
            rows = top(self.index, asked, n, sides, [bits]).row[0]
            rows = rows[rows >= 0]
            firms = pd.unique(self.firm_of_row[rows])
            if len(firms) >= k or n >= eligible.sum():
                return np.asarray(firms[:k])
            n = min(2 * n, int(eligible.sum()))
        return np.zeros(0, dtype=np.int64)

    def _asked(self, need: int, weights: Weights) -> csr_array:
        rows = [self.scorer.need_rows(name)[[need]] * weights.share(name) for name in self._blocks]
        return csr_array(hstack(rows))

    def _sides(self, weights: Weights) -> Sides:
        widths = [
            self.scorer.need_rows(name).shape[1] for name in self._blocks if SIDE[name] == "buyer"
        ]
        return Sides(sum(widths), 1.0 - weights.rho, weights.rho, weights.floor)

    def _listed(self, need: int) -> np.ndarray:
        """Say in which list each capability stands, as positions in LISTS."""
        need_id, asked = self.scorer.needs.index[need], self.scorer.data.requirements
        musts = asked[asked["need_id"] == need_id][["kind", "value"]].to_numpy()
        return self._musts.listed(map(tuple, musts), self.scorer.needs["date"].iat[need])

    @cached_property
    def _musts(self) -> Musts:
        return Musts(self.scorer.suppliers, self.scorer.data.certificates_of)

    def _ruled(self, need: int) -> np.ndarray:
        """Firms about which something was decided for this need: they are looked at in any case."""
        need_id = self.scorer.needs.index[need]
        firms = [firm for asked, firm in self.scorer.data.pair_rules if asked == need_id]
        return np.flatnonzero(np.isin(self.firm_ids, np.array(firms, dtype=str)))
