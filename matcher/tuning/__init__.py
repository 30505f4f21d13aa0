"""Tuning: what moving a weight does, to the influence of criteria and to who stands where."""

from matcher.tuning.influence import Influence, influences
from matcher.tuning.moves import Moves, moves
from matcher.tuning.points import with_points
from matcher.tuning.room import room

__all__ = ["Influence", "Moves", "influences", "moves", "room", "with_points"]
