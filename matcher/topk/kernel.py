"""Kernel: the exact top k of one need, without adding up what cannot matter.

First what the coded blocks give is looked up and the columns that tell most are added up in every
tile that could matter, and the rows that look best are scored: now there is something to beat.
Then, tile by tile, either the next stage of columns is added up or whoever could still enter is
scored, whichever costs less. Scores are float64, summed in the order of the columns.
"""

from typing import Any

import numpy as np
from numba import njit

from matcher.topk.adding import (
    ROOM,
    SAMPLE,
    add_up,
    collect_open,
    count_into,
    count_ones,
    count_open,
    is_in,
    n_postings,
)
from matcher.topk.asking import LEFT, N_STAGES, cut
from matcher.topk.best import offer, threshold
from matcher.topk.bounds import add, bound
from matcher.topk.codes import gains, look_up, tabulate
from matcher.topk.ordering import LIST, put_in_order
from matcher.topk.prefetch import prefetch

ROW, ENTRY = 90.0, 1.0  # ns to score a row, and for each of its entries
POSTING, LOOK = 0.5, 0.05  # ns to add a posting, and to look at a row
FIRST = LEFT.index(0.35) + 1  # stages that are added up before anybody is scored
SEEDS = 4  # rows scored first for each of the k
LINE = 16  # positions of 4 bytes in a cache line
SLACK = 1 + 1e-11  # for the rounding of a sum in any order
TOUCHED, VERIFIED, N_COUNTS = 0, 1, 2


@njit(cache=True, nogil=True)
def best_of_one(
    index: Any, columns: Any, weights: Any, sides: Any, eligible: Any, space: Any, best: Any
) -> None:
    """Find the best rows for a need: `weights` of `columns`, ascending, before `sides` scale them.

    `eligible` holds one bit a row, or nothing when all are.
    """
    tiles, asking = index.tiles, space.asking
    n_tiles, usual = len(index.tiles.norms), 0.0
    for i in range(len(columns)):
        c = columns[i]
        asking.dense[c] = weights[i]
        space.scaled[i] = weights[i] * (sides.buyer if c < sides.split else sides.supplier)
        usual += space.scaled[i] * tiles.usual[c]
    base = usual + gains(index.codes, asking.dense, sides, space.gain)
    n = put_in_order(index, columns, space.scaled, asking)
    whole = cut(n, index.block_of, index.largest, base, asking)
    unit = max(whole, 1e-300) / (ROOM - 2 * asking.ends[N_STAGES] - len(index.codes.first) - 16)
    tabulate(index.codes, space.gain, unit, space.tables)
    for tile in range(n_tiles):
        space.n_eligible[tile] = _n_eligible(index, tile, eligible)
        space.upper[tile] = -np.inf
        if space.n_eligible[tile] > 0:
            space.upper[tile] = _upper(index, tile, n, base, space)
    order = np.argsort(-space.upper)
    nothing: Any = np.uint16(np.ceil(usual / unit) + 1)
    _look(index, order, nothing, unit, sides, eligible, space, best)
    for tile in order:
        if space.stage[tile] < 0 or space.upper[tile] < threshold(best):
            continue
        _search(index, tile, unit, sides, eligible, space, best)
    for i in range(len(columns)):
        asking.dense[columns[i]] = 0.0


@njit(cache=True, nogil=True, inline="always")
def _n_eligible(index: Any, tile: int, eligible: Any) -> Any:
    first = tile * index.n_tile_rows
    last = min(first + index.n_tile_rows, len(index.original))
    return count_ones(eligible[first >> 6 : (last + 63) >> 6]) if len(eligible) else last - first


@njit(cache=True, nogil=True, inline="always")
def _upper(index: Any, tile: int, n: int, base: float, space: Any) -> float:
    """Bound what a tile's rows can score, from the columns that stand in it."""
    asking, tiles = space.asking, index.tiles
    now = asking.now
    n_tiles = len(tiles.norms)
    now[:] = 0.0
    for j in range(n):
        c = asking.columns[j]
        at = c * n_tiles + tile
        if tiles.pointers[at + 1] > tiles.pointers[at]:
            add(now, index.block_of[c], asking.amounts[j])
    total = base
    for b in range(now.shape[1]):
        total += bound(now, tiles.norms[tile], b)
    return total


@njit(cache=True, nogil=True)
def _look(
    index: Any,
    order: Any,
    nothing: int,
    unit: float,
    sides: Any,
    eligible: Any,
    space: Any,
    best: Any,
) -> None:
    """Add up what tells most, and score those that look best; then there is something to beat."""
    tiles, asking, bins = index.tiles, space.asking, space.bins
    bins[:] = 0
    space.stage[:] = -1
    for tile in order:
        if space.n_eligible[tile] == 0 or space.upper[tile] < threshold(best):
            continue
        first = tile * index.n_tile_rows
        last = min(first + index.n_tile_rows, len(index.original))
        n_first, n_lists = 0, asking.ends[FIRST]
        for stage in range(FIRST):
            n_first += n_postings(tiles, tile, asking, stage)
        if space.n_eligible[tile] * _verify_ns(index) <= (n_first + LIST * n_lists) * POSTING:
            for row in range(first, last):
                if is_in(eligible, row):
                    _score(index, row, sides, space, best)
            continue
        sums = space.sums[first:last]
        look_up(index.codes, space.tables, first, nothing, sums)
        for stage in range(FIRST):
            space.counts[TOUCHED] += add_up(tiles, tile, asking, stage, unit, sums)
        space.stage[tile] = FIRST
        count_into(sums, eligible[first >> 6 : (last + 63) >> 6], bins)
    n, bar, wanted = 0, len(bins), SEEDS * len(best.key)
    while bar > 0 and SAMPLE * n < wanted:
        bar -= 1
        n += bins[bar]
    for tile in order:
        if space.stage[tile] >= 0 and wanted > 0:
            wanted -= _score_open(
                index, tile, 64 * bar, wanted, np.inf, unit, sides, eligible, space, best
            )


