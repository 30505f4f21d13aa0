"""Telling: what the papers of an event say, taken from the records and the selection."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from matcher.agenda.about import JAKARTA, About, Reserve, RuleCost, Unmet
from matcher.agenda.notes import usual_notes
from matcher.dataset import Dataset
from matcher.planner.arranging import Arranged
from matcher.planner.costs import CALLED, CALLED_ONE, Cost
from matcher.planner.event_problem import meeting_of
from matcher.planner.impasse import Impasse
from matcher.planner.plan import Plan
from matcher.planner.problem import Meeting
from matcher.planner.programme import Programme, halls_of
from matcher.planner.reserves import Substitute, reserves
from matcher.planner.selection import Selection

_SHOWN = 3  # substitutes of each participant


def about_event(
    data: Dataset,
    arranged: Arranged,
    plan: Plan,
    programme: Programme,
    event_id: str = "",
    issued: datetime | None = None,
) -> About:
    """Give what stands on the papers of an event beside its plan; `issued` is now if not told."""
    needs = {one.need_id for one in arranged.problem.meetings if one.need_id}
    spare = reserves(arranged.selection, _SHOWN)
    needs |= {one.need_id for some in spare.values() for one in some}
    components = data.needs.set_index("need_id")["component"]
    return About(
        name=programme.name,
        issued=issued or datetime.now(ZoneInfo(JAKARTA)).replace(tzinfo=None, microsecond=0),
        place=programme.place,
        event_id=event_id,
        synthetic=data.synthetic,
        needs={need_id: str(components[need_id]) for need_id in sorted(needs)},
        halls=halls_of(programme),
        notes=usual_notes(arranged.problem, plan, data),
        reserves=_reserves(spare),
        unmet=_unmet(arranged.selection),
        waiting=_waiting(programme, spare),
        remarks=arranged.remarks,
    )


def with_impasse(about: About, found: Impasse | None) -> About:
    """Add why not every meeting has a place, and what would help."""
    return about if found is None else replace(about, why=found.reasons, ways=found.ways)


def with_rule_costs(
    about: About, data: Dataset, usual_gaps: int | None, found: Iterable[Cost]
) -> About:
    """Add what each rule costs, with the names of those it is about."""
    return replace(about, costs=tuple(_rule_cost(one, data, usual_gaps) for one in found))


def _rule_cost(cost: Cost, data: Dataset, usual_gaps: int | None) -> RuleCost:
    kind, names = cost.rule
    called = [_called(one, data) for one in names]
    values: dict[str, object] = dict(zip(("name", "other"), called, strict=False))
    message = CALLED_ONE[kind] if names else CALLED[kind]
    usual = None if cost.gaps is None else usual_gaps
    figures = (cost.points, cost.meetings, cost.gaps, usual, cost.less, cost.instead)
    return RuleCost(message, values, *figures)


def _called(name: str, data: Dataset) -> str:
    if firm := data.firm_name(name):
        return firm
    need = data.needs.loc[data.needs["need_id"] == name, "component"]
    return str(need.iat[0]) if len(need) else name


def _reserves(spare: Mapping[str, Iterable[Substitute]]) -> tuple[Reserve, ...]:
    return tuple(
        Reserve(
            firm_id,
            rank,
            one.buyer_id if firm_id == one.supplier_id else one.supplier_id,
            one.need_id,
            one.score,
        )
        for firm_id, some in sorted(spare.items())
        for rank, one in enumerate(some, 1)
    )


def _waiting(
    programme: Programme, spare: Mapping[str, Iterable[Substitute]]
) -> tuple[Meeting, ...]:
    """Give each pair of the waiting list once, about its best need."""
    found: dict[str, Meeting] = {}
    for one in sorted((one for some in spare.values() for one in some), key=lambda s: -s.score):
        meeting = meeting_of(programme, one)
        found.setdefault(meeting.meeting_id, meeting)
    return tuple(found[one] for one in sorted(found))


def _unmet(selection: Selection) -> tuple[Unmet, ...]:
    """Name which floors, pairs that must meet and quotas could not be kept."""
    return tuple(
        Unmet(
            one.names[0],
            one.message,
            dict(one.values),
            one.names[1] if one.kind == "must" else "",
            one.wanted,
            one.got,
        )
        for one in selection.unmet
    )
