"""The command that says how well rankings would have done: evaluate."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from features.language import Translate, mark, translator
from matcher import actions
from matcher.access import LOCAL_PLANNER as WHO
from matcher.commands.options import Db, Language, following, out
from matcher.errors import DataError
from matcher.naming import GROUP_NAMES
from matcher.opening import open_data, weights_for_records
from matcher.weights import load_weights

History = Annotated[
    Path | None, typer.Option("--history", help="Folder with suppliers, needs and outcomes (CSV).")
]
Data = Annotated[
    str | None, typer.Option("--data", help="Folder of records, instead of the store.")
]


def evaluate(
    split: Annotated[str, typer.Option(help="Day: what came before is known, like 2019-01-01.")],
    history: History = None,
    data: Data = None,
    new_pairs: Annotated[
        bool, typer.Option("--new-pairs", help="Only pairs that had not met before.")
    ] = False,
    k: Annotated[int, typer.Option("--k", "-k", min=1, help="Length of the list.")] = 10,
    weights: Annotated[
        str | None, typer.Option("--weights", help="TOML file with weights.")
    ] = None,
    db: Db = None,
    language: Language = "id",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure rankings on what was not known yet, beside five simple ones."""
    say, day = translator(language), _day(split)
    if history:
        with following(say("Evaluation")) as told:
            own = load_weights(weights)
            found = actions.evaluate_history(WHO, history, day, k, new_pairs, own, told)
    else:
        records = open_data((data, db), language, quiet=True)
        own = weights_for_records(records, db, weights, language)
        with following(say("Evaluation")) as told:
            found = actions.evaluate_records(WHO, records, day, k, new_pairs, own, told)
    if as_json:
        typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for message, values in map(dict.values, found["remarks"]):
        group = values.get("group")
        if group:
            values["group"] = say(GROUP_NAMES[group])
        out.print(say(message, **values), highlight=False, markup=False)
    _print(found, say)


def _day(text: str) -> date:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError as error:
        raise DataError(
            mark("--split '{text}' is no day; write it like 2019-01-01"), text=text
        ) from error


def _print(found: dict[str, Any], say: Translate) -> None:
    for group, pairs in GROUP_NAMES.items():
        by_method = {name: of[group] for name, of in found["methods"].items() if group in of}
        if not by_method:
            continue
        first = next(iter(by_method.values()))
        figures = list(first["intervals"])
        table = Table(box=None, pad_edge=False, header_style="")
        title = say("{pairs}: {n} needs", pairs=say(pairs), n=first["n"])
        table.add_column(title, no_wrap=True)
        for figure in figures:
            table.add_column(figure.upper() if "@" not in figure else figure)
        table.add_column(say("shown"))
        table.add_column("Gini")
        for name, cell in by_method.items():
            numbers = [_cell(cell[figure], cell["intervals"][figure], say) for figure in figures]
            table.add_row(name, *numbers, f"{cell['coverage']:.0%}", f"{cell['gini']:.2f}")
        for name, of in found["differences"].items():
            ours, peer = name.split(" - ")
            cells = [_difference(of[group][figure], say) for figure in figures]
            table.add_row(say("{ours} less {peer}", ours=ours, peer=peer), *cells)
        out.print(table)
        out.print()


def _cell(mean: float | None, bounds: list[float] | str, say: Translate) -> str:
    if mean is None or isinstance(bounds, str):
        return say("too few to tell")
    return f"{mean:.3f} [{bounds[0]:.3f}, {bounds[1]:.3f}]"


def _difference(found: dict[str, float] | str, say: Translate) -> str:
    if isinstance(found, str):
        return say("too few to tell")
    return f"{found['mean']:+.3f} [{found['low']:+.3f}, {found['high']:+.3f}]"
