"""The synthetic event: who finds the suppliers that a buyer would really take?

The hidden truth (`event_truth.csv`) comes from a model of plants and parts of its own
(`make/event`), never from the vocabulary or a function of the score. Every method ranks the same
firms behind the same must-haves; peers get all the text of a firm and of a need, stemmed as ours.
Run: python benchmarks/event.py [--regional] [--shuffled] [--seed 0] [--folder DIR --truth FILE]
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import bm25s
import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer

from features.language import stems
from matcher import Scorer, load
from matcher.metrics import Interval, ndcg_at, paired_bootstrap, recall_at
from matcher.pairs import ALMOST, LISTS, all_pairs

TRUTH = Path(__file__).with_name("event_truth.csv")
FIGURES: dict[str, Callable[[np.ndarray, np.ndarray], float]] = {
    "recall@10": recall_at,
    "NDCG@10": ndcg_at,
}
PEERS = ("BM25", "TF-IDF cosine")
OURS, WITH_HISTORY = "linkmatch", "BM25, past needs too"
FIRM_TEXT = ("product", "processes", "materials", "machines", "industry", "certificates", "kbli")
NEED_TEXT = ("component", "description", "processes", "materials", "industry", "certificates")


class Event(NamedTuple):
    """A fitted event; `gains` and `eligible` have shape (n_needs, n_firms)."""

    scorer: Scorer
    firm_ids: np.ndarray
    gains: np.ndarray
    eligible: np.ndarray


def read_event(
    folder: str = "demo_event", truth_file: Path = TRUTH, shuffle: int | None = None
) -> Event:
    """Load the event and its truth; shuffled, each need gets the truth of another one."""
    scorer = Scorer(load(folder))
    pairs = all_pairs(scorer)
    truth = pd.read_csv(truth_file)
    table = truth.pivot(index="need_id", columns="supplier_id", values="grade")
    gains = table.reindex(index=scorer.needs.index, columns=pairs.firm_ids).fillna(0).to_numpy()
    if shuffle is not None:
        gains = np.random.default_rng(shuffle).permutation(gains, axis=0)
    return Event(scorer, pairs.firm_ids, gains, pairs.listed < LISTS.index(ALMOST))


def scores_of(event: Event, seed: int = 0) -> dict[str, np.ndarray]:
    """Score all pairs with every method, shape (n_needs, n_firms) each."""
    firms, needs = _firm_texts(event), _texts(event.scorer.needs, NEED_TEXT)
    return {
        "random": np.random.default_rng(seed).random(event.gains.shape),
        "BM25": _bm25(firms, needs),
        WITH_HISTORY: _bm25(_with_history(event, firms), needs),
        "TF-IDF cosine": _cosine(firms, needs),
        OURS: all_pairs(event.scorer).scores.score,
    }


def figures(event: Event, scores: np.ndarray) -> dict[str, np.ndarray]:
    """One value per need that has a true supplier, for each figure."""
    asked = np.flatnonzero(event.gains.sum(axis=1))
    ranked = np.where(event.eligible, scores, -np.inf)
    ranked = np.where(event.eligible, ranked, np.nanmin(scores) - 1.0)
    return {
        name: np.array([of(ranked[i], event.gains[i]) for i in asked])
        for name, of in FIGURES.items()
    }


def better_peer(found: dict[str, dict[str, np.ndarray]], figure: str) -> str:
    """Name the peer with the higher mean."""
    return max(PEERS, key=lambda peer: float(found[peer][figure].mean()))


def _firm_texts(event: Event) -> list[str]:
    rows = event.scorer.suppliers
    texts = pd.Series(_texts(rows, FIRM_TEXT), index=rows["firm_id"].to_numpy())
    return list(texts.groupby(level=0).agg(" ; ".join).reindex(event.firm_ids))


def _with_history(event: Event, firms: list[str]) -> list[str]:
    """Add the words of the needs that each firm served, which the named peers do not get."""
    served = event.scorer.suppliers.groupby("firm_id")["served"].first()
    return [
        " ; ".join([text, *(past.text for past in served[firm])])
        for firm, text in zip(event.firm_ids, firms, strict=True)
    ]


def _texts(table: pd.DataFrame, columns: tuple[str, ...]) -> list[str]:
    return [
        " ; ".join(c for c in row if isinstance(c, str)) for row in table[[*columns]].to_numpy()
    ]


def _bm25(firms: list[str], needs: list[str]) -> np.ndarray:
    index = bm25s.BM25()
    index.index([list(stems(text)) for text in firms], show_progress=False)
    asked = [[word for word in stems(text) if word in index.vocab_dict] for text in needs]
    nothing = np.zeros(len(firms))
    return np.array([index.get_scores(words) if words else nothing for words in asked])


def _cosine(firms: list[str], needs: list[str]) -> np.ndarray:
    encoder = TfidfVectorizer(analyzer=stems, sublinear_tf=True).fit(firms)
    return np.asarray((encoder.transform(needs) @ encoder.transform(firms).T).toarray())


def _line(name: str, interval: Interval) -> str:
    return f"{name:38s} {interval.mean:6.3f}  [{interval.low:6.3f}, {interval.high:6.3f}]"


def report(event: Event, seed: int) -> None:
    """Print every figure with its interval, and the difference to the better peer."""
    found = {name: figures(event, scores) for name, scores in scores_of(event, seed).items()}
    n = int((event.gains.sum(axis=1) > 0).sum())
    per_need = event.eligible.sum(axis=1)
    print(f"{n} needs with a true supplier, {len(event.firm_ids)} IKM, eligible behind the")
    print(f"must-haves: median {np.median(per_need):.0f}, least {per_need.min()}")
    for figure in FIGURES:
        for name, values in found.items():
            print(_line(f"{figure} {name}", paired_bootstrap(values[figure])))
        for peer in (better_peer(found, figure), WITH_HISTORY):
            difference = paired_bootstrap(found[OURS][figure], found[peer][figure])
            print(_line(f"{figure} {OURS} - {peer}", difference))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--regional", action="store_true", help="only the regional columns")
    parser.add_argument("--shuffled", action="store_true", help="the truth of another need")
    parser.add_argument("--folder", default="demo_event")
    parser.add_argument("--truth", type=Path, default=TRUTH)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    named = chosen.folder + ("_regional" if chosen.regional else "")
    mixed = chosen.seed if chosen.shuffled else None
    report(read_event(named, chosen.truth, mixed), chosen.seed)
