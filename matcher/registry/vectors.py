"""Vectors: what an index holds of some firms, read back instead of being made again."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_array

from features import Block, Vectors
from matcher.nearest import Nearest, ordered


def vectors_of(
    nearest: Nearest, blocks: Mapping[str, Block], firm_ids: Sequence[str]
) -> dict[str, Vectors] | None:
    """Give the vectors of some firms' capabilities by criterion; None where their number differs.

    Parameters
    ----------
    nearest, blocks
        The index, and the criteria as they were when it was made.
    firm_ids
        The firm of each capability, ascending: all capabilities of each firm, in their order.
    """
    at = np.searchsorted(nearest.firm_ids, np.unique(np.asarray(firm_ids, dtype=str)))
    chosen = np.zeros(len(nearest.firm_ids) + 1, dtype=bool)
    chosen[at] = True
    firm_of_row = nearest.firm_of_row[nearest.index.original]
    rows = np.flatnonzero(chosen[firm_of_row])
    rows = rows[np.lexsort((nearest.index.original[rows], firm_of_row[rows]))]
    if nearest.firm_ids[firm_of_row[rows]].tolist() != list(firm_ids):
        return None
    joined, starts = _rows(nearest, rows).tocsc(), np.flatnonzero(np.diff(nearest.index.block_of))
    starts = np.r_[0, starts + 1, nearest.index.n_columns]
    found = {}
    for place, name in enumerate(ordered(blocks)):
        own = csr_array(joined[:, starts[place] : starts[place + 1]])
        n_terms, n_aspects = len(blocks[name].mean_), blocks[name].aspect_.shape[1]
        unstated = own[:, n_terms : n_terms + n_aspects].toarray()
        found[name] = Vectors(own, 1.0 - unstated)
    return {name: found[name] for name in blocks}


def _rows(nearest: Nearest, rows: np.ndarray) -> csr_array:
    """Copy rows out of the index; as a whole it is too large for a matrix that is checked."""
    index = nearest.index
    cells = [np.arange(*index.indptr[[row, row + 1]]) for row in rows]
    indptr = np.cumsum([0, *map(len, cells)])
    taken = np.concatenate(cells)
    shape = (len(rows), index.n_columns)
    return csr_array((index.data[taken], index.indices[taken], indptr), shape=shape)
