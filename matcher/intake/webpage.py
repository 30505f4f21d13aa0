"""Web page: the tables of an HTML page, which many office systems save under the name .xls."""

import re
from html.parser import HTMLParser

from features.language import mark
from matcher.errors import DataError
from matcher.intake.sheets import Row, Sheet, Span, clean

_START = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|style)\b")
_MOST_SPANNED = 1000  # what the HTML standard allows a cell to span


def looks_like_html(head: bytes) -> bool:
    """Tell an HTML page by how it starts, in whatever encoding."""
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").lower()
    return bool(_START.match(plain)) or (plain.startswith(b"<?xml") and b"<html" in plain)


def read_html(content: bytes, name: str) -> list[Sheet]:
    """Give every table of the page as a sheet named 1, 2, 3 ...

    Raises
    ------
    DataError
        When the page holds no table.
    """
    page = _Page()
    page.feed(_text(content))
    page.close()
    sheets = [_sheet(str(i), table) for i, table in enumerate(page.tables, 1) if any(table)]
    if not sheets:
        raise DataError(
            mark("{file} is a web page without a table; open it in Excel and save it as .xlsx"),
            file=name,
        )
    return sheets


def _text(content: bytes) -> str:
    for bom, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(bom):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


class _Page(HTMLParser):
    """Collects rows of (text, columns spanned, rows spanned); the library calls these methods."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[tuple[str, int, int]]]] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables:
            spans = dict(attrs)
            if not self.tables[-1]:
                self.tables[-1].append([])
            cell = "", _spanned(spans.get("colspan")), _spanned(spans.get("rowspan"))
            self.tables[-1][-1].append(cell)
            self._open = True
        elif tag in ("br", "p", "li") and self._open:
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            text, columns, rows = self.tables[-1][-1][-1]
            self.tables[-1][-1][-1] = (text + data, columns, rows)


def _spanned(number: str | None) -> int:
    stated = (number or "").strip()
    return min(int(stated), _MOST_SPANNED) if stated.isascii() and stated.isdigit() else 1


def _sheet(name: str, table: list[list[tuple[str, int, int]]]) -> Sheet:
    """Lay the cells out in a grid: a spanning cell leaves blanks, as a merged one does."""
    taken: dict[tuple[int, int], str] = {}
    spans: list[Span] = []
    for number, cells in enumerate(table, 1):
        column = 0
        for text, width, height in cells:
            while (number, column) in taken:
                column += 1
            height = min(height, len(table) - number + 1)
            for row in range(number, number + height):
                taken.update({(row, column + i): "" for i in range(max(width, 1))})
            taken[number, column] = clean(re.sub(r"[ \t\r]*\n\s*", "\n", text))
            if width > 1 or height > 1:
                spans.append(Span(number, column, number + height - 1, column + width - 1))
            column += max(width, 1)
    width = 1 + max((column for _, column in taken), default=0)
    rows: list[Row] = [
        (number, [taken.get((number, column), "") for column in range(width)])
        for number in range(1, len(table) + 1)
    ]
    return Sheet(name, lambda: iter(rows), merged=tuple(spans))
