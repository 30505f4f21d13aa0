"""Made-up events of any size for the planner's tests and benchmarks.

Two half-days, sentra buses that arrive late, large buyers with several people, a few that meet
suppliers in groups, an interpreter shared by foreign buyers, a projector on every tenth table, and
some locked meetings. Meetings are drawn together with a timetable that holds them all, so a
plan without anything left out exists; `planted` gives it, badly full of gaps as it is.
"""

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from math import ceil

from matcher.planner.plan import Placed
from matcher.planner.problem import Meeting, Participant, Problem, Resource, Slot, Table

FIRST_AFTERNOON = datetime(2026, 11, 25, 13, 0)
SECOND_MORNING = datetime(2026, 11, 26, 8, 30)
SLOT_MINUTES, CHANGEOVER_MINUTES = 20, 5
N_BUSES = 5
FILLED = 0.74  # the share of a buyer's places that meetings are drawn for
SPARE_TABLES = 1.15
PROJECTOR, INTERPRETER = "proyektor", "interpreter"


def event(
    n_suppliers: int, n_buyers: int, seed: int = 0, n_tables: int | None = None, n_slots: int = 12
) -> Problem:
    """Make an event that has a plan with every meeting.

    `n_tables` None gives 15 percent more places at tables than meetings; fewer tables mean fewer
    meetings. The first half of the slots is the first afternoon, the rest the next morning.
    """
    return planted(n_suppliers, n_buyers, seed, n_tables, n_slots)[0]


