"""The commands `invite-person` and `people`: who may sign in once the app has a login."""

from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table as Printed

from features.language import mark
from matcher import actions
from matcher.access import LOCAL_PLANNER as WHO
from matcher.access import Person
from matcher.commands.options import Db, Language, opened, out
from matcher.naming import NOTHING, time_text


def invite(
    email: Annotated[str, typer.Argument(help="E-mail address that the person signs in with.")],
    name: Annotated[str, typer.Option(help="Name of the person.")],
    role: Annotated[
        str, typer.Option(help="planner, buyer, ikm, coach, desk or viewer.")
    ] = "planner",
    firm: Annotated[
        str | None, typer.Option(help="Firm id that a buyer or an IKM speaks for.")
    ] = None,
    region: Annotated[str | None, typer.Option(help="Region of a coach.")] = None,
    db: Db = None,
    language: Language = "id",
) -> None:
    """Let the holder of an e-mail address sign in, in a role."""
    store, say = opened(db, language)
    actions.invite_person(WHO, store, email, Person(name.strip(), role, firm, region))
    told = say("{email} can sign in now, as {role}", email=email, role=role)
    out.print(told, highlight=False, markup=False)


def people(
    remove: Annotated[
        str | None, typer.Option(help="E-mail address that may sign in no longer.")
    ] = None,
    db: Db = None,
    language: Language = "id",
) -> None:
    """List who may sign in, or let somebody sign in no longer."""
    store, say = opened(db, language)
    if remove is not None:
        actions.remove_person(WHO, store, remove)
        out.print(say("{email} can sign in no longer", email=remove), highlight=False, markup=False)
        return
    found = actions.list_people(WHO, store)
    if not found:
        out.print(say("Nobody may sign in yet; invite somebody with: linkmatch invite-person"))
        return
    printed = Printed(box=None, header_style="bold", pad_edge=False)
    for title in _COLUMNS:
        printed.add_column(say(title))
    for known in found:
        who = known.person
        seen = time_text(known.last_seen, language) if known.last_seen else NOTHING
        of = who.firm_id or who.region or NOTHING
        printed.add_row(*(escape(cell) for cell in (known.email, who.name, who.role, of, seen)))
    out.print(printed)


_COLUMNS = (
    mark("E-mail address"),
    mark("Name"),
    mark("Role"),
    mark("Firm or region"),
    mark("Last signed in"),
)
