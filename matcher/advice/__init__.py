"""Advice: what one IKM reads of itself, in its own terms; no score, no rank, no other IKM."""

from matcher.advice.advise import Advice, advice
from matcher.advice.fixes import Fix
from matcher.advice.need_facts import confidential_facts, need_facts
from matcher.advice.reasons import Reasons, reasons
from matcher.advice.supplier_needs import NeedForSupplier, needs_for

__all__ = [
    "Advice",
    "Fix",
    "NeedForSupplier",
    "Reasons",
    "advice",
    "confidential_facts",
    "need_facts",
    "needs_for",
    "reasons",
]
