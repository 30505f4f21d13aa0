"""The command `plan`: from records to a checked timetable in a file."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress

from features.language import Translate, translator
from matcher import actions
from matcher.access import LOCAL_PLANNER as WHO
from matcher.agenda.about import About
from matcher.commands.events import require_known
from matcher.commands.options import Db, Language, err, opened
from matcher.commands.plan_files import content_of, show, tell_about, tell_some, write
from matcher.commands.ranges import named_range, range_of
from matcher.opening import open_scorer
from matcher.planner.groups import GroupQuota
from matcher.planner.plan import Plan, Quality
from matcher.planner.problem import Problem
from matcher.planner.programme import Programme, slots_of
from matcher.planner.shortfalls import NO_BUYER, NO_SUPPLIER
from matcher.planner.wanted import Wanted
from matcher.score import Scorer
from matcher.store import Store

if TYPE_CHECKING:
    from matcher.planner.arranging import Arranged


def plan(
    target: Annotated[Path, typer.Argument(help="Where the plan goes.")] = Path("plan.json"),
    programme: Annotated[
        str | None,
        typer.Option(help="Days, sessions and tables (TOML); else those of the folder or event."),
    ] = None,
    data: Annotated[
        str | None, typer.Option("--data", help="Folder of records, instead of the store.")
    ] = None,
    event: Annotated[
        str | None, typer.Option("--event", help="Event of the store, such as E-1.")
    ] = None,
    confirmed: Annotated[
        bool, typer.Option("--confirmed", help="Only participants that confirmed.")
    ] = False,
    wishes: Annotated[
        Path | None, typer.Option("--wishes", help="List of pairs (CSV): must, never, lock.")
    ] = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="How long to improve the plan.")] = 20.0,
    supplier_floor: Annotated[int, typer.Option(min=0, help="Least meetings of an IKM.")] = 1,
    buyer_floor: Annotated[int, typer.Option(min=0, help="Least meetings of a buyer.")] = 1,
    need_cap: Annotated[int | None, typer.Option(min=1, help="Most IKMs for one need.")] = None,
    quota: Annotated[
        list[str] | None, typer.Option(help="'Ceper=20-': meetings of the IKM of a place.")
    ] = None,
    first_timers: Annotated[
        str | None, typer.Option(help="How many meetings those who never came have: '10-'.")
    ] = None,
    evenness: Annotated[float, typer.Option(min=0, max=1, help="0: best pairs; 1: even.")] = 0.5,
    partners_meet: Annotated[
        bool, typer.Option("--partners-meet", help="Partners meet again like all others.")
    ] = False,
    to_ask: Annotated[
        bool, typer.Option("--to-ask", help="Also pairs of which too little is known.")
    ] = False,
    weights: Annotated[
        str | None, typer.Option("--weights", help="TOML file with weights.")
    ] = None,
    prices: Annotated[
        bool, typer.Option("--prices", help="Also say what each rule costs; takes longer.")
    ] = False,
    iterations: Annotated[
        int | None, typer.Option(min=1, help="Work instead of seconds: always the same plan.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Another number: another plan as good.")] = 0,
    db: Db = None,
    language: Language = "id",
) -> None:
    """Choose who meets whom, and when and at which table."""
    say = translator(language)
    store = opened(db, language)[0] if event else None
    if store and event:
        require_known(store, event)
        data = None
    scorer = open_scorer((data, db), weights, language, quiet=True)
    settings = actions.propose_programme(WHO, programme, data, store, event)
    wanted = Wanted(
        supplier_floor,
        buyer_floor,
        need_cap,
        evenness,
        partners_meet,
        to_ask=to_ask,
        only_confirmed=confirmed,
        groups=_groups(quota or (), first_timers),
    )
    if wishes is not None:
        wanted = _with_wishes(scorer, settings, wanted, wishes, store, event, language)
    arranged = actions.choose_pairs(WHO, scorer, settings, wanted, None, store, event)
    found = _made(arranged.problem, seconds, seed, iterations, say)
    about = actions.describe_event(WHO, scorer, arranged, found, settings, event or "", prices)
    write(target, arranged.problem, found, about)
    _tell_programme(settings, say)
    _tell_selection(arranged, say)
    _tell_unmet(arranged.problem, about, say)
    _tell(arranged.problem, found, about, say)
    show(say("the plan is in {file}; look at it with: linkmatch agenda {file}", file=str(target)))
    if store and event:
        kept = actions.keep_plan(WHO, store, arranged.problem, found, about, event)
        show(say("it is also version {n} on the page Schedule", n=kept))


def _groups(quotas: Iterable[str], first_timers: str | None) -> tuple[GroupQuota, ...]:
    ranges = dict(named_range(text) for text in quotas)
    if first_timers:
        ranges[""] = range_of(first_timers)
    return tuple(GroupQuota(place, *numbers) for place, numbers in ranges.items())


def _with_wishes(
    scorer: Scorer,
    settings: Programme,
    wanted: Wanted,
    file: Path,
    store: Store | None,
    event: str | None,
    language: str,
) -> Wanted:
    """Add the wishes of a file, and keep them with the event where there is one."""
    say = translator(language)
    found = actions.add_wishes(
        WHO, scorer, settings, wanted, content_of(file), file.name, store, event
    )
    counts = (len(found.must), len(found.never), len(found.locks))
    words = say("{must} must meet, {never} never, {locks} at a settled time", **_three(counts))
    show(f"{file.name}: {words}")
    if store and event:
        actions.keep_wishes(WHO, store, event, found, file.name, language)
    return found


def _three(counts: tuple[int, int, int]) -> dict[str, int]:
    return dict(zip(("must", "never", "locks"), counts, strict=True))


def _made(
    problem: Problem, seconds: float, seed: int, iterations: int | None, say: Translate
) -> Plan:
    with Progress(console=err, transient=True) as bar:
        task = bar.add_task(say("Timetable"), total=seconds)

        def told(_: Quality, __: int, after: float) -> None:
            bar.update(task, completed=after)

        return actions.make_plan(WHO, problem, seconds, seed, told, iterations=iterations)


def _tell_programme(settings: Programme, say: Translate) -> None:
    slots = slots_of(settings)
    show(
        say(
            "{name}, {first} to {last}",
            name=settings.name or "-",
            first=f"{slots[0].starts:%d/%m/%Y %H:%M}",
            last=f"{slots[-1].ends:%d/%m/%Y %H:%M}",
        )
    )


def _tell_selection(arranged: "Arranged", say: Translate) -> None:
    chosen, problem = arranged.selection, arranged.problem
    firms = {one.supplier_id for one in chosen.chosen}, {one.buyer_id for one in chosen.chosen}
    show(
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
        show(say("{n} IKM have no fitting buyer yet", n=len(chosen.without_buyer)))
    lonely = sum(one.message == NO_SUPPLIER for one in chosen.unmet)
    if lonely:
        show(say("buyers without a fitting IKM yet: {n}", n=lonely))
    if chosen.unserved:
        show(say("{n} needs meet nobody", n=len(chosen.unserved)))


def _tell_unmet(problem: Problem, about: About, say: Translate) -> None:
    """Print which floors, pairs and quotas could not be kept; who fits nobody is counted above."""
    some = [one for one in about.unmet if one.message not in (NO_BUYER, NO_SUPPLIER)]
    if some:
        show(say("{n} wishes could not be kept in full:", n=len(some)))
        tell_some(["  " + ": ".join(one.line(problem, say)) for one in some], say)


def _tell(problem: Problem, found: Plan, about: About, say: Translate) -> None:
    quality = found.quality
    show(
        say(
            "{gaps} idle gaps in all, at most {worst} for one participant; {moves} table changes",
            gaps=quality.n_gaps,
            worst=quality.worst_gaps,
            moves=quality.n_table_moves,
        )
    )
    if found.left_out:
        show(say("{n} meetings have no place:", n=len(found.left_out)))
    lines = []
    for one in found.left_out:
        names = [problem.participant[i].name for i in problem.meeting[one.meeting_id].firms]
        line = say(one.message, **one.values)
        lines.append(line if names[0] in line else f"{names[0]}, {names[1]}: {line}")
    tell_some(lines, say)
    tell_about(about, say)
    _tell_costs(about, say)


def _tell_costs(about: About, say: Translate) -> None:
    """Print what each rule costs, dearest first; what costs nothing in one line."""
    if not about.costs:
        return
    show(say("What each rule costs (chosen and planned again without it):"))
    for one in about.costs:
        gaps = ""
        if one.gaps is not None:
            gaps = say(", idle gaps {gaps} instead of {usual}", gaps=one.gaps, usual=one.usual_gaps)
        show(
            say(
                "{rule}: {points:+.0f} points of score, {meetings:+d} meetings{gaps}",
                rule=one.rule(say),
                points=one.points,
                meetings=one.meetings,
                gaps=gaps,
            )
        )
