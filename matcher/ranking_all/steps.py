"""Steps: a registry ranked from files to a file, each step one round of tasks.

Where and by whom tasks run is up to who calls: this module only says which are left to do and
what depends on what. The folder of a step is named after all that it was made of, so a run that
is started again finds what is finished, and nothing stale.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

import features
from features.language import mark
from features.package_data import data_path
from matcher.errors import DataError, LinkmatchError
from matcher.ranking_all import parts
from matcher.ranking_all.columns import RANKED
from matcher.ranking_all.keeping import unpack_table
from matcher.ranking_all.sharding import SHARD_ROWS, n_shards
from matcher.ranking_all.tables import count_rows, read_needs_file
from matcher.ranking_all.work import Work, code_version, fingerprint
from matcher.weights import Weights

NEED_ROWS = 2_048  # needs that are ranked, merged and written at a time

STEPS = {
    "files": mark("cutting files into shards"),
    "reading": mark("reading what IKM make"),
    "counting": mark("adding up counts"),
    "averages": mark("working out averages"),
    "needs": mark("reading needs"),
    "ranking": mark("ranking"),
    "merging": mark("merging lists"),
}

_UNREADABLE = mark("it cannot be read or written ({reason}); mend that and start again")


class Task(NamedTuple):
    """One piece of work; `about` names the file, shard or range in what people read."""

    about: Mapping[str, object]
    function: Callable[..., None]
    arguments: tuple[Any, ...]


class Missing(NamedTuple):
    """A part of the registry that could not be ranked, and why."""

    about: Mapping[str, object]
    why: LinkmatchError


Run = Callable[[str, list[Task]], list[Missing]]  # does a step's tasks and says which failed


@dataclass(frozen=True)
class Order:
    """What to rank, and where to put it.

    Parameters
    ----------
    suppliers, needs
        Parquet files with the columns of `matcher.ranking_all.columns`.
    out
        A file that ends in .parquet, else a folder with one file for each range of needs.
    work
        A folder for what is finished, which all workers see under the same path.
    weights
        What each criterion counts.
    k
        Firms of each list of each need.
    """

    suppliers: tuple[Path, ...]
    needs: Path
    out: Path
    work: Path
    weights: Weights
    k: int = 20
    shard_rows: int = SHARD_ROWS
    need_rows: int = NEED_ROWS


@dataclass
class Ranked:
    """How it went: what is missing, and in how many needs' lists."""

    n_needs: int = 0
    n_shards: int = 0
    n_rows: int = 0
    missing: list[Missing] = field(default_factory=list)


def rank_all(order: Order, run: Run) -> Ranked:
    """Rank all needs; parts that fail are left out and named.

    Raises
    ------
    DataError
        When no file can be read, or the needs cannot.
    """
    found, work = Ranked(), Work(order.work)
    n_needs = found.n_needs = len(read_needs_file(order.needs))
    shards, fit, present = fit_suppliers(order, run, found)
    ranges = [
        (first, min(first + order.need_rows, n_needs))
        for first in range(0, n_needs, order.need_rows)
    ]
    key = fingerprint(fit.sums.folder.name, _stamp(order.needs), order.need_rows)
    fit = fit._replace(needs=work.within(f"needs-{key}"))
    _must(run, "needs", [
        Task({"range": i}, parts.read_range, (order.needs, *ends, i, fit))
        for i, ends in enumerate(ranges) if not fit.needs.has(f"{i:05}.fits")
    ])  # fmt: skip
    how = (order.weights, order.k)
    ranked = work.within(f"ranked-{fingerprint(key, sorted(vars(order.weights).items()), order.k)}")
    n = len(ranges)
    _must(run, "needs", [
        Task({"range": i}, parts.ask_range, (i, n, fit, order.weights, ranked))
        for i in range(n) if not ranked.has(f"{i:05}.asked")
    ])  # fmt: skip
    found.missing += run("ranking", [
        Task(_about(shard, found), parts.rank_shard, (shards, shard, n, fit, *how, ranked))
        for shard in present
        if not all(ranked.has(parts.ranked_name(shard, i)) for i in range(n))
    ])  # fmt: skip
    _merge(order, run, ranked, present, n)
    return _told(order, found)


def fit_suppliers(order: Order, run: Run, found: Ranked) -> tuple[Work, parts.Fit, list[int]]:
    """Read all suppliers and fit the criteria to them; say where that lies and which shards are.

    What is missing is noted in `found`; the needs of an order are not read.

    Raises
    ------
    DataError
        When no file can be read.
    """
    code, work = own_code(), Work(order.work)
    pieces = _cut(order, run, found, work, code)
    shards = work.within(f"shards-{fingerprint([p.folder.name for p in pieces], code)}")
    present = _read(run, found, shards, pieces)
    fit, present = _fit(run, found, work, shards, present, order.weights.counted)
    return shards, fit, present


def failed(task: Task, error: BaseException) -> Missing:
    """Say what a task could not make, in one line; a mistake of the program is raised.

    Raises
    ------
    BaseException
        What is neither a file's fault nor a person's.
    """
    if isinstance(error, LinkmatchError):
        return Missing(task.about, error)
    if isinstance(error, (OSError, pa.ArrowException)):
        return Missing(task.about, DataError(_UNREADABLE, reason=str(error).splitlines()[0]))
    raise error


