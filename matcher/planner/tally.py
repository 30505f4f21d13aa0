"""Tally: the arrays of the compiled kernel; a timetable as counts that change move by move.

A participant's day is one word with a bit per slot, so gaps are counted by a few operations.
"""

from typing import NamedTuple

from matcher.planner.instance import Array


class Fixed(NamedTuple):
    """What does not change: lists of lists are one array with the starts of each list."""

    sides: Array
    domain: Array
    choices: Array
    choices_from: Array
    at_once: Array
    group_size: Array
    meetings: Array
    meetings_from: Array
    day: Array
    bit: Array
    first_of: Array
    open: Array
    limits: Array
    limits_from: Array
    room: Array
    by_group: Array
    pairs: Array
    pairs_of: Array
    pairs_of_from: Array
    most_difference: int


class State(NamedTuple):
    """A timetable and all its counts.

    numbers: 0 gaps, 2 idle slots, 3 over the limits, 4 wrong precedences, 6 the last stamp given,
    7 + n how many participants have n gaps.
    """

    slot: Array
    n_there: Array
    at: Array
    busy: Array
    gaps_of: Array
    idle_of: Array
    gaps: Array
    idle: Array
    used: Array
    grouped: Array
    stamp: Array
    chain: Array
    numbers: Array
    random: Array


class Weights(NamedTuple):
    """What an idle gap costs (by its number within a participant), an idle slot, a broken rule."""

    of_gap: Array
    of_idle: float
    of_clash: float
    worst_first: bool
