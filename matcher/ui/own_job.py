"""Own job: a long job that this session left, followed on the page until it ends."""

import streamlit as st

from matcher import actions
from matcher.store.jobs import Job
from matcher.ui import session
from matcher.ui.session import plain
from matcher.ui.wording import who_name


def leave(key: str, job_id: int) -> None:
    """Remember a job under a key; the page is drawn anew to follow it."""
    st.session_state[key] = job_id
    st.rerun()


def ended(key: str) -> Job | None:
    """Give the job once it has ended, saying what went wrong; None while it runs, or if none is."""
    if key not in st.session_state:
        return None
    job = actions.see_job(session.person(), session.store(), st.session_state[key])
    if not job.ended:
        return None
    del st.session_state[key]
    if job.error:
        message, values = job.error
        st.error(plain(session.say()(message, **values)), icon=":material/error:")
    return job


@st.fragment(run_every=1.0)
def bar(key: str, title: str) -> None:
    """Tell every second how far the job is; the whole page is drawn anew when it ends."""
    if key not in st.session_state:
        return
    say, who, store = session.say(), session.person(), session.store()
    job_id = int(st.session_state[key])
    actions.list_jobs(who, store)  # a worker is started for what waits
    job = actions.see_job(who, store, job_id)
    if job.ended:
        st.rerun()
    told = say("waits for its turn")
    if job.total:
        told = say("{done} of {total} steps", done=job.done, total=job.total)
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        share = min(1.0, job.done / max(1, job.total))
        name = who_name(job.who.name)
        text = say("{title} ({who}): {told}", title=title, who=name, told=told)
        st.progress(share, plain(text), width="stretch")
        if st.button(say("Stop"), key=f"{key}_stop"):
            actions.cancel_job(who, store, job_id)
