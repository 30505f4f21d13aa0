"""Whom a buyer would take: utilities of the logit kind, and the graded truth of each open need."""

import math
import random

from event.ability import suitability
from event.catalogue import PARTS
from event.chance import gumbel, stream
from event.demand import Need, meets_must
from event.plants import Plant, distance_km

SUITABILITY, SAME_PART, SAME_FAMILY = 2.0, 0.9, 0.6
QUALITY, RELIABILITY, KNOWN_PARTNER = 0.25, 1.8, 0.8
KM_100, KM_100_HEAVY, HEAVY_KG = 0.15, 0.25, 20.0
NOISE = 0.5
OUTSIDE, OUTSIDE_SPREAD = -2.5, 0.5
FORGIVES = 0.08
N_TAKEN = {1: 2, 2: 3, 3: 4, 4: 3, 5: 2, 6: 2}
GRADE_GAPS = (0.4, 1.2)


def family_experience(plant: Plant, family: str) -> float:
    """0 to 1, growing with each part type of the family it has made."""
    made = sum(v for k, v in plant.experience.items() if PARTS[k].family == family)
    return 1 - math.exp(-made)


def steady_utility(plant: Plant, need: Need) -> float:
    """Utility without noise; minus infinity when the plant cannot make the part."""
    fit = suitability(plant, need.demand)
    if fit < 0.02:
        return -math.inf
    part = need.demand.part
    # A newcomer's reliability is known from visits and hearsay only.
    known = 1.0 if plant.has_history else 0.5
    per_100_km = KM_100_HEAVY if need.demand.weight_kg > HEAVY_KG else KM_100
    return (
        SUITABILITY * math.log(fit)
        + SAME_PART * plant.experience.get(part.part_id, 0.0)
        + SAME_FAMILY * family_experience(plant, part.family)
        + QUALITY * (plant.quality - 1)
        + RELIABILITY * known * (plant.reliability - 0.7)
        + KNOWN_PARTNER * plant.partners.get(need.buyer.buyer_id, 0.0)
        - per_100_km * distance_km(plant.position, need.buyer.position) / 100
    )


def insists(plant: Plant, need: Need, rng: random.Random) -> bool:
    """Whether a missed must-have rules the plant out; now and then a buyer lets it pass."""
    missed = sum(not meets_must(plant, need, kind) for kind in need.musts)
    return missed > 0 and rng.random() > FORGIVES**missed


def utilities(seed: int, plants: list[Plant], need: Need, noise: float = NOISE) -> dict[str, float]:
    """Noisy utility of every plant that could serve the need."""
    found = {}
    for plant in plants:
        rng = stream(seed, "utility", need.need_id, plant.plant_id)
        steady = steady_utility(plant, need)
        shock = noise * gumbel(rng)
        if steady > -math.inf and not insists(plant, need, rng):
            found[plant.plant_id] = steady + shock
    return found


def _grade(behind: float) -> int:
    close, middling = GRADE_GAPS
    return 3 if behind <= close else 2 if behind <= middling else 1


def true_suppliers(seed: int, plants: list[Plant], need: Need) -> list[tuple[str, int]]:
    """The suppliers that the buyer would really take, best first, with grades 3 to 1."""
    rng = stream(seed, "truth", need.need_id)
    outside = rng.gauss(OUTSIDE, OUTSIDE_SPREAD)
    n_taken = rng.choices(list(N_TAKEN), list(N_TAKEN.values()))[0]
    values = utilities(seed, plants, need)
    better = [(-value, name) for name, value in values.items() if value > outside]
    ranked = sorted(better)[:n_taken]
    return [(name, _grade(loss - ranked[0][0])) for loss, name in ranked]
