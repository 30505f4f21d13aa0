"""Events and who takes part, wishes for what, and meets whom: one row model per table."""

from typing import Annotated, Literal

from pydantic import BeforeValidator

from matcher.records.cells import Actor, Amount, Clock, Day, Key, Row, Text, YesNo, blank_is_unknown

STATES = ("candidate", "curated", "invited", "confirmed", "present", "cancelled", "replaced")


class Event(Row):
    """A day or two of meetings."""

    event_id: Key
    name: Key
    date: Day = None
    last_date: Day = None
    place: Text = None
    slot_minutes: Amount = None
    n_tables: Amount = None
    programme: Text = None  # days, sessions, breaks, halls: see matcher.planner.programme_file


class Participant(Row):
    """A firm that may come to an event, on one side, and by when it is to answer."""

    event_id: Key
    firm_id: Key
    role: Literal["ikm", "buyer"]
    answer_by: Day = None


class Participation(Row):
    """One dated step of a participant: invited, confirmed, cancelled ..., and who took it."""

    event_id: Key
    firm_id: Key
    state: Literal[
        "candidate", "curated", "invited", "confirmed", "present", "cancelled", "replaced"
    ]
    date: Day = None
    by: Text = None
    replaced_by: Text = None


class Attendee(Row):
    """A person who comes for a participant, and whether that person may decide."""

    event_id: Key
    firm_id: Key
    name: Key
    position: Text = None
    decides: YesNo = None
    phone: Text = None
    email: Text = None


class Availability(Row):
    """When a participant can or cannot meet on one day; without hours, the whole day."""

    event_id: Key
    firm_id: Key
    date: Day = None
    starts: Clock = None
    ends: Clock = None
    available: YesNo = None


class Wish(Row):
    """What one side says of meeting the other: wished for, or not."""

    event_id: Key
    supplier_id: Key
    buyer_id: Key
    by: Actor = None
    wished: YesNo = None
    need_id: Text = None
    reason: Annotated[
        Literal["capacity", "process", "size", "quality", "distance", "later", "supplied", "other"]
        | None,
        BeforeValidator(blank_is_unknown),
    ] = None


class Override(Row):
    """What the organisers decided about a pair, and why; it survives every new run."""

    event_id: Key
    supplier_id: Key
    buyer_id: Key
    kind: Literal["must_meet", "never_meet", "moved"]
    need_id: Text = None
    reason: Key
    withdrawn: YesNo = None


class FirmLink(Row):
    """Two firms with one owner or of one group, never merged; or said to be two different ones."""

    firm_id: Key
    other_id: Key
    kind: Literal["same_owner", "sister", "different"]


class Meeting(Row):
    """One IKM with one buyer, at most once in an event, about one lead need."""

    event_id: Key
    supplier_id: Key
    buyer_id: Key
    need_id: Text = None
    date: Day = None
    starts: Clock = None
    table: Text = None
    state: Text = None
