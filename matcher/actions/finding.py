"""What a person does to find a firm among any number of them: search, list and narrow."""

from features.language import mark
from matcher.access import Person, allowed, of_region
from matcher.access.owning import is_within
from matcher.store import Store
from matcher.store.finding import ANYBODY, Listed, Wanted, find_firms, places

_FINDS = mark("these records are for planners and the regional office of the firm; ask a planner")


@allowed(_FINDS, whose=of_region, planner="all", coach="own")
def search_firms(who: Person, store: Store, text: str, limit: int = 20) -> list[tuple[str, str]]:
    """Find firms by parts of one of their names or their whole id; pairs of id and name, by name.

    A coach finds those in its region.
    """
    found = find_firms(store, _seen(who, store, Wanted(text)), limit=limit)
    return [(firm.firm_id, firm.name) for firm in found]


@allowed(_FINDS, whose=of_region, planner="all", coach="own")
def list_firms(
    who: Person, store: Store, wanted: Wanted = ANYBODY, after: Listed | None = None
) -> list[Listed]:
    """Give a page of firms by name: the first, or the one after a firm.

    A coach sees those in its region.
    """
    return find_firms(store, _seen(who, store, wanted), after)


@allowed(_FINDS, whose=of_region, planner="all", coach="own")
def list_places(who: Person, store: Store) -> list[str]:
    """Name the places that firms have stated, as they stand there; to a coach those it looks after.

    A place that can mean one outside its region is not among them.
    """
    return [place for place in places(store) if who.role != "coach" or _is_own(who, place)]


def _seen(who: Person, store: Store, wanted: Wanted) -> Wanted:
    """Narrow what is asked to what may be seen."""
    if who.role != "coach":
        return wanted
    asked = places(store) if wanted.places is None else wanted.places
    return wanted._replace(places=tuple(place for place in asked if _is_own(who, place)))


def _is_own(who: Person, place: str) -> bool:
    return is_within(place, who.region or "")
