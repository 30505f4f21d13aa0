"""Every action says who may do it, and the document says the same."""

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

from matcher import actions
from matcher.access import as_markdown, rule_of
from matcher.people import ROLES

DOCUMENT = Path(__file__).parents[3] / "docs" / "access.md"
HEAD = """# Who may do what

`all`: with every record; `own`: with those of the firm that a buyer or an IKM speaks for, or of
the firms in the region of a coach (a regional office), and the imports, jobs and acts that it
began itself; a list then holds those only. Blank: not at all. The rules stand at the actions in
`matcher/actions`; this table is made from them.

"""
WORDS = {
    "planner": "planner",
    "buyer": "buyer",
    "ikm": "IKM",
    "coach": "regional office",
    "desk": "desk",
    "viewer": "viewer",
}


def every_action():
    """Give every public function of matcher.actions but those that only arrange arguments."""
    for found in pkgutil.iter_modules(actions.__path__, "matcher.actions."):
        module = importlib.import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            reaches = {"who", "store", "scorer", "data"} & set(
                inspect.signature(function).parameters
            )
            if function.__module__ == module.__name__ and not name.startswith("_") and reaches:
                yield function


def test_every_action_has_a_rule():
    assert [action.__qualname__ for action in every_action() if rule_of(action) is None] == []


def test_every_public_name_of_the_actions_is_an_action():
    functions = [getattr(actions, name) for name in actions.__all__]

    assert [f for f in functions if inspect.isfunction(f) and rule_of(f) is None] == []


def test_an_action_without_a_rule_is_found():
    def forgotten(who):
        return who

    assert rule_of(forgotten) is None


@pytest.mark.parametrize("action", list(every_action()), ids=lambda action: action.__name__)
def test_refusal_names_exactly_who_may(action):
    rule = rule_of(action)
    what, _, to_do = rule.refusal.partition("; ")
    who_may = re.split(r"\b(?:for|by)\b", what, maxsplit=1)[-1]

    assert to_do
    assert [r for r in ROLES if WORDS[r] in who_may] == [r for r in ROLES if r in rule.levels]


def test_the_document_is_what_the_actions_say():
    """Renew it with: python tests/matcher/access/test_document.py."""
    list(every_action())

    assert DOCUMENT.read_text(encoding="utf-8") == HEAD + document_table()


def document_table():
    """Write the rules of the actions, without those that a test makes."""
    named = {f"| `{action.__name__}` " for action in every_action()} | {"| action ", "| --- "}
    lines = as_markdown().splitlines(keepends=True)
    return "".join(line for line in lines if any(line.startswith(start) for start in named))


if __name__ == "__main__":
    DOCUMENT.write_text(HEAD + document_table(), encoding="utf-8")
