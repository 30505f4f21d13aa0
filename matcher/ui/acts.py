"""Acts: what was done last, by whom and when, each of it undone at will."""

import streamlit as st

from features.language import mark
from matcher import actions
from matcher.store.preview import Act
from matcher.ui import notices, preview, sections, session
from matcher.ui.session import plain
from matcher.ui.wording import act_name, state_name, time_text, who_name

_PAGE = 15
_MOST = 300


def section() -> None:
    """List the acts, the latest first."""
    say = session.say()
    st.subheader(say("What was done"))
    found = actions.list_acts(session.person(), session.store(), _MOST)
    found = [act for act in found if act.state != "discarded"]
    if not found:
        st.markdown(plain(say("Nothing has been done yet. Begin with an import.")))
        return
    n_pages = -(-len(found) // _PAGE)
    page = st.pagination(n_pages, key="acts_page") if n_pages > 1 else 1
    for act in found[_PAGE * (page - 1) : _PAGE * page]:
        _draw(act)
    if len(found) == _MOST:
        st.caption(say("The last {n} acts are listed.", n=_MOST))


def _draw(act: Act) -> None:
    say = session.say()
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(gap="xxsmall", width="stretch"):
            head = f"**{act.batch_id} · {plain(_what(act))}**"
            state = "" if act.state == "live" else f" :small[({plain(state_name(act.state))})]"
            st.markdown(head + state)
            told = [time_text(act.at), who_name(act.who), act.sender, act.note]
            told.append(preview.counts_text(act.counts))
            st.caption(" · ".join(plain(part) for part in told if part))
        if act.state == "live":
            st.button(
                say("Undo"),
                key=f"undo_{act.batch_id}",
                icon=":material/undo:",
                on_click=notices.undo,
                args=(act.batch_id,),
            )
        elif act.state == "staging":  # for as long as somebody reads it, this is refused
            st.button(say("Drop"), key=f"drop_{act.batch_id}", on_click=_drop, args=(act.batch_id,))
        elif act.state == "staged":
            st.button(say("Go on"), key=f"act_resume_{act.batch_id}", on_click=_resume, args=(act,))


def _drop(batch_id: int) -> None:
    who, store = session.person(), session.store()
    notices.attempt(lambda: actions.undo_act(who, store, batch_id), DROPPED)


def _resume(act: Act) -> None:
    preview.look_at(act.batch_id)
    sections.go_to("import")


def _what(act: Act) -> str:
    say = session.say()
    name = act_name(act.act, act.settings)
    if act.undoes:
        of = say("of number {batch}", batch=act.undoes)
        return f"{name} ({of})"
    return f"{name}: {act.file}" if act.file else name


DROPPED = mark("The import is dropped; nothing of it was taken in.")
