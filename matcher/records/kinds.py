"""The kinds of record: which model each has, what tells one record from another, what links."""

from collections.abc import Mapping
from typing import NamedTuple

from matcher.records.cells import Row
from matcher.records.events import (
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
from matcher.records.needs import Need, Outcome, Partnership, Requirement


class Kind(NamedTuple):
    """A table: its row model and the fields that together name one record."""

    model: type[Row]
    key: tuple[str, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """Name the columns of the model, in their order."""
        return tuple(self.model.model_fields)

    def key_of(self, values: Mapping[str, object]) -> str:
        """Give a record's key as one text; a blank part stays blank.

        >>> KINDS["certificate"].key_of({"firm_id": "S-1", "certificate": "ISO 9001"})
        'S-1 | ISO 9001'
        """
        return " | ".join("" if values.get(f) is None else str(values[f]) for f in self.key)


_PAIR = ("event_id", "supplier_id", "buyer_id")
KINDS = {
    "firm": Kind(Firm, ("firm_id",)),
    "firm_fact": Kind(FirmFact, ("firm_id", "field", "source", "as_of")),
    "alias": Kind(Alias, ("firm_id", "alias")),
    "firm_link": Kind(FirmLink, ("firm_id", "other_id")),
    "capability": Kind(Capability, ("capability_id",)),
    "certificate": Kind(Certificate, ("firm_id", "certificate")),
    "event": Kind(Event, ("event_id",)),
    "need": Kind(Need, ("need_id",)),
    "requirement": Kind(Requirement, ("need_id", "kind", "value")),
    "partnership": Kind(Partnership, ("partnership_id",)),
    "outcome": Kind(Outcome, ("outcome_id",)),
    "participant": Kind(Participant, ("event_id", "firm_id")),
    "participation": Kind(Participation, ("event_id", "firm_id", "state", "date")),
    "attendee": Kind(Attendee, ("event_id", "firm_id", "name")),
    "availability": Kind(Availability, ("event_id", "firm_id", "date", "starts")),
    "wish": Kind(Wish, (*_PAIR, "by")),
    "override": Kind(Override, (*_PAIR, "kind")),
    "meeting": Kind(Meeting, _PAIR),
}
# fields that name a record of another kind
LINKS = {
    "firm_id": "firm",
    "other_id": "firm",
    "supplier_id": "firm",
    "buyer_id": "firm",
    "need_id": "need",
    "event_id": "event",
}
