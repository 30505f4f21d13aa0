"""Baselines: what anybody could do without linkmatch; all give (n_needs, n_suppliers)."""

from collections.abc import Callable

import bm25s
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from matcher.evaluate.split import Split

Baseline = Callable[[Split], np.ndarray]


def random_order(split: Split) -> np.ndarray:
    """Give every supplier the same score: ties count as their expectation."""
    return np.zeros(split.won.shape)


def popularity(split: Split) -> np.ndarray:
    """Count what each supplier served."""
    return np.tile(split.served.sum(axis=0, dtype=float), (len(split.needs), 1))


def tf_idf(split: Split) -> np.ndarray:
    """Compare the need with all that a supplier served: cosine of words and pairs of words."""
    return _cosine(list(split.suppliers["wording"]), list(split.needs["wording"]))


def bm25(split: Split) -> np.ndarray:
    """Compare with bm25s as it comes, but with stop words, which serves it better here."""
    texts = (list(split.suppliers["wording"]), list(split.needs["wording"]))
    words, asked = (
        bm25s.tokenize(rows, stopwords=None, return_ids=False, show_progress=False)
        for rows in texts
    )
    if not any(words):
        return random_order(split)
    index = bm25s.BM25()
    index.index(words, show_progress=False)
    known = [[word for word in row if word in index.vocab_dict] for row in asked]
    nothing = np.zeros(len(split.suppliers))
    return np.stack([index.get_scores(row) if row else nothing for row in known])


def nearest_past_need(split: Split) -> np.ndarray:
    """Give a supplier the cosine of the past need of its own that is most like this one."""
    near = _cosine(list(split.past["wording"]), list(split.needs["wording"]))
    firm, past = np.nonzero(split.served.T)
    first = np.searchsorted(firm, np.arange(len(split.suppliers)))  # each has served something
    return np.asarray(np.maximum.reduceat(near[:, past], first, axis=1))


BASELINES: dict[str, Baseline] = {
    "random": random_order,
    "popularity": popularity,
    "TF-IDF": tf_idf,
    "BM25": bm25,
    "nearest past need": nearest_past_need,
}


def _cosine(texts: list[str], asked: list[str]) -> np.ndarray:
    encoder = TfidfVectorizer(ngram_range=(1, 2))
    try:
        rows = encoder.fit_transform(texts)
    except ValueError:  # no text has a word
        return np.zeros((len(asked), len(texts)))
    return np.asarray((encoder.transform(asked) @ rows.T).toarray())
