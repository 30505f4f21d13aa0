"""Workbook: the bytes of a file as sheets of cells, whatever its name says it is."""

from pathlib import Path

from features.language import mark
from matcher.errors import DataError
from matcher.intake.delimited import read_text
from matcher.intake.excel import read_excel
from matcher.intake.sheets import Sheet
from matcher.intake.webpage import looks_like_html, read_html

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"MZ\x90\x00": "EXE",
    b"\x7fELF": "ELF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7Z",
    b"\x1f\x8b": "GZIP",
    b"PK\x05\x06": "ZIP",
}
_HEAD = 4096


def read_sheets(content: Path | bytes, name: str) -> list[Sheet]:
    """Give the sheets of a CSV, Excel, OpenDocument or HTML file by what its bytes are.

    Raises
    ------
    DataError
        When the file is empty, damaged, protected, too large or no table at all.
    """
    head = _head(content, name)
    if not head.strip(b"\x00 \t\r\n"):
        raise DataError(mark("{file} is empty; its first row must name the columns"), file=name)
    if head.startswith((_ZIP, _OLE)):
        return read_excel(_whole(content), name)
    kind = next((kind for magic, kind in _OTHERS.items() if head.startswith(magic)), None)
    if kind:
        raise DataError(
            mark("{file} is no spreadsheet but {kind}; ask for the Excel or CSV file"),
            file=name,
            kind=kind,
        )
    if looks_like_html(head):
        return read_html(_whole(content), name)
    return [read_text(content, name)]


def _head(content: Path | bytes, name: str) -> bytes:
    if isinstance(content, bytes):
        return content[:_HEAD]
    try:
        with content.open("rb") as file:
            return file.read(_HEAD)
    except OSError as error:
        raise DataError(
            mark("{file} cannot be opened: {why}; check its place and who may read it"),
            file=name,
            why=error.strerror or type(error).__name__,
        ) from error


def _whole(content: Path | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.read_bytes()
