"""Line records: what one line says, as records of the kinds that its columns belong to."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from features.language import mark
from matcher.intake.cells import as_text, read_cell
from matcher.intake.columns import ByColumn, ColumnReader, LineValues, readers
from matcher.intake.days import read_day
from matcher.intake.fields import MUST, WIDE, field
from matcher.intake.headings import is_running_number
from matcher.intake.making import Making
from matcher.intake.mapping import CUSTOM, LEFT_OUT, ColumnMapping, Mapping
from matcher.intake.must_haves import MustHaves
from matcher.intake.needed import BLANK, needed, refusal
from matcher.intake.question import Cell, CellError, Question
from matcher.intake.special import read_requirement, settle_volume, volume_readers
from matcher.records import KINDS

Values = dict[str, object]
Record = tuple[str, Values]
Found = tuple[tuple[Record, ...], tuple[Question, ...], Question | None]

SHARED = ("source", "as_of", "certainty", "verified_by", "firm_id", "event_id")
_OF_ONE_FIRM = ("nib", "npwp", "owner", "place")
_WHOSE = mark(
    "the line names no firm, and {column} '{cell}' is not that of the firm above; write its name"
)
_UNTIL = re.compile(
    r"(?:s\s?[/.]?\s?d\b\.?|sampai|hingga|berlaku|valid|until|exp\w*\.?|k[ae]dalu\w+)\D{0,20}?"
    r"(\d{1,2}[-/. ]+(?:\d{1,2}|[^\W\d_]+)[-/. ]+\d{4})",
    re.I,
)


class LineReader:
    """Reads lines as their mapping says: the record they stand for first, then what goes with it.

    A custom column stays on that record under its own heading; one headed like a field of ours
    gets 'kolom ' before it.
    """

    def __init__(self, mapping: Mapping) -> None:
        self.kind = "firm" if mapping.kind == WIDE else mapping.kind
        known = [c for c in mapping.columns if c.field not in (CUSTOM, LEFT_OUT)]
        of_kind: dict[str, list[ColumnMapping]] = {self.kind: []}
        for column in known:
            of_kind.setdefault(column.kind, []).append(column)
        held = readers(of_kind.pop(WIDE, []))
        self._certificates = LineValues(held) if held else None
        musts = of_kind.pop(MUST, None)
        self._musts = MustHaves(musts) if musts and self.kind == "need" else None
        made = of_kind.pop("capability", None)
        self._making = Making(made, apart=mapping.kind == WIDE) if made else None
        self._own = LineValues(_own_readers(self.kind, of_kind.pop(self.kind, [])))
        self._others = {kind: LineValues(readers(columns)) for kind, columns in of_kind.items()}
        self._needed = {names[0] for names in needed(self.kind)}
        numbered = any(is_running_number(column.heading) for column in mapping.columns)
        # a blank buyer is an omission, unless the list numbers its buyers
        self._names_each = self.kind == "need" and not numbered
        custom = [column for column in mapping.columns if column.field == CUSTOM]
        self._custom = [(c.index, _custom_name(c.heading, self.kind)) for c in custom]
        self._defaults = _defaults(mapping, self.kind)
        self._headings = {column.field: column.heading for column in reversed(known)}

    def read(self, lines: Sequence[Sequence[Cell]]) -> None:
        """Read the cells of lines of one width, which `records` then puts together in order."""
        columns = list(zip(*lines, strict=True))
        beside = (self._certificates, self._musts, *self._others.values())
        for reader in (self._making, self._own, *beside):
            if reader is not None:
                reader.read(columns)

    def by_column(self) -> ByColumn | None:
        """Give what the lines say by field, if each is one record and nothing else."""
        if self.kind in _SETTLED or self._custom or self._defaults:
            return None
        if self._certificates or self._others or (self._making and self.kind != "capability"):
            return None
        found = self._making.by_column() if self._making else self._own.found
        if found is None or any(None in found.columns.get(n, (None,)) for n in self._needed):
            return None
        return found

    def records(self, line: int, cells: Sequence[Cell], above: Sequence[Record]) -> Found:
        """Put one line together, counted among those that were read.

        `above` are the records of the firm's first line, if it goes on.
        """
        questions: list[Question] = []
        made = self._making.of(line, cells, questions) if self._making else []
        if self.kind == "capability":
            values = made[0] if made else {}
        else:
            values = self._own.of(line, questions)
        if other := self._other_firm(values, above) or self._no_buyer(values, above, questions):
            return (), (), other
        if above:
            values = self._continued(values, above)
        if self.kind in _SETTLED:
            _SETTLED[self.kind](values, questions, self._headings)
        for name, default in self._defaults.items():
            values.setdefault(name, default)
        refused = None
        if not self._needed <= values.keys():
            refused = refusal(self.kind, values, questions, self._headings)
        if refused is not None:
            return (), tuple(q for q in questions if q.field != refused.field), refused
        for index, heading in self._custom:
            if (text := as_text(cells[index]).strip()) != "":
                values[heading] = text
        records = [(self.kind, values)]
        if self.kind != "capability":
            records += [("capability", capability) for capability in made]
        if self._certificates or self._musts or self._others:
            records += self._beside(values, line, questions)
        return tuple(_shared(records)), tuple(questions), None

    def _other_firm(self, values: Values, above: Sequence[Record]) -> Question | None:
        """Refuse a line without a name that says of itself what the firm above is not."""
        first = next((values for kind, values in above if kind == self.kind), {})
        for name in _OF_ONE_FIRM if self.kind == "firm" else ():
            if values.get(name) and first.get(name) and values[name] != first[name]:
                told = {"column": self._headings.get(name, name), "cell": values[name]}
                return Question("name", "", _WHOSE, told, "set aside")
        return None

    def _no_buyer(
        self, values: Values, above: Sequence[Record], questions: Sequence[Question]
    ) -> Question | None:
        """Refuse a need whose buyer is left blank; one with an id of its own is told by that."""
        says = "firm_id" in values or "firm_id" not in self._headings
        if self.kind != "need" or says or (above and not self._names_each):
            return None
        if "need_id" in values and not above:
            return None
        blank = Question("firm_id", "", BLANK, {"column": self._headings["firm_id"]})
        asked = next((question for question in questions if question.field == "firm_id"), blank)
        return replace(asked, effect="set aside")

    def _continued(self, values: Values, above: Sequence[Record]) -> Values:
        """Add what the firm's first line said: all of a firm, else only which firm it is."""
        first = next(values for kind, values in above if kind == self.kind)
        if self.kind == "firm":
            return first | values
        return {name: first[name] for name in SHARED if name in first} | values

    def _beside(self, values: Values, line: int, questions: list[Question]) -> list[Record]:
        """Give certificates, must-haves, and records of other kinds that have what they need."""
        found: list[Record] = []
        if self._certificates:
            stated = self._certificates.of(line, questions).get("certificates", ())
            for name, status in stated:
                found.append(("certificate", _certificate(name, status)))
        if self._musts:
            found += self._musts.of(line, questions)
        for kind, columns in self._others.items():
            beside = columns.of(line, questions)
            whole = {name: values[name] for name in SHARED if name in values} | beside
            if beside and refusal(kind, whole, questions, self._headings) is None:
                found.append((kind, beside))
        return found


