"""Quarantine: rows that could not be taken in, each with its reason, mended in place."""

from collections.abc import Mapping

import streamlit as st

from features.language import mark
from matcher import actions
from matcher.errors import DataError, LinkmatchError
from matcher.store.preview import Row
from matcher.ui import event_making, notices, session
from matcher.ui.session import plain
from matcher.ui.wording import in_words

_PAGE, _LINE, _BESIDE = 10, 60, 3
_SAID, _TYPED = "mend_said", "mend_typed"  # by row: what is wrong now, and the cells as typed


def section() -> None:
    """List the rows set aside; opening one shows its cells to correct."""
    say = session.say()
    st.subheader(say("Rows set aside"))
    rows = actions.see_questions(session.person(), session.store(), None, "set aside")
    if not rows:
        st.markdown(plain(say("No row is set aside. New ones come with an import.")))
        return
    rows = _of_file(rows)
    n_pages = -(-len(rows) // _PAGE)
    page = 1
    if n_pages > 1:
        page = st.pagination(n_pages, key="mend_page")
    for row in rows[_PAGE * (page - 1) : _PAGE * page]:
        _draw(row)


def _of_file(rows: list[Row]) -> list[Row]:
    say = session.say()
    files = list(dict.fromkeys(row.file for row in rows))
    if len(files) < 2:
        return rows
    every = say("all files")
    chosen = st.selectbox(
        say("File"), ["", *files], format_func=lambda f: f or every, key="mend_file"
    )
    return [row for row in rows if not chosen or row.file == chosen]


def _draw(row: Row) -> None:
    say = session.say()
    reason = plain(say(row.message, **in_words(row.values, row.cells)))
    where = plain(say("{file}, row {line}", file=row.file, line=row.line))
    label = f"{where}: {reason}"
    with st.expander(label, key=f"mend_{row.problem_id}", on_change="rerun") as shown:
        if shown.open:
            _form(row)


def _form(row: Row) -> None:
    """Draw a field for each cell; what was typed stays until the row is taken in."""
    say = session.say()
    typed = st.session_state.get(_TYPED, {}).get(row.problem_id, {})
    with st.form(f"mend_form_{row.problem_id}", border=False):
        cells = _fields(row, {**row.cells, **typed})
        event_id = None
        if row.field == "event_id":
            event_id = event_making.pick(f"mend_event_{row.problem_id}")
        if wrong := st.session_state.get(_SAID, {}).get(row.problem_id):
            message, values = wrong
            st.error(plain(say(message, **in_words(values, row.cells))), icon=":material/error:")
        if st.form_submit_button(say("Save this row"), icon=":material/save:", type="primary"):
            _send(row, cells, event_id)
    _dismissal(row)


def _dismissal(row: Row) -> None:
    """Let a planner leave the row out for good, and say why."""
    say, key = session.say(), f"mend_reason_{row.problem_id}"
    with st.popover(say("Settled otherwise"), type="tertiary"):
        st.text_input(say("Why this row is not needed"), key=key, max_chars=300)
        st.button(
            say("Leave it out"),
            key=f"mend_dismiss_{row.problem_id}",
            on_click=_dismiss,
            args=(row,),
        )


def _dismiss(row: Row) -> None:
    reason = str(st.session_state.get(f"mend_reason_{row.problem_id}", ""))
    who, store = session.person(), session.store()
    notices.attempt(
        lambda: actions.dismiss_row(who, store, row.problem_id, reason),
        DISMISSED,
        file=row.file,
        line=row.line,
    )


def _fields(row: Row, cells: Mapping[str, str]) -> dict[str, str]:
    """Draw three fields beside each other, and on a phone all in the order of the sheet."""
    found = {}
    for place, (heading, cell) in enumerate(cells.items()):
        if place % _BESIDE == 0:
            columns = st.columns(_BESIDE)
        found[heading] = _field(columns[place % _BESIDE], row, place, heading, cell)
    return found


def _field(
    place: st.delta_generator.DeltaGenerator, row: Row, n: int, heading: str, cell: str
) -> str:
    key, label = f"mend_{row.problem_id}_{n}", plain(heading)
    if "\n" in cell or len(cell) > _LINE:
        return str(place.text_area(label, cell, key=key))
    return str(place.text_input(label, cell, key=key))


def _send(row: Row, cells: Mapping[str, str], event_id: str | None) -> None:
    """Read the row again; when it still cannot be read, say why beside it and lose nothing."""
    who, store = session.person(), session.store()
    st.session_state.setdefault(_TYPED, {})[row.problem_id] = dict(cells)

    def mend() -> int:
        return actions.mend_row(who, store, row.problem_id, dict(cells), event_id)

    try:
        batch_id = mend()
    except DataError as error:
        st.session_state.setdefault(_SAID, {})[row.problem_id] = (error.message, error.values)
    except LinkmatchError as error:  # somebody has mended it meanwhile
        notices.refuse(error)
    else:
        for kept in (_SAID, _TYPED):
            st.session_state.get(kept, {}).pop(row.problem_id, None)
        notices.attempt(lambda: batch_id, MENDED, file=row.file, line=row.line)
    st.rerun()


MENDED = mark("{file}, row {line} is taken in.")
DISMISSED = mark("{file}, row {line} is left out.")
