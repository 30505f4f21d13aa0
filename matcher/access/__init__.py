"""Access: who does something, and which role may do what. The local default is a planner."""

from matcher.access.owning import Sides, owns
from matcher.access.rules import Rule, allowed, as_markdown, rule_of, rules
from matcher.access.touching import Whose, of, of_candidates, of_edits, of_shortlist, of_values
from matcher.people import LOCAL_PLANNER, Person

__all__ = [
    "LOCAL_PLANNER",
    "Person",
    "Rule",
    "Sides",
    "Whose",
    "allowed",
    "as_markdown",
    "of",
    "of_candidates",
    "of_edits",
    "of_shortlist",
    "of_values",
    "owns",
    "rule_of",
    "rules",
]
