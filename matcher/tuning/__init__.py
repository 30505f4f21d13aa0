"""Tuning: what moving a weight does, to the influence of criteria and to who stands where."""

from matcher.tuning.influence import Influence, influences
from matcher.tuning.moves import Moves, moves
from matcher.tuning.points import with_points

__all__ = ["Influence", "Moves", "influences", "moves", "with_points"]
