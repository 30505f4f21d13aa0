"""Fitting: columns against fields, each column one field, so that together they fit best."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from features.language import mark
from matcher.intake.contents import AGREES, Looks, content_fit
from matcher.intake.fields import Field
from matcher.intake.headings import ALIAS, TITLE, WEAK, heading_fit

LEAST = 0.35  # below it a column stays as it is
_REPEATED = {"list", "phone", "certificates", "kbli"}  # several columns may say these
_CONTENTS_ALONE, _CONTRADICTED, _DOUBTED_LESS, _HIDDEN, _EARLIER = 0.65, 0.45, 0.25, 0.01, 1e-6

# fields that the shape of the cells tells by itself
_ALONE = {"nib", "nik", "npwp", "phone", "email", "kbli", "place", "certificates"}

BY_TITLE = mark("the heading is the name of this field")
BY_ALIAS = mark("the heading is another known name of this field")
BY_LIKENESS = mark("the heading is close to a known name of this field")
BY_BOTH = mark("the heading can mean this, and the cells look like it")
BY_CONTENTS = mark("the cells look like it, though the heading does not say so")
DOUBTED = mark("the heading says so, but the cells look like something else")
TAKEN = mark("another column says this better; this one is kept as it is")
UNKNOWN = mark("nobody knows this heading; the column is kept as it is")


@dataclass(frozen=True)
class Seen:
    """A column as it is seen: its heading, what its cells look like, and whether it is hidden."""

    index: int
    heading: str
    looks: Looks
    hidden: bool = False


@dataclass(frozen=True)
class Fit:
    """How surely, in [0, 1], a column means a field, and why."""

    confidence: float
    why: str


_NONE = Fit(0.0, UNKNOWN)


def fit(column: Seen, field: Field) -> Fit:
    """Weigh what the heading says against what the cells look like."""
    said = heading_fit(column.heading, field)
    if not said and field.reads not in _ALONE:
        return _NONE
    looks_so = content_fit(field, column.looks)
    if not said:
        return Fit(_CONTENTS_ALONE * looks_so, BY_CONTENTS) if looks_so >= AGREES else _NONE
    if looks_so < 0:
        return Fit(said * _CONTRADICTED, DOUBTED)
    sure = said + (1 - said) / 2 * looks_so
    if said <= WEAK:
        return Fit(sure, BY_BOTH if looks_so else BY_LIKENESS)
    return Fit(sure, BY_TITLE if said == TITLE else BY_ALIAS if said == ALIAS else BY_LIKENESS)


def can_repeat(field: Field) -> bool:
    """Tell whether several columns may mean the field together, such as 'Produk 1', 'Produk 2'."""
    return field.reads in _REPEATED


def assign(columns: Sequence[Seen], fields: Sequence[Field]) -> list[tuple[Field | None, Fit]]:
    """Give each column its field and fit, in the order of the columns; None where none is left.

    A field goes to one column, and the sum of the fits is the largest there is; a field of which
    there can be several, such as a product, also takes the further columns that name it.
    """
    fits = [[fit(column, field) for field in fields] for column in columns]
    gain = np.array([_gain(found) for row in fits for found in row], dtype=float)
    gain = gain.reshape(len(columns), len(fields))
    gain[np.array([c.hidden for c in columns], dtype=bool)] -= _HIDDEN
    gain = np.where(gain > 0, gain - _EARLIER * np.arange(len(fields)), 0.0)
    chosen = [-1] * len(columns)
    for i, j in zip(*linear_sum_assignment(gain, maximize=True), strict=True):
        chosen[i] = j if gain[i, j] else _another(gain[i], fields)
    return [_meaning(fields, fits[i], chosen[i]) for i in range(len(columns))]


def _gain(found: Fit) -> float:
    """What a fit counts against the others: a doubted one yields to any that is not."""
    if found.confidence < LEAST:
        return 0.0
    return found.confidence - _DOUBTED_LESS * (found.why == DOUBTED)


def _another(gain: np.ndarray, fields: Sequence[Field]) -> int:
    best = int(gain.argmax())
    return best if gain[best] > WEAK and can_repeat(fields[best]) else -1


def _meaning(fields: Sequence[Field], fits: list[Fit], chosen: int) -> tuple[Field | None, Fit]:
    if chosen >= 0:
        return fields[chosen], fits[chosen]
    taken = max(found.confidence for found in fits) >= LEAST
    return None, Fit(0.0, TAKEN if taken else UNKNOWN)
