"""Importing: a file into the store, row by row, seen before it happens and undone at will."""

from matcher.importing.source import Source
from matcher.importing.staging import STATUSES, Staged, stage_table

__all__ = ["STATUSES", "Source", "Staged", "stage_table"]
