"""The hidden plants: what stands in the hall, what it can do and how much of it."""

import csv
import math
import random
from dataclasses import dataclass, field
from pathlib import Path

from event.catalogue import MATERIAL_CLASS, OPERATIONS, read
from event.chance import lognormal, stream, weighted

REGENCIES = Path(__file__).parents[3] / "data/places/regencies.csv"
INDUSTRY_WEIGHT = {
    "r2": 3.0, "r4": 3.0, "rail": 1.0, "heavy": 1.0, "elec": 1.2, "furn": 0.8,
    "agri": 1.0, "infra": 0.8, "mach": 1.0,
}  # fmt: skip


@dataclass
class Plant:
    """One IKM as it really is. `machines` holds sizes in kg, ton or mm as the machine's unit."""

    plant_id: str
    sentra: str
    archetype: str
    position: tuple[float, float]
    province: str
    workers: int
    machines: dict[str, float]
    grades: set[str]
    skill: dict[str, float]
    fineness: float
    quality: int
    reliability: float
    scale: float
    likes: list[str]
    has_history: bool
    family_scale: dict[str, float] = field(default_factory=dict)
    experience: dict[str, float] = field(default_factory=dict)
    partners: dict[str, float] = field(default_factory=dict)


def regencies() -> dict[str, dict[str, str]]:
    """Regencies by their BPS code."""
    with REGENCIES.open(encoding="utf-8", newline="") as file:
        return {row["regency_id"]: row for row in csv.DictReader(file)}


def position(regency_id: str, rows: dict[str, dict[str, str]]) -> tuple[float, float]:
    """Latitude and longitude of the seat in degrees."""
    return float(rows[regency_id]["latitude"]), float(rows[regency_id]["longitude"])


def distance_km(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Great-circle distance (haversine)."""
    a, b, c, d = map(math.radians, (*here, *there))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


def _archetypes() -> tuple[dict[str, dict[str, str]], dict[str, dict[str, float]]]:
    rows = {row["archetype"]: row for row in read("archetypes")}
    shares: dict[str, dict[str, float]] = {}
    for name, row in rows.items():
        for part in row["sentra"].split(";"):
            sentra, share = part.split(":")
            shares.setdefault(sentra, {})[name] = float(share)
    return rows, shares


def _machines(rng: random.Random, stated: str) -> dict[str, float]:
    machines = {}
    for item in stated.split(";"):
        name, low, high, chance = item.split(":")
        size = float(low) * (float(high) / float(low)) ** rng.random()
        if rng.random() < float(chance):
            machines[name] = round(size)
    return machines


def _stray_machine(rng: random.Random, machines: dict[str, float]) -> None:
    extra = {"lathe": 400.0, "press": 60.0, "mig": 900.0, "mill": 400.0, "paint_booth": 900.0}
    if rng.random() < 0.25:
        machines.setdefault(*rng.choice(sorted(extra.items())))


def _grades(rng: random.Random, stated: str) -> set[str]:
    listed = stated.split(";")
    known = {grade for grade in listed if rng.random() < 0.6} | {listed[0]}
    known |= {g for g in MATERIAL_CLASS if rng.random() < 0.01}
    return known


def _quality(rng: random.Random, workers: int) -> int:
    level = rng.gauss(0.5 + 0.6 * math.log(workers / 12), 0.9)
    return max(0, min(3, round(level)))


def make_plant(
    seed: int, number: int, sentra: dict[str, str], rows: dict[str, dict[str, str]]
) -> Plant:
    """One plant of a sentra, drawn from the kinds of workshop that are common there."""
    rng = stream(seed, "plant", number)
    kinds, shares = _archetypes()
    kind = weighted(rng, shares[sentra["sentra"]])[0]
    low, high = map(int, kinds[kind]["workers"].split(":"))
    workers = round(low * (high / low) ** rng.random())
    machines = _machines(rng, kinds[kind]["machines"])
    _stray_machine(rng, machines)
    return Plant(
        plant_id=f"I-{number:03d}",
        sentra=sentra["sentra"],
        archetype=kind,
        position=position(sentra["regency_id"], rows),
        province=rows[sentra["regency_id"]]["province"],
        workers=workers,
        machines=machines,
        grades=_grades(rng, kinds[kind]["materials"]),
        skill={operation: rng.uniform(0.65, 1.0) for operation in OPERATIONS},
        fineness=lognormal(rng, 1.0, 0.35),
        quality=_quality(rng, workers),
        reliability=rng.betavariate(6, 2.5),
        scale=lognormal(rng, (workers / 25) ** 0.6, 0.4),
        likes=weighted(rng, INDUSTRY_WEIGHT, rng.choice([1, 2, 2, 3])),
        has_history=rng.random() < 0.66,
    )


def make_plants(seed: int) -> list[Plant]:
    """All plants, sentra by sentra."""
    rows = regencies()
    homes = [row for row in read("sentra") for _ in range(int(row["n_firms"]))]
    return [make_plant(seed, i + 1, home, rows) for i, home in enumerate(homes)]
