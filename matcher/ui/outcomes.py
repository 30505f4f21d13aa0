"""Hasil: what came of each pair, what is due today, how far all came, and what it is worth."""

import streamlit as st

from features.language import number, rupiah
from matcher import actions
from matcher.errors import LinkmatchError
from matcher.outcomes import VALUE_NAMES, Due, Pairing, Worth, reached
from matcher.ui import (
    event_choice,
    following,
    notices,
    outcome_charts,
    outcome_form,
    outcome_lists,
    parts,
    session,
)
from matcher.ui.figures import figures
from matcher.ui.session import plain

VIEWS = ("due", "pairs", "funnel", "value")


def page() -> None:
    """Draw the page."""
    say = session.say()
    parts.banner()
    st.title(say("Outcomes"))
    try:
        notices.draw()
        pairs = following.pairs()
        if not pairs and not session.is_stored():
            st.markdown(plain(say("These data tell of no meeting and no step yet.")))
            return
        event = event_choice.pick(or_all=True)
        chosen = tuple(one for one in pairs if event in (None, one.event_id))
        late = actions.list_due(session.person(), chosen)
        st.html(figures(boxes(chosen, late)))
        outcome_form.section(pairs, event)
        draw(chosen, late)
    except LinkmatchError as error:
        session.refuse(error)


def boxes(pairs: tuple[Pairing, ...], late: tuple[Due, ...]) -> list[tuple[str, str, str]]:
    """Give the figures of the first line."""
    say, language, found = session.say(), session.language(), reached(pairs)
    n = found.n_at_least
    counts = [
        (n["planned"], say("pairs"), ""),
        (n["met"], say("they met"), say("{n} did not come", n=found.n_no_show)),
        (n["order"], say("ordered"), say("{n} memoranda", n=found.n_mou)),
        (len(late), say("need a call"), ""),
    ]
    told = [(number(count, language), words, more) for count, words, more in counts]
    values = [
        (_amount(one), say(VALUE_NAMES[name]), _of(one)) for name, one in found.values.items()
    ]
    return told + values


def draw(pairs: tuple[Pairing, ...], late: tuple[Due, ...]) -> None:
    """Draw the chosen view of the pairs."""
    say = session.say()
    if not pairs:
        st.markdown(
            plain(
                say(
                    "There is no pair yet. Release a schedule, import meetings or results, or tell "
                    "a step of any need and IKM above."
                )
            )
        )
        return
    names = {
        "due": say("Due ({n})", n=len(late)),
        "pairs": say("Pairs ({n})", n=len(pairs)),
        "funnel": say("How far"),
        "value": say("Value"),
    }
    view = st.segmented_control(
        say("View"),
        VIEWS,
        default="due" if late else "pairs",
        required=True,
        format_func=names.__getitem__,
        key=f"outcome_view_{session.language()}",
        label_visibility="collapsed",
    )
    if view == "due":
        outcome_lists.due_list(late)
    elif view == "pairs":
        outcome_lists.pair_list(pairs)
    elif view == "funnel":
        outcome_charts.funnel(pairs)
    else:
        outcome_charts.value(pairs)


def _amount(found: Worth) -> str:
    return "–" if found.idr is None else rupiah(found.idr, session.language())  # noqa: RUF001


def _of(found: Worth) -> str:
    say = session.say()
    if not found.n_told:
        return say("nobody told")
    told = say("of {n} pairs", n=found.n_told)
    return (
        say("{told}; the sides differ in {n}", told=told, n=found.n_differ)
        if found.n_differ
        else told
    )


page()
