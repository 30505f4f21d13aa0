"""Criterion: which needs a supplier has served before, and how near they come to this one."""

from functools import lru_cache
from typing import ClassVar, Self

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, hstack
from sklearn.base import BaseEstimator
from sklearn.feature_extraction.text import TfidfVectorizer

from features.contract import Term, Vectors
from features.counting import CountingMixin, Counts
from features.language import mark, stems
from features.likeness import idf_unseen, unit_rows
from features.mentions import mention_reader
from features.past import PastNeeds, count_past
from features.reading import WORDING
from features.vocabulary import vocabulary


class Precedent(CountingMixin, BaseEstimator):
    """Has already supplied something similar.

    A kernel estimate (Nadaraya 1964, Watson 1964) of whether a supplier serves a need: past need
    i weighs k_i / (kappa + sum of k), with k_i = likeness^power * 0.5^(age / half-life), and a
    supplier gets the weights of those that it served. Likeness is the cosine of TF-IDF rows,
    of words or of the components they name, whichever is higher; words of the need that no past
    need used count too: one word in common out of ten is not much alike. A supplier without a
    served need is unknown; so is what a need asks when no past need has anything in common with
    it.

    Parameters
    ----------
    power
        Power of the likeness, 1 or more; the higher, the less many vague likenesses count
        against one near one.
    half_life_years
        Age at which a past need counts half.
    kappa
        How many past needs, the same word for word and of today, the doubt weighs as much as.
    pieces
        Share of the likeness that rests on character n-grams instead of whole words.
    n_gram
        Shortest and longest n-gram, in letters within a word.
    undated_age_years
        Age assumed of a past need without a date; only its own need does not see it.
    """

    name: ClassVar[str] = "precedent"
    title: ClassVar[Term] = Term("pengalaman", mark("track record"))
    side: ClassVar[str] = "buyer"
    default_fit: ClassVar[float] = 0.1

    def __init__(
        self,
        power: float = 2.0,
        half_life_years: float = 3.0,
        kappa: float = 0.1,
        pieces: float = 0.3,
        n_gram: tuple[int, int] = (3, 5),
        undated_age_years: float = 5.0,
    ) -> None:
        self.power = power
        self.half_life_years = half_life_years
        self.kappa = kappa
        self.pieces = pieces
        self.n_gram = n_gram
        self.undated_age_years = undated_age_years

    def count(self, suppliers: pd.DataFrame) -> Counts:
        """Count the past needs that say something."""
        return count_past(suppliers, lambda past: bool(stems(past.text)))

    def fit_counts(self, counts: Counts) -> Self:
        """Give each past need a column, and count their words."""
        self.past_ = PastNeeds(self.half_life_years, self.undated_age_years).fit(counts)
        texts = [past.text for past in self.past_.all]
        self.named_ = any(map(_nodes, texts))
        if texts:
            self.encoders_ = tuple(encoder.fit(texts) for encoder in self._encoders())
            self.past_rows_ = self._encode(texts)
        if self.named_:
            self.namer_ = TfidfVectorizer(analyzer=_nodes, norm=None).fit(texts)
            self.past_nodes_ = self._name(texts)
        return self

    def supplier_vectors(self, suppliers: pd.DataFrame) -> Vectors:
        """Mark the past needs that a supplier served with 1."""
        return self.past_.supplier_vectors(suppliers)

    def need_vectors(self, needs: pd.DataFrame) -> Vectors:
        """Share out a need among the past needs that are like it and came before it."""
        if not len(self.past_):
            return Vectors(csr_array((len(needs), 0)), np.zeros(len(needs), dtype=bool))
        alike = self._likeness(list(needs[WORDING])).power(self.power)
        return self.past_.need_vectors(needs, alike, self.kappa)

    def terms(self) -> list[Term]:
        """Name the past needs."""
        names = [past.name or past.text for past in self.past_.all]
        return [Term(n, n, past.need_id) for n, past in zip(names, self.past_.all, strict=True)]

    def _encoders(self) -> tuple[TfidfVectorizer, TfidfVectorizer]:
        return (
            TfidfVectorizer(analyzer=stems, sublinear_tf=True, norm=None),
            TfidfVectorizer(
                preprocessor=_stemmed,
                analyzer="char_wb",
                ngram_range=self.n_gram,
                sublinear_tf=True,
                norm=None,
            ),
        )

    def _likeness(self, texts: list[str]) -> csr_array:
        """Give the likeness of each text to each past need: in words or as components."""
        likeness = csr_array(self._encode(texts) @ self.past_rows_.T)
        if not self.named_:
            return likeness
        return csr_array(likeness.maximum(csr_array(self._name(texts) @ self.past_nodes_.T)))

    def _name(self, texts: list[str]) -> csr_array:
        return unit_rows(self.namer_, texts, idf_unseen(len(self.past_)))

    def _encode(self, texts: list[str]) -> csr_array:
        """Encode texts so that the product of two rows is their likeness, in [0, 1]."""
        shares = (1.0 - self.pieces, self.pieces)
        rows = [
            np.sqrt(share) * unit_rows(encoder, texts, idf_unseen(len(self.past_)))
            for encoder, share in zip(self.encoders_, shares, strict=True)
        ]
        return csr_array(hstack(rows))


@lru_cache(maxsize=20_000)  # the same past needs are read for every split of a history
def _nodes(text: str) -> list[str]:
    """Components that a text names, each with its ancestors."""
    named = [m.node for m in mention_reader().read(text)["component"] if not m.presumed]
    return [node for each in named for node in vocabulary().lineage("component", each)]


def _stemmed(text: str) -> str:
    return " ".join(stems(text))
