"""Rules: which role may do what with its own records and with those of others.

A rule stands at the action itself; who is not named there is refused.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from inspect import signature
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar

import pandas as pd

from matcher.access.begun import of_batch
from matcher.access.owning import owns
from matcher.access.touching import Whose, of_email
from matcher.errors import DeniedError
from matcher.people import ROLES, Person

Level = Literal["own", "all"]
P = ParamSpec("P")
R = TypeVar("R")
_OWNERS = ("buyer", "ikm", "coach")  # the roles that speak for a firm or a region
_BY_PERSON = (of_email, of_batch)  # what belongs to one person of whichever role


@dataclass(frozen=True)
class Rule:
    """What each role may do with one action; a role that is not named may not use it."""

    action: str
    refusal: str
    levels: Mapping[str, Level]


_RULES: dict[str, Rule] = {}


def allowed(
    refusal: str,
    *,
    whose: Whose | None = None,
    planner: Level | None = None,
    buyer: Level | None = None,
    ikm: Level | None = None,
    coach: Level | None = None,
    desk: Level | None = None,
    viewer: Level | None = None,
) -> Callable[[Callable[Concatenate[Person, P], R]], Callable[Concatenate[Person, P], R]]:
    """Let an action refuse who may not do it; its first argument is who does it.

    Parameters
    ----------
    refusal
        One line, marked for the catalogue: what this is, who may, what to do.
    whose
        Says from the arguments whose records are touched; needed for 'own'.
    planner, buyer, ikm, coach, desk, viewer
        'all', or 'own': the records of the firm that a buyer or an IKM speaks for, of the firms
        in a coach's region.

    Raises
    ------
    ValueError
        When 'own' cannot be told.
    DeniedError
        The action does so.
    """
    given = zip(ROLES, (planner, buyer, ikm, coach, desk, viewer), strict=True)
    levels = {role: level for role, level in given if level is not None}
    for role, level in levels.items():
        if level == "own" and whose not in _BY_PERSON and (whose is None or role not in _OWNERS):
            raise ValueError(f"{role}='own' needs whose=, and a role that speaks for somebody")

    def guard(action: Callable[Concatenate[Person, P], R]) -> Callable[Concatenate[Person, P], R]:
        rule, shape = Rule(action.__name__, refusal, levels), signature(action)
        _RULES[_key(action)] = rule

        @wraps(action)
        def guarded(who: Person, /, *args: P.args, **kwargs: P.kwargs) -> R:
            def told() -> Mapping[str, Any]:
                bound = shape.bind(who, *args, **kwargs)
                bound.apply_defaults()
                return bound.arguments

            if not _may(who, rule, whose, told):
                raise DeniedError(refusal)
            return action(who, *args, **kwargs)

        return guarded

    return guard


def _may(who: Person, rule: Rule, whose: Whose | None, told: Callable[[], Any]) -> bool:
    level = rule.levels.get(who.role)
    if level == "own" and whose is not None:
        touched = list(whose(told()))
        return bool(touched) and all(owns(who, sides) for sides in touched)
    return level == "all"


def rule_of(action: Callable[..., object]) -> Rule | None:
    """Give the rule of an action; None when it has none."""
    return _RULES.get(_key(action)) if hasattr(action, "__wrapped__") else None


def _key(action: Callable[..., object]) -> str:
    return f"{action.__module__}.{action.__qualname__}"


def _in_order() -> list[Rule]:
    return [_RULES[key] for key in sorted(_RULES, key=lambda key: (_RULES[key].action, key))]


def rules() -> pd.DataFrame:
    """Give a row per action and role: whether it may with its own records, and with others'.

    Only actions that are imported stand in it: `import matcher.actions` first.
    """
    rows = [
        (rule.action, role, role in rule.levels, rule.levels.get(role) == "all")
        for rule in _in_order()
        for role in ROLES
    ]
    return pd.DataFrame(rows, columns=["action", "role", "own", "other"])


def as_markdown() -> str:
    """Write the same as a table, an action per row: `all`, `own` or nothing for each role."""
    lines = [["action", *ROLES], ["---"] * (1 + len(ROLES))]
    for rule in _in_order():
        lines.append([f"`{rule.action}`", *(rule.levels.get(role, "") for role in ROLES)])
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)
