"""Groups: the IKM that a quota of meetings is about, by where they come from, or first-timers."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from features.language import mark
from matcher.dataset import Dataset
from matcher.errors import DataError
from matcher.planner.attendance import is_from
from matcher.planner.limits import Quota

FIRST_TIMERS = mark("first-timers")


@dataclass(frozen=True)
class GroupQuota:
    """How many meetings the IKM of a place or sentra are to have together.

    Without a place it is about first-timers; `at_most` None for no limit.
    """

    place: str = ""
    at_least: int = 0
    at_most: int | None = None


def quotas_of(
    asked: Iterable[GroupQuota],
    dataset: Dataset,
    firm_ids: Collection[str],
    veterans: Iterable[str] = (),
) -> Iterator[Quota]:
    """Find the IKM that each quota is about.

    Parameters
    ----------
    firm_ids
        The IKM that may meet a buyer.
    veterans
        Firms that came to an earlier event.

    Raises
    ------
    DataError
        When a quota is about nobody.
    """
    places = dict(zip(dataset.firms["firm_id"], dataset.firms["place"], strict=True))
    new = first_timers(dataset, firm_ids, veterans)
    for one in asked:
        there = [i for i in firm_ids if is_from(one.place, places.get(i))] if one.place else new
        if not there and one.place:
            raise DataError(
                mark("no IKM that may meet a buyer comes from '{place}'; correct the quota"),
                place=one.place,
            )
        if not there:
            raise DataError(mark("no IKM that may meet a buyer is new; drop that quota"))
        name = one.place or FIRST_TIMERS
        yield Quota(name, frozenset(there), one.at_least, one.at_most)


def first_timers(
    dataset: Dataset, firm_ids: Iterable[str], veterans: Iterable[str] = ()
) -> frozenset[str]:
    """Give those of whom no earlier event, partnership or outcome tells."""
    seen = {*veterans, *dataset.outcomes["supplier_id"], *dataset.partnerships["supplier_id"]}
    return frozenset(firm_ids) - seen
