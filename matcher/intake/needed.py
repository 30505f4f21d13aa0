"""Needed: the fields without which a line is no record, and why it is then refused."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from features.language import mark
from matcher.intake.question import Question
from matcher.records import KINDS

BLANK = mark("{column} is blank; fill it in")
_OWN_ID = {
    "firm": "firm_id",
    "capability": "capability_id",
    "need": "need_id",
    "partnership": "partnership_id",
    "outcome": "outcome_id",
    "event": "event_id",
}
# any one of these will do: the import finds the need of a buyer
_INSTEAD = {("outcome", "need_id"): ("need_id", "buyer_id")}


@cache
def needed(kind: str) -> tuple[tuple[str, ...], ...]:
    """Name the fields that a line of a kind must state, each with what will do instead.

    Its own id the import can make, and the event is the one it is made for.

    >>> needed("outcome")
    (('need_id', 'buyer_id'), ('supplier_id',), ('step',))
    """
    fields = KINDS[kind].model.model_fields
    given = {_OWN_ID.get(kind, ""), "event_id"}
    required = [name for name, info in fields.items() if info.is_required() and name not in given]
    return tuple(_INSTEAD.get((kind, name), (name,)) for name in required)


def refusal(
    kind: str,
    values: Mapping[str, object],
    questions: Sequence[Question],
    headings: Mapping[str, str],
) -> Question | None:
    """Say why a line cannot be a record: a needed field that is blank or cannot be read."""
    for names in needed(kind):
        if any(name in values for name in names):
            continue
        asked = next((q for q in questions if q.field in names), None)
        if asked is not None:
            return replace(asked, effect="set aside")
        told: dict[str, object] = {"column": headings.get(names[0], names[0])}
        return Question(names[0], "", BLANK, told, "set aside")
    return None
