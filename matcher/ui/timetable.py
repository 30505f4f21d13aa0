"""Timetable: a plan as a picture, tables or firms down, slots across; a click picks a meeting."""

from typing import Any

import pandas as pd
import streamlit as st

from matcher.agenda.about import About
from matcher.agenda.bookings import Booking, bookings
from matcher.agenda.hours import clock, hours, short_day
from matcher.planner.plan import Plan
from matcher.planner.problem import Problem
from matcher.ui import session
from matcher.ui.theme import AMBER, INK, MIST, PETROL

BY_TABLE, BY_BUYER, BY_SUPPLIER = "table", "buyer", "supplier"
_ROW, _SLOT = 34, 92  # pixels: height of a row, width of a slot
_SCROLLS = "[class*=st-key-timetable_]{overflow-x:auto}"  # on a phone, rather than be squeezed


def timetable(problem: Problem, plan: Plan, about: About, by: str, search: str = "") -> str | None:
    """Draw the plan, a picture per day, and give the id of the clicked meeting, if any."""
    table = _table(problem, plan, about, by)
    if search:
        wanted = table[["row", "supplier", "buyer", "need"]].apply(
            lambda row: search.casefold() in " ".join(map(str, row)).casefold(), axis=1
        )
        table = table[wanted]
    chosen: str | None = None
    st.html(f"<style>{_SCROLLS}</style>")
    for day, of_day in table.groupby("day", sort=True):
        language = session.language()
        st.markdown(f"**{short_day(day, language)}**")
        order = [clock(s.starts, language) for s in problem.slots if s.starts.date() == day]
        with st.container(key=f"timetable_{day}"):
            picture: Any = st.vega_lite_chart(
                of_day.drop(columns="day"),
                _spec(order),
                width="content",
                on_select="rerun",
                key=f"plan_{by}_{day}",
            )
        cells = picture["selection"].get("cell") or []
        chosen = str(cells[0]["meeting_id"]) if cells else chosen
    return chosen


def _table(problem: Problem, plan: Plan, about: About, by: str) -> pd.DataFrame:
    language = session.language()
    rows = [_row(one, by, language) for one in bookings(problem, plan, about)]
    columns = ["meeting_id", "row", "slot", "hours", "day", "first", "second", "supplier"]
    table = pd.DataFrame(rows, columns=[*columns, "buyer", "need", "table", "locked"])
    at_once = table.groupby(["row", "day", "slot"]).cumcount() + 1
    table["row"] = table["row"].where(at_once == 1, table["row"] + " (" + at_once.astype(str) + ")")
    return table


def _row(one: Booking, by: str, language: str) -> dict[str, Any]:
    supplier, buyer = _short(one.supplier.name), _short(one.buyer.name)
    row, first, second = {
        BY_TABLE: (one.table_id, supplier, buyer),
        BY_BUYER: (one.buyer.name, supplier, one.table_id),
        BY_SUPPLIER: (one.supplier.name, buyer, one.table_id),
    }[by]
    return {
        "meeting_id": one.meeting.meeting_id,
        "row": row,
        "slot": clock(one.slot.starts, language),
        "hours": hours(one.slot, language),
        "day": one.slot.starts.date(),
        "first": first,
        "second": second,
        "supplier": one.supplier.name,
        "buyer": one.buyer.name,
        "need": one.need,
        "table": one.table_id,
        "locked": one.meeting.locked is not None,
    }


def _short(name: str) -> str:
    """Leave out the legal form: 'PT', 'CV' and 'UD' tell nothing in a narrow cell."""
    form, _, rest = name.partition(" ")
    return rest if form.strip(".").upper() in ("PT", "CV", "UD", "PD", "FA") and rest else name


def _spec(order: list[str]) -> dict[str, Any]:
    say = session.say()
    x = {"field": "slot", "type": "ordinal", "sort": order, "scale": {"domain": order}}
    y = {"field": "row", "type": "nominal", "sort": "ascending"}
    axis = {"title": None, "labelLimit": 190, "ticks": False, "domain": False, "labelColor": INK}
    tooltip = [
        {"field": "hours", "title": say("Time")},
        {"field": "table", "title": say("Meeting table")},
        {"field": "supplier", "title": "IKM"},
        {"field": "buyer", "title": say("Buyer")},
        {"field": "need", "title": say("Need")},
    ]
    place = {
        "x": x | {"axis": axis | {"orient": "top", "labelAngle": 0}},
        "y": y | {"axis": axis},
        "tooltip": tooltip,
    }
    picked = {"param": "cell", "empty": False, "value": AMBER}
    locked = {"test": "datum.locked", "value": INK}
    return {
        "width": {"step": _SLOT},
        "height": {"step": _ROW},
        "config": {"view": {"stroke": None}, "axis": {"grid": False}},
        "layer": [
            {
                "params": [{"name": "cell", "select": {"type": "point", "fields": ["meeting_id"]}}],
                "mark": {"type": "rect", "cornerRadius": 2, "strokeWidth": 2, "cursor": "pointer"},
                "encoding": place
                | {
                    "color": {"value": MIST},
                    "stroke": {"condition": [picked, locked], "value": "#FFFFFF"},
                },
            },
            _words(place, "first", -7, PETROL),
            _words(place, "second", 7, INK),
        ],
    }


def _words(place: dict[str, Any], field: str, down: int, color: str) -> dict[str, Any]:
    """Give a line of text in each cell, so many pixels below its middle."""
    mark = {"type": "text", "fontSize": 10, "color": color, "limit": _SLOT - 6, "dy": down}
    return {"mark": mark, "encoding": place | {"text": {"field": field}}}
