"""Title place: the kabupaten or kota that a title names for a whole list, "IKM KABUPATEN TEGAL"."""

import re

from features.places import find_regencies, regencies
from matcher.intake.cells import as_text
from matcher.intake.table import Table

_MOST_WORDS = 4  # "Kabupaten Ogan Komering Ulu Timur"
_NAMED = re.compile(
    r"\b(?P<kind>kab(?:upaten)?|kota)\b\.?\s+(?=(?P<words>[^\W\d_]+(?:[ \-][^\W\d_]+)*))", re.I
)


def title_place(table: Table) -> tuple[str, str]:
    """Give the one regency that the titles above a table name, and the title that names it.

    Two empty texts where no title names one, or several name different ones.
    """
    titles = [" ".join(as_text(cell) for cell in cells if cell != "") for cells in table.titles()]
    found = {place: title for title in titles for place in _places(title)}
    return next(iter(found.items())) if len(found) == 1 else ("", "")


def _places(title: str) -> list[str]:
    return [
        str(regencies().name[ids[0]])
        for match in _NAMED.finditer(title)
        if len(ids := _regency(match["kind"], match["words"].split())) == 1
    ]


def _regency(kind: str, words: list[str]) -> tuple[str, ...]:
    """Look up the longest name that the words begin with; what follows is no part of it."""
    names = (" ".join([kind, *words[:n]]) for n in range(_MOST_WORDS, 0, -1))
    return next((found for name in names if (found := find_regencies(name))), ())
