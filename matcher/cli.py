"""The command line: shortlist, explain, list and app."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from features.language import LANGUAGES, mark, translator
from matcher import actions
from matcher.access import LOCAL_PLANNER
from matcher.dataset import Dataset
from matcher.errors import LinkmatchError, SettingsError
from matcher.explain import BAND_NAMES, summary
from matcher.export import neutral
from matcher.listing import LIST_NAMES, RECORDS, rank_text, remark
from matcher.score import Scorer
from matcher.shortlist import LISTS, Candidate, Shortlist

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Decides who meets whom at Link & Match events, and says why.",
)
_out, _err = Console(), Console(stderr=True)

Data = Annotated[str | None, typer.Option("--data", help="Folder of CSV files to read.")]
WeightsFile = Annotated[str | None, typer.Option("--weights", help="TOML file with weights.")]
Language = Annotated[str, typer.Option("--language", envvar="LINKMATCH_LANGUAGE", help="id or en.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]


@cli.command(epilog="Example: linkmatch shortlist N-001 -k 5")
def shortlist(
    record_id: Annotated[str, typer.Argument(help="Id of a need, a buyer or an IKM.")],
    k: Annotated[int, typer.Option("-k", min=1, help="At most so many per list.")] = 10,
    data: Data = None,
    weights: WeightsFile = None,
    language: Language = "id",
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Rank the candidates for a need, a buyer or an IKM: ready, to ask, almost."""
    scorer = _scorer(data, weights, language)
    found = actions.find_candidates(LOCAL_PLANNER, scorer, record_id, k=k)
    if as_json:
        _print_json(
            {"of": found.of, "too_little_to_rank": found.too_little, "n_out": found.n_out}
            | {"candidates": [asdict(candidate) for candidate in found.candidates]}
        )
    elif as_csv:
        _print_csv(actions.table_of(LOCAL_PLANNER, scorer, found, language))
    else:
        _print_shortlist(scorer, found, language)


@cli.command(epilog="Example: linkmatch explain N-001 S-CEPER")
def explain(
    need_id: Annotated[str, typer.Argument(help="Id of a need.")],
    supplier_id: Annotated[str, typer.Argument(help="Id of an IKM.")],
    data: Data = None,
    weights: WeightsFile = None,
    language: Language = "id",
    as_json: AsJson = False,
) -> None:
    """Say why an IKM stands where it stands for a need."""
    scorer = _scorer(data, weights, language)
    found = actions.explain_pair(LOCAL_PLANNER, scorer, need_id, supplier_id)
    if as_json:
        _print_json(
            asdict(found.candidate)
            | {"shares": {share.criterion: share.amount for share in found.shares}}
            | {"sentences": found.sentences(language)}
        )
        return
    names = scorer.data
    _out.print(
        f"[bold]{escape(names.firm_name(supplier_id))}[/] → "
        f"{escape(str(scorer.needs.at[need_id, 'component']))} "
        f"({escape(names.firm_name(found.candidate.buyer_id) or '?')})"
    )
    _out.print(escape(summary(found.candidate, language)))
    for sentence in found.sentences(language):
        _out.print("- " + escape(sentence))


