"""Index: one side's vectors, by row to verify and explain, by column in tiles or coded to search.

Rows lie sorted by a signature, so that those which meet a requirement lie together and whole tiles
are skipped; what comes out are positions in the order that was put in.
"""

from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from matcher.topk.codes import MOST_CONTENTS, Codes
from matcher.topk.tiles import Tiles, tiles

TILE_ROWS = 65_536


class Index(NamedTuple):
    """A matrix of shape (n_rows, n_columns), ready for the kernel; rows in the index's order."""

    indptr: np.ndarray
    indices: np.ndarray
    data: np.ndarray
    original: np.ndarray  # the position of each row in what was put in
    tie: np.ndarray  # who stands first among equals, lowest first
    block_of: np.ndarray  # of each column
    tiles: Tiles
    codes: Codes
    largest: np.ndarray  # of the norms of all tiles, shape (3, n_blocks)
    n_tile_rows: int

    @property
    def n_rows(self) -> int:
        """How many rows there are."""
        return len(self.original)

    @property
    def n_columns(self) -> int:
        """How many columns there are."""
        return len(self.block_of)


def build(
    rows: csr_array,
    starts: np.ndarray,
    signature: tuple[np.ndarray, ...] = (),
    tie: np.ndarray | None = None,
    n_tile_rows: int = TILE_ROWS,
    most_contents: int = MOST_CONTENTS,
) -> Index:
    """Build an index.

    Parameters
    ----------
    rows
        Vectors, shape (n_rows, n_columns), values 0 or more; they are verified as they are, in
        float32 or float64.
    starts
        First column of each block, and the number of columns.
    signature
        Keys of shape (n_rows,) by which rows are sorted, the first counting most.
    tie
        Rank of each row among equals; by default the order of the rows.
    n_tile_rows
        Rows of a tile, a multiple of 64 up to 65,536.
    most_contents
        Of a block that is coded instead of posted.

    Raises
    ------
    ValueError
        When a value is below 0 or a tile is of no such size.
    """
    if not 0 < n_tile_rows <= 65_536 or n_tile_rows % 64:
        raise ValueError(f"a tile of {n_tile_rows} rows; take a multiple of 64 up to 65,536")
    n_rows = rows.shape[0]
    original = np.lexsort(signature[::-1]) if signature else np.arange(n_rows)
    tie = np.arange(n_rows) if tie is None else np.asarray(tie)
    ordered = rows[original] if signature else rows
    ordered.sort_indices()
    starts = np.asarray(starts)
    found, coded = tiles(ordered, starts, n_tile_rows, most_contents)
    return Index(
        indptr=ordered.indptr.astype(np.int64),
        indices=ordered.indices.astype(np.int32, copy=False),
        data=ordered.data,
        original=original.astype(np.int32),
        tie=tie[original].astype(np.int32),
        block_of=np.repeat(np.arange(len(starts) - 1), np.diff(starts)).astype(np.int32),
        tiles=found,
        codes=coded,
        largest=found.norms.max(axis=0),
        n_tile_rows=n_tile_rows,
    )


def packed(index: Index, eligible: np.ndarray) -> np.ndarray:
    """Pack who is eligible, shape (n_rows,) in the order that was put in, into the index's bits."""
    n_words = -(-index.n_rows // 64)
    bits = np.zeros(8 * n_words, dtype=np.uint8)
    some = np.packbits(eligible[index.original], bitorder="little")
    bits[: len(some)] = some
    return bits.view(np.uint64)
