"""Musts: in which list each capability stands for the must-haves of a need.

A must-have is answered once for all capabilities that state the same, so a registry is not read
row by row for every need.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

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


class Musts:
    """Answers must-haves for a table of capabilities.

    Parameters
    ----------
    suppliers
        One row per capability, as `read_suppliers` gives it; the columns `READ` are enough.
    certificates_of
        The certificates of each firm.
    """

    def __init__(
        self, suppliers: pd.DataFrame, certificates_of: Mapping[str, Certificates]
    ) -> None:
        self._suppliers = suppliers
        self._certificates_of = certificates_of
        self._alike = lru_cache(self._number_alike)
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
        n_failed = np.zeros(len(self._suppliers), dtype=np.int8)
        some_unknown = np.zeros(len(self._suppliers), dtype=bool)
        for kind, value in asked:
            status = self._answered(kind, value, on if kind == "certificate" else None)
            n_failed += status == _STATUSES.index(FAIL)
            some_unknown |= status == _STATUSES.index(UNKNOWN)
        failing = np.where(n_failed == 1, LISTS.index(ALMOST), LISTS.index(OUT))
        return np.where(n_failed > 0, failing, some_unknown).astype(np.int8)

    def _answer(self, kind: str, value: str, on: Any) -> np.ndarray:
        named = kind in _IN_WORDS and all(asked_nodes(kind, one) for one in _parts(value))
        codes, rows = self._alike(kind, named)
        answers = [
            check(kind, value, row, self._certificates_of.get(row.get("firm_id", ""), []), on)
            for row in rows
        ]
        statuses = np.array([_STATUSES.index(one.status) for one in answers], dtype=np.int8)
        return np.asarray(statuses[codes])

    def _number_alike(self, kind: str, named: bool) -> tuple[np.ndarray, list[dict[str, Any]]]:
        """Number the capabilities by what a must-have reads of them; give one of each.

        Where the vocabulary knows what is asked (`named`), the words of a capability do not
        matter, only what they name: what is presumed passes and fails nothing.
        """
        columns = [name for name in _READS[kind] if name in self._suppliers]
        cells = [self._suppliers[name] for name in columns]
        if kind == "certificate":
            cells = [self._suppliers["firm_id"].map(self._certificates_of)]
        if named:
            cells = [[[(m.node, m.how) for m in row if not m.presumed] for row in cells[0]]]
        read = [repr(row) for row in zip(*cells, strict=True)] or [""] * len(self._suppliers)
        codes, names = pd.factorize(np.array(read, dtype=object))
        firsts = np.full(len(names), len(codes))
        np.minimum.at(firsts, codes, np.arange(len(codes)))
        found = self._suppliers[columns].iloc[firsts].to_dict("records")
        return codes, [{str(name): cell for name, cell in row.items()} for row in found]


def _parts(value: str) -> list[str]:
    return [part.strip() for part in value.split(";") if part.strip()]
