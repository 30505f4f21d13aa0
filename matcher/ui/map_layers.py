"""Map layers: islands, the lines between places, and the firms, from files that ship along."""

import json
from typing import Any

import altair as alt
import pandas as pd
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
MOST_LINES, MOST_NAMES = 80, 6
LAND, ABROAD = "#D5DDE0", "#EEF2F3"


def chart(found: Atlas, region: str, sized: str) -> Any:
    """Draw islands, lines and firms."""
    west_south, east_north = REGIONS[region]
    corners = {"type": "MultiPoint", "coordinates": [west_south, east_north]}
    seen: Any = {"type": "Feature", "geometry": corners, "properties": {}}
    layers = [_land(), _lines(found, sized), *_firms(found)]
    return alt.layer(*layers).properties(height=HEIGHTS[region]).project("mercator", fit=seen)


def amount_text(amount: float | None, sized: str, language: str) -> str:
    """Write what a line stands for; a dash where nobody stated it."""
    if amount is None:
        return NOTHING
    return rupiah(amount, language) if sized == VALUE else number(amount, language)


def _land() -> Any:
    return (
        alt.Chart({"values": _islands()})
        .mark_geoshape(stroke="#FFFFFF", strokeWidth=0.5, clip=True)
        .encode(
            color=alt.condition(
                "datum.properties.name == 'Indonesia'", alt.value("#D5DDE0"), alt.value("#EEF2F3")
            )
        )
    )


def _lines(found: Atlas, sized: str) -> Any:
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
    tooltip = [
        alt.Tooltip("from:N", title=say("From")),
        alt.Tooltip("to:N", title=say("To")),
        alt.Tooltip("n:Q", title=say("Pairs")),
    ]
    if sized != PAIRS:
        tooltip.append(alt.Tooltip("amount:N", title=say("In all")))
    columns = ["from", "to", "x", "y", "x2", "y2", "wide", "n", "amount"]
    lines = alt.Chart(pd.DataFrame(rows, columns=columns)).mark_rule(
        color=PETROL, opacity=0.45, clip=True
    )
    return lines.encode(
        longitude="x:Q",
        latitude="y:Q",
        longitude2="x2:Q",
        latitude2="y2:Q",
        strokeWidth=alt.StrokeWidth("wide:Q", legend=None, scale=alt.Scale(range=[0.7, 9])),
        tooltip=tooltip,
    )


def _firms(found: Atlas) -> list[Any]:
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
        marks = alt.Chart(pd.DataFrame(rows, columns=["place", "x", "y", "n", "names"])).mark_point(
            filled=True,
            shape=shape,
            color=colour,
            opacity=0.9,
            stroke="#FFFFFF",
            strokeWidth=0.8,
            clip=True,
        )
        tooltip = [
            alt.Tooltip("place:N", title=say("Place")),
            alt.Tooltip("n:Q", title=title),
            alt.Tooltip("names:N", title=say("Names")),
        ]
        size = alt.Size("n:Q", legend=None, scale=alt.Scale(range=[45, 420]))
        layers.append(marks.encode(longitude="x:Q", latitude="y:Q", size=size, tooltip=tooltip))
    return layers


@st.cache_resource(show_spinner=False)
def _islands() -> list[dict[str, Any]]:
    with data_path("map", "islands.geojson").open(encoding="utf-8") as file:
        features: list[dict[str, Any]] = json.load(file)["features"]
    return features


def _few(names: list[str]) -> str:
    say = session.say()
    more = len(names) - 6
    return ", ".join(names[:6]) + (say(" and {n} more", n=more) if more > 0 else "")
