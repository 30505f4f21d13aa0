"""Tally: a timetable as counts that change with every meeting that is moved, compiled.

A participant's day is one word with a bit per slot, so gaps are counted by a few operations.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from matcher.planner.instance import Array

_ONE = np.uint64(1)


class Fixed(NamedTuple):
    """What does not change: lists of lists are one array with the starts of each list."""

    sides: Array
    domain: Array
    choices: Array
    choices_from: Array
    at_once: Array
    group_size: Array
    meetings: Array
    meetings_from: Array
    day: Array
    bit: Array
    limits: Array
    limits_from: Array
    room: Array
    by_group: Array
    pairs: Array
    pairs_of: Array
    pairs_of_from: Array
    most_difference: int


class State(NamedTuple):
    """A timetable and all its counts.

    numbers: 0 gaps, 2 idle slots, 3 over the limits, 4 wrong precedences, 6 the last stamp given,
    7 + n how many participants have n gaps.
    """

    slot: Array
    n_there: Array
    at: Array
    busy: Array
    gaps: Array
    idle: Array
    used: Array
    grouped: Array
    tally: Array
    stamp: Array
    change: Array
    chain: Array
    ends: Array
    numbers: Array
    random: Array


class Weights(NamedTuple):
    """What an idle gap costs (by its number within a participant), an idle slot, a broken rule."""

    of_gap: Array
    of_idle: float
    of_clash: float
    worst_first: bool


@njit(cache=True, inline="always")
def _n_bits(x: Any) -> int:
    x = x - ((x >> np.uint64(1)) & np.uint64(0x5555555555555555))
    x = (x & np.uint64(0x3333333333333333)) + ((x >> np.uint64(2)) & np.uint64(0x3333333333333333))
    x = (x + (x >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return int(np.int64((x * np.uint64(0x0101010101010101)) >> np.uint64(56)))


@njit(cache=True, inline="always")
def _below(x: Any) -> Any:
    """Set every bit below the highest."""
    x |= x >> np.uint64(1)
    x |= x >> np.uint64(2)
    x |= x >> np.uint64(4)
    x |= x >> np.uint64(8)
    x |= x >> np.uint64(16)
    x |= x >> np.uint64(32)
    return x


@njit(cache=True, inline="always")
def _gaps_and_idle(busy: Any) -> tuple[int, int]:
    """Count the gaps and the idle slots of one day."""
    if busy == np.uint64(0):
        return 0, 0
    lowest = busy & (~busy + _ONE)
    waiting = _below(busy) & ~(lowest - _ONE) & ~busy
    return _n_bits(busy & ~(busy << _ONE)) - 1, _n_bits(waiting)


@njit(cache=True, inline="always")
def count_participant(state: Any, p: int) -> tuple[int, int]:
    """Count the gaps and the idle slots of a participant."""
    gaps, idle = 0, 0
    for day in range(state.busy.shape[1]):
        more, longer = _gaps_and_idle(state.busy[p, day])
        gaps += more
        idle += longer
    return gaps, idle


@njit(cache=True, inline="always")
def put(fixed: Any, state: Any, m: int, s: int) -> None:
    """Take a meeting out of its slot, if any, and into `s` unless that is -1."""
    old = state.slot[m]
    for i in range(fixed.pairs_of_from[m], fixed.pairs_of_from[m + 1]):
        state.numbers[4] -= _is_wrong(fixed, state, fixed.pairs_of[i])
    if old >= 0:
        _count_limits(fixed, state, m, old, -1)
        _count_sides(fixed, state, m, old, -1)
    state.slot[m] = s
    if s >= 0:
        _count_limits(fixed, state, m, s, 1)
        _count_sides(fixed, state, m, s, 1)
    for i in range(fixed.pairs_of_from[m], fixed.pairs_of_from[m + 1]):
        state.numbers[4] += _is_wrong(fixed, state, fixed.pairs_of[i])


@njit(cache=True, inline="always")
def _is_wrong(fixed: Any, state: Any, pair: int) -> int:
    first, second = state.slot[fixed.pairs[pair, 0]], state.slot[fixed.pairs[pair, 1]]
    return 1 if first >= 0 and second >= 0 and first >= second else 0


@njit(cache=True, inline="always")
def _count_sides(fixed: Any, state: Any, m: int, s: int, sign: int) -> None:
    for side in range(2):
        p = fixed.sides[m, side]
        state.n_there[p, s] += sign
        if sign > 0:
            state.at[p, s] = m
            state.busy[p, fixed.day[s]] |= fixed.bit[s]
        else:
            if state.at[p, s] == m:
                state.at[p, s] = -1
            if state.n_there[p, s] == 0:
                state.busy[p, fixed.day[s]] &= ~fixed.bit[s]


@njit(cache=True, inline="always")
def _count_limits(fixed: Any, state: Any, m: int, s: int, sign: int) -> None:
    for i in range(fixed.limits_from[m], fixed.limits_from[m + 1]):
        limit = fixed.limits[i]
        over = max(0, state.used[limit, s] - fixed.room[limit, s])
        buyer = fixed.sides[m, 1]
        size = fixed.group_size[buyer]
        if fixed.by_group[limit] and size > 1:
            before = -(-state.grouped[limit, buyer, s] // size)
            state.grouped[limit, buyer, s] += sign
            state.used[limit, s] += -(-state.grouped[limit, buyer, s] // size) - before
        else:
            state.used[limit, s] += sign
        state.numbers[3] += max(0, state.used[limit, s] - fixed.room[limit, s]) - over


@njit(cache=True, inline="always")
def recount(state: Any, n_ends: int) -> None:
    """Count the gaps of the participants at the ends again."""
    for i in range(n_ends):
        p = state.ends[i]
        gaps, idle = count_participant(state, p)
        state.numbers[0] += gaps - state.gaps[p]
        state.numbers[2] += idle - state.idle[p]
        state.numbers[7 + state.gaps[p]] -= 1
        state.numbers[7 + gaps] += 1
        state.gaps[p] = gaps
        state.idle[p] = idle


@njit(cache=True, inline="always")
def spread(state: Any) -> tuple[int, int]:
    """Give the most and the fewest gaps of any participant."""
    most, fewest = 0, -1
    for gaps in range(len(state.numbers) - 7):
        if state.numbers[7 + gaps] > 0:
            most = gaps
            if fewest < 0:
                fewest = gaps
    return most, max(fewest, 0)


@njit(cache=True, inline="always")
def clashes(fixed: Any, state: Any) -> int:
    """Count what is over the limits, out of order, and over the difference."""
    most, fewest = spread(state)
    difference = 0
    if fixed.most_difference >= 0:
        difference = max(0, most - fewest - fixed.most_difference)
    return int(state.numbers[3] + state.numbers[4] + difference)


@njit(cache=True)
def rank(state: Any, worst_first: bool) -> int:
    """Give one number that is lower for a better timetable."""
    most, _ = spread(state)
    total, idle = state.numbers[0], state.numbers[2]
    if worst_first:
        return int(((most * 1_000_000) + total) * 1_000_000 + idle)
    return int(((total * 1_000) + most) * 1_000_000 + idle)
