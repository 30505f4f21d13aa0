"""Merging: the lists of all shards into one list each, the best first, ties by id."""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa

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
    needs = np.array(table["need_id"].to_pylist(), dtype=object)
    lists = np.array([LISTS.index(name) for name in table["list"].to_pylist()], dtype=np.int64)
    below = table["below_floor"].to_numpy()
    key = -np.rint(table["score"].to_numpy() * DIGITS).astype(np.int64)
    firms = np.array(table["firm_id"].to_pylist(), dtype=object)
    order = np.lexsort((_ranks(firms), key, below, lists, _ranks(needs)))
    group = np.stack([_ranks(needs)[order], lists[order]])
    new_list = _differs(group)
    place = np.arange(len(order)) - _since(new_list)
    new_score = new_list | _differs(np.stack([below[order].astype(np.int64), key[order]]))
    rank = (_since(new_score) - _since(new_list) + 1).astype(np.int32)
    kept = place < k
    found = table.take(order[kept])
    at = found.column_names.index("rank")
    return found.set_column(at, RANKED.field("rank"), pa.array(rank[kept])).combine_chunks()


def _ranks(names: np.ndarray) -> np.ndarray:
    """Number names in their order; equal ones alike."""
    return np.unique(names.astype(str), return_inverse=True)[1]


def _differs(columns: np.ndarray) -> np.ndarray:
    """Mark where a row is not as the one before."""
    changed = (columns[:, 1:] != columns[:, :-1]).any(axis=0)
    return np.concatenate([np.ones(min(columns.shape[1], 1), dtype=bool), changed])


def _since(marked: np.ndarray) -> np.ndarray:
    """Give for each row the last marked one up to it."""
    return np.maximum.accumulate(np.where(marked, np.arange(len(marked)), 0))
