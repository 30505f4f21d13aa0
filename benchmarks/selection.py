"""Selection at the size of a large event: seconds of select() beside an integer program of scipy.

400 synthetic IKM and 150 buyers, every IKM scored with every need: firms differ in quality, and a
need suits the IKM of its own trade better. Both choose under caps of 8 and 14 meetings, floors of 2
and at most 8 IKM per need, and must come to the same score. Prices, reserves and the effect of
evenness stand beside it.
Run: python benchmarks/selection.py [--json] [--seed 0] [--needs 150] [--rounds 5]
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

sys.path.insert(0, str(Path(__file__).parents[1]))

from matcher.planner.limits import Limits
from matcher.planner.pricing import prices
from matcher.planner.reserves import reserves
from matcher.planner.selection import Selection, select

N_SUPPLIERS, N_BUYERS, N_TRADES = 400, 150, 8
SUPPLIER_CAP, BUYER_CAP, FLOOR, NEED_CAP, LEAST_SCORE = 8, 14, 2, 8, 30.0
LIMITS = Limits(SUPPLIER_CAP, BUYER_CAP, FLOOR, FLOOR, NEED_CAP)
EVENNESS = (0.0, 0.25, 0.5, 0.75, 1.0)


def draw_pairs(n_needs: int, seed: int) -> pd.DataFrame:
    """Score every IKM with every need, to a hundredth of a point."""
    rng = np.random.default_rng(seed)
    quality = 8 * rng.standard_normal(N_SUPPLIERS)
    trade, wanted = rng.integers(N_TRADES, size=N_SUPPLIERS), rng.integers(N_TRADES, size=n_needs)
    suits = 12.0 * (trade[:, None] == wanted[None, :])
    chance = 12 * rng.standard_normal((N_SUPPLIERS, n_needs))
    score = np.clip(50 + quality[:, None] + suits + chance, 0, 100).round(2)
    supplier, need = (code.ravel() for code in np.indices(score.shape))
    names = [
        np.array([f"{kind}-{at:03}" for at in range(n)], dtype=object)
        for kind, n in (("S", N_SUPPLIERS), ("B", N_BUYERS), ("N", n_needs))
    ]
    return pd.DataFrame(
        {
            "supplier_id": names[0][supplier],
            "buyer_id": names[1][need % N_BUYERS],
            "need_id": names[2][need],
            "score": score.ravel(),
            "fails_requirement": np.zeros(score.size, dtype=bool),
        }
    )


def by_integer_program(pairs: pd.DataFrame) -> float:
    """Give the best score by scipy's milp: one whole variable per pair, floors to be kept."""
    fitting = pairs[pairs["score"] >= LEAST_SCORE]
    supplier, buyer, need = (
        pd.factorize(fitting[name], sort=True)[0] for name in ("supplier_id", "buyer_id", "need_id")
    )
    rules = [
        _sums(supplier, FLOOR, SUPPLIER_CAP),
        _sums(buyer, FLOOR, BUYER_CAP),
        _sums(need, 0, NEED_CAP),
    ]
    if fitting["need_id"].nunique() > N_BUYERS:
        rules.append(_sums(supplier * N_BUYERS + buyer, 0, 1))
    ones = np.ones(len(fitting))
    result = milp(
        -fitting["score"].to_numpy(),
        integrality=ones,
        bounds=Bounds(0, 1),
        constraints=rules,
        options={"mip_rel_gap": 0.0},
    )
    return -float(result.fun)


def _sums(groups: np.ndarray, least: float, most: float) -> LinearConstraint:
    found, rows = np.unique(groups, return_inverse=True)
    cells = (np.ones(len(rows)), (rows, np.arange(len(rows))))
    return LinearConstraint(coo_array(cells, shape=(len(found), len(rows))).tocsr(), least, most)


def seconds_of(action: Callable[[], Any], rounds: int) -> tuple[float, Any]:
    """Give the median of some runs in seconds, and the last result."""
    taken, result = [], None
    for _ in range(rounds):
        start = time.perf_counter()
        result = action()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken), result


def evenness_row(pairs: pd.DataFrame, level: float, whole: float) -> dict[str, float]:
    """Tell what a level of evenness does, without floors, beside the score without it."""
    found = select(pairs, Limits(SUPPLIER_CAP, BUYER_CAP), evenness=level, least_score=LEAST_SCORE)
    return {
        "evenness": level,
        "gini_suppliers": round(found.gini_suppliers, 3),
        "gini_buyers": round(found.gini_buyers, 3),
        "score_percent": round(100 * found.score / whole, 2),
        "n_meetings": len(found.chosen),
    }


def measure(n_needs: int, seed: int, rounds: int) -> dict[str, Any]:
    """Measure everything once; the peer and the calibration loop in the same run."""
    pairs = draw_pairs(n_needs, seed)

    def choose() -> Selection:
        return select(pairs, LIMITS, least_score=LEAST_SCORE)

    choose()
    select_s, selection = seconds_of(choose, rounds)
    peer_s, peer_score = seconds_of(lambda: by_integer_program(pairs), 1)
    prices_s, priced = seconds_of(lambda: prices(selection), 1)
    reserves_s, _ = seconds_of(lambda: reserves(selection), 1)
    calibration_s, _ = seconds_of(lambda: sum(range(2_000_000)), rounds)
    free = select(pairs, Limits(SUPPLIER_CAP, BUYER_CAP), least_score=LEAST_SCORE)
    return {
        "n_pairs": len(pairs),
        "n_meetings": len(selection.chosen),
        "n_unmet": len(selection.unmet),
        "score": round(selection.score, 2),
        "peer_score": round(peer_score, 2),
        "select_s": round(select_s, 3),
        "milp_s": round(peer_s, 3),
        "prices_s": round(prices_s, 3),
        "n_prices": len(priced),
        "reserves_s": round(reserves_s, 3),
        "calibration_s": round(calibration_s, 3),
        "evenness": [evenness_row(pairs, level, free.score) for level in EVENNESS],
    }


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--needs", type=int, default=N_BUYERS)
    parser.add_argument("--rounds", type=int, default=5)
    told = parser.parse_args()
    found = measure(told.needs, told.seed, told.rounds)
    if told.json:
        print(json.dumps(found))
        return
    levels = found.pop("evenness")
    for name, value in found.items():
        print(f"{name:14} {value}")
    print(pd.DataFrame(levels).to_string(index=False))


if __name__ == "__main__":
    main()
