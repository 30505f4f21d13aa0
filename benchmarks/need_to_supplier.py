"""Which supplier served which need: wording and precedent against four named peers.

Real awards of public tenders, in three tables (suppliers, needs, outcomes). A supplier is what it
served before the split; needs from the split on that one of them won are ranked once, with
settings that were chosen on the splits 2015 to 2018. "New pairs" leaves out, need by need, the
suppliers that had served that buyer before the split.
Run: python benchmarks/need_to_supplier.py [DIR] [--split 2019-01-01] [--until DATE] [--json]
"""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import bm25s
import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer

from features.block import Block
from features.precedent import Past, Precedent
from features.wording import Wording
from matcher.metrics import Interval, ndcg_at, paired_bootstrap, recall_at, reciprocal_rank

# what was served tells more than the words it was told in: chosen by reason, not tuned
WEIGHTS = {Wording: 0.3, Precedent: 0.7}
FIGURES: dict[str, Callable[[np.ndarray, np.ndarray], float]] = {
    "recall@10": recall_at,
    "MRR": reciprocal_rank,
    "NDCG@10": ndcg_at,
}
OURS, PEERS = "wording + precedent", ("BM25", "nearest past need")


@dataclass(frozen=True)
class Split:
    """What was known before a day, and the needs to rank; `won` and `met` are (needs, suppliers).

    `served` has shape (n_past, n_suppliers); `met` says who had served that buyer before.
    """

    suppliers: pd.DataFrame
    past: pd.DataFrame
    needs: pd.DataFrame
    served: np.ndarray
    won: np.ndarray
    met: np.ndarray


def read_split(folder: Path, day: date, until: date = date.max) -> Split:
    """Divide the tables at a day; needs from `until` on are left out."""
    needs = pd.read_csv(folder / "needs.csv", index_col="id").rename_axis("need_id")
    needs = needs.assign(date=pd.to_datetime(needs["date"]).dt.date).sort_index()
    needs = needs.rename(columns={"text": "wording"})
    outcomes = pd.read_csv(folder / "outcomes.csv").drop_duplicates()
    when = outcomes["need_id"].map(needs["date"])
    before = outcomes[when < day]
    after = outcomes[(when >= day) & (when < until)]
    after = after[after["supplier_id"].isin(before["supplier_id"])]
    firms = pd.Index(sorted(before["supplier_id"].unique()))
    past = needs.loc[sorted(before["need_id"].unique())]
    asked = needs.loc[sorted(after["need_id"].unique())]
    buyers = pd.Index(needs["buyer"].unique())
    known = _marks(before["need_id"].map(needs["buyer"]), before["supplier_id"], buyers, firms)
    return Split(
        suppliers=_profiles(before, needs, firms),
        past=past,
        needs=asked,
        served=_marks(before["need_id"], before["supplier_id"], past.index, firms),
        won=_marks(after["need_id"], after["supplier_id"], asked.index, firms),
        met=known[buyers.get_indexer(asked["buyer"])],
    )


def rankings(split: Split) -> dict[str, np.ndarray]:
    """Score all needs with all suppliers, by method; every array has shape (needs, suppliers)."""
    profiles, asked = list(split.suppliers["wording"]), list(split.needs["wording"])
    near = _cosine(list(split.past["wording"]), asked)
    return {
        "popularity": np.tile(split.served.sum(axis=0, dtype=float), (len(asked), 1)),
        "TF-IDF cosine": _cosine(profiles, asked),
        "BM25": _bm25(profiles, asked),
        "nearest past need": np.stack(
            [np.where(split.served, row[:, None], 0.0).max(axis=0) for row in near]
        ),
        OURS: sum(weight * _fit(c(), split) for c, weight in WEIGHTS.items()),
    }


def figures(scores: np.ndarray, split: Split, new_pairs: bool) -> pd.DataFrame:
    """Measure one method, one row per need that a candidate won."""
    rows = {}
    for i, need_id in enumerate(split.needs.index):
        candidate = ~split.met[i] if new_pairs else np.ones(len(split.suppliers), dtype=bool)
        won = split.won[i, candidate]
        if won.any():
            at = scores[i, candidate]
            rows[need_id] = {name: measure(at, won) for name, measure in FIGURES.items()}
    return pd.DataFrame.from_dict(rows, orient="index")


