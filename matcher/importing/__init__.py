"""Importing: a file into the store, row by row, seen before it happens and undone at will."""

from matcher.importing.linking import CHOICES
from matcher.importing.mending import mend
from matcher.importing.source import Source
from matcher.importing.staging import STATUSES, Rows, Staged, stage_table

__all__ = ["CHOICES", "STATUSES", "Rows", "Source", "Staged", "mend", "stage_table"]
