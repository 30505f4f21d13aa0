"""Kernel: the inner loop of the annealing, compiled.

A move takes a meeting of one participant to a slot in which that participant is free; whoever then
sits in two meetings sends one of them back to the slot that became free, and so on (a Kempe chain;
with several people per firm, an ejection chain). So nobody is ever double-booked and no meeting
leaves its domain. Only the two ends of a chain can win or lose an idle gap, and one of them makes
at least half of the gain: so chains are followed only from ends and to slots that promise that.
Chains that are closed change no gap; now and then one is turned, because that opens other ways.
Everything compiled stands in this file: numba keeps compiled code as long as the file is the same.
"""

import math
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit, types
from numba.extending import intrinsic

MOST_IN_CHAIN = 60
ONE_IN = 3  # one in so many moves looks for a closed chain, one for a participant that waits
TRIES = 20
_ONE = np.uint64(1)

_UNCOUNTED: Any = {"_nrt": False}  # numba's option is not in its public signature
_Function = TypeVar("_Function", bound=Callable[..., Any])


def compiled(function: _Function) -> _Function:
    """Compile without counting references, as nothing is allocated: 20 times as fast."""
    return cast(_Function, njit(cache=True, **_UNCOUNTED)(function))


def inlined(function: _Function) -> _Function:
    """Compile likewise, into whoever calls it."""
    return cast(_Function, njit(cache=True, forceinline=True, **_UNCOUNTED)(function))


def _n_bits(_typing: Any, word: Any) -> Any:
    def generate(_context: Any, builder: Any, _signature: Any, words: Any) -> Any:
        return builder.ctpop(words[0])

    return types.int64(word), generate


n_bits: Any = intrinsic(_n_bits)  # how many bits of a word are set, one instruction


@inlined
def _below(x: Any) -> Any:
    """Set every bit below the highest."""
    x |= x >> np.uint64(1)
    x |= x >> np.uint64(2)
    x |= x >> np.uint64(4)
    x |= x >> np.uint64(8)
    x |= x >> np.uint64(16)
    x |= x >> np.uint64(32)
    return x


@inlined
def gaps_and_idle(busy: Any) -> tuple[int, int]:
    """Count the gaps and the idle slots of one day."""
    if busy == np.uint64(0):
        return 0, 0
    waiting = _below(busy) & ~((busy & (~busy + _ONE)) - _ONE) & ~busy
    return n_bits(busy & ~(busy << _ONE)) - 1, n_bits(waiting)


@inlined
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


@inlined
def _is_wrong(fixed: Any, state: Any, pair: int) -> int:
    first, second = state.slot[fixed.pairs[pair, 0]], state.slot[fixed.pairs[pair, 1]]
    return 1 if first >= 0 and second >= 0 and first >= second else 0


@inlined
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


@inlined
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


@inlined
def recount(state: Any, p: int) -> None:
    """Count the gaps of a participant again."""
    gaps, idle = 0, 0
    for day in range(state.busy.shape[1]):
        state.gaps_of[p, day], state.idle_of[p, day] = gaps_and_idle(state.busy[p, day])
        gaps += state.gaps_of[p, day]
        idle += state.idle_of[p, day]
    state.numbers[0] += gaps - state.gaps[p]
    state.numbers[2] += idle - state.idle[p]
    state.numbers[7 + state.gaps[p]] -= 1
    state.numbers[7 + gaps] += 1
    state.gaps[p] = gaps
    state.idle[p] = idle


@inlined
def spread(state: Any) -> tuple[int, int]:
    """Give the most and the fewest gaps of any participant."""
    most, fewest = 0, -1
    for gaps in range(len(state.numbers) - 7):
        if state.numbers[7 + gaps] > 0:
            most = gaps
            if fewest < 0:
                fewest = gaps
    return most, max(fewest, 0)


@inlined
def clashes(fixed: Any, state: Any) -> int:
    """Count what is over the limits, out of order, and over the difference."""
    most, fewest = spread(state)
    difference = 0
    if fixed.most_difference >= 0:
        difference = max(0, most - fewest - fixed.most_difference)
    return int(state.numbers[3] + state.numbers[4] + difference)


