"""Learning on the page Bobot: what past outcomes say of the weights, for a person to accept."""

import pandas as pd
import streamlit as st

from features import CRITERIA
from features.language import mark
from matcher import actions
from matcher.errors import LinkmatchError
from matcher.explain import title_of
from matcher.learn.lesson import Lesson, Rank
from matcher.learn.telling import among_ten, basis, bounds, share_text, verdict
from matcher.score import Scorer
from matcher.ui import jobs, session
from matcher.ui.session import plain
from matcher.weights import read_weights

_JOB, _LESSON = "learning_job", "learning_lesson"
_SIDES = {"buyer": mark("Buyer's side"), "supplier": mark("Supplier's side")}


def section(scorer: Scorer) -> None:
    """Offer to learn, show how far that is, and what was learned."""
    say = session.say()
    st.divider()
    st.subheader(say("Learn from outcomes"))
    st.caption(
        say(
            "MoUs and orders of past needs show which criteria buyers went by. Only firms that "
            "were there count, each need is seen as of its own day, and the weights stay unless "
            "the outcomes clearly speak for others. Nothing changes until you accept."
        )
    )
    job = jobs.ended(_JOB)
    if job and job.state == "done" and job.result:
        folder = job.arguments["folder"] or session.STORED
        st.session_state[_LESSON] = (folder, Lesson.from_json(job.result["lesson"]))
    running = _JOB in st.session_state
    if st.button(
        say("Learn from outcomes"),
        icon=":material/school:",
        disabled=running,
        key="learning_start",
    ):
        st.session_state.pop(_LESSON, None)
        who, store = session.person(), session.store()
        weights, folder = scorer.weights, session.folder()
        st.session_state[_JOB] = actions.leave_learning(who, store, weights, folder)
        st.rerun()
    jobs.bars("learn", jobs.steps(say("Learning")), say("Stop"))
    found = st.session_state.get(_LESSON)
    if found is not None and found[0] == session.chosen_data():
        _lesson(scorer, found[1])


def _lesson(scorer: Scorer, lesson: Lesson) -> None:
    say = session.say()
    for message, values in lesson.remarks:
        st.warning(plain(say(message, **values)), icon=":material/info:")
    if not lesson.mrr:
        st.info(verdict(lesson, say))
        return
    st.markdown(f"**{plain(verdict(lesson, say))}**")
    st.markdown(plain(basis(lesson, say, session.language())))
    if lesson.first_ten:  # what an earlier linkmatch learned has none
        st.markdown(plain(among_ten(lesson, say, session.language())))
    st.dataframe(_changes(lesson), hide_index=True, width="stretch", key="learning_changes")
    _last_event(scorer, lesson)
    if not lesson.kept:
        _accept(lesson)


def _changes(lesson: Lesson) -> pd.DataFrame:
    """Give each criterion's share of its side before and after, with its interval."""
    say, language = session.say(), session.language()
    side = {criterion.name: criterion.side for criterion in CRITERIA}
    rows = []
    for one in lesson.changes:
        rows.append(
            {
                say("Criterion"): title_of(one.criterion, language),
                say("Side"): say(_SIDES[side[one.criterion]]),
                say("Before"): share_text(one.before, language),
                say("After"): share_text(one.after, language),
                say("95% sure"): bounds(one, say, language),
            }
        )
    return pd.DataFrame(rows)


def _last_event(scorer: Scorer, lesson: Lesson) -> None:
    """Show where those who found a partner at the last event would have stood."""
    say = session.say()
    moved = [one for one in lesson.ranks if round(one.before) != round(one.after)]
    title = say("What would have changed at the last event")
    st.markdown(f"**{plain(title)}**")
    up = sum(one.after < one.before for one in moved)
    st.caption(
        say(
            "{event}: of {n} pairs that led to something, {up} would have stood higher and {down} "
            "lower with these weights, which know what came of it.",
            event=plain(lesson.last_event),
            n=len(lesson.ranks),
            up=up,
            down=len(moved) - up,
        )
    )
    if moved:
        st.dataframe(_ranks(scorer, moved), hide_index=True, width="stretch", key="learning_ranks")


def _ranks(scorer: Scorer, moved: list[Rank]) -> pd.DataFrame:
    say, data = session.say(), scorer.data
    needs = data.needs.set_index("need_id")["component"]
    return pd.DataFrame(
        [
            {
                say("Need"): f"{one.need_id} {needs.get(one.need_id) or ''}".strip(),
                say("IKM"): data.firm_name(one.supplier_id),
                say("Rank before"): round(one.before),
                say("Rank after"): round(one.after),
                say("Firms there"): one.n_there,
            }
            for one in moved
        ]
    )


def _accept(lesson: Lesson) -> None:
    """Let a person take on the weights, in their own name."""
    say = session.say()
    if st.button(say("Try them on the sliders"), icon=":material/tune:", key="learning_try"):
        weights = read_weights(lesson.toml.encode(), "lesson")
        st.session_state["weights"] = st.session_state["weights_file"] = weights
        st.rerun()
    with st.form("learning_accept", border=True):
        name = st.text_input(say("Your name"), key="learning_name", max_chars=200)
        note = st.text_input(say("Why (optional)"), key="learning_note", max_chars=200)
        if st.form_submit_button(say("Accept these weights"), icon=":material/check:"):
            try:
                actions.accept_weights(
                    session.person(),
                    session.store(),
                    lesson,
                    name,
                    session.chosen_data(),
                    note,
                )
            except LinkmatchError as error:
                st.error(plain(say(error.message, **error.values)))
                return
            for key in ("weights", "weights_file", _LESSON):
                st.session_state.pop(key, None)
            st.rerun()
