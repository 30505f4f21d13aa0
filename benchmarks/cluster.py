"""Time and memory of ranking a registry in parts: python benchmarks/cluster.py --suppliers 100000.

Prints one record a run: seconds of each step, the most memory of each process, and bytes written
into the work folder by kind. Without --workers it runs with 1 and with 2, each from nothing; with
--work a run that was cut short goes on where it stopped. With --here there are no workers, and it
prints the CPU seconds of each task.
"""

import argparse
import json
import resource
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil
from make.parquet_registry import make_registry

from matcher import load_weights
from matcher.cluster import workers
from matcher.ranking_all import Missing, Order, Task, rank_all, run_here


class Watch:
    """The most memory that each process below this one held, and when steps began."""

    def __init__(self) -> None:
        self.peak: dict[int, int] = {}
        self.steps: dict[str, float] = {}
        self.n_tasks: dict[str, int] = {}
        self._step, self._since, self._over = "start", time.perf_counter(), threading.Event()
        threading.Thread(target=self._look, daemon=True).start()

    def tell(self, step: str, done: int, of: int) -> None:
        """Note what is done; a step may come in two rounds."""
        if done == 0:
            self.n_tasks[step] = self.n_tasks.get(step, 0) + of
        self._add()
        self._step = step
        print(f"{step} {done}/{of}", file=sys.stderr)

    def end(self) -> None:
        """Close the last step."""
        self._add()
        self._over.set()

    def _add(self) -> None:
        now = time.perf_counter()
        self.steps[self._step] = self.steps.get(self._step, 0.0) + now - self._since
        self._since = now

    def _look(self) -> None:
        while not self._over.wait(0.1):
            for process in psutil.Process().children(recursive=True):
                try:
                    held = process.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
                self.peak[process.pid] = max(self.peak.get(process.pid, 0), held)


def measure(folder: Path, work: Path, n_workers: int, memory: str, k: int) -> dict[str, object]:
    """Rank a registry once."""
    files = tuple(sorted(folder.glob("ikm-*.parquet")))
    order = Order(files, folder / "needs.parquet", work / "top.parquet", work, load_weights(), k)
    watch, started = Watch(), time.perf_counter()
    record: dict[str, object] = {"suppliers": 0, "workers": n_workers, "memory": memory}
    try:
        with workers(watch.tell, n_workers=n_workers, memory=memory) as run:
            found = rank_all(order, run)
        record |= {
            "suppliers": found.n_rows,
            "needs": found.n_needs,
            "shards": found.n_shards,
            "missing": len(found.missing),
        }
    except KeyboardInterrupt:
        record["cut short"] = True  # the next run goes on
    watch.end()
    return record | {
        "seconds": round(time.perf_counter() - started, 1),
        "steps_s": {step: round(seconds, 2) for step, seconds in watch.steps.items()},
        "tasks": watch.n_tasks,
        "peak_mb": sorted((round(held / 1e6) for held in watch.peak.values()), reverse=True)[:4],
        "written_mb": _written(work),
    }


def measure_parts(folder: Path, work: Path, k: int) -> dict[str, object]:
    """Rank a registry in this process: CPU seconds of a task of each kind."""
    spent: dict[str, list[float]] = {}

    def timed(step: str, tasks: list[Task]) -> list[Missing]:
        missing = []
        for task in tasks:
            started = time.process_time()
            missing += run_here(step, [task])
            spent.setdefault(task.function.__name__, []).append(time.process_time() - started)
        return missing

    files = tuple(sorted(folder.glob("ikm-*.parquet")))
    order = Order(files, folder / "needs.parquet", work / "top.parquet", work, load_weights(), k)
    found = rank_all(order, timed)
    return {
        "suppliers": found.n_rows,
        "needs": found.n_needs,
        "shards": found.n_shards,
        "cpu_s_per_task": {name: [round(s, 2) for s in each] for name, each in spent.items()},
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3),
        "written_mb": _written(work),
    }


def _written(work: Path) -> dict[str, float]:
    """Sum the sizes of what was written, by kind of part."""
    sizes: dict[str, int] = {}
    for path in work.rglob("*"):
        if path.is_file() and path.suffix != ".ok":
            kind = f"{path.parent.name.split('-')[0]}{path.suffix}"
            sizes[kind] = sizes.get(kind, 0) + path.stat().st_size
    return {kind: round(size / 1e6, 2) for kind, size in sorted(sizes.items())}


def main() -> None:
    """Make the registry, then rank it."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--suppliers", type=int, default=32_768)
    given.add_argument("--needs", type=int, default=1_000)
    given.add_argument("--workers", type=int)
    given.add_argument("--here", action="store_true", help="CPU of each task, no workers")
    given.add_argument("--memory", default="1GB")
    given.add_argument("--work", type=Path)
    given.add_argument("-k", type=int, default=20)
    asked = given.parse_args()
    with tempfile.TemporaryDirectory() as own:
        place = asked.work or Path(own)
        if not (place / "registry" / "needs.parquet").exists():
            make_registry(place / "registry", asked.suppliers, asked.needs)
        if asked.here:
            print(json.dumps(measure_parts(place / "registry", place / "here", asked.k)))
            return
        for n in [asked.workers] if asked.workers else [1, 2]:
            work = place / f"work-{n}"
            record = measure(place / "registry", work, n, asked.memory, asked.k)
            print(json.dumps(record), flush=True)
            if not asked.work:
                shutil.rmtree(work)


if __name__ == "__main__":
    main()
