"""Parts of a programme: sessions, breaks, halls, buses and how single firms take part."""

from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, ConfigDict

from features.language import mark
from matcher.errors import SettingsError
from matcher.planner.problem import Table


def _clock(cell: object) -> object:
    """Read '8.30' as '08:30'; whatever else it is, the reader of times judges it."""
    if not isinstance(cell, str):
        return cell
    text = cell.strip()
    return (text if ":" in text else text.replace(".", ":")).zfill(5)


Clock = Annotated[time, BeforeValidator(_clock)]
Date = date  # a field called date hides the type
CLOSED = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class Break:
    """A time without meetings, such as lunch; local times of one day."""

    name: str
    starts: Clock
    ends: Clock
    __pydantic_config__: ClassVar[ConfigDict] = CLOSED

    def __post_init__(self) -> None:
        require_order(self.name, self.starts, self.ends)


@dataclass(frozen=True)
class Prayers:
    """Friday prayers: a break on every Friday unless switched off."""

    on: bool = True
    starts: Clock = time(11, 30)
    ends: Clock = time(13, 0)
    __pydantic_config__: ClassVar[ConfigDict] = CLOSED

    def __post_init__(self) -> None:
        require_order("salat Jumat (friday_prayers)", self.starts, self.ends)


@dataclass(frozen=True)
class Session:
    """A part of a day in which meetings are held; None takes what the programme says."""

    name: str
    starts: Clock
    ends: Clock
    slot_minutes: int | None = None
    changeover_minutes: int | None = None
    __pydantic_config__: ClassVar[ConfigDict] = CLOSED

    def __post_init__(self) -> None:
        require_order(self.name, self.starts, self.ends)
        if self.slot_minutes is not None:
            require_between("slot_minutes", self.slot_minutes, 1, 480)
        if self.changeover_minutes is not None:
            require_between("changeover_minutes", self.changeover_minutes, 0, 480)


@dataclass(frozen=True)
class Day:
    """A day of the event, with breaks of its own beside those of every day."""

    date: Date
    sessions: tuple[Session, ...]
    breaks: tuple[Break, ...] = ()
    __pydantic_config__: ClassVar[ConfigDict] = CLOSED

    def __post_init__(self) -> None:
        inside = sorted(self.sessions, key=lambda one: (one.starts, one.ends))
        for first, second in pairwise(inside):
            if second.starts < first.ends:
                raise SettingsError(
                    mark("{date}: '{first}' and '{second}' overlap; let one end before the other"),
                    date=self.date,
                    first=first.name,
                    second=second.name,
                )


@dataclass(frozen=True)
class Hall:
    """A room: `n_tables` counted ones, named by `prefix` and a number, and `tables` one by one."""

    name: str = ""
    n_tables: int = 0
    prefix: str = "M"
    tables: tuple[Table, ...] = ()
    __pydantic_config__: ClassVar[ConfigDict] = CLOSED

    def __post_init__(self) -> None:
        require_between("n_tables", self.n_tables, 0, 5000)

    @property
    def all_tables(self) -> tuple[Table, ...]:
        """Give its tables; one that is counted and also named has what its name says."""
        width = max(2, len(str(self.n_tables)))
        counted = [Table(f"{self.prefix}{i:0{width}}") for i in range(1, self.n_tables + 1)]
        named = {one.table_id for one in self.tables}
        found = [*(one for one in counted if one.table_id not in named), *self.tables]
        return tuple(sorted(found, key=lambda one: one.table_id))


@dataclass(frozen=True)
class Bus:
    """A bus that brings the firms of a place or sentra: from when to when they can meet.

    Without a date it runs on every day; `firms` are those of other places that it takes along.
    """

    place: str = ""
    arrives: Clock | None = None
    leaves: Clock | None = None
    date: Date | None = None
    firms: tuple[str, ...] = ()
    __pydantic_config__: ClassVar[ConfigDict] = CLOSED

    def __post_init__(self) -> None:
        if self.arrives and self.leaves and self.leaves <= self.arrives:
            raise SettingsError(
                mark(
                    "the bus of '{place}' leaves at {leaves} and arrives at {arrives}; "
                    "it must leave later on that day, or have another row for another day"
                ),
                place=self.place or ", ".join(self.firms),
                arrives=f"{self.arrives:%H:%M}",
                leaves=f"{self.leaves:%H:%M}",
            )


@dataclass(frozen=True)
class Shared:
    """Somebody whom all meetings of `firms` need, such as an interpreter; `n` at once.

    `sessions` names when they are there; none for always.
    """

    name: str
    firms: tuple[str, ...]
    n: int = 1
    sessions: tuple[str, ...] = ()
    __pydantic_config__: ClassVar[ConfigDict] = CLOSED

    def __post_init__(self) -> None:
        require_between("n", self.n, 0, 5000)


@dataclass(frozen=True)
class AtEvent:
    """How one firm takes part.

    `n_people` meet at once, each at a table; a buyer with `group_size` g meets up to g IKM
    together. Its meetings last `minutes` at least and need a table with all of `equipment`.
    """

    n_people: int = 1
    group_size: int = 1
    minutes: int = 0
    equipment: tuple[str, ...] = ()
    __pydantic_config__: ClassVar[ConfigDict] = CLOSED

    def __post_init__(self) -> None:
        require_between("n_people", self.n_people, 1, 1000)
        require_between("group_size", self.group_size, 1, 1000)
        require_between("minutes", self.minutes, 0, 480)


def require_between(name: str, value: int, least: int, most: int) -> None:
    """Refuse a number out of its range.

    Raises
    ------
    SettingsError
        When it is.
    """
    if not least <= value <= most:
        raise SettingsError(
            mark("{name} is {value}; write a whole number from {least} to {most}"),
            name=name,
            value=value,
            least=least,
            most=most,
        )


def require_order(name: str, starts: time, ends: time) -> None:
    if ends <= starts:
        raise SettingsError(
            mark("'{name}' ends at {ends} but starts at {starts}; it must end later on that day"),
            name=name,
            starts=f"{starts:%H:%M}",
            ends=f"{ends:%H:%M}",
        )
