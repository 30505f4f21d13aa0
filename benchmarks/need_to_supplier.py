"""Which supplier served which need: linkmatch as shipped and with learned weights, and its peers.

Real awards of public tenders, in three tables (suppliers, needs, outcomes). For each split all
needs from that day on are ranked with what was known before it; `linkmatch-learned` learns its
weights on the years before the split only. Pooled over the splits stands the difference in
recall@10 to the nearest past need: with all needs from each split on (a need may stand in several
splits, and is drawn once for all of them), and with the needs of the next twelve months only.
Run: python benchmarks/need_to_supplier.py DIR [--splits 2016-01-01 ...] [--json]
"""

import argparse
import json
import sys
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from matcher import load_weights
from matcher.errors import LinkmatchError
from matcher.evaluate import Ranked, evaluate, rank, read_history
from matcher.evaluate.evaluation import LEARNED, OURS
from matcher.evaluate.figures import ALL, NEW_PAIRS, group, measure

PEER, FIGURE, YEAR = "nearest past need", "recall@10", timedelta(days=365)
SPLITS = [date(year, 1, 1) for year in range(2016, 2020)]


def differences(ranked: Ranked, method: str, name: str) -> pd.Series:
    """Give the difference in recall@10 to the nearest past need, by need."""
    of = group(ranked.split, name)
    ours, peer = (measure(ranked.scores[m][name], of, 10)[FIGURE] for m in (method, PEER))
    return pd.Series(ours - peer, index=ranked.split.needs.index[of.asked])


def pooled(found: list[pd.Series], n_resamples: int = 1000, seed: int = 0) -> dict[str, float]:
    """Give the mean over splits and needs, with a 95 percent interval over needs."""
    by_need = pd.concat(found).groupby(level=0).agg(["sum", "count"]).to_numpy(float)
    drawn = np.random.default_rng(seed).integers(0, len(by_need), (n_resamples, len(by_need)))
    sums = by_need[drawn].sum(axis=1)
    low, high = np.quantile(sums[:, 0] / sums[:, 1], [0.025, 0.975])
    return {"mean": by_need[:, 0].sum() / by_need[:, 1].sum(), "low": low, "high": high}


def results(folder: Path, splits: list[date]) -> dict[str, dict]:
    """Give every split's figures and the pooled differences."""
    history, weights = read_history(folder), load_weights()
    ranked = {day: rank(history, day, weights) for day in splits}
    found: dict[str, dict] = {str(day): evaluate(one) for day, one in ranked.items()}
    for name in (ALL, NEW_PAIRS):
        for method in (OURS, LEARNED):
            each = {day: differences(one, method, name) for day, one in ranked.items()}
            soon = [
                one[[history.needs.at[i, "date"] < day + YEAR for i in one.index]]
                for day, one in each.items()
            ]
            found.setdefault("pooled", {})[f"{method}, {name}"] = {
                "from the split on": pooled(list(each.values())),
                "the next twelve months": pooled(soon),
            }
    return found


def _print(found: dict[str, dict]) -> None:
    for day, one in found.items():
        if day == "pooled":
            continue
        for name in (ALL, NEW_PAIRS):
            print(f"{day}, {name}: {one['methods'][OURS][name]['n']} needs")
            for method, by_group in one["methods"].items():
                cell = by_group[name]
                figures = "".join(
                    f"  {figure} {cell[figure]:.3f} [{low:.3f}, {high:.3f}]"
                    for figure, (low, high) in cell["intervals"].items()
                )
                print(f"  {method:18}{figures}  shown {cell['coverage']:4.0%} {cell['gini']:.2f}")
            weights = one["weights"][LEARNED][name]
            told = ", ".join(f"{k} {v:.2f}" for k, v in weights.items() if isinstance(v, float))
            print(f"  learned: {told}{' (kept)' if weights['kept'] else ''}")
    print(f"pooled over the splits, {FIGURE} less {PEER}:")
    for name, one in found["pooled"].items():
        cells = (f"{period} {_told(one[period])}" for period in one)
        print(f"  {name:29}" + "  ".join(cells))


def _told(one: dict[str, float]) -> str:
    return f"{one['mean']:.3f} [{one['low']:.3f}, {one['high']:.3f}]"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--splits", nargs="+", type=date.fromisoformat, default=SPLITS)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    try:
        found = results(wanted.folder, wanted.splits)
    except LinkmatchError as error:
        sys.exit(error.message.format(**error.values))
    if wanted.json:
        print(json.dumps(found, indent=2))
    else:
        _print(found)


if __name__ == "__main__":
    main()
