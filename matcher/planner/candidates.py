"""Candidates: every supplier with every need it could be asked about, as sorted arrays."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from features.language import mark
from matcher.errors import DataError

Array = np.ndarray[Any, np.dtype[Any]]
MOST_SCORE = 100


class Candidate(NamedTuple):
    """A supplier with one need of a buyer; `score` goes from 0 to 100."""

    supplier_id: str
    buyer_id: str
    need_id: str
    score: float
    fails_requirement: bool = False


Pairs: TypeAlias = Iterable[Candidate] | pd.DataFrame


@dataclass(frozen=True, eq=False)
class Pool:
    """Candidates by supplier, buyer and need, each id as its position in the sorted ids.

    `supplier`, `buyer`, `need`, `score` and `fails` have shape (n_candidates,); `buyer_of` shape
    (n_needs,).
    """

    supplier_ids: Array
    buyer_ids: Array
    need_ids: Array
    supplier: Array
    buyer: Array
    need: Array
    score: Array
    fails: Array
    buyer_of: Array

    @cached_property
    def pair(self) -> Array:
        """Number the pairings of a supplier with a buyer; several needs share one."""
        return np.asarray(self.supplier * len(self.buyer_ids) + self.buyer)

    @cached_property
    def key(self) -> Array:
        """Number the candidates by pairing and need, in rising order."""
        return np.asarray(self.pair * len(self.need_ids) + self.need)

    @cached_property
    def supplier_at(self) -> dict[str, int]:
        """Give the position of each supplier."""
        return {firm_id: at for at, firm_id in enumerate(self.supplier_ids.tolist())}

    @cached_property
    def buyer_at(self) -> dict[str, int]:
        """Give the position of each buyer."""
        return {firm_id: at for at, firm_id in enumerate(self.buyer_ids.tolist())}

    @cached_property
    def need_at(self) -> dict[str, int]:
        """Give the position of each need."""
        return {need_id: at for at, need_id in enumerate(self.need_ids.tolist())}

    def fits(self, least_score: float) -> Array:
        """Tell which candidates fail no requirement and have the least score."""
        return np.asarray(~self.fails & (self.score >= least_score))


def read_pool(pairs: Pairs) -> Pool:
    """Read candidates, in any order, from rows or from a table with the columns of `Candidate`.

    Raises
    ------
    DataError
        Without a row or a column, with a supplier that stands twice with a need, a need of two
        buyers, or a score that is no number from 0 to 100.
    """
    table = pairs if isinstance(pairs, pd.DataFrame) else pd.DataFrame(list(pairs))
    if table.empty:
        raise DataError(mark("there is no pair to choose from; score suppliers and needs first"))
    for column in Candidate._fields:
        if column not in table:
            raise DataError(mark("the pairs have no column '{column}'; add it"), column=column)
    columns = [pd.factorize(table[name], sort=True) for name in Candidate._fields[:3]]
    codes = [code.astype(np.int64) for code, _ in columns]
    ids = [np.asarray(found, dtype=object) for _, found in columns]
    order = _order(codes, ids)
    supplier, buyer, need = (code[order] for code in codes)
    _require_ids(codes, Candidate._fields)
    _require_once(supplier, need, ids)
    score = _scores(table["score"])[order]
    _require_scores(score, supplier, need, ids)
    fails = table["fails_requirement"].to_numpy(dtype=bool)[order]
    buyer_of = _buyers_of(need, buyer, ids)
    return Pool(ids[0], ids[1], ids[2], supplier, buyer, need, score, fails, buyer_of)


def _order(codes: list[Array], ids: list[Array]) -> Array:
    supplier, buyer, need = codes
    key = (supplier * len(ids[1]) + buyer) * len(ids[2]) + need
    return np.asarray(np.argsort(key, kind="stable"))


def _scores(column: "pd.Series[Any]") -> Array:
    return np.asarray(pd.to_numeric(column, errors="coerce").to_numpy(dtype=float))


def _require_ids(codes: list[Array], names: Iterable[str]) -> None:
    for code, name in zip(codes, names, strict=False):
        if (code < 0).any():
            message = mark("pair {row} has no {column}; name it")
            raise DataError(message, row=int(np.argmax(code < 0)) + 1, column=name)


def _require_once(supplier: Array, need: Array, ids: list[Array]) -> None:
    key = np.sort(supplier * len(ids[2]) + need)
    twice = key[1:][key[1:] == key[:-1]]
    if len(twice):
        at, about = divmod(int(twice[0]), len(ids[2]))
        message = mark("'{supplier}' stands twice with the need '{need}'; keep one of the rows")
        raise DataError(message, supplier=ids[0][at], need=ids[2][about])


def _require_scores(score: Array, supplier: Array, need: Array, ids: list[Array]) -> None:
    wrong = ~((score >= 0) & (score <= MOST_SCORE))
    if wrong.any():
        at = int(np.argmax(wrong))
        raise DataError(
            mark("'{supplier}' with '{need}': {score} is no score from 0 to 100; mend it"),
            supplier=ids[0][supplier[at]],
            need=ids[2][need[at]],
            score=score[at],
        )


def _buyers_of(need: Array, buyer: Array, ids: list[Array]) -> Array:
    buyer_of = np.full(len(ids[2]), -1, dtype=np.int64)
    buyer_of[need] = buyer
    other = np.flatnonzero(buyer_of[need] != buyer)
    if len(other):
        at = need[other[0]]
        firms = sorted({ids[1][buyer[other[0]]], ids[1][buyer_of[at]]})
        message = mark("the need '{need}' has two buyers, '{one}' and '{other}'; keep one")
        raise DataError(message, need=ids[2][at], one=firms[0], other=firms[1])
    return buyer_of
