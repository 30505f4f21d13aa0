"""The demo event as parquet files, whole and cut into several in another order."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from matcher import Dataset, load, load_weights
from matcher.ranking_all import Order, write_sides

ROOT = Path(__file__).parents[3]


class Files(NamedTuple):
    data: Dataset
    suppliers: Path
    needs: Path

    def order(self, place: Path, suppliers: tuple[Path, ...] = (), **settings: object) -> Order:
        """Ask for five of each list, from shards of some 40 rows and ranges of 16 needs."""
        given = {"k": 5, "shard_rows": 40, "need_rows": 16} | settings
        files = suppliers or (self.suppliers,)
        out, work = place / "top.parquet", place / "work"
        return Order(files, self.needs, out, work, load_weights(), **given)

    def cut(self, place: Path, n: int) -> tuple[Path, ...]:
        """Cut the suppliers into n files, rows shuffled."""
        table = pq.read_table(self.suppliers)
        turned = table.take(np.random.default_rng(n).permutation(len(table)))
        files = tuple(place / f"{n}-{i}.parquet" for i in range(n))
        for file, rows in zip(files, np.array_split(np.arange(len(turned)), n), strict=True):
            pq.write_table(turned.take(rows), file)
        return files


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    place = tmp_path_factory.mktemp("registry")
    data = load(ROOT / "data/demo_event")
    kept = (data.needs["status"] == "closed") | data.needs["need_id"].isin(data.asked.index[:30])
    data = replace(data, needs=data.needs[kept])
    found = Files(data, place / "ikm.parquet", place / "needs.parquet")
    write_sides(found.data, found.suppliers, found.needs)
    return found


@pytest.fixture
def table(tmp_path: Path):
    """Write rows as a parquet file."""

    def write(name: str, rows: list[dict[str, object]]) -> Path:
        pq.write_table(pa.Table.from_pandas(pd.DataFrame(rows)), tmp_path / name)
        return tmp_path / name

    return write
