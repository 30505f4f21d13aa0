"""Sharding: which capability stands in which shard, whatever files and workers there are.

A firm is never split. The number of shards follows from the number of rows alone, and rows stand
by firm and row, so a shard holds the same rows in the same order however the files were cut.
"""

from hashlib import blake2b

import numpy as np
import pandas as pd
import pyarrow as pa

SHARD_ROWS = 16_384  # on average; what a worker holds at a time


def n_shards(n_rows: int, shard_rows: int = SHARD_ROWS) -> int:
    """Say into how many shards so many capabilities go."""
    return max(-(-n_rows // shard_rows), 1)


def shard_of(firm_id: str, n: int) -> int:
    """Give the shard of a firm, the same on every machine."""
    return int.from_bytes(blake2b(firm_id.encode(), digest_size=8).digest(), "big") % n


def split(table: pa.Table, n: int) -> list[pa.Table]:
    """Part a table of capabilities into its shards, in their order."""
    firms = table["firm_id"].to_pylist()
    of = {firm: shard_of(firm, n) for firm in set(firms)}
    shards = np.array([of[firm] for firm in firms], dtype=np.int64)
    order = np.argsort(shards, kind="stable")
    ends = np.searchsorted(shards[order], np.arange(n + 1))
    ordered = table.take(order)
    return [ordered.slice(ends[i], ends[i + 1] - ends[i]) for i in range(n)]


def ordered(table: pa.Table) -> pa.Table:
    """Put a shard's rows by firm and row, and name the rows that have no name.

    Of two rows alike in both the rest of what they say decides, so the order is always the same.
    """
    said = [repr(row) for row in table.to_pylist()]
    keys = pd.DataFrame(
        {
            "firm": table["firm_id"].to_pylist(),
            "row": [row or "" for row in table["row_id"].to_pylist()],
            "said": said,
        }
    )
    order = keys.sort_values(["firm", "row", "said"], kind="stable").index.to_numpy()
    table, keys = table.take(order), keys.loc[order]
    nth = keys.groupby("firm").cumcount() + 1
    names = [
        row or f"{firm}/{n}" for firm, row, n in zip(keys["firm"], keys["row"], nth, strict=True)
    ]
    at = table.column_names.index("row_id")
    return table.set_column(at, "row_id", pa.array(names, pa.string()))
