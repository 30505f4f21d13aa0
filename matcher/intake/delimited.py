"""Delimited: the rows of a CSV text, its encoding and its delimiter found and never assumed.

The text is read once to know that all of it can be decoded, and streamed again for its rows.
"""

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

from features.language import mark
from matcher.errors import DataError
from matcher.intake.sheets import ODD, Row, Sheet, clean

_BOMS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_DELIMITERS = ";,\t|"
_SEP = re.compile(r'"?sep=(.)"?', re.I)
_CHUNK = 1 << 20
_MOST_LINES = 200  # in one row; beyond it a quotation mark was left open
_ENOUGH_ROWS = 300
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
_NEUTRAL = re.compile(
    r"'+[=+\-@\t\r\n]"
)  # made harmless by us or another program; see matcher.export
_QUOTED = re.compile(r'"(?![ \t])[^"]*(?<![ \t])"')  # quoted and not padded: blanks inside are text


@dataclass(frozen=True)
class _Text:
    """A text whose rows can be read again and again."""

    source: Path | bytes
    file: str
    encoding: str
    delimiter: str
    skipped: int  # the line "sep=;" that Excel writes for itself
    padded: bool  # some cell has blanks around it
    odd: bool  # some character is one that nobody sees
    neutral: bool  # some cell may have an apostrophe before what would run as a formula

    def rows(self) -> Iterator[Row]:
        """Give each row with the number of the line it starts in."""
        with _opened(self.source, self.encoding) as file:
            for _ in range(self.skipped):
                file.readline()
            rows = self._numbered(file)
            if self.neutral:
                rows = ((number, [*map(_as_meant, cells)]) for number, cells in rows)
            if not self.padded and not self.odd:
                yield from rows
            for number, cells in rows:
                if self.odd and ODD.search("".join(cells)):
                    yield number, [clean(cell) for cell in cells]
                else:
                    yield number, [*map(str.strip, cells)]

    def _numbered(self, file: TextIO) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(file, delimiter=self.delimiter)
        start = end = self.skipped + 1
        try:
            for cells in reader:
                start, end = end, reader.line_num + self.skipped + 1
                if end - start > _MOST_LINES:
                    raise csv.Error
                yield start, cells
        except csv.Error as error:
            raise _open_quote(self.file, end) from error
        if end - start > 1 and self._stays_open(start):
            raise _open_quote(self.file, start)

    def _stays_open(self, start: int) -> bool:
        """Tell whether the last row, from its first line on, ends inside a quotation."""
        with _opened(self.source, self.encoding) as file:
            last = islice(file, start - 1, None)
            try:
                return not list(csv.reader(last, delimiter=self.delimiter, strict=True))
            except csv.Error as error:
                return "unexpected end" in str(error)


def read_text(source: Path | bytes, name: str) -> Sheet:
    """Read a delimited text as one sheet without a name.

    Raises
    ------
    DataError
        When it is no text, its encoding is damaged or a quotation mark is left open.
    """
    head = source[:_CHUNK] if isinstance(source, bytes) else _start_of(source)
    for encoding in _encodings(head):
        with suppress(UnicodeDecodeError):
            text = head.decode(encoding, errors="replace").replace("\r\n", "\n").replace("\r", "\n")
            delimiter, skipped = _delimiter(text)
            found = _Text(
                source,
                name,
                encoding,
                delimiter,
                skipped,
                *_survey(source, name, encoding, delimiter),
            )
            return Sheet("", found.rows)
    raise DataError(
        mark("{file} is not text in UTF-8, UTF-16 or Windows-1252; save it as 'CSV UTF-8'"),
        file=name,
    )


def _start_of(source: Path) -> bytes:
    with source.open("rb") as file:
        return file.read(_CHUNK)


def _opened(source: Path | bytes, encoding: str) -> TextIO:
    raw = io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")
    return io.TextIOWrapper(raw, encoding=encoding)


