"""Criterion: the words themselves, whole and in pieces, so that slips and new terms still meet."""

from collections import Counter
from typing import ClassVar, Self

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, diags_array, hstack
from sklearn.base import BaseEstimator
from sklearn.feature_extraction.text import CountVectorizer

from features.contract import Term, Vectors
from features.counting import ROWS, CountingMixin, Counts
from features.language import mark, stems, tokens
from features.rarity import idf
from features.reading import WORDING

EXPECTED_SHARE = 0.05  # of rows in which a word is expected before counting

_NOTHING = "-nothing-"  # CountVectorizer refuses an empty vocabulary; nobody writes this
_SIMILAR_SPELLING = Term("ejaan yang mirip", mark("similar spelling"))
_UNSEEN = Term("kata yang tidak dipakai pemasok mana pun", mark("words that no supplier uses"))


class Wording(CountingMixin, BaseEstimator):
    """Uses the same words, or nearly the same spelling.

    BM25 of Robertson and Zaragoza (2009) divided by its attainable maximum, with a smoothed IDF,
    a term frequency that saturates at one mention and no penalty for length: a capability is a
    short list, and a broad firm is not to be punished for what else it makes.

    Parameters
    ----------
    pieces
        Share of the weight that rests on character n-grams instead of whole words.
    n_gram
        Shortest and longest n-gram, in letters within a word.
    prior_rows
        With how many rows' weight every word counts as equally rare before words are counted.
    """

    name: ClassVar[str] = "wording"
    title: ClassVar[Term] = Term("kata-kata", "wording")
    side: ClassVar[str] = "buyer"
    default_fit: ClassVar[float] = 0.1

    def __init__(
        self, pieces: float = 0.3, n_gram: tuple[int, int] = (3, 5), prior_rows: float = 20.0
    ) -> None:
        self.pieces = pieces
        self.n_gram = n_gram
        self.prior_rows = prior_rows

    def count(self, suppliers: pd.DataFrame) -> Counts:
        """Count in how many rows each word and each n-gram stands."""
        texts = [text for text in suppliers[WORDING] if text]
        counts: Counts = Counter({ROWS: len(texts)})
        for kind, encoder in self._encoders().items():
            if any(map(encoder.build_analyzer(), texts)):  # it refuses an empty vocabulary
                in_rows = np.asarray(encoder.fit_transform(texts).sum(axis=0)).ravel()
                names = encoder.get_feature_names_out()
                counts.update(
                    {(kind, name): n for name, n in zip(names, in_rows.tolist(), strict=True)}
                )
        return counts

    def fit_counts(self, counts: Counts) -> Self:
        """Weigh each word and each n-gram by how rarely it was counted."""
        names: dict[str, list[str]] = {kind: [] for kind in self._encoders()}
        for key in counts:
            if isinstance(key, tuple):
                names[key[0]].append(key[1])
        self.idf_ = []
        for kind, found in names.items():
            found[:] = sorted(found) or [_NOTHING]
            in_rows = np.array([counts[kind, name] for name in found])
            self.idf_.append(idf(counts[ROWS], in_rows, EXPECTED_SHARE, self.prior_rows))
        self.encoders_ = tuple(
            encoder.set_params(vocabulary=names[kind]).fit([])
            for kind, encoder in self._encoders().items()
        )
        self.idf_unseen_ = float(idf(counts[ROWS], np.zeros(1), EXPECTED_SHARE, self.prior_rows)[0])
        return self

    def supplier_vectors(self, suppliers: pd.DataFrame) -> Vectors:
        """Mark each word and n-gram that stands in a capability with 1."""
        texts = list(suppliers[WORDING])
        seen = [_transform(encoder, texts) for encoder in self.encoders_]
        nobody = csr_array((len(texts), 1))
        return Vectors(csr_array(hstack([*seen, nobody])), _stated(texts))

    def need_vectors(self, needs: pd.DataFrame) -> Vectors:
        """Weigh each word and n-gram of a need by IDF; a row sums to 1."""
        texts = list(needs[WORDING])
        shares = (1.0 - self.pieces, self.pieces)
        parts, unseen = [], np.zeros(len(texts))
        for encoder, weights, share in zip(self.encoders_, self.idf_, shares, strict=True):
            known = _transform(encoder, texts) @ diags_array(weights)
            missed = self.idf_unseen_ * _n_unseen(encoder, texts)
            total = np.asarray(known.sum(axis=1)).ravel() + missed
            scale = np.divide(share, total, out=np.zeros(len(texts)), where=total > 0)
            parts.append(diags_array(scale) @ known)
            unseen += scale * missed
        rows = csr_array(hstack([*parts, unseen[:, None]]))
        return Vectors(rows, _stated(texts))

    def terms(self) -> list[Term]:
        """Name the words; all n-grams share one name."""
        words = [Term(word, word, word) for word in self.encoders_[0].get_feature_names_out()]
        return [*words, *[_SIMILAR_SPELLING] * len(self.idf_[1]), _UNSEEN]

    def _encoders(self) -> dict[str, CountVectorizer]:
        return {
            "word": CountVectorizer(analyzer=stems, binary=True),
            "piece": CountVectorizer(
                preprocessor=_spaced, analyzer="char_wb", ngram_range=self.n_gram, binary=True
            ),
        }


def _spaced(text: str) -> str:
    return " ".join(tokens(text))


def _transform(encoder: CountVectorizer, texts: list[str]) -> csr_array:
    return csr_array(encoder.transform(texts), dtype=float)


def _n_unseen(encoder: CountVectorizer, texts: list[str]) -> np.ndarray:
    analyse = encoder.build_analyzer()
    known = encoder.vocabulary_
    return np.array([sum(term not in known for term in set(analyse(text))) for text in texts])


def _stated(texts: list[str]) -> np.ndarray:
    return np.array([bool(stems(text)) for text in texts], dtype=bool)
