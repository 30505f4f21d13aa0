"""Programme: days, sessions, breaks, rooms and buses of an event, filled in as tables and kept."""

from dataclasses import replace
from datetime import time

import pandas as pd
import streamlit as st

from features.language import mark
from matcher import actions
from matcher.agenda.hours import long_day
from matcher.errors import LinkmatchError
from matcher.planner.parts import Prayers
from matcher.planner.programme import Programme, slots_of, tables_of
from matcher.planner.programme_file import read_programme, to_toml
from matcher.planner.programme_tables import ProgrammeTables, filled_in, tables_from
from matcher.ui import notices, session
from matcher.ui.session import plain

_KEPT = "programme_kept"  # of a folder: only the store keeps it for good
_EDITION = "programme_edition"  # the tables begin anew once they are kept
KEPT = mark("The programme of {event} is kept.")
_HEADINGS = {
    "date": mark("Day"),
    "name": mark("Name"),
    "starts": mark("Begins"),
    "ends": mark("Ends"),
    "n_tables": mark("Tables"),
    "prefix": mark("Tables begin with"),
    "place": mark("Regency or sentra"),
    "arrives": mark("Arrives"),
    "leaves": mark("Leaves"),
}
_EVERY_DAY = mark("no day: every day")


def section(folder: str | None, event_id: str | None) -> Programme:
    """Show the programme in a line, let the person change it, and give the one that counts."""
    say = session.say()
    who, store = session.person(), session.store() if event_id else None
    usual = actions.propose_programme(who, folder=folder, store=store, event_id=event_id)
    kept: dict[str | None, Programme] = st.session_state.setdefault(_KEPT, {})
    programme = usual if event_id else kept.get(folder, usual)
    st.caption(in_short(programme))
    with st.expander(
        say("Programme: days, sessions, breaks, tables"), icon=":material/edit_calendar:"
    ):
        _form(programme, folder, event_id)
        _as_file(programme, folder, event_id)
    return programme


def in_short(programme: Programme) -> str:
    """Count slots, days and tables."""
    say, slots = session.say(), slots_of(programme)
    days = sorted({slot.starts.date() for slot in slots})
    return plain(
        say(
            "{name}: {n_slots} slots on {n_days} days from {day}, {n_tables} tables",
            name=programme.name,
            n_slots=len(slots),
            n_days=len(days),
            day=long_day(days[0], session.language()),
            n_tables=len(tables_of(programme)),
        )
    )


def _form(programme: Programme, folder: str | None, event_id: str | None) -> None:
    say, known = session.say(), tables_from(programme)
    edition = st.session_state.get(_EDITION, 0)
    key = f"programme_{event_id or folder}_{edition}_{session.language()}"
    with st.form(key, border=False, enter_to_submit=False):
        one, two, three = st.columns(3)
        slot = one.number_input(
            say("Minutes of a meeting"), 1, 480, programme.slot_minutes, key=f"{key}_slot"
        )
        changeover = two.number_input(
            say("Minutes between two meetings"),
            0,
            480,
            programme.changeover_minutes,
            key=f"{key}_changeover",
        )
        reserve = three.number_input(
            say("Slots each keeps free"),
            0,
            100,
            programme.reserve_slots,
            help=say("For meetings that are agreed on the day."),
            key=f"{key}_reserve",
        )
        sessions = _editor(say("Sessions"), known.sessions, f"{key}_sessions")
        left, right = st.columns(2)
        with left:
            breaks = _editor(say("Breaks"), known.breaks, f"{key}_breaks", say(_EVERY_DAY))
            prayers = _prayers(programme.friday_prayers, key)
        with right:
            halls = _editor(say("Rooms"), known.halls, f"{key}_halls")
        buses = _editor(
            say("Buses: who comes by one meets nobody before it arrives or after it leaves"),
            known.buses,
            f"{key}_buses",
            say(_EVERY_DAY),
        )
        submitted = st.form_submit_button(
            say("Keep the programme"), type="primary", icon=":material/save:"
        )
    if submitted:
        try:
            new = filled_in(programme, ProgrammeTables(sessions, breaks, halls, buses))
            new = replace(
                new,
                slot_minutes=int(slot),
                changeover_minutes=int(changeover),
                reserve_slots=int(reserve),
                friday_prayers=Prayers(*prayers),
            )
        except LinkmatchError as error:
            st.error(plain(say(error.message, **error.values)), icon=":material/error:")
            return
        _keep(new, folder, event_id)


def _prayers(usual: Prayers, key: str) -> tuple[bool, time, time]:
    say = session.say()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        on = st.checkbox(say("Friday prayers"), usual.on, key=f"{key}_prayers")
        starts = st.time_input(
            say("Begins"), usual.starts, key=f"{key}_prayers_from", width=110, step=300
        )
        ends = st.time_input(
            say("Ends"), usual.ends, key=f"{key}_prayers_until", width=110, step=300
        )
    return on, starts or usual.starts, ends or usual.ends


def _editor(title: str, table: pd.DataFrame, key: str, no_day: str = "") -> pd.DataFrame:
    """Let the person fill in a table; give it back with the names of its columns."""
    say = session.say()
    st.markdown(f"**{title}**")
    config = {}
    for name in table.columns:
        label = say(_HEADINGS[name])
        if name == "date":
            config[name] = st.column_config.DateColumn(label, format="DD/MM/YYYY", help=no_day)
        elif name in ("starts", "ends", "arrives", "leaves"):
            config[name] = st.column_config.TimeColumn(label, format="HH:mm", step=60)
        elif name == "n_tables":
            config[name] = st.column_config.NumberColumn(label, min_value=0, max_value=5000, step=1)
        else:
            config[name] = st.column_config.TextColumn(label, max_chars=80)
    return st.data_editor(
        table,
        num_rows="dynamic",
        hide_index=True,
        column_config=config,
        key=key,
        width="stretch",
        placeholder=" ",
    )


def _as_file(programme: Programme, folder: str | None, event_id: str | None) -> None:
    """Hand the programme out as a file and take one in: it can say more than the tables."""
    say = session.say()
    st.caption(
        say(
            "Interpreters, tables with equipment and how single firms take part are written in "
            "the file."
        )
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.download_button(
            say("This programme as a file (.toml)"),
            to_toml(programme),
            "programme.toml",
            icon=":material/download:",
            on_click="ignore",
        )
        edition = st.session_state.get(_EDITION, 0)
        given = st.file_uploader(
            say("Programme: days, sessions, tables (.toml)"),
            type=["toml"],
            key=f"programme_file_{edition}",
        )
    if given is not None:
        _keep(read_programme(given.getvalue(), given.name), folder, event_id)


def _keep(programme: Programme, folder: str | None, event_id: str | None) -> None:
    """Keep a programme with its event; of a folder, for this session."""
    if event_id is None:
        st.session_state[_KEPT][folder] = programme
    else:
        who, store = session.person(), session.store()
        if not notices.attempt(
            lambda: actions.keep_programme(who, store, event_id, programme), KEPT, event=event_id
        ):
            return
    st.session_state[_EDITION] = st.session_state.get(_EDITION, 0) + 1
    st.rerun()
