"""Score: all needs against all capabilities, from inner products, with weights left until last.

`Scorer` holds what does not depend on weights; `Scorer.scores` folds weights in, so moving a
slider fits and encodes nothing again.
"""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from features import CRITERIA, Block, Contribution, Vectors, read_needs, read_suppliers
from features.language import mark
from matcher.dataset import Dataset
from matcher.errors import DataError
from matcher.requirements import Certificates, Verdict, check
from matcher.weights import SIDE, Weights, load_weights


@dataclass(frozen=True)
class Scores:
    """Scores of every need with every capability; all arrays have shape (n_needs, n_rows).

    `score = (1 - rho) * buyer_fit + rho * supplier_fit`. `completeness` is the share of the
    weight that rests on something both sides stated; `low` and `high` are the score if every
    unknown turned out worst or best.
    """

    score: np.ndarray
    buyer_fit: np.ndarray
    supplier_fit: np.ndarray
    completeness: np.ndarray
    low: np.ndarray

    @cached_property
    def high(self) -> np.ndarray:
        """The score if every unknown turned out best."""
        return np.asarray(np.minimum(self.low + 1.0 - self.completeness, 1.0))


@dataclass(frozen=True)
class Share:
    """What one criterion does for one pair.

    `amount` is its part of the score (the amounts of a pair sum to it), `weight` the most it
    could be, and `parts` its terms, which sum to `fit`.
    """

    criterion: str
    weight: float
    fit: float
    amount: float
    supplier_stated: bool
    need_stated: bool
    parts: tuple[Contribution, ...]


_NO_SUPPLIER = mark(
    "there is no IKM in '{folder}' yet; import a list of IKM (page Data, or: linkmatch import)"
)
_NO_NEED = mark(
    "there is no open need in '{folder}' yet; import what buyers look for "
    "(page Data, or: linkmatch import)"
)


