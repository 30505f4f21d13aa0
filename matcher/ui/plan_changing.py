"""Changing: a meeting moved, locked or taken out by hand, and a plan mended after a no-show."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import streamlit as st

from matcher import actions
from matcher.agenda import About
from matcher.agenda.hours import hours, short_day
from matcher.planner.changes import Change, Delayed, EarlyLeaving, LateArrival, NoShow, TableLost
from matcher.planner.plan import Plan
from matcher.planner.problem import Problem, Slot
from matcher.planner.replanning import Replanned
from matcher.store.plans import PlanVersion
from matcher.ui import session
from matcher.ui.session import plain

_VERSION = "schedule_version"
NO_SHOW, LATE, EARLY, TABLE, DELAY = "no_show", "late", "early", "table", "delay"


def slot_name(slot: Slot) -> str:
    """Name a slot by day and hours."""
    language = session.language()
    return f"{short_day(slot.starts.date(), language)} {hours(slot, language)}"


def meeting(
    version: PlanVersion, problem: Problem, plan: Plan, about: About, meeting_id: str
) -> None:
    """Draw what can be done with one meeting: another slot, a lock, or out with it."""
    who, say = session.person(), session.say()
    own = problem.meeting[meeting_id]
    at = next((one for one in plan.placed if one.meeting_id == meeting_id), None)
    if at is None:
        return
    names = " · ".join(problem.participant[firm_id].name for firm_id in own.firms)
    with st.container(border=True):
        where = say("table {table}", table=at.table_id)
        st.markdown(f"**{plain(names)}**, {slot_name(problem.slot[at.slot_id])}, {plain(where)}")
        if need := about.need(own.need_id):
            st.caption(plain(say("About {need}", need=need)))
        found = actions.see_clashes(who, problem, plan, meeting_id)
        others = [slot for slot in problem.slots if slot.slot_id != at.slot_id]
        others.sort(key=lambda slot: (len(found[slot.slot_id]), slot.starts))

        labels = {slot.slot_id: _label(slot, len(found[slot.slot_id])) for slot in others}
        left, one, two = st.columns([3, 1, 1], vertical_alignment="bottom")
        slot_id = left.selectbox(
            say("Another slot"),
            list(labels),
            format_func=labels.__getitem__,
            key=f"to_{meeting_id}",
        )
        clashes = found[slot_id] if slot_id else []
        for broken in clashes:
            left.markdown("- " + plain(say(broken.message, **broken.values)))
        if slot_id and left.button(say("Move it there"), disabled=bool(clashes)):
            moved = actions.move_meeting(who, problem, plan, meeting_id, slot_id)
            _keep(version, problem, moved, about, say("{names} moved", names=names))
        locked = own.locked is not None
        if one.button(say("Unlock") if locked else say("Lock"), icon=":material/lock:"):
            settled = actions.lock_meeting(who, problem, plan, meeting_id, not locked)
            note = (
                say("{names} unlocked", names=names)
                if locked
                else say("{names} locked", names=names)
            )
            _keep(version, settled, plan, about, note)
        if two.button(say("Take out"), icon=":material/event_busy:"):
            without = actions.take_out_meeting(who, problem, plan, meeting_id)
            _keep(version, problem, without, about, say("{names} taken out", names=names))


def _label(slot: Slot, n: int) -> str:
    say = session.say()
    return f"{slot_name(slot)} · " + (say("{n} clashes", n=n) if n else say("free"))


def _pick_slot(label: str, slots: Sequence[Slot], index: int = 0) -> Slot:
    names = {slot.slot_id: slot_name(slot) for slot in slots}
    chosen = st.selectbox(label, list(names), index, format_func=names.__getitem__)
    return next(slot for slot in slots if slot.slot_id == chosen)


def section(version: PlanVersion, problem: Problem, plan: Plan, about: About) -> None:
    """Let the person say what happened, and mend the plan with as few moves as possible."""
    say, key = session.say(), f"changes_{version.plan_id}"
    noted: list[Change] = st.session_state.setdefault(key, [])
    st.caption(say("Say what happened; what is past and what is locked stays."))
    now = _pick_slot(say("It is now just before"), problem.slots)
    change = _change(problem, now)
    with st.container(horizontal=True):
        if st.button(say("Note it"), icon=":material/add:"):
            noted.append(change)
        if noted and st.button(say("Forget all"), icon=":material/close:"):
            noted.clear()
    for one in noted:
        st.markdown("- " + plain(_said(problem, one)))
    if noted and st.button(say("Mend the schedule"), type="primary", icon=":material/healing:"):
        st.session_state[f"{key}_found"] = actions.change_plan(
            session.person(), problem, plan, now.starts - timedelta(minutes=1), noted
        )
    found: Replanned | None = st.session_state.get(f"{key}_found")
    if found is not None:
        _tell(found)
        if st.button(say("Keep this as the next version"), icon=":material/save:"):
            note = "; ".join(_said(problem, one) for one in noted)
            _keep(version, found.problem, found.plan, about, note)


def _change(problem: Problem, now: Slot) -> Change:
    say = session.say()
    kinds = {
        NO_SHOW: say("does not come"),
        LATE: say("comes late"),
        EARLY: say("leaves early"),
        TABLE: say("a table is lost"),
        DELAY: say("the whole programme is late"),
    }
    one, two, three = st.columns(3)
    kind = one.selectbox(say("What happened"), list(kinds), format_func=kinds.__getitem__)
    if kind == TABLE:
        return TableLost(
            two.selectbox(say("Meeting table"), [table.table_id for table in problem.tables])
        )
    if kind == DELAY:
        return Delayed(int(two.number_input(say("Minutes"), 5, 240, 15, 5)))
    people = {firm.firm_id: firm.name for firm in problem.participants}
    by_name = sorted(people, key=lambda one: (people[one], one))
    firm_id = two.selectbox(say("Who"), by_name, format_func=people.__getitem__)
    if kind == NO_SHOW:
        return NoShow(firm_id)
    same_day = [slot for slot in problem.slots if slot.starts.date() == now.starts.date()]
    label = say("From when on") if kind == LATE else say("Until when")
    with three:
        slot = _pick_slot(label, same_day, len(same_day) // 2)
    if kind == LATE:
        return LateArrival(firm_id, slot.starts)
    return EarlyLeaving(firm_id, slot.starts)


def _said(problem: Problem, change: Change) -> str:
    """Write a change as the planner would say it."""
    say = session.say()
    firm_id = getattr(change, "firm_id", "")
    name = problem.participant[firm_id].name if firm_id in problem.participant else firm_id
    at = getattr(change, "at", None)
    hour = f"{at:%H.%M}" if isinstance(at, datetime) else ""
    if isinstance(change, NoShow):
        return say("{name} does not come", name=name)
    if isinstance(change, LateArrival):
        return say("{name} comes at {hour}", name=name, hour=hour)
    if isinstance(change, EarlyLeaving):
        return say("{name} leaves at {hour}", name=name, hour=hour)
    if isinstance(change, TableLost):
        return say("table {table} is lost", table=change.table_id)
    return say("{n} minutes late", n=getattr(change, "minutes", 0))


def _tell(found: Replanned) -> None:
    """Read out what is other than before, and who is told what."""
    say, what = session.say(), found.difference
    told = say(
        "{moved} meetings move, {cancelled} are cancelled, {added} are added",
        moved=len(what.moved),
        cancelled=len(what.cancelled),
        added=len(what.added),
    )
    st.success(plain(told))
    for firm_id, lines in found.told.items():
        known = found.problem.participant.get(firm_id)
        name = known.name if known else firm_id
        said = "; ".join(say(line.message, **line.values) for line in lines)
        st.markdown(f"**{plain(name)}**: {plain(said)}")


def _keep(version: PlanVersion, problem: Problem, plan: Plan, about: About, note: str) -> None:
    """Keep a plan as the next version and look at it."""
    st.session_state[_VERSION] = actions.keep_plan(
        session.person(),
        session.store(),
        problem,
        plan,
        about,
        version.event_id,
        version.plan_id,
        note,
    )
    st.rerun()
