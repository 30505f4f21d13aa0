"""Peta: where IKM and buyers are, and what goes from one place to another; drawn without a net."""

from typing import Any

import pandas as pd
import streamlit as st

from matcher import actions
from matcher.outcomes import STAGE_NAMES, STAGES
from matcher.outcomes.value import REALISED, value_of
from matcher.routes import Atlas, Link
from matcher.ui import event_choice, following, map_layers, session
from matcher.ui.map_layers import PAIRS, PIECES, VALUE
from matcher.ui.session import plain

CANDIDATES, FOLLOWED = "candidates", "followed"


def page() -> None:
    """Draw the page."""
    say = session.say()
    st.title(say("Map"))
    region, shown, sized, event_id = controls()
    links = found_links(shown, sized, event_id)
    data = session.dataset()
    suppliers, buyers = set(data.suppliers["firm_id"]), set(data.asked["firm_id"].dropna())
    buyers |= {link.buyer_id for link in links}
    suppliers |= {link.supplier_id for link in links}
    found = actions.draw_atlas(session.person(), data.firms, suppliers, buyers, links)
    if not found.spots:
        st.markdown(say("No firm has a place yet; add the regency of each on the page Data."))
        return
    st.vega_lite_chart(map_layers.picture(found, region, sized), width="stretch")
    st.caption(say("Circles: IKM. Diamonds: buyers. The wider a line, the more goes along it."))
    nowhere(found)
    routes(found, sized)


def controls() -> tuple[str, str, str, str | None]:
    """Ask what to show: which part of the country, which pairs, sized by what, of which event."""
    say = session.say()
    regions = {"java": say("Java"), "all": say("All of Indonesia")}
    kinds = {CANDIDATES: say("Best candidates"), FOLLOWED: say("What followed")}
    sizes = {PAIRS: say("Pairs"), PIECES: say("Pieces a month"), VALUE: say("Realised value")}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        region = _choice(say("Part of the country"), regions, "map_region")
        shown = _choice(say("Lines stand for"), kinds, "map_lines")
        if shown == CANDIDATES:
            del sizes[VALUE]
        sized = _choice(say("Width by"), sizes, f"map_width_{shown}")
    event_id = event_choice.pick(or_all=True) if shown == FOLLOWED else None
    return region, shown, sized, event_id


def found_links(shown: str, sized: str, event_id: str | None) -> list[Link]:
    """Give the pairs to be drawn, each with what makes its line wide."""
    return _candidates(sized) if shown == CANDIDATES else _followed(sized, event_id)


def nowhere(found: Atlas) -> None:
    """Say which firms are not on the map, because nobody said clearly where they are."""
    say, data = session.say(), session.dataset()
    if not found.nowhere:
        return
    label = say("{n} firms are not on the map: their place is not known", n=len(found.nowhere))
    with st.expander(label, icon=":material/location_off:"):
        st.markdown(", ".join(plain(data.firm_name(one) or one) for one in found.nowhere))


def routes(found: Atlas, sized: str) -> None:
    """List the lines, the widest first."""
    say, language = session.say(), session.language()
    if not found.routes:
        st.markdown(say("There is no pair to draw a line for yet."))
        return
    rows = [
        {
            say("From"): one.start,
            say("To"): one.end,
            say("Pairs"): one.n_pairs,
            say("In all"): map_layers.amount_text(one.amount, sized, language),
        }
        for one in found.routes
    ]
    frame = pd.DataFrame(rows)
    if sized == PAIRS:
        frame = frame.drop(columns=say("In all"))
    st.dataframe(frame, hide_index=True, height=min(38 + 35 * len(frame), 320))


def _candidates(sized: str) -> list[Link]:
    scorer = session.scorer()
    needs = actions.see_overview(session.person(), scorer, session.weights()).coverage.needs
    asked, links = scorer.data.asked, []
    for need in needs:
        buyer = asked.at[need.need_id, "firm_id"]
        if need.fitting and buyer:
            amount = asked.at[need.need_id, "volume_per_month"] if sized == PIECES else None
            links.append(Link(need.fitting[0], str(buyer), _known(amount)))
    return links


def _followed(sized: str, event_id: str | None) -> list[Link]:
    needs = session.dataset().needs
    volumes = dict(zip(needs["need_id"], needs["volume_per_month"], strict=True))
    pairs = [one for one in following.pairs() if event_id in (None, one.event_id)]
    say = session.say()
    least = st.select_slider(
        say("Only pairs that came at least so far"),
        STAGES,
        value="contact",
        format_func=lambda one: say(STAGE_NAMES[one]),
        key="map_stage",
        width=420,
    )
    links = []
    for pair in pairs:
        if pair.buyer_id and STAGES.index(pair.stage) >= STAGES.index(least):
            amount = volumes.get(pair.need_id) if sized == PIECES else value_of(pair, REALISED)
            links.append(Link(pair.supplier_id, pair.buyer_id, _known(amount)))
    return links


def _choice(title: str, names: dict[str, str], key: str) -> str:
    first = next(iter(names))
    key = f"{key}_{session.language()}"
    return str(
        st.segmented_control(
            title, list(names), default=first, required=True, format_func=names.__getitem__, key=key
        )
    )


def _known(amount: Any) -> float | None:
    return None if amount is None or amount != amount else float(amount)


page()