class Scorer:
    """Fitted criteria and the fit of every pair for each of them.

    Parameters
    ----------
    data
        What `load` gives.
    weights
        Used where a call gives none; by default those that ship with linkmatch.

    Raises
    ------
    DataError
        When there is no supplier or no need to score.
    """

    def __init__(self, data: Dataset, weights: Weights | None = None) -> None:
        for message, table in ((_NO_SUPPLIER, data.suppliers), (_NO_NEED, data.asked)):
            if table.empty:
                raise DataError(message, folder=data.folder)
        self.data = data
        self.weights = weights or load_weights()
        self.suppliers = read_suppliers(data.suppliers)
        self.needs = read_needs(data.asked)
        fitted = {c.name: Block(c()).fit(self.suppliers, self.needs) for c in CRITERIA}
        self._encode(fitted)

    @classmethod
    def fitted(cls, data: Dataset, weights: Weights, blocks: Mapping[str, Block]) -> Self:
        """Score with criteria that were fitted to more than these data; a side may be empty."""
        some = object.__new__(cls)
        some.data, some.weights = data, weights
        some.suppliers, some.needs = read_suppliers(data.suppliers), read_needs(data.asked)
        some._encode(blocks)
        return some

    def _encode(self, blocks: Mapping[str, Block]) -> None:
        self.blocks = dict(blocks)
        self._verdicts: dict[int, list[tuple[Verdict, ...]]] = {}
        some = {} if self.suppliers.empty else blocks  # who asks for needs only has none
        self._of_suppliers = {n: b.supplier_vectors(self.suppliers) for n, b in some.items()}
        self._of_needs = {n: b.need_vectors(self.needs) for n, b in blocks.items()}

    def on(self, data: Dataset) -> "Scorer":
        """Give a scorer of other data; nothing is fitted anew where no fit can have changed.

        So a decision about a pair, or a step of an outcome, costs no second.
        """
        fitted_on = ("suppliers", "asked", "requirements", "certificates")
        if not all(getattr(self.data, name).equals(getattr(data, name)) for name in fitted_on):
            return Scorer(data, self.weights)
        same = copy(self)
        same.data = data
        return same

    def of_one_need(
        self,
        data: Dataset,
        need_id: str,
        offered: pd.DataFrame,
        encoded: Mapping[str, Vectors] | None = None,
    ) -> Self:
        """Give a scorer of one need, encoded already, and of some suppliers of other data.

        Where they are `encoded` already, too, they are not encoded again.
        """
        at = np.array([self.needs.index.get_loc(need_id)])
        some = object.__new__(type(self))
        some.data, some.weights, some.blocks = data, self.weights, self.blocks
        some.suppliers = read_suppliers(offered)
        some.needs, some._verdicts = self.needs.iloc[at], {}
        some._of_suppliers = dict(
            encoded or {n: b.supplier_vectors(some.suppliers) for n, b in self.blocks.items()}
        )
        some._of_needs = {name: _taken(v, at) for name, v in self._of_needs.items()}
        return some

    def narrowed(self, rows: np.ndarray, needs: np.ndarray) -> Self:
        """Give the same scores of some capabilities and needs only, by their positions."""
        part = object.__new__(type(self))
        part.data, part.weights, part.blocks = self.data, self.weights, self.blocks
        part.suppliers, part.needs = self.suppliers.iloc[rows], self.needs.iloc[needs]
        part._verdicts = {}
        part._of_suppliers = {name: _taken(v, rows) for name, v in self._of_suppliers.items()}
        part._of_needs = {name: _taken(v, needs) for name, v in self._of_needs.items()}
        return part

    def supplier_rows(self, criterion: str) -> csr_array:
        """The capabilities' vectors for a criterion, shape (n_rows, n_terms)."""
        return self._of_suppliers[criterion].rows

    def need_rows(self, criterion: str) -> csr_array:
        """The needs' vectors for a criterion, without weights, shape (n_needs, n_terms)."""
        return self._of_needs[criterion].rows

    @cached_property
    def fits(self) -> np.ndarray:
        """Fit of every criterion, shape (n_criteria, n_needs, n_rows), in the order of `blocks`."""
        return np.stack(
            [(self._of_needs[n].rows @ self._of_suppliers[n].rows.T).toarray() for n in self.blocks]
        )

    @cached_property
    def stated(self) -> np.ndarray:
        """How much of each fit rests on what both sides stated, same shape as `fits`."""
        return np.stack(
            [self._of_needs[n].by_aspect @ self._of_suppliers[n].by_aspect.T for n in self.blocks]
        )

    def scores(self, weights: Weights | None = None) -> Scores:
        """Fold weights into the fits."""
        weights = weights or self.weights
        share = np.array([weights.share(name) for name in self.blocks])
        total = np.array([weights.in_score(name) for name in self.blocks])
        supplier_side = np.array([SIDE[name] == "supplier" for name in self.blocks])
        return Scores(
            score=np.tensordot(total, self.fits, axes=1),
            buyer_fit=np.tensordot(share * ~supplier_side, self.fits, axes=1),
            supplier_fit=np.tensordot(share * supplier_side, self.fits, axes=1),
            completeness=np.tensordot(total, self.stated, axes=1),
            low=np.tensordot(total, self._stated_fits, axes=1),
        )

    def shares(self, need_id: str, row_id: str, weights: Weights | None = None) -> list[Share]:
        """Explain one pair, largest part of the score first."""
        weights = weights or self.weights
        i, j = self.needs.index.get_loc(need_id), self.suppliers.index.get_loc(row_id)
        found = [self._share(name, i, j, weights) for name in self.blocks]
        return sorted(found, key=lambda share: (-share.amount, share.criterion))

    def verdicts(self, i: int) -> list[tuple[Verdict, ...]]:
        """Answer the requirements of need number `i` for every capability, in row order."""
        if i not in self._verdicts:
            need_id, asked = self.needs.index[i], self.data.requirements
            musts = asked[asked["need_id"] == need_id][["kind", "value"]].to_numpy()
            on = self.needs["date"].iat[i]
            self._verdicts[i] = [
                tuple(check(kind, value, row, self._certificates(row), on) for kind, value in musts)
                for row in (self._rows if len(musts) else [{}] * len(self.suppliers))
            ]
        return self._verdicts[i]

    def effective_weights(self, need_id: str, weights: Weights | None = None) -> pd.Series:
        """Weight times spread among the need's candidates, normalised: what a weight really does.

        A criterion with 0 cannot change this need's ranking. All are 0 when nothing can.
        """
        weights = weights or self.weights
        spread = self.spread[:, self.needs.index.get_loc(need_id)]
        raw = np.array([weights.in_score(name) for name in self.blocks]) * spread
        return pd.Series(raw / (raw.sum() or 1.0), index=list(self.blocks))

    @cached_property
    def spread(self) -> np.ndarray:
        """How far each criterion tells a need's candidates apart, (n_criteria, n_needs)."""
        return np.asarray(self.fits.std(axis=2).round(12))

    @cached_property
    def stated_by_needs(self) -> np.ndarray:
        """How much of each criterion each need states, in [0, 1], (n_criteria, n_needs)."""
        return np.stack([self._of_needs[n].by_aspect.sum(axis=1) for n in self.blocks])

    def is_stated_by_suppliers(self, criterion: str) -> bool:
        """Whether any capability states something of a criterion."""
        return bool(self._of_suppliers[criterion].by_aspect.any())

    @cached_property
    def _rows(self) -> list[dict[str, Any]]:
        return [
            {str(column): cell for column, cell in row.items()}
            for row in self.suppliers.to_dict("records")
        ]

    def _certificates(self, row: Mapping[str, Any]) -> Certificates:
        return self.data.certificates_of.get(row.get("firm_id", ""), [])

    @cached_property
    def _stated_fits(self) -> np.ndarray:
        return np.stack(
            [
                block.stated_fits(self._of_needs[name], self._of_suppliers[name])
                for name, block in self.blocks.items()
            ]
        )

    def _share(self, name: str, i: int, j: int, weights: Weights) -> Share:
        need, supplier = self._of_needs[name], self._of_suppliers[name]
        parts = self.blocks[name].contributions(need.rows[[i]], supplier.rows[[j]])
        fit = sum(part.amount for part in parts)
        weight = weights.in_score(name)
        return Share(
            criterion=name,
            weight=weight,
            fit=fit,
            amount=weight * fit,
            supplier_stated=bool(need.by_aspect[i] @ supplier.by_aspect[j] > 0),
            need_stated=bool(need.by_aspect[i].any()),
            parts=tuple(parts),
        )


def _taken(vectors: Vectors, at: np.ndarray) -> Vectors:
    return Vectors(vectors.rows[at], vectors.stated[at])
