"""Parts: what a worker makes of the parts of a registry, each task from files to files.

Tasks know nothing of each other, of workers or of order; one that runs twice writes the same.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from scipy.sparse import csr_array

from features import read_needs, read_suppliers
from matcher.ranking_all.fitting import (
    Blocks,
    count,
    fit_counts,
    fit_sums,
    fit_vague,
    fits_of_average,
    sums,
    total_counts,
)
from matcher.ranking_all.keeping import (
    Read,
    pack_arrays,
    pack_counts,
    pack_read,
    pack_table,
    unpack_arrays,
    unpack_counts,
    unpack_read,
    unpack_table,
)
from matcher.ranking_all.merging import merge
from matcher.ranking_all.scoring import Asked, Shard, ask
from matcher.ranking_all.sharding import ordered, split
from matcher.ranking_all.tables import batches, cells, read_needs_file
from matcher.ranking_all.work import Work
from matcher.weights import Weights

INGEST_ROWS = 65_536  # of a file that are held at a time
DONE = "done"


class Fit(NamedTuple):
    """Where a fit lies: the counts and sums of which shards, and of which needs."""

    counts: Work
    sums: Work
    needs: Work


def ingest(file: Path, pieces: Work, n: int) -> None:
    """Cut a file of capabilities into pieces, one for each shard."""
    names = []
    for number, table in enumerate(batches(file, "suppliers", INGEST_ROWS)):
        names.append(f"{number:05}.arrow")
        sink = pa.BufferOutputStream()
        options = pa.ipc.IpcWriteOptions(compression="lz4")
        with pa.ipc.new_file(sink, table.schema, options=options) as writer:
            for piece in split(table, n):
                writer.write(_one_batch(piece))
        pieces.write(names[-1], sink.getvalue().to_pybytes())
    pieces.write(DONE, json.dumps(names).encode())


def read_shard(pieces: list[Work], shards: Work, shard: int) -> None:
    """Join a shard's pieces, read its words and count."""
    found = []
    for folder in pieces:
        for name in json.loads(folder.read(DONE)):
            with pa.memory_map(str(folder.path(name))) as source:
                found.append(pa.ipc.open_file(source).get_batch(shard))
                found[-1].validate()
    table = pa.Table.from_batches(found)
    if len(table):
        table = ordered(table)
        rows = read_suppliers(cells(table))
        shards.write(f"{shard:05}.read", pack_read(table, rows))
        shards.write(f"{shard:05}.counts", pack_counts(count(rows)))
    shards.write(f"{shard:05}.rows", str(len(table)).encode())


def add_counts(shards: Work, numbers: list[int], counted: tuple[str, ...], fit: Work) -> None:
    """Add up the counts of shards, for the criteria that count."""
    parts = (unpack_counts(shards.read(f"{number:05}.counts")) for number in numbers)
    fit.write("counts", pack_counts(total_counts(parts, counted)))


def sum_shard(shards: Work, shard: int, fit: Work) -> None:
    """Sum what the firms of a shard stated."""
    read = unpack_read(shards.read(f"{shard:05}.read"))
    fit.write(f"{shard:05}.sums", pack_arrays(sums(_counted(fit), read.rows)))


def add_sums(counts: Work, numbers: list[int], fit: Work) -> None:
    """Add up the sums of shards."""
    total: dict[str, np.ndarray] = {}
    for number in numbers:
        for name, array in unpack_arrays(counts.read(f"{number:05}.sums")).items():
            total[name] = total[name] + array if name in total else array
    fit.write("sums", pack_arrays(total))


def read_range(file: Path, first: int, last: int, number: int, fit: Fit) -> None:
    """Read a range of needs, and how an average firm fits them."""
    table = read_needs_file(file).slice(first, last - first)
    rows = read_needs(cells(table))
    fit.needs.write(f"{number:05}.read", pack_read(table, rows))
    blocks = averaged(fit.counts, fit.sums)
    fit.needs.write(f"{number:05}.fits", pack_arrays(fits_of_average(blocks, rows)))


def ask_range(number: int, n_ranges: int, fit: Fit, weights: Weights, ranked: Work) -> None:
    """Encode a range of needs, weights folded in."""
    read = unpack_read(fit.needs.read(f"{number:05}.read"))
    asked = ask(read, _fitted(fit, n_ranges), weights)
    arrays = {
        "indptr": asked.rows.indptr,
        "indices": asked.rows.indices,
        "data": asked.rows.data,
        "shape": np.array([*asked.rows.shape, asked.split]),
        "stated": asked.stated,
    }
    ranked.write(f"{number:05}.asked", pack_arrays(arrays))


def rank_shard(
    shards: Work, shard: int, n_ranges: int, fit: Fit, weights: Weights, k: int, ranked: Work
) -> None:
    """Give the first k of each list of each need within a shard; finished ranges are kept."""
    left = [r for r in range(n_ranges) if not ranked.has(ranked_name(shard, r))]
    if not left:
        return
    read = unpack_read(shards.read(f"{shard:05}.read"))
    ready = Shard(read, _fitted(fit, n_ranges), weights)
    for number in left:
        asked = _asked(fit, ranked, number)
        ranked.write(ranked_name(shard, number), pack_table(ready.rank(asked, k)))


def merge_range(numbers: list[int], number: int, k: int, ranked: Work, merged: Work) -> None:
    """Merge the lists of shards for a range of needs."""
    parts = (unpack_table(ranked.read(ranked_name(shard, number))) for shard in numbers)
    merged.write(f"{number:05}.parquet", pack_table(merge(parts, k)))


def ranked_name(shard: int, number: int) -> str:
    """Name what a shard has to say of a range of needs."""
    return f"{shard:05}-{number:05}.ranked"


def _asked(fit: Fit, ranked: Work, number: int) -> Asked:
    arrays = unpack_arrays(ranked.read(f"{number:05}.asked"))
    table = unpack_read(fit.needs.read(f"{number:05}.read")).table
    n_rows, n_columns, at = arrays["shape"].tolist()
    rows = csr_array(
        (arrays["data"], arrays["indices"], arrays["indptr"]), shape=(n_rows, n_columns)
    )
    return Asked.of(Read(table, cells(table)), rows, arrays["stated"], at)


def _counted(fit: Work) -> Blocks:
    return _fit_to_counts(fit.folder)


def averaged(counts: Work, sums_of: Work) -> Blocks:
    """Give criteria fitted to all suppliers; needs are still to come."""
    blocks = _counted(counts)
    fit_sums(blocks, unpack_arrays(sums_of.read("sums")))
    return blocks


def _fitted(fit: Fit, n_ranges: int) -> Blocks:
    blocks = averaged(fit.counts, fit.sums)
    parts = [unpack_arrays(fit.needs.read(f"{r:05}.fits")) for r in range(n_ranges)]
    fit_vague(blocks, parts)
    return blocks


@lru_cache(maxsize=1)
def _fit_to_counts(folder: Path) -> Blocks:
    """Fit once in each process: the words of a nation are many."""
    return fit_counts(unpack_counts(Work(folder).read("counts")))


def _one_batch(table: pa.Table) -> pa.RecordBatch:
    found = table.combine_chunks().to_batches()
    return found[0] if found else pa.RecordBatch.from_pylist([], schema=table.schema)
