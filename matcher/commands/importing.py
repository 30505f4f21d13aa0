"""The command `import`: a file read, shown, and taken in when somebody says so."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import Progress
from rich.table import Table as Printed

from features.language import Translate, mark
from matcher import actions
from matcher.access import LOCAL_PLANNER as WHO
from matcher.actions.importing import in_order
from matcher.commands.options import Db, Language, Yes, confirmed, err, opened, out
from matcher.errors import DataError
from matcher.importing import STATUSES, Source, Staged
from matcher.intake import CUSTOM, LEFT_OUT, Mapping, Table, field
from matcher.store import Store

STATUS_NAMES = {
    "imported": mark("new"),
    "updated": mark("changed"),
    "unchanged": mark("unchanged"),
    "quarantined": mark("set aside"),
}
_SHOWN = 12  # changes and questions that are printed


def import_files(
    files: Annotated[list[Path], typer.Argument(help="Excel or CSV files, or a folder of them.")],
    sender: Annotated[
        str | None, typer.Option(help="Who sent it; its columns are remembered.")
    ] = None,
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="As of which day.")
    ] = None,
    certainty: Annotated[str, typer.Option(help="claimed, seen or verified.")] = "claimed",
    event: Annotated[
        str | None, typer.Option(help="Event that participants and wishes belong to.")
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="Only this sheet.")] = None,
    personal: Annotated[bool, typer.Option(help="Also NIK and home addresses.")] = False,
    yes: Yes = False,
    db: Db = None,
    language: Language = "id",
) -> None:
    """Read files into the store: shows what would change, then asks."""
    store, say = opened(db, language)
    day = as_of.date() if as_of else None
    if certainty not in ("claimed", "seen", "verified"):
        raise DataError(
            mark("certainty: '{cell}' is not known here; write claimed, seen or verified"),
            cell=certainty,
        )
    found = [
        pair for file in _spread(files) for pair in _mapped(store, file, sender, sheet, personal)
    ]
    for table, mapping in in_order(found):
        verified_by = WHO.name if certainty == "verified" else None
        source = Source(
            sender or table.file, table.file, day, certainty, verified_by, event, table.sheet
        )
        _print_mapping(table, mapping, say, language)
        staged = _staged(store, table, mapping, source, say)
        _print_staged(store, staged, say)
        if confirmed(say("Take it in?"), yes):
            actions.publish_import(WHO, store, staged.batch_id)
            out.print(say("Taken in; undo it with: linkmatch undo {batch}", batch=staged.batch_id))
        else:
            actions.drop_import(WHO, store, staged.batch_id)
            out.print(say("Nothing was taken in; to take it in, run again with --yes"))


def _spread(files: list[Path]) -> list[Path]:
    """Give the files, those of a folder by name."""
    found = [sorted(file.iterdir()) if file.is_dir() else [file] for file in files]
    return [file for some in found for file in some if file.suffix.lower() not in _NO_TABLES]


_NO_TABLES = {".md", ".txt", ".pdf", ".jpg", ".png", ""}


def _mapped(
    store: Store, file: Path, sender: str | None, sheet: str | None, personal: bool
) -> list[tuple[Table, Mapping]]:
    tables = actions.read_file(WHO, file, file.name)
    chosen = [table for table in tables if sheet in (None, table.sheet)]
    if not chosen:
        raise DataError(
            mark("{file} has no sheet '{sheet}'; it has: {sheets}"),
            file=file.name,
            sheet=sheet,
            sheets=", ".join(dict.fromkeys(table.sheet for table in tables)),
        )
    return [
        (table, actions.propose_mapping(WHO, store, table, sender or file.name, personal))
        for table in chosen
    ]


def _print_mapping(table: Table, mapping: Mapping, say: Translate, language: str) -> None:
    where = f"{table.file} · {table.sheet}" if table.sheet else table.file
    out.print(f"\n[bold]{where}[/]: ", end="", highlight=False)
    out.print(say("{n} rows, each a {kind}", n=table.n_lines, kind=mapping.kind))
    printed = Printed(box=None, header_style="bold", pad_edge=False)
    for title in (say("Column"), say("Read as"), say("Sure")):
        printed.add_column(title)
    for column in mapping.columns:
        named = {CUSTOM: say("kept as it is"), LEFT_OUT: say("left out")}.get(column.field)
        meaning = named or field(column.kind, column.field).title(language)
        printed.add_row(column.heading, meaning, "" if named else f"{column.confidence:.0%}")
    out.print(printed)


def _staged(store: Store, table: Table, mapping: Mapping, source: Source, say: Translate) -> Staged:
    with Progress(console=err, transient=True) as bar:
        task = bar.add_task(say("Reading {file}", file=table.file), total=table.n_lines or 1)
        return actions.stage_import(
            WHO,
            store,
            table,
            mapping,
            source,
            lambda done, total: bar.update(task, completed=done, total=total),
        )


def _print_staged(store: Store, staged: Staged, say: Translate) -> None:
    counts = "  ".join(f"{say(STATUS_NAMES[s])} {staged.counts[s]}" for s in STATUSES)
    out.print(f"[bold]{counts}[/]", highlight=False)
    for change in actions.see_changes(WHO, store, staged.batch_id, _SHOWN):
        told = ", ".join(_changed(name, values) for name, values in change.fields.items())
        kind = say("new") if change.new else say("changed")
        line = f"  {change.line}: {change.kind} {change.record_id} ({kind}) {told}"
        out.print(line[:180], highlight=False, markup=False)
    questions = actions.see_questions(WHO, store, staged.batch_id)
    for row in questions[:_SHOWN]:
        what = say(row.message, **row.values)
        out.print(f"  {row.line}: {what}", highlight=False, markup=False, style="yellow")
    if len(questions) > _SHOWN:
        out.print(say("  and {n} more questions", n=len(questions) - _SHOWN))


def _changed(name: str, values: tuple[Any, Any, Any]) -> str:
    before, says, after = values
    if before is None:
        return f"{name} {says}"
    kept = "" if after == says else f" (= {after})"
    return f"{name} {before} → {says}{kept}"
