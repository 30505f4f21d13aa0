"""Making: what the organisers want of the meetings, and the worker that plans them."""

import streamlit as st

from features.package_data import data_path
from matcher import actions
from matcher.planner.programme import Programme, slots_of, tables_of
from matcher.planner.programme_file import EXAMPLE, read_programme
from matcher.planner.wanted import Wanted
from matcher.store.jobs import Job
from matcher.ui import session
from matcher.ui.session import plain
from matcher.ui.wording import who_name

_JOB = "schedule_job"


def form() -> None:
    """Ask for the programme and for what is wanted; leave the work to the worker."""
    say = session.say()
    content, name = _programme_file()
    programme = read_programme(content, name)
    st.caption(_in_short(programme))
    one, two, three = st.columns(3)
    floor = one.number_input(say("Each IKM meets at least"), 0, 20, 1)
    buyers = two.number_input(say("Each buyer meets at least"), 0, 60, 1)
    cap = three.number_input(say("Most IKM for one need (0: no limit)"), 0, 60, 0)
    evenness = st.slider(
        say("Spread the meetings"),
        0.0,
        1.0,
        0.5,
        0.1,
        help=say("0: only the best pairs. 1: as even as can be, at a small loss of score."),
    )
    seconds = st.slider(say("Seconds to look for the best schedule"), 5, 300, 30, 5)
    if st.button(say("Make the schedule"), type="primary", icon=":material/event_available:"):
        wanted = Wanted(int(floor), int(buyers), int(cap) or None, float(evenness))
        folder = session.chosen_data()
        st.session_state[_JOB] = actions.leave_plan(
            session.person(),
            session.store(),
            content,
            wanted,
            session.weights(),
            None if folder == session.STORED else folder,
            seconds=float(seconds),
            language=session.language(),
        )
        st.rerun()


def _programme_file() -> tuple[bytes, str]:
    say, example = session.say(), data_path(*EXAMPLE).read_bytes()
    given = st.file_uploader(say("Programme: days, sessions, tables (.toml)"), type=["toml"])
    st.download_button(
        say("The example programme, to change"), example, EXAMPLE[-1], icon=":material/download:"
    )
    return (given.getvalue(), given.name) if given else (example, EXAMPLE[-1])


def _in_short(programme: Programme) -> str:
    say, slots = session.say(), slots_of(programme)
    return say(
        "{name}: {n_slots} slots on {n_days} days, {n_tables} tables",
        name=plain(programme.name),
        n_slots=len(slots),
        n_days=len({slot.starts.date() for slot in slots}),
        n_tables=len(tables_of(programme)),
    )


def running(version_key: str) -> None:
    """Show the plans that are being made, and open this session's own when it is done."""
    who, store, say = session.person(), session.store(), session.say()
    own = st.session_state.get(_JOB)
    if own is not None and (job := actions.see_job(who, store, own)).ended:
        del st.session_state[_JOB]
        if job.state == "done" and job.result:
            st.session_state[version_key] = int(job.result["plan_id"])
        elif job.error:
            message, values = job.error
            st.error(plain(say(message, **values)), icon=":material/error:")
    if _unended():
        _bars()


@st.fragment(run_every=1.0)
def _bars() -> None:
    """Tell every second how far the plans are; the whole page is drawn anew when one ends."""
    jobs = _unended()
    before = st.session_state.get("schedule_jobs_shown", 0)
    st.session_state["schedule_jobs_shown"] = len(jobs)
    if len(jobs) < before:
        st.rerun()
    for job in jobs:
        _bar(job)


def _unended() -> list[Job]:
    jobs = actions.list_jobs(session.person(), session.store())
    return [job for job in jobs if job.task == "plan" and not job.ended]


def _bar(job: Job) -> None:
    say = session.say()
    told = say("{done} of {total} seconds", done=job.done, total=job.total)
    if not job.total:
        told = say("reads the records and chooses the pairs")
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        share = min(1.0, job.done / max(1, job.total))
        text = say(
            "A schedule is being made ({who}): {told}", who=who_name(job.who.name), told=told
        )
        st.progress(share, plain(text), width="stretch")
        if st.button(say("Stop and take the best so far"), key=f"schedule_stop_{job.job_id}"):
            actions.cancel_job(session.person(), session.store(), job.job_id)
