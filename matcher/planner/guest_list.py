"""The guest list: whom of the registry to invite to the buyers of an event, under quotas."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from features.language import mark
from features.places import find_regencies, regencies
from matcher.dataset import Dataset
from matcher.errors import DataError
from matcher.pairs import all_pairs
from matcher.planner.arranging import candidates_of
from matcher.planner.groups import FIRST_TIMERS, first_timers
from matcher.planner.invitation import Guest, Invitation
from matcher.planner.inviting import first_timer_quota, province_quotas, whom_to_invite
from matcher.planner.limits import Quota, Range
from matcher.planner.problem import Participant
from matcher.score import Scorer
from matcher.weights import Weights


@dataclass(frozen=True)
class Asked:
    """What the organisers want of the guest list.

    Parameters
    ----------
    seats
        Most IKM, with those that come already.
    provinces
        How many IKM of each province, by name.
    first_timers
        How many that no earlier event, partnership or outcome tells of.
    n_each
        How many candidates of a need count, each half as much as the one before.
    n_reserves
        How many stand by.
    """

    seats: int
    provinces: Mapping[str, Range] = field(default_factory=dict)
    first_timers: Range | None = None
    n_each: int = 3
    n_reserves: int = 20


def guest_list(
    scorer: Scorer,
    asked: Asked,
    buyers: Iterable[str] | None = None,
    coming: Sequence[str] = (),
    away: Iterable[str] = (),
    veterans: Iterable[str] = (),
    weights: Weights | None = None,
    seconds: float = 20.0,
) -> Invitation:
    """Choose whom to invite for the open needs of buyers.

    Parameters
    ----------
    buyers
        Firms that come to buy; None for all that have an open need.
    coming
        IKM that have a seat already.
    away
        IKM that cannot be asked, such as those that cancelled.
    veterans
        IKM that came to an earlier event.

    Raises
    ------
    DataError
        When no need is open, or a province is none.
    """
    gone = set(away) - set(coming)
    suppliers = [one for one in _ids(scorer.data.suppliers["firm_id"]) if one not in gone]
    asking = _ids(scorer.data.asked["firm_id"].dropna())
    wanted = asking if buyers is None else [one for one in asking if one in set(buyers)]
    people = [Participant(one, "", "supplier") for one in suppliers]
    people += [Participant(one, "", "buyer") for one in wanted]
    candidates = candidates_of(scorer, all_pairs(scorer, weights), people)
    if candidates.empty:
        raise DataError(mark("no buyer has an open need that an IKM could be asked about"))
    guests = guests_of(scorer.data, suppliers, veterans)
    known = {one.firm_id for one in guests}
    return whom_to_invite(
        candidates,
        guests,
        asked.seats,
        _quotas(guests, asked),
        coming=[one for one in coming if one in known],
        n_each=asked.n_each,
        n_reserves=asked.n_reserves,
        seconds=seconds,
    )


def guests_of(
    dataset: Dataset, firm_ids: Iterable[str], veterans: Iterable[str] = ()
) -> list[Guest]:
    """Give each firm with its province, '' where its place does not tell, and whether it is new."""
    some = list(firm_ids)
    new = first_timers(dataset, some, veterans)
    places = dict(zip(dataset.firms["firm_id"], dataset.firms["place"], strict=True))
    return [Guest(one, province_of(places.get(one)), one in new) for one in some]


def province_of(place: object) -> str:
    """Name the province of a place; '' when it is not known or could be one of several.

    >>> province_of("Ceper")
    'Jawa Tengah'
    """
    if not isinstance(place, str):
        return ""
    found = {str(regencies().province[one]) for one in find_regencies(place)}
    return found.pop() if len(found) == 1 else ""


def _quotas(guests: Sequence[Guest], asked: Asked) -> tuple[Quota, ...]:
    known = set(regencies()["province"])
    for name in asked.provinces:
        if name not in known:
            raise DataError(
                mark("'{name}' is no province; write one of {known}"),
                name=name,
                known=", ".join(sorted(known)),
            )
    found = province_quotas(guests, asked.provinces)
    if asked.first_timers is not None:
        found = (*found, first_timer_quota(guests, FIRST_TIMERS, *asked.first_timers))
    return found


def _ids(column: "pd.Series[str]") -> list[str]:
    return sorted(set(column))
