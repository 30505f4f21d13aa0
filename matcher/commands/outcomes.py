"""The command `outcomes`: what came of the pairs, what is due, and a step more."""

from datetime import date
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table as Printed

from features.language import Translate, mark, number, parse_number
from matcher import actions
from matcher.access import LOCAL_PLANNER as WHO
from matcher.commands.options import Db, Language, opened, out
from matcher.errors import DataError
from matcher.naming import NOTHING, value_text
from matcher.outcomes import (
    STAGE_NAMES,
    STAGES,
    STEP_NAMES,
    STEPS,
    VALUE_NAMES,
    Due,
    Pairing,
    reached,
)
from matcher.store import Store, find

_DAY = "YYYY-MM-DD"
Rupiah = Annotated[str | None, typer.Option(metavar="RUPIAH", help="Total of the pair so far.")]


def outcomes(
    need_id: Annotated[str | None, typer.Argument(help="Id of the need.")] = None,
    supplier_id: Annotated[str | None, typer.Argument(help="Id of the IKM.")] = None,
    step: Annotated[str | None, typer.Argument(help=", ".join(STEPS))] = None,
    day: Annotated[str | None, typer.Option("--date", metavar=_DAY, help="Its day.")] = None,
    reported_by: Annotated[
        str | None, typer.Option(help="Who tells it: supplier, buyer or organiser.")
    ] = None,
    by: Annotated[
        str | None, typer.Option(help="Who did not come, ended it or did not answer.")
    ] = None,
    reason: Annotated[str | None, typer.Option(help="Why it ended.")] = None,
    promised: Rupiah = None,
    signed: Rupiah = None,
    realised: Rupiah = None,
    next_step: Annotated[str | None, typer.Option(help="What comes next.")] = None,
    next_date: Annotated[str | None, typer.Option(metavar=_DAY, help="By which day.")] = None,
    event: Annotated[str | None, typer.Option("--event", help="Only pairs of this event.")] = None,
    db: Db = None,
    language: Language = "id",
) -> None:
    """Tell a step of a pair; without one, show how far the pairs are and what is due."""
    store, say = opened(db, language)
    if need_id is None:
        _list(store, event, language, say)
        return
    if supplier_id is None or step not in STEPS:
        raise DataError(
            mark("name a need, an IKM and a step; the steps are: {steps}"), steps=", ".join(STEPS)
        )
    values = {
        "step": step,
        "date": _day("--date", day),
        "reported_by": reported_by,
        "by": by,
        "reason": reason,
        "promised_idr": _rupiah("--promised", promised),
        "signed_idr": _rupiah("--signed", signed),
        "realised_idr": _rupiah("--realised", realised),
        "next_step": next_step,
        "next_date": _day("--next-date", next_date),
        "event_id": event,
    }
    act = actions.record_outcome(WHO, store, need_id, supplier_id, values)
    out.print(say("Noted; undo it with: linkmatch undo {act}", act=act), highlight=False)


def _list(store: Store, event: str | None, language: str, say: Translate) -> None:
    pairs = actions.follow_stored(WHO, store)
    pairs = tuple(one for one in pairs if event in (None, one.event_id))
    if not pairs:
        out.print(say("Nothing is told of any pair yet; see: linkmatch outcomes --help"))
        return
    found = reached(pairs)
    n_pairs = ((say(STAGE_NAMES[stage]), found.n_at_least[stage]) for stage in STAGES[1:])
    told = [say("Pairs: {n}", n=len(pairs)), *(f"{name} {n}" for name, n in n_pairs)]
    out.print(" · ".join(told), highlight=False)
    for name, value in found.values.items():
        if value.idr is not None:
            amount = say(
                "Rp {n} ({pairs} pairs)", n=number(value.idr, language), pairs=value.n_told
            )
            out.print(f"{say(VALUE_NAMES[name])}: {amount}", highlight=False)
    late = actions.list_due(WHO, pairs)
    if late:
        out.print(_due_table(store, late, language, say))


def _due_table(store: Store, late: tuple[Due, ...], language: str, say: Translate) -> Printed:
    """List what is due, the most pressing first."""
    printed = Printed(box=None, header_style="bold", pad_edge=False)
    for title in (say("Due"), say("Need"), "IKM", say("Last step"), say("When")):
        printed.add_column(title)
    ids = {one.pairing.supplier_id for one in late}
    names = {r.record_id: str(r.values["name"]) for r in find(store, "firm", sorted(ids))}
    for one in late:
        pair = one.pairing
        name = names.get(pair.supplier_id, pair.supplier_id)
        cells = [one.text(language), pair.need_id, name, *_last(pair, language, say)]
        printed.add_row(*map(escape, cells))
    return printed


def _last(pair: Pairing, language: str, say: Translate) -> tuple[str, str]:
    latest = pair.latest
    if latest is None:
        return NOTHING, NOTHING
    return say(STEP_NAMES[latest.step]), value_text("outcome", "date", latest.date, language)


def _day(option: str, text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        message = mark("{option}: '{cell}' is not a day; write 2026-11-27")
        raise DataError(message, option=option, cell=text) from error


def _rupiah(option: str, text: str | None) -> float | None:
    try:
        return parse_number(text) if text else None
    except ValueError as error:
        message = mark("{option}: '{cell}' is no amount in rupiah; write 150000000")
        raise DataError(message, option=option, cell=text) from error