@cli.command("list", epilog="Example: linkmatch list needs")
def list_(
    what: Annotated[str, typer.Argument(help=", ".join(RECORDS) + ".")],
    data: Data = None,
    language: Language = "id",
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """List what is loaded, also what could not be read and why."""
    dataset = _dataset(data, language, quiet=what == "problems")
    table = actions.list_records(LOCAL_PLANNER, dataset, what, language)
    if as_json:
        _print_json(table.to_dict("records"))
    elif as_csv:
        _print_csv(table)
    else:
        _print_table(table)


@cli.command(epilog="Example: linkmatch app --port 8600")
def app(
    port: Annotated[int, typer.Option(help="Port on this machine.")] = 8501,
    data: Data = None,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
) -> None:
    """Start the app on this machine, for this machine only."""
    from streamlit.web import cli as streamlit  # a second of imports that no other command needs

    from matcher.ui.theme import OPTIONS

    found = find_spec("app")
    if found is None or found.origin is None:
        raise SettingsError(mark("app.py is not installed; install linkmatch again"))
    if data is not None:
        _dataset(data, "id")
        os.environ["LINKMATCH_DATA"] = str(Path(data).resolve())
    own = {"server.port": port, "server.headless": not browser, "server.address": "127.0.0.1"}
    flags = [f"--{name}={_flag(value)}" for name, value in {**OPTIONS, **own}.items()]
    streamlit.main(["run", found.origin, *flags], standalone_mode=False)


def main() -> None:
    """Run the command line; what a person can mend is one line on stderr and exit code 2."""
    language = os.environ.get("LINKMATCH_LANGUAGE", "id")
    try:
        for position, word in enumerate(sys.argv[:-1]):
            if word == "--language":
                language = sys.argv[position + 1]
        cli()
    except LinkmatchError as error:
        say = translator(language if language in LANGUAGES else "en")
        _err.print(escape(f"linkmatch: {say(error.message, **error.values)}"), soft_wrap=True)
        raise SystemExit(2) from None


def _flag(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _scorer(folder: str | None, weights: str | None, language: str) -> Scorer:
    dataset = _dataset(folder, language)
    say = translator(language)
    with _progress(say("Reading and comparing …")):
        return actions.prepare(LOCAL_PLANNER, dataset, weights)


def _dataset(folder: str | None, language: str, quiet: bool = False) -> Dataset:
    say = translator(language)
    with _progress(say("Reading the data …")):
        dataset = actions.open_data(LOCAL_PLANNER, folder)
    if dataset.problems and not quiet:
        _err.print(
            say(
                "{n} questions about the data; see them with: linkmatch list problems",
                n=len(dataset.problems),
            ),
            style="yellow",
        )
    return dataset


@contextmanager
def _progress(what: str) -> Iterator[None]:
    with _err.status(what):
        yield


def _print_json(content: object) -> None:
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n")


def _print_csv(table: pd.DataFrame) -> None:
    sys.stdout.write(neutral(table).to_csv(index=False))


def _print_table(table: pd.DataFrame) -> None:
    drawn = Table(box=None, header_style="bold", pad_edge=False)
    for column in table.columns:
        drawn.add_column(escape(str(column)))
    for row in table.astype(str).to_numpy():
        drawn.add_row(*[escape(cell) for cell in row])
    _out.print(drawn)


def _print_shortlist(scorer: Scorer, found: Shortlist, language: str) -> None:
    say = translator(language)
    if found.too_little:
        _out.print(say("Too little is known to rank: read the lists as names, not as an order."))
    for name in LISTS[:-1]:
        listed = [candidate for candidate in found.candidates if candidate.listed == name]
        _out.print(f"\n[bold]{say(LIST_NAMES[name]).capitalize()}[/] ({len(listed)})")
        if listed:
            _out.print(_candidates(scorer, found, listed, language))
    if found.n_out:
        _out.print(say("{n} fail two requirements or more and are not listed.", n=found.n_out))


def _candidates(scorer: Scorer, found: Shortlist, listed: list[Candidate], language: str) -> Table:
    say, data = translator(language), scorer.data
    per_need = scorer.data.require(found.of) != "need"
    drawn = Table(box=None, header_style="bold", pad_edge=False)
    headings = [say("Rank"), say("Supplier"), say("Score"), say("Buyer's side")]
    headings += [say("Supplier's side"), say("Completeness"), say("Band"), say("Remark")]
    if per_need:
        headings.insert(1, say("Need"))
    for heading in headings:
        drawn.add_column(heading)
    for one in listed:
        cells = [
            rank_text(one),
            f"{one.supplier_id} {data.firm_name(one.supplier_id)}",
            f"{100 * one.score:.0f}",
            f"{100 * one.buyer_fit:.0f}",
            f"{100 * one.supplier_fit:.0f}",
            f"{one.completeness:.0%}",
            say(BAND_NAMES[one.band]),
            remark(one, language),
        ]
        if per_need:
            cells.insert(1, f"{one.need_id} {data.asked.at[one.need_id, 'component']}")
        drawn.add_row(*[escape(cell) for cell in cells])
    return drawn
