"""Ringkasan: the event at a glance, what to do next and where, and who finds whom."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from features.language import number
from matcher import actions
from matcher.errors import LinkmatchError
from matcher.folder import SHIPPED
from matcher.overview.coverage import NeedCoverage
from matcher.overview.steps import Step, event_steps, first_step
from matcher.overview.summary import COVERED, NONE, ONE_ONLY, Overview, nearest, need_reason
from matcher.score import Scorer
from matcher.ui import event_choice, following, notices, participants, parts, phone_list, session
from matcher.ui.figures import figures, shares
from matcher.ui.pages import offers
from matcher.ui.session import plain
from matcher.ui.theme import AMBER, PETROL, STONE

NEEDS, PEOPLE, CALLS = VIEWS = ("needs", "participants", "calls")
# where each step is done: another page, or a view of this one
PAGE_OF = {
    "begin": "data",
    "outcomes": "outcomes",
    "ask_buyers": "candidates",
    "relax": "candidates",
    "balance": "candidates",
    "search": "pairs",
    "spare": "pairs",
    "coach": "pairs",
    "invite": "pairs",
    "questions": "data",
    "meet": "invitations",
}
VIEW_OF = {
    "event": PEOPLE,
    "participants": PEOPLE,
    "late": PEOPLE,
    "to_invite": PEOPLE,
    "waiting": PEOPLE,
    "ask_firms": CALLS,
    "complete": CALLS,
}


def page() -> None:
    """Draw the page."""
    scorer, say = session.scorer(), session.say()
    found = actions.see_overview(session.person(), scorer, session.weights())
    st.title(say("Overview"))
    try:
        notices.draw()
        event_id = event_choice.pick()
        of_event = participants.of_event(event_id)
        if of_event is not None and len(of_event):
            st.html(figures(participants.boxes(of_event)))
        st.html(figures(boxes(found)))
        warn_when_thin(found)
        draw_steps(steps(found, of_event))
        draw(scorer, found, event_id)
    except LinkmatchError as error:
        session.refuse(error)
    parts.problems(scorer)


def boxes(found: Overview) -> list[tuple[str, str, str]]:
    """Give the figures of what is loaded."""
    say, covered = session.say(), found.coverage
    sentra = say("{n} of them sentra", n=found.n_sentra) if found.n_sentra else ""
    told = [
        (found.n_suppliers, say("IKM"), sentra),
        (
            covered.n_known_firms,
            say("IKM with enough data"),
            say("of {n}", n=number(found.n_suppliers, session.language())),
        ),
        (len(covered.unmatched), say("IKM without a fitting need"), ""),
        (found.n_buyers, say("buyers"), ""),
        (found.n_needs, say("open needs"), say("{n} with enough data", n=covered.n_known_needs)),
        (found.n_problems, say("questions about the data"), ""),
    ]
    return [(number(n, session.language()), words, more) for n, words, more in told]


def steps(found: Overview, of_event: pd.DataFrame | None) -> tuple[Step, ...]:
    """Join what to do about the event with what to do about needs and IKM."""
    if not session.is_stored():
        begins = session.chosen_data() in SHIPPED and session.person().role == "planner"
        return (first_step(), *found.steps) if begins else found.steps
    late = actions.list_due(session.person(), following.pairs())
    states = None if of_event is None else of_event["state"].value_counts().to_dict()
    n_late = 0 if of_event is None else int(of_event["late"].sum())
    return (*event_steps(states, n_late, len(late)), *found.steps)


def warn_when_thin(found: Overview) -> None:
    """Say when most of what follows rests on too little."""
    if not found.too_thin:
        return
    say, covered = session.say(), found.coverage
    first = (
        say("The news says too little to judge.")
        if found.folder == SHIPPED[0]
        else say("The data say too little to judge.")
    )
    rest = say(
        "Enough is known of {firms} of {n_firms} IKM and for {needs} of {n_needs} needs. "
        "Read this page as a list of what to ask.",
        firms=covered.n_known_firms,
        n_firms=found.n_suppliers,
        needs=covered.n_known_needs,
        n_needs=found.n_needs,
    )
    st.warning(f"**{plain(first)}** {plain(rest)}", icon=":material/warning:")


def draw_steps(todo: Sequence[Step]) -> None:
    """List what to do next, in order, each with the way to where it is done."""
    say = session.say()
    names = {
        "data": say("Data"),
        "outcomes": say("Outcomes"),
        "candidates": say("Candidate partners"),
        "pairs": say("Pairs"),
        "invitations": say("Invitations"),
    }
    st.subheader(say("Next steps"))
    for place, step in enumerate(todo, 1):
        left, right = st.columns([4, 1], vertical_alignment="center")
        left.markdown(plain(f"{place}. {step.text(session.language())}"))
        with right:
            _way(step, names)


def _way(step: Step, names: Mapping[str, str]) -> None:
    """Draw the way to where a step is done, for whom may go there."""
    say, to = session.say(), PAGE_OF.get(step.kind)
    if to and offers(to, session.person().role):
        icon = ":material/arrow_forward:"
        query = {"section": "mend"} if step.kind == "questions" else None
        st.page_link(parts.PAGES / f"{to}.py", label=names[to], icon=icon, query_params=query)
    elif not to and VIEW_OF[step.kind] in views():
        st.button(
            say("Show below"),
            key=f"step_{step.kind}",
            type="tertiary",
            icon=":material/arrow_downward:",
            on_click=_show,
            args=(VIEW_OF[step.kind],),
        )


def views() -> list[str]:
    """Give what can be shown below: a folder has no participants, and planners alone call."""
    possible = {
        NEEDS: True,
        PEOPLE: session.is_stored(),
        CALLS: session.person().role == "planner",
    }
    return [view for view in VIEWS if possible[view]]


def draw(scorer: Scorer, found: Overview, event_id: str | None) -> None:
    """Draw the needs, who takes part, or whom to call."""
    say = session.say()
    names = {
        NEEDS: say("Do the needs find an IKM?"),
        PEOPLE: say("Who takes part"),
        CALLS: say("Whom to call first"),
    }
    key = _view_key()
    st.session_state.setdefault(key, NEEDS)
    view = st.segmented_control(
        say("View"),
        views(),
        required=True,
        format_func=names.__getitem__,
        key=key,
        label_visibility="collapsed",
    )
    if view == PEOPLE:
        participants.section(event_id)
    elif view == CALLS:
        phone_list.section(scorer)
    else:
        st.html(shares(coverage(found)))
        draw_needs(scorer, found)


def coverage(found: Overview) -> list[tuple[int, str, str]]:
    """Count how many needs have two candidates or more, one, or none."""
    say = session.say()
    levels = [
        (COVERED, PETROL, say("two candidates or more")),
        (ONE_ONLY, AMBER, say("one candidate only")),
        (NONE, STONE, say("no candidate")),
    ]
    return [(len(found.needs_with(level)), colour, text) for level, colour, text in levels]


def draw_needs(scorer: Scorer, found: Overview) -> None:
    """Draw the needs of each level as a tab, those without a candidate first."""
    say = session.say()
    st.caption(
        say(
            "A candidate counts when no must-have fails, enough is known and the score is "
            "{minimum} of 100 or more. Tick a row to open its candidates.",
            minimum=round(100 * session.weights().minimum),
        )
    )
    names = {
        NONE: say("No candidate"),
        ONE_ONLY: say("One candidate"),
        COVERED: say("Two or more"),
    }
    needs = {level: found.needs_with(level) for level in names}
    tabs = st.tabs([f"{names[level]} ({len(needs[level])})" for level in names])
    for tab, level in zip(tabs, names, strict=True):
        with tab:
            if not needs[level]:
                st.markdown(say("No need stands here."))
            elif level == NONE:
                _table(_without_candidate(scorer, needs[level]), key=f"needs_{level}")
            else:
                _table(_with_candidates(scorer, needs[level]), key=f"needs_{level}")


def _show(view: str) -> None:
    st.session_state[_view_key()] = view


def _view_key() -> str:
    """Give each language a control of its own: the browser knows an option by its text."""
    return f"overview_view_{session.language()}"


def _without_candidate(scorer: Scorer, needs: tuple[NeedCoverage, ...]) -> dict[str, list[object]]:
    language = session.language()
    return _named(scorer, needs) | {
        "reason": [need_reason(need, language) for need in needs],
        "nearest": [nearest(need, language) for need in needs],
        "of": [need.need_id for need in needs],
    }


def _with_candidates(scorer: Scorer, needs: tuple[NeedCoverage, ...]) -> dict[str, list[object]]:
    return _named(scorer, needs) | {
        "n_fitting": [len(need.fitting) for need in needs],
        "best": [scorer.data.firm_name(need.fitting[0]) for need in needs],
        "of": [need.need_id for need in needs],
    }


def _named(scorer: Scorer, needs: tuple[NeedCoverage, ...]) -> dict[str, list[object]]:
    components = scorer.data.asked["component"]
    return {
        "component": [components[need.need_id] for need in needs],
        "buyer": _buyers(scorer, needs),
    }


def _buyers(scorer: Scorer, needs: tuple[NeedCoverage, ...]) -> list[object]:
    data, say = scorer.data, session.say()
    buyers = [data.firm_name(data.asked.at[need.need_id, "firm_id"]) for need in needs]
    return [buyer or say("buyer not named") for buyer in buyers]


def _table(rows: Mapping[str, Sequence[object]], key: str) -> None:
    """Draw rows; choosing one opens its record on the page of candidates."""
    say = session.say()
    text, whole = st.column_config.TextColumn, st.column_config.NumberColumn
    columns = {
        "component": text(say("Component"), width=150),
        "reason": text(say("Why"), width=285),
        "nearest": text(say("IKM that lack one must-have"), width=300),
        "n_fitting": whole(say("Candidates"), width=90),
        "best": text(say("Best candidate"), width=260),
        "buyer": text(say("Buyer"), width=190),
        "of": text(say("Id"), width=110),
    }
    chosen: Any = st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        key=key,
        on_select="rerun",
        selection_mode="single-row",
        height=min(38 + 35 * len(rows["of"]), 420),
        column_config={name: columns[name] for name in rows},
    )
    for row in chosen["selection"]["rows"]:
        parts.open_candidates(str(rows["of"][row]))


page()
