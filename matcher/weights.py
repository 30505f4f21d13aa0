"""Weights: how much each criterion counts, with a sentence of reason each, from TOML."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Self

from features import CRITERIA
from features.language import mark
from features.package_data import data_path
from matcher.errors import SettingsError

SIDE = {criterion.name: criterion.side for criterion in CRITERIA}
_SETTINGS = ("rho", "floor", "minimum", "enough", "strong")


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
        Why, by the same names as `criteria`.

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
        for name in _SETTINGS:
            _check(name, getattr(self, name), 1.0)
        for side in ("buyer", "supplier"):
            if not self._total(side) > 0:
                raise SettingsError(
                    mark("all weights of the {side}'s side are 0; give one criterion a weight"),
                    side=side,
                )

    def share(self, criterion: str) -> float:
        """Share of the criterion in its side's fit; the shares of a side sum to 1."""
        return self.criteria.get(criterion, 0.0) / self._total(SIDE[criterion])

    def in_score(self, criterion: str) -> float:
        """Share of the criterion in the score; over all criteria they sum to 1."""
        side = self.rho if SIDE[criterion] == "supplier" else 1.0 - self.rho
        return side * self.share(criterion)

    def changed(self, **weights: float) -> Self:
        """Give new weights with some criteria, or a setting such as `rho`, changed."""
        own: dict[str, Any] = {n: weights.pop(n) for n in _SETTINGS if n in weights}
        return replace(self, criteria={**self.criteria, **weights}, **own)

    def _total(self, side: str) -> float:
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
        settings = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(
            mark("the weights file '{file}' cannot be read; check the path"), file=path
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            mark("'{file}' is not TOML ({reason}); start from data/weights.toml"),
            file=path,
            reason=error,
        ) from error
    return _from_toml(settings)


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
            reasons[name] = str(table.get("reason", ""))
    pair, bands = _section(settings, "pair"), _section(settings, "bands")
    own = {name: both[name] for both in (pair, bands) for name in _SETTINGS if name in both}
    return Weights(criteria, reasons=reasons, **own)


def _section(settings: dict[str, Any], name: str) -> dict[str, Any]:
    section = settings.get(name, {})
    if not isinstance(section, dict):
        raise SettingsError(mark("'{name}' must be a section of the weights file"), name=name)
    return section


def _check(name: str, value: object, highest: float) -> None:
    fine = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not fine or not 0 <= float(value) <= highest or math.isinf(float(value)):  # type: ignore[arg-type]
        raise SettingsError(
            mark("the weight '{name}' is {value}; it must be a number from 0{limit}"),
            name=name,
            value=value,
            limit="" if math.isinf(highest) else f" to {highest:g}",
        )
