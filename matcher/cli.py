"""The command line: which commands there are, and what they are called."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal

import typer

from features.language import LANGUAGES
from matcher.commands import (
    deciding,
    evaluating,
    events,
    exporting,
    handing_out,
    importing,
    indexing,
    inviting,
    keeping,
    learning,
    outcomes,
    people,
    plan_files,
    planning,
    ranking_all,
    replanning,
)
from matcher.commands.options import Db, Language
from matcher.errors import LinkmatchError
from matcher.opening import open_data
from matcher.printing import (
    print_error,
    print_explanation,
    print_records,
    print_shortlist,
)
from matcher.store import open_store

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Decides who meets whom at Link & Match events, and says why.",
)

Data = Annotated[
    str | None, typer.Option("--data", help="Folder of CSV files to read, instead of the store.")
]
WeightsFile = Annotated[str | None, typer.Option("--weights", help="TOML file with weights.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]


@cli.command(epilog="Example: linkmatch shortlist N-001 -k 5")
def shortlist(
    record_id: Annotated[
        str, typer.Argument(help="Id of a need, or id or name of a buyer or an IKM.")
    ],
    side: Annotated[
        Literal["buyer", "supplier"] | None,
        typer.Option("--as", help="For a firm that both buys and supplies."),
    ] = None,
    k: Annotated[int, typer.Option("-k", min=1, help="At most so many per list.")] = 10,
    data: Data = None,
    db: Db = None,
    weights: WeightsFile = None,
    language: Language = "id",
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Rank who fits a need, a buyer or an IKM: ready, to ask, almost."""
    print_shortlist(record_id, side, k, (data, db), weights, language, _form(as_csv, as_json))


@cli.command(epilog="Example: linkmatch explain N-001 S-CEPER")
def explain(
    need_id: Annotated[str, typer.Argument(help="Id of a need.")],
    supplier_id: Annotated[str, typer.Argument(help="Id or name of an IKM.")],
    data: Data = None,
    db: Db = None,
    weights: WeightsFile = None,
    language: Language = "id",
    as_json: AsJson = False,
) -> None:
    """Say why an IKM stands where it stands for a need."""
    print_explanation(need_id, supplier_id, (data, db), weights, language, _form(False, as_json))


@cli.command("list", epilog="Example: linkmatch list needs")
def list_(
    what: Annotated[
        str, typer.Argument(help="needs, firms, suppliers, buyers, partnerships or problems.")
    ],
    data: Data = None,
    db: Db = None,
    language: Language = "id",
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """List what is loaded, also what could not be read and why."""
    print_records(what, (data, db), language, _form(as_csv, as_json))


@cli.command(epilog="Example: linkmatch app --port 8600")
def app(
    port: Annotated[int, typer.Option(help="Port on this machine.")] = 8501,
    data: Data = None,
    db: Db = None,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
) -> None:
    """Start the app on this machine, for this machine only."""
    if data is not None:
        open_data((data, db), _language())
        here = Path(data)
        os.environ["LINKMATCH_DATA"] = str(here.resolve()) if here.is_dir() else data
    if db is not None:
        open_store(db).close()  # what is wrong with it is said here, in one line
        os.environ["LINKMATCH_DB"] = db if "://" in db else str(Path(db).absolute())
    from streamlit.web import cli as streamlit  # a second of imports that no other command needs

    from matcher.ui.theme import OPTIONS

    place = find_spec("app")
    own = {"server.port": port, "server.headless": not browser, "server.address": "127.0.0.1"}
    flags = [f"--{name}={_flag(value)}" for name, value in {**OPTIONS, **own}.items()]
    streamlit.main(["run", str(place and place.origin), *flags], standalone_mode=False)


cli.command("import", epilog="Example: linkmatch import ikm.xlsx --sender 'Dinas Tegal'")(
    importing.import_files
)
cli.command(epilog="Example: linkmatch event 'Temu bisnis Tegal' --date 2026-12-09")(events.event)
cli.command(epilog="Example: linkmatch outcomes N-001 I-004 quotation --promised 150000000")(
    outcomes.outcomes
)
cli.command("invite-person", epilog="Example: linkmatch invite-person ani@example.org --name Ani")(
    people.invite
)
cli.command(epilog="Example: linkmatch people")(people.people)
cli.command(epilog="Example: linkmatch export semua.xlsx")(exporting.export)
cli.command(epilog="Example: linkmatch merge IKM-1-4 IKM-2-9")(deciding.merge)
cli.command(epilog="Example: linkmatch quarantine 7 --set 'Nama IKM=CV Maju'")(deciding.quarantine)
cli.command(epilog="Example: linkmatch undo 12")(deciding.undo)
cli.command(epilog="Example: linkmatch runs --keep 'before the meeting'")(deciding.runs)
cli.command(epilog="Example: linkmatch compare 1 2 -k 5")(deciding.compare)

cli.command(epilog="Example: linkmatch invite --seats 60 --province 'Jawa Tengah=10-'")(
    inviting.invite
)
cli.command(epilog="Example: linkmatch plan rencana.json --programme acara.toml")(planning.plan)
cli.command(epilog="Example: linkmatch check rencana.json")(plan_files.check)
cli.command(
    "replan",
    epilog="Example: linkmatch replan rencana.json --now '2026-12-09 14:00' --no-show I-003",
)(replanning.replan_file)
cli.command("agenda", epilog="Example: linkmatch agenda rencana.json --out agenda")(
    handing_out.write_agendas
)
cli.command(epilog="Example: linkmatch evaluate --history riwayat --split 2019-01-01")(
    evaluating.evaluate
)
cli.command(epilog="Example: linkmatch learn --accept 'Sari Dewi'")(learning.learn)
cli.command(
    "rank-all",
    epilog="Example: linkmatch rank-all --suppliers 'ikm/*.parquet' --needs needs.parquet "
    "--out top.parquet",
)(ranking_all.rank_all)
cli.command(epilog="Example: linkmatch index")(indexing.index)
cli.command(epilog="Example: linkmatch backup before-import.db")(keeping.backup)
cli.command(epilog="Example: linkmatch restore before-import.db")(keeping.restore)
cli.command(epilog="Example: linkmatch doctor --all")(keeping.doctor)
cli.command("template", epilog="Example: linkmatch template isian.xlsx")(keeping.write_template)
cli.command(hidden=True)(keeping.worker)


def main() -> None:
    """Run the command line; what a person can mend is one line on stderr and exit code 2."""
    try:
        cli()
    except LinkmatchError as error:
        print_error(error.message, error.values, _language())
        raise SystemExit(2) from None


def _language() -> str:
    """Give the language for an error: the option, else the environment, else Indonesian."""
    words = [*sys.argv, os.environ.get("LINKMATCH_LANGUAGE", "id")]
    asked = words[words.index("--language") + 1] if "--language" in words else words[-1]
    return asked if asked in LANGUAGES else "en"


def _form(as_csv: bool, as_json: bool) -> str:
    return "csv" if as_csv else "json" if as_json else "table"


def _flag(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
