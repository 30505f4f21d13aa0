"""The commands about an event's plan: plan, check, replan, agenda."""

from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress

from features.language import Translate, mark, translator
from matcher import actions
from matcher.access import LOCAL_PLANNER as WHO
from matcher.agenda.about import About
from matcher.agenda.document import read_document, to_document
from matcher.commands.options import Language, err, out
from matcher.errors import DataError
from matcher.planner.changes import Change, Delayed, EarlyLeaving, LateArrival, NoShow, TableLost
from matcher.planner.plan import Plan, Quality
from matcher.planner.problem import Problem
from matcher.planner.programme_file import load_programme
from matcher.planner.wanted import Wanted

if TYPE_CHECKING:
    from matcher.planner.arranging import Arranged

PlanFile = Annotated[Path, typer.Argument(help="The file that 'linkmatch plan' wrote.")]
Programme = Annotated[
    Path | None,
    typer.Option(
        "--programme", help="Days, sessions and tables (TOML); else those of the example."
    ),
]


def plan(
    target: Annotated[Path, typer.Argument(help="Where the plan goes.")] = Path("plan.json"),
    programme: Programme = None,
    data: Annotated[str, typer.Option("--data", help="Folder of records.")] = "demo_event",
    seconds: Annotated[float, typer.Option(min=0.1, help="How long to improve the plan.")] = 20.0,
    supplier_floor: Annotated[int, typer.Option(min=0, help="Least meetings of an IKM.")] = 1,
    buyer_floor: Annotated[int, typer.Option(min=0, help="Least meetings of a buyer.")] = 1,
    need_cap: Annotated[int | None, typer.Option(min=1, help="Most IKMs for one need.")] = None,
    evenness: Annotated[float, typer.Option(min=0, max=1, help="0: best pairs; 1: even.")] = 0.5,
    iterations: Annotated[
        int | None, typer.Option(min=1, help="Work instead of seconds: always the same plan.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Another number: another plan as good.")] = 0,
    language: Language = "id",
) -> None:
    """Choose who meets whom, and when and at which table."""
    say = translator(language)
    scorer = actions.prepare(WHO, actions.open_data(WHO, data))
    wanted = Wanted(supplier_floor, buyer_floor, need_cap, evenness)
    settings = load_programme(programme)
    arranged = actions.choose_pairs(WHO, scorer, settings, wanted)
    with Progress(console=err, transient=True) as bar:
        task = bar.add_task(say("Timetable"), total=seconds)

        def told(_: Quality, __: int, after: float) -> None:
            bar.update(task, completed=after)

        found = actions.make_plan(WHO, arranged.problem, seconds, seed, told, iterations=iterations)
    about = actions.describe_event(WHO, scorer, arranged, found, settings, language)
    target.write_text(to_document(arranged.problem, found, about), encoding="utf-8")
    _tell_selection(arranged, say)
    _tell(arranged.problem, found, say)
    _print(say("the plan is in {file}; look at it with: linkmatch agenda {file}", file=str(target)))


def check(file: PlanFile, language: Language = "id") -> None:
    """Count again, without the solver, whether a plan keeps every rule."""
    say = translator(language)
    problem, found, _ = read(file)
    broken = actions.check_plan(WHO, problem, found)
    for one in broken:
        _print(say(one.message, **one.values))
    if broken:
        _print(say("{n} rules are broken", n=len(broken)))
        raise typer.Exit(1)
    _print(say("the plan keeps every rule: {n} meetings checked", n=len(found.placed)))


