"""The command `import`: a file read, shown, and taken in when somebody says so."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table as Printed

from features.language import Translate, mark, translator
from matcher import actions
from matcher.access import LOCAL_PLANNER as WHO
from matcher.actions.importing import in_order
from matcher.commands.columns import with_columns
from matcher.commands.events import require_known
from matcher.commands.options import Db, Language, Yes, confirmed, err, opened, out
from matcher.errors import DataError
from matcher.importing import STATUSES, Source, Staged
from matcher.intake import CUSTOM, LEFT_OUT, Mapping, Table
from matcher.intake.title_place import title_place
from matcher.naming import NOTHING, field_name, in_words, kind_name, value_text
from matcher.store import Store
from matcher.store.preview import Change

STATUS_NAMES = {
    "imported": mark("new"),
    "updated": mark("changed"),
    "unchanged": mark("unchanged"),
    "quarantined": mark("set aside"),
}


def import_files(
    files: Annotated[list[Path], typer.Argument(help="Excel or CSV files, or a folder of them.")],
    sender: Annotated[
        str | None, typer.Option(help="Who sent it; its columns are remembered.")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="As of which day.")
    ] = None,
    certainty: Annotated[str, typer.Option(help="claimed, seen or verified.")] = "claimed",
    event: Annotated[
        str | None, typer.Option(help="Event that participants and wishes belong to.")
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="Only this sheet.")] = None,
    personal: Annotated[bool, typer.Option(help="Also NIK and home addresses.")] = False,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="HEADING=FIELD",
            help="What a column means, such as 'Kecamatan=place'; '-' leaves it out.",
        ),
    ] = None,
    show: Annotated[int, typer.Option(min=0, help="How many changes and questions to print.")] = 5,
    yes: Yes = False,
    db: Db = None,
    language: Language = "id",
) -> None:
    """Read files into the store: shows what would change, then asks."""
    store, say = opened(db, language)
    day = _day(as_of) if as_of else None
    if event is not None:
        require_known(store, event)
    if certainty not in ("claimed", "seen", "verified"):
        raise DataError(
            mark("certainty: '{cell}' is not known here; write claimed, seen or verified"),
            cell=certainty,
        )
    found = [
        pair for file in _spread(files) for pair in _mapped(store, file, sender, sheet, personal)
    ]
    for table, mapping in in_order(with_columns(found, columns or [])):
        verified_by = WHO.name if certainty == "verified" else None
        source = Source(
            sender or table.file, table.file, day, certainty, verified_by, event, table.sheet
        )
        _print_mapping(table, mapping, language, whole=show > 0)
        staged = _staged(store, table, mapping, source, say)
        _print_staged(store, staged, show, language)
        if confirmed(say("Take it in?"), yes):
            actions.publish_import(WHO, store, staged.batch_id)
            out.print(say("Taken in; undo it with: linkmatch undo {batch}", batch=staged.batch_id))
        else:
            actions.drop_import(WHO, store, staged.batch_id)
            out.print(say("Nothing was taken in; to take it in, run again with --yes"))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DataError(
            mark("--as-of: '{cell}' is not a day; write 2026-11-27"), cell=text
        ) from error


def _spread(files: list[Path]) -> list[Path]:
    """Give the files, those of a folder by name."""
    found = []
    for file in files:
        inside = (
            sorted(one for one in file.iterdir() if _may_hold_tables(one))
            if file.is_dir()
            else [file]
        )
        if not inside:
            raise DataError(
                mark("{folder} holds no Excel or CSV file; name another folder or file"),
                folder=str(file),
            )
        found += inside
    return found


def _may_hold_tables(file: Path) -> bool:
    return file.is_file() and file.name[0] not in "~." and file.suffix.lower() not in _NO_TABLES


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


def _print_mapping(table: Table, mapping: Mapping, language: str, whole: bool) -> None:
    """Say what each column is read as; without `whole`, only of those that are not sure."""
    say = translator(language)
    where = f"{table.file} · {table.sheet}" if table.sheet else table.file
    out.print(f"\n[bold]{escape(where)}[/]: ", end="", highlight=False)
    out.print(
        say("{n} rows, each: {kind}", n=table.n_lines, kind=kind_name(mapping.kind, language))
    )
    printed = Printed(box=None, header_style="bold", pad_edge=False)
    for title in (say("Column"), say("Read as"), say("Sure")):
        printed.add_column(title)
    for column in mapping.columns:
        named = {CUSTOM: say("kept as it is"), LEFT_OUT: say("left out")}.get(column.field)
        meaning = named or field_name(column.kind, column.field, language)
        sure = "" if named else f"{column.confidence:.0%}"
        heading = column.heading + f" ({say('hidden column')})" * column.hidden
        if whole or sure != "100%":
            printed.add_row(escape(heading), meaning, sure)
    if printed.row_count:
        out.print(printed)
    if "place" in mapping.defaults:
        place, title = title_place(table)
        told = say("All rows are in {place}: the title says “{title}”", place=place, title=title)
        hint = say("leave it out with: --column place=-")
        out.print(f"{told} ({hint})", highlight=False, markup=False)


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


def _print_staged(store: Store, staged: Staged, show: int, language: str) -> None:
    say = translator(language)
    counts = "  ".join(f"{say(STATUS_NAMES[s])} {staged.counts[s]}" for s in STATUSES)
    out.print(f"[bold]{say('Rows')}: {counts}[/]", highlight=False)
    for kind, (new, known) in actions.see_counts(WHO, store, staged.batch_id).items():
        told = say(
            "{kind}: {new} new, {known} changed",
            kind=kind_name(kind, language),
            new=new,
            known=known,
        )
        _print_line(told)
    changes = actions.see_changes(WHO, store, staged.batch_id, show) if show else []
    for change in changes:
        kind = f"{kind_name(change.kind, language)} {change.record_id}"
        told = ", ".join(_changed(change, name, language) for name in change.fields)
        _print_line(say("row {line}, {what}: ", line=change.line, what=kind) + told)
    questions = actions.see_questions(WHO, store, staged.batch_id)
    for row in questions[:show]:
        told = say(row.message, **in_words(row.values, row.cells, language))
        _print_line(say("row {line}: ", line=row.line) + told, "yellow")
    if len(questions) > show:
        _print_line(say("{n} more questions", n=len(questions) - show), "yellow")


def _print_line(text: str, style: str = "") -> None:
    """Print one line, cut where the screen ends."""
    out.print(
        f"  {text}", highlight=False, markup=False, style=style, no_wrap=True, overflow="ellipsis"
    )


def _changed(change: Change, name: str, language: str) -> str:
    before, says, after = (
        value_text(change.kind, name, value, language) for value in change.fields[name]
    )
    title = field_name(change.kind, name, language)
    if before == NOTHING:
        return f"{title}: {says}"
    kept = "" if after == says else f" (= {after})"
    return f"{title}: {before} → {says}{kept}"
