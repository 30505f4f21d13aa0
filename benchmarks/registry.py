"""The app's index of a store: how long it takes to make, to open and to ask for a need.

    python benchmarks/registry.py --firms N --db FILE [--seconds 200]

Fills a store as store.py does, adds the needs of the example event, makes the index and asks 40
of them once with the given weights and once with others, as the page of candidates does: find the
firms in the index, read their records, rank and explain the first; then times that page itself,
without a browser. A run that was stopped goes on. All is synthetic.
"""

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
from streamlit.testing.v1 import AppTest

sys.path.insert(0, str(Path(__file__).parent))

from store import WHO, fill

from matcher import actions, load, load_weights
from matcher.records import KINDS
from matcher.store import Store, begin, count, open_store, publish, stage
from matcher.store.opening import index_folder


def add_needs(store: Store) -> None:
    """Import the buyers, needs and must-haves of the example event."""
    if count(store, "need"):
        return
    data, batch_id = load("demo_event"), begin(store, WHO, "import", sender="synthetic")
    firms = data.firms[data.firms["firm_id"].isin(data.needs["firm_id"])]
    tables = {"firm": firms, "need": data.needs, "requirement": data.requirements}
    for kind, table in tables.items():
        rows = [
            {name: row[name] for name in KINDS[kind].fields if row.get(name) is not None}
            | {"record_id": KINDS[kind].key_of(row), "batch_id": batch_id}
            for row in table.to_dict("records")
        ]
        stage(store, batch_id, {kind: rows})
    publish(store, batch_id)


def main() -> None:
    """Read the command line, make what is missing, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--firms", type=int, default=10_000)
    parser.add_argument("--db", required=True)
    parser.add_argument("--seconds", type=float, default=200)
    asked = parser.parse_args()
    store = open_store(asked.db)
    fill(store, asked.firms, 0, asked.seconds)
    add_needs(store)
    steps: list[tuple[str, float]] = []
    if actions.open_index(WHO, store) is None:
        actions.index_registry(WHO, store, lambda step, _: steps.append((step, _now())))
        steps.append(("end", _now()))
        took = [(a[0], round(b[1] - a[1], 1)) for a, b in pairwise(steps)]
        print(json.dumps({"built_cpu_s": took}), flush=True)
    began = time.perf_counter()
    registry = actions.open_index(WHO, store)
    if registry is None:
        raise SystemExit("the index was not made")
    opened = time.perf_counter() - began
    weights = load_weights()
    needs = actions.ask_index(WHO, store, registry, weights)
    ready = time.perf_counter() - began
    size = sum(file.stat().st_size for file in index_folder(store).glob("*") if file.is_file())
    told = {
        "firms": count(store, "firm"),
        "capabilities": registry.nearest.index.n_rows,
        "index_mb": round(size / 2**20),
        "open_s": round(opened, 2),
        "needs": len(needs.needs),
        "needs_read_s": round(ready - opened, 2),
    }
    print(json.dumps(told), flush=True)
    for name, used in {"given weights": weights, "others": weights.changed(rho=0.1)}.items():
        took, worked = [], []
        for need_id in needs.needs.index[:40]:
            began, at_work = time.perf_counter(), _now()
            scorer, found = actions.find_in_index(WHO, store, registry, needs, need_id, used)
            if found.candidates:
                actions.explain_pair(WHO, scorer, need_id, found.candidates[0].supplier_id, used)
            took.append(time.perf_counter() - began)
            worked.append(_now() - at_work)
        print(json.dumps({"asked": name, **_told("", took), **_told("cpu_", worked)}), flush=True)
    for name, took in page(asked.db, list(needs.needs.index)).items():
        print(json.dumps({"page": name, **_told("", took)}), flush=True)
    print(json.dumps({"peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}))


def _told(what: str, took: list[float]) -> dict[str, float]:
    p50, p95 = np.percentile(took, (50, 95))
    return {f"{what}p50_s": round(p50, 3), f"{what}p95_s": round(p95, 3)}


def page(db: str, needs: list[str]) -> dict[str, list[float]]:
    """Time the page of candidates without a browser: another need, and the same one once more."""
    os.environ["LINKMATCH_DB"] = db
    at = AppTest.from_file(Path(__file__).parents[1] / "app.py", default_timeout=120)
    at.session_state["data"] = "store"
    at.switch_page("matcher/ui/candidates.py")
    took: dict[str, list[float]] = {"first": [_seconds(at.run)], "another need": [], "again": []}
    for need_id in needs[1:31]:
        picked = at.selectbox(key="record_need").select(need_id)
        took["another need"].append(_seconds(picked.run))
        took["again"].append(_seconds(at.run))
    if at.exception:
        raise SystemExit(str(at.exception))
    return took


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _now() -> float:
    return time.process_time()


if __name__ == "__main__":
    main()
