"""Intake: a file of whatever shape, read into records, with a question for every doubt."""

from matcher.intake.fields import FIELDS, WIDE, Field, drop_down, field
from matcher.intake.lines import Column, LeftOut, Line, Table
from matcher.intake.mapping import CUSTOM, LEFT_OUT, ColumnMapping, Mapping
from matcher.intake.proposal import propose
from matcher.intake.question import Cell, CellError, Question
from matcher.intake.rows import Entry, Lines, Stretch, entries, stretches
from matcher.intake.table import read_tables

__all__ = [
    "CUSTOM",
    "FIELDS",
    "LEFT_OUT",
    "WIDE",
    "Cell",
    "CellError",
    "Column",
    "ColumnMapping",
    "Entry",
    "Field",
    "LeftOut",
    "Line",
    "Lines",
    "Mapping",
    "Question",
    "Stretch",
    "Table",
    "drop_down",
    "entries",
    "field",
    "propose",
    "read_tables",
    "stretches",
]
