"""The command for a registry too large for the store: rank-all."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import MofNCompleteColumn, Progress, TimeElapsedColumn

from features.language import Translate, mark, translator
from matcher import actions
from matcher.access import LOCAL_PLANNER as WHO
from matcher.commands.options import Language, err
from matcher.errors import DataError
from matcher.weights import load_weights

if TYPE_CHECKING:
    from matcher.ranking_all import Missing

_NO_FILE = mark("no file matches '{pattern}'; put quotes around it and check the path")
_FILE = mark("missing: file {file}: ")
_SHARD = mark("missing: shard {shard} of {of}, about {rows} rows: ")
_RANGE = mark("missing: range {range} of the needs: ")


def rank_all(
    suppliers: Annotated[
        str, typer.Option("--suppliers", help="Parquet files of IKM, like 'parquet/*.parquet'.")
    ],
    needs: Annotated[Path, typer.Option("--needs", help="Parquet file of needs.")],
    to: Annotated[Path, typer.Option("--out", help="A .parquet file, else a folder of several.")],
    k: Annotated[int, typer.Option("-k", min=1, help="At most so many per list.")] = 20,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", help="Address of a dask scheduler.")
    ] = None,
    n_workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Started here; one per core.")
    ] = None,
    memory: Annotated[str, typer.Option("--memory", help="The most each may hold.")] = "2GB",
    shard_rows: Annotated[
        int, typer.Option("--shard-rows", min=1, help="IKM rows that a worker holds at a time.")
    ] = 16_384,
    work: Annotated[
        Path | None, typer.Option("--work", help="Folder for what is finished, seen by all.")
    ] = None,
    weights: Annotated[
        str | None, typer.Option("--weights", help="TOML file with weights.")
    ] = None,
    language: Language = "id",
) -> None:
    """Rank every need against a whole registry of parquet files; a restart goes on."""
    try:
        from matcher.ranking_all import STEPS, Order
    except ImportError as error:
        raise DataError(
            mark("rank-all needs dask; install it with: pip install 'linkmatch[cluster]'")
        ) from error
    say, files = translator(language), _files(suppliers)
    order = Order(
        files, needs, to, work or Path(f"{to}.work"), load_weights(weights), k, shard_rows
    )
    columns = (*Progress.get_default_columns(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err) as bar:
        bars = {}

        def tell(step: str, done: int, of: int) -> None:
            if done == 0 or step not in bars:
                bars[step] = bar.add_task(say(STEPS[step]), total=of)
            bar.update(bars[step], completed=done)

        found = actions.rank_all(WHO, order, tell, scheduler, n_workers, memory)
    typer.echo(
        say(
            "{n} needs ranked against {rows} rows of IKM: {file}",
            n=found.n_needs,
            rows=found.n_rows,
            file=to,
        )
    )
    for one in found.missing:
        typer.echo(_where(one, say) + say(one.why.message, **one.why.values), err=True)
    if found.missing:
        typer.echo(
            say(
                "the lists of all {n} needs lack these parts; a note lies beside the result",
                n=found.n_needs,
            ),
            err=True,
        )
        raise typer.Exit(1)


def _files(pattern: str) -> tuple[Path, ...]:
    """Find the files of a pattern, in the order of their names."""
    path = Path(pattern)
    found = tuple(sorted(Path(path.anchor or ".").glob(str(path.relative_to(path.anchor)))))
    if not found:
        raise DataError(_NO_FILE, pattern=pattern)
    return found


def _where(one: "Missing", say: Translate) -> str:
    message = _FILE if "file" in one.about else _SHARD if "shard" in one.about else _RANGE
    return say(message, **one.about)
