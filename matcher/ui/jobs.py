"""Jobs: long work left to the worker, followed by everybody; the page may be left meanwhile."""

from collections.abc import Callable

import streamlit as st

from features.language import number
from matcher import actions
from matcher.store.jobs import Job
from matcher.ui import session
from matcher.ui.session import plain
from matcher.ui.wording import who_name


def ended(key: str, **more: str) -> Job | None:
    """Give the job that this session left under a key once it has ended, saying what went wrong.

    None while it runs, or if there is none. `more` fills in what its error leaves to the page.
    """
    if key not in st.session_state:
        return None
    job = actions.see_job(session.person(), session.store(), st.session_state[key])
    if not job.ended:
        return None
    del st.session_state[key]
    if job.error:
        message, values = job.error
        st.error(plain(session.say()(message, **(values | more))), icon=":material/error:")
    return job


def bars(task: str, text: Callable[[Job], str], stop: str) -> None:
    """Show how far all jobs of a task are, whoever left them, each with a button to stop it."""
    if _unended(task):
        _bars(task, text, stop)


def steps(title: str) -> Callable[[Job], str]:
    """Give the text of jobs that count their steps."""
    say = session.say()

    def text(job: Job) -> str:
        told = say("waits for its turn")
        if job.total:
            done, total = (number(n, session.language()) for n in (job.done, job.total))
            told = say("{done} of {total} steps", done=done, total=total)
        return say("{title} ({who}): {told}", title=title, who=who_name(job.who.name), told=told)

    return text


@st.fragment(run_every=1.0)
def _bars(task: str, text: Callable[[Job], str], stop: str) -> None:
    """Tell every second how far the jobs are; the whole page is drawn anew when one ends."""
    jobs, shown = _unended(task), f"{task}_jobs_shown"
    before = st.session_state.get(shown, 0)
    st.session_state[shown] = len(jobs)
    if len(jobs) < before:
        st.rerun()
    for job in jobs:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            share = min(1.0, job.done / max(1, job.total))
            st.progress(share, plain(text(job)), width="stretch")
            if st.button(stop, key=f"stop_{job.job_id}"):
                actions.cancel_job(session.person(), session.store(), job.job_id)


def _unended(task: str) -> list[Job]:
    jobs = actions.list_jobs(session.person(), session.store())  # a worker starts what waits
    return [job for job in jobs if job.task == task and not job.ended]
