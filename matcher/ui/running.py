"""Running: long imports that the worker does, for everybody to see; the page may be left."""

import streamlit as st

from features.language import number
from matcher import actions
from matcher.store.jobs import Job
from matcher.ui import preview, session
from matcher.ui.session import plain
from matcher.ui.wording import who_name

_MINE = "data_job"  # job and table of this session, whose preview opens by itself


def leave(job_id: int, table: int) -> None:
    """Remember that a job is this session's own, and which of its tables it reads."""
    st.session_state[_MINE] = (job_id, table)


def section() -> None:
    """Show the imports that are being read, and open this session's own when it is done."""
    who, store, say = session.person(), session.store(), session.say()
    own, table = st.session_state.get(_MINE, (None, None))
    if own is not None and (job := actions.see_job(who, store, own)).ended:
        del st.session_state[_MINE]
        if job.state == "done" and job.result:
            preview.look_at(int(job.result["batch_id"]), table)
        elif job.error:
            message, values = job.error
            st.error(plain(say(message, **values)), icon=":material/error:")
    if _unended():
        _bars()


@st.fragment(run_every=1.0)
def _bars() -> None:
    """Tell every second how far the imports are; the whole page is drawn anew when one ends."""
    jobs = _unended()
    before = st.session_state.get("data_jobs_shown", 0)
    st.session_state["data_jobs_shown"] = len(jobs)
    if len(jobs) < before:
        st.rerun()
    for job in jobs:
        _bar(job)


def _unended() -> list[Job]:
    jobs = actions.list_jobs(session.person(), session.store())
    return [job for job in jobs if job.task == "import" and not job.ended]


def _bar(job: Job) -> None:
    say, language = session.say(), session.language()
    file = str(job.arguments.get("source", {}).get("file", ""))
    done, total = number(job.done, language), number(job.total, language)
    told = say("{done} of {total} rows read", done=done, total=total)
    if not job.total:
        again = job.n_tries > (job.state == "running")  # a worker before this one died
        told = say("starts again") if again else say("waits for its turn")
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        share = min(1.0, job.done / max(1, job.total))
        st.progress(share, plain(f"{file} ({who_name(job.who.name)}): {told}"), width="stretch")
        if st.button(say("Stop"), key=f"data_stop_{job.job_id}"):
            actions.cancel_job(session.person(), session.store(), job.job_id)
            st.rerun()
