"""Firms and what they can make: one row model per table."""

from typing import Literal

from matcher.records.cells import Amount, Day, Key, Row, SupportItems, Text, Year


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
    nib: Text = None
    npwp: Text = None
    phone: Text = None
    email: Text = None
    website: Text = None
    address: Text = None
    owner: Text = None
    investment_idr: Amount = None
    markets: Text = None
    established: Year = None
    merged_into: Text = None


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
