"""The command `export`: all that is stored, in the documented form, to be read back or kept."""

from pathlib import Path
from typing import Annotated

import typer

from features.language import mark
from matcher import actions
from matcher.access import LOCAL_PLANNER as WHO
from matcher.commands.options import Db, Language, opened, out
from matcher.errors import DataError

_BOOK = ".xlsx"


def export(
    target: Annotated[Path, typer.Argument(help="FILE.xlsx, or a folder for CSV files.")],
    db: Db = None,
    language: Language = "id",
) -> None:
    """Write all that is stored into a workbook, or a folder of CSV files."""
    store, say = opened(db, language)
    if target.suffix.lower() not in ("", _BOOK) and not target.is_dir():
        raise DataError(
            mark("'{file}' is neither a workbook nor a folder; write {book} or {folder}"),
            file=target.name,
            book=target.with_suffix(_BOOK).name,
            folder=target.stem,
        )
    if target.suffix.lower() == _BOOK:
        actions.export_file(WHO, store, target)
        n_files = 1
    else:
        n_files = len(actions.export_folder(WHO, store, target))
    firms = actions.see_table(WHO, store, "firm")
    told = say("{n} firms and all about them are in {place}", n=len(firms), place=str(target))
    out.print(told, highlight=False, markup=False, soft_wrap=True)
    if n_files > 1:
        out.print(say("{n} files; read them back with: linkmatch import FOLDER", n=n_files))
