"""The programme as a TOML file: read from it, and written back equal."""

import tomllib
from dataclasses import fields, is_dataclass
from datetime import time
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import tomli_w
from pydantic import TypeAdapter, ValidationError

from features.language import mark
from features.package_data import data_path
from matcher.errors import SettingsError
from matcher.planner.programme import Programme

_READER = TypeAdapter(Programme)
EXAMPLE = ("demo_event", "programme.toml")
_WRONG = {
    "missing": mark("{file}, {where}: this must be said; add it"),
    "unexpected_keyword_argument": mark(
        "{file}, {where}: there is no such setting; correct its name or take it out"
    ),
}
_NO_HOUR = mark("{file}, {where}: '{value}' is no hour of a day; write 13:30, at most 23:59")
_NO_DAY = mark("{file}, {where}: '{value}' is no day; write 2026-12-09")
_NO_VALUE = mark("{file}, {where}: '{value}' cannot be read; write it as in the example programme")


def load_programme(path: str | Path | None = None) -> Programme:
    """Read a programme from TOML; without a path, the example that ships with linkmatch.

    Raises
    ------
    SettingsError
        When the file is missing, is no TOML or holds a wrong value.
    """
    file: Traversable = data_path(*EXAMPLE) if path is None else Path(path)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise SettingsError(
            mark("the programme '{file}' cannot be read; check the path"), file=path
        ) from error
    return read_programme(content, file.name)


def read_programme(content: bytes, name: str) -> Programme:
    """Read a programme from the bytes of a TOML file; `name` stands in the errors.

    Raises
    ------
    SettingsError
        When it is no TOML or holds a wrong value.
    """
    try:
        settings = tomllib.loads(content.decode("utf-8-sig"))  # Notepad puts a mark in front
    except (ValueError, RecursionError) as error:
        raise SettingsError(
            mark("'{file}' is not TOML ({reason}); start from the example programme"),
            file=name,
            reason=str(error).partition("\n")[0],
        ) from error
    try:
        return _READER.validate_python(settings)
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(
            _sentence(first["type"]),
            file=name,
            where=".".join(str(p + 1 if isinstance(p, int) else p) for p in first["loc"]),
            value=" ".join(str(first["input"]).split())[:60],
        ) from error


def _sentence(kind: str) -> str:
    """Choose the line for a kind of pydantic's errors."""
    if kind in _WRONG:
        return _WRONG[kind]
    return {"time": _NO_HOUR, "date": _NO_DAY}.get(kind.partition("_")[0], _NO_VALUE)


def to_toml(programme: Programme) -> str:
    """Write a programme as a TOML file that `read_programme` reads back equal."""
    return tomli_w.dumps(_plain(programme))


def to_json(programme: Programme) -> str:
    """Write a programme as one line, which `from_json` reads back equal."""
    return _READER.dump_json(programme).decode()


def from_json(text: str) -> Programme:
    """Read a programme from one line that `to_json` wrote.

    Raises
    ------
    SettingsError
        When it holds no programme.
    """
    try:
        return _READER.validate_json(text)
    except ValidationError as error:
        raise SettingsError(
            mark("the programme of the event cannot be read; write it again on the page Jadwal")
        ) from error


def _plain(value: Any) -> Any:
    """Give what TOML can hold; what stands at its default is left out."""
    if is_dataclass(value) and not isinstance(value, type):
        stated = {one.name: getattr(value, one.name) for one in fields(value)}
        return {name: _plain(v) for name, v in stated.items() if v not in (None, (), frozenset())}
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value
