"""Commands for the store as a whole: backup, restore, doctor, template, worker."""

import logging
import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from features.language import Translate, mark, translator
from matcher import actions
from matcher.access import LOCAL_PLANNER as WHO
from matcher.actions.jobs import TASKS
from matcher.actions.keeping import LAST, see_last_backup
from matcher.commands.options import Db, Language, Yes, confirmed, opened, out
from matcher.errors import DataError, StoreError
from matcher.jobs import Pace, log_file, work
from matcher.store import Store, open_store


def backup(
    target: Annotated[
        Path | None, typer.Argument(help="File to write; named after the day if left out.")
    ] = None,
    db: Db = None,
    language: Language = "id",
) -> None:
    """Write the whole store into one file, while it is in use."""
    store, say = opened(db, language)
    name = Path(f"linkmatch-{datetime.now():%Y-%m-%d-%H%M}.db")
    made = actions.backup_store(WHO, store, target or name)
    told = say("Backed up to {file} ({n} acts)", file=Path(made.file).name, n=made.n_acts)
    out.print(told, highlight=False, markup=False)


def restore(
    backup_file: Annotated[Path, typer.Argument(help="A file made by: linkmatch backup")],
    yes: Yes = False,
    db: Db = None,
    language: Language = "id",
) -> None:
    """Bring a backup back; what the store holds now is kept aside first."""
    store, say = opened(db, language)
    if not confirmed(say("Replace all that the store holds?"), yes):
        out.print(say("Nothing was changed; to restore, run again with --yes"))
        return
    done = actions.restore_store(WHO, store, backup_file)
    n = sum(done.n_rows.values())
    out.print(say("Restored {n} rows", n=n), highlight=False)
    if done.kept:
        kept = say("What was there before is kept in {file}", file=done.kept)
        out.print(kept, highlight=False, soft_wrap=True)


def doctor(
    every: Annotated[bool, typer.Option("--all", help="Look at every record.")] = False,
    mend: Annotated[bool, typer.Option("--mend", help="Put right what needs no decision.")] = False,
    db: Db = None,
    language: Language = "id",
) -> None:
    """Examine the store, and say what is wrong and what to do."""
    store, say = opened(db, language)
    if mend:
        out.print(say("{n} things put right", n=actions.mend_store(WHO, store)))
    found = actions.examine_store(WHO, store, every)
    for one in found:
        line = f"{say(one.message, **one.values)}; {say(one.remedy)}"
        out.print(line, highlight=False, markup=False)
    if not found:
        out.print(say("All is well."))
    _tell_last(store, say)
    if found:
        raise typer.Exit(1)


def _tell_last(store: Store, say: Translate) -> None:
    try:
        last = see_last_backup(WHO, store).last
    except StoreError:  # so damaged that even this cannot be read
        return
    if last is None:
        return
    days = (datetime.now(UTC) - last.at).days
    when = say("{n} days ago", n=days) if days > 0 else say("less than a day ago")
    told = say(LAST[last.what], file=Path(last.file).name, when=when, who=last.who)
    out.print(told, highlight=False, markup=False)


def write_template(
    target: Annotated[Path, typer.Argument(help="Excel file to write.")] = Path("linkmatch.xlsx"),
    language: Language = "id",
) -> None:
    """Write a workbook to fill in, with drop-downs and an example."""
    say = translator(language)
    try:
        target.write_bytes(actions.make_template(WHO, language))
    except OSError as error:
        raise DataError(
            mark("{file} cannot be written: {reason}; name another file"),
            file=target.name,
            reason=error.strerror,
        ) from error
    out.print(
        say("Written to {file}; filled in, take it in with: linkmatch import", file=target.name),
        highlight=False,
    )


def worker(
    idle: Annotated[float, typer.Option(help="Seconds without a job before it ends.")] = 600.0,
    db: Db = None,
) -> None:
    """Do the jobs that pages leave; the app starts it by itself."""
    log_file().parent.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(filename=log_file(), level=logging.INFO)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    work(open_store(db), TASKS, Pace(idle=idle))