def _encodings(head: bytes) -> tuple[str, ...]:
    """Name what the text may be encoded in, likeliest first; unmarked UTF-16 shows in its NULs."""
    marked = next((encoding for bom, encoding in _BOMS.items() if head.startswith(bom)), None)
    if marked:
        return (marked,)
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) / 5 and even < odd / 20:
        return ("utf-16-le",)
    if even > len(head) / 5 and odd < even / 20:
        return ("utf-16-be",)
    return ("utf-8", "cp1252")


def _as_meant(cell: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet program from running a text."""
    return cell[1:] if cell[:1] == "'" and _NEUTRAL.match(cell) else cell


def _survey(
    source: Path | bytes, name: str, encoding: str, delimiter: str
) -> tuple[bool, bool, bool]:
    """Read the whole text once; tell: are cells padded, signs unseen, texts made harmless?"""
    padded, odd, neutral, n_lines, kept = False, False, False, 0, "\n"
    with _opened(source, encoding) as file:
        try:
            while text := file.read(_CHUNK):
                if "\0" in text:
                    raise _binary(name)
                odd = odd or _is_odd(text)
                neutral = neutral or ("'" in text and bool(_NEUTRAL.search(text)))
                part, kept = _whole_rows(kept + text)
                padded = padded or _is_padded(part, delimiter)
                n_lines += text.count("\n")
        except UnicodeDecodeError as error:
            before = error.object[: error.start]
            if encoding == "utf-8" and not before.isascii():
                raise _damaged(name, n_lines + before.count(b"\n") + 1) from error
            raise
    return padded or _is_padded(kept + "\n", delimiter), odd, neutral


def _is_odd(text: str) -> bool:
    if text.isascii():
        content = text.encode("ascii")
        return len(content.translate(None, _CONTROLS)) < len(content)
    return bool(ODD.search(text))


def _is_padded(text: str, delimiter: str) -> bool:
    """Tell whether blanks stand beside a delimiter or a line's end, quoted text aside."""
    text = _QUOTED.sub("", text) if '"' in text else text
    blanks = [blank for blank in " \t" if blank in text and blank != delimiter]
    quotes = ["", '"'] if '"' in text else [""]
    return any(
        blank + quote + edge in text or edge + quote + blank in text
        for blank in blanks
        for edge in (delimiter, "\n")
        for quote in quotes
    )


def _whole_rows(text: str) -> tuple[str, str]:
    """Part a text behind one of its last lines, the first that no quotation mark reaches over."""
    cut = len(text)
    for _ in range(5):
        cut = text.rfind("\n", 0, cut)
        if cut < 1:
            break
        if text.count('"', 0, cut) % 2 == 0:
            return text[:cut], text[cut:]
    return text, "\n"


def _delimiter(text: str) -> tuple[str, int]:
    """Find what separates the cells, and how many lines say so before the first row."""
    lines = text.split("\n")
    told = _SEP.fullmatch(lines[0].strip().lstrip("\ufeff"))
    if told and told[1] not in '"\r\n':
        return told[1], 1
    sample = [line + "\n" for line in lines[: _ENOUGH_ROWS + 1]]
    whole = sample[:-1] if len(sample) > 1 else sample  # the last one may be cut
    return max(_DELIMITERS, key=lambda delimiter: _consistency(whole, delimiter)), 0


def _consistency(lines: list[str], delimiter: str) -> float:
    """Rate a delimiter: most rows as wide as each other, wide, and no quotation mark left over."""
    try:
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if any(map(str.strip, row))]
    except csv.Error:
        return 0.0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0.0
    stray = sum(any('"' in cell for cell in row) for row in rows) / len(rows)
    best = max((n / len(rows)) ** 3 * math.log2(width) for width, n in widths.items())
    return best * (1 - stray)


def _binary(name: str) -> DataError:
    return DataError(
        mark("{file} is neither text nor a workbook; save it as .xlsx or 'CSV UTF-8'"), file=name
    )


def _damaged(name: str, line: int) -> DataError:
    return DataError(
        mark("{file}, row {row}: a letter is damaged in this UTF-8 text; save it as 'CSV UTF-8'"),
        file=name,
        row=line,
    )


def _open_quote(name: str, line: int) -> DataError:
    return DataError(
        mark("{file}, row {row}: a quotation mark is opened and never closed; close or delete it"),
        file=name,
        row=line,
    )
