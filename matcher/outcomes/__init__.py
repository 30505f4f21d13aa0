"""Outcomes: what came of each pair, step by step, what is due, and what it is worth."""

from matcher.outcomes.due import Due, due
from matcher.outcomes.funnel import Reached, reached, reached_by
from matcher.outcomes.ladder import ENDS, STAGE_NAMES, STAGES, STEP_NAMES, STEPS
from matcher.outcomes.pairing import Pairing, Planned, Step, pairings
from matcher.outcomes.value import VALUE_NAMES, VALUES, Worth, worth

__all__ = [
    "ENDS",
    "STAGES",
    "STAGE_NAMES",
    "STEPS",
    "STEP_NAMES",
    "VALUES",
    "VALUE_NAMES",
    "Due",
    "Pairing",
    "Planned",
    "Reached",
    "Step",
    "Worth",
    "due",
    "pairings",
    "reached",
    "reached_by",
    "worth",
]
