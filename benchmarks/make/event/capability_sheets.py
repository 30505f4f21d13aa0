"""What IKM write of what they make: the rows of capabilities.csv."""

from event.ability import attainable_mm, capacity_per_month, nominal_suitability
from event.catalogue import OPERATIONS, PARTS, Part
from event.chance import lognormal, tidy
from event.firm_sheets import RUPIAH_PER_KG, VAGUE, Profile, Row
from event.writer import Writer

ROW_KINDS = {"part": 0.58, "family": 0.22, "process": 0.13, "vague": 0.07}


def _boast(profile: Profile) -> str:
    writer = profile.writer
    cannot = [p for p in PARTS.values() if nominal_suitability(profile.plant, p) == 0]
    return writer.word("part", writer.rng.choice(cannot).part_id) if cannot else ""


def _part_names(profile: Profile, parts: list[Part]) -> list[str]:
    writer = profile.writer
    return [writer.slip(writer.word("part", part.part_id)) for part in parts]


def _service(profile: Profile, part: Part) -> list[str]:
    own = [op for op in part.chain if OPERATIONS[op].machine in profile.plant.machines]
    if not own:
        return []
    return ["jasa " + " & ".join(profile.writer.word("operation", op) for op in own[:2])]


def _product(profile: Profile, family: str, parts: list[Part]) -> str:
    writer = profile.writer
    kind = writer.rng.choices(list(ROW_KINDS), list(ROW_KINDS.values()))[0]
    if kind == "part":
        names = _part_names(profile, parts[:5])
    elif kind == "vague":
        names = [writer.rng.choice(VAGUE)]
    else:
        names = _service(profile, parts[0]) if kind == "process" else []
        names = names or [writer.word("family", family)]
        names += _part_names(profile, parts[:1]) if writer.happens(0.25) else []
    if writer.happens(0.1):
        names.append(_boast(profile))
    return writer.rng.choice([";", "; ", ", ", " / "]).join(name for name in names if name)


def _processes(profile: Profile, parts: list[Part]) -> str:
    machines, writer = profile.plant.machines, profile.writer
    chain = list(dict.fromkeys(op for part in parts for op in part.chain))
    claimed = [op for op in chain if OPERATIONS[op].machine in machines or writer.happens(0.15)]
    if writer.happens(0.08):
        claimed.append(writer.rng.choice(sorted(OPERATIONS)))
    return writer.words("operation", claimed, 0.7)


def _machines(profile: Profile, parts: list[Part]) -> str:
    writer, plant = profile.writer, profile.plant
    needed = {OPERATIONS[op].machine for part in parts for op in part.chain}
    own = [m for m in plant.machines if m in needed and writer.happens(0.8)]
    return ";".join(writer.machine(name, plant.machines[name]) for name in own)


def _materials(profile: Profile, parts: list[Part]) -> str:
    asked = {material for part in parts for material in part.materials}
    own = sorted(asked & profile.plant.grades) or sorted(profile.plant.grades)[:2]
    return profile.writer.words("material", own, 0.75)


def stated_capacity(writer: Writer, pieces: float, part: Part) -> str:
    """A monthly capacity in pieces, written in tonnes, rupiah, a year or a day."""
    kilograms = pieces * part.weight_kg
    tonnes = f"{tidy(kilograms / 1000):g} ton/bulan".replace(".", ",")
    millions = max(1, round(tidy(kilograms * RUPIAH_PER_KG / 1e6)))
    yearly = f"{round(tidy(pieces * 12)):,} pcs/tahun".replace(",", ".")
    daily = f"{max(1, round(tidy(pieces / 25)))} pcs/hari"
    return writer.rng.choice([tonnes, f"Rp {millions} juta/bulan", yearly, daily])


def optimistic_capacity(profile: Profile, part: Part) -> float:
    """Pieces a month as the owner tells it: a third too many, and at times far too many."""
    told = lognormal(profile.writer.rng, 1.3, 0.35) * (3 if profile.writer.happens(0.1) else 1)
    return max(1, tidy(told * capacity_per_month(profile.plant, part)))


def _figures(profile: Profile, part: Part) -> Row:
    writer, plant = profile.writer, profile.plant
    pieces, unit_known = optimistic_capacity(profile, part), writer.happens(0.65)
    in_pieces = unit_known and writer.happens(0.62)
    stated = stated_capacity(writer, pieces, part)
    pours = [size for name, size in plant.machines.items() if name.startswith("furnace_")]
    heavy = 0.7 * max(pours) if pours else part.weight_kg * writer.rng.uniform(1.2, 2.5)
    long = part.length_mm * writer.rng.uniform(1.1, 1.8)
    fine = attainable_mm(plant, part) * writer.rng.uniform(0.6, 1.2)
    return {
        "capacity_per_month": f"{pieces:.0f}" if in_pieces else "",
        "capacity_stated": stated if unit_known and not in_pieces else "",
        "max_weight_kg": f"{tidy(heavy):g}" if writer.happens(0.3) else "",
        "max_length_mm": f"{tidy(long):.0f}" if writer.happens(0.22) else "",
        "tolerance_mm": f"{tidy(fine, 1):g}" if writer.happens(0.35) else "",
        "lead_time_days": writer.rng.choice([7, 14, 14, 21, 30, 45]) if writer.happens(0.3) else "",
    }


def _empty_figures() -> Row:
    keys = "processes materials machines industry capacity_per_month capacity_stated"
    more = "max_weight_kg max_length_mm tolerance_mm lead_time_days"
    return dict.fromkeys((*keys.split(), *more.split()), "")


def _capability(profile: Profile, product: str, parts: list[Part]) -> Row:
    writer = profile.writer
    wanted = writer.rng.choice(parts[0].industries)
    return {
        "product": product,
        "processes": _processes(profile, parts) if writer.happens(0.72) else "",
        "materials": _materials(profile, parts) if writer.happens(0.62) else "",
        "machines": _machines(profile, parts) if profile.lists_machines else "",
        "industry": writer.industry(wanted) if writer.happens(0.55) else "",
        **_figures(profile, parts[0]),
    }


def capability_rows(profile: Profile) -> list[Row]:
    """The rows of one IKM in capabilities.csv, without their ids."""
    if profile.manner == "empty" or not profile.families:
        return [{"product": profile.writer.rng.choice(VAGUE), **_empty_figures()}]
    if profile.manner == "one_cell":
        parts = [part for listed in profile.families.values() for part in listed]
        names = [profile.writer.slip(profile.writer.word("part", p.part_id)) for p in parts]
        return [_capability(profile, ", ".join(names), parts)]
    return [
        _capability(profile, _product(profile, family, parts), parts)
        for family, parts in profile.families.items()
    ]
