"""What IKM and buyers write of themselves: firms.csv and certificates.csv."""

from collections import Counter
from dataclasses import dataclass, field

from event.catalogue import KBLI, PARTS, Part, read
from event.chance import stream
from event.demand import Buyer
from event.names import supplier_names
from event.plants import Plant
from event.writer import MAKER, Writer

Row = dict[str, object]
STAMP: Row = {"source": "synthetic", "as_of": "2026-11-30", "certainty": "claimed", "note": ""}
VAGUE = ("komponen otomotif", "sparepart", "komponen logam", "onderdil motor mobil", "aneka logam")
SUPPORT = ("raw_material", "tooling", "coaching", "financing")
COACHES = ("dinas perindustrian", "koperasi sentra", "kampus", "pembeli lama", "UPT logam")
PRACTICES = ("5S", "5R", "SOP tertulis", "SOP kerja")
RUPIAH_PER_KG = 38_000


@dataclass
class Profile:
    """How one IKM fills in its forms; `families` are those it cares to list, with their parts."""

    plant: Plant
    name: str
    place: str
    writer: Writer
    kbli: list[str]
    manner: str
    lists_machines: bool
    families: dict[str, list[Part]] = field(default_factory=dict)


def _main_codes(plant: Plant) -> list[str]:
    weight: dict[str, float] = {}
    for part_id, level in plant.experience.items():
        code = KBLI[PARTS[part_id].family]
        weight[code] = weight.get(code, 0.0) + level
    return sorted(weight, key=lambda code: (-weight[code], code))[:2] or ["25920"]


def _listed(writer: Writer, plant: Plant) -> dict[str, list[Part]]:
    share = writer.rng.uniform(0.4, 0.8)
    made = sorted(plant.experience)
    kept = writer.rng.sample(made, max(1, round(share * len(made)))) if made else []
    families: dict[str, list[Part]] = {}
    for part_id in sorted(kept, key=lambda k: -plant.experience[k]):
        # A sheet has four rows at most: what is left over is squeezed into the last one.
        family = PARTS[part_id].family
        row = family if family in families or len(families) < 4 else list(families)[-1]
        families.setdefault(row, []).append(PARTS[part_id])
    return families


def make_profiles(seed: int, plants: list[Plant], used: Counter[str]) -> list[Profile]:
    """The people behind the sheets, one for each plant."""
    places = {row["sentra"]: row["places"].split(";") for row in read("sentra")}
    profiles = []
    for plant, name in zip(plants, supplier_names(seed, len(plants)), strict=True):
        writer = Writer(stream(seed, "sheet", plant.plant_id), MAKER, used)
        codes = _main_codes(plant)
        if writer.happens(0.1):
            codes = [writer.rng.choice(["25999", "29300", "25920", "46599"])]
        place = writer.rng.choice(places[plant.sentra])
        manner = writer.rng.choices(["empty", "one_cell", "rows"], [0.15, 0.05, 0.8])[0]
        profile = Profile(plant, name, place, writer, codes, manner, writer.happens(0.8))
        profile.families = _listed(writer, plant)
        profiles.append(profile)
    return profiles


def _support(writer: Writer, known: float) -> str:
    if not writer.happens(known):
        return ""
    if writer.happens(0.15):
        return "none"
    return ";".join(sorted(writer.rng.sample(SUPPORT, writer.rng.choice([1, 1, 2]))))


def firm_row(profile: Profile) -> Row:
    """The row of one IKM in firms.csv."""
    writer, plant = profile.writer, profile.plant
    full = profile.manner != "empty"
    coached = full and writer.happens(0.3)
    return {
        "firm_id": plant.plant_id,
        "name": profile.name,
        "kind": "ikm",
        "place": profile.place,
        "industry": "",
        "kbli": ";".join(profile.kbli) if full and writer.happens(0.6) else "",
        "support_needed": _support(writer, 0.55 if full else 0.1),
        "industry_wished": writer.industry(writer.rng.choice(plant.likes))
        if full and writer.happens(0.35)
        else "",
        "coached_by": writer.rng.choice(COACHES) if coached else "",
        "coached_since": writer.rng.randint(2015, 2025) if coached else "",
        "payment_days_max": writer.rng.choice([7, 14, 30, 30, 30, 45, 60])
        if full and writer.happens(0.45)
        else "",
        "workers": plant.workers if writer.happens(0.7 if full else 0.2) else "",
        **STAMP,
    }


def buyer_row(buyer: Buyer) -> Row:
    """The row of one buyer in firms.csv."""
    row: Row = dict.fromkeys(
        ("kbli", "support_needed", "industry_wished", "coached_by", "coached_since"), ""
    )
    row |= {"firm_id": buyer.buyer_id, "name": buyer.name, "kind": "large", "place": buyer.place}
    return row | {"industry": buyer.industry, "payment_days_max": "", "workers": "", **STAMP}


def _certificate(profile: Profile, text: str, valid_until: str = "", status: str = "held") -> Row:
    row: Row = {"firm_id": profile.plant.plant_id, "certificate": text, "status": status}
    return row | {"valid_until": valid_until, **STAMP}


def _until(writer: Writer, expired: float) -> str:
    if writer.happens(0.3):
        return ""
    year = writer.rng.choice([2024, 2025]) if writer.happens(expired) else 2027
    return f"{year + (writer.happens(0.4) and year == 2027)}-{writer.rng.randint(1, 12):02d}-15"


def certificate_rows(profile: Profile) -> list[Row]:
    """What one IKM says of its certificates; few without any say so."""
    writer, level = profile.writer, profile.plant.quality
    if profile.manner == "empty" or not writer.happens(0.65):
        return []
    rows = []
    if level >= 3:
        rows.append(_certificate(profile, "IATF 16949:2016", _until(writer, 0.1)))
    if level >= 2:
        text = writer.rng.choice(["ISO 9001:2015", "ISO 9001", "iso 9001 2015"])
        rows.append(_certificate(profile, text, _until(writer, 0.15)))
    elif writer.happens(0.08):  # lapsed years ago and still on the letterhead
        rows.append(_certificate(profile, "ISO 9001:2008", "2018-09-14"))
    if level >= 1 and writer.happens(0.7):
        rows.append(_certificate(profile, writer.rng.choice(PRACTICES)))
    if level == 0 and writer.happens(0.5):
        rows.append(_certificate(profile, "*", status="not_held"))
    return rows
