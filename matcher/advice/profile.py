"""Profile: what an IKM can write about itself, which needs ask for it, and what rests on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from features.language import mark
from matcher.weights import Weights

Row = Mapping[str, Any]


@dataclass(frozen=True)
class ProfileField:
    """One column of a supplier, the column of a need that asks for it, and its name for people.

    `criteria` are those that rest on it, each with its part: envelope has three measures, so
    each counts a third.
    """

    column: str
    asked_in: str
    title: str
    criteria: tuple[tuple[str, float], ...] = ()
    or_column: str = ""  # stating this one answers too

    def blank_for(self, need: Row, supplier: Row) -> bool:
        """Say whether the need asks for it and the supplier did not state it."""
        stated = supplier.get(self.column) or (self.or_column and supplier.get(self.or_column))
        return need.get(self.asked_in) is not None and not stated

    def worth(self, weights: Weights) -> float:
        """Give the share of the score that rests on it, 0 to 1."""
        return sum(part * weights.in_score(name) for name, part in self.criteria)


FIELDS = {
    field.column: field
    for field in (
        ProfileField("product", "component", mark("products"), (("component", 1.0),)),
        ProfileField("processes", "processes", mark("processes"), (("process", 1.0),)),
        ProfileField("materials", "materials", mark("materials"), (("material", 1.0),)),
        ProfileField(
            "capacity_per_month",
            "volume_per_month",
            mark("capacity a month"),
            (("capacity", 1.0), ("workload", 1.0)),
        ),
        ProfileField(
            "max_weight_kg", "part_weight_kg", mark("largest weight"), (("envelope", 1 / 3),)
        ),
        ProfileField(
            "max_length_mm", "part_length_mm", mark("largest length"), (("envelope", 1 / 3),)
        ),
        ProfileField("tolerance_mm", "tolerance_mm", mark("tolerance"), (("envelope", 1 / 3),)),
        ProfileField("lead_time_days", "lead_time_days", mark("lead time")),
        ProfileField(
            "certificates",
            "certificates",
            mark("certificates"),
            (("quality", 1.0),),
            or_column="no_certificates",
        ),
        ProfileField("place", "place", mark("place"), (("distance", 1.0),)),
        ProfileField(
            "support_needed", "support_offered", mark("support needed"), (("support", 1.0),)
        ),
        ProfileField(
            "payment_days_max", "payment_days", mark("days until payment"), (("payment", 1.0),)
        ),
        ProfileField("machines", "processes", mark("machines")),
    )
}
FIELD_OF = {
    "process": "processes",
    "material": "materials",
    "certificate": "certificates",
    "region": "place",
    "volume_per_month": "capacity_per_month",
    "part_weight_kg": "max_weight_kg",
    "part_length_mm": "max_length_mm",
    "tolerance_mm": "tolerance_mm",
    "lead_time_days": "lead_time_days",
}
"""Where a supplier answers each kind of must-have."""


def blank_fields(need: Row, supplier: Row) -> tuple[str, ...]:
    """List what the need asks and the supplier left blank, most telling first."""
    return tuple(name for name, field in FIELDS.items() if field.blank_for(need, supplier))
