"""Exact top k of a synthetic registry beside named peers, in one run.

    python benchmarks/topk.py --suppliers N --needs M --threads T,... [--only NAME,...]
        [--blocks unit|criteria] [--json]

Each method runs in a process of its own on the same vectors in float32; CPU and wall seconds are
the median of `--repeat` runs, memory is what the method adds to what it is given. A slow peer gets
the first needs only (`n_needs`); compare milliseconds a need. `recall` is the share of the exact
best that it found. Read bandwidth is measured in the same run.
"""

import argparse
import json
import multiprocessing
import resource
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent / "make"))

from make.registry import Registry, registry
from methods import METHODS, Method

K = 20
N_SINGLE = 100
POSTING_BYTES, ENTRY_BYTES = 3, 8  # a row and its level; a column and its value


def medians(act: Callable[[], object], repeat: int) -> tuple[float, float]:
    """Median CPU and wall seconds of some runs."""
    cpu, wall = [], []
    for _ in range(repeat):
        began = time.process_time(), time.perf_counter()
        act()
        cpu.append(time.process_time() - began[0])
        wall.append(time.perf_counter() - began[1])
    return statistics.median(cpu), statistics.median(wall)


def bandwidth(threads: int) -> float:
    """Bytes a second that some threads read from memory, the best of five."""
    parts = np.array_split(np.ones(1 << 27), threads)
    best = np.inf
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(5):
            began = time.perf_counter()
            list(pool.map(np.max, parts))
            best = min(best, time.perf_counter() - began)
    return sum(part.nbytes for part in parts) / best


def measure(method: Method, made: Registry, threads: int, repeat: int) -> dict[str, Any]:
    """Build, ask all needs, and ask some one by one."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    n_needs = min(made.needs.shape[0], method.most_needs)
    method.ready(made)
    began = time.process_time()
    asker = method.build(made, threads)
    build = time.process_time() - began
    asker.ask(slice(0, 2))
    cpu, wall = medians(lambda: asker.ask(slice(0, n_needs)), repeat)
    singles = []
    for i in range(min(N_SINGLE, n_needs)):
        began = time.perf_counter()
        asker.ask(slice(i, i + 1))
        singles.append(1000 * (time.perf_counter() - began))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "method": method.name,
        "threads": threads,
        "n_needs": n_needs,
        "build_cpu_s": round(build, 2),
        "cpu_ms_per_need": round(1000 * cpu / n_needs, 3),
        "wall_ms_per_need": round(1000 * wall / n_needs, 3),
        "p50_ms": round(float(np.percentile(singles, 50)), 2),
        "p95_ms": round(float(np.percentile(singles, 95)), 2),
        "added_mb": round((peak - before) / 1024),
        **asker.facts(n_needs),
        "found": asker.ask(slice(0, min(n_needs, 50))),
    }


def in_own_process(*arguments: Any) -> dict[str, Any]:
    """Measure in a fork, so that one method's memory is not another's."""
    context = multiprocessing.get_context("fork")
    queue = context.SimpleQueue()
    child = context.Process(target=lambda: queue.put(measure(*arguments)))
    child.start()
    record = queue.get()
    child.join()
    return record


def recall(found: np.ndarray, exact: np.ndarray) -> float:
    """Share of the exact best that were found."""
    pairs = zip(found, exact, strict=False)
    return round(float(np.mean([len(set(a) & set(b)) / len(set(b)) for a, b in pairs])), 3)


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--suppliers", type=int, default=100_000)
    parser.add_argument("--needs", type=int, default=1_000)
    parser.add_argument("--threads", type=numbers, default=[1])
    parser.add_argument("--only", default=",".join(METHODS))
    parser.add_argument("--blocks", choices=("unit", "criteria"), default="unit")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    made = make(asked)
    rows, speeds = made.suppliers, {threads: bandwidth(threads) for threads in asked.threads}
    csr_mb = (rows.data.nbytes + rows.indices.nbytes + rows.indptr.nbytes) / 2**20
    show(
        asked.json,
        {
            "suppliers": rows.shape[0],
            "blocks": asked.blocks,
            "nnz_per_supplier": round(rows.nnz / rows.shape[0], 1),
            "nnz_per_need": round(made.needs.nnz / made.needs.shape[0], 1),
            "csr_mb": round(csr_mb),
            "read_gb_s": {n: round(speed / 1e9, 1) for n, speed in speeds.items()},
        },
    )
    exact: dict[bool, np.ndarray] = {}
    for name in asked.only.split(","):
        method = METHODS[name]
        wall: dict[int, float] = {}
        for threads, speed in speeds.items():
            record = in_own_process(method, made, threads, asked.repeat)
            found = record.pop("found")
            record["recall"] = recall(found, exact.setdefault(method.filters, found))
            if "postings_per_need" in record:
                entries = record["verified_per_need"] * rows.nnz / rows.shape[0]
                touched = POSTING_BYTES * record["postings_per_need"] + ENTRY_BYTES * entries
                touched += record.pop("code_bytes")  # of all rows, though tiles may be skipped
                record["limit_ms"] = round(1000 * touched / speed, 3)
                record["index_to_csr"] = round(record.pop("index_mb") / csr_mb, 2)
            wall[threads] = record["wall_ms_per_need"]
            if threads != asked.threads[0]:
                first = asked.threads[0]
                record["gain"] = round(wall[first] / wall[threads], 2)
                record["gain_of_reading"] = round(speed / speeds[first], 2)
            show(asked.json, record)


def numbers(text: str) -> list[int]:
    """Read whole numbers parted by commas."""
    return [int(number) for number in text.split(",")]


def make(asked: argparse.Namespace) -> Registry:
    """Make the registry that is asked for."""
    if asked.blocks == "unit":
        return registry(asked.suppliers, asked.needs, asked.seed)
    from make.criteria_registry import criteria_registry

    return criteria_registry(asked.suppliers, asked.needs, asked.seed)


def show(as_json: bool, record: dict[str, Any]) -> None:
    """Print a record on one line."""
    line = json.dumps(record) if as_json else "  ".join(f"{k}={v}" for k, v in record.items())
    print(line, flush=True)


if __name__ == "__main__":
    main()
