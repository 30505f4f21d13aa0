"""Ugly files that no one can read: each must be refused with one line, never with a traceback."""

import struct
from pathlib import Path

from .firms import HEADINGS, listed
from .outcome import UNREADABLE, Case, Made
from .writers import plain

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def cut_short(folder: Path) -> Made:
    """A download that stopped half-way."""
    path = plain(folder / "cut_short.xlsx", [list(HEADINGS), *listed()])
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return path, UNREADABLE


def with_a_password(folder: Path) -> Made:
    """Excel puts a workbook with a password into an OLE container."""
    path = folder / "password.xlsx"
    path.write_bytes(_container(("EncryptionInfo", "EncryptedPackage")))
    return path, UNREADABLE


def program_named_workbook(folder: Path) -> Made:
    """A Windows program whose name was changed."""
    path = folder / "daftar_ikm.xlsx"
    path.write_bytes(b"MZ\x90\x00\x03\x00\x00\x00" + bytes(range(256)) * 40)
    return path, UNREADABLE


def photo_of_a_list(folder: Path) -> Made:
    """A photo of a printed list, named .csv."""
    path = folder / "foto_daftar.csv"
    path.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(range(256)) * 40 + b"\xff\xd9")
    return path, UNREADABLE


def nothing_at_all(folder: Path) -> Made:
    """A file of no bytes, as a full stick leaves it."""
    path = folder / "kosong.csv"
    path.write_bytes(b"")
    return path, UNREADABLE


def only_empty_sheets(folder: Path) -> Made:
    """A workbook that nobody filled."""
    return plain(folder / "kosong.xlsx", []), UNREADABLE


def _container(streams: tuple[str, ...]) -> bytes:
    """Write a compound file: header, one FAT sector, one directory sector, 4096 bytes each."""
    head = struct.pack("<8s16x5H6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<10I", 0, 1, 1, 0, 4096, _END, 0, _END, 0, 0)
    head += struct.pack("<108I", *[_FREE] * 108)
    table = [_FAT, _END]
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for number, name in enumerate(streams):
        first = len(table)
        table += [*range(first + 1, first + 8), _END]
        other = number + 2 if number + 1 < len(streams) else _FREE
        entries.append(_entry(name, 2, first, 4096, right=other))
    table += [_FREE] * (128 - len(table))
    entries += [bytes(128)] * (4 - len(entries))
    body = b"".join(entries) + bytes(4096 * len(streams))
    return head + struct.pack("<128I", *table) + body


def _entry(
    name: str, kind: int, first: int, size: int, child: int = _FREE, right: int = _FREE
) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    links = struct.pack("<3I", _FREE, right, child)
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + links
    return head + bytes(36) + struct.pack("<IQ", first, size)


CASES: tuple[Case, ...] = (
    cut_short,
    with_a_password,
    program_named_workbook,
    photo_of_a_list,
    nothing_at_all,
    only_empty_sheets,
)
