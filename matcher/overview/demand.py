"""Demand: which IKM too many needs want, and on which a need depends alone."""

import numpy as np
import pandas as pd

from matcher.pairs import Pairs


def demand(pairs: Pairs) -> pd.DataFrame:
    """Give one row per IKM, the most wanted first: how many needs it fits, leads and carries.

    Returns
    -------
    DataFrame
        `supplier_id`; `n_fitting` needs that it fits; `n_first` of these in which no other fits
        better; `n_alone` in which no other fits at all; `best`, its highest score with any need,
        0 to 100. Ties by id.
    """
    fits = pairs.fitting
    score = np.where(fits, pairs.scores.score.round(9), -1.0)
    first = fits & (score == score.max(axis=1, keepdims=True))
    alone = fits & (fits.sum(axis=1, keepdims=True) == 1)
    table = pd.DataFrame(
        {
            "supplier_id": pairs.firm_ids,
            "n_fitting": fits.sum(axis=0),
            "n_first": first.sum(axis=0),
            "n_alone": alone.sum(axis=0),
            "best": (100 * np.where(pairs.met, pairs.scores.score, 0.0).max(axis=0)).round(1),
        }
    )
    order = ["n_fitting", "n_first", "supplier_id"]
    return table.sort_values(order, ascending=[False, False, True]).reset_index(drop=True)
