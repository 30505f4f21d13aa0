"""Advice: what one IKM can do to open the most needs, what opens most first.

Three kinds of fixes: *write* a blank field of the profile, *answer* a must-have that what is
written leaves open, *improve* the one thing in which otherwise suitable needs fail.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from features.mentions import mention_reader
from matcher.advice.fixes import ANSWER_IT, IMPROVE_IT, WRITE_IT, Fix
from matcher.advice.profile import FIELD_OF, FIELDS
from matcher.advice.supplier_needs import (
    ONE_SHORT,
    NeedForSupplier,
    candidates_of,
    group_of,
    told,
    worth_meeting,
)
from matcher.pairs import THIN
from matcher.records import NUMERIC_REQUIREMENTS
from matcher.requirements import FAIL, PASS, Verdict
from matcher.score import Scorer
from matcher.shortlisting import Candidate
from matcher.weights import Weights

AT_MOST = ("tolerance_mm", "lead_time_days")  # the smaller value asked is the harder one


@dataclass(frozen=True)
class Advice:
    """What to fix, the one thing that opens most first."""

    supplier_id: str
    fixes: tuple[Fix, ...]

    @property
    def first(self) -> Fix | None:
        """The one thing to fix; None when nothing is open."""
        return self.fixes[0] if self.fixes else None


Key = tuple[str, str, str]  # kind of fix, what, and the value in one spelling


def advice(scorer: Scorer, supplier_id: str, weights: Weights | None = None) -> Advice:
    """Say what an IKM can do so that more needs fit, what opens most first.

    Counted are the needs that may fit: those worth a meeting, and those of which too little is
    known to tell. A must-have in the wrong region is left out: nobody moves a plant for it.

    Raises
    ------
    NotFoundError
        When the id is no supplier's.
    """
    weights = weights or scorer.weights
    near = tuple(
        one
        for one in candidates_of(scorer, supplier_id, weights)
        if worth_meeting(one, weights) or _may_fit(one)
    )
    asked: dict[Key, list[NeedForSupplier]] = defaultdict(list)
    opened: dict[Key, list[str]] = defaultdict(list)
    for need in told(scorer, near):
        musts = {_key(verdict, need) for verdict in need.verdicts if verdict.status != PASS}
        for key in musts | {(WRITE_IT, field, "") for field in need.blanks}:
            asked[key].append(need)
        if len(musts) == 1 and not need.thin:
            opened[next(iter(musts))].append(need.need_id)
    fixes = [
        _fix(scorer, supplier_id, key, asked[key], opened[key], weights)
        for key in asked
        if key[:2] != (IMPROVE_IT, "region")
    ]
    return Advice(supplier_id, tuple(sorted(fixes, key=Fix.order)))


def _may_fit(one: Candidate) -> bool:
    return one.band == THIN and group_of(one) != ONE_SHORT and not one.below_floor


def _key(verdict: Verdict, need: NeedForSupplier) -> Key:
    """Name the fix for a must-have that is not met or not known."""
    kind = verdict.kind
    if verdict.status == FAIL:
        return IMPROVE_IT, kind, _spelling(kind, verdict.value)
    if FIELD_OF[kind] in need.blanks or kind in NUMERIC_REQUIREMENTS:
        return WRITE_IT, FIELD_OF[kind], ""
    return ANSWER_IT, kind, _spelling(kind, verdict.value)


@lru_cache(maxsize=4096)
def _spelling(kind: str, value: str) -> str:
    """Give one spelling to values that mean the same; a number is not told apart."""
    if kind in NUMERIC_REQUIREMENTS:
        return ""
    found = mention_reader(kind).read(value)[kind] if kind == "certificate" else None
    if kind in ("process", "material"):
        found = mention_reader().read(value)[kind]
    nodes = sorted({mention.node for mention in found or [] if not mention.presumed})
    return " ".join(nodes) or value.casefold().strip()


def _fix(
    scorer: Scorer,
    supplier_id: str,
    key: Key,
    needs: list[NeedForSupplier],
    opens: list[str],
    weights: Weights,
) -> Fix:
    kind, what, spelling = key
    field = FIELDS[what if kind == WRITE_IT else FIELD_OF[what]]
    return Fix(
        kind=kind,
        what=what,
        value="" if kind == WRITE_IT else _value(what, spelling, needs),
        needs=tuple(need.need_id for need in needs),
        opens=tuple(opens),
        worth=len(opens) + len(needs) * field.worth(weights),
        products=_products(scorer, supplier_id, what) if kind == WRITE_IT else (),
        coached=bool(scorer.suppliers.loc[needs[0].row_id, "coached_by"]),
    )


def _value(what: str, spelling: str, needs: list[NeedForSupplier]) -> str:
    """Give the hardest number asked, or the first spelling."""
    values = list(_values(what, spelling, needs))
    if what in NUMERIC_REQUIREMENTS:
        return (min if what in AT_MOST else max)(values, key=float)
    return values[0]


def _values(what: str, spelling: str, needs: list[NeedForSupplier]) -> Iterator[str]:
    for need in needs:
        for verdict in need.verdicts:
            same = verdict.kind == what and _spelling(what, verdict.value) == spelling
            if same and verdict.status != PASS:
                yield verdict.value


def _products(scorer: Scorer, supplier_id: str, what: str) -> tuple[str, ...]:
    """Name the products without an entry, when the IKM made it for others."""
    rows = scorer.suppliers[scorer.suppliers["firm_id"] == supplier_id]
    blank = rows[what].isna()
    if blank.all():
        return ()
    cells = rows["product"][blank].dropna()
    return tuple(sorted(", ".join(re.split(r"\s*;\s*", cell)) for cell in cells))
