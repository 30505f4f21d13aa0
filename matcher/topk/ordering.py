"""Ordering: a need's columns in the order in which adding them up lowers the bound most cheaply.

Within a block, the columns that carry the bound come first: where the bound is the largest weight
(a place, a step of a scale) the heaviest, else those that tell most for a posting. Columns that
lower it only together stay together (the convex hull of bound against cost), and the pieces of all
blocks are merged by what they lower it for a posting.
"""

from typing import Any

import numpy as np
from numba import njit

from matcher.topk.bounds import add, bound

LIST = 64  # postings that could be added while the next list is fetched


@njit(cache=True, nogil=True)
def put_in_order(index: Any, columns: Any, weights: Any, asking: Any) -> int:
    """Put the columns that can raise a row above the usual in order; give how many.

    `columns` ascend, and `weights` are scaled. Columns that only lower a row stay out: a sum
    without them is still not too low.
    """
    tiles, n_tiles = index.tiles, len(index.tiles.norms)
    n = 0
    for i in range(len(columns)):
        c = columns[i]
        n_postings = np.int64(tiles.pointers[(c + 1) * n_tiles]) - np.int64(
            tiles.pointers[c * n_tiles]
        )
        if n_postings > 0 and tiles.step[c] > 0.0 and weights[i] > 0.0:
            asking.raw_columns[n], asking.raw_weights[n] = c, weights[i]
            asking.cost[n] = n_postings + LIST * n_tiles
            n += 1
    n_pieces, start = 0, 0
    while start < n:
        block = index.block_of[asking.raw_columns[start]]
        end = start
        while end < n and index.block_of[asking.raw_columns[end]] == block:
            end += 1
        n_pieces = _cut_block(index, block, start, end, n_pieces, asking)
        start = end
    at = 0
    for piece in np.argsort(-asking.slope[:n_pieces]):
        for j in range(asking.piece_start[piece], asking.piece_end[piece]):
            asking.columns[at] = asking.raw_columns[asking.order[j]]
            asking.amounts[at] = asking.raw_weights[asking.order[j]]
            at += 1
    return at


@njit(cache=True, nogil=True)
def _cut_block(index: Any, block: int, start: int, end: int, n_pieces: int, asking: Any) -> int:
    """Order the columns of a block and cut them into pieces; give how many there are now."""
    now, lines = asking.now, asking.bound
    now[:] = 0.0
    for j in range(start, end):
        add(now, block, asking.raw_weights[j])
    by_largest = now[2, block] * index.largest[0, block] <= bound(now, index.largest, block)
    worth = -asking.raw_weights[start:end]
    if not by_largest:
        for j in range(start, end):
            worth[j - start] *= index.tiles.step[asking.raw_columns[j]] / asking.cost[j]
    asking.order[start:end] = start + np.argsort(worth)
    now[:] = 0.0
    lines[end] = 0.0
    for j in range(end - 1, start - 1, -1):
        add(now, block, asking.raw_weights[asking.order[j]])
        lines[j] = bound(now, index.largest, block)
    first = n_pieces
    for j in range(start, end):
        cost = asking.cost[asking.order[j]]
        fall, begin = lines[j] - lines[j + 1], j
        while n_pieces > first and fall * asking.piece_cost[n_pieces - 1] >= (
            asking.fall[n_pieces - 1] * cost
        ):
            n_pieces -= 1
            cost += asking.piece_cost[n_pieces]
            fall += asking.fall[n_pieces]
            begin = asking.piece_start[n_pieces]
        asking.piece_start[n_pieces], asking.piece_end[n_pieces] = begin, j + 1
        asking.piece_cost[n_pieces], asking.fall[n_pieces] = cost, fall
        asking.slope[n_pieces] = fall / cost
        n_pieces += 1
    return n_pieces
