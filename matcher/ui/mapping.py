"""Mapping: what each column of a file is read as, proposed, explained, and corrected in place."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

import pandas as pd
import streamlit as st

from features.language import mark
from matcher.intake import CUSTOM, LEFT_OUT, ColumnMapping, Mapping, Table, field
from matcher.intake.cells import as_text
from matcher.intake.fitting import can_repeat
from matcher.intake.offered import line_kinds, offered
from matcher.intake.proposal import PERSONAL
from matcher.intake.title_place import title_place
from matcher.ui import session
from matcher.ui.draft import BY_PERSON, Draft
from matcher.ui.session import plain
from matcher.ui.wording import bold, kind_name

SURE = 0.8  # confidence from which nobody needs to look
_MOST_SHOWN = 60  # columns drawn with a choice each
_LOOKED_AT, _EXAMPLES, _LETTERS = 60, 3, 32
mark("chosen by you")


def draw(draft: Draft, i: int, sender: str) -> tuple[Mapping, bool]:
    """Draw what a line and each column mean; give it, and whether it can be read so."""
    table, say = draft.tables[i], session.say()
    told_left_out(table, f"{draft.number}_{i}")
    _pick_kind(draft, i, sender)
    personal = _pick_personal(draft, i, sender)
    found = _pick_place(draft, i, draft.mapping(i, sender, personal))
    unsure = [column for column in found.columns if not is_sure(column)]
    sure = [column for column in found.columns if is_sure(column)]
    if unsure:
        st.markdown(bold(say("Columns to check: {n}", n=len(unsure))))
        _rows(draft, i, found, unsure)
    with st.expander(
        say("Columns that are sure: {n}", n=len(sure)),
        expanded=not unsure and len(sure) < 4,
        icon=":material/check_circle:",
        key=f"map_sure_{draft.number}_{i}",
    ):
        _rows(draft, i, found, sure)
    return found, _is_clear(found)


def is_sure(column: ColumnMapping) -> bool:
    """Tell whether a column needs no look; what the person chose stays where it stood."""
    return column.why != BY_PERSON and (column.confidence >= SURE or column.field == LEFT_OUT)


def told_left_out(table: Table, key: str) -> None:
    """Say which rows of the sheet were not taken as lines, and show them."""
    say = session.say()
    counts = Counter(why for why in table.left_out.values() if why in _LEFT_OUT)
    if not counts:
        return
    words = ", ".join(f"{n} {say(_LEFT_OUT[why])}" for why, n in counts.items())
    label = say("Rows that are not taken: {rows}", rows=words)
    with st.expander(plain(label), key=f"left_out_{key}", on_change="rerun") as shown:
        if shown.open:
            rows = [row for row in table.remarks() if row.why in _LEFT_OUT]
            frame = {
                say("Row"): [row.number for row in rows],
                say("Why"): [say(_LEFT_OUT[row.why]) for row in rows],
                say("Contents"): [" · ".join(filter(None, map(as_text, r.cells))) for r in rows],
            }
            st.dataframe(pd.DataFrame(frame), hide_index=True)


def _pick_kind(draft: Draft, i: int, sender: str) -> None:
    """Let the person say what one line stands for; the columns are then proposed anew."""
    say, kinds = session.say(), line_kinds()
    names = {kind: kind_name(kind) for kind in kinds}
    now = draft.proposal(i, sender, personal=False).kind
    key = f"map_kind_{draft.number}_{i}_{session.language()}_{now}"
    st.selectbox(
        say("One line of the file is"),
        kinds,
        index=kinds.index(now),
        format_func=names.__getitem__,
        key=key,
        on_change=_choose_kind,
        args=(draft, i, key),
    )


def _choose_kind(draft: Draft, i: int, key: str) -> None:
    draft.kinds[i] = st.session_state[key]
    draft.chosen = {at: chosen for at, chosen in draft.chosen.items() if at[0] != i}


def _pick_personal(draft: Draft, i: int, sender: str) -> bool:
    """Name the columns with personal data, which are left out unless asked for."""
    say = session.say()
    found = draft.proposal(i, sender, personal=False)
    private = [column.heading for column in found.columns if column.why == PERSONAL]
    if not private:
        return False
    names = ", ".join(private)
    st.info(
        plain(say("Personal data is left out: {columns}", columns=names)), icon=":material/lock:"
    )
    return st.toggle(
        say("Take these columns in too"),
        key=f"map_personal_{draft.number}_{i}",
        persist_state="session",
    )


def _pick_place(draft: Draft, i: int, found: Mapping) -> Mapping:
    """Offer the place that the title names for every row; a column that says it goes before."""
    if "place" not in found.defaults:
        return found
    say, (place, title) = session.say(), title_place(draft.tables[i])
    by_column = any((c.kind, c.field) == ("firm", "place") for c in found.columns)
    label = say("All rows are in {place}: the title says “{title}”", place=place, title=title)
    if not by_column and st.checkbox(
        plain(label), value=True, key=f"map_place_{draft.number}_{i}", persist_state="session"
    ):
        return found
    return replace(found, defaults={n: text for n, text in found.defaults.items() if n != "place"})


def _rows(draft: Draft, i: int, found: Mapping, columns: Sequence[ColumnMapping]) -> None:
    say = session.say()
    examples = _examples(draft.tables[i])
    for column in columns[:_MOST_SHOWN]:
        with st.container(border=True, gap="xsmall"):
            said, meant = st.columns([2, 3], vertical_alignment="center")
            with said:
                _heading(column, examples[column.index])
            with meant:
                _meaning(draft, i, found.kind, column)
    if len(columns) > _MOST_SHOWN:
        more = len(columns) - _MOST_SHOWN
        st.caption(say("Further columns, read as proposed: {n}", n=more))


def _heading(column: ColumnMapping, examples: Sequence[str]) -> None:
    say = session.say()
    hidden = plain(say("hidden column"))
    st.markdown(bold(column.heading) + (f" :small[({hidden})]" if column.hidden else ""))
    if column.why == PERSONAL:
        return
    shown = " · ".join(plain(text) for text in examples)
    st.caption(shown or plain(say("every cell is blank")))


def _meaning(draft: Draft, i: int, kind: str, column: ColumnMapping) -> None:
    say, options = session.say(), _options(kind, column)
    key = f"map_{draft.number}_{i}_{column.index}_{kind}_{session.language()}"
    now = f"{column.kind}.{column.field}"
    st.selectbox(
        say("{heading} is read as", heading=plain(column.heading)),
        list(options),
        index=list(options).index(now),
        format_func=lambda option: options[option],
        key=key,
        on_change=_choose,
        args=(draft, i, column.index, key),
        label_visibility="collapsed",
    )
    why = plain(say(column.why))
    if column.why == BY_PERSON:
        st.caption(f":material/person: {why}")
    elif is_sure(column):
        word = plain(say("sure"))
        st.caption(f":material/check_circle: {word} · {why}")
    else:
        word = bold(say("check"))
        st.caption(f":material/help: {word} · {why}")


def _choose(draft: Draft, i: int, index: int, key: str) -> None:
    draft.chosen[i, index] = st.session_state[key]


def _options(kind: str, column: ColumnMapping) -> dict[str, str]:
    """Map what a column can be read as to its title."""
    say, language = session.say(), session.language()
    fields = [f for f in offered(kind) if not f.personal or f.name == column.field]
    options = {f".{CUSTOM}": say("keep as it is"), f".{LEFT_OUT}": say("leave out")}
    options |= {f"{f.kind}.{f.name}": f.title(language) for f in fields}
    if (own := f"{column.kind}.{column.field}") not in options:
        options[own] = field(column.kind, column.field).title(language)
    twice = {title for title, n in Counter(options.values()).items() if n > 1}
    return {
        option: f"{title} ({kind_name(option.partition('.')[0])})" if title in twice else title
        for option, title in options.items()
    }


def _is_clear(found: Mapping) -> bool:
    """Refuse that two columns are read as one field that a record has once."""
    say = session.say()
    meant = Counter((c.kind, c.field) for c in found.columns if c.field not in (CUSTOM, LEFT_OUT))
    twice = [field(*one) for one, n in meant.items() if n > 1 and not can_repeat(field(*one))]
    for one in twice:
        title = one.title(session.language())
        st.error(plain(say("two columns are read as '{field}'; keep one of them", field=title)))
    return not twice


def _examples(table: Table) -> list[list[str]]:
    """Give up to three different cells of each column, cut short."""
    found: list[list[str]] = [[] for _ in table.columns]
    for line in islice(table.lines(), _LOOKED_AT):
        for shown, cell in zip(found, line.cells, strict=False):
            text = " ".join(as_text(cell).split())
            text = text if len(text) <= _LETTERS else f"{text[: _LETTERS - 1]}…"
            if text and text not in shown and len(shown) < _EXAMPLES:
                shown.append(text)
    return found


_LEFT_OUT = {
    "title": mark("title rows"),
    "total": mark("totals"),
    "note": mark("notes"),
    "example": mark("example rows"),
}