def _shared(records: list[Record]) -> list[Record]:
    """Give every record of a line the source, date and firm that the first one names."""
    if len(records) == 1:
        return records
    first = {name: records[0][1][name] for name in SHARED if name in records[0][1]}
    if not first:
        return records
    return [
        (kind, {n: v for n, v in first.items() if n in KINDS[kind].fields} | values)
        for kind, values in records
    ]


def _own_readers(kind: str, columns: list[ColumnMapping]) -> list[ColumnReader]:
    return volume_readers(columns) if kind == "need" else readers(columns)


def _custom_name(heading: str, kind: str) -> str:
    return f"kolom {heading}" if heading in KINDS[kind].fields else heading


def _defaults(mapping: Mapping, kind: str) -> Values:
    """Read the defaults of a mapping as cells; a line of a regional sheet is an IKM."""
    found: Values = {}
    for name, text in mapping.defaults.items():
        if name in KINDS[kind].fields:
            value = read_cell(field(kind, name).reads, text, name)
            found |= {} if value is None else {name: value}
    return ({"kind": "ikm"} if mapping.kind == WIDE else {}) | found


def _certificate(name: str, status: str) -> Values:
    """Give a certificate; its last day only where a whole date follows 's/d' or the like."""
    found = _UNTIL.search(name)
    until: date | None = None
    if found:
        try:
            until = read_day(found[1])
        except CellError:
            until = None
    values: Values = {"certificate": name, "status": status}
    return values | ({"valid_until": until} if until else {})


def _certificate_list(values: Values, questions: list[Question], headings: dict[str, str]) -> None:
    """Take the status from the name where no column gives it: 'SNI (proses)' is not held."""
    del questions, headings
    if "certificate" in values and "status" not in values:
        named = read_cell("certificates", str(values["certificate"]))
        if isinstance(named, tuple) and len(named) == 1:
            values |= _certificate(*named[0])


_SETTLED: dict[str, Callable[[Values, list[Question], dict[str, str]], None]] = {
    "need": settle_volume,
    "requirement": read_requirement,
    "certificate": _certificate_list,
}
