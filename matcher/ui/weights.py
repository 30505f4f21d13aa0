"""Bobot: how much each criterion counts, what that really does, and who moves."""

import numpy as np
import streamlit as st

from features import CRITERIA
from features.language import mark, number
from matcher import actions
from matcher.errors import LinkmatchError
from matcher.explain import title_of
from matcher.score import Scorer
from matcher.tuning.descriptions import DESCRIPTIONS
from matcher.tuning.moves import Moves
from matcher.tuning.points import most_points, points_of
from matcher.ui import (
    meaning,
    parts,
    session,
    weights_evaluation,
    weights_history,
    weights_learning,
)
from matcher.ui.ranking import influence_bar, ranking_table
from matcher.ui.session import plain
from matcher.weights import Weights

ALL_NEEDS, THIS_NEED = "all", "need"


def page() -> None:
    """Draw the page."""
    scorer, say, weights = session.scorer(), session.say(), session.weights()
    st.title(say("Weights"))
    st.caption(say("Move a slider: the order below and all other pages follow at once."))
    files(scorer, weights)
    if "weights_error" in st.session_state:
        st.error(plain(st.session_state.pop("weights_error")))
    found = actions.compare_weights(session.person(), scorer, scorer.weights, weights)
    need_id = result(scorer, found)
    sliders(scorer, found, need_id)
    weights_evaluation.section()
    weights_learning.section(scorer)
    weights_history.section()


def files(scorer: Scorer, weights: Weights) -> None:
    """Offer to go back to the start, to save the weights, and to use a saved file."""
    say, who = session.say(), session.person()
    reset, save, use = st.columns([1, 1, 2])
    reset.button(
        say("Reset"),
        on_click=_reset,
        disabled=weights == scorer.weights,
        icon=":material/restart_alt:",
        width="stretch",
        key="weights_reset",
    )
    save.download_button(
        say("Save as TOML"),
        actions.save_weights(who, weights),
        "linkmatch-weights.toml",
        "application/toml",
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
        key="weights_save",
    )
    n_resets = st.session_state.get("weights_resets", 0)
    with use.expander(say("Use a saved file"), icon=":material/upload_file:"):
        key = f"weights_file_{n_resets}"  # another key empties the field
        st.file_uploader(
            say("Weights as TOML"), key=key, on_change=_open, args=(key,), max_upload_size=1
        )


def result(scorer: Scorer, found: Moves) -> str:
    """Show what the weights change: in all needs as a line, in one need as a ranking."""
    say = session.say()
    st.html(f"<style>{_PINNED}</style>")
    st.container(key="weights_line").markdown(f"**{plain(_in_all_needs(scorer, found))}**")
    needs = list(scorer.needs.index)
    need_id = str(
        st.selectbox(
            say("Need"),
            needs,
            format_func=lambda i: parts.need_label(scorer, i),
            key=session.key("weights_need"),
        )
    )
    first = found.first(needs.index(need_id))
    if first:
        st.html(ranking_table(scorer, first))
        st.caption(
            say(
                "The first ten through all lists; before is with the weights at the start. A grey "
                "bar: not worth a meeting (a must-have is not met, the score is too low, too "
                "little is known, or one side gains too little)."
            )
        )
    else:
        st.markdown(say("No IKM stands in a list of this need; choose another need."))
    return need_id


def sliders(scorer: Scorer, found: Moves, need_id: str) -> None:
    """Draw a slider for each criterion, the buyer's side on the left, and for the settings."""
    say, weights = session.say(), found.after.weights
    scopes = {ALL_NEEDS: say("All needs, on average"), THIS_NEED: say("The need above")}
    scope = st.segmented_control(
        say("Real influence on the order of"),
        list(scopes),
        default=ALL_NEEDS,
        required=True,
        format_func=lambda scope: scopes[scope],
        key="weights_scope",
    )
    meaning.of_weight()
    of = actions.influence_of_weights(
        session.person(), scorer, weights, need_id if scope == THIS_NEED else None
    )
    influence = {one.criterion: one for one in of}
    if any(one.why_none for one in of):
        st.caption(
            say(
                "A criterion that changes no order still takes its share: the greater its weight, "
                "the less the others of its side count."
            )
        )
    start = _start(scorer)
    most = most_points(weights, start)
    sides = dict(zip(("buyer", "supplier"), st.columns(2, gap="large"), strict=True))
    titles = {"buyer": say("Buyer's side"), "supplier": say("Supplier's side")}
    for side, column in sides.items():
        column.subheader(titles[side])
        column.caption(say(_SIDE_MEANING[side]))
    for criterion in CRITERIA:
        name = criterion.name
        with sides[criterion.side]:
            title, told = title_of(name, session.language()), say(DESCRIPTIONS[name])
            _slider(name, f"**{title}** · :small[{plain(told)}]", most, start)
            st.html(influence_bar(influence[name]))
    with sides["supplier"]:
        settings(found, start)


