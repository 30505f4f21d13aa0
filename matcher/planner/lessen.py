"""Lessen: leave out meetings until nobody waits much more often than anybody else."""

import numpy as np

from matcher.planner.instance import Array, Instance
from matcher.planner.standing import gaps_and_idle, measure


def lessen(inst: Instance, slot: Array) -> Array:
    """Take blocks of meetings at the edge of a day from who waits most often, short blocks first.

    Parameters
    ----------
    inst
        The event, with a limit on the difference.
    slot
        The slot of each meeting (-1: left out); it keeps every other rule.
    """
    slot = slot.copy()
    while measure(inst, slot).n_clashes:
        there = np.zeros((inst.n_participants, inst.n_slots), bool)
        held = np.flatnonzero(slot >= 0)
        for side in (0, 1):
            there[inst.sides[held, side], slot[held]] = True
        worst = int(gaps_and_idle(inst, there)[0].argmax())
        mine = [m for m in inst.meetings_of[worst].tolist() if slot[m] >= 0]
        edges = [block for day in inst.days for block in _edges(there[worst], day)]
        least = min(edges, key=lambda block: (sum(slot[m] in block for m in mine), block))
        for meeting in mine:
            if slot[meeting] in least:
                slot[meeting] = -1
    return slot


def _edges(busy: Array, day: Array) -> list[list[int]]:
    """Give the first and the last block of a day that has gaps."""
    blocks: list[list[int]] = []
    for s in day.tolist():
        if busy[s] and blocks and blocks[-1][-1] == s - 1:
            blocks[-1].append(s)
        elif busy[s]:
            blocks.append([s])
    return [blocks[0], blocks[-1]] if len(blocks) > 1 else []