@njit(cache=True, nogil=True)
def _search(
    index: Any, tile: int, unit: float, sides: Any, eligible: Any, space: Any, best: Any
) -> None:
    """Search a tile, whose first stages are added up."""
    tiles, asking = index.tiles, space.asking
    first = tile * index.n_tile_rows
    last = min(first + index.n_tile_rows, len(index.original))
    sums, words = space.sums[first:last], eligible[first >> 6 : (last + 63) >> 6]
    stage = space.stage[tile]
    left = _left(tiles, tile, asking, stage)
    while stage < N_STAGES:
        n_open = count_open(sums, words, _bar(best, left, unit))
        n_next = n_postings(tiles, tile, asking, stage)
        n_lists = asking.ends[stage + 1] - asking.ends[stage]
        if n_open * _verify_ns(index) <= (n_next + LIST * n_lists) * POSTING + len(sums) * LOOK:
            break
        space.counts[TOUCHED] += add_up(tiles, tile, asking, stage, unit, sums)
        stage += 1
        left = _left(tiles, tile, asking, stage)
    bar = _bar(best, left, unit)
    _score_open(index, tile, bar, len(sums), left, unit, sides, eligible, space, best)


@njit(cache=True, nogil=True, inline="always")
def _verify_ns(index: Any) -> float:
    """Guess what it costs to score a row."""
    return ROW + ENTRY * len(index.indices) / len(index.original)


@njit(cache=True, nogil=True, inline="always")
def _left(tiles: Any, tile: int, asking: Any, stage: int) -> float:
    """Bound what the columns after a stage can add in a tile."""
    total = 0.0
    for b in range(asking.left.shape[2]):
        total += bound(asking.left[stage], tiles.norms[tile], b)
    return total


@njit(cache=True, nogil=True, inline="always")
def _bar(best: Any, left: float, unit: float) -> Any:
    """Give the least sum with which a row could still enter."""
    enough = (threshold(best) - left) / unit
    return np.int64(np.floor(enough)) if enough > 1.0 else np.int64(1)


@njit(cache=True, nogil=True)
def _score_open(
    index: Any,
    tile: int,
    bar: int,
    most: int,
    left: float,
    unit: float,
    sides: Any,
    eligible: Any,
    space: Any,
    best: Any,
) -> int:
    """Score the rows of a tile that reach a bar, at most so many; the bar rises meanwhile."""
    first = tile * index.n_tile_rows
    last = min(first + index.n_tile_rows, len(index.original))
    sums, words = space.sums[first:last], eligible[first >> 6 : (last + 63) >> 6]
    rows, indptr = space.rows[:most], index.indptr
    n = collect_open(sums, words, bar, rows)
    for i in range(n):
        if i + 8 < n:
            prefetch(indptr, first + rows[i + 8])
        if i + 4 < n:
            ahead = first + rows[i + 4]
            for at in range(indptr[ahead], indptr[ahead + 1], LINE):
                prefetch(index.indices, at)
                prefetch(index.data, at)
        if sums[rows[i]] >= _bar(best, left, unit):
            _score(index, first + rows[i], sides, space, best)
    return int(n)


@njit(cache=True, nogil=True)
def _score(index: Any, row: int, sides: Any, space: Any, best: Any) -> None:
    """Score a row in the order of its columns, and let it in where it belongs."""
    dense = space.asking.dense
    begin, end = index.indptr[row], index.indptr[row + 1]
    indices, data = index.indices[begin:end], index.data[begin:end]
    space.counts[VERIFIED] += 1
    if _about(indices, data, dense, sides) * SLACK < threshold(best):
        return
    buyer, supplier, at = 0.0, 0.0, 0
    while at < len(indices) and indices[at] < sides.split:
        buyer += dense[indices[at]] * np.float64(data[at])
        at += 1
    while at < len(indices):
        supplier += dense[indices[at]] * np.float64(data[at])
        at += 1
    score = sides.buyer * buyer + sides.supplier * supplier
    offer(best, min(buyer, supplier) < sides.floor, score, index.tie[row], index.original[row])


@njit(cache=True, nogil=True, fastmath={"reassoc", "contract"})
def _about(indices: Any, data: Any, dense: Any, sides: Any) -> float:
    """Score a row in any order, which is faster and right to some twelve digits."""
    cut = np.searchsorted(indices, sides.split)
    buyer, supplier = 0.0, 0.0
    for at in range(cut):
        buyer += dense[indices[at]] * np.float64(data[at])
    for at in range(cut, len(indices)):
        supplier += dense[indices[at]] * np.float64(data[at])
    return float(sides.buyer * buyer + sides.supplier * supplier)
