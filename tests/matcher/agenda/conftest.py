"""A small event with names that people use against programs, and a reader of PDF text."""

import re
import zlib
from datetime import datetime
from types import SimpleNamespace

import pytest

from matcher.agenda import About
from matcher.planner.plan import LeftOut, Placed, Plan, Quality
from matcher.planner.problem import Meeting, Participant, Problem, Slot, Table

RUNS = "=cmd|' /C calc'!A0"
SETS = "#text(red)[x] $a^2$ *tebal* \\ @ref"
QUOTES = "\"quote\" {a} <b> & 'x'"


def _slot(name, day, hour, minute, session):
    return Slot(
        name,
        datetime(2026, 12, day, hour, minute),
        datetime(2026, 12, day, hour, minute + 20),
        session,
    )


@pytest.fixture
def event():
    """Four firms, three meetings of which one has no place; two days."""
    problem = Problem(
        slots=(
            _slot("D1-1300", 9, 13, 0, "Rabu siang"),
            _slot("D1-1325", 9, 13, 25, "Rabu siang"),
            _slot("D2-0830", 10, 8, 30, "Kamis pagi"),
        ),
        tables=(Table("A01"), Table("A02")),
        participants=(
            Participant("B-1", QUOTES, "buyer", group_size=2),
            Participant("B-2", "PT Motor", "buyer"),
            Participant("I-1", RUNS, "supplier"),
            Participant("I-2", SETS, "supplier"),
        ),
        meetings=(
            Meeting("I-1|B-1", "I-1", "B-1", "N-1", 81.5),
            Meeting("I-1|B-2", "I-1", "B-2", "N-2", 60.25, locked="D2-0830"),
            Meeting("I-2|B-1", "I-2", "B-1", None, 41),
            Meeting("I-2|B-2", "I-2", "B-2", "N-2", 33.0),
        ),
        name="Link & Match",
    )
    plan = Plan(
        placed=(
            Placed("I-1|B-1", "D1-1325", "A01"),
            Placed("I-1|B-2", "D2-0830", "A02"),
            Placed("I-2|B-1", "D1-1325", "A01"),
        ),
        left_out=(LeftOut("I-2|B-2", "There is no worker '{what}'.", {"what": "A03"}),),
        quality=Quality(1, 0, 0, 0, 0),
        status="bound",
        bound=0,
    )
    about = About(
        "Link & Match",
        datetime(2026, 12, 8, 16, 30),
        place="Balai Kota",
        version=3,
        needs={"N-1": "rem blok", "N-2": "knalpot #1"},
        halls={"A01": "Aula", "A02": "Aula"},
        notes={"I-1": ("bawa contoh $x$",)},
    )
    return SimpleNamespace(problem=problem, plan=plan, about=about)


@pytest.fixture
def pdf_pages():
    """Read the text of each page of a PDF, without the program that wrote it."""
    return _pages


def _pages(content):
    objects = {int(m[1]): m[2] for m in re.finditer(rb"(?s)(\d+) 0 obj\n(.*?)\nendobj", content)}
    kids = next(one for one in objects.values() if b"/Type/Pages" in one)
    pages = [int(one) for one in re.findall(rb"(\d+) 0 R", re.search(rb"/Kids\[(.*?)\]", kids)[1])]
    return [_page_text(objects, objects[page]) for page in pages]


def _page_text(objects, page):
    fonts = {}
    named = _fonts_of(objects, page)
    for name, number in named:
        to_unicode = int(re.search(rb"/ToUnicode (\d+) 0 R", objects[int(number)])[1])
        fonts[name] = _letters(_unpacked(objects[to_unicode]))
    drawn = _unpacked(objects[int(re.search(rb"/Contents (\d+) 0 R", page)[1])])
    lines = []
    for block in re.findall(rb"(?s)BT(.*?)\nET", drawn):
        font = fonts[re.search(rb"/(f\d+) ", block)[1]]
        glyphs = b"".join(_bytes(one) for one in _strings(block))
        lines.append("".join(font.get(glyphs[i : i + 2], "?") for i in range(0, len(glyphs), 2)))
    return "\n".join(lines)


def _fonts_of(objects, page):
    resources = re.search(rb"/Resources (\d+) 0 R", page)
    text = objects[int(resources[1])] if resources else page
    fonts = re.search(rb"/Font (\d+) 0 R", text)
    text = objects[int(fonts[1])] if fonts else re.search(rb"/Font<<(.*?)>>", text)[1]
    return re.findall(rb"/(f\d+) (\d+) 0 R", text)


def _unpacked(stream):
    return zlib.decompressobj().decompress(re.split(rb"stream\r?\n", stream, maxsplit=1)[1])


def _letters(cmap):
    """Map glyphs to letters: <0001> <0041> in bfchar, <0001> <0003> <0041> in bfrange."""
    found = {}
    for block in re.findall(rb"(?s)beginbfchar(.*?)endbfchar", cmap):
        for glyph, text in re.findall(rb"<(\w+)>\s*<(\w+)>", block):
            found[bytes.fromhex(glyph.decode())] = bytes.fromhex(text.decode()).decode("utf-16-be")
    for block in re.findall(rb"(?s)beginbfrange(.*?)endbfrange", cmap):
        for low, high, text in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step in range(int(high, 16) - int(low, 16) + 1):
                found[(int(low, 16) + step).to_bytes(2, "big")] = chr(int(text, 16) + step)
    return found


def _strings(block):
    """Find what stands in brackets; those inside need no backslash when they balance."""
    found, depth = [], 0
    for m in re.finditer(rb"(?s)\\.|.", block):
        depth -= m[0] == b")"
        if depth == 0:
            found += [b""] if m[0] == b"(" else []
        else:
            found[-1] += m[0]
        depth += m[0] == b"("
    return found


_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def _bytes(string):
    def plain(m):
        return bytes([int(m[1], 8)]) if m[1][:1].isdigit() else _ESCAPES.get(m[1], m[1])

    return re.sub(rb"(?s)\\([0-7]{1,3}|.)", plain, string)
