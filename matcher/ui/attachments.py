"""Attachments: photos, certificates, profiles and drawings of one firm or need."""

from functools import partial

import streamlit as st

from features.language import mark
from matcher import actions
from matcher.access import Person
from matcher.errors import LinkmatchError
from matcher.store import Store
from matcher.ui import session
from matcher.ui.session import plain

WHAT = {
    "photo": mark("photo of product or workshop"),
    "certificate": mark("scan of a certificate"),
    "profile": mark("company profile"),
    "drawing": mark("drawing"),
}


def section(kind: str, record_id: str) -> None:
    """List the files of a record, and take a new one."""
    say, who, store = session.say(), session.person(), session.store()
    st.markdown(f"**{plain(say('Files'))}**")
    kept = actions.list_files(who, store, kind, record_id)
    if not kept:
        st.caption(plain(say("No file yet: photos show more than words.")))
    for one in kept:
        told, get, away = st.columns([5, 1, 1], vertical_alignment="center")
        told.markdown(plain(f"{one.name} ({say(WHAT[one.what])}, {one.n_bytes // 1024} kB)"))
        get.download_button(
            say("Open"),
            partial(_content, who, store, one.attachment_id),
            one.name,
            one.type,
            key=f"open_{one.attachment_id}",
            on_click="ignore",
        )
        if away.button(say("Remove"), key=f"remove_{one.attachment_id}"):
            actions.remove_file(who, store, one.attachment_id)
            st.rerun()
    _new(kind, record_id)


def _content(who: Person, store: Store, attachment_id: int) -> bytes:
    return actions.open_file(who, store, attachment_id)[1]


def _new(kind: str, record_id: str) -> None:
    say = session.say()
    with st.form(f"attach_{kind}_{record_id}", clear_on_submit=True):
        what = st.selectbox(say("What it is"), list(WHAT), format_func=lambda w: say(WHAT[w]))
        given = st.file_uploader(
            say("Photo, PDF or drawing; where a photo was taken is removed"), max_upload_size=25
        )
        if st.form_submit_button(say("Keep the file"), icon=":material/attach_file:") and given:
            try:
                content = given.getvalue()
                actions.attach_file(
                    session.person(), session.store(), kind, record_id, what, given.name, content
                )
            except LinkmatchError as error:
                st.error(plain(say(error.message, **error.values)))
            else:
                st.rerun()
