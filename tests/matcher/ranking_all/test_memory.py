"""A worker stays below a limit of 1 GB with the largest shard and range that it ever holds.

A registry of a million is more such shards and ranges, one after the other: what a worker holds at
a time is the same.
"""

import threading
from pathlib import Path

import psutil

from matcher import load_weights
from matcher.cluster import workers
from matcher.ranking_all import Order, rank_all
from matcher.ranking_all.sharding import SHARD_ROWS
from matcher.ranking_all.steps import NEED_ROWS

ROOT = Path(__file__).parents[3]
LIMIT_BYTES = 1_000_000_000


def test_a_worker_with_a_full_shard_stays_below_a_gigabyte(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "benchmarks/make")
    monkeypatch.chdir(ROOT)
    from parquet_registry import make_registry

    make_registry(tmp_path, SHARD_ROWS, NEED_ROWS)
    files = tuple(tmp_path.glob("ikm-*.parquet"))
    out, work = tmp_path / "top.parquet", tmp_path / "work"
    order = Order(files, tmp_path / "needs.parquet", out, work, load_weights())
    over, most = threading.Event(), [0]

    def watch() -> None:
        while not over.wait(0.05):
            for process in psutil.Process().children(recursive=True):
                if process.is_running():
                    most[0] = max(most[0], process.memory_info().rss)

    watching = threading.Thread(target=watch)
    watching.start()
    with workers(lambda *_: None, n_workers=1, memory="1GB") as run:
        found = rank_all(order, run)
        over.set()
        watching.join()

    assert (found.missing, found.n_shards, found.n_rows) == ([], 1, SHARD_ROWS)
    assert 200_000_000 < most[0] < LIMIT_BYTES
