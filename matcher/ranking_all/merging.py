"""Merging: the lists of all shards into one list each, the best first, ties by id."""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from matcher.pairs import LISTS
from matcher.ranking_all.columns import RANKED
from matcher.topk.best import DIGITS

_HELD = 500_000  # pairs that are held before the lists are cut to their first k


def merge(parts: Iterable[pa.Table], k: int) -> pa.Table:
    """Merge the first k of each list of each shard, and count ranks; equal scores share one."""
    held, n = [RANKED.empty_table()], 0
    for part in parts:
        held.append(part)
        n += len(part)
        if n > _HELD:
            held, n = [_first(pa.concat_tables(held), k)], 0
    return _first(pa.concat_tables(held), k)


def _first(table: pa.Table, k: int) -> pa.Table:
    need, firm = _ranks(table["need_id"]), _ranks(table["firm_id"])
    listed = pc.index_in(table["list"], value_set=pa.array(LISTS)).to_numpy()
    below = table["below_floor"].to_numpy()
    key = -np.rint(table["score"].to_numpy() * DIGITS).astype(np.int64)
    order = np.lexsort((firm, key, below, listed, need))
    group = np.stack([need[order], listed[order]])
    new_list = _differs(group)
    place = np.arange(len(order)) - _since(new_list)
    new_score = new_list | _differs(np.stack([below[order].astype(np.int64), key[order]]))
    rank = (_since(new_score) - _since(new_list) + 1).astype(np.int32)
    kept = place < k
    found = table.take(order[kept])
    at = found.column_names.index("rank")
    return found.set_column(at, RANKED.field("rank"), pa.array(rank[kept])).combine_chunks()


def _ranks(names: pa.ChunkedArray) -> np.ndarray:
    """Number names in their order; equal ones alike."""
    encoded = names.combine_chunks().dictionary_encode()
    order = pc.sort_indices(encoded.dictionary).to_numpy()
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    return np.asarray(ranks[encoded.indices.to_numpy()])


def _differs(columns: np.ndarray) -> np.ndarray:
    """Mark where a row is not as the one before."""
    changed = (columns[:, 1:] != columns[:, :-1]).any(axis=0)
    return np.concatenate([np.ones(min(columns.shape[1], 1), dtype=bool), changed])


def _since(marked: np.ndarray) -> np.ndarray:
    """Give for each row the last marked one up to it."""
    return np.maximum.accumulate(np.where(marked, np.arange(len(marked)), 0))