def settings(found: Moves, start: Weights) -> None:
    """Draw the sliders of what is set for the pair as a whole."""
    say, now = session.say(), found.after
    st.subheader(say("Both sides together"))
    for name, title in _SETTINGS.items():
        _slider(name, say(title), 100, start, "%d%%")
    st.caption(
        say(
            "{below} pairs stand last, because one side gains less than the floor. {fitting} pairs "
            "are worth a meeting.",
            below=_count(now.below_floor & now.met),
            fitting=_count(now.fitting),
        )
    )


def _slider(name: str, label: str, most: int, start: Weights, form: str = "%d") -> None:
    """Draw one slider; what it shows always follows the weights, also after a refused move."""
    key, points = f"weight_{name}", points_of(session.weights(), name, start)
    if st.session_state.get(key) != points:
        st.session_state[key] = points
    st.slider(label, 0, most, format=form, key=key, on_change=_move, args=(name,))


def _in_all_needs(scorer: Scorer, found: Moves) -> str:
    say = session.say()
    if found.after.weights == found.before.weights:
        return say("These are the weights at the start: nothing has moved yet.")
    return say(
        "In {n} of {total} needs the first five changed; {now} pairs are worth a meeting, {before} "
        "before.",
        n=found.n_changed(5),
        total=len(scorer.needs),
        now=_count(found.after.fitting),
        before=_count(found.before.fitting),
    )


def _count(pairs: np.ndarray) -> str:
    return number(int(pairs.sum()), session.language())


def _start(scorer: Scorer) -> Weights:
    """Give what the sliders' points count from: the file in use, or the weights at the start."""
    if "weights" not in st.session_state:  # other data was chosen
        st.session_state.pop("weights_file", None)
    found: Weights = st.session_state.get("weights_file") or scorer.weights
    return found


def _move(name: str) -> None:
    points = int(st.session_state[f"weight_{name}"])
    start = _start(session.scorer())
    try:
        st.session_state["weights"] = actions.move_weight(
            session.person(), session.weights(), name, points, start
        )
    except LinkmatchError as error:
        _refuse(error)


def _open(key: str) -> None:
    file = st.session_state[key]
    if file is None:  # taken out of the field again
        return
    try:
        weights = actions.open_weights(session.person(), file.getvalue(), file.name)
    except LinkmatchError as error:
        _refuse(error)
    else:
        st.session_state["weights"] = st.session_state["weights_file"] = weights


def _reset() -> None:
    for key in ("weights", "weights_file"):
        st.session_state.pop(key, None)
    st.session_state["weights_resets"] = st.session_state.get("weights_resets", 0) + 1


def _refuse(error: LinkmatchError) -> None:
    st.session_state["weights_error"] = session.say()(error.message, **error.values)


# the line stays in sight while somebody moves a slider further down
_PINNED = """
div:has(> .st-key-weights_line) {position: sticky; top: 0; z-index: 9; background: white;
  padding: 0.8rem 0 0.5rem}
@media (max-width: 767px) {div:has(> .st-key-weights_line) {top: 3.5rem}}
"""
_SIDE_MEANING = {
    "buyer": mark("How well the IKM serves the need."),
    "supplier": mark("How good the need is for the IKM."),
}
_SETTINGS = {
    "rho": mark("The IKM's share of the score"),
    "floor": mark("Floor: what each side must gain at least"),
    "minimum": mark("Score from which a pair is worth a meeting"),
}

page()
