"""Annealing: a timetable that holds all meetings cools down to one with few idle gaps."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from matcher.planner import kernel, tally
from matcher.planner.instance import Array, Instance

HOT, COLD = 0.45, 0.12
OF_IDLE, OF_CLASH = 0.25, 1.0
OF_WORST = 2.0  # what a gap above the aim for the worst participant costs more
N_BETWEEN_LOOKS = 500_000
UNREACHED = 2**62
SECONDS_TO_LOAD = 2.0  # loading takes a fraction of a second, compiling about ten
COMPILES = "making the search ready for this computer; this happens once and takes some seconds"

_log = logging.getLogger(__name__)


def fixed_part(inst: Instance) -> tally.Fixed:
    """Lay out an instance for the kernel."""
    limits_of: list[list[int]] = [[] for _ in range(inst.n_meetings)]
    for number, limit in enumerate(inst.limits):
        for meeting in limit.members:
            limits_of[meeting].append(number)
    pairs_of: list[list[int]] = [[] for _ in range(inst.n_meetings)]
    for number, pair in enumerate(inst.before):
        for meeting in pair:
            pairs_of[meeting].append(number)
    place = np.zeros(inst.n_slots, np.uint64)
    for slots in inst.days:
        place[slots] = np.arange(len(slots), dtype=np.uint64)
    bit = np.left_shift(np.uint64(1), place)
    return tally.Fixed(
        inst.sides,
        inst.domain,
        *_flat([np.flatnonzero(row) for row in inst.domain]),
        inst.at_once,
        inst.group_size,
        *_flat(inst.meetings_of),
        inst.day,
        bit,
        np.array([slots[0] for slots in inst.days], np.int64),
        _open(inst, bit),
        *_flat(limits_of),
        np.array([one.room for one in inst.limits], np.int64).reshape(-1, inst.n_slots),
        np.array([one.by_group for one in inst.limits], bool),
        inst.before.astype(np.int64),
        *_flat(pairs_of),
        -1 if inst.most_difference is None else inst.most_difference,
    )


def _open(inst: Instance, bit: Array) -> Array:
    """Give the slots in which each participant may meet anybody, a bit for each, by day."""
    found = np.zeros((inst.n_participants, len(inst.days)), np.uint64)
    for p, meetings in enumerate(inst.meetings_of):
        for day, slots in enumerate(inst.days):
            found[p, day] = bit[slots[inst.domain[meetings][:, slots].any(axis=0)]].sum()
    return found


def _flat(lists: Any) -> tuple[Array, Array]:
    """Lay lists end to end; give them and where each begins."""
    starts = np.concatenate([[0], np.cumsum([len(one) for one in lists])]).astype(np.int64)
    everything = [np.asarray(one, np.int64) for one in lists]
    return np.concatenate([*everything, np.zeros(0, np.int64)]), starts


def start(inst: Instance, fixed: tally.Fixed, slot: Array, seed: int) -> tally.State:
    """Count a timetable; `slot` gives the slot of each meeting."""
    n_p, n_s, n_m = inst.n_participants, inst.n_slots, inst.n_meetings
    state = tally.State(
        slot=np.full(n_m, -1, np.int64),
        n_there=np.zeros((n_p, n_s), np.int64),
        at=np.full((n_p, n_s), -1, np.int64),
        busy=np.zeros((n_p, len(inst.days)), np.uint64),
        gaps_of=np.zeros((n_p, len(inst.days)), np.int64),
        idle_of=np.zeros((n_p, len(inst.days)), np.int64),
        gaps=np.zeros(n_p, np.int64),
        idle=np.zeros(n_p, np.int64),
        used=np.zeros((len(inst.limits), n_s), np.int64),
        grouped=np.zeros((len(inst.limits), n_p, n_s), np.int64),
        stamp=np.zeros(n_m, np.int64),
        chain=np.zeros(kernel.MOST_IN_CHAIN + 2, np.int64),
        numbers=np.zeros(n_s + 9, np.int64),
        random=np.array([(seed + 1) * 0x9E3779B97F4A7C15 % 2**64], np.uint64),
    )
    kernel.fill(fixed, state, slot)
    return state


def weights(inst: Instance, worst_first: bool, aim: int) -> tally.Weights:
    """Give the costs: up to `aim` gaps of one participant are cheap."""
    number = np.arange(inst.n_slots + 2, dtype=float)
    dear = OF_WORST * np.maximum(0, number - aim) if worst_first else 0.0
    return tally.Weights(number + dear, OF_IDLE, OF_CLASH, worst_first)


def ready() -> None:
    """Compile the kernel, which takes long once on a computer, or load what was compiled."""
    notice = threading.Timer(SECONDS_TO_LOAD, _log.warning, [COMPILES])
    notice.daemon = True
    notice.start()
    nothing = np.zeros(0, np.int64)
    one = Instance(
        day=np.zeros(1, np.int64),
        sides=np.zeros((0, 2), np.int64),
        domain=np.zeros((0, 1), bool),
        at_once=np.ones(1, np.int64),
        group_size=np.ones(1, np.int64),
        limits=(),
        before=np.zeros((0, 2), np.int64),
        score=np.zeros(0),
        locked=np.zeros(0, bool),
        most_difference=None,
    )
    fixed = fixed_part(one)
    state = start(one, fixed, nothing, 0)
    kernel.run(fixed, state, weights(one, True, 0), HOT, COLD, 0, nothing, UNREACHED)
    notice.cancel()


def anneal(
    inst: Instance,
    slot: Array,
    *,
    length: int | float,
    seed: int = 0,
    worst_first: bool = True,
    aim: int = 0,
    on_better: Callable[[Array], object] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> Array:
    """Improve a timetable from hot to cold.

    Parameters
    ----------
    inst
        The event.
    slot
        The slot of each meeting, all of them placed and nobody double-booked.
    length
        Of the search, in moves (int) or seconds (float).
    seed
        Of the random numbers; the same seed and number of moves give the same timetable.
    worst_first
        Whether the worst participant counts before the sum.
    aim
        How many gaps of the worst participant are thought possible.
    on_better
        Called with every better timetable that breaks no rule.
    stop
        Asked several times a second.

    Returns
    -------
    The best timetable; the last one when none breaks no rule.
    """
    fixed, cost = fixed_part(inst), weights(inst, worst_first, aim)
    state = start(inst, fixed, slot, seed)
    best, reached = slot.copy(), UNREACHED
    for hot, cold, n in _stretches(length, stop):
        last = reached
        reached = kernel.run(fixed, state, cost, hot, cold, n, best, reached)
        if reached < last:
            on_better(best.copy())
        if stop():
            break
    return state.slot.copy() if reached == UNREACHED else best


def _stretches(length: int | float, stop: Callable[[], bool]) -> Iterator[tuple[float, float, int]]:
    """Cut the search into stretches between two looks at the clock: hot, cold, moves."""
    if isinstance(length, int):
        n = max(1, -(-length // N_BETWEEN_LOOKS))
        for i in range(n):
            yield _heat(i / n), _heat((i + 1) / n), min(N_BETWEEN_LOOKS, length)
        return
    began = time.monotonic()
    done = 0.0
    while done < 1 and not stop():
        yield _heat(done), _heat(done), N_BETWEEN_LOOKS
        done = (time.monotonic() - began) / max(length, 1e-3)


def _heat(part: float) -> float:
    """Give the temperature after a part (0 to 1) of the search."""
    return float(HOT * (COLD / HOT) ** part)
