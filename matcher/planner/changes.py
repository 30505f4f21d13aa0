"""Changes: what happens on the day of an event, each as the planner would say it."""

from dataclasses import dataclass
from datetime import datetime

from matcher.planner.problem import Meeting, Participant


@dataclass(frozen=True)
class NoShow:
    """A firm is not there, nor will it come."""

    firm_id: str


@dataclass(frozen=True)
class LateArrival:
    """A firm comes later: it cannot use slots that start before `at`."""

    firm_id: str
    at: datetime


@dataclass(frozen=True)
class EarlyLeaving:
    """A firm leaves early: that day it cannot use slots that end after `at`."""

    firm_id: str
    at: datetime


@dataclass(frozen=True)
class WalkIn:
    """A firm comes that nobody expected, with the meetings it is to have."""

    participant: Participant
    meetings: tuple[Meeting, ...] = ()


@dataclass(frozen=True)
class TableLost:
    """A table cannot be used any more."""

    table_id: str


@dataclass(frozen=True)
class MeetingAdded:
    """A meeting is added by hand."""

    meeting: Meeting


@dataclass(frozen=True)
class Delayed:
    """All slots of the day that have not started begin and end `minutes` later."""

    minutes: int


@dataclass(frozen=True)
class SessionShortened:
    """The slots of a session that end after `until` are cancelled."""

    session: str
    until: datetime


Change = (
    NoShow
    | LateArrival
    | EarlyLeaving
    | WalkIn
    | TableLost
    | MeetingAdded
    | Delayed
    | SessionShortened
)
