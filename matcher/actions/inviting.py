"""What a person does before invitations go out: see whom to invite, why, and who stands by."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from features.language import mark
from matcher.access import Person, allowed
from matcher.dataset import Dataset
from matcher.planner.guest_list import Asked
from matcher.planner.solvers import require_solvers
from matcher.score import Scorer
from matcher.store import Store
from matcher.store.participants import came_to_others, participants
from matcher.weights import Weights

if TYPE_CHECKING:
    from matcher.planner.invitation import Invitation

_INVITES = mark("whom to invite is worked out for planners; ask one")
_HAS_A_SEAT = ("invited", "confirmed", "present")
_AWAY = ("cancelled", "replaced")


class Stand(NamedTuple):
    """How far the list of an event is: its buyers (None: all), who has a seat, who stays away."""

    buyers: tuple[str, ...] | None = None
    coming: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    veterans: tuple[str, ...] = ()


@allowed(_INVITES, planner="all")
def whom_to_invite(
    who: Person,
    scorer: Scorer,
    asked: Asked,
    store: Store | None = None,
    event_id: str | None = None,
    weights: Weights | None = None,
) -> "Invitation":
    """Choose the IKM that serve the open needs best; with an event, beside those on its list.

    Who was invited or confirmed has its seat; buyers on its list are those that ask.
    """
    require_solvers()
    from matcher.planner.guest_list import guest_list

    stand = _stand(store, event_id) if store and event_id else Stand()
    return guest_list(scorer, asked, *stand, weights=weights)


@allowed(_INVITES, planner="all")
def buyers_to_invite(who: Person, data: Dataset, store: Store, event_id: str) -> list[str]:
    """List the buyers with an open need that do not stand on the list of an event, by name."""
    there = set(participants(store, event_id, date.today())["firm_id"])
    asking = set(data.asked["firm_id"].dropna()) - there
    return sorted(asking, key=lambda firm_id: (data.firm_name(firm_id), firm_id))


def _stand(store: Store, event_id: str) -> Stand:
    today = date.today()
    rows = participants(store, event_id, today).to_dict("records")
    buyers = tuple(row["firm_id"] for row in rows if row["role"] == "buyer")
    ikm = [row for row in rows if row["role"] == "ikm"]
    return Stand(
        buyers or None,
        tuple(row["firm_id"] for row in ikm if row["state"] in _HAS_A_SEAT),
        tuple(row["firm_id"] for row in ikm if row["state"] in _AWAY),
        tuple(sorted(came_to_others(store, event_id, today))),
    )
