"""Must-haves: columns of a list of needs that say which requirements rule a supplier out.

"Sertifikat wajib" is no wish: each certificate of a cell becomes a requirement of the need.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from features.language import mark
from matcher.intake.columns import LineValues, readers
from matcher.intake.fields import MUST
from matcher.intake.mapping import ColumnMapping
from matcher.intake.question import Cell, Question
from matcher.intake.special import as_requirement, read_requirement

Values = dict[str, object]

_LISTED = ("process", "material", "certificate")
_NOT_PLAIN = mark(
    "{column}: '{cell}' is not plainly a must-have; write only what is required, parted by ';'"
)
_BETWEEN = re.compile(r"(?i)\s*(?:[;\n&]|,(?!\d)|\b(?:dan|serta|and)\b)\s*")
_ANY_REGION = re.compile(r"(?i)\s*(?:[;\n]|\b(?:dan|atau|and|or)\b)\s*")  # one of them will do
_ALTERNATIVES = re.compile(r"(?i)\b(?:atau|or|setara|equivalent)\b|/(?!\s*(?:IEC|TS)\b)")
_NO_MUST = re.compile(
    r"(?i)\b(?:tidak|tdk|bukan|belum|opsional|optional|diutamakan|preferred|bila|jika|kalau)\b"
    r"|^(?:ya|wajib|yes|y|v|x|\u2713|\u221a|ada|harus|perlu)$"
)


class MustHaves:
    """Reads the must-haves of lines; what leaves a choice or a condition is a question."""

    def __init__(self, columns: Sequence[ColumnMapping]) -> None:
        self._values = LineValues(readers(columns))
        self._headings = {column.field: column.heading for column in reversed(columns)}

    def read(self, columns: Sequence[Sequence[Cell]]) -> None:
        """Read lines whose cells stand by column."""
        self._values.read(columns)

    def of(self, line: int, questions: list[Question]) -> list[tuple[str, Values]]:
        """Give the requirements of a line without their need; doubts go to `questions`."""
        asked = list[Question]()
        stated = self._values.of(line, asked)
        found = [values for name in stated for values in self._each(name, stated[name], asked)]
        # no field of the need is in doubt: an answer there would be a wish
        questions += [replace(question, field=MUST) for question in asked]
        return [("requirement", values) for values in found]

    def _each(self, name: str, said: object, asked: list[Question]) -> list[Values]:
        kind = name.removeprefix("must_")
        if not isinstance(said, str):
            return [{"kind": kind, "value": as_requirement(said)}]
        heading = self._headings[name]
        if _NO_MUST.search(said) or (kind in _LISTED and _ALTERNATIVES.search(said)):
            told: Values = {"column": heading, "cell": said}
            asked.append(Question(MUST, said, _NOT_PLAIN, told))
            return []
        if kind in _LISTED:
            parts = dict.fromkeys(part for part in _BETWEEN.split(said) if part)
            return [{"kind": kind, "value": part} for part in parts]
        values: Values = {"kind": kind, "value": "; ".join(_ANY_REGION.split(said))}
        read_requirement(values, asked, {"value": heading})
        return [values] if "value" in values else []
