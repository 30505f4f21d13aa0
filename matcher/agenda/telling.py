"""Telling: what the papers of an event say, taken from the records and the selection."""

from datetime import datetime
from zoneinfo import ZoneInfo

from matcher.agenda.about import JAKARTA, About, Reserve, Unmet
from matcher.agenda.notes import usual_notes
from matcher.dataset import Dataset
from matcher.planner.arranging import Arranged
from matcher.planner.plan import Plan
from matcher.planner.programme import Programme, halls_of
from matcher.planner.reserves import reserves
from matcher.planner.selection import Selection

_SHOWN = 3  # substitutes of each participant


def about_event(
    data: Dataset,
    arranged: Arranged,
    plan: Plan,
    programme: Programme,
    language: str = "id",
    event_id: str = "",
    issued: datetime | None = None,
) -> About:
    """Give what stands on the papers of an event beside its plan; `issued` is now if not told.

    What each is to bring is written in one language, for everybody.
    """
    needs = {one.need_id for one in arranged.problem.meetings if one.need_id}
    needs |= {one.need_id for some in reserves(arranged.selection, _SHOWN).values() for one in some}
    components = data.needs.set_index("need_id")["component"]
    return About(
        name=programme.name,
        issued=issued or datetime.now(ZoneInfo(JAKARTA)).replace(tzinfo=None, microsecond=0),
        place=programme.place,
        event_id=event_id,
        synthetic=data.synthetic,
        needs={need_id: str(components[need_id]) for need_id in sorted(needs)},
        halls=halls_of(programme),
        notes=usual_notes(arranged.problem, plan, data, language),
        reserves=_reserves(arranged.selection),
        unmet=_unmet(arranged.selection),
    )


def _reserves(selection: Selection) -> tuple[Reserve, ...]:
    return tuple(
        Reserve(
            firm_id,
            rank,
            one.buyer_id if firm_id == one.supplier_id else one.supplier_id,
            one.need_id,
            one.score,
        )
        for firm_id, some in sorted(reserves(selection, _SHOWN).items())
        for rank, one in enumerate(some, 1)
    )


def _unmet(selection: Selection) -> tuple[Unmet, ...]:
    """Name who has fewer meetings than wished; what is about a pair or a group, under its first."""
    return tuple(Unmet(one.names[0], one.message, dict(one.values)) for one in selection.unmet)
