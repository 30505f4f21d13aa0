"""Duplicates: firms that may be one, side by side, for a person to decide."""

from html import escape
from typing import Any

import streamlit as st

from features.language import mark
from matcher import actions
from matcher.access import Person
from matcher.actions.duplicates import Doubt
from matcher.store import Store
from matcher.ui import notices, session
from matcher.ui.session import plain
from matcher.ui.theme import INK, MIST
from matcher.ui.wording import NOTHING, field_name

Firm = dict[str, Any]
_PAGE = 5
_SHOWN = ("name", "place", "phone", "email", "address", "owner", "nib", "npwp")


def section() -> None:
    """Draw the pairs nobody has decided about, the surest first."""
    say = session.say()
    st.subheader(say("Is this one firm?"))
    found = _pairs()
    if not found:
        st.markdown(plain(say("No two firms look like one. Pairs come up here after an import.")))
        return
    st.caption(
        say(
            "Pairs: {n}. Merging keeps every name and moves all that belongs to the firm; it can "
            "be undone at any time.",
            n=len(found),
        )
    )
    n_pages = -(-len(found) // _PAGE)
    page = st.pagination(n_pages, key="pairs_page") if n_pages > 1 else 1
    for doubt in found[_PAGE * (page - 1) : _PAGE * page]:
        with st.container(border=True):
            _draw(doubt)


def _pairs() -> list[Doubt]:
    store, who = session.store(), session.person()
    return _found(store.url, actions.data_version(who, store), who, store)


@st.cache_resource(show_spinner=False, max_entries=2)
def _found(url: str, version: int, who: Person, _store: Store) -> list[Doubt]:
    """Look once for every state of the data: of 50,000 firms that takes seconds."""
    del url, version
    return actions.see_duplicates(who, _store)


def _draw(doubt: Doubt) -> None:
    say, judgement = session.say(), doubt.judgement
    st.markdown(f"**{plain(say(_VERDICTS[judgement.verdict]))}**")
    st.html(side_by_side(doubt))
    lines = (f"- {plain(one.said(say))}" for one in judgement.evidence)
    st.markdown("\n".join(lines))
    first, second = doubt.first, doubt.second
    with st.container(horizontal=True):
        _button("left", doubt, _merge, (first, second))
        _button("right", doubt, _merge, (second, first))
        for kind in LINKED:
            _button(kind, doubt, _link, (first, second, kind))


def _button(name: str, doubt: Doubt, act: Any, args: tuple[Any, ...]) -> None:
    key = f"pair_{name}_{doubt.first['firm_id']}_{doubt.second['firm_id']}"
    sure = name == "left" and doubt.judgement.verdict == "same"
    st.button(
        session.say()(_BUTTONS[name]),
        key=key,
        on_click=act,
        args=args,
        type="primary" if sure else "secondary",
    )


def side_by_side(doubt: Doubt) -> str:
    """Write both firms as a table, field under field, what differs marked, as HTML."""
    say = session.say()
    head = "".join(
        f"<th scope='col'>{escape(side)}<br><small>{escape(str(firm['firm_id']))}</small></th>"
        for side, firm in ((say("Left"), doubt.first), (say("Right"), doubt.second))
    )
    rows = "".join(_row(doubt, name) for name in _SHOWN)
    return f"<style>{_CSS}</style><table class='lm-pair'><tr><th></th>{head}</tr>{rows}</table>"


def _row(doubt: Doubt, name: str) -> str:
    first, second = doubt.first[name], doubt.second[name]
    if not first and not second:
        return ""
    differs = bool(first and second and first != second) and name not in doubt.agreeing
    mark_ = " class='lm-differs'" if differs else ""
    title = escape(field_name("firm", name)) + (" ≠" if differs else "")
    cells = "".join(f"<td>{escape(str(one)) if one else NOTHING}</td>" for one in (first, second))
    return f"<tr{mark_}><th scope='row'>{title}</th>{cells}</tr>"


def _merge(keep: Firm, gone: Firm) -> None:
    who, store = session.person(), session.store()
    notices.attempt(
        lambda: actions.merge_firms(who, store, keep["firm_id"], gone["firm_id"]),
        MERGED,
        keep=_called(keep),
        gone=_called(gone),
    )


def _link(first: Firm, second: Firm, kind: str) -> None:
    who, store = session.person(), session.store()
    notices.attempt(
        lambda: actions.link_firms(who, store, first["firm_id"], second["firm_id"], kind),
        LINKED[kind],
        first=_called(first),
        second=_called(second),
    )


def _called(firm: Firm) -> str:
    return f"{firm['name']} ({firm['firm_id']})"


MERGED = mark("{gone} is now {keep}; its names and all that belongs to it moved along.")
LINKED = {
    "different": mark("{first} and {second} are kept as different firms."),
    "same_owner": mark("{first} and {second} are linked: same owner."),
    "sister": mark("{first} and {second} are linked: sister companies."),
}
_VERDICTS = {
    "same": mark("Almost surely one firm"),
    "ask": mark("Perhaps one firm: you decide"),
    "different": mark("Hardly one firm"),
}
_BUTTONS = {
    "left": mark("One firm, keep the left"),
    "right": mark("One firm, keep the right"),
    "different": mark("Different firms"),
    "same_owner": mark("Same owner"),
    "sister": mark("Sister companies"),
}
_CSS = f"""
.lm-pair {{width: 100%; border-collapse: collapse; color: {INK}; table-layout: fixed}}
.lm-pair th, .lm-pair td {{text-align: left; padding: 0.3rem 0.75rem 0.3rem 0.4rem;
  border: 0; border-bottom: 1px solid {MIST}; vertical-align: top; overflow-wrap: break-word}}
.lm-pair td {{overflow-wrap: anywhere}}
.lm-pair th[scope=row], .lm-pair tr:first-child th:first-child {{width: 30%; font-weight: 400;
  opacity: 0.8}}
@media (max-width: 640px) {{.lm-pair {{font-size: 0.8rem}}
  .lm-pair th, .lm-pair td {{padding: 0.3rem 0.3rem 0.3rem 0}}}}
.lm-pair .lm-differs td {{background: #FBF3E2}}
.lm-pair small {{font-weight: 400; opacity: 0.75}}
"""
