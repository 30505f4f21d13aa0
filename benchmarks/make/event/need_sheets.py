"""What purchasing writes: needs.csv and requirements.csv, with the gaps of real sheets."""

from collections import Counter

from event.catalogue import WORDS
from event.chance import lognormal, stream, tidy
from event.demand import Need, event_of
from event.firm_sheets import RUPIAH_PER_KG, SUPPORT, Row
from event.writer import BUYER, Writer

STATED = {  # share of the needs that say it, as purchasing departments fill in such forms
    "description": 0.62, "processes": 0.42, "materials": 0.6, "industry": 0.75, "place": 0.9,
    "drawing": 0.4, "start_of_production": 0.4, "tooling_by": 0.4, "material_by": 0.4,
    "part_weight_kg": 0.5, "part_length_mm": 0.4, "tolerance_mm": 0.35, "volume": 0.7,
    "support_offered": 0.3, "certificates": 0.45, "quality_documents": 0.22, "payment_days": 0.6,
    "target_price_idr": 0.3, "contact": 0.5,
}  # fmt: skip
CERTIFICATES = {
    1: ["5S", "SOP tertulis", "5R"],
    2: ["ISO 9001", "ISO 9001:2015"],
    3: ["IATF 16949", "IATF 16949;ISO 9001"],
}
DOCUMENTS = ("PPAP level 3", "sertifikat material", "mill certificate", "laporan uji dimensi",
             "PPAP", "hasil uji kekerasan")  # fmt: skip
REMARKS = ("sesuai gambar", "as per drawing", "butuh pemasok kedua", "second source needed",
           "sebelumnya impor", "sample maksimal 4 minggu", "finishing halus tanpa burr",
           "kirim bertahap tiap minggu", "localization item", "repeat order")  # fmt: skip
PERIODS = {"month": (0.7, 1.0), "year": (0.17, 12.0), "week": (0.09, 0.25), "once": (0.04, 3.0)}
OWNERS = ("buyer", "supplier", "supplier", "shared")


def _description(writer: Writer, need: Need) -> str:
    part = need.demand.part
    pieces = [writer.rng.choice(REMARKS)]
    if writer.happens(0.3):
        pieces.append(writer.word("part", part.part_id))
    if writer.happens(0.25):
        pieces.append("proses " + writer.word("operation", part.chain[0]))
    if writer.happens(0.2):
        pieces.append(writer.word("family", part.family))
    writer.rng.shuffle(pieces)
    return writer.rng.choice([", ", "; ", " - "]).join(pieces)


def _volume(writer: Writer, need: Need) -> Row:
    names, weights = list(PERIODS), [chance for chance, _ in PERIODS.values()]
    period = writer.rng.choices(names, weights)[0]
    volume = max(1, tidy(need.demand.volume_per_month * PERIODS[period][1]))
    return {"volume": f"{volume:.0f}", "volume_period": period}


def _price(writer: Writer, need: Need) -> str:
    price = need.demand.weight_kg * RUPIAH_PER_KG * lognormal(writer.rng, 1.0, 0.3)
    return f"{max(100, tidy(price)):.0f}"


def _support(writer: Writer) -> str:
    if writer.happens(0.25):
        return "none"
    return ";".join(sorted(writer.rng.sample(SUPPORT, writer.rng.choice([1, 1, 2]))))


def _facts(writer: Writer, need: Need) -> Row:
    demand, part = need.demand, need.demand.part
    shared = [industry for industry in part.industries if industry in need.buyer.industries]
    start_year = need.day.year + 1
    return {
        "description": _description(writer, need),
        "processes": writer.words("operation", list(part.chain), 0.65),
        "materials": writer.word("material", demand.material),
        "industry": writer.industry(shared[0]),
        "place": need.buyer.place,
        "drawing": f"DRW-{writer.rng.randrange(1000, 9999)}",
        "start_of_production": f"{start_year}-{writer.rng.randint(1, 12):02d}-01",
        "tooling_by": writer.rng.choice(OWNERS),
        "material_by": writer.rng.choice(OWNERS),
        "part_weight_kg": f"{demand.weight_kg:g}",
        "part_length_mm": f"{demand.length_mm:.0f}",
        "tolerance_mm": f"{demand.tolerance_mm:g}",
        "support_offered": _support(writer),
        "certificates": writer.rng.choice(CERTIFICATES.get(demand.quality, [""])),
        "quality_documents": writer.rng.choice(DOCUMENTS),
        "payment_days": need.buyer.payment_days,
        "target_price_idr": _price(writer, need),
        "contact": writer.rng.choice(["bagian pembelian", "purchasing", "procurement"]),
        **_volume(writer, need),
    }


def _other_spelling(writer: Writer, need: Need) -> str:
    text = writer.word("part", need.demand.part.part_id)
    return writer.slip(text)


def need_row(writer: Writer, need: Need) -> Row:
    """The row of one need in needs.csv."""
    facts = _facts(writer, need)
    told = {field: value for field, value in facts.items() if field in STATED}
    told = {k: v if writer.happens(STATED[k]) else "" for k, v in told.items()}
    told["volume_period"] = facts["volume_period"] if told["volume"] else ""
    if "certificate" in need.musts:
        told["certificates"] = facts["certificates"]
    revision = writer.rng.choice(["A", "B", "0", "1", "2"]) if told["drawing"] else ""
    day = need.day.isoformat()
    return {
        "need_id": need.need_id,
        "firm_id": need.buyer.buyer_id,
        "component": _other_spelling(writer, need),
        **told,
        "drawing_revision": revision,
        "event_id": event_of(need.day),
        "date": day,
        "status": need.status,
        "source": "synthetic",
        "as_of": day,
        "certainty": "claimed",
        "note": "",
    }


def _must_value(writer: Writer, need: Need, kind: str) -> str:
    demand = need.demand
    plain = "id" if writer.happens(0.5) else "en"
    values = {
        "process": WORDS["operation"][need.must_operation][plain][0],
        "material": writer.word("material", demand.material),
        "certificate": "IATF 16949" if demand.quality == 3 else "ISO 9001",
        "region": need.must_province,
        "volume_per_month": f"{demand.volume_per_month:.0f}",
        "part_weight_kg": f"{demand.weight_kg:g}",
    }
    return values[kind]


def requirement_rows(writer: Writer, need: Need) -> list[Row]:
    """The must-haves of one need in requirements.csv."""
    return [
        {
            "need_id": need.need_id,
            "kind": kind,
            "value": _must_value(writer, need, kind),
            "source": "synthetic",
            "as_of": need.day.isoformat(),
            "certainty": "claimed",
            "note": "",
        }
        for kind in need.musts
    ]


def write_needs(seed: int, needs: list[Need], used: Counter[str]) -> tuple[list[Row], list[Row]]:
    """Rows of needs.csv and of requirements.csv."""
    rows, musts = [], []
    for need in needs:
        writer = Writer(stream(seed, "need sheet", need.need_id), BUYER, used)
        rows.append(need_row(writer, need))
        musts += requirement_rows(writer, need)
    return rows, musts
