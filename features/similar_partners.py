"""Criterion: whether the buyer has taken firms like this one before."""

from collections.abc import Hashable, Sequence
from typing import Any, ClassVar, Self, TypeGuard

import numpy as np
import pandas as pd
from scipy.sparse import coo_array, csr_array, vstack
from sklearn.base import BaseEstimator
from sklearn.feature_extraction.text import TfidfVectorizer

from features.columns import cells, texts
from features.contract import Term, Vectors
from features.counting import ROWS, CountingMixin, Counts
from features.language import mark, stems
from features.likeness import idf_unseen, unit_rows
from features.past import SERVED, Past, PastNeeds, count_past, past_of
from features.reading import WORDING, mentions_column
from features.vocabulary import vocabulary

_KINDS = ("component", "process", "material")

Documents = Sequence[list[list[str]]]  # the words of each row, and what they mean
_PAIRS = 1_000_000  # of a row and one that served a past need, whose likeness is held at a time
_TAKER = "taker"  # the key of a row that served a past need: what it served, says and means


class SimilarPartners(CountingMixin, BaseEstimator):
    """Comes from a buyer that has taken similar firms.

    Precedent the other way round, from the supplier to the buyer. Each past need of the buyer
    weighs k_i / (kappa + sum of k), with k_i = 0.5^(age / half-life), as of the day of the need
    that looks; a supplier gets of it likeness^power to the firm that served it. Likeness is the
    cosine of TF-IDF rows, of words or of what they mean in the vocabulary, whichever is higher.
    How much a word tells is counted over all firms, so who served what changes no likeness. A
    buyer that has taken nobody states nothing, and neither does a firm without words. It counts
    where planners read; an IKM would infer from its order what others sold. It has no weight
    unless somebody gives it one or outcomes teach it.

    Parameters
    ----------
    power
        Power of the likeness, 1 or more: the higher, the less vague likenesses count.
    half_life_years
        Age at which a past need counts half.
    kappa
        How many past needs of today the doubt weighs as much as.
    least
        Likeness below which two firms are not alike at all.
    undated_age_years
        Age assumed of a past need without a date.
    """

    name: ClassVar[str] = "similar_partners"
    title: ClassVar[Term] = Term("mitra serupa", mark("similar partners"))
    side: ClassVar[str] = "supplier"
    default_fit: ClassVar[float] = 0.1

    def __init__(
        self,
        power: float = 2.0,
        half_life_years: float = 3.0,
        kappa: float = 1.0,
        least: float = 0.1,
        undated_age_years: float = 5.0,
    ) -> None:
        self.power = power
        self.half_life_years = half_life_years
        self.kappa = kappa
        self.least = least
        self.undated_age_years = undated_age_years

    def count(self, suppliers: pd.DataFrame) -> Counts:
        """Count the past needs whose buyer is known, in how many rows each term stands, who served.

        Who served is counted by what the row says, not by name: that is all that likeness reads.
        """
        counts = count_past(suppliers, _has_a_buyer)
        counts[ROWS] = len(suppliers)
        for row, served in zip(
            zip(*_documents(suppliers), strict=True), past_of(suppliers), strict=True
        ):
            for place, document in enumerate(row):
                counts.update((place, term) for term in set(document))
            if any(map(_has_a_buyer, served)):
                counts[_TAKER, tuple(served), *map(tuple, row)] += 1
        return counts

    def fit_counts(self, counts: Counts) -> Self:
        """Give each past need a column, and know again who served it."""
        self.past_ = PastNeeds(self.half_life_years, self.undated_age_years).fit(counts)
        self.buyers_ = np.array([past.buyer for past in self.past_.all], dtype=object)
        if not len(self.past_):
            return self
        self.encoders_ = [_encoder(counts, place) for place in range(2)]
        self.unseen_ = idf_unseen(counts[ROWS])
        takers = sorted((key for key in counts if _is_of(key, _TAKER)), key=repr)
        _, served, words, meanings = zip(*takers, strict=True)
        rows = pd.DataFrame({SERVED: served})
        self.served_ = self.past_.supplier_vectors(rows).rows
        self.takers_ = self._encode([list(map(list, words)), list(map(list, meanings))])
        return self

    def supplier_vectors(self, suppliers: pd.DataFrame) -> Vectors:
        """Give how like each supplier is to who served each past need, sharpened."""
        if not len(self.past_):
            return Vectors(csr_array((len(suppliers), 0)), np.zeros(len(suppliers), dtype=bool))
        documents = _documents(suppliers)
        encoded = self._encode(documents)
        n = max(_PAIRS // max(self.takers_[0].shape[0], len(self.past_)), 1)
        nearest = [
            self._nearest([rows[at : at + n] for rows in encoded])
            for at in range(0, max(len(suppliers), 1), n)
        ]
        stated = np.array([any(both) for both in zip(*documents, strict=True)])
        return Vectors(csr_array(vstack(nearest)), stated)

    def need_vectors(self, needs: pd.DataFrame) -> Vectors:
        """Share out a need among the past needs of its own buyer."""
        asking = np.array(cells(needs, "firm_id"), dtype=object)
        own = asking[:, None] == self.buyers_[None, :]
        return self.past_.need_vectors(needs, csr_array(own.astype(float)), self.kappa)

    def terms(self) -> list[Term]:
        """Name the past needs, and nobody who served them."""
        names = [past.name or past.text for past in self.past_.all]
        return [Term(n, n, past.need_id) for n, past in zip(names, self.past_.all, strict=True)]

    def _encode(self, documents: Documents) -> list[csr_array]:
        """Encode words and meanings, so that the product of two rows is their likeness."""
        return [
            csr_array((len(column), 1))
            if encoder is None
            else unit_rows(encoder, column, self.unseen_)
            for encoder, column in zip(self.encoders_, documents, strict=True)
        ]

    def _nearest(self, encoded: list[csr_array]) -> csr_array:
        """Give each past need the likeness to the nearest row of those that served it."""
        words, meanings = (
            csr_array(rows @ takers.T) for rows, takers in zip(encoded, self.takers_, strict=True)
        )
        alike = coo_array(words.maximum(meanings))
        near = alike.data >= self.least
        row, value = alike.coords[0][near], alike.data[near].clip(max=1.0) ** self.power
        by = self.served_[alike.coords[1][near]].tocoo()
        best = np.zeros((alike.shape[0], len(self.past_)))
        np.maximum.at(best, (row[by.coords[0]], by.coords[1]), value[by.coords[0]])
        return csr_array(best)


def _has_a_buyer(past: Past) -> bool:
    return bool(past.buyer)


def _is_of(key: Hashable, kind: object) -> TypeGuard[tuple[Any, ...]]:
    return isinstance(key, tuple) and key[0] == kind


def _encoder(counts: Counts, place: int) -> TfidfVectorizer | None:
    """Weigh the terms of one kind by how rarely they were counted; None when there is none."""
    terms = sorted(key[1] for key in counts if _is_of(key, place))
    if not terms:
        return None
    encoder = TfidfVectorizer(analyzer=list, sublinear_tf=True, norm=None, vocabulary=terms)
    in_rows = np.array([counts[place, term] for term in terms])
    encoder.idf_ = np.log((1 + counts[ROWS]) / (1 + in_rows)) + 1  # as it counts itself
    return encoder


def _documents(suppliers: pd.DataFrame) -> Documents:
    """Give the words of each row, and the nodes that it states with their ancestors."""
    columns = [cells(suppliers, mentions_column(kind)) for kind in _KINDS]
    meanings = [
        [
            f"{kind} {node}"
            for kind, found in zip(_KINDS, row, strict=True)
            for mention in (found if isinstance(found, list) else [])
            if not mention.presumed
            for node in vocabulary().lineage(kind, mention.node)
        ]
        for row in zip(*columns, strict=True)
    ]
    return [list(stems(text)) for text in texts(suppliers, WORDING)], meanings
