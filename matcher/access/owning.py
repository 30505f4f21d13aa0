"""Owning: whether a record belongs to who acts."""

from functools import cache
from typing import NamedTuple

from features.places import find_regencies
from matcher.people import Person


class Sides(NamedTuple):
    """Who buys and who supplies in what is touched, where the plant is, and who began it.

    `place` is that of the IKM, or of the buyer where none supplies; `begun_by` is the name, the
    role and the firm of whoever began an import, a job or an act, which then belongs to nobody
    else, and `email` the address of the person that personal data is about.
    """

    buyer: str | None = None
    supplier: str | None = None
    place: str | None = None
    begun_by: tuple[str, str, str | None] | None = None
    email: str | None = None


def owns(who: Person, sides: Sides) -> bool:
    """Tell whether a record belongs to who acts: to its firm, or to a firm in a coach's region."""
    if sides.email is not None:
        return sides.email == who.email
    if sides.begun_by is not None:
        return sides.begun_by == (who.name, who.role, who.firm_id)
    if who.role == "coach":
        return is_within(sides.place or "", who.region or "")
    side = {"buyer": sides.buyer, "ikm": sides.supplier}.get(who.role)
    return side is not None and side == who.firm_id


def is_within(place: str, region: str) -> bool:
    """Tell whether a place surely lies in a region: one province or regency, or several by ';'.

    >>> is_within("Ceper", "Jawa Tengah"), is_within("Kota Tegal", "Kab. Tegal; Kab. Klaten")
    (True, False)

    A place that can mean two regencies lies in a region that holds both.

    >>> is_within("Tegal", "Jawa Tengah"), is_within("Tegal", "Kab. Tegal")
    (True, False)
    """
    here = _regencies(place)
    return bool(here) and here <= _regencies(region)


def is_outside(place: str, region: str) -> bool:
    """Tell whether a place surely lies elsewhere: one that nobody knows does not.

    >>> is_outside("Kota Tegal", "Kab. Tegal"), is_outside("Tegal", "Kab. Tegal")
    (True, False)
    """
    here = _regencies(place)
    return bool(here) and here.isdisjoint(_regencies(region))


@cache
def _regencies(text: str) -> frozenset[str]:
    return frozenset(found for part in text.split(";") for found in find_regencies(part))
