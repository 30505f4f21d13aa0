"""Outcome charts: how far the pairs came, and the three values beside one another."""

from collections.abc import Callable
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from features.language import rupiah
from matcher.naming import NOTHING
from matcher.outcomes import STAGE_NAMES, STAGES, VALUE_NAMES, VALUES, Pairing, Reached, reached_by
from matcher.outcomes import reached as count
from matcher.outcomes.ladder import PLANNED
from matcher.outcomes.value import told, value_of
from matcher.routes import place_name
from matcher.ui import event_choice, following, session
from matcher.ui.outcome_lists import reporter_name
from matcher.ui.session import plain
from matcher.ui.theme import AMBER, INK, PETROL, STONE

_GROUPS = ("event", "sentra", "buyer")
_MOST = 200


def funnel(pairs: tuple[Pairing, ...]) -> None:
    """Draw how many pairs reached each stage, and the same by event, sentra or buyer."""
    say = session.say()
    found = count(pairs)
    st.altair_chart(_bars(found), width="stretch")
    st.caption(
        say(
            "A pair counts in every stage up to its furthest; steps may be skipped. "
            "{stopped} ended with a reason, {mou} signed a memorandum.",
            stopped=found.n_stopped,
            mou=found.n_mou,
        )
    )
    names = {
        "event": say("By event"),
        "sentra": say("By place of the IKM"),
        "buyer": say("By buyer"),
    }
    by = st.segmented_control(
        say("Rows"),
        _GROUPS,
        default="event",
        required=True,
        format_func=names.__getitem__,
        key="outcome_by",
    )
    groups = reached_by(pairs, _group_of(str(by)))
    rows = [_funnel_row(name, one) for name, one in list(groups.items())[:_MOST]]
    frame = pd.DataFrame(
        rows, columns=["", *(say(STAGE_NAMES[one]) for one in STAGES), say("share that ordered")]
    )
    most = int(frame[say(STAGE_NAMES[PLANNED])].max())
    bars = {
        name: st.column_config.ProgressColumn(name, min_value=0, max_value=most, format="%d")
        for name in frame.columns[1:3]
    }
    bars[frame.columns[-1]] = st.column_config.NumberColumn(format="percent")
    st.dataframe(frame, hide_index=True, column_config=bars, height=min(38 + 35 * len(frame), 420))


def value(pairs: tuple[Pairing, ...]) -> None:
    """Draw promised, signed and realised value of each pair that told one; never their sum."""
    say, language = session.say(), session.language()
    worth = [(one, {v: value_of(one, v) for v in VALUES}) for one in pairs]
    known = [(one, values) for one, values in worth if any(v is not None for v in values.values())]
    if not known:
        st.markdown(
            plain(
                say(
                    "Nobody told a value yet. Ask for it when you note a step: what is promised, "
                    "signed or paid for in all so far."
                )
            )
        )
        return
    st.caption(
        say(
            "Three figures that are never added up. Where the two sides tell different figures, "
            "the lower one counts and both are shown."
        )
    )
    known.sort(key=lambda both: tuple(-(both[1][v] or 0) for v in reversed(VALUES)))
    st.altair_chart(_value_bars([values for _, values in known]), width="stretch")
    frame = pd.DataFrame(
        {
            say("Pair"): [following.label(one) for one, _ in known],
            **{
                say(VALUE_NAMES[v]).capitalize(): [
                    _text(values[v], language) for _, values in known
                ]
                for v in VALUES
            },
            say("What each side tells, where they differ"): [_differing(one) for one, _ in known],
        }
    )
    st.dataframe(frame, hide_index=True, height=min(38 + 35 * len(frame), 420))


_NAMED = alt.Axis(labelLimit=160, labelFontSize=13, labelColor=INK)


def _bars(found: Reached) -> Any:
    say = session.say()
    names = [say(STAGE_NAMES[one]) for one in STAGES]
    frame = pd.DataFrame({"stage": names, "n": [found.n_at_least[one] for one in STAGES]})
    base = alt.Chart(frame).encode(
        x=alt.X("n:Q", axis=None),
        y=alt.Y("stage:N", sort=names, title=None, axis=_NAMED),
    )
    bars = base.mark_bar(color=PETROL, height=20)
    words = base.mark_text(align="left", dx=5, color=INK, fontSize=13).encode(text="n:Q")
    return alt.layer(bars, words, height=alt.Step(30))


def _value_bars(values: list[dict[str, float | None]]) -> Any:
    say, language = session.say(), session.language()
    sums = {v: sum(one[v] or 0 for one in values) for v in VALUES}
    names = [say(VALUE_NAMES[v]) for v in VALUES]
    frame = pd.DataFrame(
        {"name": names, "idr": sums.values(), "text": [rupiah(sums[v], language) for v in VALUES]}
    )
    base = alt.Chart(frame).encode(
        x=alt.X("idr:Q", axis=None),
        y=alt.Y("name:N", sort=names, title=None, axis=_NAMED),
    )
    colours = alt.Scale(domain=names, range=[STONE, AMBER, PETROL])
    bars = base.mark_bar(height=22).encode(color=alt.Color("name:N", scale=colours, legend=None))
    words = base.mark_text(align="left", dx=5, color=INK, fontSize=13).encode(text="text:N")
    return alt.layer(bars, words, height=alt.Step(34))


def _group_of(by: str) -> Callable[[Pairing], str]:
    data, say, events = session.dataset(), session.say(), event_choice.event_names()
    if by == "event":
        return lambda one: events.get(one.event_id or "", one.event_id or say("between events"))
    if by == "buyer":
        return lambda one: data.firm_name(one.buyer_id) or say("buyer not named")
    places = dict(zip(data.firms["firm_id"], data.firms["place"], strict=True))
    return lambda one: place_name(places.get(one.supplier_id)) or say("place not known")


def _funnel_row(name: str, found: Reached) -> list[object]:
    n = found.n_at_least
    return [name, *(n[stage] for stage in STAGES), n["order"] / n["planned"]]


def _differing(one: Pairing) -> str:
    say, language = session.say(), session.language()
    said = []
    for name in VALUES:
        figures = told(one, name)
        if len(set(figures.values())) > 1:
            both = ", ".join(
                f"{reporter_name(r)} {rupiah(v, language)}" for r, v in figures.items()
            )
            said.append(f"{say(VALUE_NAMES[name])}: {both}")
    return "; ".join(said)


def _text(amount: float | None, language: str) -> str:
    return NOTHING if amount is None else rupiah(amount, language)
