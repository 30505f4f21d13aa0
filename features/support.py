"""Criterion: whether the buyer offers the support that the supplier needs."""

from typing import ClassVar, Self

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from sklearn.base import BaseEstimator
from sklearn.preprocessing import MultiLabelBinarizer, normalize

from features.columns import cells
from features.contract import Term, Vectors
from features.counting import CountingMixin, Counts
from features.language import mark

SUPPORT = {
    "raw_material": Term("bahan baku", mark("raw material")),
    "tooling": Term("cetakan dan perkakas", mark("tooling")),
    "coaching": Term("pendampingan", mark("coaching")),
    "financing": Term("pembiayaan", mark("financing")),
}
NO_SUPPORT = "none"


class Support(CountingMixin, BaseEstimator):
    """The buyer offers the support that the supplier needs.

    The supplier asks here: its row shares 1 among what it needs, and the need marks what its
    buyer offers. A supplier that says it needs none is fully served by everybody, which is not
    the same as one that did not say.
    """

    name: ClassVar[str] = "support"
    title: ClassVar[Term] = Term("dukungan", "support")
    side: ClassVar[str] = "supplier"
    default_fit: ClassVar[float] = 0.5

    def fit_counts(self, counts: Counts) -> Self:  # noqa: ARG002  part of the contract
        """Prepare one column per kind of support."""
        self.encoder_ = MultiLabelBinarizer(classes=[*SUPPORT, NO_SUPPORT], sparse_output=True)
        self.encoder_.fit([])
        return self

    def supplier_vectors(self, suppliers: pd.DataFrame) -> Vectors:
        """Share 1 among the kinds of support that a supplier needs."""
        rows, stated = self._encode(cells(suppliers, "support_needed"))
        return Vectors(csr_array(normalize(rows, norm="l1")), stated)

    def need_vectors(self, needs: pd.DataFrame) -> Vectors:
        """Mark what a buyer offers; nobody fails a supplier that needs none."""
        rows, stated = self._encode(cells(needs, "support_offered"))
        rows = rows.tolil()
        rows[stated, len(SUPPORT)] = 1.0
        return Vectors(csr_array(rows), stated)

    def terms(self) -> list[Term]:
        """Name the kinds of support."""
        return [*SUPPORT.values(), Term("tidak perlu bantuan", mark("needs no support"))]

    def _encode(self, column: list[object]) -> tuple[csr_array, np.ndarray]:
        items = [support_items(cell) for cell in column]
        rows = csr_array(self.encoder_.transform(items), dtype=float)
        return rows, np.array([bool(row) for row in items], dtype=bool)


def support_items(cell: object) -> tuple[str, ...]:
    """Split 'raw_material;coaching'; unknown is the empty tuple."""
    if not isinstance(cell, str):
        return ()
    return tuple(item.strip() for item in cell.split(";") if item.strip())
