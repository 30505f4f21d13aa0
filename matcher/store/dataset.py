"""The store as a dataset to match: what is held true, and what is still to be asked."""

from collections.abc import Callable, Collection, Iterator
from functools import partial

import pandas as pd
from sqlalchemy import ColumnElement, RowMapping, or_, select, union

from features.language import mark
from matcher.dataset import STORED, Dataset, Problem
from matcher.questions import ask_about_capacities, ask_about_places
from matcher.records import KINDS, LINKS
from matcher.store.opening import Store
from matcher.store.preview import is_open, latest
from matcher.store.reading import table_in, version_in
from matcher.store.tables import BATCH, PROBLEM, RECORDS

TABLES = {
    "firms": "firm",
    "firm_facts": "firm_fact",
    "aliases": "alias",
    "capabilities": "capability",
    "certificates": "certificate",
    "needs": "need",
    "requirements": "requirement",
    "partnerships": "partnership",
    "outcomes": "outcome",
    "overrides": "override",
    "links": "firm_link",
    "participations": "participation",
}
PERSONAL = ("owner", "address", "phone", "email", "nib", "npwp")  # nothing that a score needs
_ASKED_HERE = ("place", "capacity_per_month", "capacity_stated")  # from what is held, each time


def dataset(store: Store) -> Dataset:
    """Give all that is held true, without what identifies persons, and every open question."""
    with store.read() as connection:  # one state of everything, whatever is published meanwhile
        stands_at = version_in(connection)
        tables = {name: table_in(connection, kind) for name, kind in TABLES.items()}
    return _matched(tables, stands_at, open_problems(store))


def dataset_of(store: Store, firm_ids: Collection[str], others: Dataset | None = None) -> Dataset:
    """Give what is held true of some firms, and of all needs, pairs and events.

    The other firms that these name are there by name and place, without what they make. Questions
    about the data are left out. What does not speak of the firms is taken from `others`, which
    this gave before, where nothing has been done since.
    """
    if others is not None and (own := _own_tables(store, firm_ids, others.version)):
        return others.with_firms(_linked(own, []))
    return _dataset_of(store, lambda firm_id: firm_id.in_(firm_ids))


def _own_tables(
    store: Store, firm_ids: Collection[str], stands_at: int
) -> dict[str, pd.DataFrame] | None:
    """Read what speaks of some firms; None when something has been done since."""
    with store.read() as connection:
        if version_in(connection) != stands_at:
            return None
        return {
            name: table_in(connection, kind, _whose(kind).in_(firm_ids))
            for name, kind in TABLES.items()
            if kind in _OF_FIRM
        }


def _whose(kind: str) -> ColumnElement[str]:
    """Give the column that says of which firm a record speaks, and that has an index."""
    return RECORDS[kind].c["record_id" if kind == "firm" else "firm_id"]


def _dataset_of(
    store: Store, chosen: Callable[[ColumnElement[str]], ColumnElement[bool]]
) -> Dataset:
    firm = RECORDS["firm"].c
    with store.read() as connection:
        stands_at = version_in(connection)
        named = union(
            *(
                select(RECORDS[kind].c[column])
                for kind in TABLES.values()
                if kind not in _OF_FIRM
                for column, target in LINKS.items()
                if target == "firm" and column in RECORDS[kind].c
            )
        )
        of_kind = {kind: (chosen(_whose(kind)),) for kind in _OF_FIRM}
        of_kind["firm"] = (or_(*of_kind["firm"], firm.record_id.in_(named)),)
        tables = {
            name: table_in(connection, kind, *of_kind.get(kind, ()))
            for name, kind in TABLES.items()
        }
    return _matched(tables, stands_at, None)


def in_parts(store: Store, n_firms: int) -> Iterator[Callable[[], tuple[Dataset, frozenset[str]]]]:
    """Give what reads so many firms at a time: what is held of them, and their ids."""
    with store.read() as connection:
        firm_id = RECORDS["firm"].c.record_id
        ids = list(connection.execute(select(firm_id).order_by(firm_id)).scalars())
    for first in range(0, len(ids), n_firms):
        yield partial(_part, store, ids[first : first + n_firms])


