"""Cell questions: what a file left open about a firm, answered in place, nobody's edit lost."""

from collections.abc import Sequence
from itertools import groupby

import pandas as pd
import streamlit as st

from features.language import mark
from matcher import actions
from matcher.actions.asking import Asked
from matcher.errors import ChangedError, DataError, LinkmatchError
from matcher.intake import field
from matcher.intake.cells import read_cell
from matcher.records import KINDS
from matcher.store import Edit, Record
from matcher.ui import notices, session
from matcher.ui.session import plain
from matcher.ui.wording import field_name, kind_name, value_text

_PAGE = 10
_SAID, _SEEN = "answer_said", "answer_seen"  # by question: what is wrong, versions looked at


def section() -> None:
    """List the open cells firm by firm, each with a field for the answer."""
    say = session.say()
    st.subheader(say("Open cells"))
    asked = actions.see_cell_questions(session.person(), session.store())
    if not asked:
        st.markdown(plain(say("No cell is open. Questions come with an import.")))
        return
    st.caption(say("What the file could not say plainly stays unknown until somebody answers."))
    firms = [list(group) for _, group in groupby(asked, key=lambda one: one.firm_id)]
    n_pages = -(-len(firms) // _PAGE)
    page = st.pagination(n_pages, key="answer_page") if n_pages > 1 else 1
    for group in firms[_PAGE * (page - 1) : _PAGE * page]:
        with st.container(border=True):
            _firm(group)


def _firm(group: Sequence[Asked]) -> None:
    say = session.say()
    first = group[0]
    name = first.firm_name or say("firm not named")
    st.markdown(f"**{plain(name)}** :small[{plain(first.firm_id)}]")
    for one in group:
        _question(one)


def _question(one: Asked) -> None:
    say, row = session.say(), one.row
    where = say("{file}, row {line}", file=row.file, line=row.line)
    st.markdown(f"{plain(say(row.message, **row.values))} :small[{plain(where)}]")
    if one.record is None or not _can_answer(row.kind, row.field):
        st.caption(say("Correct the file and import it again."))
        return
    versions = {each.record_id: each.version for each in one.choices or (one.record,)}
    seen = st.session_state.setdefault(_SEEN, {}).setdefault(row.problem_id, versions)
    with st.form(f"answer_form_{row.problem_id}", border=False):
        about = _pick_products(one) if one.choices else [one.record.record_id]
        left, right = st.columns([3, 1], vertical_alignment="bottom")
        title = field_name(row.kind, str(row.field))
        title += "" if one.choices else f" ({_record_name(one.record)})"
        text = left.text_input(plain(title), key=f"answer_{row.problem_id}")
        sent = right.form_submit_button(say("Save"), icon=":material/save:")
        _difference(one)
    if sent:
        _save(one, text, {record_id: seen[record_id] for record_id in about})


def _pick_products(one: Asked) -> list[str]:
    """Let the person say for which products of the line the answer holds."""
    say = session.say()
    names = {each.record_id: each.values.get("product") or each.record_id for each in one.choices}
    return st.multiselect(
        say("For which products"),
        list(names),
        format_func=names.__getitem__,
        placeholder=say("One or more"),
        key=f"answer_of_{one.row.problem_id}",
    )


def _record_name(record: Record) -> str:
    values = record.values
    name = values.get("product") or values.get("component") or values.get("name")
    return f"{kind_name(record.kind)}: {name}" if name else kind_name(record.kind)


def _can_answer(kind: str, name: str | None) -> bool:
    return kind in KINDS and name in KINDS[kind].fields


def _save(one: Asked, text: str, versions: dict[str, int]) -> None:
    """Say what a cell means; when a record has changed meanwhile, show that first."""
    row = one.row
    st.session_state.setdefault(_SAID, {}).pop(row.problem_id, None)
    name = str(row.field)
    try:
        value = _read(row.kind, name, text)
        if not versions:
            raise DataError(mark("say for which products it holds: choose one or more"))
        edits = [Edit(row.kind, {name: value}, *seen) for seen in versions.items()]
        batch_id = actions.edit_records(session.person(), session.store(), edits)
    except LinkmatchError as error:
        st.session_state[_SAID][row.problem_id] = error
        if isinstance(error, ChangedError):
            now = {str(error.values["id"]): error.values["version"]}
            st.session_state[_SEEN][row.problem_id] |= now
    else:
        st.session_state[_SEEN].pop(row.problem_id, None)
        told = {"firm": one.firm_name, "field": field_name(row.kind, name)}
        notices.attempt(lambda: batch_id, ANSWERED, **told, value=value_text(row.kind, name, value))
    st.rerun()


def _read(kind: str, name: str, text: str) -> object | None:
    try:
        reads = field(kind, name).reads
    except KeyError:
        return text.strip() or None
    return read_cell(reads, text, field_name(kind, name))


def _difference(one: Asked) -> None:
    """Show what is wrong with an answer, or what somebody else changed since it was looked at."""
    error, say = st.session_state.get(_SAID, {}).get(one.row.problem_id), session.say()
    if error is None:
        return
    st.error(plain(say(error.message, **error.values)), icon=":material/error:")
    if isinstance(error, ChangedError):
        kind, found = one.row.kind, error.difference.items()
        rows = {
            say("Field"): [field_name(kind, name) for name, _ in found],
            say("When you looked"): [value_text(kind, name, then) for name, (then, *_) in found],
            say("Now"): [value_text(kind, name, now) for name, (_, now, _) in found],
            say("Yours"): [value_text(kind, name, yours) for name, (*_, yours) in found],
        }
        st.dataframe(pd.DataFrame(rows), hide_index=True)
        st.caption(say("Your answer is still in the field: save again, or change it first."))


ANSWERED = mark("{firm}: {field} is {value}.")
