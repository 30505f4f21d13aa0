"""The two sides of the test in one shape: what was stated of a file, and what was read of it."""

import re
from collections.abc import Iterable
from typing import Any

import phonenumbers

from .outcome import Row, Sheet

Read = dict[int, dict[str, list[dict[str, object]]]]
_LISTS = ("kbli", "machines")
_ONE_QUESTION = {
    "capacity_per_month": "capacity",
    "capacity_stated": "capacity",
    "certificate": "certificates",
    "valid_until": "certificates",
    "status": "certificates",
}


def stated_records(sheet: Sheet, entries: Iterable[Any]) -> Read:
    """Give the stated records by line and kind, without optional ones that did not come."""
    came = {entry.line: {kind for kind, _ in entry.records} for entry in entries}
    stated: Read = {}
    for row in sheet.rows:
        kinds = stated[row.number] = {}
        for kind, values in row.records:
            if kind not in row.optional or kind in came.get(row.number, ()):
                kinds.setdefault(kind, []).append(_plain(values))
    return stated


def read_records(sheet: Sheet, entries: Iterable[Any]) -> Read:
    """Give the records that were read, each with the fields that were stated of it."""
    rows = {row.number: row for row in sheet.rows}
    return {
        entry.line: {} if entry.refused else _shown(sheet, rows.get(entry.line), entry)
        for entry in entries
    }


def read_questions(row: Row, entry: Any) -> set[str]:
    """Name the fields that were asked about, but for those where asking was left open."""
    asked = {_ONE_QUESTION.get(question.field, question.field) for question in entry.questions}
    return asked - row.may_ask


def wrongly_left_out(sheet: Sheet, remarks: Iterable[Any]) -> dict[int, tuple[str, str]]:
    """Give by line what was stated and what was said, where the two differ."""
    said = {remark.number: remark.why for remark in remarks}
    wrong = {
        number: (whys, said.get(number, ""))
        for number, whys in sheet.left_out.items()
        if said.get(number, "") not in whys.split("|")
    }
    others = {number: ("", why) for number, why in said.items() if number not in sheet.left_out}
    return wrong | {n: told for n, told in others.items() if told[1] not in ("blank", "header")}


def _shown(sheet: Sheet, row: Row | None, entry: Any) -> dict[str, list[dict[str, object]]]:
    shown: dict[str, list[dict[str, object]]] = {}
    for kind, values in entry.records:
        if kind in sheet.kinds:
            number = len(shown.setdefault(kind, []))
            shown[kind].append(_plain({f: values.get(f) for f in _fields(row, kind, number)}))
    return shown


def _fields(row: Row | None, kind: str, number: int) -> Iterable[str]:
    same = [values for other, values in row.records if other == kind] if row else []
    return same[number] if number < len(same) else ()


def _plain(values: dict[str, object]) -> dict[str, object]:
    return {field: _comparable(field, value) for field, value in values.items()}


def _comparable(field: str, value: Any) -> object:
    """Take off what is a matter of spelling: white space, separators of lists and of digits."""
    if value is None:
        return None
    if field == "phone":
        return _dialled(value if isinstance(value, str) else "; ".join(value))
    if field in ("nib", "npwp"):
        return re.sub(r"\D", "", value)
    if field in _LISTS:
        return re.split(r"\s*[;,]\s*", value) if isinstance(value, str) else list(value)
    return " ".join(value.split()) if isinstance(value, str) else value


def _dialled(text: str) -> list[str]:
    """Give the numbers of a text as they are dialled from abroad."""
    form = phonenumbers.PhoneNumberFormat.E164
    found = phonenumbers.PhoneNumberMatcher(text, "ID")
    return [phonenumbers.format_number(match.number, form) for match in found]
