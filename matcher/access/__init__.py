"""Access: who does something, and which role may do what. The local default is a planner."""

from matcher.access.begun import of_batch, of_job, of_problem, own_acts, own_jobs, own_rows
from matcher.access.bringing import as_read_by, gate_for
from matcher.access.owning import Sides, owns
from matcher.access.reading import weights_for
from matcher.access.region import Region, region_of
from matcher.access.rules import Rule, allowed, as_markdown, rule_of, rules
from matcher.access.seeing import own_problems, within
from matcher.access.touching import (
    Whose,
    of,
    of_attachment,
    of_candidates,
    of_edits,
    of_email,
    of_firms,
    of_record,
    of_region,
    of_shortlist,
    of_values,
)
from matcher.people import LOCAL_PLANNER, PROGRAM, Person

__all__ = [
    "LOCAL_PLANNER",
    "PROGRAM",
    "Person",
    "Region",
    "Rule",
    "Sides",
    "Whose",
    "allowed",
    "as_markdown",
    "as_read_by",
    "gate_for",
    "of",
    "of_attachment",
    "of_batch",
    "of_candidates",
    "of_edits",
    "of_email",
    "of_firms",
    "of_job",
    "of_problem",
    "of_record",
    "of_region",
    "of_shortlist",
    "of_values",
    "own_acts",
    "own_jobs",
    "own_problems",
    "own_rows",
    "owns",
    "region_of",
    "rule_of",
    "rules",
    "weights_for",
    "within",
]
