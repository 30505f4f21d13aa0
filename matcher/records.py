"""Records: one row model per table; their fields are the columns of the documented CSV form.

A blank cell is None, which means unknown. Columns that nobody knows are kept as they are.
"""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from features.language import parse_number
from features.places import find_regencies
from features.support import NO_SUPPORT, SUPPORT, support_items


def _blank_is_unknown(cell: object) -> object:
    return cell.strip() or None if isinstance(cell, str) else cell


_OWN_UNIT = {
    "kg": r"kg",
    "mm": r"mm",
    "days": r"hari|days?",
    "workers": r"orang|org",
    "month": r"pcs|buah|unit|pieces",
    "volume": r"pcs|buah|unit|pieces",
}


def _number(cell: object, info: ValidationInfo) -> object:
    """Read a number; the unit that the column is in anyway may stand behind it."""
    cell = _blank_is_unknown(cell)
    if not isinstance(cell, str):
        return cell
    own = _OWN_UNIT.get(str(info.field_name).rsplit("_", 1)[-1])
    return _above_zero(re.sub(rf"(?i)\s*\b(?:{own})\.?$", "", cell) if own else cell)


def _above_zero(text: str) -> float:
    try:
        number = parse_number(text)
    except ValueError as error:
        raise ValueError("number") from error
    if number <= 0:
        raise ValueError("number")
    return number


def _date(cell: object) -> object:
    cell = _blank_is_unknown(cell)
    if not isinstance(cell, str):
        return cell
    try:
        return date.fromisoformat(cell)
    except ValueError as error:
        raise ValueError("date") from error


def _year(cell: object) -> object:
    cell = _blank_is_unknown(cell)
    if isinstance(cell, str) and not (cell.isdigit() and 1900 <= int(cell) <= 2100):
        raise ValueError("year")
    return cell


def _support(cell: object) -> object:
    cell = _blank_is_unknown(cell)
    unknown = [item for item in support_items(cell) if item not in {*SUPPORT, NO_SUPPORT}]
    if unknown:
        raise ValueError("support")
    return cell


Key = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Text = Annotated[str | None, BeforeValidator(_blank_is_unknown)]
Amount = Annotated[float | None, BeforeValidator(_number)]
Day = Annotated[date | None, BeforeValidator(_date)]
SupportItems = Annotated[str | None, BeforeValidator(_support)]
Year = Annotated[int | None, BeforeValidator(_year)]
Certainty = Annotated[
    Literal["claimed", "seen", "verified"] | None, BeforeValidator(_blank_is_unknown)
]
Provider = Annotated[
    Literal["buyer", "supplier", "shared"] | None, BeforeValidator(_blank_is_unknown)
]
Period = Annotated[
    Literal["week", "month", "year", "once"] | None, BeforeValidator(_blank_is_unknown)
]
Actor = Annotated[Literal["supplier", "buyer"] | None, BeforeValidator(_blank_is_unknown)]


NUMERIC_REQUIREMENTS = (
    "volume_per_month",
    "part_weight_kg",
    "part_length_mm",
    "tolerance_mm",
    "lead_time_days",
)
RequirementKind = Literal[
    "process",
    "material",
    "certificate",
    "region",
    "volume_per_month",
    "part_weight_kg",
    "part_length_mm",
    "tolerance_mm",
    "lead_time_days",
]


class Row(BaseModel):
    """What every row carries: where it came from, as of when, and how sure it is."""

    model_config = ConfigDict(extra="allow", frozen=True)

    source: Text = None
    as_of: Day = None
    certainty: Certainty = None
    note: Text = None


class Firm(Row):
    """A firm, or a sentra named as a group."""

    firm_id: Key
    name: Key
    kind: Literal["ikm", "sentra", "large"]
    place: Text = None
    industry: Text = None
    kbli: Text = None
    support_needed: SupportItems = None
    industry_wished: Text = None
    coached_by: Text = None
    coached_since: Year = None
    payment_days_max: Amount = None
    workers: Amount = None


class FirmFact(Row):
    """One source's statement about one field of a firm."""

    firm_id: Key
    field: Key
    value: Key


class Alias(Row):
    """Another spelling of a firm's name."""

    firm_id: Key
    alias: Key


class Capability(Row):
    """A product family of a firm with the processes, materials and sizes it goes through."""

    capability_id: Key
    firm_id: Key
    product: Text = None
    processes: Text = None
    materials: Text = None
    machines: Text = None
    industry: Text = None
    capacity_per_month: Amount = None
    capacity_stated: Text = None
    max_weight_kg: Amount = None
    max_length_mm: Amount = None
    tolerance_mm: Amount = None
    lead_time_days: Amount = None


class Certificate(Row):
    """A certificate that a firm holds, or says it does not hold."""

    firm_id: Key
    certificate: Key
    status: Literal["held", "not_held"]
    valid_until: Day = None


class Need(Row):
    """A part that a buyer looks for, in the words of purchasing; its price is confidential."""

    need_id: Key
    firm_id: Text = None
    component: Key
    description: Text = None
    processes: Text = None
    materials: Text = None
    industry: Text = None
    place: Text = None
    drawing: Text = None
    drawing_revision: Text = None
    part_weight_kg: Amount = None
    part_length_mm: Amount = None
    tolerance_mm: Amount = None
    lead_time_days: Amount = None
    volume_per_month: Amount = None
    volume: Amount = None
    volume_period: Period = None
    start_of_production: Day = None
    tooling_by: Provider = None
    material_by: Provider = None
    support_offered: SupportItems = None
    certificates: Text = None
    quality_documents: Text = None
    payment_days: Amount = None
    target_price_idr: Amount = None
    contact: Text = None
    event_id: Text = None
    date: Day = None
    status: Annotated[Literal["open", "closed"] | None, BeforeValidator(_blank_is_unknown)] = None


class Requirement(Row):
    """A must-have of a need."""

    need_id: Key
    kind: RequirementKind
    value: Key

    @field_validator("value")
    @classmethod
    def _readable(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("kind") in NUMERIC_REQUIREMENTS:
            return f"{_above_zero(value):.15g}"
        if info.data.get("kind") == "region" and not find_regencies(value):
            raise ValueError("region")
        return value


class Partnership(Row):
    """A supplier and a buyer that were reported as partners, or signed an MoU."""

    partnership_id: Key
    supplier_id: Key
    buyer_id: Key
    kind: Literal["partner", "mou"]
    date: Day = None
    event_id: Text = None
    product: Text = None


class Outcome(Row):
    """One dated step that followed between a supplier and the buyer of a need."""

    outcome_id: Key
    need_id: Key
    supplier_id: Key
    step: Literal[
        "meeting",
        "no_show",
        "follow_up",
        "nda",
        "rfq",
        "quotation",
        "factory_visit",
        "sample",
        "trial_order",
        "audit",
        "mou",
        "purchase_order",
        "repeat_order",
        "stopped",
        "no_answer",
    ]
    by: Actor = None
    reason: Text = None
    date: Day = None
