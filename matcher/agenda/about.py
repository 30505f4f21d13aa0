"""About: what the papers of an event say beside the plan itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from features.language import Translate
from matcher.planner.problem import Meeting, Problem
from matcher.planner.said import Said

JAKARTA = "Asia/Jakarta"


class Reserve(NamedTuple):
    """Whom a participant meets when somebody else does not come; rank 1 is asked first."""

    firm_id: str
    rank: int
    other_id: str
    need_id: str | None = None
    score: float | None = None


class Unmet(NamedTuple):
    """What was wanted for a firm, a pair or a quota and could not be kept.

    `values` fill the catalogue's `message`; `got` of `wanted` are there.
    """

    firm_id: str
    message: str
    values: dict[str, object]
    other_id: str = ""
    wanted: int = 0
    got: int = 0

    def line(self, problem: Problem, say: Translate) -> tuple[str, str]:
        """Name whom it is about, and say why, for a reader."""
        ids = [one for one in (self.firm_id, self.other_id) if one]
        known = [problem.participant.get(one) for one in ids]
        names = [firm.name if firm else say(one) for one, firm in zip(ids, known, strict=True)]
        why = say(self.message, **self.values)
        if self.wanted > 1:
            why = say("{got} of {wanted} wanted: {why}", got=self.got, wanted=self.wanted, why=why)
        return " - ".join(names), why


class RuleCost(NamedTuple):
    """What the selection would gain without a rule, which `message` and `values` name.

    `points` of score and `meetings` are what comes on top; `gaps` the idle gaps of a plan without
    the rule beside `usual_gaps`, those of one with it, both made in the same time; None where
    nobody planned again. Where the score has `less` without it, `instead` says what is gained.
    """

    message: str
    values: dict[str, object]
    points: float
    meetings: int
    gaps: int | None = None
    usual_gaps: int | None = None
    less: float = 0.0
    instead: str = ""

    def rule(self, say: Translate) -> str:
        """Name the rule for a reader, and what is gained where that is no score."""
        named = say(self.message, **self.values)
        return f"{named} ({say(self.instead, less=self.less)})" if self.instead else named


@dataclass(frozen=True)
class About:
    """The event as its papers name it.

    Nothing here is a phone number or an e-mail address: papers pass from hand to hand.

    Parameters
    ----------
    name, place
        Title of the event and where it is held.
    event_id
        What calendars know the event by, so that it may be renamed; without one, its name.
    issued
        When this version was released, in the local time of the event.
    version
        1 for the first; calendars show the highest.
    zone
        Time zone in which the hours of the plan are meant.
    synthetic
        Whether firms are made up, which every paper says.
    needs
        What a need is called, by id.
    halls
        The hall of a table, by id.
    notes
        What a participant is to bring or know, by firm; own words stay as they are.
    links
        What the QR of an agenda opens, by firm; without one it holds the agenda as text.
    attendees
        Names of the persons who come, by firm; they stand on their own agenda only.
    reserves, unmet
        The waiting list, and what the selection could not keep.
    waiting
        The meetings of the waiting list, ready to be planned.
    remarks
        What else the planner should know: decisions that cannot count, who could not be matched.
    why, ways
        Why not every meeting has a place, and what would help, each with what it brings.
    costs
        What each rule costs, where that was asked for.
    """

    name: str
    issued: datetime
    place: str = ""
    event_id: str = ""
    version: int = 1
    zone: str = JAKARTA
    synthetic: bool = False
    needs: Mapping[str, str] = field(default_factory=dict)
    halls: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, tuple[Said | str, ...]] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    attendees: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reserves: tuple[Reserve, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    waiting: tuple[Meeting, ...] = ()
    remarks: tuple[Said, ...] = ()
    why: tuple[Said, ...] = ()
    ways: tuple[tuple[Said, Said], ...] = ()
    costs: tuple[RuleCost, ...] = ()

    def need(self, need_id: str | None) -> str:
        """Name a need; '' when the meeting has none."""
        return "" if need_id is None else self.needs.get(need_id, need_id)

    def zoned(self, local: datetime) -> datetime:
        """Give a time of the plan with its zone."""
        return local.replace(tzinfo=ZoneInfo(self.zone))

    def zone_name(self, local: datetime) -> str:
        """Name the zone as people write it behind an hour: WIB."""
        return self.zoned(local).tzname() or ""
