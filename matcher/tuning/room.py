"""Room: how far each weight may move before the first places of a need change."""

import numpy as np
import pandas as pd

from matcher.errors import SettingsError
from matcher.pairs import all_pairs
from matcher.score import Scorer
from matcher.tuning.moves import moves
from matcher.weights import Weights

_STEP, _MOST = 1.1, 10.0


def room(scorer: Scorer, weights: Weights, need_id: str, k: int = 5) -> pd.DataFrame:
    """Give the factors between which each weight can move with the same first `k`, in order.

    The other weights stay as they are. Looked at in steps of a tenth, outward from 1: at most
    tenfold, and down to nothing.

    Returns
    -------
    pandas.DataFrame
        Indexed by criterion: `lowest` (0 to 1) and `highest` (1 to 10); a criterion without
        weight is left out.
    """
    at = list(scorer.needs.index).index(need_id)
    start = all_pairs(scorer, weights)
    up = [_STEP**n for n in range(1, int(np.log(_MOST) / np.log(_STEP)) + 1)]
    down = [*(1 / factor for factor in up), 0.0]

    def same(name: str, factor: float) -> bool:
        try:
            moved = weights.changed(**{name: factor * weights.criteria[name]})
        except SettingsError:  # nothing would be left of its side
            return False
        found = moves(start, all_pairs(scorer, moved)).first(at, k)
        return all(one.predecessor == one.supplier_id for one in found)

    def furthest(name: str, factors: list[float]) -> float:
        last = 1.0
        for factor in factors:
            if not same(name, factor):
                break
            last = factor
        return last

    rows = {
        name: {"lowest": furthest(name, down), "highest": furthest(name, up)}
        for name, weight in weights.criteria.items()
        if weight
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("criterion")