def own_code() -> str:
    """Name the code and the vocabulary that are at work here."""
    own = Path(__file__).parents[1]
    return code_version(
        own, Path(str(features.__file__)).parent, Path(str(data_path("weights.toml"))).parent
    )


def _cut(order: Order, run: Run, found: Ranked, work: Work, code: str) -> list[Work]:
    """Cut all files; the number of shards follows from the rows of those that can be read."""
    counted: dict[Path, int] = {}
    for file in sorted(order.suppliers):
        try:
            counted[file] = count_rows(file, "suppliers")
        except DataError as error:
            found.missing.append(Missing({"file": file.name}, error))
    if not sum(counted.values()):
        why = found.missing[0].why if found.missing else None
        raise why or DataError(mark("the files of suppliers have no row; there is nobody to rank"))
    n = found.n_shards = n_shards(sum(counted.values()), order.shard_rows)
    of_file = {
        file: work.within(f"pieces-{fingerprint(_stamp(file), n, code)}") for file in counted
    }
    refused = run("files", [
        Task({"file": file.name}, parts.ingest, (file, pieces, n))
        for file, pieces in of_file.items() if not pieces.has(parts.DONE)
    ])  # fmt: skip
    found.missing += refused
    done = {file: pieces for file, pieces in of_file.items() if pieces.has(parts.DONE)}
    if not done:
        raise refused[0].why
    found.n_rows = sum(counted[file] for file in done)
    return list(done.values())


def _read(run: Run, found: Ranked, shards: Work, pieces: list[Work]) -> list[int]:
    numbers = range(found.n_shards)
    found.missing += run("reading", [
        Task(_about(i, found), parts.read_shard, (pieces, shards, i))
        for i in numbers if not shards.has(f"{i:05}.rows")
    ])  # fmt: skip
    there = [i for i in numbers if shards.has(f"{i:05}.rows")]
    full = [i for i in there if int(shards.read(f"{i:05}.rows"))]
    if not full:
        raise found.missing[-1].why
    return full


def _fit(
    run: Run, found: Ranked, work: Work, shards: Work, present: list[int], counted: tuple[str, ...]
) -> tuple[parts.Fit, list[int]]:
    counts = work.within(f"counts-{fingerprint(shards.folder.name, present, counted)}")
    if not counts.has("counts"):
        _must(run, "counting", [Task({}, parts.add_counts, (shards, present, counted, counts))])
    found.missing += run("averages", [
        Task(_about(i, found), parts.sum_shard, (shards, i, counts))
        for i in present if not counts.has(f"{i:05}.sums")
    ])  # fmt: skip
    present = [i for i in present if counts.has(f"{i:05}.sums")]
    if not present:
        raise found.missing[-1].why
    sums = work.within(f"sums-{fingerprint(counts.folder.name, present)}")
    if not sums.has("sums"):
        _must(run, "counting", [Task({}, parts.add_sums, (counts, present, sums))])
    return parts.Fit(counts, sums, sums), present


def _merge(order: Order, run: Run, ranked: Work, present: list[int], n: int) -> None:
    """Merge what there is; which shards that is stands in the name of the folder."""
    of_range = [
        [shard for shard in present if ranked.has(parts.ranked_name(shard, i))] for i in range(n)
    ]
    merged = ranked.within(f"merged-{fingerprint(of_range)}")
    _must(run, "merging", [
        Task({"range": i}, parts.merge_range, (of_range[i], i, order.k, ranked, merged))
        for i in range(n) if not merged.has(f"{i:05}.parquet")
    ])  # fmt: skip
    tables = (unpack_table(merged.read(f"{i:05}.parquet")) for i in range(n))
    if order.out.suffix != ".parquet":
        order.out.mkdir(parents=True, exist_ok=True)
        for i, table in enumerate(tables):
            pq.write_table(table, order.out / f"part-{i:05}.parquet", compression="zstd")
        return
    order.out.parent.mkdir(parents=True, exist_ok=True)
    own = order.out.with_name(f".{order.out.name}.part")
    with pq.ParquetWriter(own, RANKED, compression="zstd") as writer:
        for table in tables:
            writer.write_table(table)
    own.replace(order.out)


def _told(order: Order, found: Ranked) -> Ranked:
    """Leave a note beside a result that lacks something, so that it is never taken for whole."""
    note = order.out.with_name(f"{order.out.name}.missing.json")
    if not found.missing:
        note.unlink(missing_ok=True)
        return found
    rows = [{**one.about, "why": str(one.why)} for one in found.missing]
    note.write_text(json.dumps({"needs": found.n_needs, "missing": rows}, indent=2))
    return found


def _must(run: Run, step: str, tasks: list[Task]) -> None:
    """Run tasks without which nothing can be ranked."""
    for one in run(step, tasks):
        raise one.why


def _about(shard: int, found: Ranked) -> dict[str, object]:
    return {"shard": shard + 1, "of": found.n_shards, "rows": found.n_rows // found.n_shards}


def _stamp(file: Path) -> tuple[str, int, int]:
    of = file.stat()
    return (str(file.absolute()), of.st_size, of.st_mtime_ns)
