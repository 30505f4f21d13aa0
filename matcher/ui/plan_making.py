"""Making: what the organisers want of the meetings, and the worker that plans them."""

from dataclasses import replace

import streamlit as st

from matcher import actions
from matcher.planner.groups import GroupQuota
from matcher.planner.programme import Programme
from matcher.planner.programme_file import to_toml
from matcher.planner.wanted import Wanted
from matcher.store.jobs import Job
from matcher.ui import event_choice, event_making, jobs, session
from matcher.ui import programme as programme_form
from matcher.ui.quota_table import quota_table
from matcher.ui.session import plain
from matcher.ui.wording import who_name

_JOB = "schedule_job"


def form() -> None:
    """Ask for the event, the programme and what is wanted; leave the work to the worker."""
    say, folder = session.say(), session.chosen_data()
    event_id = event_choice.pick_for_plan()
    if event_id and event_making.ask_day(event_id):
        return
    programme = programme_form.section(None if folder == session.STORED else folder, event_id)
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
    confirmed = bool(event_id) and st.toggle(say("Only participants that confirmed"))
    with st.expander(say("More wishes"), icon=":material/tune:"):
        partners = st.toggle(say("Partners meet again like all others"))
        to_ask = st.toggle(say("Also pairs to ask: too little is known, and no must-have fails"))
        prices = st.toggle(say("Also work out what each rule costs (takes a minute more)"))
        groups = _groups()
        wishes = st.file_uploader(
            say("List of pairs with wishes (.csv)"),
            type=["csv"],
            help=say(
                "The list of pairs of a schedule: write wajib, jangan or kunci in the column wish."
            ),
        )
    wanted = Wanted(int(floor), int(buyers), int(cap) or None, float(evenness), partners)
    wanted = replace(wanted, only_confirmed=confirmed, to_ask=to_ask, groups=groups)
    if wishes is not None:
        wanted = _with_wishes(programme, wanted, wishes.getvalue(), wishes.name, event_id)
    if st.button(say("Make the schedule"), type="primary", icon=":material/event_available:"):
        if wishes is not None and event_id:
            who, store, language = session.person(), session.store(), session.language()
            actions.keep_wishes(who, store, event_id, wanted, wishes.name, language)
        st.session_state[_JOB] = actions.leave_plan(
            session.person(),
            session.store(),
            to_toml(programme).encode(),
            wanted,
            session.weights(),
            None if folder == session.STORED else folder,
            event_id,
            seconds=float(seconds),
            with_costs=prices,
        )
        st.rerun()


def _groups() -> tuple[GroupQuota, ...]:
    """Ask how many meetings a sentra and the first-timers are to have."""
    say = session.say()
    st.caption(say("Meetings that the IKM of a place or sentra have together:"))
    column = st.column_config.TextColumn(required=True)
    ranges = quota_table(say("Place or sentra"), column, "schedule_quotas")
    new = st.number_input(say("Meetings of first-timers at least"), 0, 2000, 0)
    if new:
        ranges[""] = (int(new), None)
    return tuple(GroupQuota(place, *numbers) for place, numbers in ranges.items())


def _with_wishes(
    programme: Programme, wanted: Wanted, content: bytes, name: str, event_id: str | None
) -> Wanted:
    """Add the wishes of a file, and tell how many there are before the schedule is made."""
    say, who, store = session.say(), session.person(), session.store() if event_id else None
    found = actions.add_wishes(
        who, session.scorer(), programme, wanted, content, name, store, event_id
    )
    counts = {"must": len(found.must), "never": len(found.never), "locks": len(found.locks)}
    told = say("{must} must meet, {never} never, {locks} at a settled time", **counts)
    st.caption(plain(f"{name}: {told}"))
    return found


def running(version_key: str) -> None:
    """Show the plans that are being made, and open this session's own when it is done."""
    say = session.say()
    job = jobs.ended(_JOB, how=say("More wishes"))
    if job and job.state == "done" and job.result:
        st.session_state[version_key] = int(job.result["plan_id"])
    jobs.bars("plan", _told, say("Stop and take the best so far"))


def _told(job: Job) -> str:
    say = session.say()
    told = say("{done} of {total} seconds", done=job.done, total=job.total)
    if not job.total:
        told = say("reads the records and chooses the pairs")
    return say("A schedule is being made ({who}): {told}", who=who_name(job.who.name), told=told)