def _part(store: Store, ids: list[str]) -> tuple[Dataset, frozenset[str]]:
    return _dataset_of(store, partial(_between, ids[0], ids[-1])), frozenset(ids)


def _between(first: str, last: str, firm_id: ColumnElement[str]) -> ColumnElement[bool]:
    return firm_id.between(first, last)


_OF_FIRM = ("firm", "firm_fact", "alias", "capability", "certificate")


def _matched(
    tables: dict[str, pd.DataFrame], stands_at: int, open_: list[Problem] | None
) -> Dataset:
    """Make a dataset of tables, without what identifies persons or leads nowhere.

    Without the problems that are `open_`, there are none in it.
    """
    problems = open_ or []
    frames = _linked(tables, problems, ask=open_ is not None)
    told = tuple(problems) if open_ is not None else ()
    return Dataset(folder=STORED, problems=told, version=stands_at, **frames)


def _linked(
    tables: dict[str, pd.DataFrame], problems: list[Problem], ask: bool = False
) -> dict[str, pd.DataFrame]:
    """Leave out what identifies persons or leads nowhere; say what is still to `ask`."""
    firms = tables["firms"]
    firms = firms[firms["merged_into"].isna()].drop(columns=[*PERSONAL, "merged_into"])
    tables["firms"] = firms.reset_index(drop=True)
    for name, frame in tables.items():
        ids = frame[KINDS[TABLES[name]].key[0]]
        tables[name] = frame.assign(_row=0, _file=[f"{TABLES[name]} {one}" for one in ids])
    for name in tables:
        tables[name] = _without_dangling(name, tables, problems)
    if ask:
        ask_about_places(tables, problems)
    tables["capabilities"] = ask_about_capacities(tables["capabilities"], problems)
    return {name: frame.drop(columns=["_row", "_file"]) for name, frame in tables.items()}


def open_problems(store: Store) -> list[Problem]:
    """Give what live imports could not read and nobody has mended or answered since."""
    wanted = (
        select(PROBLEM, BATCH.c.sender)
        .join(BATCH, BATCH.c.batch_id == PROBLEM.c.batch_id)
        .where(BATCH.c.state == "live", is_open())
        .order_by(PROBLEM.c.file, PROBLEM.c.line, PROBLEM.c.problem_id)
    )
    with store.read() as connection:
        rows = latest(connection.execute(wanted).mappings().all())
    answered = _answered(store, [row for row in rows if row["record_id"]])
    return [
        Problem(
            row["file"], row["line"], row["message"], row["values"], row["cells"], row["effect"]
        )
        for row in rows
        if row["problem_id"] not in answered and row["field"] not in _ASKED_HERE
    ]


def _answered(store: Store, asked: list[RowMapping]) -> set[int]:
    """Name the problems whose field somebody has stated since."""
    found: set[int] = set()
    by_field: dict[tuple[str, str], dict[str, list[int]]] = {}
    for row in asked:
        key = (row["kind"], row["field"])
        by_field.setdefault(key, {}).setdefault(row["record_id"], []).append(row["problem_id"])
    with store.read() as connection:
        for (kind, name), ids in by_field.items():
            record = RECORDS[kind]
            if name not in record.c:
                continue
            known = select(record.c.record_id).where(
                record.c[name].is_not(None), record.c.record_id.in_(list(ids))
            )
            found |= {
                one for record_id in connection.execute(known).scalars() for one in ids[record_id]
            }
    return found


def _without_dangling(
    name: str, tables: dict[str, pd.DataFrame], problems: list[Problem]
) -> pd.DataFrame:
    """Set aside records that name a firm or need that is not there."""
    frame = tables[name]
    targets = {"firm": tables["firms"]["firm_id"]}
    if "needs" in tables:
        targets["need"] = tables["needs"]["need_id"]
    for column, kind in LINKS.items():
        if column not in frame.columns or kind not in targets or TABLES[name] == kind:
            continue
        dangling = frame[column].notna() & ~frame[column].isin(set(targets[kind]))
        for row in frame[dangling].to_dict("records"):
            message = mark("{column}: there is no '{cell}' in the store; add it or correct it")
            values = {"column": column, "cell": row[column]}
            problems.append(Problem(row["_file"], 0, message, values, {}, "set aside"))
        frame = frame[~dangling]
    return frame
