"""Hasil pertemuan: what one side says came of its meetings, and what others noted of it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import streamlit as st

from features.language import mark
from matcher import actions
from matcher.actions.agenda import Meeting
from matcher.actions.results import Noted
from matcher.errors import LinkmatchError
from matcher.outcomes import ENDS, STEP_NAMES, STEPS
from matcher.ui import notices, session
from matcher.ui.session import plain
from matcher.ui.wording import value_text


def page() -> None:
    """Draw the page."""
    say, firm_id = session.say(), str(session.person().firm_id)
    st.title(say("Meeting results"))
    try:
        notices.draw()
        met = actions.own_meetings(session.person(), session.store(), firm_id)
        if not met:
            st.info(say(_NOTHING), icon=":material/event_upcoming:")
        else:
            st.caption(say(_WHO_READS))
        for one in met:
            draw(one, firm_id)
        noted(firm_id)
    except LinkmatchError as error:
        session.refuse(error)


def draw(one: Meeting, firm_id: str) -> None:
    """Draw what was reported of one meeting, and ask for the next step."""
    say, who, store = session.say(), session.person(), session.store()
    reports = [
        report
        for report in actions.own_reports(who, store, firm_id)
        if (report["need_id"], report["supplier_id"]) == (one.need_id, one.supplier_id)
    ]
    last = step_name(reports[0]["step"]) if reports else say(_silence(one.starts))
    title = f"**{plain(one.partner)}** · {plain(one.need)} · *{plain(last)}*"
    with st.expander(title, key=f"result_{one.need_id}_{one.supplier_id}"):
        for report in reports:
            stars = "★" * int(report["rating"] or 0)
            day = value_text("outcome", "date", report["date"])
            told = (
                day,
                step_name(report["step"]),
                stars,
                report["reason"] or "",
                next_text(report),
            )
            st.markdown("- " + plain(" · ".join(filter(None, told))))
        form(one)


def _silence(starts: str) -> str:
    """Say why nothing is reported: the meeting is still to come, or is over."""
    day = datetime.fromisoformat(starts)
    return _TO_COME if day > datetime.now(day.tzinfo) else _NOT_REPORTED


def form(one: Meeting) -> None:
    """Ask what came of it."""
    say, key = session.say(), f"{one.need_id}_{one.supplier_id}"
    with st.form(f"report_{key}", border=False):
        left, right = st.columns(2)
        step = left.selectbox(say("What happened"), STEPS, format_func=step_name, key=f"step_{key}")
        on = right.date_input(say("When"), date.today(), format="DD/MM/YYYY", key=f"on_{key}")
        st.markdown(say("How good was the meeting?"))
        stars = st.feedback("stars", key=f"stars_{key}")
        reason = st.text_input(say("Remark, or why it stopped"), key=f"reason_{key}", max_chars=300)
        left, right = st.columns(2)
        next_step = left.selectbox(
            say("Next step"),
            [name for name in STEPS if name not in ENDS],
            index=None,
            format_func=step_name,
            placeholder=say("none agreed"),
            key=f"next_{key}",
        )
        by = right.date_input(say("By"), None, format="DD/MM/YYYY", key=f"by_{key}")
        if st.form_submit_button(say("Send the report"), type="primary", icon=":material/send:"):
            told = {"step": step, "date": on, "reason": reason.strip(), "next_step": next_step}
            rating = None if stars is None else stars + 1
            save(one, told | {"rating": rating, "next_date": by, "event_id": one.event_id})
            st.rerun()


def save(one: Meeting, told: Mapping[str, Any]) -> None:
    """Report a step as this side; it can be undone."""
    who, store = session.person(), session.store()
    notices.attempt(
        lambda: actions.record_outcome(who, store, one.need_id, one.supplier_id, told),
        REPORTED,
        partner=one.partner,
    )


def next_text(report: Mapping[str, Any]) -> str:
    """Write what is to come, blank when nothing is agreed."""
    say = session.say()
    if not report["next_step"] and not report["next_date"]:
        return ""
    step = step_name(report["next_step"]) if report["next_step"] else ""
    day = value_text("outcome", "date", report["next_date"])
    return say("next: {step} {day}", step=step, day=day)


def noted(firm_id: str) -> None:
    """List what others noted of the firm that counts against it; it may say that it is not so."""
    say = session.say()
    found = actions.noted_of(session.person(), session.store(), firm_id)
    st.subheader(say("What was noted of us"))
    if not found:
        st.caption(say("Nothing that counts against you."))
        return
    st.caption(say(_CONTEST))
    for one in found:
        draw_noted(one)


def draw_noted(one: Noted) -> None:
    """Draw one thing that was noted, with the way to contest it."""
    say = session.say()
    day = value_text("outcome", "date", one.date)
    told = " · ".join(filter(None, (day, step_name(one.step), one.partner, one.reason)))
    with st.container(border=True):
        st.markdown(plain(told))
        if one.contested:
            st.caption(plain(say("You say: {why} It does not count for now.", why=one.contested)))
            return
        with (
            st.popover(say("This is not so"), icon=":material/flag:"),
            st.form(f"contest_{one.outcome_id}", border=False),
        ):
            why = st.text_input(
                say("What happened instead"), key=f"why_{one.outcome_id}", max_chars=200
            )
            if st.form_submit_button(say("Say so to the organisers")):
                contest(one, why)
                st.rerun()


def contest(one: Noted, why: str) -> None:
    """Say that it is not so."""
    who, store = session.person(), session.store()

    def act() -> None:
        actions.contest_step(who, store, one.outcome_id, why, one.version)

    notices.attempt(act, CONTESTED)


def step_name(step: str) -> str:
    """Name a step."""
    return session.say()(STEP_NAMES[step])


REPORTED = mark("Noted as your side's report on {partner}; the other side reports for itself.")
CONTESTED = mark("The organisers will look at it; until then it does not count.")
_NOTHING = mark("No meetings yet: they appear here when the organisers release the agenda.")
_TO_COME, _NOT_REPORTED = mark("still to come"), mark("nothing reported yet")
_WHO_READS = mark("The organisers read what you report; the other side does not.")
_CONTEST = mark("It lowers how reliable you count for the organisers. Is it wrong? Say so.")

page()
