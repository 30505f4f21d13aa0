"""Nearest: the firms that lead a need's lists, found in an index instead of among all pairs.

Which firms stand first is found with `matcher.topk`; their scores, verdicts, lists and ranks are
then made by the same code as ever, from a scorer of those firms only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, hstack

from matcher.musts import Musts, musts_of
from matcher.pairs import LISTS, OUT
from matcher.score import Scorer
from matcher.topk import Index, Sides, best_lists, build, packed_lists, top
from matcher.weights import SIDE, Weights

LARGE = 5_000_000  # pairs of a need and a capability from which on an index is searched


def is_large(scorer: Scorer) -> bool:
    """Whether there are too many pairs to score them all."""
    return len(scorer.needs) * len(scorer.suppliers) > LARGE


@dataclass(frozen=True)
class Nearest:
    """An index of all capabilities, and what requirements say of them.

    Parameters
    ----------
    index
        The capabilities, the buyer's side first; equals stand by firm, then as they are stored.
    firm_ids
        Ids of the firms that supply, ascending.
    firm_of_row
        Position in `firm_ids` of each capability's firm.
    musts
        Answers must-haves for the capabilities.
    """

    index: Index
    firm_ids: np.ndarray
    firm_of_row: np.ndarray
    musts: Musts

    def firms_of(
        self, scorer: Scorer, need: int, weights: Weights, k: int
    ) -> tuple[np.ndarray, int]:
        """Give the firms that lead the three lists of a need, and how many firms fail twice.

        Parameters
        ----------
        scorer
            Knows the need and what was decided about it; its criteria are those of the index.
        need
            Position of the need in it.
        weights
            Fold into the need.
        k
            How many firms of each list, at most.
        """
        listed, own = self._listed(scorer, need), scorer.needs["firm_id"].iat[need]
        best = best_lists(listed, self.firm_of_row, len(self.firm_ids))
        best[self.firm_ids == own] = len(LISTS)
        n_lists = LISTS.index(OUT)
        bits, n_rows = packed_lists(self.index, listed, self.firm_of_row, best, n_lists)
        ruled = self._ruled(scorer, need)
        asked, sides = _asked(scorer, need, weights), _sides(scorer, weights)
        found = [ruled]
        for eligible, n in zip(bits, n_rows.tolist(), strict=True):
            found.append(self._leading(asked, sides, k + len(ruled), eligible, n))
        return np.unique(np.concatenate(found)), int((best == n_lists).sum())

    def _leading(
        self, asked: csr_array, sides: Sides, k: int, bits: np.ndarray, n_eligible: int
    ) -> np.ndarray:
        """Give the first k firms, by their best eligible capability."""
        n = min(k, n_eligible)
        while n:
            rows = top(self.index, asked, n, sides, [bits]).row[0]
            rows = rows[rows >= 0]
            firms = pd.unique(self.firm_of_row[rows])
            if len(firms) >= k or n >= n_eligible:
                return np.asarray(firms[:k])
            n = min(2 * n, n_eligible)
        return np.zeros(0, dtype=np.int64)

    def _listed(self, scorer: Scorer, need: int) -> np.ndarray:
        """Say in which list each capability stands, as positions in LISTS."""
        need_id, asked = scorer.needs.index[need], scorer.data.requirements
        musts = asked[asked["need_id"] == need_id][["kind", "value"]].to_numpy()
        return self.musts.listed(map(tuple, musts), scorer.needs["date"].iat[need])

    def _ruled(self, scorer: Scorer, need: int) -> np.ndarray:
        """Firms about which something was decided for this need: they are looked at in any case."""
        need_id = scorer.needs.index[need]
        firms = [firm for asked, firm in scorer.data.pair_rules if asked == need_id]
        return np.flatnonzero(np.isin(self.firm_ids, np.array(firms, dtype=str)))


def nearest_of(scorer: Scorer) -> Nearest:
    """Index the capabilities of a scorer."""
    firms = scorer.suppliers["firm_id"].to_numpy().astype(str)
    firm_ids, firm_of_row = np.unique(firms, return_inverse=True)
    vectors = [scorer.supplier_rows(name) for name in ordered(scorer.blocks)]
    index = index_of(csr_array(hstack(vectors)), [v.shape[1] for v in vectors], firm_of_row)
    musts = musts_of(scorer.suppliers, scorer.data.certificates_of)
    return Nearest(index, firm_ids, firm_of_row, musts)


def index_of(rows: csr_array, widths: Sequence[int], firm_of_row: np.ndarray) -> Index:
    """Index vectors: those of all criteria side by side, in the order that `ordered` gives."""
    starts = np.concatenate([[0], np.cumsum(widths)])
    order = np.lexsort((np.arange(len(firm_of_row)), firm_of_row))
    tie = np.empty(len(order), dtype=np.int64)
    tie[order] = np.arange(len(order))
    return build(rows, starts, tie=tie)


def ordered(blocks: Iterable[str]) -> list[str]:
    """Name the buyer's side first, so that one column parts the two."""
    return sorted(blocks, key=lambda name: SIDE[name] != "buyer")


def _asked(scorer: Scorer, need: int, weights: Weights) -> csr_array:
    rows = [scorer.need_rows(n)[[need]] * weights.share(n) for n in ordered(scorer.blocks)]
    return csr_array(hstack(rows))


def _sides(scorer: Scorer, weights: Weights) -> Sides:
    widths = [scorer.need_rows(name).shape[1] for name in scorer.blocks if SIDE[name] == "buyer"]
    return Sides(sum(widths), 1.0 - weights.rho, weights.rho, weights.floor)
