"""The command `event`: the events that participants, wishes and times belong to."""

from datetime import date
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table as Printed

from features.language import Translate, mark
from matcher import actions
from matcher.access import LOCAL_PLANNER as WHO
from matcher.commands.options import Db, Language, opened, out
from matcher.errors import DataError, NotFoundError
from matcher.naming import NOTHING, field_name, value_text
from matcher.store import Store

_SHOWN = ("event_id", "name", "date", "place")


def event(
    name: Annotated[str | None, typer.Argument(help="Name of the new event.")] = None,
    day: Annotated[
        str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="Its first day.")
    ] = None,
    place: Annotated[str | None, typer.Option(help="Regency or city.")] = None,
    earlier: Annotated[
        str | None, typer.Option("--from", help="Earlier event: its settings and participants.")
    ] = None,
    db: Db = None,
    language: Language = "id",
) -> None:
    """Make an event; without a name, list the events."""
    store, say = opened(db, language)
    if name is None:
        _list(store, language, say)
        return
    values = {"name": name.strip(), "date": _day(day) if day else None, "place": place}
    told = {field: value for field, value in values.items() if value}
    if earlier:
        event_id = actions.start_event(WHO, store, earlier, told)
    else:
        event_id = actions.create_event(WHO, store, told)
    out.print(
        say("Event {event} is made; name it with: --event {event}", event=event_id),
        highlight=False,
        markup=False,
    )


def require_known(store: Store, event_id: str) -> None:
    """Refuse an event that is not there, before a file is read for it.

    Raises
    ------
    NotFoundError
        When there is none of this id.
    """
    known = sorted(actions.list_events(WHO, store)["event_id"])
    if event_id in known:
        return
    if known:
        message = mark("there is no event '{id}'; there are: {known}")
        raise NotFoundError(message, id=event_id, known=", ".join(known))
    message = mark("there is no event '{id}', nor any other; make one: linkmatch event NAME")
    raise NotFoundError(message, id=event_id)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DataError(
            mark("--date: '{cell}' is not a day; write 2026-11-27"), cell=text
        ) from error


def _list(store: Store, language: str, say: Translate) -> None:
    found = actions.list_events(WHO, store)
    if not len(found):
        out.print(say("There is no event yet; make one with: linkmatch event NAME"))
        return
    printed = Printed(box=None, header_style="bold", pad_edge=False)
    for field in _SHOWN:
        printed.add_column(field_name("event", field, language))
    printed.add_column(say("IKM"))
    printed.add_column(say("Buyers"))
    for row in found.to_dict("records"):
        cells = [value_text("event", field, row[field], language) for field in _SHOWN]
        counts = [str(row["n_ikm"] or NOTHING), str(row["n_buyers"] or NOTHING)]
        printed.add_row(*(escape(cell) for cell in (*cells, *counts)))
    out.print(printed)
