"""Heat map: all needs against all IKM as one long table, ready to be drawn."""

import numpy as np
import pandas as pd

from matcher.pairs import ALMOST, LISTS, OUT, READY, TO_ASK, all_pairs
from matcher.score import Scorer
from matcher.weights import Weights

FITTING = "fitting"
STATES = (FITTING, READY, TO_ASK, ALMOST, OUT)


def heat_map(scorer: Scorer, weights: Weights | None = None) -> pd.DataFrame:
    """Give one row per need and IKM: `need_id`, `supplier_id`, `score` (0 to 100), `state`.

    `state` is fitting where a meeting makes sense, else the list the pair stands in. Needs stand
    in their order; the IKM that fits most needs stands first. A firm's own need is left out.
    """
    pairs = all_pairs(scorer, weights)
    states = np.array(LISTS)[pairs.listed]
    states = np.where(pairs.fitting, FITTING, states)
    busiest = np.lexsort((-pairs.scores.score.mean(axis=0), -pairs.fitting.sum(axis=0)))
    n_needs, n_firms = states.shape
    table = pd.DataFrame(
        {
            "need_id": np.repeat(scorer.needs.index.to_numpy(), n_firms),
            "supplier_id": np.tile(pairs.firm_ids[busiest], n_needs),
            "score": (100 * pairs.scores.score[:, busiest]).round(1).ravel(),
            "state": states[:, busiest].ravel(),
        }
    )
    return table[pairs.met[:, busiest].ravel()].reset_index(drop=True)
