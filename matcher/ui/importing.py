"""Importing: files, who sent them, what their columns mean and what changes, step under step."""

from typing import Any

import streamlit as st

from features.language import number
from matcher import actions
from matcher.errors import LinkmatchError
from matcher.importing import Source
from matcher.intake import Mapping, Table
from matcher.ui import mapping, notices, origin, pasting, preview, running, session
from matcher.ui.draft import Draft, current, open_files, skip, start_anew
from matcher.ui.session import plain
from matcher.ui.theme import OPTIONS
from matcher.ui.wording import bold, kind_name

_LONG = 3_000  # lines from which the reading is left to the worker


def section() -> None:
    """Draw the wizard, or the preview of the import that waits to be decided about."""
    running.section()
    batch_id = preview.opened()
    waiting(batch_id)
    if batch_id is not None:
        preview.draw(batch_id)
        return
    draft = _files()
    left = draft.left()
    if not left:
        return
    sender, told = origin.ask()
    say = session.say()
    st.subheader(say("3. What the columns mean"))
    i = _pick_table(draft, left)
    table = draft.tables[i]
    found, clear = mapping.draw(draft, i, sender)
    wants_event = origin.needs_event(found)
    event_id = origin.ask_event() if wants_event else None
    with st.container(horizontal=True):
        if st.button(
            say("See the changes"),
            type="primary",
            icon=":material/visibility:",
            key="data_stage",
            disabled=not clear or (wants_event and event_id is None),
        ):
            _stage(i, table, found, sender, told | {"event_id": event_id})
        if len(draft.tables) > 1:  # a summary on another sheet is no list
            st.button(say("Leave this table out"), key="data_skip", on_click=skip, args=(i,))


def waiting(shown: int | None) -> None:
    """List the imports that somebody has read in and not decided about."""
    say = session.say()
    acts = actions.list_acts(session.person(), session.store(), 200)
    staged = [act for act in acts if act.state == "staged" and act.batch_id != shown]
    if not staged:
        return
    with st.container(border=True, key="data_waiting"):
        st.markdown(bold(say("Waiting for your decision")))
        for act in staged:
            with st.container(horizontal=True, vertical_alignment="center"):
                words = f"{preview.title_of(act)} · {preview.counts_text(act.counts)}"
                st.markdown(plain(words), width="stretch")
                st.button(
                    say("Go on"),
                    key=f"data_resume_{act.batch_id}",
                    on_click=preview.look_at,
                    args=(act.batch_id,),
                )


def _files() -> Draft:
    say, draft = session.say(), current()
    st.subheader(say("1. Files"))
    if not draft.tables:
        st.markdown(
            plain(
                say(
                    "Choose the lists as they came: from a regional office, an association, last "
                    "year's event. Title rows, totals and unknown columns are no obstacle, and "
                    "nothing is saved before you have seen what changes."
                )
            )
        )
    key = f"data_files_{draft.number}"
    st.file_uploader(
        say("Files: xlsx, xls, ods or csv, at most {n} MB each", n=OPTIONS["server.maxUploadSize"]),
        key=key,
        accept_multiple_files=True,
        on_change=open_files,
        args=(key,),
    )
    pasting.draw(key)
    for message, values in draft.refused:
        st.error(plain(say(message, **values)), icon=":material/error:")
    if draft.tables:
        rows = number(sum(table.n_lines for table in draft.tables), session.language())
        with st.container(horizontal=True, vertical_alignment="center"):
            names = ", ".join(dict.fromkeys(table.file for table in draft.tables))
            found = say("Tables found: {n}, rows: {rows}", n=len(draft.tables), rows=rows)
            st.caption(plain(f"{found}: {names}"))
            st.button(say("Start anew"), key="data_anew", type="tertiary", on_click=start_anew)
    return current()


def _pick_table(draft: Draft, left: list[int]) -> int:
    """Let the person choose between several tables; those that others name stand first."""
    if len(draft.tables) == 1:
        return left[0]
    say = session.say()
    st.markdown(
        plain(
            say(
                "One table after the other: firms first, then what names them. {done} of {n} done.",
                done=len(draft.done),
                n=len(draft.tables),
            )
        )
    )
    names = {i: _table_name(draft, i) for i in left}
    return int(
        st.selectbox(
            say("Table"),
            left,
            format_func=names.__getitem__,
            key=f"data_table_{draft.number}_{len(draft.done)}_{session.language()}",
        )
    )


def _table_name(draft: Draft, i: int) -> str:
    say, table = session.say(), draft.tables[i]
    hidden = say("hidden sheet")
    sheet = f"{table.sheet} ({hidden})" if table.hidden else table.sheet
    kind = kind_name(draft.mapping(i, "", personal=False).kind)
    rows = say("rows: {n}", n=number(table.n_lines, session.language()))
    return f"{i + 1} · " + " · ".join(part for part in (table.file, sheet, rows, kind) if part)


def _stage(i: int, table: Table, found: Mapping, sender: str, told: dict[str, Any]) -> None:
    """Read a table into the store out of sight, and open its preview."""
    notices.clear()
    try:
        origin.check(sender, told)
        source = Source(sender, table.file, sheet=table.sheet, **told)
        if table.n_lines > _LONG:
            content, index = current().contents[i]
            who, store = session.person(), session.store()
            job_id = actions.leave_import(who, store, content, index, found, source)
            running.leave(job_id, i)
        else:
            read = actions.stage_import(session.person(), session.store(), table, found, source)
            preview.look_at(read.batch_id, i)
    except LinkmatchError as error:
        notices.refuse(error)
        st.error(plain(session.say()(error.message, **error.values)), icon=":material/error:")
        notices.clear()
        return
    st.rerun()
