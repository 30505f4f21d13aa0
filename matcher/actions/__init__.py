"""One function per thing that a person does; the first argument is who does it."""

from matcher.actions.candidates import (
    explain_pair,
    facts_for_planner,
    find_candidates,
    list_records,
    map_pairs,
    open_data,
    prepare,
    table_of,
)
from matcher.actions.for_supplier import (
    advise_supplier,
    facts_of_need,
    needs_for_supplier,
    reasons_for_supplier,
)
from matcher.actions.overview import see_overview
from matcher.actions.weights import (
    compare_weights,
    influence_of_weights,
    move_weight,
    open_weights,
    save_weights,
)

__all__ = [
    "advise_supplier",
    "compare_weights",
    "explain_pair",
    "facts_for_planner",
    "facts_of_need",
    "find_candidates",
    "influence_of_weights",
    "list_records",
    "map_pairs",
    "move_weight",
    "needs_for_supplier",
    "open_data",
    "open_weights",
    "prepare",
    "reasons_for_supplier",
    "save_weights",
    "see_overview",
    "table_of",
]
