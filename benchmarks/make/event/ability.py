"""How well a plant can make a part: machines, material, size, tolerance, volume, quality."""

import math
from dataclasses import dataclass, replace

from event.catalogue import MATERIAL_CLASS, OPERATIONS, PARTS, Part
from event.chance import lognormal, stream, weighted
from event.plants import Plant

# What a shop does when it lacks the right machine, and how well that works.
SUBSTITUTES = {
    "die_cast": ("pour_alu", 0.45), "tig": ("mig", 0.75), "mig": ("tig", 0.9),
    "grind": ("turn", 0.55), "spot": ("mig", 0.85), "draw": ("press", 0.4),
    "hob": ("mill", 0.4), "bore": ("turn", 0.75), "drill": ("mill", 1.0),
    "roll": ("bend_sheet", 0.5), "cut_sheet": ("press", 0.7), "bend_sheet": ("press", 0.6),
    "form_wire": ("press", 0.5), "polish": ("grind", 0.8),
}  # fmt: skip
TONNES = {  # at rest, per mm of the largest dimension, per kg
    "press": (12, 0.22, 14), "draw": (15, 0.26, 17), "inject": (30, 0.35, 110),
    "die_cast": (60, 0.6, 60), "mould_rubber": (20, 0.4, 40),
}  # fmt: skip
BOUGHT_IN, BOUGHT_IN_DRILLING = 0.65, 0.55
CLOSE_MATERIAL = [{"cast_iron", "ductile"}, {"sheet", "steel_plate"}, {"steel_bar", "spring_steel"}]


@dataclass(frozen=True)
class Demand:
    """What one need asks of a part type, in the part's units."""

    part: Part
    weight_kg: float
    length_mm: float
    tolerance_mm: float
    volume_per_month: float
    material: str
    quality: int


def nominal(part: Part) -> Demand:
    """The demand of a part type as the catalogue states it."""
    return Demand(
        part,
        part.weight_kg,
        part.length_mm,
        part.tolerance_mm,
        part.volume_per_month,
        part.materials[0],
        part.quality,
    )


def size_needed(operation: str, demand: Demand) -> float:
    """Size of the machine the operation asks for, in the machine's unit."""
    unit = OPERATIONS[operation].size_unit
    if unit == "kg":
        return demand.weight_kg * (1.25 if operation.startswith("pour") else 1.0)
    if unit == "ton":
        rest, per_mm, per_kg = TONNES[operation]
        return rest + per_mm * demand.length_mm + per_kg * demand.weight_kg
    return 0.85 * demand.length_mm


def _machine_fit(plant: Plant, operation: str, demand: Demand) -> float:
    machine = OPERATIONS[operation].machine
    if machine == "none":
        return plant.skill[operation]
    if machine not in plant.machines:
        return 0.0
    load = size_needed(operation, demand) / plant.machines[machine]
    size_fit = 1.0 if load <= 1 else 0.5 if load <= 1.2 else 0.0
    return size_fit * plant.skill[operation]


def operation_fit(plant: Plant, operation: str, demand: Demand) -> float:
    """0 to 1; another machine may stand in, a finishing step may be bought in."""
    fit = _machine_fit(plant, operation, demand)
    if operation in SUBSTITUTES:
        other, worth = SUBSTITUTES[operation]
        if other in TONNES or OPERATIONS[other].size_unit != "ton":
            fit = max(fit, worth * _machine_fit(plant, other, demand))
    if OPERATIONS[operation].minor:
        fit = max(fit, BOUGHT_IN)
    if operation in ("drill", "thread"):
        fit = max(fit, BOUGHT_IN_DRILLING)
    return fit


def material_fit(plant: Plant, material: str) -> float:
    """1 for a grade it works, 0.75 for its class, 0.55 for a neighbour, 0.3 for a stranger."""
    if material in plant.grades:
        return 1.0
    mine = {MATERIAL_CLASS[grade] for grade in plant.grades}
    asked = MATERIAL_CLASS[material]
    if asked in mine:
        return 0.75
    if any(asked in group and mine & group for group in CLOSE_MATERIAL):
        return 0.55
    return 0.3


def attainable_mm(plant: Plant, part: Part) -> float:
    """The finest tolerance the plant holds on this chain, in mm."""
    shaping = [op for op in part.chain if OPERATIONS[op].machine in plant.machines]
    finest = min((OPERATIONS[op].tolerance_mm for op in shaping), default=1.0)
    return finest * plant.fineness


def capacity_per_month(plant: Plant, part: Part) -> float:
    """Pieces a month the plant could really free for this part."""
    return part.volume_per_month * plant.scale * plant.family_scale.get(part.family, 1.0)


def _tolerance_fit(plant: Plant, demand: Demand) -> float:
    excess = attainable_mm(plant, demand.part) / demand.tolerance_mm
    return 1.0 if excess <= 1 else math.exp(-1.1 * math.log2(excess))


def _capacity_fit(plant: Plant, demand: Demand) -> float:
    cover = capacity_per_month(plant, demand.part) / demand.volume_per_month
    return 0.0 if cover < 0.2 else min(1.0, cover) ** 0.7


def suitability(plant: Plant, demand: Demand) -> float:
    """0 (cannot) to 1 (well): a chain is as good as the product of its links allows."""
    fits = [operation_fit(plant, op, demand) for op in demand.part.chain]
    chain = math.prod(fits) ** (1 / math.sqrt(len(fits)))
    quality = (1.0, 0.6, 0.2, 0.0)[max(0, min(3, demand.quality - plant.quality))]
    material = material_fit(plant, demand.material)
    return chain * material * quality * _tolerance_fit(plant, demand) * _capacity_fit(plant, demand)


def nominal_suitability(plant: Plant, part: Part) -> float:
    """Suitability for the part as catalogued, with no quality system asked and any material."""
    best = max(part.materials, key=lambda material: material_fit(plant, material))
    return suitability(plant, replace(nominal(part), material=best, quality=0))


def give_experience(seed: int, plant: Plant) -> None:
    """Settle capacity per family and the part types the plant has made before."""
    rng = stream(seed, "experience", plant.plant_id)
    for family in sorted({part.family for part in PARTS.values()}):
        plant.family_scale[family] = lognormal(rng, 1.0, 0.4)
    fits = {part.part_id: nominal_suitability(plant, part) for part in PARTS.values()}
    floor = min(0.15, sorted(fits.values())[-3])
    able = {}
    for part_id, fit in fits.items():
        liked = 4.0 if set(PARTS[part_id].industries) & set(plant.likes) else 1.0
        if fit > 0 and fit >= floor:
            able[part_id] = fit**2 * liked
    n_parts = rng.choice([4, 5, 6, 7, 8, 10, 12, 14])
    for part_id in weighted(rng, able, n_parts):
        plant.experience[part_id] = rng.uniform(0.3, 1.0)
