"""Map layers: islands, the lines between places, and the firms, from files that ship along.

The picture is plain Vega-Lite: checking a hundred kilobytes of coastline at every rerun, as Altair
does, takes longer than everything else on the page.
"""

import json
from typing import Any

import streamlit as st

from features.language import number, rupiah
from features.package_data import data_path
from matcher.naming import NOTHING
from matcher.routes import Atlas
from matcher.ui import session
from matcher.ui.theme import AMBER, INK, PETROL

PAIRS, PIECES, VALUE = "pairs", "pieces", "value"
REGIONS = {"java": [[105.0, -8.9], [115.8, -5.7]], "all": [[95.0, -11.0], [141.5, 6.2]]}
HEIGHTS = {"java": 340, "all": 430}
LAND, ABROAD = "#D5DDE0", "#EEF2F3"
MOST_LINES, MOST_NAMES = 80, 6

Layer = dict[str, Any]


def picture(found: Atlas, region: str, sized: str) -> Layer:
    """Give the whole map as Vega-Lite: islands, lines, then firms."""
    corners = {"type": "MultiPoint", "coordinates": REGIONS[region]}
    seen = {"type": "Feature", "geometry": corners, "properties": {}}
    return {
        "height": HEIGHTS[region],
        "projection": {"type": "mercator", "fit": seen},
        "layer": [_land(), _lines(found, sized), *_firms(found)],
    }


def amount_text(amount: float | None, sized: str, language: str) -> str:
    """Write what a line stands for; a dash where nobody stated it."""
    if amount is None:
        return NOTHING
    return rupiah(amount, language) if sized == VALUE else number(amount, language)


def _land() -> Layer:
    own = {"test": "datum.properties.name == 'Indonesia'", "value": LAND}
    return {
        "data": {"values": _islands()},
        "mark": {  # decoration: a reader of the screen hears of the places only
            "type": "geoshape",
            "stroke": "#FFFFFF",
            "strokeWidth": 0.5,
            "clip": True,
            "aria": False,
        },
        "encoding": {"color": {"condition": own, "value": ABROAD}},
    }


def _lines(found: Atlas, sized: str) -> Layer:
    say, language, where = session.say(), session.language(), {one.name: one for one in found.spots}
    rows = [
        {
            "from": one.start,
            "to": one.end,
            "x": where[one.start].longitude,
            "y": where[one.start].latitude,
            "x2": where[one.end].longitude,
            "y2": where[one.end].latitude,
            "wide": one.n_pairs if sized == PAIRS else one.amount or 0,
            "n": one.n_pairs,
            "amount": amount_text(one.amount, sized, language),
        }
        for one in found.routes[:MOST_LINES]
    ]
    told = {"from": say("From"), "to": say("To"), "n": say("Pairs")}
    if sized != PAIRS:
        told["amount"] = say("In all")
    ends = {"longitude": "x", "latitude": "y", "longitude2": "x2", "latitude2": "y2"}
    wide = {"field": "wide", "type": "quantitative", "legend": None, "scale": {"range": [0.7, 9]}}
    return {
        "data": {"values": rows},
        "mark": {"type": "rule", "color": PETROL, "opacity": 0.45, "clip": True},
        "encoding": {end: {"field": field} for end, field in ends.items()}
        | {"strokeWidth": wide, "tooltip": _tooltip(told)},
    }


def _firms(found: Atlas) -> list[Layer]:
    say, data = session.say(), session.dataset()
    layers = []
    for side, title, shape, colour in (
        ("suppliers", "IKM", "circle", AMBER),
        ("buyers", say("Buyers"), "diamond", INK),
    ):
        rows = [
            {
                "place": one.name,
                "x": one.longitude,
                "y": one.latitude,
                "n": len(firms),
                "names": _few([data.firm_name(firm) for firm in firms]),
            }
            for one in found.spots
            if (firms := getattr(one, side))
        ]
        told = {"place": say("Place"), "n": title, "names": say("Names")}
        mark = {"type": "point", "shape": shape, "color": colour, "filled": True, "opacity": 0.9}
        size = {"field": "n", "type": "quantitative", "legend": None, "scale": {"range": [45, 420]}}
        place = {"longitude": {"field": "x"}, "latitude": {"field": "y"}}
        layers.append(
            {
                "data": {"values": rows},
                "mark": mark | {"stroke": "#FFFFFF", "strokeWidth": 0.8, "clip": True},
                "encoding": place | {"size": size, "tooltip": _tooltip(told)},
            }
        )
    return layers


def _tooltip(told: dict[str, str]) -> list[Layer]:
    return [{"field": field, "title": title} for field, title in told.items()]


@st.cache_resource(show_spinner=False)
def _islands() -> list[dict[str, Any]]:
    with data_path("map", "islands.geojson").open(encoding="utf-8") as file:
        features: list[dict[str, Any]] = json.load(file)["features"]
    return features


def _few(names: list[str]) -> str:
    say = session.say()
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (say(" and {n} more", n=more) if more > 0 else "")
