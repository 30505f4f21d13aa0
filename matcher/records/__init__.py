"""Records: one row model per table; their fields are the columns of the documented CSV form.

A blank cell is None, which means unknown. Columns that nobody knows are kept as they are.
"""

from matcher.records.cells import Row
from matcher.records.events import (
    STATES,
    Attendee,
    Availability,
    Event,
    FirmLink,
    Meeting,
    Override,
    Participant,
    Participation,
    Wish,
)
from matcher.records.firms import Alias, Capability, Certificate, Firm, FirmFact
from matcher.records.kinds import KINDS, LINKS, Kind
from matcher.records.needs import (
    NUMERIC_REQUIREMENTS,
    Need,
    Outcome,
    Partnership,
    Requirement,
    RequirementKind,
)

__all__ = [
    "KINDS",
    "LINKS",
    "NUMERIC_REQUIREMENTS",
    "STATES",
    "Alias",
    "Attendee",
    "Availability",
    "Capability",
    "Certificate",
    "Event",
    "Firm",
    "FirmFact",
    "FirmLink",
    "Kind",
    "Meeting",
    "Need",
    "Outcome",
    "Override",
    "Participant",
    "Participation",
    "Partnership",
    "Requirement",
    "RequirementKind",
    "Row",
    "Wish",
]
