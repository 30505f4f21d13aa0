"""Tempering: timetables at several temperatures that trade places.

Cooling freezes in whatever valley it is in. Here the warm timetables keep finding new valleys and
hand them down to the cold ones (replica exchange: Swendsen and Wang, 1986).
"""

from collections.abc import Callable, Iterable
from itertools import count
from math import exp
from typing import Any

import numpy as np

from matcher.planner import kernel, tally
from matcher.planner.anneal import UNREACHED, anneal, fixed_part, start, weights
from matcher.planner.instance import Array, Instance

N_REPLICAS = 8
COLD, HOT = 0.15, 0.35
OF_CLASH = 2.0  # cheaper than this, a tight event stays in broken rules at these temperatures
N_BETWEEN_TRADES = 50_000
COOLING = 0.3  # part of the time or moves for a first good timetable


def improve(
    inst: Instance,
    slot: Array,
    *,
    length: int | float,
    **how: Any,
) -> Array:
    """Cool down once, then temper what came of it; the parameters are those of `anneal`.

    With seconds (float) for `length`, only `stop` ends it.
    """
    n_cooling = int(COOLING * length) if isinstance(length, int) else COOLING * length
    n_moves = length - int(n_cooling) if isinstance(length, int) else None
    cooled = anneal(inst, slot, length=n_cooling, **how)
    return temper(inst, cooled, n_moves=n_moves, **how)


def temper(
    inst: Instance,
    slot: Array,
    *,
    n_moves: int | None,
    seed: int = 0,
    worst_first: bool = True,
    aim: int = 0,
    on_better: Callable[[Array], object] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> Array:
    """Improve a timetable until told to stop, or in so many moves of all replicas together.

    The parameters are those of `anneal`; the same seed and moves give the same timetable.
    """
    fixed, cost = fixed_part(inst), weights(inst, worst_first, aim)._replace(of_clash=OF_CLASH)
    chance = np.random.default_rng(seed)
    heats = np.geomspace(COLD, HOT, N_REPLICAS).tolist()
    states = [start(inst, fixed, slot, seed * N_REPLICAS + i) for i in range(N_REPLICAS)]
    best, reached = slot.copy(), UNREACHED
    sweeps: Iterable[int] = count()
    n = N_BETWEEN_TRADES
    if n_moves is not None:
        n = min(n, n_moves // N_REPLICAS)
        sweeps = range(n_moves // max(1, N_REPLICAS * n))
    for sweep in sweeps:
        for heat, state in zip(heats, states, strict=True):
            last = reached
            reached = kernel.run(fixed, state, cost, heat, heat, n, best, reached)
            if reached < last:
                on_better(best.copy())
            if stop():
                return best
        _trade(states, [_energy(fixed, state, cost) for state in states], heats, sweep % 2, chance)
    return best


def _energy(fixed: tally.Fixed, state: tally.State, cost: tally.Weights) -> float:
    gaps, idle = float(cost.of_gap[state.gaps].sum()), float(state.numbers[2])
    return gaps + cost.of_idle * idle + cost.of_clash * kernel.clashes(fixed, state)


def _trade(
    states: list[tally.State],
    energy: list[float],
    heats: list[float],
    first: int,
    chance: np.random.Generator,
) -> None:
    """Let every second pair of neighbours trade places, always if the colder one gains."""
    for i in range(first, len(states) - 1, 2):
        gain = (1 / heats[i] - 1 / heats[i + 1]) * (energy[i] - energy[i + 1])
        if gain >= 0 or chance.random() < exp(gain):
            states[i], states[i + 1] = states[i + 1], states[i]
