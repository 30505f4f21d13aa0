"""Pairing: an IKM with a need of a buyer, whether they were to meet, and every step since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from matcher.outcomes.ladder import ENDS, PLANNED, STAGE_OF, STAGES

SIDES = ("supplier", "buyer")
Day = date | None  # a field of the same name hides the type


class Step(NamedTuple):
    """One dated step as somebody reported it; `by` is the side that failed, where one did."""

    step: str
    date: Day
    reported_by: str | None
    by: str | None
    reason: str | None
    promised_idr: float | None
    signed_idr: float | None
    realised_idr: float | None
    next_step: str | None
    next_date: Day
    note: str | None
    event_id: str | None
    outcome_id: str


class Planned(NamedTuple):
    """A meeting that was to be held: at which event, and on which day if that is known."""

    need_id: str
    supplier_id: str
    event_id: str | None
    on: Day


@dataclass(frozen=True)
class Pairing:
    """One IKM and one need with all that followed, steps by date; an undated step is the first.

    `event_id` is where they met or were to meet; None when nobody said.
    """

    need_id: str
    supplier_id: str
    buyer_id: str | None
    event_id: str | None
    planned: Planned | None
    steps: tuple[Step, ...]

    @property
    def key(self) -> tuple[str, str]:
        """Name the pair: need and supplier."""
        return self.need_id, self.supplier_id

    @property
    def latest(self) -> Step | None:
        """The last step; None while nobody has told anything."""
        return self.steps[-1] if self.steps else None

    @cached_property
    def stage(self) -> str:
        """The furthest stage it has reached; steps between may have been skipped."""
        stages = {STAGE_OF.get(one.step, PLANNED) for one in self.steps}
        return max(stages, key=STAGES.index, default=PLANNED)

    @property
    def ended(self) -> str | None:
        """How it ended (no-show, stopped, no answer), if the last step says so."""
        latest = self.latest
        return latest.step if latest and latest.step in ENDS else None

    def told_by(self, reporter: str | None) -> tuple[Step, ...]:
        """Give what one reporter told; None for steps of which nobody said who told them."""
        return tuple(one for one in self.steps if one.reported_by == reporter)

    @cached_property
    def sides_differ(self) -> bool:
        """Whether the last thing each side told is a going on with one and an end with the other.

        What only one side has told contradicts nothing.
        """
        last = [told[-1].step for side in SIDES if (told := self.told_by(side))]
        return len(last) == 2 and (last[0] in ENDS) != (last[1] in ENDS)


def pairings(
    outcomes: pd.DataFrame, needs: pd.DataFrame, planned: Iterable[Planned] = ()
) -> tuple[Pairing, ...]:
    """Join steps and planned meetings to pairs, by need and supplier.

    Parameters
    ----------
    outcomes
        Columns of `matcher.records.Outcome`; those that a file lacks are unknown.
    needs
        `need_id`, `firm_id` (the buyer) and `event_id` of all needs, closed ones too.
    planned
        Meetings that were to be held; a pair planned twice counts once, the last counts.
    """
    due = {(one.need_id, one.supplier_id): one for one in planned}
    found: dict[tuple[str, str], list[Step]] = {key: [] for key in due}
    for row in outcomes.to_dict("records"):
        found.setdefault((row["need_id"], row["supplier_id"]), []).append(_step(row))
    buyers = dict(zip(needs["need_id"], needs["firm_id"], strict=True))
    events = dict(zip(needs["need_id"], needs["event_id"], strict=True)) if len(needs) else {}
    return tuple(
        _pairing(key, buyers.get(key[0]), events.get(key[0]), due.get(key), steps)
        for key, steps in sorted(found.items())
    )


def _pairing(
    key: tuple[str, str],
    buyer_id: str | None,
    of_need: str | None,
    planned: Planned | None,
    steps: list[Step],
) -> Pairing:
    ordered = tuple(sorted(steps, key=_when))
    told = [one.event_id for one in ordered if one.event_id]
    event_id = told[-1] if told else (planned and planned.event_id) or of_need
    return Pairing(*key, buyer_id, event_id, planned, ordered)


def _step(row: Mapping[Any, Any]) -> Step:
    values = {name: row.get(name) for name in Step._fields}
    return Step(**{n: None if v is None or v != v else v for n, v in values.items()})  # type: ignore[arg-type]


def _when(one: Step) -> tuple[date, int, str]:
    """Order by day; on one day an end stands last, then by id."""
    return one.date or date.min, one.step in ENDS, one.outcome_id
