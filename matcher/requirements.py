"""Requirements: a must-have of a need answers pass, fail or unknown, with its evidence.

They are checked per capability. What the vocabulary only implies never passes one: it stays
unknown, which is a question to ask.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from features.language import mark, tokens
from features.mentions import mention_reader
from features.places import find_regencies
from features.quality import NONE_AT_ALL
from features.reading import REGENCIES, mentions_column
from features.vocabulary import vocabulary

PASS, FAIL, UNKNOWN = "pass", "fail", "unknown"
NOT_HELD = "not_held"

Capability = Mapping[str, Any]  # one row of suppliers, read by features.read_suppliers
Certificates = Sequence[tuple[str, str, date | None]]


@dataclass(frozen=True)
class Verdict:
    """The answer to one requirement for one capability.

    `evidence` is what the answer rests on, in the words of the record; '' when nothing was said.
    """

    kind: str
    value: str
    status: str
    evidence: str = ""
    implied: bool = False


def check(
    kind: str, value: str, row: Capability, certificates: Certificates, on: date | None
) -> Verdict:
    """Check one requirement against one capability.

    Parameters
    ----------
    kind, value
        As in `requirements.csv`.
    row
        One capability with the columns that `read_suppliers` adds.
    certificates
        The firm's certificates, one (name as written, status, valid until) for each row.
    on
        The day of the need, for certificates that end; None means unknown.
    """
    if kind == "certificate":
        return _certificate(value, certificates, on)
    return CHECKS[kind](kind, value, row)


def _all_named(kind: str, value: str, row: Capability) -> Verdict:
    """Several processes or materials in one must-have: the worst answer counts."""
    answers = [_named(kind, part.strip(), row) for part in value.split(";") if part.strip()]
    worst = min(answers, key=lambda verdict: (FAIL, UNKNOWN, PASS).index(verdict.status))
    return replace(worst, value=value)


def _named(kind: str, value: str, row: Capability) -> Verdict:
    """A process or material: stated by the capability, itself or something below it."""
    asked = asked_nodes(kind, value)
    if not asked:
        return _literally(kind, value, row)
    known = vocabulary()
    stated = [m for m in row[mentions_column(kind)] if not m.presumed]
    for mention in stated:
        if mention.how == "stated" and any(known.is_within(kind, mention.node, a) for a in asked):
            return Verdict(kind, value, PASS, mention.phrase)
    broader = [m for m in stated if any(known.is_within(kind, a, m.node) for a in asked)]
    if broader or any(m.how == "ambiguous" for m in stated):
        return Verdict(kind, value, UNKNOWN, (broader or stated)[0].phrase)
    if stated:
        return Verdict(kind, value, FAIL, ", ".join(dict.fromkeys(m.phrase for m in stated)))
    implied = [
        m
        for m in row[mentions_column(kind)]
        if any(known.is_within(kind, m.node, a) for a in asked)
    ]
    evidence = implied[0].phrase if implied else ""
    return Verdict(kind, value, UNKNOWN, evidence, implied=bool(implied))


@lru_cache(maxsize=4096)
def asked_nodes(kind: str, value: str) -> tuple[str, ...]:
    """Narrowest nodes that a must-have names: "baja karbon S45C" asks for S45C, read once."""
    named = [m.node for m in mention_reader().read(value)[kind] if not m.presumed]
    above = {a for node in named for a in vocabulary().lineage(kind, node)[1:]}
    return tuple(node for node in named if node not in above)


def _literally(kind: str, value: str, row: Capability) -> Verdict:
    """A term that the vocabulary does not know passes only where the same words stand."""
    stated = str(row.get("processes" if kind == "process" else "materials") or "")
    if tokens(value) and set(tokens(value)) <= set(tokens(stated)):
        return Verdict(kind, value, PASS, stated)
    return Verdict(kind, value, UNKNOWN, stated)


def _region(kind: str, value: str, row: Capability) -> Verdict:
    wanted = {place for part in value.split(";") for place in find_regencies(part)}
    here = set(row[REGENCIES])
    evidence = str(row.get("place") or "")
    if not here or not wanted:
        return Verdict(kind, value, UNKNOWN, evidence)
    if here <= wanted:
        return Verdict(kind, value, PASS, evidence)
    return Verdict(kind, value, UNKNOWN if here & wanted else FAIL, evidence)


def _at_least(column: str) -> Callable[[str, str, Capability], Verdict]:
    return lambda kind, value, row: _compare(kind, value, row.get(column), lambda a, b: a >= b)


def _at_most(column: str) -> Callable[[str, str, Capability], Verdict]:
    return lambda kind, value, row: _compare(kind, value, row.get(column), lambda a, b: a <= b)


def _compare(
    kind: str, value: str, stated: float | None, fits: Callable[[float, float], bool]
) -> Verdict:
    if stated is None:
        return Verdict(kind, value, UNKNOWN)
    return Verdict(kind, value, PASS if fits(stated, float(value)) else FAIL, f"{stated:g}")


def _certificate(value: str, held: Certificates, on: date | None) -> Verdict:
    """The best of what the firm says of it; not listed is unknown: lists are never complete."""
    answers = [
        _of_one(value, name, status, valid_until, on)
        for name, status, valid_until in held
        if (name == NONE_AT_ALL and status == NOT_HELD)
        or (_contains(value, name) if status == NOT_HELD else _contains(name, value))
    ]
    ranked = sorted(answers, key=lambda verdict: (PASS, UNKNOWN, FAIL).index(verdict.status))
    return ranked[0] if ranked else Verdict("certificate", value, UNKNOWN)


def _of_one(
    value: str, name: str, status: str, valid_until: date | None, on: date | None
) -> Verdict:
    if status == NOT_HELD:
        return Verdict("certificate", value, FAIL, name)
    if valid_until is None:
        return Verdict("certificate", value, PASS, name)
    until = f"{name} ({valid_until.isoformat()})"
    if on is None:
        return Verdict("certificate", value, UNKNOWN, until)
    return Verdict("certificate", value, FAIL if valid_until < on else PASS, until)


def _contains(name: str, other: str) -> bool:
    """Whether a certificate is another one, in any spelling, or contains it."""
    held, wanted = _certificate_nodes(name), _certificate_nodes(other)
    if held and wanted:
        return any(vocabulary().is_within("certificate", h, w) for h in held for w in wanted)
    return set(tokens(other)) <= set(tokens(name))


@lru_cache(maxsize=4096)
def _certificate_nodes(text: str) -> tuple[str, ...]:
    return tuple(m.node for m in mention_reader("certificate").read(text)["certificate"])


CHECKS: dict[str, Callable[[str, str, Capability], Verdict]] = {
    "process": _all_named,
    "material": _all_named,
    "region": _region,
    "volume_per_month": _at_least("capacity_per_month"),
    "part_weight_kg": _at_least("max_weight_kg"),
    "part_length_mm": _at_least("max_length_mm"),
    "tolerance_mm": _at_most("tolerance_mm"),
    "lead_time_days": _at_most("lead_time_days"),
}

NAMES = {
    "process": mark("process"),
    "material": mark("material"),
    "certificate": mark("certificate"),
    "region": mark("region"),
    "volume_per_month": mark("volume (parts a month)"),
    "part_weight_kg": mark("part weight (kg)"),
    "part_length_mm": mark("part length (mm)"),
    "tolerance_mm": mark("tolerance (mm)"),
    "lead_time_days": mark("lead time (days)"),
}
