"""The command `app`: start the pages."""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer
from streamlit.web import cli as streamlit

from matcher.commands.options import Data, Db, asked_language
from matcher.opening import open_data
from matcher.store import open_store
from matcher.ui.theme import OPTIONS


def app(
    port: Annotated[int, typer.Option(help="Port on this machine.")] = 8501,
    data: Data = None,
    db: Db = None,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
) -> None:
    """Start the app on this machine, for this machine only."""
    if data is not None:
        open_data((data, db), asked_language())
        here = Path(data)
        os.environ["LINKMATCH_DATA"] = str(here.resolve()) if here.is_dir() else data
    if db is not None:
        open_store(db).close()  # what is wrong with it is said here, in one line
        os.environ["LINKMATCH_DB"] = db if "://" in db else str(Path(db).absolute())
    place = find_spec("app")
    own = {"server.port": port, "server.headless": not browser, "server.address": "127.0.0.1"}
    flags = [f"--{name}={_flag(value)}" for name, value in {**OPTIONS, **own}.items()]
    streamlit.main(["run", str(place and place.origin), *flags], standalone_mode=False)


def _flag(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
