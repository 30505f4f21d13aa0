"""Meaning: what score, completeness and weight mean, in a few plain sentences beside them."""

import streamlit as st

from features.language import percent
from matcher.score import Scorer
from matcher.ui import session
from matcher.ui.session import plain


def of_score(scorer: Scorer | None = None) -> None:
    """Explain the score; without a scorer, as all records of the session are compared."""
    say, language = session.say(), session.language()
    rho = session.weights(scorer).rho
    _draw(
        "score",
        say(
            "100 means that all that is asked is covered; 0 that nothing is. {buyer} of it is how "
            "well the IKM serves the need, {ikm} how good the need is for the IKM.",
            buyer=percent(1 - rho, language),
            ikm=percent(rho, language),
        ),
        say(
            "What an IKM did not say counts like an average firm: neither good nor bad. So a score "
            "of which little is known lies in the middle; look at the completeness beside it."
        ),
    )


def of_completeness() -> None:
    """Explain completeness."""
    say = session.say()
    _draw(
        "completeness",
        say(
            "Completeness says how much of what counts is known, not how good the firm is. A low "
            "figure is a reason to call, not to leave somebody out."
        ),
    )


def of_weight() -> None:
    """Explain a weight, and the bar that shows what it really does."""
    say = session.say()
    _draw(
        "weight",
        say(
            "A weight says how much a criterion counts beside the others of its side: twice the "
            "weight, twice the say. It forbids nothing; what must be met are the must-haves."
        ),
        say(
            "The bar below a slider shows what the weight really does. Where all IKM are alike, "
            "even a great weight changes no order."
        ),
        say("Nothing is lost when you try: only you see it, and Reset goes back."),
    )


def _draw(key: str, *texts: str) -> None:
    say = session.say()
    with st.popover(
        say("What does it mean?"), type="tertiary", icon=":material/help:", key=f"meaning_{key}"
    ):
        for text in texts:
            st.markdown(plain(text))
