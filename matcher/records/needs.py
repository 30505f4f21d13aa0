"""Needs, their must-haves, and what followed from them: one row model per table."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, ValidationInfo, field_validator

from features.places import find_regencies
from matcher.records.cells import (
    Actor,
    Amount,
    Day,
    Key,
    Period,
    Provider,
    Row,
    SupportItems,
    Text,
    above_zero,
    blank_is_unknown,
)

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
Step = Literal[
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
Reporter = Annotated[
    Literal["supplier", "buyer", "organiser"] | None, BeforeValidator(blank_is_unknown)
]


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
    status: Annotated[Literal["open", "closed"] | None, BeforeValidator(blank_is_unknown)] = None
    released: Annotated[
        Literal["family", "details", "drawing"] | None, BeforeValidator(blank_is_unknown)
    ] = None


class Requirement(Row):
    """A must-have of a need."""

    need_id: Key
    kind: RequirementKind
    value: Key

    @field_validator("value")
    @classmethod
    def _readable(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("kind") in NUMERIC_REQUIREMENTS:
            return f"{above_zero(value):.15g}"
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
    """One dated step that followed between a supplier and the buyer of a need.

    `by` is the side that did not show, stopped or did not answer; `reported_by` who tells it: each
    side has reports of its own. Each of the three values is the total for the pair so far, as of
    that date. A step that is `contested`, and why, does not count until it is settled.
    """

    outcome_id: Key
    need_id: Key
    supplier_id: Key
    step: Step
    by: Actor = None
    reason: Text = None
    date: Day = None
    reported_by: Reporter = None
    event_id: Text = None
    promised_idr: Amount = None
    signed_idr: Amount = None
    realised_idr: Amount = None
    next_step: Annotated[Step | None, BeforeValidator(blank_is_unknown)] = None
    next_date: Day = None
    rating: Amount = None
    contested: Text = None
