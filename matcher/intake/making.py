"""Making: what a firm makes, from a line: products of one cell apart, each with its own figures."""

import re
from collections.abc import Iterable, Sequence

from features.language import mark
from matcher.intake.capacities import read_capacity
from matcher.intake.cells import what_is_said
from matcher.intake.columns import MOST_KEPT, ByColumn, LineValues, readers
from matcher.intake.mapping import ColumnMapping
from matcher.intake.question import Cell, CellError, Question, as_text

CAPACITY = ("capacity_per_month", "capacity_stated", "capacity_unit")
# facts of one product; lists such as processes and machines are said of the whole line
_OF_ONE = ("max_weight_kg", "max_length_mm", "tolerance_mm", "lead_time_days")
_WHICH = mark("{column}: it is not clear for which of {n} products '{cell}' holds; ask the firm")
_NUMBERED = re.compile(r"(?:^|\s+)\(?\d{1,2}[.)]\s+")
_LINES = re.compile(r"\s*(?:\n|;)\s*(?:[-\u2022*]\s+)?")
_COMMAS = re.compile(r"\s*,(?!\d)\s*(?![^()]*\))")
_AND = re.compile(r"\s+(?:dan|serta|and)\s+")
_AND_SO_ON = re.compile(r"(?:d(?:ll|sb|st)|dan lain-?\s?lain|dan sebagainya|lainnya|etc)\.?", re.I)
_A_WORD = re.compile(r"[^\W\d_]{3,}")

Values = dict[str, object]
Capacity = tuple[Values, tuple[Question, ...]]


def split_products(text: str) -> list[str]:
    """Tell the products of one cell apart: numbered, by line or semicolon, or by comma.

    What stands in brackets stays together, and so does a list in which a part is no word
    ("plat 3 mm, 5 mm"); "mur dan baut" are one product, "baut, mur dan ring" are three.

    >>> split_products("bracket, stay; flange"), split_products("1. baut 2. mur")
    (['bracket', 'stay', 'flange'], ['baut', 'mur'])
    """
    parts = _NUMBERED.split(text) if re.search(r"(?:^|\s)\(?2[.)]\s", text) else [text]
    parts = _told([part for piece in parts for part in _LINES.split(piece)])
    by_comma = _told([part for piece in parts for part in _COMMAS.split(piece)])
    if len(by_comma) > len(parts):
        by_comma = _told([*by_comma[:-1], *_AND.split(by_comma[-1])])
    found = by_comma if all(_A_WORD.search(part) for part in by_comma) else parts
    return list(dict.fromkeys(found)) or [text]


def _told(parts: Iterable[str]) -> list[str]:
    stripped = (" ".join(part.split()).strip(" ,;-\u2022") for part in parts)
    return [part for part in stripped if part and not _AND_SO_ON.fullmatch(part)]


