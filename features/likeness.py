"""Likeness: rows whose product says how alike two texts are, in [0, 1]."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array, diags_array
from sklearn.feature_extraction.text import TfidfVectorizer


def unit_rows(encoder: TfidfVectorizer, documents: Sequence[object], unseen: float) -> csr_array:
    """Scale rows to length 1 at most: terms that no fitted document used take up their part.

    So one word in common out of ten is not much alike.

    Parameters
    ----------
    encoder
        Fitted, without a norm of its own.
    documents
        What its analyzer reads, one per row.
    unseen
        IDF of a term that it does not know.
    """
    rows = csr_array(encoder.transform(documents))
    analyse, known = encoder.build_analyzer(), encoder.vocabulary_
    n_unseen = np.array([sum(term not in known for term in set(analyse(one))) for one in documents])
    squared = np.asarray(rows.multiply(rows).sum(axis=1)).ravel() + n_unseen * unseen**2
    scale = np.divide(1.0, np.sqrt(squared), out=np.zeros(len(documents)), where=squared > 0)
    return csr_array(diags_array(scale) @ rows)


def idf_unseen(n_documents: int) -> float:
    """Smoothed IDF of a term in none of so many documents."""
    return float(np.log1p(n_documents) + 1.0)
