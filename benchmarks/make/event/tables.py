"""The whole event as rows: the hidden world is lived through once, then written down."""

from collections import Counter
from dataclasses import dataclass

from event.ability import give_experience, nominal_suitability
from event.capability_sheets import capability_rows
from event.catalogue import PARTS, WORDS
from event.chance import stream
from event.choice import true_suppliers
from event.demand import Buyer, Need, event_of, make_buyers, make_needs
from event.firm_sheets import (
    STAMP,
    Row,
    buyer_row,
    certificate_rows,
    firm_row,
    make_profiles,
)
from event.history import Step, live_through
from event.need_sheets import write_needs
from event.plants import Plant, make_plants
from event.regional import wide_row


@dataclass
class World:
    """What really is: plants, buyers, needs and what came of the past ones."""

    plants: list[Plant]
    buyers: list[Buyer]
    past: list[Need]
    open: list[Need]
    steps: list[Step]


def make_world(seed: int) -> World:
    """Plants learn in the past; the open needs come after."""
    plants, buyers = make_plants(seed), make_buyers(seed)
    for plant in plants:
        give_experience(seed, plant)
    able = {
        part.part_id: sum(nominal_suitability(plant, part) > 0.15 for plant in plants)
        for part in PARTS.values()
    }
    past = make_needs(seed, buyers, able, "closed")
    steps = live_through(seed, plants, past)
    return World(plants, buyers, past, make_needs(seed, buyers, able, "open"), steps)


def outcome_rows(steps: list[Step]) -> list[Row]:
    """Rows of outcomes.csv in order of time."""
    ordered = sorted(steps, key=lambda s: (s.day, s.need.need_id, s.supplier_id))
    return [
        {
            "outcome_id": f"O-{i + 1:04d}",
            "need_id": step.need.need_id,
            "supplier_id": step.supplier_id,
            "step": step.step,
            "by": step.by,
            "reason": step.reason,
            "date": step.day.isoformat(),
            **STAMP,
            "as_of": step.day.isoformat(),
        }
        for i, step in enumerate(ordered)
    ]


def partnership_rows(seed: int, steps: list[Step]) -> list[Row]:
    """One row for each memorandum that was signed."""
    signed = sorted(
        (s for s in steps if s.step == "mou"),
        key=lambda s: (s.day, s.need.need_id, s.supplier_id),
    )
    rows = []
    for i, step in enumerate(signed):
        rng = stream(seed, "partnership", step.need.need_id, step.supplier_id)
        spelled = WORDS["part"][step.need.demand.part.part_id]["id"]
        rows.append(
            {
                "partnership_id": f"M-{i + 1:03d}",
                "supplier_id": step.supplier_id,
                "buyer_id": step.need.buyer.buyer_id,
                "kind": "mou",
                "date": step.day.isoformat(),
                "event_id": event_of(step.need.day),
                "product": rng.choice(spelled),
                **STAMP,
                "as_of": step.day.isoformat(),
            }
        )
    return rows


def truth_rows(seed: int, world: World) -> list[Row]:
    """Rows of the truth, open needs only, best supplier first."""
    return [
        {"need_id": need.need_id, "supplier_id": supplier_id, "grade": grade}
        for need in world.open
        for supplier_id, grade in true_suppliers(seed, world.plants, need)
    ]


def make_tables(seed: int, used: Counter[str]) -> dict[str, list[Row]]:
    """Every table of the event by its file's name; `used` counts the spellings written."""
    world = make_world(seed)
    profiles = make_profiles(seed, world.plants, used)
    tables: dict[str, list[Row]] = {"capabilities": [], "certificates": [], "ikm": []}
    tables["buyers"] = [buyer_row(buyer) for buyer in world.buyers]
    tables["firms"] = [firm_row(profile) for profile in profiles] + tables["buyers"]
    for profile in profiles:
        mine, certificates = capability_rows(profile), certificate_rows(profile)
        tables["ikm"].append(wide_row(seed, profile, mine, certificates))
        tables["certificates"] += certificates
        for row in mine:
            number = len(tables["capabilities"]) + 1
            ids: Row = {"capability_id": f"C-{number:03d}", "firm_id": profile.plant.plant_id}
            tables["capabilities"].append(ids | row | STAMP)
    needs, musts = write_needs(seed, world.past + world.open, used)
    tables |= {"needs": needs, "requirements": musts, "outcomes": outcome_rows(world.steps)}
    tables["partnerships"] = partnership_rows(seed, world.steps)
    tables["truth"] = truth_rows(seed, world)
    return tables
