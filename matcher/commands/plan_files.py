"""A plan file: read, written, and what it says, printed; the command `check`."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from features.language import Translate, mark, translator
from matcher import actions
from matcher.access import LOCAL_PLANNER as WHO
from matcher.agenda.about import About
from matcher.agenda.document import read_document, to_document
from matcher.agenda.plan_file import read_plan_csv
from matcher.commands.options import Language, out
from matcher.errors import DataError
from matcher.planner.difference import Difference, Told
from matcher.planner.mistakes import require_whole
from matcher.planner.moving import by_hand
from matcher.planner.plan import Plan
from matcher.planner.problem import Participant, Problem
from matcher.planner.said import Said

PlanFile = Annotated[Path, typer.Argument(help="The file that 'linkmatch plan' wrote.")]
MOST_LINES = 12  # of one kind, after which only their number is told


def check(
    file: PlanFile,
    moved: Annotated[
        Path | None,
        typer.Option("--moved", help="List of pairs (CSV) in which meetings were moved by hand."),
    ] = None,
    target: Annotated[
        Path | None, typer.Option("--out", help="Where the plan with these moves goes.")
    ] = None,
    before: Annotated[
        Path | None, typer.Option("--before", help="An earlier plan: say what is other now.")
    ] = None,
    why: Annotated[
        bool, typer.Option("--why", help="Why meetings have no place, and what would help.")
    ] = False,
    language: Language = "id",
) -> None:
    """Count again, without the solver, whether a plan keeps every rule."""
    say = translator(language)
    problem, found, about = read(file)
    if moved is not None:
        found = by_hand(problem, found, read_plan_csv(content_of(moved), moved.name, problem))
    broken = tell_broken(problem, found, say)
    if before is not None:
        was, old, _ = read(before)
        names = {**was.participant, **problem.participant}
        tell_difference(*actions.compare_plans(WHO, (was, old), (problem, found)), names, say)
    if why:
        _tell_impasse(problem, say)
    if broken:
        raise typer.Exit(1)
    show(say("the plan keeps every rule: {n} meetings checked", n=len(found.placed)))
    if target is not None:
        write(target, problem, found, about)
        show(say("the new plan is in {file}", file=str(target)))


def tell_broken(problem: Problem, found: Plan, say: Translate) -> int:
    """Print every rule that a plan breaks, and give how many."""
    broken = actions.check_plan(WHO, problem, found)
    for one in broken:
        show(say(one.message, **one.values))
    if broken:
        show(say("{n} rules are broken", n=len(broken)))
    return len(broken)


def read(file: Path) -> tuple[Problem, Plan, About]:
    """Read a plan file.

    Raises
    ------
    DataError
        When it is not there, is none, or holds an event that lacks a part or contradicts itself.
    """
    problem, found, about = read_document(content_of(file), file.name)
    require_whole(problem)
    return problem, found, about


def content_of(file: Path) -> bytes:
    """Read a file that 'linkmatch plan' or 'linkmatch agenda' wrote.

    Raises
    ------
    DataError
        When it is not there.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        raise DataError(
            mark("'{file}' cannot be read; make a plan with: linkmatch plan"), file=str(file)
        ) from error


def write(file: Path, problem: Problem, found: Plan, about: About) -> None:
    """Write a plan file.

    Raises
    ------
    DataError
        When the folder is not there or may not be written to.
    """
    try:
        file.write_text(to_document(problem, found, about), encoding="utf-8")
    except OSError as error:
        raise DataError(
            mark("'{file}' cannot be written; name another place"), file=str(file)
        ) from error


def tell_difference(
    what: Difference,
    told: dict[str, tuple[Told, ...]],
    names: Mapping[str, Participant],
    say: Translate,
) -> None:
    """Print what is other, to be read out: each participant with its lines, by time."""
    show(
        say(
            "{moved} meetings move, {cancelled} are cancelled, {added} are added",
            moved=len(what.moved),
            cancelled=len(what.cancelled),
            added=len(what.added),
        )
    )
    if what.retimed:
        show(say("{n} meetings begin at another time", n=len(what.retimed)))
    if told:
        show(say("To be told ({n} participants):", n=len(told)))
    for firm_id, lines in told.items():
        show(names[firm_id].name + ":")
        for line in lines:
            show("  " + say(line.message, **line.values))


def tell_about(about: About, say: Translate) -> None:
    """Print why meetings have no place, what would help, and what else is to be known."""
    _tell_why(about.why, about.ways, say)
    lines = [say(one.message, **one.values) for one in about.remarks]
    tell_some([*dict.fromkeys(lines)], say)


def tell_some(lines: list[str], say: Translate, most: int = MOST_LINES) -> None:
    """Print lines of one kind, the first of many."""
    for line in lines[:most]:
        show(line)
    if len(lines) > most:
        indent = "  " if lines[0].startswith("  ") else ""
        show(indent + say("and {n} more", n=len(lines) - most))


def _tell_impasse(problem: Problem, say: Translate) -> None:
    found = actions.find_impasse(WHO, problem)
    if found is None:
        show(say("every meeting can have a place"))
    else:
        _tell_why(found.reasons, found.ways, say)


def _tell_why(reasons: Iterable[Said], ways: Iterable[tuple[Said, Said]], say: Translate) -> None:
    for one in reasons:
        show(say("Why: {reason}", reason=say(one.message, **one.values)))
    for way, effect in ways:
        words = say(way.message, **way.values), say(effect.message, **effect.values)
        show(say("A way out: {way} ({effect})", way=words[0], effect=words[1]))


def show(text: str) -> None:
    """Print a line as it is, however long."""
    out.print(text, highlight=False, markup=False, soft_wrap=True)
