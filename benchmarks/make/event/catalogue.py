"""What is known by hand: part types, operations, machines, materials and how sheets spell them."""

import csv
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
STYLES = ("id", "en", "mixed", "shop")
Spellings = dict[str, tuple[str, ...]]


def read(name: str) -> list[dict[str, str]]:
    """Rows of one table that stands beside this file."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True)
class Part:
    """A part type: the chain of operations that makes it and its nominal demands."""

    part_id: str
    family: str
    industries: tuple[str, ...]
    chain: tuple[str, ...]
    materials: tuple[str, ...]
    weight_kg: float
    length_mm: float
    tolerance_mm: float
    volume_per_month: float
    quality: int


@dataclass(frozen=True)
class Operation:
    """An operation, the machine it needs and the finest tolerance an average shop holds."""

    machine: str
    size_unit: str
    minor: bool
    tolerance_mm: float


def spellings(row: dict[str, str]) -> Spellings:
    """The four lists of a row, by style."""
    return {style: tuple(row[style].split(";")) for style in STYLES}


def _part(row: dict[str, str]) -> Part:
    return Part(
        row["part_id"],
        row["family"],
        tuple(row["industries"].split(";")),
        tuple(row["chain"].split(">")),
        tuple(row["materials"].split(";")),
        float(row["weight_kg"]),
        float(row["length_mm"]),
        float(row["tolerance_mm"]),
        float(row["volume_per_month"]),
        int(row["quality"]),
    )


def _operation(row: dict[str, str]) -> Operation:
    minor = row["minor"] == "1"
    return Operation(row["machine"], row["size_unit"], minor, float(row["tolerance_mm"]))


PARTS = {row["part_id"]: _part(row) for row in read("parts")}
OPERATIONS = {row["operation"]: _operation(row) for row in read("operations")}
MATERIAL_CLASS = {row["material"]: row["class"] for row in read("materials")}
MACHINE_UNIT = {row["machine"]: row["size_unit"] for row in read("machines")}
KBLI = {row["family"]: row["kbli"] for row in read("families")}
WORDS = {
    "part": {row["part_id"]: spellings(row) for row in read("parts")},
    "operation": {row["operation"]: spellings(row) for row in read("operations")},
    "machine": {row["machine"]: spellings(row) for row in read("machines")},
    "material": {row["material"]: spellings(row) for row in read("materials")},
    "family": {row["family"]: spellings(row) for row in read("families")},
}
