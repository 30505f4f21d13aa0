"""Heat: the picture of all needs against all IKM; a click chooses a pair."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from matcher import actions
from matcher.heatmap import FITTING, STATES
from matcher.score import Scorer
from matcher.ui import session
from matcher.ui.parts import STATE_NAMES
from matcher.ui.theme import INK, MIST, PETROL

CELL = 11  # pixels
# narrower, the cells are lines: a phone scrolls
_SCROLLS = ".st-key-heat_map {overflow-x: auto} .st-key-heat_map > div {min-width: 46rem}"


def heat_map(scorer: Scorer, choose: Callable[[str, str], None]) -> None:
    """Draw the map; a click on a cell gives its need and its IKM to `choose`."""
    say, data = session.say(), scorer.data
    table = actions.map_pairs(session.person(), scorer, session.weights())
    table["state"] = table["state"].map({state: say(STATE_NAMES[state]) for state in STATES})
    firms = table["supplier_id"].drop_duplicates()
    table["supplier"] = table["supplier_id"].map(_labels(firms, firms.map(data.firm_name)))
    parts = data.asked["component"]
    table["component"] = table["need_id"].map(_labels(parts.index.to_series(), parts))
    st.caption(
        say(
            "Each row is a need, each column an IKM; the darker, the better they match. A framed "
            "cell is worth a meeting. Click a cell to see why."
        )
    )
    st.html(f"<style>{_SCROLLS}</style>")
    with st.container(key="heat_map"):
        st.vega_lite_chart(
            table,
            _spec(table, say(STATE_NAMES[FITTING])),
            on_select=lambda: _clicked(choose),
            key="heat",
        )


def _labels(ids: pd.Series, names: pd.Series) -> dict[str, str]:
    """Name each record; those of one name bear their id too, for each has a line of its own."""
    twice = names.duplicated(keep=False)
    rows = zip(ids, names, twice, strict=True)
    return {one: f"{name} ({one})" if shared else str(name) for one, name, shared in rows}


def _clicked(choose: Callable[[str, str], None]) -> None:
    chosen: Any = st.session_state["heat"]
    for cell in chosen["selection"].get("cell") or []:
        choose(cell["need_id"], cell["supplier_id"])


def _spec(table: Any, fitting: str) -> dict[str, Any]:
    say = session.say()
    firms, needs = (list(dict.fromkeys(table[name])) for name in ("supplier", "component"))
    axes = {
        "x": {"field": "supplier", "type": "nominal", "sort": firms, "axis": _axis("IKM")},
        "y": {"field": "component", "type": "nominal", "sort": needs, "axis": _axis(say("Need"))},
    }
    tooltip = [
        {"field": "need_id", "title": say("Need")},
        {"field": "component", "title": say("Component")},
        {"field": "supplier", "title": "IKM"},
        {"field": "score", "title": say("Score"), "format": ".0f"},
        {"field": "state", "title": say("List")},
    ]
    scale = {"range": ["#FFFFFF", MIST, PETROL], "domain": [20, 40, 80], "clamp": True}
    framed = {"condition": {"test": f"datum.state == '{fitting}'", "value": INK}, "value": None}
    return {
        "width": {"step": _step(firms)},
        "height": {"step": _step(needs)},
        "params": [
            {"name": "cell", "select": {"type": "point", "fields": ["need_id", "supplier_id"]}}
        ],
        "mark": {"type": "rect", "strokeWidth": 1},
        "encoding": axes
        | {
            "color": {
                "field": "score",
                "type": "quantitative",
                "title": say("Score"),
                "scale": scale,
                # no longer than a map of few needs is tall
                "legend": {"gradientLength": 60, "labelColor": INK, "titleColor": INK},
            },
            "stroke": framed,
            "tooltip": tooltip,
        },
    }


def _axis(title: str) -> dict[str, Any]:
    orient = "top" if title == "IKM" else "left"
    names = {"labelFontSize": 9, "labelLimit": 140, "labelColor": INK, "titleColor": INK}
    if orient == "left":  # a row is as tall as its name; columns shrink to fit the page
        names["labelOverlap"] = False
    return {"title": title, "orient": orient} | names


def _step(names: list[str]) -> int:
    """Give each row or column its pixels: a few are wide enough to click, many stay in sight."""
    return max(CELL, min(2 * CELL, 600 // len(names)))