def planted(
    n_suppliers: int, n_buyers: int, seed: int = 0, n_tables: int | None = None, n_slots: int = 12
) -> tuple[Problem, tuple[Placed, ...]]:
    """Make an event and give the timetable its meetings were drawn with."""
    chance = random.Random(f"{n_suppliers} {n_buyers} {n_slots} {seed}")
    slots = _slots(n_slots)
    suppliers = [_supplier(i, slots, chance) for i in range(1, n_suppliers + 1)]
    buyers = [_buyer(i, slots, chance) for i in range(1, n_buyers + 1)]
    wanted = {b.firm_id: _n_wanted(b, n_slots, n_suppliers) for b in buyers}
    n_tables = n_tables or max(1, ceil(SPARE_TABLES * _n_seats(buyers, n_slots) / n_slots))
    tables = tuple(_table(i) for i in range(1, n_tables + 1))
    drawn = _Drawing(slots, tables, chance)
    for buyer in sorted(buyers, key=lambda b: (-wanted[b.firm_id], b.firm_id)):
        drawn.meet(buyer, suppliers, wanted[buyer.firm_id])
    problem = Problem(
        slots=slots,
        tables=tables,
        participants=(*suppliers, *buyers),
        meetings=tuple(drawn.meetings),
        resources=(Resource(INTERPRETER, n_at_once=max(1, n_buyers // 20)),),
        name=f"{n_suppliers} x {n_buyers}, seed {seed}",
    )
    return problem, tuple(drawn.placed)


@dataclass
class _Drawing:
    """Meetings and their places as they are drawn."""

    slots: tuple[Slot, ...]
    tables: tuple[Table, ...]
    chance: random.Random
    meetings: list[Meeting] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    n_held: Counter[tuple[str, str]] = field(default_factory=Counter)
    taken: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    n_interpreted: Counter[str] = field(default_factory=Counter)

    def meet(self, buyer: Participant, suppliers: list[Participant], n_wanted: int) -> None:
        """Draw meetings of a buyer, table by table, until it has those it wants."""
        met: set[str] = set()
        foreign = int(buyer.firm_id[2:]) % 20 == 7
        places = [s for s in self.slots for _ in range(buyer.n_people) if _comes(buyer, s)]
        self.chance.shuffle(places)
        for slot in places:
            if len(met) >= n_wanted:
                return
            table = self._table(slot)
            if table is None or (foreign and self.n_interpreted[slot.slot_id]):
                continue
            n = min(buyer.group_size, n_wanted - len(met))
            for supplier in self._able(slot, suppliers, met)[:n]:
                met.add(supplier.firm_id)
                self._add(supplier, buyer, slot, table, foreign)
                foreign = False  # a group has one interpreter

    def _table(self, slot: Slot) -> Table | None:
        open_ = [t for t in self.tables if t.table_id not in self.taken[slot.slot_id]]
        return self.chance.choice(open_) if open_ else None

    def _able(self, slot: Slot, suppliers: list[Participant], met: set[str]) -> list[Participant]:
        able = [
            s
            for s in suppliers
            if s.firm_id not in met
            and _comes(s, slot)
            and self.n_held[s.firm_id, slot.slot_id] < s.n_people
        ]
        weight = {s.firm_id: self.chance.random() for s in able}
        return sorted(able, key=lambda s: weight[s.firm_id])

    def _add(
        self, supplier: Participant, buyer: Participant, slot: Slot, table: Table, foreign: bool
    ) -> None:
        meeting = Meeting(
            meeting_id=f"M-{len(self.meetings) + 1:04}",
            supplier_id=supplier.firm_id,
            buyer_id=buyer.firm_id,
            need_id=f"N-{buyer.firm_id[2:]}-{self.chance.randint(1, 3)}",
            score=round(self.chance.triangular(40, 98, 72), 1),
            resources=frozenset({INTERPRETER}) if foreign else frozenset(),
        )
        if PROJECTOR in table.equipment and self.chance.random() < 0.3:
            meeting = replace(meeting, equipment=frozenset({PROJECTOR}))
        if self.chance.random() < 0.02:
            meeting = replace(meeting, locked=slot.slot_id, table=table.table_id)
        self.meetings.append(meeting)
        self.placed.append(Placed(meeting.meeting_id, slot.slot_id, table.table_id))
        self.n_held[supplier.firm_id, slot.slot_id] += 1
        self.taken[slot.slot_id].add(table.table_id)
        self.n_interpreted[slot.slot_id] += foreign


def _slots(n_slots: int) -> tuple[Slot, ...]:
    n_first = (n_slots + 1) // 2
    found = []
    for i in range(n_slots):
        first = i < n_first
        begins, nth = (FIRST_AFTERNOON, i) if first else (SECOND_MORNING, i - n_first)
        starts = begins + timedelta(minutes=nth * (SLOT_MINUTES + CHANGEOVER_MINUTES))
        ends = starts + timedelta(minutes=SLOT_MINUTES)
        found.append(Slot(f"T{i + 1:02}", starts, ends, "Rabu siang" if first else "Kamis pagi"))
    return tuple(found)


def _table(i: int) -> Table:
    return Table(f"{i:03}", frozenset({PROJECTOR}) if i % 10 == 0 else frozenset())


def _supplier(i: int, slots: tuple[Slot, ...], chance: random.Random) -> Participant:
    """Two in five come by one of the buses, the last of which misses two slots of the day."""
    n_missed = (chance.randrange(N_BUSES) + 1) // 2 if chance.random() < 0.4 else 0
    free = _free(slots, n_missed, chance)
    return Participant(f"S-{i:03}", f"CV Komponen {i}", "supplier", free)


def _buyer(i: int, slots: tuple[Slot, ...], chance: random.Random) -> Participant:
    """Every sixth buyer sends two people, every tenth meets up to three suppliers together."""
    return Participant(
        firm_id=f"B-{i:03}",
        name=f"PT Industri {i}",
        side="buyer",
        free=_free(slots, 0, chance),
        n_people=2 if i % 6 == 0 else 1,
        group_size=3 if i % 10 == 0 else 1,
    )


def _free(slots: tuple[Slot, ...], n_missed: int, chance: random.Random) -> frozenset[str] | None:
    """Leave out the first slots of the event, and one more here and there for another duty."""
    free = {slot.slot_id for slot in slots[n_missed:]}
    free -= {slot.slot_id for slot in slots if chance.random() < 0.04}
    return None if len(free) == len(slots) or not free else frozenset(free)


def _comes(firm: Participant, slot: Slot) -> bool:
    return firm.free is None or slot.slot_id in firm.free


def _n_wanted(buyer: Participant, n_slots: int, n_suppliers: int) -> int:
    n_slots = n_slots if buyer.free is None else len(buyer.free)
    return min(n_suppliers, max(1, round(FILLED * n_slots * buyer.at_once)))


def _n_seats(buyers: list[Participant], n_slots: int) -> float:
    return sum(FILLED * n_slots * buyer.n_people for buyer in buyers)
