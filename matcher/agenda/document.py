"""Document: a plan with what was planned and what its papers say, as JSON and back, equal."""

import codecs
import json
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from features.language import mark
from matcher.agenda.about import About
from matcher.errors import DataError
from matcher.planner.plan import Plan
from matcher.planner.problem import Problem


class _Document(NamedTuple):
    problem: Problem
    plan: Plan
    about: About


_DOCUMENT = TypeAdapter(_Document)
_NO_SUCH = mark("{file}, {where}: there is no such setting; correct its name or take it out")
_NOT_SO = mark("{file}, {where}: '{value}' is not what stands there in a plan; correct it")


def to_document(problem: Problem, plan: Plan, about: About) -> str:
    """Write all three as JSON; the same three give the same text."""
    content = _plain(_Document(problem, plan, about))
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def read_document(content: bytes, name: str) -> tuple[Problem, Plan, About]:
    """Read what `to_document` wrote; `name` stands in the errors.

    The rules of the event are not checked here, only that every id names something.

    Raises
    ------
    DataError
        When it is no such JSON or names something that is not in it.
    """
    try:
        found = _DOCUMENT.validate_json(content.removeprefix(codecs.BOM_UTF8), extra="forbid")
    except ValidationError as error:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            raise DataError(
                mark("'{file}' is not JSON; give the file that 'linkmatch plan' wrote"), file=name
            ) from error
        raise DataError(
            _NO_SUCH
            if first["type"] in ("unexpected_keyword_argument", "extra_forbidden")
            else _NOT_SO,
            file=name,
            where=".".join(str(part) for part in first["loc"]),
            value=" ".join(str(first["input"]).split())[:60],
        ) from error
    _require_named(found.problem, found.plan, name)
    return found.problem, found.plan, found.about


def _require_named(problem: Problem, plan: Plan, file: str) -> None:
    firms = {one.firm_id for one in problem.participants}
    meetings = {one.meeting_id for one in problem.meetings}
    slots = {one.slot_id for one in problem.slots}
    tables = {one.table_id for one in problem.tables}
    named = [(firm_id, firms) for one in problem.meetings for firm_id in one.firms]
    named += [(one.meeting_id, meetings) for one in plan.placed]
    named += [(one.meeting_id, meetings) for one in plan.left_out]
    named += [(one.slot_id, slots) for one in plan.placed]
    named += [(one.table_id, tables) for one in plan.placed]
    for what, known in named:
        if what not in known:
            raise DataError(
                mark("{file}: '{what}' is named but stands nowhere in the file; correct it"),
                file=file,
                what=what,
            )


def _plain(value: Any) -> Any:
    """Give what JSON can hold, sets in order; records become objects."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: _plain(one) for name, one in value._asdict().items()}
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)
