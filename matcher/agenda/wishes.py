"""Pairs with their scores as CSV, and the same file back with what the planner wishes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from features.language import mark
from matcher.agenda.csv_file import Line, lines, one_line
from matcher.agenda.plan_file import LOCK, slot_meant, table_meant
from matcher.export import to_csv
from matcher.planner.event_problem import Chosen, Lock
from matcher.planner.limits import Named
from matcher.planner.problem import Participant, Slot, Table

COLUMNS = (
    "supplier_id",
    "supplier",
    "buyer_id",
    "buyer",
    "need_id",
    "need",
    "score",
    "wish",
    "slot_id",
    "date",
    "starts",
    "table_id",
)
_NEEDED = ("supplier_id", "buyer_id", "wish")
Kind = Literal["must", "never", "lock"]
_TWICE = mark(
    "{file}, row {row}: '{supplier}' and '{buyer}' already have another wish above; keep one"
)
_OTHER_SIDE = {
    "supplier_id": mark("{file}, row {row}, supplier_id: '{firm}' is a buyer; write an IKM there"),
    "buyer_id": mark("{file}, row {row}, buyer_id: '{firm}' is an IKM; write a buyer there"),
}
_PLACED = "ends"  # a column that only the file of a plan has, where every meeting has a time
_WORDS: Mapping[str, Kind] = {
    "must": "must",
    "wajib": "must",
    "wajib bertemu": "must",
    "never": "never",
    "jangan": "never",
    "jangan dipertemukan": "never",
    LOCK: "lock",
    "kunci": "lock",
    "terkunci": "lock",
}


@dataclass(frozen=True)
class Wishes:
    """What the planner wrote behind pairs; `must` and `never` as `Limits` takes them.

    A pair with a lock must meet too; it stands in `must` with the need, where one is said.
    """

    must: frozenset[Named] = frozenset()
    never: frozenset[Named] = frozenset()
    locks: tuple[Lock, ...] = ()


def pairs_csv(pairs: Iterable[Chosen], names: Mapping[str, str], needs: Mapping[str, str]) -> bytes:
    """Write pairs with their scores, best first, and blank columns for wishes.

    `names` are those of firms, `needs` what a need is called, both by id.
    """
    ordered = sorted(pairs, key=lambda one: (-one.score, one.supplier_id, one.buyer_id))
    rows = [
        (
            *(one.supplier_id, one_line(names.get(one.supplier_id, ""))),
            *(one.buyer_id, one_line(names.get(one.buyer_id, ""))),
            *(one.need_id, one_line(needs.get(one.need_id or "", ""))),
            round(float(one.score), 6),
            *[None] * 5,
        )
        for one in ordered
    ]
    return to_csv(pd.DataFrame(rows, columns=list(COLUMNS), dtype=object))


def read_wishes(
    content: bytes,
    name: str,
    participants: Iterable[Participant],
    needs: Mapping[str, str],
    slots: Iterable[Slot] = (),
    tables: Iterable[Table] = (),
) -> Wishes:
    """Read the wishes from a CSV of `pairs_csv` or `plan_csv`: `must`, `never` or `lock`.

    A `lock` is a pair that must meet at the time, and the table, that its row names. In a CSV of
    `pairs_csv` every time that somebody wrote is one; in one of `plan_csv`, where all meetings
    have a time, only those that say so. Other rows wish nothing. The words may be Indonesian:
    `wajib`, `jangan`, `kunci`.

    Parameters
    ----------
    needs
        The buyer of each need.

    Raises
    ------
    DataError
        For the first row that names nobody, contradicts another or cannot be read.
    """
    sides = {one.firm_id: one.side for one in participants}
    known_slots, known_tables = tuple(slots), {one.table_id for one in tables}
    must: dict[tuple[str, str], Named] = {}
    never: set[tuple[str, str]] = set()
    locks: list[Lock] = []
    for line in lines(content, name, _NEEDED):
        kind = _kind(line)
        timed = _has_time(line) and (kind == "lock" or _PLACED not in line.cells)
        slot = slot_meant(line, known_slots) if timed else None
        if kind is None and slot is None:
            continue
        if kind == "lock" and slot is None:
            raise line.wrong(mark("{file}, row {row}: a lock needs a slot; write when"))
        pair = _pair(line, sides)
        if pair in must or (pair in never and kind != "never"):
            raise line.wrong(_TWICE, supplier=pair[0], buyer=pair[1])
        if kind == "never":
            _require_no_time(line, slot)
            never.add(pair)
            continue
        must[pair] = (*pair, _need(line, needs, pair[1])) if line["need_id"] else pair
        if slot is not None:
            table_id = table_meant(line, known_tables) if line["table_id"] else None
            locks.append(Lock(*pair, slot.slot_id, table_id))
    return Wishes(frozenset(must.values()), frozenset(never), tuple(sorted(locks)))


def _has_time(line: Line) -> bool:
    return any(line[column] for column in ("slot_id", "date", "starts", "table_id"))


def _kind(line: Line) -> Kind | None:
    said = line["wish"].casefold()
    if said and said not in _WORDS:
        raise line.wrong(
            mark("{file}, row {row}: '{wish}' is no wish; write must, never, lock or nothing"),
            wish=said,
        )
    return _WORDS.get(said)


def _pair(line: Line, sides: Mapping[str, str]) -> tuple[str, str]:
    pair = (line["supplier_id"], line["buyer_id"])
    for column, firm_id in zip(("supplier_id", "buyer_id"), pair, strict=True):
        if firm_id not in sides:
            raise line.wrong(
                mark("{file}, row {row}, {column}: '{firm}' takes no part in this event"),
                column=column,
                firm=firm_id,
            )
        if sides[firm_id] != column.removesuffix("_id"):
            raise line.wrong(_OTHER_SIDE[column], firm=firm_id)
    return pair


def _need(line: Line, needs: Mapping[str, str], buyer_id: str) -> str:
    need_id = line["need_id"]
    if needs.get(need_id) != buyer_id:
        raise line.wrong(
            mark("{file}, row {row}: '{need}' is no open need of '{buyer}'; correct need_id"),
            need=need_id,
            buyer=buyer_id,
        )
    return need_id


def _require_no_time(line: Line, slot: Slot | None) -> None:
    if slot is not None:
        raise line.wrong(
            mark("{file}, row {row}: who is never to meet cannot have a slot; take one of them out")
        )
