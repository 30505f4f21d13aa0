"""Changes: what a staged import would do to each record, before and after."""

import pandas as pd
import streamlit as st

from matcher import actions
from matcher.store.preview import Change, Row
from matcher.ui import session
from matcher.ui.wording import (
    NOTHING,
    bold,
    field_name,
    firm_named,
    in_words,
    kind_name,
    value_text,
)

_PAGE, _ROW = 200, 76
_TOLD = ("firm_id", "capability_id", "need_id", "event_id")  # they stand in the record's id


def draw(batch_id: int) -> None:
    """Draw a stretch of what a staged import changes, known records first."""
    say, key = session.say(), f"data_page_{batch_id}"
    start = _PAGE * int(st.session_state.get(key, 0))
    who, store = session.person(), session.store()
    found = actions.see_changes(who, store, batch_id, _PAGE, start)
    changed = [change for change in found if not change.new and change.fields]
    new = [change for change in found if change.new]
    if changed:
        st.markdown(bold(say("Known records that change")))
        _table(_changed_rows(changed))
    if new:
        st.markdown(bold(say("New records")))
        _table(_new_rows(new))
    if len(found) == _PAGE or start:
        _pages(key, start, len(found))


def _pages(key: str, start: int, n: int) -> None:
    say = session.say()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(say("Records {first} to {last}", first=start + 1, last=start + n))
        for words, step, off in ((say("Earlier"), -1, not start), (say("Later"), 1, n < _PAGE)):
            st.button(words, key=f"{key}_{step}", disabled=off, on_click=_turn, args=(key, step))


def _turn(key: str, step: int) -> None:
    st.session_state[key] = int(st.session_state.get(key, 0)) + step


def _changed_rows(changes: list[Change]) -> dict[str, list[object]]:
    say = session.say()
    names = {(c.kind, c.record_id): _name(c) for c in changes}
    cells = [(change, name, *three) for change in changes for name, three in change.fields.items()]
    return {
        say("Row"): [change.line for change, *_ in cells],
        say("Record"): [names[c.kind, c.record_id] for c, *_ in cells],
        say("Field"): [field_name(c.kind, name) for c, name, *_ in cells],
        say("Before"): [value_text(c.kind, name, before) for c, name, before, *_ in cells],
        say("The file says"): [value_text(c.kind, name, said) for c, name, _, said, _ in cells],
        say("After"): [value_text(c.kind, name, after) for c, name, *_, after in cells],
        say("Remark"): [
            say("stays: something more trusted or later is held") if after != said else ""
            for *_, said, after in cells
        ],
    }


def _name(change: Change) -> str:
    """Name a known record: a firm by its name, any other by its kind and id."""
    if change.kind != "firm":
        return f"{kind_name(change.kind)} {change.record_id}"
    return firm_named(change.record_id)


def _new_rows(changes: list[Change]) -> dict[str, list[object]]:
    say = session.say()
    return {
        say("Row"): [change.line for change in changes],
        say("Kind"): [kind_name(change.kind) for change in changes],
        say("Record"): [change.record_id for change in changes],
        say("What the file says"): [
            "; ".join(
                f"{field_name(change.kind, name)}: {value_text(change.kind, name, said)}"
                for name, (_, said, _) in change.fields.items()
                if name not in _TOLD
            )
            for change in changes
        ],
    }


def draw_questions(rows: list[Row]) -> None:
    """Draw the rows and cells with a question, each with its reason."""
    say, text = session.say(), st.column_config.TextColumn
    found = {
        "line": [row.line for row in rows],
        "effect": [
            say("row set aside") if row.effect == "set aside" else say("cell left open")
            for row in rows
        ],
        "why": [say(row.message, **in_words(row.values, row.cells)) for row in rows],
        "cells": [" · ".join(filter(None, row.cells.values())) or NOTHING for row in rows],
    }
    st.dataframe(
        pd.DataFrame(found),
        hide_index=True,
        row_height=_ROW,  # a reason takes two or three lines
        height=min(38 + _ROW * len(rows), 420),
        column_config={
            "line": st.column_config.NumberColumn(say("Row"), width=60),
            "effect": text(say("What becomes of it"), width=150),
            "why": text(say("Why"), width=330),
            "cells": text(say("Contents"), width=330),
        },
    )


def _table(rows: dict[str, list[object]]) -> None:
    n = max(map(len, rows.values()))
    st.dataframe(pd.DataFrame(rows), hide_index=True, height=min(38 + 35 * n, 420))
