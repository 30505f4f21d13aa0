"""A synthetic registry of any size as parquet files, with words that the criteria really read.

The demo event is the pool: what a capability makes is joined from parts that two of its
capabilities make, how it is made comes from the first of the two, and each group of facts of the
firm from another one. So whole rows hardly repeat, and every word is one that people wrote.
"""

import re
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from matcher import load
from matcher.ranking_all import write_sides

FILE_ROWS = 100_000
TOGETHER = (
    ("processes", "materials", "machines", "industry", "max_weight_kg", "max_length_mm",
     "tolerance_mm"),
    ("place",),
    ("capacity_per_month", "lead_time_days"),
    ("certificates", "no_certificates", "certificate_list", "coached_by", "kept", "broken"),
    ("support_needed", "industry_wished", "payment_days_max"),
    ("kbli", "served"),
)  # fmt: skip


def make_registry(folder: Path, n_suppliers: int, n_needs: int, seed: int = 0) -> None:
    """Write `ikm-*.parquet` and `needs.parquet`; the same seed gives the same files."""
    folder.mkdir(parents=True, exist_ok=True)
    write_sides(load("data/demo_event"), folder / "pool.parquet", folder / "needs.parquet")
    pool, needs = pq.read_table(folder / "pool.parquet"), pq.read_table(folder / "needs.parquet")
    (folder / "pool.parquet").unlink()
    random = np.random.default_rng(seed)
    drawn = np.sort(random.integers(0, len(needs), n_needs))
    ids = pa.array([f"N-{i:06}" for i in range(n_needs)])
    needs = needs.take(drawn).set_column(0, "need_id", ids)
    pq.write_table(needs, folder / "needs.parquet")
    for first in range(0, n_suppliers, FILE_ROWS):
        n = min(FILE_ROWS, n_suppliers - first)
        table = _drawn(random, pool, n, first)
        pq.write_table(table, folder / f"ikm-{first // FILE_ROWS:04}.parquet")


def _drawn(random: np.random.Generator, pool: pa.Table, n: int, first: int) -> pa.Table:
    groups = [random.integers(0, len(pool), n) for _ in range(len(TOGETHER))]
    other, cuts = random.integers(0, len(pool), n), random.random((n, 2))
    said = [re.split(r"\s*[,;]\s*", text) if text else [] for text in pool["product"].to_pylist()]
    products = [
        ", ".join(_some(said[a], x) + _some(said[b], y)) or None
        for a, b, (x, y) in zip(groups[0], other, cuts, strict=True)
    ]
    columns = {
        "firm_id": pa.array([f"I-{i:08}" for i in range(first, first + n)]),
        "product": pa.array(products, pa.string()),
    }
    for names, at in zip(TOGETHER, groups, strict=True):
        taken = pool.select(list(names)).take(at)
        columns |= {name: taken[name] for name in names}
    return pa.table(columns)


def _some(parts: list[str], share: float) -> list[str]:
    """Take some of the parts, one at least."""
    n = len(parts)
    start = int(share * n)
    return parts[start : start + max(n // 2, 1)]
