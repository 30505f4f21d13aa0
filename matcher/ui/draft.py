"""Draft: what was uploaded and chosen so far, kept for the session until it is staged."""

from dataclasses import dataclass, field, replace

import streamlit as st

from features.language import mark
from matcher import actions
from matcher.actions.importing import in_order
from matcher.errors import DataError, LinkmatchError
from matcher.intake import ColumnMapping, Mapping, Table
from matcher.ui import session
from matcher.ui.theme import OPTIONS

BY_PERSON = "chosen by you"  # marked for the catalogue where it is shown
_KEY, PASTED = "data_draft", "data_pasted"
Refusal = tuple[str, dict[str, object]]


@dataclass
class Draft:
    """Tables found in uploaded files; per table what a line and its columns were said to mean.

    `chosen` maps (table, column) to "kind.field"; `number` gives the widgets of each draft keys
    of their own, and `contents` says of each table which file it is in, as the how-manieth.
    """

    number: int = 0
    tables: list[Table] = field(default_factory=list)
    contents: list[tuple[bytes, int]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    done: set[int] = field(default_factory=set)
    kinds: dict[int, str] = field(default_factory=dict)
    chosen: dict[tuple[int, int], str] = field(default_factory=dict)
    proposed: dict[tuple[int, str, bool, str], Mapping] = field(default_factory=dict)

    def left(self) -> list[int]:
        """Number the tables that are still to be imported, firms before what names them."""
        left = [i for i in range(len(self.tables)) if i not in self.done]
        mapped = [(self.tables[i], self.mapping(i, "", personal=False)) for i in left]
        ordered = [id(table) for table, _ in in_order(mapped)]
        return sorted(left, key=lambda i: ordered.index(id(self.tables[i])))

    def mapping(self, i: int, sender: str, personal: bool) -> Mapping:
        """Give what the columns of a table mean: as chosen, else as proposed."""
        found = self.proposal(i, sender, personal)
        columns = (self._column(i, column) for column in found.columns)
        return replace(found, columns=tuple(columns))

    def proposal(self, i: int, sender: str, personal: bool) -> Mapping:
        """Give what the columns of a table seem to mean; worked out once."""
        key = (i, sender, personal, self.kinds.get(i, ""))
        if key not in self.proposed:
            who, table, kind = session.person(), self.tables[i], key[3]
            self.proposed[key] = (
                actions.propose_anew(who, table, kind, personal)
                if kind
                else actions.propose_mapping(who, session.store(), table, sender, personal)
            )
        return self.proposed[key]

    def _column(self, i: int, column: ColumnMapping) -> ColumnMapping:
        chosen = self.chosen.get((i, column.index))
        if chosen is None:
            return column
        kind, _, name = chosen.partition(".")
        return replace(column, kind=kind, field=name, confidence=1.0, why=BY_PERSON)


def current() -> Draft:
    """Give the draft of this session."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Draft()
    found: Draft = st.session_state[_KEY]
    return found


def start_anew() -> None:
    """Forget the files; another number empties the field they were put into."""
    st.session_state[_KEY] = Draft(current().number + 1)


def skip(i: int) -> None:
    """Leave a table out; after the last one the files are forgotten."""
    current().done.add(i)
    if not current().left():
        start_anew()


def open_files(key: str) -> None:
    """Read the files of an upload field; one that cannot be read is told in one line."""
    number = current().number
    start_anew()
    draft = current()
    draft.number = number
    for file in st.session_state[key] or ():
        _read(draft, file.name, file.getvalue())
    pasted = str(st.session_state.get(f"{PASTED}_{number}") or "")
    if pasted.strip():
        say = session.say()
        _read(draft, say("pasted lines") + ".csv", pasted.encode(errors="replace"))


def _read(draft: Draft, name: str, content: bytes) -> None:
    try:
        refuse_large(name, len(content))
        found = actions.read_file(session.person(), content, name)
        draft.tables += found
        draft.contents += [(content, index) for index in range(len(found))]
    except LinkmatchError as error:
        draft.refused.append((error.message, error.values))


def refuse_large(name: str, n_bytes: int) -> None:
    """Refuse a file that the browser should not have sent.

    Raises
    ------
    DataError
        One line: how large it is and may be.
    """
    most = int(str(OPTIONS["server.maxUploadSize"]))
    if n_bytes > most * 2**20:
        size = f"{n_bytes / 2**20:.0f}"
        raise DataError(_LARGE, name=name, size=size, most=most)


_LARGE = mark("{name}: {size} MB is too large; split it into files of at most {most} MB")
