"""Fields: what a column of an import can mean, how it is titled, and the words of its choices.

The tables stand in `data/intake/`; a kind `*` there is a field of every kind of record.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from features.package_data import data_table
from matcher.records import KINDS

WIDE = "wide"  # a line of a regional sheet: a firm, what it makes and what it holds
MUST = "must"  # what a line of a list of needs requires, by kind of requirement


@dataclass(frozen=True)
class Field:
    """One thing that a column can hold.

    `reads` names how its cells are read. `aliases` are headings that mean this field beyond
    doubt among its kind, `weak_aliases` those that may also mean another. A `personal` field is
    left out unless it is asked for.
    """

    kind: str
    name: str
    reads: str
    title_id: str
    title_en: str
    aliases: tuple[str, ...]
    personal: bool = False
    weak_aliases: tuple[str, ...] = ()

    def title(self, language: str) -> str:
        """Name the field in `id` or `en`."""
        return self.title_id if language == "id" else self.title_en


def _items(cell: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in cell.split(";") if item.strip())


def _fields() -> Iterator[Field]:
    for row in data_table("intake", "fields.csv").itertuples():
        for kind in KINDS if row.kind == "*" else (row.kind,):
            yield Field(
                kind,
                row.name,
                row.reads,
                row.title_id,
                row.title_en,
                _items(row.aliases),
                row.personal == "yes",
                _items(row.weak_aliases),
            )


def _choices() -> dict[str, dict[str, str]]:
    """Map each word of either language, in lower case, to its value; one map per `reads`."""
    found: dict[str, dict[str, str]] = {}
    for row in data_table("intake", "choices.csv").itertuples():
        for word in (row.word_id, row.word_en, row.value, *_items(row.other_words)):
            found.setdefault(row.reads, {}).setdefault(word.casefold(), row.value)
    return found


def drop_down(reads: str, language: str = "id") -> tuple[str, ...]:
    """Give one word of `id` or `en` per value of a closed choice, in the order of the table."""
    table = data_table("intake", "choices.csv")
    return tuple(table.loc[table["reads"] == reads, f"word_{language}"])


def field(kind: str, name: str) -> Field:
    """Look up a field.

    Raises
    ------
    KeyError
        When the kind has no such field.

    >>> field("need", "payment_days").title_id
    'Tempo pembayaran (hari)'
    """
    return _BY_NAME[kind, name]


FIELDS: tuple[Field, ...] = tuple(_fields())
CHOICES: dict[str, dict[str, str]] = _choices()
_BY_NAME = {(found.kind, found.name): found for found in FIELDS}
