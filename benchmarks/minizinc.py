"""Reading the published instances of the business-to-business meeting problem (MiniZinc data).

Format: Bofill et al., JAIR 74 (2022) 263-301, section 6. One day; slots are numbered from 1; a 0 in
`forbidden` and in `fixed` stands for nothing.
"""

import re
from datetime import datetime, timedelta
from pathlib import Path

from matcher.planner.problem import Meeting, Participant, Problem, Slot, Table

STARTS = datetime(2026, 3, 4, 7)
MINUTES = 20


def read(path: Path, most_difference: int | None = None) -> Problem:
    """Read one .dzn file; a firm may be on both sides of its meetings."""
    text = path.read_text(encoding="utf-8")
    slots = _slots(_number(text, "nTotalSlots"), _number(text, "nMorningSlots"))
    every = frozenset(slot.slot_id for slot in slots)
    of_session = {
        1: frozenset(s.slot_id for s in slots if s.session == "1"),
        2: frozenset(s.slot_id for s in slots if s.session == "2"),
        3: None,
    }
    earlier = _sets(text, "precedences")
    return Problem(
        slots=slots,
        tables=tuple(Table(f"T{i:03}") for i in range(1, _number(text, "nTables") + 1)),
        participants=tuple(
            Participant(f"P{i:03}", f"P{i:03}", "supplier", every - {_slot_id(s) for s in away})
            for i, away in enumerate(_sets(text, "forbidden"), 1)
        ),
        meetings=tuple(
            Meeting(
                meeting_id=_meeting_id(i),
                supplier_id=f"P{first:03}",
                buyer_id=f"P{second:03}",
                slots=of_session[session],
                locked=_slot_id(fixed) if fixed else None,
            )
            for i, ((first, second, session), fixed) in enumerate(
                zip(_rows(text, "requested"), _list(text, "fixed"), strict=True), 1
            )
        ),
        precedences=tuple(
            (_meeting_id(before), _meeting_id(i))
            for i, some in enumerate(earlier, 1)
            for before in sorted(some - {0})
        ),
        most_difference=most_difference,
        name=path.stem,
    )


def _slots(n_slots: int, n_morning: int) -> tuple[Slot, ...]:
    """Give slots back to back, the afternoon right after the morning: lunch is not counted."""
    return tuple(
        Slot(
            _slot_id(i),
            STARTS + timedelta(minutes=MINUTES * i),
            STARTS + timedelta(minutes=MINUTES * (i + 1)),
            "1" if i <= n_morning else "2",
        )
        for i in range(1, n_slots + 1)
    )


def _slot_id(number: int) -> str:
    return f"S{number:02}"


def _meeting_id(number: int) -> str:
    return f"M{number:04}"


def _body(text: str, name: str) -> str:
    """Give what stands between the name and the semicolon."""
    found = re.search(rf"\b{name}\s*=\s*([^;]*);", text)
    if not found:
        raise ValueError(f"no '{name}' in the file")
    return found[1]


def _number(text: str, name: str) -> int:
    return int(_body(text, name))


def _list(text: str, name: str) -> list[int]:
    return [int(one) for one in re.findall(r"\d+", _body(text, name))]


def _rows(text: str, name: str) -> list[tuple[int, int, int]]:
    numbers = iter(_list(text, name))
    return list(zip(numbers, numbers, numbers, strict=True))


def _sets(text: str, name: str) -> list[set[int]]:
    return [
        {int(one) for one in re.findall(r"\d+", some)}
        for some in re.findall(r"\{([^}]*)\}", _body(text, name))
    ]