@inlined
def rank(state: Any, worst_first: bool) -> int:
    """Give one number that is lower for a better timetable."""
    most, _ = spread(state)
    total, idle = state.numbers[0], state.numbers[2]
    if worst_first:
        return int(((most * 1_000_000) + total) * 1_000_000 + idle)
    return int(((total * 1_000) + most) * 1_000_000 + idle)


@compiled
def fill(fixed: Any, state: Any, slot: Any) -> None:
    """Count a whole timetable from nothing."""
    for m in range(len(slot)):
        put(fixed, state, m, slot[m])
    for p in range(len(state.gaps)):
        if fixed.meetings_from[p] < fixed.meetings_from[p + 1]:
            state.numbers[7] += 1
            recount(state, p)


@inlined
def _draw(random: Any, n: int) -> int:
    """Draw from 0 to n - 1 (xorshift64*, Vigna 2016)."""
    x = random[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    random[0] = x
    high = (x * np.uint64(2685821657736338717)) >> np.uint64(32)
    return np.int64((high * np.uint64(n)) >> np.uint64(32))  # type: ignore[return-value]


@inlined
def _follow(fixed: Any, state: Any, p: int, m: int, b: int) -> tuple[int, int]:
    """Collect the meetings that change between the slot of m and b.

    Gives their number (0: it cannot be done) and the other end; -1 for it if the chain is closed.
    """
    begin, a = m, state.slot[m]
    state.numbers[6] += 1
    mark = state.numbers[6]
    n, came, to = 0, p, b
    while n < MOST_IN_CHAIN and fixed.domain[m, to]:
        state.chain[n] = m
        state.stamp[m] = mark
        n += 1
        came = fixed.sides[m, 0] + fixed.sides[m, 1] - came
        if fixed.at_once[came] == 1:
            m = state.at[came, to]
        else:
            m = _ejected(fixed, state, came, a + b - to, to, mark)
        if m == -1:
            return (n, came) if came != p else (0, p)
        if m == begin:
            return n, -1
        if m == -2:
            return 0, p
        to = a + b - to
    return 0, p


@inlined
def _ejected(fixed: Any, state: Any, p: int, leaves: int, to: int, mark: int) -> int:
    """Give the meeting that p has to take out of `to`; -1 if none, -2 if it has none to take."""
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


@inlined
def _gain(fixed: Any, state: Any, weights: Any, p: int, a: int, b: int) -> float:
    """Weigh what changes for a participant that goes from one slot to another."""
    day_a, day_b = fixed.day[a], fixed.day[b]
    left, joined = state.busy[p, day_a], state.busy[p, day_b]
    if state.n_there[p, a] == 1:
        left &= ~fixed.bit[a]
    gaps, idle = state.gaps[p] - state.gaps_of[p, day_a], -state.idle_of[p, day_a]
    if day_a == day_b:
        joined = left
    else:
        more, longer = gaps_and_idle(left)
        gaps += more - state.gaps_of[p, day_b]
        idle += longer - state.idle_of[p, day_b]
    more, longer = gaps_and_idle(joined | fixed.bit[b])
    gaps += more
    idle += longer
    return weights.of_gap[gaps] - weights.of_gap[state.gaps[p]] + weights.of_idle * idle  # type: ignore[no-any-return]


@inlined
def _promising(fixed: Any, state: Any, p: int, a: int, day: int) -> Any:
    """Give the slots of a day, a bit for each, that can make up for leaving slot a."""
    if fixed.at_once[p] > 1:
        return fixed.open[p, day]
    busy, mine, bit = state.busy[p, day], state.busy[p, fixed.day[a]], fixed.bit[a]
    free = fixed.open[p, day] & ~busy
    before, after = (mine << _ONE) & bit, (mine >> _ONE) & bit
    if before and after:
        return free & (busy << _ONE) & (busy >> _ONE)
    if (before or after) and busy:
        return free & ((busy << _ONE) | (busy >> _ONE))
    return free


@inlined
def _target(fixed: Any, state: Any, p: int, a: int) -> int:
    """Draw a slot for a participant that is to leave slot a; -1 if none promises anything."""
    n_days = state.busy.shape[1]
    n = 0
    for day in range(n_days):
        n += n_bits(_promising(fixed, state, p, a, day))
    if n == 0:
        return -1
    chosen = _draw(state.random, n)
    for day in range(n_days):
        some = _promising(fixed, state, p, a, day)
        n = n_bits(some)
        if chosen < n:
            for _ in range(chosen):
                some &= some - _ONE
            return fixed.first_of[day] + n_bits((some & (~some + _ONE)) - _ONE)  # type: ignore[no-any-return]
        chosen -= n
    return -1


@inlined
def _swap(fixed: Any, state: Any, n: int, a: int, b: int) -> None:
    for i in range(n):
        m = state.chain[i]
        put(fixed, state, m, b if state.slot[m] == a else a)


@inlined
def _turn(fixed: Any, state: Any, clash: int) -> int:
    """Turn a closed chain if one is found and breaks no rule; give the broken rules."""
    m = _draw(state.random, len(state.slot))
    a, p = state.slot[m], fixed.sides[m, 0]
    first, after = fixed.choices_from[m], fixed.choices_from[m + 1]
    b = fixed.choices[first + _draw(state.random, after - first)]
    if a == b or state.n_there[p, b] < fixed.at_once[p]:
        return clash
    n, q = _follow(fixed, state, p, m, b)
    if n == 0 or q >= 0:
        return clash
    _swap(fixed, state, n, a, b)
    now = clashes(fixed, state)
    if now > clash:
        _swap(fixed, state, n, b, a)
        return clash
    return now


@inlined
def _waiting(state: Any) -> int:
    """Draw a participant, one that waits if such a one is soon found."""
    p = _draw(state.random, len(state.gaps))
    for _ in range(TRIES):
        if state.gaps[p] > 0:
            break
        p = _draw(state.random, len(state.gaps))
    return p


@inlined
def _move(fixed: Any, state: Any, weights: Any, p: int, heat: float, clash: int) -> int:
    """Try a move of a participant; give the broken rules, -1 when nothing moved."""
    first, after = fixed.meetings_from[p], fixed.meetings_from[p + 1]
    if first == after:
        return -1
    m = fixed.meetings[first + _draw(state.random, after - first)]
    a = state.slot[m]
    b = _target(fixed, state, p, a)
    if b < 0 or b == a or not fixed.domain[m, b] or state.n_there[p, b] >= fixed.at_once[p]:
        return -1
    allowed = weights.of_clash * clash
    allowed -= heat * math.log((_draw(state.random, 1 << 30) + 1.0) / (1 << 30))
    gain = _gain(fixed, state, weights, p, a, b)
    if gain > 0.5 * allowed:
        return -1
    n, q = _follow(fixed, state, p, m, b)
    if n == 0 or q < 0:
        return -1
    last = state.slot[state.chain[n - 1]]
    gain += _gain(fixed, state, weights, q, last, a + b - last)
    if gain > allowed:
        return -1
    _swap(fixed, state, n, a, b)
    recount(state, p)
    recount(state, q)
    now = clashes(fixed, state)
    if gain + weights.of_clash * now > allowed:
        _swap(fixed, state, n, b, a)
        recount(state, p)
        recount(state, q)
        return -1
    return now


@inlined
def _keep(state: Any, best: Any) -> None:
    for m in range(len(best)):
        best[m] = state.slot[m]


@compiled
def run(
    fixed: Any, state: Any, weights: Any, hot: float, cold: float, n: int, best: Any, best_rank: int
) -> int:
    """Make n moves while the temperature falls from hot to cold; keep the best in `best`."""
    heat = hot
    factor = (cold / hot) ** (1.0 / max(1, n // 1000))
    clash = clashes(fixed, state)
    if clash == 0 and rank(state, weights.worst_first) < best_rank:
        best_rank = rank(state, weights.worst_first)
        _keep(state, best)
    for step in range(n):
        if step % 1000 == 999:
            heat *= factor
        if step % ONE_IN == 0:
            clash = _turn(fixed, state, clash)
            continue
        p = _waiting(state) if step % ONE_IN == 1 else _draw(state.random, len(state.gaps))
        now = _move(fixed, state, weights, p, heat, clash)
        if now < 0:
            continue
        clash = now
        if clash == 0 and rank(state, weights.worst_first) < best_rank:
            best_rank = rank(state, weights.worst_first)
            _keep(state, best)
    return best_rank
