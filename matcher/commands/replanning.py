"""The command `replan`: a plan mended after what happened on the day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import Annotated

import typer

from features.language import mark, translator
from matcher import actions
from matcher.access import LOCAL_PLANNER as WHO
from matcher.agenda.about import About
from matcher.commands.options import Language
from matcher.commands.plan_files import (
    PlanFile,
    read,
    show,
    tell_broken,
    tell_difference,
    write,
)
from matcher.errors import DataError
from matcher.planner.changes import (
    Change,
    Delayed,
    EarlyLeaving,
    LateArrival,
    NoShow,
    SessionShortened,
    TableLost,
)
from matcher.planner.problem import Problem
from matcher.planner.walking_in import added_by_hand, walk_in

_WHEN = mark("'{text}' has no time at its end; write it as 'I-003 14:30'")
_WHOM = mark("'{text}' does not say who meets whom; write it as '{example}'")


def replan_file(
    file: PlanFile,
    now: Annotated[datetime, typer.Option("--now", help="What has started before is past.")],
    no_show: Annotated[
        list[str] | None, typer.Option(help="Id of a firm that is not there.")
    ] = None,
    late: Annotated[list[str] | None, typer.Option(help="'ID HH:MM': comes at.")] = None,
    leaves: Annotated[list[str] | None, typer.Option(help="'ID HH:MM': leaves at.")] = None,
    walk_in: Annotated[
        list[str] | None, typer.Option(help="'NAME: ID ID': comes unexpected, and meets these.")
    ] = None,
    add: Annotated[
        list[str] | None, typer.Option(help="'IKM BUYER': a meeting added by hand.")
    ] = None,
    table_lost: Annotated[list[str] | None, typer.Option(help="Id of a table.")] = None,
    delay: Annotated[int, typer.Option(min=0, help="The programme is so many minutes late.")] = 0,
    shorten: Annotated[
        list[str] | None, typer.Option(help="'SESSION HH:MM': the session ends at.")
    ] = None,
    target: Annotated[Path | None, typer.Option("--out", help="Where the new plan goes.")] = None,
    seconds: Annotated[float, typer.Option(min=0.1)] = 2.0,
    language: Language = "id",
) -> None:
    """Mend a plan after a no-show or the like; the waiting list fills holes, few meetings move."""
    say = translator(language)
    problem, found, about = read(file)
    changes: list[Change] = [NoShow(firm_id) for firm_id in no_show or ()]
    changes += [LateArrival(*_at(text, now)) for text in late or ()]
    changes += [EarlyLeaving(*_at(text, now)) for text in leaves or ()]
    changes += [TableLost(table_id) for table_id in table_lost or ()]
    changes += [SessionShortened(*_at(text, now)) for text in shorten or ()]
    changes += [Delayed(delay)] if delay else []
    changes += _come(problem, walk_in or (), add or (), about)
    if not changes:
        raise DataError(mark("nothing happened; say what with --no-show, --late, --delay ..."))
    mended, then = actions.change_plan(WHO, problem, found, about, now, changes, seconds)
    tell_difference(mended.difference, mended.told, mended.problem.participant, say)
    was = {one.meeting_id for one in found.placed} | {one.meeting_id for one in found.left_out}
    for one in mended.plan.left_out:
        if one.meeting_id not in was:  # added just now, and there is no room
            show(say(one.message, **one.values))
    place = target or file
    write(place, mended.problem, mended.plan, replace(then, version=about.version + 1))
    show(say("the new plan is in {file}", file=str(place)))
    if tell_broken(mended.problem, mended.plan, say):
        raise typer.Exit(1)


def _come(
    problem: Problem, newcomers: Iterable[str], pairs: Iterable[str], about: About
) -> list[Change]:
    """Read who comes unexpected, and which meetings are added."""
    found: list[Change] = []
    for text in newcomers:
        name, _, partners = text.rpartition(":")
        if not name.strip() or not partners.split():
            raise DataError(_WHOM, text=text, example="CV Baru Jaya: B-03 B-07")
        change = walk_in(problem, name.strip(), partners.split())
        problem = replace(problem, participants=(*problem.participants, change.participant))
        found.append(change)
    for text in pairs:
        ids = text.split()
        if len(ids) != 2:
            raise DataError(_WHOM, text=text, example="I-003 B-07")
        found.append(added_by_hand(problem, (ids[0], ids[1]), about.waiting))
    return found


def _at(text: str, now: datetime) -> tuple[str, datetime]:
    """Read 'I-003 14:30' as a name and a time of that day.

    Raises
    ------
    DataError
        When it is none.
    """
    name, _, hour = text.strip().rpartition(" ")
    try:
        return name.strip(), datetime.combine(now.date(), time.fromisoformat(hour))
    except ValueError as error:
        raise DataError(_WHEN, text=text) from error
