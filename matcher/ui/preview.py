"""Preview: what a staged import would do, and the two buttons that decide about it."""

from html import escape

import streamlit as st

from features.language import mark, number
from matcher import actions
from matcher.store.preview import Act
from matcher.ui import changes, notices, session
from matcher.ui.draft import current, start_anew
from matcher.ui.session import plain
from matcher.ui.theme import AMBER, INK, MIST, PETROL
from matcher.ui.wording import bold, kind_name, time_text, who_name

_STAGED = "data_staged"  # the import that is looked at, and the table of the draft it came from


def look_at(batch_id: int, table: int | None = None) -> None:
    """Open the preview of a staged import."""
    notices.clear()
    st.session_state[_STAGED] = (batch_id, table)


def opened() -> int | None:
    """Give the staged import that is looked at; None when it is no longer there to decide."""
    if _STAGED not in st.session_state:
        return None
    batch_id, _ = st.session_state[_STAGED]
    found = actions.see_import(session.person(), session.store(), batch_id)
    if found is not None and found.state == "staged":
        return int(batch_id)
    st.session_state.pop(_STAGED)
    st.warning(plain(session.say()(_DECIDED)), icon=":material/info:")
    return None


def draw(batch_id: int) -> None:
    """Show how the rows end, what changes and what is asked; then take it in, or drop it."""
    say, who, store = session.say(), session.person(), session.store()
    act = actions.see_import(who, store, batch_id)
    if act is None:
        return
    st.subheader(say("4. What would change"))
    st.caption(plain(title_of(act)))
    _warn_when_old(act)
    st.html(figures(act.counts))
    _by_kind(batch_id)
    _decide(batch_id)
    changes.draw(batch_id)
    questions = actions.see_questions(who, store, batch_id)
    if questions:
        st.markdown(bold(say("Rows and cells with a question: {n}", n=len(questions))))
        st.caption(say("They are kept and can be mended under “To mend” once this is saved."))
        changes.draw_questions(questions)


def title_of(act: Act) -> str:
    """Name an import: its file and sheet, who sent it, when it was read and by whom."""
    sheet = str(act.settings.get("sheet") or "")
    parts = [act.file, sheet, act.sender, time_text(act.at), who_name(act.who)]
    return " · ".join(part for part in parts if part)


def sender_key() -> str:
    """Give the key of the choice between known senders, one for each language's texts."""
    return f"data_sender_known_{session.language()}"


def figures(counts: dict[str, int]) -> str:
    """Draw the four counts and the rows that they sum to, as HTML."""
    say, language = session.say(), session.language()
    boxes = [
        f"<div style='border-color:{colour}'><b>{number(counts.get(status, 0), language)}</b>"
        f"<span>{escape(say(words))}</span></div>"
        for status, words, colour in _STATUSES
    ]
    told = escape(say("of {n} rows read", n=number(sum(counts.values()), language)))
    return (
        f"<style>{_CSS}</style><div class='lm-counts'>{''.join(boxes)}</div>"
        f"<div class='lm-sum'>{told}</div>"
    )


def counts_text(counts: dict[str, int]) -> str:
    """Write the counts in one line."""
    say, language = session.say(), session.language()
    return " · ".join(
        f"{number(counts[status], language)} {say(words)}"
        for status, words, _ in _STATUSES
        if counts.get(status)
    )


def _warn_when_old(act: Act) -> None:
    say = session.say()
    acts = actions.list_acts(session.person(), session.store(), 200)
    since = [one for one in acts if one.batch_id > act.batch_id and one.state in ("live", "undone")]
    if since:
        st.warning(
            plain(
                say(
                    "The data has changed since this was read ({n} acts). The changes below are up "
                    "to date; the four counts are from when it was read.",
                    n=len(since),
                )
            ),
            icon=":material/update:",
        )


def _by_kind(batch_id: int) -> None:
    say = session.say()
    found = actions.see_counts(session.person(), session.store(), batch_id)
    lines = [
        say(
            "{kind}: {new} new, {known} known",
            kind=kind_name(kind),
            new=number(new, session.language()),
            known=number(known, session.language()),
        )
        for kind, (new, known) in found.items()
    ]
    st.markdown(
        "\n".join(f"- {plain(line)}" for line in lines)
        or plain(say("The file says nothing that is not known already."))
    )


def _decide(batch_id: int) -> None:
    say = session.say()
    with st.container(horizontal=True):
        st.button(
            say("Save"),
            type="primary",
            icon=":material/save:",
            key="data_publish",
            on_click=_publish,
            args=(batch_id,),
        )
        st.button(
            say("Drop"), icon=":material/close:", key="data_drop", on_click=_drop, args=(batch_id,)
        )


def _publish(batch_id: int) -> None:
    who, store = session.person(), session.store()
    act = actions.see_import(who, store, batch_id)
    counts = act.counts if act else {}

    def publish() -> int:
        actions.publish_import(who, store, batch_id)
        return batch_id

    told = {name: number(counts.get(name, 0), session.language()) for name in _NAMES}
    if notices.attempt(publish, PUBLISHED, **told):
        _, table = st.session_state.pop(_STAGED, (batch_id, None))
        draft = current()
        if table is not None:
            draft.done.add(table)
            if len(draft.done) >= len(draft.tables):
                start_anew()
                st.session_state[sender_key()], st.session_state["data_sender"] = None, ""
            elif act:  # who sent the other tables of the file
                st.session_state[sender_key()] = act.sender
        notices.show_stored()


def _drop(batch_id: int) -> None:
    def drop() -> None:
        actions.drop_import(session.person(), session.store(), batch_id)

    if notices.attempt(drop, DROPPED):
        st.session_state.pop(_STAGED, None)


_NAMES = ("imported", "updated", "unchanged", "quarantined")
_STATUSES = (
    ("imported", mark("new"), PETROL),
    ("updated", mark("changed"), PETROL),
    ("unchanged", mark("unchanged"), MIST),
    ("quarantined", mark("set aside to mend"), AMBER),
)
PUBLISHED = mark(
    "Saved: {imported} rows new, {updated} changed, {unchanged} unchanged, {quarantined} set aside "
    "to mend."
)
DROPPED = mark("The import is dropped; nothing of it was saved.")
_DECIDED = mark("This import has been saved or dropped meanwhile; the acts list tells by whom.")
_CSS = f"""
.lm-counts {{display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr));
  gap: 0.75rem; color: {INK}}}
.lm-counts > div {{border-left: 4px solid; padding-left: 0.75rem; display: flex;
  flex-direction: column}}
.lm-counts b {{font-size: 2.2rem; line-height: 1.15; font-weight: 600; color: {INK}}}
.lm-counts span {{color: {INK}}}
.lm-sum {{font-size: 0.85rem; opacity: 0.75; margin-top: 0.5rem}}
"""
