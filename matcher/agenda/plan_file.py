"""The plan as CSV: out for a spreadsheet, and back in after somebody moved meetings by hand."""

from collections.abc import Iterable

import pandas as pd

from features.language import mark
from matcher.agenda.about import About
from matcher.agenda.csv_file import Line, clock_meant, days_meant, lines, one_line
from matcher.export import to_csv
from matcher.planner.plan import Placed, Plan
from matcher.planner.problem import Meeting, Problem, Slot

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
    "ends",
    "table_id",
)
LOCK = "lock"  # the wish of a meeting that is settled where it stands
_TWICE = mark("{file}, row {row}: '{supplier}' and '{buyer}' stand twice; take one row out")
_NEEDED = ("supplier_id", "buyer_id", "slot_id", "table_id")


def plan_csv(problem: Problem, plan: Plan, about: About) -> bytes:
    """Write all meetings, by time and table; those without a place stand last, blank.

    Wishes written into it are read by `read_wishes`, times moved in it by `read_plan_csv`.
    """
    placed = {one.meeting_id: one for one in plan.placed}
    first = {slot.slot_id: slot.starts for slot in problem.slots}
    last = max(first.values())

    def order(one: Meeting) -> tuple[object, ...]:
        at = placed.get(one.meeting_id)
        if at is None:
            return (1, last, "", one.meeting_id)
        return (0, first[at.slot_id], at.table_id, one.meeting_id)

    rows = [
        _row(problem, one, placed.get(one.meeting_id), about)
        for one in sorted(problem.meetings, key=order)
    ]
    return to_csv(pd.DataFrame(rows, columns=list(COLUMNS), dtype=object))


def _row(problem: Problem, one: Meeting, at: Placed | None, about: About) -> tuple[object, ...]:
    supplier, buyer = (one_line(problem.participant[firm_id].name) for firm_id in one.firms)
    pair = (one.supplier_id, supplier, one.buyer_id, buyer)
    wish = LOCK if one.locked else None
    what = (one.need_id, one_line(about.need(one.need_id)), round(float(one.score), 6), wish)
    if at is None:
        return (*pair, *what, *[None] * 5)
    slot = problem.slot[at.slot_id]
    day, starts, ends = f"{slot.starts:%Y-%m-%d}", f"{slot.starts:%H:%M}", f"{slot.ends:%H:%M}"
    return (*pair, *what, slot.slot_id, day, starts, ends, at.table_id)


def read_plan_csv(content: bytes, name: str, problem: Problem) -> tuple[Placed, ...]:
    """Read what is placed from a CSV of `plan_csv`, perhaps edited; the rules are not checked.

    A row may say when by `slot_id` or, where that is blank, by `date` and `starts`; a row that
    says neither has no place.

    Raises
    ------
    DataError
        For the first row that names no meeting, slot or table of the event or contradicts itself.
    """
    by_pair = {one.firms: one for one in problem.meetings}
    tables = {one.table_id for one in problem.tables}
    found: dict[str, Placed] = {}
    seen: set[tuple[str, str]] = set()
    for line in lines(content, name, _NEEDED):
        pair = (line["supplier_id"], line["buyer_id"])
        if pair not in by_pair:
            raise line.wrong(
                mark("{file}, row {row}: '{supplier}' and '{buyer}' are no pair of this event"),
                supplier=pair[0],
                buyer=pair[1],
            )
        if pair in seen:
            raise line.wrong(_TWICE, supplier=pair[0], buyer=pair[1])
        seen.add(pair)
        slot = slot_meant(line, problem.slots)
        if slot is not None:
            one = Placed(by_pair[pair].meeting_id, slot.slot_id, table_meant(line, tables))
            found[one.meeting_id] = one
    return tuple(found[one] for one in sorted(found))


def slot_meant(line: Line, slots: Iterable[Slot]) -> Slot | None:
    """Find the slot that a row names, None when it names none.

    Raises
    ------
    DataError
        When there is no such slot, or its id and its hours tell of two.
    """
    said, day, starts = line["slot_id"], line["date"], line["starts"]
    if not (said or day or starts):
        if line["table_id"]:
            raise line.wrong(mark("{file}, row {row}: there is a table but no slot; write when"))
        return None
    fitting = [slot for slot in slots if _fits(slot, said, day, starts)]
    if len(fitting) != 1:
        raise line.wrong(
            mark(
                "{file}, row {row}: '{when}' is not one slot of this event; correct slot_id, "
                "or leave it blank and write date and starts"
            ),
            when=" ".join(text for text in (said, day, starts) if text),
        )
    return fitting[0]


def _fits(slot: Slot, said: str, day: str, starts: str) -> bool:
    return (
        said in ("", slot.slot_id)
        and (not day or slot.starts.date() in days_meant(day))
        and (not starts or clock_meant(starts) == slot.starts.time())
    )


def table_meant(line: Line, tables: Iterable[str]) -> str:
    """Give the table that a row names.

    Raises
    ------
    DataError
        When it names none, or one that is not there.
    """
    said = line["table_id"]
    if not said:
        raise line.wrong(mark("{file}, row {row}: there is a slot but no table; write which"))
    if said not in tables:
        raise line.wrong(
            mark("{file}, row {row}: '{table}' is no table of this event; correct table_id"),
            table=said,
        )
    return said
