"""Keeping: the store as one file to take away, bringing it back, its health, and the template."""

from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from features.language import decimal
from matcher import actions
from matcher.access import Person
from matcher.actions.keeping import LAST, see_last_backup
from matcher.errors import LinkmatchError
from matcher.store import Store
from matcher.ui import session
from matcher.ui.session import plain
from matcher.ui.wording import time_text, who_name

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def section() -> None:
    """Draw the template; for a planner the backup, the way back and the examination as well."""
    say = session.say()
    if session.person().role != "planner":
        _template()
        return
    left, right = st.columns(2, gap="large")
    with left:
        _template()
        st.subheader(say("Is the data sound?"))
        _examination()
    with right:
        st.subheader(say("Backup"))
        st.markdown(plain(say("Everything in one file, also while others are working.")))
        st.download_button(
            say("Download a backup"),
            partial(_backup, session.person(), session.store(), _name()),
            _name(),
            icon=":material/download:",
            on_click="ignore",
        )
        _last()
        st.subheader(say("Bring a backup back"))
        _restoring()


def _template() -> None:
    say, who, language = session.say(), session.person(), session.language()
    st.subheader(say("Template"))
    st.markdown(plain(say("A workbook to send out: filled in, it is taken in without a question.")))
    st.download_button(
        say("Download the template"),
        lambda: actions.make_template(who, language),
        "linkmatch.xlsx",
        _EXCEL,
        icon=":material/download:",
        on_click="ignore",
    )


def _examination() -> None:
    say, who, store = session.say(), session.person(), session.store()
    if not st.button(say("Examine the data"), icon=":material/health_and_safety:"):
        return
    with st.spinner(say("Examining …")):
        found = actions.examine_store(who, store)
    if not found:
        st.success(plain(say("All is well.")), icon=":material/check:")
    for one in found:
        st.warning(plain(f"{say(one.message, **one.values)}; {say(one.remedy)}"))


def _name() -> str:
    return f"linkmatch-{datetime.now():%Y-%m-%d}.db"


def _backup(who: Person, store: Store, name: str) -> bytes:
    """Make the file when somebody clicks, outside of the session."""
    with TemporaryDirectory() as place:
        file = Path(place) / "linkmatch.db"
        actions.backup_store(who, store, file, name)
        return file.read_bytes()


def _last() -> None:
    """Tell the last backup or restore, and whether it holds what is here."""
    say = session.say()
    last, changed = see_last_backup(session.person(), session.store())
    if last is None:
        st.caption(say("No backup has been made yet."))
        return
    values = {"when": time_text(last.at), "who": who_name(last.who)}
    size = f"{decimal(last.n_bytes / 2**20, session.language())} MB"
    since = say("the data has changed since") if changed else say("nothing has changed since")
    told = [say(LAST[last.what], file=last.file, **values), size, since]
    st.caption(" · ".join(map(plain, told)))


def _restoring() -> None:
    say, who, store = session.say(), session.person(), session.store()
    given = st.file_uploader(
        say("A file made here or by: linkmatch backup"), type="db", max_upload_size=2000
    )
    if given is None:
        return
    st.markdown(plain(say("It replaces all records; what is here now is kept aside first.")))
    if not st.button(say("Replace all records by this backup"), icon=":material/history:"):
        return
    try:
        with TemporaryDirectory() as place, st.spinner(say("Restoring …")):
            file = Path(place) / "given.db"
            file.write_bytes(given.getvalue())
            done = actions.restore_store(who, store, file, given.name)
    except LinkmatchError as error:
        st.error(plain(say(error.message, **error.values)))
        return
    rows = sum(done.n_rows.values())
    st.success(plain(say("Restored {n} rows", n=rows)), icon=":material/check:")
    if done.kept:
        st.caption(plain(say("What was there before is kept in {file}", file=done.kept)))