class Making:
    """Reads what a line says of products: one capability per product."""

    def __init__(self, columns: Iterable[ColumnMapping], *, apart: bool) -> None:
        known = {column.field: column for column in columns}
        self._capacity = {name: known[name] for name in CAPACITY if name in known}
        self._indexes = [column.index for column in self._capacity.values()]
        self._headings = {name: column.heading for name, column in self._capacity.items()}
        self._others = readers(c for c in columns if c.field not in {*CAPACITY})
        self._values = LineValues(self._others)
        self._cells: list[Sequence[Cell]] = []
        self._product = next((c for c in self._others if c.name == "product"), None)
        self._apart = apart
        self._seen: dict[tuple[Cell, ...], Capacity] = {}

    def read(self, columns: Sequence[Sequence[Cell]]) -> None:
        """Read lines whose cells stand by column; `of` and `by_column` give what they say."""
        self._values.read(columns)
        self._cells = [columns[index] for index in self._indexes]

    def by_column(self) -> ByColumn | None:
        """Give the one capability of each line by field; None where a line may have several."""
        if self._apart:
            return None
        columns, questions = dict(self._values.found.columns), self._values.found.questions
        found = [self._capacity_of(key) for key in zip(*self._cells, strict=True)]
        for name in CAPACITY[:2] if found else ():
            columns[name] = [values.get(name) for values, _ in found]
        doubts = {line: list(asked) for line, (_, asked) in enumerate(found) if asked}
        both = {line: questions.get(line, []) + doubts.get(line, []) for line in doubts}
        return ByColumn(columns, questions | both)

    def of(self, line: int, cells: Sequence[Cell], questions: list[Question]) -> list[Values]:
        """Give the capabilities of a line; none where it says nothing of products."""
        values = self._values.of(line, questions)
        products = self._products(cells, values)
        capacity = self._capacities(cells) if self._capacity else ({}, ())
        if len(products) < 2:
            values |= {"product": products[0]} if products else {}
            questions += capacity[1]
            values |= capacity[0]
            return [values] if values else []
        return self._each(products, values, cells, capacity, questions)

    def _products(self, cells: Sequence[Cell], values: Values) -> list[str]:
        if not (self._apart and self._product and "product" in values):
            return []
        return split_products(as_text(cells[self._product.index]))

    def _each(
        self,
        products: list[str],
        values: Values,
        cells: Sequence[Cell],
        capacity: Capacity,
        questions: list[Question],
    ) -> list[Values]:
        """Give one record per product; a figure belongs to none unless there is one for each."""
        own = self._own_capacities(cells, len(products))
        figures = {c.name: c for c in self._others if c.name in _OF_ONE and c.name in values}
        for name, column in figures.items():
            questions.append(_which(name, column.heading, cells[column.index], len(products)))
            del values[name]
        if own:
            questions += [question for _, asked in own for question in asked]
        elif capacity[0] or capacity[1]:
            first = next(c for c in self._capacity.values() if cells[c.index] not in ("", None))
            question = _which(CAPACITY[0], first.heading, cells[first.index], len(products))
            questions.append(question)
        of_each = [found for found, _ in own] or [{} for _ in products]
        pairs = zip(products, of_each, strict=True)
        return [values | {"product": product} | found for product, found in pairs]

    def _own_capacities(self, cells: Sequence[Cell], n_products: int) -> list[Capacity]:
        """Share out a capacity cell that is numbered, or has lines, as many as the products."""
        column = self._capacity.get("capacity_stated") or self._capacity.get("capacity_per_month")
        cell = cells[column.index] if column else None
        if not column or not isinstance(cell, str):
            return []
        numbered = re.search(r"(?:^|\s)\(?2[.)]\s", cell)
        parts = _told((_NUMBERED if numbered else _LINES).split(cell))
        if len(parts) != n_products:
            return []
        changed = list(cells)
        found = []
        for part in parts:
            changed[column.index] = part
            found.append(self._capacities(changed))
        return found

    def _capacities(self, cells: Sequence[Cell]) -> Capacity:
        """Read stated capacity, its unit and pieces a month together, each combination once."""
        return self._capacity_of(tuple([cells[index] for index in self._indexes]))

    def _capacity_of(self, key: tuple[Cell, ...]) -> Capacity:
        found = self._seen.get(key)
        if found is None:
            found = self._read(dict(zip(self._capacity, key, strict=True)))
            if len(self._seen) < MOST_KEPT and all(isinstance(cell, str) for cell in key):
                self._seen[key] = found
        return found

    def _read(self, cells: dict[str, Cell]) -> Capacity:
        """Read pieces a month from their own column, or else from what is stated in words."""
        values: Values = {}
        asked: tuple[Question, ...] = ()
        unit = as_text(cells.get("capacity_unit")).strip(" -?.")
        for name in ("capacity_stated", "capacity_per_month"):
            cell, heading = cells.get(name), self._headings.get(name, "")
            try:
                if what_is_said("capacity", cell) in (None, ""):
                    continue
            except CellError as error:
                values, asked = {}, (_ask(heading, cell, error),)
                continue
            stated, pieces, doubt = read_capacity(cell, heading, unit)
            if name == "capacity_stated" or doubt:
                values.setdefault("capacity_stated", stated)
            values.pop("capacity_per_month", None)
            values |= {} if pieces is None else {"capacity_per_month": pieces}
            asked = (_ask(heading, cell, doubt),) if doubt else ()
        return values, asked


def _ask(heading: str, cell: Cell, doubt: CellError) -> Question:
    told = {"column": heading, "cell": as_text(cell)} | doubt.values
    return Question("capacity_per_month", as_text(cell), doubt.message, told)


def _which(name: str, heading: str, cell: Cell, n_products: int) -> Question:
    values = {"column": heading, "cell": as_text(cell), "n": n_products}
    return Question(name, as_text(cell), _WHICH, values)
