"""Musts: in which list each capability stands for the must-haves of a need.

A must-have is answered once for all capabilities that state the same, so a registry is not read
row by row for every need.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from features.reading import REGENCIES, mentions_column
from matcher.pairs import ALMOST, LISTS, OUT
from matcher.requirements import FAIL, PASS, UNKNOWN, Certificates, asked_nodes, check

_STATUSES = (PASS, UNKNOWN, FAIL)
_KEPT = 1024  # answers to one must-have each; needs ask for the same things
_READS = {
    "process": (mentions_column("process"), "processes"),
    "material": (mentions_column("material"), "materials"),
    "region": (REGENCIES, "place"),
    "certificate": ("firm_id",),
    "volume_per_month": ("capacity_per_month",),
    "part_weight_kg": ("max_weight_kg",),
    "part_length_mm": ("max_length_mm",),
    "tolerance_mm": ("tolerance_mm",),
    "lead_time_days": ("lead_time_days",),
}
_IN_WORDS = ("process", "material")
READ = tuple(dict.fromkeys(name for names in _READS.values() for name in names))


KEYS = (*((kind, False) for kind in _READS), *((kind, True) for kind in _IN_WORDS))


class Alike(NamedTuple):
    """Capabilities numbered by what a must-have reads of them, and one of each number.

    `codes` has shape (n_rows,); `said` tells the numbers apart in words, and `held` are the
    certificates of the firms of `rows`.
    """

    codes: np.ndarray
    said: list[str]
    rows: list[dict[str, Any]]
    held: list[Certificates]


class Musts:
    """Answers must-haves for a table of capabilities.

    Parameters
    ----------
    n_rows
        How many capabilities there are.
    alike
        Numbers them by what must-haves of a kind read of them; asked once for each kind.
    """

    def __init__(self, n_rows: int, alike: Callable[[str, bool], Alike]) -> None:
        self._n_rows = n_rows
        self._alike = lru_cache(alike)
        self._answered = lru_cache(_KEPT)(self._answer)

    def listed(self, asked: Iterable[tuple[str, str]], on: object) -> np.ndarray:
        """Say in which list each capability stands, as positions in LISTS, shape (n_rows,).

        Parameters
        ----------
        asked
            Kind and value of each must-have.
        on
            The day of the need, for certificates that end; None means unknown.
        """
        n_failed = np.zeros(self._n_rows, dtype=np.int8)
        some_unknown = np.zeros(self._n_rows, dtype=bool)
        for kind, value in asked:
            status = self._answered(kind, value, on if kind == "certificate" else None)
            n_failed += status == _STATUSES.index(FAIL)
            some_unknown |= status == _STATUSES.index(UNKNOWN)
        failing = np.where(n_failed == 1, LISTS.index(ALMOST), LISTS.index(OUT))
        return np.where(n_failed > 0, failing, some_unknown).astype(np.int8)

    def _answer(self, kind: str, value: str, on: Any) -> np.ndarray:
        named = kind in _IN_WORDS and all(asked_nodes(kind, one) for one in _parts(value))
        codes, _, rows, held = self._alike(kind, named)
        answers = [check(kind, value, *one, on) for one in zip(rows, held, strict=True)]
        statuses = np.array([_STATUSES.index(one.status) for one in answers], dtype=np.int8)
        return np.asarray(statuses[codes])


def musts_of(suppliers: pd.DataFrame, certificates_of: Mapping[str, Certificates]) -> Musts:
    """Answer must-haves for one row per capability, as `read_suppliers` gives it.

    The columns `READ` are enough.
    """
    return Musts(len(suppliers), partial(number_alike, suppliers, certificates_of))


def number_alike(
    suppliers: pd.DataFrame, certificates_of: Mapping[str, Certificates], kind: str, named: bool
) -> Alike:
    """Number capabilities by what must-haves of a kind read of them.

    Where the vocabulary knows what is asked (`named`), the words of a capability do not matter,
    only what they name: what is presumed passes and fails nothing.
    """
    columns = [name for name in _READS[kind] if name in suppliers]
    cells = [suppliers[name] for name in columns]
    if kind == "certificate":
        cells = [suppliers["firm_id"].map(certificates_of)]
    if named:
        cells = [[[(m.node, m.how) for m in row if not m.presumed] for row in cells[0]]]
    read = [repr(row) for row in zip(*cells, strict=True)] or [""] * len(suppliers)
    codes, said = pd.factorize(np.array(read, dtype=object))
    firsts = np.full(len(said), len(codes))
    np.minimum.at(firsts, codes, np.arange(len(codes)))
    found = suppliers[columns].iloc[firsts].to_dict("records")
    rows = [{str(name): cell for name, cell in row.items()} for row in found]
    held = [certificates_of.get(row.get("firm_id", ""), []) for row in rows]
    return Alike(codes, list(said), rows, held)


def joined_alike(parts: Sequence[Alike]) -> Alike:
    """Number the capabilities of several tables as if they stood in one, in their order."""
    number: dict[str, int] = {}
    rows: list[dict[str, Any]] = []
    held: list[Certificates] = []
    codes = [np.zeros(0, dtype=np.int64)]
    for part in parts:
        for said, row, own in zip(part.said, part.rows, part.held, strict=True):
            if number.setdefault(said, len(number)) == len(rows):
                rows.append(row)
                held.append(own)
        codes.append(np.array([number[said] for said in part.said], dtype=np.int64)[part.codes])
    return Alike(np.concatenate(codes), list(number), rows, held)


def _parts(value: str) -> list[str]:
    return [part.strip() for part in value.split(";") if part.strip()]
