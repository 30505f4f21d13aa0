"""Kernel: the inner loop of the annealing, compiled.

A move takes a meeting to another slot; whoever then sits in two meetings sends one of them back to
the slot that became free, and so on (a Kempe chain; with several people per firm, an ejection
chain). So nobody is ever double-booked and no meeting leaves its domain. Only the two ends of a
chain can win or lose an idle gap. Small functions are inlined: a call would copy all arrays' heads.
"""

import math
from typing import Any

import numpy as np
from numba import njit

from matcher.planner.tally import clashes, count_participant, put, rank, recount

MOST_IN_CHAIN = 60
TRIES = 8


@njit(cache=True, inline="always")
def _draw(random: Any, n: int) -> int:
    """Draw from 0 to n - 1 (xorshift64*, Vigna 2016)."""
    x = random[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    random[0] = x
    drawn = np.int64(((x * np.uint64(2685821657736338717)) >> np.uint64(33)) % np.uint64(n))
    return int(drawn)


@njit(cache=True, inline="always")
def _find_chain(fixed: Any, state: Any, m: int, b: int) -> int:
    """Collect the meetings that must change between the slot of m and b; 0 if they cannot."""
    a = state.slot[m]
    state.numbers[6] += 1
    mark = state.numbers[6]
    state.chain[0] = m
    state.stamp[m] = mark
    n, i = 1, 0
    while i < n:
        one = state.chain[i]
        to = b if state.slot[one] == a else a
        if not fixed.domain[one, to]:
            return 0
        for side in range(2):
            p = fixed.sides[one, side]
            other = _ejected(fixed, state, p, a + b - to, to, mark)
            if other == -2 or n == MOST_IN_CHAIN:
                return 0
            if other >= 0:
                state.stamp[other] = mark
                state.chain[n] = other
                n += 1
        i += 1
    return n


@njit(cache=True, inline="always")
def _ejected(fixed: Any, state: Any, p: int, leaves: int, to: int, mark: int) -> int:
    """Give the meeting that p has to take out of `to`; -1 if none, -2 if it has none to take."""
    if fixed.at_once[p] == 1:
        other = state.at[p, to]
        return other if other >= 0 and state.stamp[other] != mark else -1
    n_there, n_open, chosen = 0, 0, -2
    for i in range(fixed.meetings_from[p], fixed.meetings_from[p + 1]):
        other = fixed.meetings[i]
        moves = state.stamp[other] == mark
        if moves and state.slot[other] == leaves:
            n_there += 1
        elif not moves and state.slot[other] == to:
            n_there += 1
            n_open += 1
            if _draw(state.random, n_open) == 0:
                chosen = other
    return chosen if n_there > fixed.at_once[p] else -1


@njit(cache=True, inline="always")
def _find_ends(fixed: Any, state: Any, n: int, a: int) -> int:
    """List the participants whose number of meetings in the two slots changes."""
    n_ends = 0
    for i in range(n):
        m = state.chain[i]
        sign = 1 if state.slot[m] == a else -1
        for side in range(2):
            p = fixed.sides[m, side]
            if state.change[p] == 0 and not state.tally[p]:
                state.tally[p] = True
                state.ends[n_ends] = p
                n_ends += 1
            state.change[p] += sign
    kept = 0
    for i in range(n_ends):
        p = state.ends[i]
        state.tally[p] = False
        if state.change[p] != 0:
            state.ends[kept] = p
            kept += 1
    return kept


@njit(cache=True, inline="always")
def _gain(fixed: Any, state: Any, weights: Any, n_ends: int, a: int, b: int) -> float:
    """Weigh what changes at the ends of the chain, without changing anything."""
    total = 0.0
    for i in range(n_ends):
        p = state.ends[i]
        keep_a, keep_b = state.busy[p, fixed.day[a]], state.busy[p, fixed.day[b]]
        _set_busy(fixed, state, p, a, state.n_there[p, a] - state.change[p])
        _set_busy(fixed, state, p, b, state.n_there[p, b] + state.change[p])
        gaps, idle = count_participant(state, p)
        state.busy[p, fixed.day[a]] = keep_a
        state.busy[p, fixed.day[b]] = keep_b
        total += weights.of_gap[gaps] - weights.of_gap[state.gaps[p]]
        total += weights.of_idle * (idle - state.idle[p])
    return total


@njit(cache=True, inline="always")
def _set_busy(fixed: Any, state: Any, p: int, s: int, n: int) -> None:
    if n > 0:
        state.busy[p, fixed.day[s]] |= fixed.bit[s]
    else:
        state.busy[p, fixed.day[s]] &= ~fixed.bit[s]


@njit(cache=True, inline="always")
def _swap(fixed: Any, state: Any, n: int, a: int, b: int) -> None:
    for i in range(n):
        m = state.chain[i]
        put(fixed, state, m, b if state.slot[m] == a else a)


@njit(cache=True, inline="always")
def _pick(fixed: Any, state: Any, step: int) -> int:
    """Draw a meeting; every other time one of a participant that waits, if one is soon found."""
    if step % 2:
        for _ in range(TRIES):
            p = _draw(state.random, len(state.gaps))
            n = fixed.meetings_from[p + 1] - fixed.meetings_from[p]
            if state.gaps[p] > 0 and n > 0:
                return int(fixed.meetings[fixed.meetings_from[p] + _draw(state.random, n)])
    return _draw(state.random, len(state.slot))


@njit(cache=True)
def run(
    fixed: Any, state: Any, weights: Any, hot: float, cold: float, n: int, best: Any, best_rank: int
) -> int:
    """Make n moves while the temperature falls from hot to cold; keep the best in `best`."""
    heat = hot
    factor = (cold / hot) ** (1.0 / max(1, n // 1000))
    clash = clashes(fixed, state)
    if clash == 0 and rank(state, weights.worst_first) < best_rank:
        best_rank = rank(state, weights.worst_first)
        best[:] = state.slot
    for step in range(n):
        if step % 1000 == 999:
            heat *= factor
        m = _pick(fixed, state, step)
        a = state.slot[m]
        first, after = fixed.choices_from[m], fixed.choices_from[m + 1]
        if after - first < 2:
            continue
        b = fixed.choices[first + _draw(state.random, after - first)]
        if a == b:
            continue
        n_moved = _find_chain(fixed, state, m, b)
        if n_moved == 0:
            continue
        n_ends = _find_ends(fixed, state, n_moved, a)
        gain = _gain(fixed, state, weights, n_ends, a, b)
        for i in range(n_ends):
            state.change[state.ends[i]] = 0
        allowed = -heat * math.log((_draw(state.random, 1 << 30) + 1.0) / (1 << 30))
        if gain - weights.of_clash * clash > allowed:
            continue
        _swap(fixed, state, n_moved, a, b)
        recount(state, n_ends)
        now = clashes(fixed, state)
        if gain + weights.of_clash * (now - clash) > allowed:
            _swap(fixed, state, n_moved, b, a)
            recount(state, n_ends)
            continue
        clash = now
        if clash == 0:
            reached = rank(state, weights.worst_first)
            if reached < best_rank:
                best_rank = reached
                best[:] = state.slot
    return best_rank
