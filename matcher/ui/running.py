"""Running: long imports that the worker does, for everybody to see; the page may be left."""

import streamlit as st

from features.language import number
from matcher.store.jobs import Job
from matcher.ui import jobs, preview, session
from matcher.ui.wording import who_name

_JOB, _TABLE = "data_job", "data_job_table"  # of this session, whose preview opens by itself


def leave(job_id: int, table: int) -> None:
    """Remember that a job is this session's own, and which of its tables it reads."""
    st.session_state[_JOB], st.session_state[_TABLE] = job_id, table


def section() -> None:
    """Show the imports that are being read, and open this session's own when it is done."""
    job = jobs.ended(_JOB)
    if job and job.state == "done" and job.result:
        preview.look_at(int(job.result["batch_id"]), st.session_state[_TABLE])
    say = session.say()
    jobs.bars("import", _told, say("Stop"))


def _told(job: Job) -> str:
    say, language = session.say(), session.language()
    file = str(job.arguments.get("source", {}).get("file", ""))
    done, total = number(job.done, language), number(job.total, language)
    told = say("{done} of {total} rows read", done=done, total=total)
    if not job.total:
        again = job.n_tries > (job.state == "running")  # a worker before this one died
        told = say("starts again") if again else say("waits for its turn")
    return f"{file} ({who_name(job.who.name)}): {told}"
