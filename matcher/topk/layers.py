"""Layers: a large index and a small one of what changed since, searched as one.

New firms and changed ones stand in the small index; the rows they replace are gone from the large
one. Both are immutable: a change makes new layers, and who reads the old ones goes on reading them.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array, vstack

from matcher.topk.best import DIGITS, NOBODY
from matcher.topk.index import Index, build, packed
from matcher.topk.search import Sides, Top, top

MOST_CHANGED = 0.05  # share of rows beside the large index from which on it is better made again


class Layers(NamedTuple):
    """Rows with their ids, ascending among equals; `gone` marks those of the large index.

    `extra_ids` may repeat ids of `ids` that are gone.
    """

    main: Index
    ids: np.ndarray
    gone: np.ndarray
    extra: Index | None = None
    extra_ids: np.ndarray = np.zeros(0, dtype=object)

    @property
    def all_ids(self) -> np.ndarray:
        """The ids at the positions that `top_of` gives."""
        return np.concatenate([self.ids, self.extra_ids])


def layers(rows: csr_array, ids: np.ndarray, starts: np.ndarray) -> Layers:
    """Index rows; equals stand by id."""
    index = build(rows, starts, tie=_ranks(ids))
    return Layers(index, ids, np.zeros(len(ids), dtype=bool))


def changed(old: Layers, rows: csr_array, ids: np.ndarray) -> Layers:
    """Let rows replace those of the same ids, or join; ids without a row are left out.

    Parameters
    ----------
    rows
        Shape (n, n_columns), of the fitted columns of `old`.
    ids
        Shape (n,); one that is there already is replaced.
    """
    kept = ~np.isin(old.extra_ids, ids)
    if old.extra is not None:
        rows = csr_array(vstack([_rows_of(old.extra)[kept], rows]))
        ids = np.concatenate([old.extra_ids[kept], ids])
    extra = build(rows, _starts(old.main), tie=_ranks(ids), n_tile_rows=old.main.n_tile_rows)
    return old._replace(gone=old.gone | np.isin(old.ids, ids), extra=extra, extra_ids=ids)


def without(old: Layers, ids: np.ndarray) -> Layers:
    """Take rows away."""
    left = old._replace(gone=old.gone | np.isin(old.ids, ids))
    if old.extra is None:
        return left
    kept = ~np.isin(old.extra_ids, ids)
    rows, kept_ids = _rows_of(old.extra)[kept], old.extra_ids[kept]
    extra = build(rows, _starts(old.main), tie=_ranks(kept_ids))
    return left._replace(extra=extra, extra_ids=kept_ids)


def is_due(old: Layers) -> bool:
    """Whether so much changed that one index should be made of both."""
    return len(old.extra_ids) + int(old.gone.sum()) > MOST_CHANGED * len(old.ids)


def compact(old: Layers) -> Layers:
    """Make one index of both."""
    rows, ids = _rows_of(old.main)[~old.gone], old.ids[~old.gone]
    if old.extra is not None:
        rows = csr_array(vstack([rows, _rows_of(old.extra)]))
        ids = np.concatenate([ids, old.extra_ids])
    order = np.argsort(ids, kind="stable")
    return layers(csr_array(rows[order]), ids[order], _starts(old.main))


def top_of(
    old: Layers,
    needs: csr_array,
    k: int,
    sides: Sides | None = None,
    eligible: Callable[[int], np.ndarray] | None = None,
    threads: int = 1,
) -> Top:
    """Give what `top` gives, of both layers; positions count through `all_ids`.

    `eligible` gives for a need who is, shape (n_all_ids,).
    """
    n = len(old.ids)

    def here(need: int) -> np.ndarray:
        some = ~old.gone if eligible is None else ~old.gone & eligible(need)[:n]
        return packed(old.main, some)

    filtered = here if eligible is not None or old.gone.any() else None
    found = top(old.main, needs, k, sides, filtered, threads)
    if old.extra is None or old.extra.n_rows == 0:
        return found
    extra = old.extra
    there = None if eligible is None else lambda need: packed(extra, eligible(need)[n:])
    more = top(extra, needs, k, sides, there, threads)
    return _merged(found, more._replace(row=np.where(more.row < 0, NOBODY, more.row + n)), old, k)


def _merged(one: Top, other: Top, of: Layers, k: int) -> Top:
    row, score, below = (
        np.hstack([getattr(one, name), getattr(other, name)])
        for name in ("row", "score", "below_floor")
    )
    rank = np.append(_ranks(of.all_ids), len(of.all_ids))  # nobody stands last
    keys = (rank[row], -np.rint(np.nan_to_num(score) * DIGITS), below, row < 0)
    order = np.lexsort(keys, axis=1)[:, :k]
    row, score, below = (np.take_along_axis(v, order, axis=1) for v in (row, score, below))
    counts = (one.touched + other.touched, one.verified + other.verified)
    return Top(row, score, below, *counts)


def _ranks(ids: np.ndarray) -> np.ndarray:
    ranks = np.empty(len(ids), dtype=np.int64)
    ranks[np.argsort(ids, kind="stable")] = np.arange(len(ids))
    return ranks


def _rows_of(index: Index) -> csr_array:
    """Give the rows of an index in the order that was put in."""
    shape = (index.n_rows, index.n_columns)
    rows = csr_array((index.data, index.indices, index.indptr), shape=shape)
    return csr_array(rows[np.argsort(index.original)])


def _starts(index: Index) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(np.bincount(index.block_of))])
