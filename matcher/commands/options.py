"""Options that several commands share, and how commands reach the store."""

import sys
from typing import Annotated

import typer
from rich.console import Console

from features.language import Translate, translator
from matcher.store import Store, open_store

Db = Annotated[
    str | None,
    typer.Option("--db", envvar="LINKMATCH_DB", help="The store: a file, or postgresql://..."),
]
Language = Annotated[str, typer.Option("--language", envvar="LINKMATCH_LANGUAGE", help="id or en.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do it without asking.")]

out = Console(soft_wrap=False)
err = Console(stderr=True)


def opened(db: str | None, language: str) -> tuple[Store, Translate]:
    """Open the store and the texts of a language."""
    return open_store(db), translator(language)


def confirmed(question: str, yes: bool) -> bool:
    """Ask before something happens; without a terminal only `--yes` says yes."""
    if yes:
        return True
    return sys.stdin.isatty() and typer.confirm(question)
