"""Offered: which fields the columns of a table can mean, once it is known what a line stands for.

A line of a wide sheet is a firm with what it makes and holds, one of a list of needs also states
must-haves, and one of a list of people says something of the participant they come for.
"""

from functools import cache

from matcher.intake.fields import FIELDS, MUST, WIDE, Field, field
from matcher.records import KINDS, Row

_SHARED = tuple(Row.model_fields)  # source, as_of ...: once per line
_COMPANIONS = {
    "attendee": (("participant", "role"), ("participant", "answer_by")),
    "participant": (("participation", "state"), ("participation", "date")),
}
_OF_FIRM = {"firm_id", "capability_id"}


@cache
def offered(kind: str) -> tuple[Field, ...]:
    """Give the fields that a column can mean where a line stands for `kind`, or is `wide`.

    >>> [f.name for f in offered("alias")]
    ['firm_id', 'alias', 'source', 'as_of', 'certainty', 'verified_by', 'note']
    """
    if kind == WIDE:
        makes = [f for f in _of("capability") if f.name not in {*_SHARED, *_OF_FIRM}]
        return (*_of("firm"), *makes, *_of(WIDE))
    if kind == "need":
        return (*_of(kind), *_of(MUST))
    return (*_of(kind), *(field(*name) for name in _COMPANIONS.get(kind, ())))


def _of(kind: str) -> tuple[Field, ...]:
    return tuple(found for found in FIELDS if found.kind == kind)


@cache
def line_kinds() -> tuple[str, ...]:
    """Name what a line can stand for, the most usual sheets first."""
    usual = (WIDE, "firm", "need", "attendee", "participant", "outcome", "wish", "capability")
    return (*usual, *(kind for kind in KINDS if kind not in usual))
