"""Weights: how much each criterion counts, with a sentence of reason each, from TOML."""

import math
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Self

import tomli_w

from features import CRITERIA
from features.language import mark
from features.package_data import data_path
from matcher.errors import SettingsError

SIDE = {criterion.name: criterion.side for criterion in CRITERIA}
_SECTIONS = {"pair": ("rho", "floor", "minimum"), "bands": ("enough", "strong")}
SETTINGS = tuple(name for names in _SECTIONS.values() for name in names)
_ALL_ZERO = {
    "buyer": mark("all weights of the buyer's side are 0; give one criterion a weight"),
    "supplier": mark("all weights of the supplier's side are 0; give one criterion a weight"),
}


@dataclass(frozen=True)
class Weights:
    """Checked weights; `criteria` are raw, `share` gives what a criterion counts on its side.

    Parameters
    ----------
    criteria
        Weight of every criterion, 0 or more; one of each side must be above 0.
    rho
        Share of `supplier_fit` in the score, 0 to 1.
    floor
        Fit of the weaker side below which a pair stands after all others, 0 to 1.
    minimum
        Score below which a meeting makes no sense, 0 to 1: it counts as no fitting need.
    enough, strong
        Limits of the bands: completeness that is enough, lowest possible score that is strong.
    reasons
        Why, by the same names as `criteria`; `pair` and `bands` say why of the other numbers.

    Raises
    ------
    SettingsError
        For an unknown criterion or a value out of its range.
    """

    criteria: Mapping[str, float]
    rho: float = 0.2
    floor: float = 0.1
    minimum: float = 0.4
    enough: float = 0.5
    strong: float = 0.5
    reasons: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, weight in self.criteria.items():
            if name not in SIDE:
                raise SettingsError(
                    mark("there is no criterion '{name}'; choose from {choices}"),
                    name=name,
                    choices=", ".join(SIDE),
                )
            _check(name, weight, math.inf)
        for name in SETTINGS:
            _check(name, getattr(self, name), 1.0)
        for side in ("buyer", "supplier"):
            if not self.total(side) > 0:
                raise SettingsError(_ALL_ZERO[side])

    @property
    def counted(self) -> tuple[str, ...]:
        """The criteria that have a weight, by name."""
        return tuple(sorted(name for name, weight in self.criteria.items() if weight > 0))

    def share(self, criterion: str) -> float:
        """Share of the criterion in its side's fit; the shares of a side sum to 1."""
        return self.criteria.get(criterion, 0.0) / self.total(SIDE[criterion])

    def in_score(self, criterion: str) -> float:
        """Share of the criterion in the score; over all criteria they sum to 1."""
        side = self.rho if SIDE[criterion] == "supplier" else 1.0 - self.rho
        return side * self.share(criterion)

    def changed(self, **weights: float) -> Self:
        """Give new weights with some criteria, or a setting such as `rho`, changed."""
        own: dict[str, Any] = {n: weights.pop(n) for n in SETTINGS if n in weights}
        return replace(self, criteria={**self.criteria, **weights}, **own)

    def total(self, side: str) -> float:
        """Sum of the raw weights of the buyer's or the supplier's side."""
        return sum(weight for name, weight in self.criteria.items() if SIDE[name] == side)


def load_weights(path: str | Path | None = None) -> Weights:
    """Read weights from TOML; without a path, those that ship with linkmatch.

    Raises
    ------
    SettingsError
        When the file is missing, is no TOML or holds a wrong value.
    """
    file: Traversable = data_path("weights.toml") if path is None else Path(path)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise SettingsError(
            mark("the weights file '{file}' cannot be read; check the path"), file=path
        ) from error
    return read_weights(content, str(path))


def read_weights(content: bytes, name: str) -> Weights:
    """Read weights from the bytes of a TOML file; `name` stands in the errors.

    Raises
    ------
    SettingsError
        When it is no TOML or holds a wrong value.
    """
    try:
        settings = tomllib.loads(content.decode("utf-8-sig"))  # Notepad puts a mark in front
    except (ValueError, RecursionError) as error:
        raise SettingsError(
            mark("'{file}' is not TOML ({reason}); start from data/weights.toml"),
            file=name,
            reason=error,
        ) from error
    return _from_toml(settings)


def to_toml(weights: Weights) -> str:
    """Write weights as a TOML file that `read_weights` reads back equal, reasons included.

    >>> print(to_toml(Weights({"component": 3, "support": 1}, reasons={"component": "first"})))
    [pair]
    rho = 0.2
    floor = 0.1
    minimum = 0.4
    <BLANKLINE>
    [bands]
    enough = 0.5
    strong = 0.5
    <BLANKLINE>
    [buyer.component]
    weight = 3
    reason = "first"
    <BLANKLINE>
    [supplier.support]
    weight = 1
    <BLANKLINE>
    """
    settings: dict[str, dict[str, Any]] = {
        section: {name: getattr(weights, name) for name in names} | _reason(weights, section)
        for section, names in _SECTIONS.items()
    }
    for side in ("buyer", "supplier"):
        settings[side] = {
            name: {"weight": weight} | _reason(weights, name)
            for name, weight in weights.criteria.items()
            if SIDE[name] == side
        }
    return tomli_w.dumps(settings)


def _reason(weights: Weights, name: str) -> dict[str, str]:
    return {"reason": weights.reasons[name]} if name in weights.reasons else {}


def _from_toml(settings: dict[str, Any]) -> Weights:
    criteria: dict[str, float] = {}
    reasons: dict[str, str] = {}
    for side in ("buyer", "supplier"):
        for name, entry in _section(settings, side).items():
            table = _section({name: entry}, name)
            if SIDE.get(name, side) != side:
                raise SettingsError(
                    mark("the criterion '{name}' belongs under [{side}.{name}]; move it"),
                    name=name,
                    side=SIDE[name],
                )
            criteria[name] = table.get("weight", math.nan)
            reasons |= _said(name, table)
    own: dict[str, Any] = {}
    for section, names in _SECTIONS.items():
        table = _section(settings, section)
        own |= {name: table[name] for name in names if name in table}
        reasons |= _said(section, table)
    return Weights(criteria, reasons=reasons, **own)


def _said(name: str, table: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(table["reason"])} if "reason" in table else {}


def _section(settings: dict[str, Any], name: str) -> dict[str, Any]:
    section = settings.get(name, {})
    if not isinstance(section, dict):
        raise SettingsError(mark("'{name}' must be a section of the weights file"), name=name)
    return section


def _check(name: str, value: object, highest: float) -> None:
    fine = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not fine or not 0 <= value <= min(highest, sys.float_info.max):  # type: ignore[operator]
        raise SettingsError(
            mark("the weight '{name}' is {value}; it must be a number from 0{limit}"),
            name=name,
            value=value,
            limit="" if math.isinf(highest) else f" to {highest:g}",
        )