def replan_file(
    file: PlanFile,
    now: Annotated[datetime, typer.Option("--now", help="What has started before is past.")],
    no_show: Annotated[
        list[str] | None, typer.Option(help="Id of a firm that is not there.")
    ] = None,
    late: Annotated[list[str] | None, typer.Option(help="'ID HH:MM': comes at.")] = None,
    leaves: Annotated[list[str] | None, typer.Option(help="'ID HH:MM': leaves at.")] = None,
    table_lost: Annotated[list[str] | None, typer.Option(help="Id of a table.")] = None,
    delay: Annotated[int, typer.Option(min=0, help="The programme is so many minutes late.")] = 0,
    target: Annotated[Path | None, typer.Option("--out", help="Where the new plan goes.")] = None,
    seconds: Annotated[float, typer.Option(min=0.1)] = 2.0,
    language: Language = "id",
) -> None:
    """Mend a plan after a no-show or the like, with as few moves as possible."""
    say = translator(language)
    problem, found, about = read(file)
    changes: list[Change] = [NoShow(firm_id) for firm_id in no_show or ()]
    changes += [LateArrival(*_at(text, now)) for text in late or ()]
    changes += [EarlyLeaving(*_at(text, now)) for text in leaves or ()]
    changes += [TableLost(table_id) for table_id in table_lost or ()]
    changes += [Delayed(delay)] if delay else []
    if not changes:
        raise DataError(mark("nothing happened; say what with --no-show, --late, --delay ..."))
    mended = actions.change_plan(WHO, problem, found, now, changes, seconds)
    what = mended.difference
    told = say(
        "{moved} meetings move, {cancelled} are cancelled, {added} are added",
        moved=len(what.moved),
        cancelled=len(what.cancelled),
        added=len(what.added),
    )
    _print(told)
    for firm_id, lines in mended.told.items():
        name = mended.problem.participant[firm_id].name
        _print(f"{name}: " + "; ".join(say(line.message, **line.values) for line in lines))
    place = target or file
    text = to_document(mended.problem, mended.plan, replace(about, version=about.version + 1))
    place.write_text(text, encoding="utf-8")
    _print(say("the new plan is in {file}", file=str(place)))


def _at(text: str, now: datetime) -> tuple[str, datetime]:
    """Read 'I-003 14:30' as a firm and a time of that day.

    Raises
    ------
    DataError
        When it is none.
    """
    firm_id, _, hour = text.strip().rpartition(" ")
    try:
        return firm_id.strip(), datetime.combine(now.date(), time.fromisoformat(hour))
    except ValueError as error:
        raise DataError(
            mark("'{text}' is no firm with a time; write it as 'I-003 14:30'"), text=text
        ) from error


def write_agendas(
    file: PlanFile,
    target: Annotated[Path, typer.Option("--out", help="Folder for the papers.")] = Path("agenda"),
    language: Language = "id",
) -> None:
    """Write the papers of a plan: agendas, wall plan, workbook, calendars, list of pairs."""
    say = translator(language)
    problem, found, about = read(file)
    papers = actions.write_papers(WHO, problem, found, about, language)
    for name, content in papers.items():
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    firms = {firm for one in found.placed for firm in problem.meeting[one.meeting_id].firms}
    told = say(
        "{n} files for {firms} participants are in {place}",
        n=len(papers),
        firms=len(firms),
        place=str(target),
    )
    _print(told)


def read(file: Path) -> tuple[Problem, Plan, About]:
    """Read a plan file.

    Raises
    ------
    DataError
        When it is not there or is none.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise DataError(
            mark("'{file}' cannot be read; make a plan with: linkmatch plan"), file=str(file)
        ) from error
    return read_document(content, file.name)


def _tell_selection(arranged: "Arranged", say: Translate) -> None:
    chosen, problem = arranged.selection, arranged.problem
    firms = {one.supplier_id for one in chosen.chosen}, {one.buyer_id for one in chosen.chosen}
    _print(
        say(
            "{n} meetings of {suppliers} IKM with {buyers} buyers: {slots} slots, {tables} tables",
            n=len(chosen.chosen),
            suppliers=len(firms[0]),
            buyers=len(firms[1]),
            slots=len(problem.slots),
            tables=len(problem.tables),
        )
    )
    if chosen.without_buyer:
        _print(say("{n} IKM have no fitting buyer yet", n=len(chosen.without_buyer)))
    if chosen.unserved:
        _print(say("{n} needs meet nobody", n=len(chosen.unserved)))


def _tell(problem: Problem, found: Plan, say: Translate) -> None:
    quality = found.quality
    _print(
        say(
            "{gaps} idle gaps in all, at most {worst} for one participant; {moves} table changes",
            gaps=quality.n_gaps,
            worst=quality.worst_gaps,
            moves=quality.n_table_moves,
        )
    )
    for one in found.left_out:
        meeting = problem.meeting[one.meeting_id]
        names = [problem.participant[firm_id].name for firm_id in meeting.firms]
        _print(f"{names[0]}, {names[1]}: {say(one.message, **one.values)}")


def _print(text: str) -> None:
    out.print(text, highlight=False, markup=False, soft_wrap=True)
