"""Options that several commands share, and how commands reach the store."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from features.language import LANGUAGES, Translate, translator
from matcher.store import Store, open_store

Db = Annotated[
    str | None,
    typer.Option("--db", envvar="LINKMATCH_DB", help="The store: a file, or postgresql://..."),
]
Data = Annotated[
    str | None, typer.Option("--data", help="Folder of CSV files to read, instead of the store.")
]
WeightsFile = Annotated[str | None, typer.Option("--weights", help="TOML file with weights.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
Language = Annotated[str, typer.Option("--language", envvar="LINKMATCH_LANGUAGE", help="id or en.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do it without asking.")]

out = Console(soft_wrap=False)
err = Console(stderr=True)


def opened(db: str | None, language: str) -> tuple[Store, Translate]:
    """Open the store and the texts of a language."""
    return open_store(db), translator(language)


@contextmanager
def following(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar on stderr and give what tells it how much is done, of how much."""
    with Progress(console=err, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def confirmed(question: str, yes: bool) -> bool:
    """Ask before something happens; without a terminal only `--yes` says yes."""
    if yes:
        return True
    return sys.stdin.isatty() and typer.confirm(question)


def asked_language() -> str:
    """Give the language for an error: the option, else the environment, else Indonesian."""
    words = [*sys.argv, os.environ.get("LINKMATCH_LANGUAGE", "id")]
    asked = words[words.index("--language") + 1] if "--language" in words else words[-1]
    return asked if asked in LANGUAGES else "en"
