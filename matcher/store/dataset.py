"""The store as a dataset to match: what is held true, and what is still to be asked."""

import pandas as pd
from sqlalchemy import RowMapping, select

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
    firms = tables["firms"]
    firms = firms[firms["merged_into"].isna()].drop(columns=[*PERSONAL, "merged_into"])
    tables["firms"] = firms.reset_index(drop=True)
    for name, frame in tables.items():
        ids = frame[KINDS[TABLES[name]].key[0]]
        tables[name] = frame.assign(_row=0, _file=[f"{TABLES[name]} {one}" for one in ids])
    problems = open_problems(store)
    for name in tables:
        tables[name] = _without_dangling(name, tables, problems)
    ask_about_places(tables, problems)
    tables["capabilities"] = ask_about_capacities(tables["capabilities"], problems)
    frames = {name: frame.drop(columns=["_row", "_file"]) for name, frame in tables.items()}
    return Dataset(folder=STORED, problems=tuple(problems), version=stands_at, **frames)


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
    targets = {"firm": tables["firms"]["firm_id"], "need": tables["needs"]["need_id"]}
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