def results(split: Split) -> dict[str, dict[str, object]]:
    """Give per group of pairs n, every method's figures and ours less the two best peers."""
    scores, found = rankings(split), {}
    for group, new_pairs in (("all", False), ("new pairs", True)):
        by_method = {name: figures(array, split, new_pairs) for name, array in scores.items()}
        ours = by_method[OURS]
        found[group] = {
            "n": len(ours),
            "methods": {name: _intervals(table) for name, table in by_method.items()},
            "less": {name: _intervals(ours, by_method[name]) for name in PEERS},
        }
    return found


def _fit(criterion: Wording | Precedent, split: Split) -> np.ndarray:
    block = Block(criterion).fit(split.suppliers, split.past)
    asked, offered = block.need_vectors(split.needs), block.supplier_vectors(split.suppliers)
    return (asked.rows @ offered.rows.T).toarray()


def _profiles(before: pd.DataFrame, needs: pd.DataFrame, firms: pd.Index) -> pd.DataFrame:
    """One row per supplier: the texts of what it served as its wording, and the past needs."""
    served = {
        firm: [Past(n, needs.at[n, "wording"], needs.at[n, "date"]) for n in sorted(ids)]
        for firm, ids in before.groupby("supplier_id")["need_id"]
    }
    return pd.DataFrame(
        {
            "firm_id": firms,
            "wording": [" ; ".join(past.text for past in served[firm]) for firm in firms],
            "served": [tuple(served[firm]) for firm in firms],
        }
    )


def _marks(rows: pd.Series, columns: pd.Series, on: pd.Index, across: pd.Index) -> np.ndarray:
    marked = np.zeros((len(on), len(across)), dtype=bool)
    marked[on.get_indexer(rows), across.get_indexer(columns)] = True
    return marked


def _cosine(texts: list[str], asked: list[str]) -> np.ndarray:
    encoder = TfidfVectorizer(ngram_range=(1, 2))
    return (encoder.fit_transform(texts) @ encoder.transform(asked).T).toarray().T


def _bm25(texts: list[str], asked: list[str]) -> np.ndarray:
    """Rank with bm25s as it comes, but with stop words, which serves it better here."""
    words, queries = (
        bm25s.tokenize(rows, stopwords=None, return_ids=False, show_progress=False)
        for rows in (texts, asked)
    )
    index = bm25s.BM25()
    index.index(words, show_progress=False)
    return np.stack([index.get_scores(query) for query in queries])


def _intervals(table: pd.DataFrame, other: pd.DataFrame | None = None) -> dict[str, Interval]:
    return {
        name: paired_bootstrap(table[name], None if other is None else other[name])
        for name in FIGURES
    }


def _print(found: dict[str, dict[str, object]]) -> None:
    for group, result in found.items():
        title = f"{group}: {result['n']} needs"
        print(f"{title:29}" + "".join(f"  {name:<23}" for name in FIGURES).rstrip())
        rows = {**result["methods"], **{f"ours less {k}": v for k, v in result["less"].items()}}
        for name, cells in rows.items():
            text = "".join(f"  {c.mean:6.3f} [{c.low:6.3f}, {c.high:6.3f}]" for c in cells.values())
            print(f"  {name:27}{text}")


def main() -> None:
    """Print the tables: mean and 95 percent interval of recall@10, MRR and NDCG@10."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    here = Path(__file__).with_suffix("")
    parser.add_argument("folder", nargs="?", type=Path, default=here, metavar="DIR")
    parser.add_argument("--split", type=date.fromisoformat, default=date(2019, 1, 1))
    parser.add_argument("--until", type=date.fromisoformat, default=date.max)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    if not (wanted.folder / "needs.csv").exists():
        sys.exit(f"there is no needs.csv in '{wanted.folder}'; give the folder of the three tables")
    found = results(read_split(wanted.folder, wanted.split, wanted.until))
    if wanted.json:
        print(json.dumps(found, default=asdict, indent=2))
    else:
        _print(found)


if __name__ == "__main__":
    main()
