"""The command `invite`: whom to invite and why, who stands by, and what to know before."""

from typing import TYPE_CHECKING, Annotated

import typer

from features.language import Translate, mark, translator
from matcher import actions
from matcher.access import LOCAL_PLANNER as WHO
from matcher.agenda.invitations import invited_because, need_name, reserve_because
from matcher.commands.events import require_known
from matcher.commands.options import Db, Language, opened
from matcher.commands.plan_files import show, tell_some
from matcher.commands.ranges import named_range, range_of
from matcher.dataset import Dataset
from matcher.errors import DataError
from matcher.opening import open_scorer
from matcher.planner.guest_list import Asked

if TYPE_CHECKING:
    from matcher.planner.invitation import Invitation


def invite(
    seats: Annotated[int, typer.Option(min=1, help="Most IKM, with those that come already.")] = 60,
    province: Annotated[
        list[str] | None, typer.Option(help="'NAME=5-20', '=5-' or '=-20': how many of a province.")
    ] = None,
    first_timers: Annotated[
        str | None, typer.Option(help="How many that never came: '10-', '5-20'.")
    ] = None,
    reserves: Annotated[int, typer.Option(min=0, help="How many stand by.")] = 10,
    event: Annotated[
        str | None, typer.Option("--event", help="Event of the store: its list goes on.")
    ] = None,
    add: Annotated[
        bool, typer.Option("--add", help="Put them on the list of the event as candidates.")
    ] = False,
    buyers: Annotated[
        bool, typer.Option("--buyers", help="Put the buyers with an open need on its list first.")
    ] = False,
    shown: Annotated[
        int, typer.Option("--show", min=0, help="How many of each list that no invitation mends.")
    ] = 12,
    data: Annotated[
        str | None, typer.Option("--data", help="Folder of records, instead of the store.")
    ] = None,
    weights: Annotated[
        str | None, typer.Option("--weights", help="TOML file with weights.")
    ] = None,
    db: Db = None,
    language: Language = "id",
) -> None:
    """Choose which IKM to invite so that most needs are served; and who stands by."""
    say = translator(language)
    store = opened(db, language)[0] if event else None
    if store and event:
        require_known(store, event)
        data = None
    elif add or buyers:
        raise DataError(
            mark("--add and --buyers need the event on whose list they go; name it with --event")
        )
    ranges = dict(named_range(text) for text in province or ())
    new = range_of(first_timers) if first_timers else None
    scorer = open_scorer((data, db), weights, language, quiet=True)
    if store and event and buyers:
        ids = actions.buyers_to_invite(WHO, scorer.data, store, event)
        actions.add_participants(WHO, store, event, ids, "buyer")
        told = mark("{n} buyers with an open need are new on the list of {event}")
        show(say(told, n=len(ids), event=event))
    asked = Asked(seats, ranges, new, n_reserves=reserves)
    found = actions.whom_to_invite(WHO, scorer, asked, store, event)
    _tell_before(scorer.data, found, say, shown)
    _tell_invited(scorer.data, found, say, shown)
    if store and event and add:
        ids = [one.firm_id for one in found.invited]
        actions.add_participants(WHO, store, event, ids, "ikm")
        show(say("all {n} are now on the list of {event}", n=len(ids), event=event))


def _tell_before(data: Dataset, found: "Invitation", say: Translate, most: int) -> None:
    """Say what no invitation can mend, before any goes out."""
    if found.unserved:
        show(say("{n} needs that no IKM of the records fits:", n=len(found.unserved)))
        tell_some([f"  {need_name(data, one)}" for one in found.unserved], say, most)
    if found.without_buyer:
        n = len(found.without_buyer)
        show(say("{n} IKM that fit no need; an invitation would not help them yet:", n=n))
        tell_some([f"  {data.firm_name(one)}" for one in found.without_buyer], say, most)
    for quota in found.unmet:
        told = {"quota": say(quota.names[0]), "wanted": quota.wanted, "got": quota.got}
        show(say("{quota}: {wanted} wanted, {got} possible", **told))


def _tell_invited(data: Dataset, found: "Invitation", say: Translate, most: int) -> None:
    """Say whom to invite and why, who stands by, and which needs go without."""
    n_served = len(data.asked) - len(found.unserved) - len(found.uncovered)
    n = len(found.invited)
    show(say("Invite these {n} IKM; {needs} needs then have one that fits:", n=n, needs=n_served))
    for rank, one in enumerate(found.invited, 1):
        why = invited_because(data, one, say)
        show(f"  {rank}. {data.firm_name(one.firm_id)} ({one.firm_id}): {why}")
    if found.reserves:
        show(say("Stand by, in this order:"))
    for rank, spare in enumerate(found.reserves, 1):
        why = reserve_because(data, spare, say)
        show(f"  {rank}. {data.firm_name(spare.firm_id)} ({spare.firm_id}): {why}")
    if found.uncovered:
        show(say("{n} needs have a fitting IKM that finds no seat:", n=len(found.uncovered)))
        tell_some([f"  {need_name(data, one)}" for one in found.uncovered], say, most)
    if not found.proved:
        share = 100 * (found.bound / max(found.value, 1e-9) - 1)
        show(say("Another choice could serve the needs at most {n:.1f} percent better.", n=share))
