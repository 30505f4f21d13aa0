"""PDF: the report on one page, set by typst; all text is shown, never run."""

import json
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import typst

from features.language import number, rupiah, translator
from matcher.naming import value_text
from matcher.outcomes import STAGE_NAMES, STAGES, VALUE_NAMES, VALUES, Worth
from matcher.overview.summary import COVERED, NONE, ONE_ONLY
from matcher.report.contents import PairLine, Report

N_PAIRS, N_PLACES = 14, 7  # the rest stands in the workbook
_FONTS = ("Libertinus Serif", "New Computer Modern")
_LATIN = 0x250  # letters from here on may stand in no font that typst brings along
_COUNTED = ("planned", "met", "order")
_COLOURS = {"promised": "#9AA8AD", "signed": "#C98A1B", "realised": "#0F5C73"}


def report_pdf(found: Report) -> bytes:
    """Write the report as one A4 page; the same report gives the same bytes."""
    return _set(found, "pdf")


def report_picture(found: Report) -> bytes:
    """Draw the page as a PNG, as it will be printed."""
    return _set(found, "png")


def _set(found: Report, form: Literal["pdf", "png"]) -> bytes:
    text = json.dumps(_content(found) | {"fonts": _FONTS}, ensure_ascii=False)
    beyond_latin = any(ord(letter) >= _LATIN for letter in text if letter.isalpha())
    made: bytes = typst.compile(
        files("matcher.report").joinpath("report.typ").read_bytes(),
        font_paths=_fonts(beyond_latin),
        sys_inputs={"data": text},
        format=form,
        ppi=130.0 if form == "png" else None,
        timestamp=datetime(found.made.year, found.made.month, found.made.day, tzinfo=UTC),
    )
    return made


@cache
def _fonts(of_system: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=of_system)


def _content(found: Report) -> dict[str, Any]:
    say, language = translator(found.language), found.language
    made = value_text("event", "date", found.made, language)
    day = value_text("event", "date", found.day, language) if found.day else ""
    return {
        "lang": language,
        "title": _short(found.title, 90),
        "under": " · ".join(part for part in (_short(found.place), day) if part),
        "figures": _figures(found),
        "funnel_title": say("How far the pairs came"),
        "funnel": _bars([(say(STAGE_NAMES[one]), found.reached.n_at_least[one]) for one in STAGES]),
        "value_title": say("Value (three figures, not to be added up)"),
        "values": _values(found),
        "coverage_title": say("Do the needs find an IKM?"),
        "coverage": _coverage(found),
        "places_title": say("By place of the IKM"),
        "places_head": [
            say("Place"),
            *(say(STAGE_NAMES[one]) for one in ("planned", "met", "order")),
        ],
        "places": _places(found),
        "pairs_title": say("Pairs that came furthest, and why they were matched"),
        "pairs_head": ["IKM", say("Buyer and part"), say("How far"), say("Why and what followed")],
        "pairs": [_pair(one, found) for one in found.pairs[:N_PAIRS]],
        "none": say("No pair has met yet."),
        "foot": _foot(found),
        "made": say("Made on {day} with linkmatch", day=made),
        "warning": say("Synthetic data: firms, needs and outcomes are made up.")
        if found.synthetic
        else "",
    }


def _short(text: str, most: int = 60) -> str:
    """Cut a text that would take the page from the others; the workbook holds it whole."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _figures(found: Report) -> list[dict[str, str]]:
    say, n = translator(found.language), found.reached.n_at_least
    told = [
        (found.n_suppliers, say("IKM on record")),
        (found.n_buyers, say("buyers on record")),
        (found.n_needs, say("open needs")),
        (n["planned"], say("pairs")),
        (n["met"], say("they met")),
        (found.reached.n_mou, say("memoranda")),
        (n["order"], say("ordered")),
    ]
    return [{"n": number(count, found.language), "words": words} for count, words in told]


def _bars(counts: list[tuple[str, int]], colour: str = "#0F5C73") -> list[dict[str, Any]]:
    most = max((n for _, n in counts), default=0) or 1
    return [{"name": k, "text": str(n), "part": n / most, "colour": colour} for k, n in counts]


def _values(found: Report) -> list[dict[str, Any]]:
    say, worth = translator(found.language), found.reached.values
    most = max((one.idr or 0 for one in worth.values()), default=0) or 1
    return [
        {
            "name": say(VALUE_NAMES[value]),
            "text": _amount(worth[value], found.language),
            "part": (worth[value].idr or 0) / most,
            "colour": _COLOURS[value],
        }
        for value in VALUES
    ]


def _amount(one: Worth, language: str) -> str:
    say = translator(language)
    if one.idr is None:
        return say("nobody told")
    return say("{amount}, {n} pairs", amount=rupiah(one.idr, language), n=one.n_told)


def _coverage(found: Report) -> list[dict[str, Any]]:
    say = translator(found.language)
    names = {
        COVERED: say("two candidates or more"),
        ONE_ONLY: say("one candidate only"),
        NONE: say("no candidate"),
    }
    colours = {COVERED: "#0F5C73", ONE_ONLY: "#C98A1B", NONE: "#9AA8AD"}
    bars = _bars([(names[level], found.coverage[level]) for level in names])
    return [bar | {"colour": colours[level]} for bar, level in zip(bars, names, strict=True)]


def _places(found: Report) -> list[list[str]]:
    return [
        [_short(one.name), *(str(one.reached.n_at_least[stage]) for stage in _COUNTED)]
        for one in found.places[:N_PLACES]
    ]


def _pair(one: PairLine, found: Report) -> dict[str, str]:
    say, language = translator(found.language), found.language
    worth = [
        f"{say(VALUE_NAMES[value])} {rupiah(amount, language)}"
        for value in reversed(VALUES)
        if (amount := getattr(one, value)) is not None
    ]
    return {
        "supplier": _short(one.supplier),
        "buyer": _short(one.buyer),
        "part": _short(one.component),
        "stage": say(STAGE_NAMES[one.stage]),
        "worth": worth[0] if worth else "",
        "why": _short(one.why, 150),
        "followed": _short(one.followed, 90),
    }


def _foot(found: Report) -> str:
    say = translator(found.language)
    more = len(found.pairs) - N_PAIRS
    told = [say("A pair counts in every stage up to its furthest.")]
    if more > 0:
        told.append(say("{n} more pairs stand in the workbook.", n=more))
    if found.n_late:
        told.append(say("{n} pairs need a call.", n=found.n_late))
    return " ".join(told)
