"""What came of past needs: dated steps, and the experience and partners they left behind."""

import math
import random
from dataclasses import dataclass
from datetime import date, timedelta

from event.ability import suitability
from event.chance import stream, weighted
from event.choice import utilities
from event.demand import Need
from event.plants import Plant

LAST_DAY = date(2026, 11, 20)
# Step, chance that it is taken at all, how hard it is to get past it, days after the last one.
LADDER = [
    ("follow_up", 0.75, 0.2, (5, 30)),
    ("nda", 0.35, 0.0, (5, 25)),
    ("rfq", 0.7, 0.3, (7, 40)),
    ("quotation", 0.8, 0.5, (5, 25)),
    ("factory_visit", 0.6, 0.5, (10, 45)),
    ("sample", 0.75, 0.9, (15, 70)),
    ("mou", 0.45, 0.3, (10, 60)),
    ("trial_order", 0.65, 0.6, (20, 70)),
    ("audit", 0.35, 0.6, (15, 60)),
    ("purchase_order", 0.85, 0.5, (20, 90)),
    ("repeat_order", 0.6, 0.4, (40, 150)),
]
SUPPLIER_REASONS = {
    "follow_up": "belum ada waktu", "quotation": "harga bahan baku naik",
    "sample": "sampel tidak masuk toleransi", "trial_order": "pengiriman terlambat",
    "audit": "SOP belum ada", "purchase_order": "kapasitas tidak cukup",
}  # fmt: skip
BUYER_REASONS = ["harga belum cocok", "model dihentikan", "anggaran ditunda", "sudah ada pemasok"]


@dataclass
class Step:
    """One row of outcomes."""

    need: Need
    supplier_id: str
    step: str
    by: str
    reason: str
    day: date


def _met(seed: int, plants: list[Plant], need: Need) -> list[str]:
    rng = stream(seed, "met", need.need_id)
    known = [plant for plant in plants if plant.has_history]
    weights = {k: math.exp(v) for k, v in utilities(seed + 1, known, need, 0.3).items()}
    n_met = rng.choice([1, 1, 2, 2, 3, 4])
    met = weighted(rng, weights, n_met)
    if rng.random() < 0.3 or not met:  # organisers also seat pairs that were never likely
        met.append(rng.choice([p.plant_id for p in known if p.plant_id not in met]))
    return met


def _failure(rng: random.Random, plant: Plant, need: Need, step: str) -> tuple[str, str, str]:
    supplier_share = 0.35 + 0.6 * (1 - plant.reliability) + 0.3 * (need.buyer.record - 0.7)
    by = "supplier" if rng.random() < supplier_share else "buyer"
    silent = rng.random() < 0.35
    if silent:
        return "no_answer", by, ""
    reason = SUPPLIER_REASONS.get(step, "") if by == "supplier" else rng.choice(BUYER_REASONS)
    return "stopped", by, reason


def _no_show(rng: random.Random, plant: Plant, need: Need) -> str:
    if rng.random() < 0.35 * (1 - plant.reliability):
        return "supplier"
    return "buyer" if rng.random() < 0.15 * (1 - need.buyer.record) else ""


def _climb(rng: random.Random, plant: Plant, need: Need) -> list[Step]:
    absent = _no_show(rng, plant, need)
    first = "no_show" if absent else "meeting"
    day = need.day
    steps = [Step(need, plant.plant_id, first, absent, "", day)]
    drive = 0.65 + 1.6 * suitability(plant, need.demand) + 2.0 * (plant.reliability - 0.7)
    drive += 1.2 * (need.buyer.record - 0.7)
    for step, taken, hard, (low, high) in [] if absent else LADDER:
        day += timedelta(days=rng.randint(low, high))
        if day > LAST_DAY:
            break
        if rng.random() > 1 / (1 + math.exp(-2 * (drive - hard))):
            failure, by, reason = _failure(rng, plant, need, step)
            steps.append(Step(need, plant.plant_id, failure, by, reason, day))
            break
        if rng.random() < taken:
            steps.append(Step(need, plant.plant_id, step, "", "", day))
    return steps


def _learn(plant: Plant, need: Need, steps: list[Step]) -> None:
    names = {step.step for step in steps}
    if names & {"purchase_order", "repeat_order"}:
        part_id = need.demand.part.part_id
        plant.experience[part_id] = min(1.0, plant.experience.get(part_id, 0.0) + 0.5)
        plant.partners[need.buyer.buyer_id] = 1.0
    elif "mou" in names:
        plant.partners.setdefault(need.buyer.buyer_id, 0.4)


def live_through(seed: int, plants: list[Plant], needs: list[Need]) -> list[Step]:
    """Steps of all past needs in order of time; the plants learn from what they deliver."""
    by_id = {plant.plant_id: plant for plant in plants}
    steps: list[Step] = []
    for need in needs:
        for name in _met(seed, plants, need):
            taken = _climb(stream(seed, "climb", need.need_id, name), by_id[name], need)
            _learn(by_id[name], need, taken)
            steps += taken
    return steps
