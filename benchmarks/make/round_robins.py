"""Made-up events whose fewest idle gaps are known because of how they are made.

Suppliers and buyers in a circle meet whoever stands opposite and move one place on in every slot,
so that nobody waits. In some circles everybody is away in one slot, and so waits exactly once.
"""

import random
from datetime import datetime, timedelta

from matcher.planner.problem import Meeting, Participant, Problem, Slot, Table

STARTS = datetime(2026, 11, 25, 8)
MINUTES = 25


def round_robins(n_calm: int, n_waiting: int, size: int, n_slots: int, seed: int = 0) -> Problem:
    """Make circles of `size` suppliers and `size` buyers; the fewest gaps are `fewest_gaps`.

    There are just as many tables as meetings in a slot without anybody away, and the meetings of a
    circle fill all the slots that it is there.
    """
    chance = random.Random(f"{n_calm} {n_waiting} {size} {n_slots} {seed}")
    starts = [STARTS + timedelta(minutes=i * MINUTES) for i in range(n_slots)]
    slots = tuple(Slot(f"T{i:02}", at, at + timedelta(minutes=20)) for i, at in enumerate(starts))
    firms: list[Participant] = []
    meetings: list[Meeting] = []
    for circle in range(n_calm + n_waiting):
        away = {chance.randrange(1, n_slots - 1)} if circle >= n_calm else set[int]()
        free = frozenset(slot.slot_id for i, slot in enumerate(slots) if i not in away)
        for i in range(size):
            firms.append(Participant(f"S-{circle}-{i}", f"CV {circle}-{i}", "supplier", free))
            firms.append(Participant(f"B-{circle}-{i}", f"PT {circle}-{i}", "buyer", free))
        meetings += [
            Meeting(f"M-{circle}-{i}-{turn}", f"S-{circle}-{i}", f"B-{circle}-{(i + turn) % size}")
            for turn in range(len(free))
            for i in range(size)
        ]
    chance.shuffle(firms)
    chance.shuffle(meetings)
    tables = tuple(Table(f"{i:03}") for i in range((n_calm + n_waiting) * size))
    return Problem(slots, tables, tuple(firms), tuple(meetings), name="round robins")


def fewest_gaps(n_waiting: int, size: int) -> int:
    """Give how many gaps there are at least, and at best: one for each of a waiting circle."""
    return 2 * n_waiting * size
