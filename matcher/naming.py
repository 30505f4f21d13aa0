"""Naming: kinds, fields, values, acts and times as a person reads them, in `id` or `en`."""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from types import MappingProxyType
from typing import Any

from babel.dates import format_date, format_datetime

from features.language import mark, number, translator
from matcher.intake import WIDE, field
from matcher.intake.fields import CHOICES, drop_down
from matcher.records import KINDS

NOTHING = "–"  # noqa: RUF001


def kind_name(kind: str, language: str) -> str:
    """Name a kind of record, or what a line of a file stands for."""
    return translator(language)(_KINDS.get(kind, kind))


def field_name(kind: str, name: str, language: str) -> str:
    """Name a field; a custom one bears its heading."""
    try:
        return field(kind, name).title(language)
    except KeyError:
        return translator(language)(_FIELDS[name]) if name in _FIELDS else name


def column_title(column: str, language: str, kind: str = "") -> str:
    """Name a column as its field in a kind, else in the first kind that has it."""
    kinds = (one for one in (kind, *KINDS) if one in KINDS and column in KINDS[one].fields)
    return field_name(next(kinds, ""), column, language)


def in_words(
    values: Mapping[str, object], cells: Mapping[str, str], language: str
) -> dict[str, object]:
    """Name the column in the values of a message, unless the row itself has it as a heading."""
    column = values.get("column")
    if not isinstance(column, str) or column in cells:
        return dict(values)
    return {**values, "column": column_title(column, language)}


def value_text(kind: str, name: str, value: Any, language: str) -> str:
    """Write a value as the reader writes it."""
    say = translator(language)
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, date):
        return str(format_date(value, "d MMM y", locale=language))
    if name in _YEARS:
        return str(value)
    if isinstance(value, (int, float)):
        return number(value, language)
    return _word(kind, name, str(value), language)


def certainty_name(certainty: str | None, language: str) -> str:
    """Say how sure something is."""
    return _choice("certainty", certainty, language) if certainty else NOTHING


def act_name(act: str, language: str, settings: Mapping[str, Any] = MappingProxyType({})) -> str:
    """Say what was done, and to what kinds of record where the act's settings tell."""
    name = translator(language)(_ACTS.get(act, act))
    kinds = [kind_name(kind, language) for kind in settings.get("kinds", ())]
    return f"{name}: {', '.join(kinds)}" if kinds else name


def state_name(state: str, language: str) -> str:
    """Say what has become of an act."""
    return translator(language)(_STATES.get(state, state))


def time_text(at: datetime, language: str, zone: tzinfo | None = None) -> str:
    """Write a moment of the store in a time zone, else in that of this machine."""
    form = "d MMM y HH.mm" if language == "id" else "d MMM y, HH:mm"
    zone = zone or datetime.now().astimezone().tzinfo
    return str(format_datetime(at, form, tzinfo=zone, locale=language))


def _word(kind: str, name: str, value: str, language: str) -> str:
    """Give the word for a value of a closed choice; any other text as it is."""
    try:
        reads = field(kind, name).reads
    except KeyError:
        return value
    if reads not in CHOICES:
        return value
    return "; ".join(_choice(reads, part, language) for part in value.split(";"))


def _choice(reads: str, value: str, language: str) -> str:
    words = drop_down(reads, language)
    return next((word for word in words if CHOICES[reads][word.casefold()] == value), value)


_YEARS = ("established", "coached_since")
_KINDS = {
    WIDE: mark("regional sheet: a firm with what it makes"),
    "firm": mark("firm"),
    "firm_fact": mark("statement about a firm"),
    "alias": mark("another name of a firm"),
    "firm_link": mark("link between firms"),
    "capability": mark("capability"),
    "certificate": mark("certificate"),
    "event": mark("event"),
    "need": mark("need"),
    "requirement": mark("must-have of a need"),
    "partnership": mark("partnership"),
    "outcome": mark("outcome"),
    "participant": mark("participant"),
    "participation": mark("step of a participant"),
    "attendee": mark("attendee"),
    "availability": mark("availability"),
    "wish": mark("wish to meet"),
    "override": mark("organisers' decision"),
    "meeting": mark("meeting of a pair"),
}
_FIELDS = {
    "merged_into": mark("Merged into"),
    "firm_id": mark("Firm id"),
    "row_id": mark("Row"),
    "buyer_name": mark("Name of the buyer"),
    "problem": mark("Question"),
}
_ACTS = {
    "import": mark("import of a file"),
    "edit": mark("change of data"),
    "mend": mark("mended row"),
    "dismiss": mark("row dismissed"),
    "merge": mark("two firms made one"),
    "undo": mark("undoing"),
}
_STATES = {
    "staging": mark("being read"),
    "staged": mark("waits for your decision"),
    "live": mark("counts"),
    "undone": mark("undone"),
    "discarded": mark("dropped"),
}


GROUP_NAMES = {  # of pairs in an evaluation
    "all": mark("All pairs"),
    "new_pairs": mark("New pairs only"),
    "repeat_pairs": mark("Pairs that had met before"),
}
