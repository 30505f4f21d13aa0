"""Markup: what the XML of an .xlsx says and calamine does not, and whether unpacking it is safe.

The XML is searched with expressions and never parsed, so no entity of it is ever expanded.
"""

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from features.language import mark
from matcher.errors import DataError

MOST_UNPACKED = 500_000_000  # bytes
MOST_CELLS = 30_000_000  # calamine keeps every cell of a sheet's rectangle, 32 bytes each
_MOST_PACKED, _SMALL = 200, 50_000_000  # times smaller than unpacked, if that is over _SMALL bytes
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, KeyError, ValueError)
_CHUNK = 1 << 20
_LARGEST = 4_000_000  # bytes of the list of sheets
_KINDS = {"word/": "DOCX", "ppt/": "PPTX"}

_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_COLUMN = re.compile(r"<(?:\w+:)?col\s([^>]*)>")
_LAST_ROW = re.compile(rb"""<(?:\w+:)?row\s(?:[^>]*\s)?r=["'](\d{1,7})["']""")
_HIDDEN_ROW = re.compile(
    rb"""<(?:\w+:)?row\s(?=[^>]*\shidden=["'](?:1|true)["'])(?:[^>]*\s)?r=["'](\d{1,7})["']"""
)
_FAR = re.compile(rb"""\sr=["']([A-Z]{2,3})\d""")
_ERROR = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^>]*\st=["']e["'])(?:[^>]*\s)?r=["']([A-Z]{1,3})(\d{1,7})["'][^>]*>"""
    rb"""(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>(#[^<]{1,20})</""",
    re.S,
)


@dataclass
class Marks:
    """Of one sheet: columns count from 0, rows from 1; `errors` are texts by row and column."""

    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    errors: dict[int, dict[int, str]] = field(default_factory=dict)


def read_marks(content: bytes, name: str) -> dict[str, Marks]:
    """Give the marks of every sheet of an .xlsx by its name; of other workbooks none.

    Raises
    ------
    DataError
        When the archive is damaged, no workbook, or would unpack to more than this machine bears.
    """
    if not content.startswith(b"PK"):
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive, name)
            return {title: _marks(archive, path, name) for title, path in _paths(archive)}
    except (*_DAMAGED, NotImplementedError) as error:
        raise DataError(
            mark("{file} is damaged or cut short; ask for it again or save it again as .xlsx"),
            file=name,
        ) from error


def _check(archive: zipfile.ZipFile, name: str) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if unpacked > MOST_UNPACKED or (unpacked > _SMALL and unpacked / packed > _MOST_PACKED):
        raise _too_large(name)
    names = [member.filename for member in members]
    if not any(path.startswith("xl/") or path == "content.xml" for path in names):
        kinds = (kind for start, kind in _KINDS.items() if any(n.startswith(start) for n in names))
        raise DataError(
            mark("{file} is no spreadsheet but {kind}; ask for the Excel or CSV file"),
            file=name,
            kind=next(kinds, "ZIP"),
        )


def _paths(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Give the name of every sheet and where its XML stands."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return
    relations = _RELATION.findall(_text(archive, "xl/_rels/workbook.xml.rels"))
    targets = {s.get("Id", ""): s.get("Target", "") for s in map(_attributes, relations)}
    for stated in map(_attributes, _SHEET.findall(_text(archive, "xl/workbook.xml"))):
        target = targets.get(stated.get("id", ""), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in names:
            yield stated.get("name", ""), path


def _text(archive: zipfile.ZipFile, path: str) -> str:
    with archive.open(path) as file:
        return file.read(_LARGEST).decode("utf-8", errors="replace")


def _attributes(text: str) -> dict[str, str]:
    found = _ATTRIBUTE.findall(text)
    return {key.rpartition(":")[2]: html.unescape(one or other) for key, one, other in found}


def _marks(archive: zipfile.ZipFile, path: str, name: str) -> Marks:
    hidden, far, last = set[int](), 26, 0
    marks = Marks()
    with archive.open(path) as file:
        for i, part in enumerate(_parts(file)):
            if i == 0:
                head = part.partition(b"sheetData")[0].decode("utf-8", errors="replace")
                marks.hidden_columns = _hidden_columns(head)
            hidden.update(map(int, _HIDDEN_ROW.findall(part)))
            far = max([far, *(column_number(letters) for letters in set(_FAR.findall(part)))])
            last = max([last, *map(int, _LAST_ROW.findall(part)[-1:])])
            if b'"e"' in part or b"'e'" in part:
                for letters, row, error in _ERROR.findall(part):
                    at = marks.errors.setdefault(int(row), {})
                    at[column_number(letters) - 1] = error.decode("utf-8", errors="replace")
    if far * last > MOST_CELLS:
        raise _too_large(name)
    marks.hidden_rows = frozenset(hidden)
    return marks


def _parts(file: IO[bytes]) -> Iterator[bytes]:
    """Give the XML in parts of about a megabyte that end where a row begins."""
    kept = b""
    while chunk := file.read(_CHUNK):
        kept += chunk
        cut = kept.rfind(b"<row")
        if cut > 0:
            yield kept[:cut]
            kept = kept[cut:]
    yield kept


def _hidden_columns(head: str) -> frozenset[int]:
    hidden = set[int]()
    for stated in map(_attributes, _COLUMN.findall(head)):
        bounds = re.fullmatch(r"(\d{1,5}) (\d{1,5})", f"{stated.get('min')} {stated.get('max')}")
        if bounds and stated.get("hidden") in ("1", "true"):
            hidden.update(range(int(bounds[1]) - 1, int(bounds[2])))
    return frozenset(hidden)


def column_number(letters: bytes) -> int:
    """Count a column as Excel letters it.

    >>> column_number(b"A"), column_number(b"AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _too_large(name: str) -> DataError:
    return DataError(
        mark("{file} is too large once unpacked; delete unused rows and columns or save it as CSV"),
        file=name,
    )
