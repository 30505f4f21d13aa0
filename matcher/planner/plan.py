"""Plan: who meets whom, when and at which table, how good that is, and how sure we are of it.

An idle gap (a *break*) of a participant is a longest run of slots of one day without a meeting
between two of its meetings. What the programme itself leaves out (lunch, prayers) is no slot and so
no gap; slots in which the participant cannot meet anybody count, since it waits all the same.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Status = Literal["proved", "bound", "impossible"]


class Placed(NamedTuple):
    """A meeting with its slot and its table."""

    meeting_id: str
    slot_id: str
    table_id: str


class LeftOut(NamedTuple):
    """A meeting that found no place: `message` is an entry of the catalogue that `values` fill."""

    meeting_id: str
    message: str
    values: dict[str, object]


class Quality(NamedTuple):
    """What is minimised, in this order, after as many meetings as possible have a place.

    n_left_out counts meetings without a place; worst_gaps the idle gaps of the worst participant;
    n_gaps all idle gaps; n_idle_slots the slots in them; n_table_moves how often a participant
    changes tables between two of its meetings of one day.
    """

    n_left_out: int
    worst_gaps: int
    n_gaps: int
    n_idle_slots: int
    n_table_moves: int


@dataclass(frozen=True)
class Plan:
    """A timetable.

    `status` says whether `quality.n_gaps` is proved to be least ("proved"), only bounded from below
    by `bound` ("bound"), or whether no timetable can hold all meetings ("impossible": what is left
    out is named). `ended_by` tells why the search ended: proof, time, iterations, stopped.
    """

    placed: tuple[Placed, ...]
    left_out: tuple[LeftOut, ...]
    quality: Quality
    status: Status
    bound: int = 0
    seconds: float = 0.0
    seed: int = 0
    ended_by: str = ""
