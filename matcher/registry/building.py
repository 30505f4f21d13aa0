"""Building: the index of a whole registry, made in parts, from what is held of its firms.

Reading, counting and summing are the steps of `ranking_all`, which keep what is finished: a build
of the same records that was stopped goes on.
"""

import shutil
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array, hstack

from matcher.dataset import Dataset
from matcher.musts import KEYS, Alike, joined_alike, number_alike
from matcher.nearest import index_of, ordered
from matcher.ranking_all import Order, Ranked, Run
from matcher.ranking_all.keeping import pack_arrays, unpack_read
from matcher.ranking_all.parts import Fit, averaged
from matcher.ranking_all.steps import fit_suppliers
from matcher.ranking_all.tables import write_suppliers
from matcher.ranking_all.work import Work, fingerprint
from matcher.registry.keeping import write_alike
from matcher.topk.saving import save
from matcher.weights import SIDE, Weights

STAMP = "stamp"
_ANY = Weights(dict.fromkeys(SIDE, 1.0))  # an index is asked with any weights: all is counted
Part = Callable[[], tuple[Dataset, frozenset[str]]]


def build(parts: Iterable[Part], folder: Path, stamp: str, run: Run) -> int:
    """Index a registry; give how many capabilities it has.

    Parameters
    ----------
    parts
        Give what is held of some firms, and which firms those are; each firm stands in one part.
    folder
        Where the index is kept; what it is made of lies in a folder within it.
    stamp
        Says what it is made from.
    run
        Does the tasks of a step.

    Raises
    ------
    DataError
        When there is no supplier, or a part cannot be read or written.
    """
    work, found = folder / f"work-{fingerprint(stamp)}", Ranked()
    for other in set(folder.glob("work-*")) - {work}:
        shutil.rmtree(other)
    work.mkdir(parents=True, exist_ok=True)
    files = tuple(_written(parts, work))
    order = Order(files, Path(), Path(), work, _ANY, 1)
    shards, fit, present = fit_suppliers(order, run, found)
    for missing in found.missing:
        raise missing.why
    _assemble(shards, fit, present, Work(folder), stamp)
    return found.n_rows


def _written(parts: Iterable[Part], work: Path) -> Iterable[Path]:
    """Write what parts hold, those that an earlier build of the same wrote excepted."""
    for number, part in enumerate(parts):
        file = work / f"suppliers-{number:05}.parquet"
        if not file.is_file():
            data, firms = part()
            offered = data.suppliers
            own = file.with_suffix(".part")
            write_suppliers(data, offered[offered["firm_id"].isin(firms)], own)
            own.replace(file)
        yield file


def _assemble(shards: Work, fit: Fit, present: list[int], to: Work, stamp: str) -> None:
    """Join the shards: their vectors in one index, and who states the same."""
    blocks = averaged(fit.counts, fit.sums)
    rows: list[csr_array] = []
    alike: dict[tuple[str, bool], list[Alike]] = {key: [] for key in KEYS}
    firms = []
    for shard in present:
        read = unpack_read(shards.read(f"{shard:05}.read"))
        firms.append(read.rows["firm_id"].to_numpy().astype(str))
        vectors = [blocks[name].supplier_vectors(read.rows).rows for name in ordered(blocks)]
        rows.append(csr_array(hstack(vectors)))
        rows[-1].indices = rows[-1].indices.astype(np.int32)
        for key, numbered in alike.items():
            numbered.append(number_alike(read.rows, read.held, *key))
    for (kind, named), numbered in alike.items():
        write_alike(to, must_name(kind, named), joined_alike(numbered))
    firm_ids, firm_of_row = np.unique(np.concatenate(firms), return_inverse=True)
    to.write("firms", pack_arrays({"ids": firm_ids, "of_row": firm_of_row}))
    to.write("counts", fit.counts.read("counts"))
    to.write("sums", fit.sums.read("sums"))
    widths = [v.shape[1] for v in vectors]
    save(index_of(_stacked(rows), widths, firm_of_row), to.path("index"), stamp)
    to.write(STAMP, stamp.encode())  # last: without it there is no registry


def _stacked(parts: list[csr_array]) -> csr_array:
    """Stack matrices, letting each go once it is copied: of a nation there is no room for two."""
    ends = np.cumsum([0, *(part.nnz for part in parts)])
    n_rows, n_columns = sum(part.shape[0] for part in parts), parts[0].shape[1]
    data, indices = np.empty(ends[-1]), np.empty(ends[-1], dtype=np.int32)
    starts = [np.zeros(1, dtype=np.int64)]
    parts.reverse()
    for start, end in pairwise(ends):
        part = parts.pop()
        data[start:end], indices[start:end] = part.data, part.indices
        starts.append(part.indptr[1:] + start)
    return csr_array((data, indices, np.concatenate(starts)), shape=(n_rows, n_columns))


def must_name(kind: str, named: bool) -> str:
    """Name the part that says which capabilities a must-have reads alike."""
    return f"{kind}-named" if named else kind
