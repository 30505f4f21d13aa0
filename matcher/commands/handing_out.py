"""The command `agenda`: the papers of a plan."""

from pathlib import Path
from typing import Annotated

import typer

from features.language import mark, translator
from matcher import actions
from matcher.access import LOCAL_PLANNER as WHO
from matcher.commands.options import Language
from matcher.commands.plan_files import PlanFile, read, show, tell_broken
from matcher.errors import DataError


def write_agendas(
    file: PlanFile,
    target: Annotated[Path, typer.Option("--out", help="Folder for the papers.")] = Path("agenda"),
    before: Annotated[
        list[Path] | None,
        typer.Option(help="An earlier plan that was handed out: calendars cancel what fell away."),
    ] = None,
    language: Language = "id",
) -> None:
    """Write the papers of a plan: agendas, wall plan, workbook, calendars, list of pairs.

    A plan that breaks a rule is written all the same, with what it breaks and exit code 1.
    """
    say = translator(language)
    problem, found, about = read(file)
    broken = tell_broken(problem, found, say)
    earlier = [read(one)[:2] for one in before or ()]
    papers = actions.write_papers(WHO, problem, found, about, language, earlier)
    try:
        for name, content in papers.items():
            place = target / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
    except OSError as error:
        raise DataError(
            mark("'{file}' cannot be written; name another place"), file=str(target)
        ) from error
    firms = {firm for one in found.placed for firm in problem.meeting[one.meeting_id].firms}
    show(
        say(
            "{n} files for {firms} participants are in {place}",
            n=len(papers),
            firms=len(firms),
            place=str(target),
        )
    )
    if broken:
        raise typer.Exit(1)
