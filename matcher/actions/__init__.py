"""One function per thing that a person does; the first argument is who does it."""

from matcher.actions.candidates import (
    explain_pair,
    find_candidates,
    list_records,
    open_data,
    prepare,
    table_of,
)

__all__ = [
    "explain_pair",
    "find_candidates",
    "list_records",
    "open_data",
    "prepare",
    "table_of",
]
