"""The hidden buyers and what each of them really asks for, past and open."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from event.ability import Demand, capacity_per_month, material_fit, size_needed
from event.catalogue import OPERATIONS, PARTS, Part, read
from event.chance import lognormal, stream, tidy, weighted
from event.plants import Plant, position, regencies

OPEN_DATE = date(2026, 12, 8)
EVENT_DATES = (date(2023, 11, 14), date(2024, 10, 8), date(2025, 9, 23))
N_OPEN, N_CLOSED = 120, 150
MUST_KINDS = {
    "process": 3.0, "material": 3.0, "certificate": 1.6, "part_weight_kg": 1.6,
    "volume_per_month": 2.0, "region": 0.3,
}  # fmt: skip


@dataclass
class Buyer:
    """A large firm: `quality` is the level it asks at most, `record` how it treats partners."""

    buyer_id: str
    name: str
    industries: list[str]
    industry: str
    place: str
    position: tuple[float, float]
    quality: int
    size: float
    record: float
    payment_days: int


@dataclass
class Need:
    """One need as it really is; `musts` are the kinds on which the buyer insists."""

    need_id: str
    buyer: Buyer
    demand: Demand
    day: date
    status: str
    musts: list[str] = field(default_factory=list)
    must_operation: str = ""
    must_province: str = ""


def make_buyers(seed: int) -> list[Buyer]:
    """The buyers of the list, with habits of their own."""
    rows = regencies()
    buyers = []
    for i, row in enumerate(read("buyers")):
        rng = stream(seed, "buyer", i)
        buyers.append(
            Buyer(
                f"B-{i + 1:02d}",
                row["name"],
                row["industries"].split(";"),
                row["industry"],
                row["place"],
                position(row["regency_id"], rows),
                int(row["quality"]),
                float(row["size"]),
                rng.betavariate(5, 2),
                rng.choice([14, 30, 30, 30, 45, 45, 60, 60, 90]),
            )
        )
    return buyers


def _demand(rng: random.Random, part: Part, buyer: Buyer) -> Demand:
    size = lognormal(rng, 1.0, 0.22)
    volume = part.volume_per_month * buyer.size * lognormal(rng, 0.55, 0.6)
    tolerance = part.tolerance_mm * rng.choice([0.5, 0.7, 1, 1, 1, 1.5])
    return Demand(
        part=part,
        weight_kg=tidy(part.weight_kg * size),
        length_mm=tidy(part.length_mm * size ** (1 / 3)),
        tolerance_mm=tidy(tolerance, 1),
        volume_per_month=max(1, tidy(volume)),
        material=rng.choice(part.materials),
        quality=min(part.quality + rng.choice([-1, 0, 0]), buyer.quality) if part.quality else 0,
    )


def _part_for(
    rng: random.Random, buyer: Buyer, asked: dict[str, int], able: dict[str, int]
) -> Part:
    weights = {}
    for part in PARTS.values():
        if set(part.industries) & set(buyer.industries):
            rare = (0.12, 0.5, 0.8, 1.0)[min(3, able[part.part_id])]
            weights[part.part_id] = rare * 0.35 ** asked.get(part.part_id, 0)
    return PARTS[weighted(rng, weights)[0]]


def _insist(rng: random.Random, need: Need) -> None:
    n_musts = rng.choice([1, 1, 1, 2, 2, 3, 0]) if rng.random() < 0.7 else 0
    kinds = dict(MUST_KINDS)
    if need.demand.quality < 2:
        del kinds["certificate"]
    need.musts = sorted(weighted(rng, kinds, n_musts))
    need.must_province = rng.choice(["Jawa Tengah", "Jawa Timur", "Jawa Barat"])
    major = [op for op in need.demand.part.chain if not OPERATIONS[op].minor]
    need.must_operation = rng.choice(major[:2])


def _past_day(rng: random.Random) -> date:
    if rng.random() < 0.7:
        return rng.choice(EVENT_DATES)
    return date(2023, 2, 1) + timedelta(days=rng.randrange(1030))


def make_needs(seed: int, buyers: list[Buyer], able: dict[str, int], status: str) -> list[Need]:
    """Open or closed needs; `able` counts the plants that could make a part at all."""
    is_open = status == "open"
    asked: dict[str, int] = {}
    needs = []
    for i in range(N_OPEN if is_open else N_CLOSED):
        rng = stream(seed, status, i)
        everyone_once = i < len(buyers)
        buyer = buyers[i] if everyone_once else rng.choices(buyers, [b.size for b in buyers])[0]
        part = _part_for(rng, buyer, asked, able)
        asked[part.part_id] = asked.get(part.part_id, 0) + 1
        day = OPEN_DATE if is_open else _past_day(rng)
        need_id = f"N-{i + 1:03d}" if is_open else f"P-{i + 1:03d}"
        need = Need(need_id, buyer, _demand(rng, part, buyer), day, status)
        _insist(rng, need)
        needs.append(need)
    return sorted(needs, key=lambda need: (need.day, need.need_id))


def event_of(day: date) -> str:
    """The id of the event held that day; blank for a need that came up between two events."""
    return f"E-{day:%Y-%m}-DEMO" if day in (*EVENT_DATES, OPEN_DATE) else ""


def meets_must(plant: Plant, need: Need, kind: str) -> bool:
    """Whether the plant, as it really is, satisfies one must-have."""
    demand = need.demand
    if kind == "process":
        return OPERATIONS[need.must_operation].machine in plant.machines
    if kind == "material":
        return material_fit(plant, demand.material) >= 0.75
    if kind == "certificate":
        return plant.quality >= demand.quality
    if kind == "volume_per_month":
        return capacity_per_month(plant, demand.part) >= 0.9 * demand.volume_per_month
    if kind == "region":
        return plant.province == need.must_province
    heavy = [op for op in demand.part.chain if OPERATIONS[op].size_unit in ("kg", "ton")]
    return all(
        size_needed(op, demand) <= 1.05 * plant.machines.get(OPERATIONS[op].machine, 0)
        for op in heavy
    )
