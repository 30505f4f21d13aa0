"""Linking: the records of a row with the ids of the firms, needs and events that they mean."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, Protocol

from features.language import mark
from matcher.importing.firms import FirmBook, looks_like_an_id
from matcher.importing.keys import Keys
from matcher.importing.needs import NeedBook, called, choices
from matcher.importing.source import Source
from matcher.intake import Entry, Question
from matcher.records import KINDS
from matcher.store import Store
from matcher.store.known import ids_of, needs_by_buyer

_NO_FIRM = mark("{column}: no firm is called '{cell}'; {alike}correct it or add the firm first")
_TAKEN = mark("{column}: '{cell}' is already the id of '{name}'; give the firm an id of its own")
_TAKEN_ELSEWHERE = mark(
    "{column}: '{cell}' is already the id of another firm; give the firm an id of its own"
)
_NO_EVENT = mark("it is not said for which event; name it when you import")
_WHICH_NEED = mark("it is not said which need of '{buyer}' is meant; write its id: {choices}")
_NO_NEED = mark("{column}: there is no need '{cell}'; correct it or add the need first")
_NOT_CLEAR = mark("it is not clear which need '{cell}' is; write its id instead: {choices}")
_FIRMS = ("firm_id", "supplier_id", "buyer_id", "other_id", "replaced_by")
_NAMES_FIRMS = {
    name: tuple(field for field in _FIRMS if field in kind.fields) for name, kind in KINDS.items()
}
_NAMES_A_NEED = {name for name, kind in KINDS.items() if "need_id" in kind.fields} - {"need"}
_NAMES_AN_EVENT = {name for name, kind in KINDS.items() if "event_id" in kind.key} - {"event"}
# kinds whose rows speak for a firm that nobody has listed yet, and what kind of firm that is
_BRINGS = {"need": "large", "capability": "ikm", "participant": "", "participation": ""}
_PREFIX = {"ikm": "IKM", "sentra": "SENTRA", "large": "PB"}
CHOICES = "of"  # among a question's values: the ids of the products of which a cell may be

Record = tuple[str, str, dict[str, Any]]


class Linked(NamedTuple):
    """A row whose records have ids: (kind, record id, values), or the reason it is refused."""

    entry: Entry
    records: list[Record]
    refused: Question | None

    def about(self, field: str) -> tuple[str, str | None]:
        """Say of which record of the row a field is: the last that has it."""
        for kind, record_id, _ in reversed(self.records):
            if field in KINDS[kind].model.model_fields:
                return kind, record_id
        return (self.records[0][0], self.records[0][1]) if self.records else ("", None)

    def choices(self, field: str) -> list[str]:
        """Name the products of the row of which a field may be: those that lack it.

        Ids made from a line hold no blank, and only such a line has several products.
        """
        return [
            record_id
            for kind, record_id, values in self.records
            if kind == "capability" and field in KINDS[kind].fields and field not in values
        ]


class Refused(Exception):  # noqa: N818
    """Why a row cannot be linked."""

    def __init__(self, field: str, cell: str, message: str, **values: object) -> None:
        super().__init__(message)
        told = {"column": field, "cell": cell} | values
        self.question = Question(field, cell, message, told, "set aside")


class Gate(Protocol):
    """What keeps an office to its own region."""

    def __call__(self, records: Sequence[Record], book: FirmBook) -> None:
        """Raise Refused for a row that stays out."""

    def may_see(self, values: Mapping[str, str], book: FirmBook) -> bool:
        """Tell whether what has these ids may be named to who imports."""


class Linker:
    """Links the rows of one file, in order.

    `headings` gives the heading under which the file has a field, for what it is asked about.
    """

    def __init__(
        self,
        store: Store,
        book: FirmBook,
        source: Source,
        batch_id: int,
        headings: Mapping[str, str],
        gate: Gate | None,
    ) -> None:
        self._headings = headings
        self._book, self._source, self._batch_id, self._gate = book, source, batch_id, gate
        self._keys = Keys()
        self._needs = NeedBook(needs_by_buyer(store), ids_of(store, "need"))

    def link(self, read: Sequence[Entry]) -> list[Linked]:
        """Link rows; a firm named again is the same one, in this file and in the store."""
        self._name_firms(read)
        return [self._link_one(entry) for entry in read]

    def _name_firms(self, read: Sequence[Entry]) -> None:
        """Give every firm that a row lists its id."""
        asked: list[dict[str, Any]] = []
        ids: list[str] = []
        for entry in read:
            for kind, values in entry.records:
                if kind == "firm" and not values.get("firm_id"):
                    asked.append(values)
                    prefix = _PREFIX.get(str(values.get("kind")), "IKM")
                    ids.append(f"{prefix}-{self._batch_id}-{entry.line}")
        for values, firm_id in zip(asked, self._book.place_all(asked, ids), strict=True):
            values["firm_id"] = firm_id

    def _link_one(self, entry: Entry) -> Linked:
        records, refused = list[Record](), entry.refused
        if refused is None:
            try:
                found = self._records(entry)
                if self._gate is not None:
                    self._gate(found, self._book)
                records = found
            except Refused as why:
                refused = self._as_headed(why.question)
        return Linked(entry, records, refused)

    def _as_headed(self, question: Question) -> Question:
        """Name the column as the file does."""
        heading = self._headings.get(question.field)
        return (
            replace(question, values=question.values | {"column": heading}) if heading else question
        )

    def _records(self, entry: Entry) -> list[Record]:
        own: str | None = None
        found: list[Record] = []
        brought: list[Record]
        for kind, values in entry.records:
            if kind == "firm":
                own = self._own_firm(values)
                brought = self._other_name(own, values)
            else:
                self._link_event(kind, values)
                brought = self._link_firms(kind, values, own, entry.line)
                if kind == "requirement" and entry.records[0][0] == "need":
                    values["need_id"] = entry.records[0][1]["need_id"]
                self._link_need(kind, values)
            found += [(kind, self._keys.fill(kind, values), values), *brought]
            if kind == "need":
                self._needs.add(str(values["need_id"]))
        return found

    def _own_firm(self, values: dict[str, Any]) -> str:
        firm_id = self._book.canonical(str(values["firm_id"]))
        if other := self._book.conflict(firm_id, str(values.get("name") or "")):
            if not self._may_see(firm_id=firm_id):
                raise Refused("firm_id", firm_id, _TAKEN_ELSEWHERE)
            raise Refused("firm_id", firm_id, _TAKEN, name=other)
        if firm_id != values["firm_id"]:
            values.pop("kind", None)  # of the firm that was merged; the kept one has its own
        values["firm_id"] = firm_id
        return self._book.add(firm_id, values)

    def _other_name(self, firm_id: str, values: dict[str, Any]) -> list[tuple[str, str, Any]]:
        """Keep another spelling of a known firm's name as one of its names."""
        name = str(values.get("name") or "")
        if not name or name == (self._book.name_of(firm_id) or name):
            return []
        del values["name"]
        alias = {"firm_id": firm_id, "alias": name}
        return [("alias", KINDS["alias"].key_of(alias), alias)]

    def _link_event(self, kind: str, values: dict[str, Any]) -> None:
        if kind not in _NAMES_AN_EVENT or values.get("event_id"):
            return
        if not self._source.event_id:
            raise Refused("event_id", "", _NO_EVENT)
        values["event_id"] = self._source.event_id

    def _link_firms(
        self, kind: str, values: dict[str, Any], own: str | None, line: int
    ) -> list[Record]:
        """Put ids where a row names firms; give the firms that it brings along."""
        brought = []
        columns = _NAMES_FIRMS[kind]
        if own and "firm_id" in columns and not values.get("firm_id"):
            values["firm_id"] = own
        for column in columns:
            text = values.get(column)
            if not text:
                continue
            firm_id = self._book.find(str(text))
            if firm_id is None:
                firm = self._bring(kind, column, str(text), values, line)
                firm_id = str(firm["firm_id"])
                brought.append(("firm", firm_id, firm))
            values[column] = firm_id
        return brought

    def _bring(
        self, kind: str, column: str, text: str, values: dict[str, Any], line: int
    ) -> dict[str, Any]:
        if kind not in _BRINGS or looks_like_an_id(text):
            raise Refused(column, text, _NO_FIRM, alike=self._alike(text))
        side = _BRINGS[kind] or ("large" if values.get("role") == "buyer" else "ikm")
        firm = {"name": text, "kind": side}
        new = f"{_PREFIX[side]}-{self._batch_id}-{line}"
        return firm | {"firm_id": self._book.place_all([firm], [new])[0]}

    def _link_need(self, kind: str, values: dict[str, Any]) -> None:
        """Find the need that a row means where it names its component, or only the buyer."""
        if kind not in _NAMES_A_NEED:
            return
        text, buyer = str(values.get("need_id") or ""), self._buyer(kind, values)
        if self._needs.has(text) or not (text or kind == "outcome"):
            return
        needs = self._needs.of(buyer)
        found = called(text, needs) if text else [need_id for need_id, _ in needs]
        if len(found) == 1:
            values["need_id"] = found[0]
        elif text and not (found or (buyer and needs)):
            raise Refused("need_id", text, _NO_NEED)
        else:
            likely = [need for need in needs if need[0] in found] or needs
            likely = [need for need in likely if self._may_see(need_id=need[0])]
            told = {"buyer": self._shown(buyer or ""), "choices": choices(likely)}
            raise Refused("need_id", text, _NOT_CLEAR if text else _WHICH_NEED, **told)

    def _buyer(self, kind: str, values: dict[str, Any]) -> str | None:
        """Give the buyer that a row names; a result tells it only for its need to be found."""
        if kind != "outcome":
            return values.get("buyer_id")
        text = values.pop("buyer_id", None)
        if not text or self._needs.has(str(values.get("need_id"))):
            return None
        buyer = self._book.find(str(text))
        if buyer is None:
            raise Refused("buyer_id", str(text), _NO_FIRM, alike=self._alike(str(text)))
        return buyer

    def _alike(self, text: str) -> str:
        near = self._book.alike(text, lambda firm_id: self._may_see(firm_id=firm_id))
        return f"{' / '.join(near)}? " if near else ""

    def _shown(self, firm_id: str) -> str:
        return self._book.name_of(firm_id) if self._may_see(firm_id=firm_id) else firm_id

    def _may_see(self, **ids: str) -> bool:
        return self._gate is None or self._gate.may_see(ids, self._book)
