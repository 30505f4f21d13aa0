"""Commands that show: shortlist, explain, list."""

from typing import Annotated, Literal

import typer

from matcher.commands.options import AsCsv, AsJson, Data, Db, Language, WeightsFile
from matcher.printing import print_explanation, print_records, print_shortlist


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


def list_records(
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


def _form(as_csv: bool, as_json: bool) -> str:
    return "csv" if as_csv else "json" if as_json else "table"
