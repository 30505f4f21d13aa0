"""Inviting: which firms of the registry to ask to an event, why each, and who stands by."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np

from features.language import mark
from matcher.errors import DataError, SettingsError
from matcher.planner.candidates import Array, Pairs, Pool, read_pool
from matcher.planner.coverage import Coverage
from matcher.planner.guests import Seating, invite, reachable
from matcher.planner.invitation import Guest, Invitation, Telling
from matcher.planner.limits import Quota
from matcher.planner.terms import require_known, require_quota

_NO_LIMIT = 1 << 30


def province_quotas(
    firms: Iterable[Guest], numbers: Mapping[str, tuple[int, int | None]]
) -> tuple[Quota, ...]:
    """Turn (at least, at most) firms per province into quotas.

    >>> province_quotas([Guest("S-1", "Banten")], {"Banten": (1, None)})[0].members
    frozenset({'S-1'})
    """
    guests = list(firms)
    return tuple(
        Quota(name, frozenset(g.firm_id for g in guests if g.province == name), *limits, "firms")
        for name, limits in sorted(numbers.items())
    )


def first_timer_quota(
    firms: Iterable[Guest], name: str, at_least: int = 0, at_most: int | None = None
) -> Quota:
    """Turn a number of first-timers into a quota of that name."""
    members = frozenset(guest.firm_id for guest in firms if guest.first_timer)
    return Quota(name, members, at_least, at_most, "firms")


def whom_to_invite(
    pairs: Pairs,
    firms: Iterable[Guest],
    seats: int,
    quotas: Sequence[Quota] = (),
    *,
    coming: Iterable[str] = (),
    n_each: int = 3,
    least_score: float = 0.0,
    n_reserves: int = 20,
    seconds: float = 20.0,
) -> Invitation:
    """Choose the firms that together serve the needs best.

    Each need counts its best candidate's score whole, the next by half, up to `n_each` of them. A
    firm that adds nothing is not invited to fill a seat, unless a quota asks for it.

    Parameters
    ----------
    pairs
        Candidates of these firms, one per firm and need; a need that nobody was scored for is not
        known here.
    firms
        Who could be invited.
    seats
        Most firms to invite, with those `coming` already.
    quotas
        Groups of firms (a province, the first-timers) with how many are wanted. Those from below
        give way where they cannot be kept, and are named.
    least_score
        Least score of a pair that fits.
    seconds
        Most time for the exact search once a first set is found; 0 for that one with its bound.

    Raises
    ------
    DataError
        For a pair, quota or coming firm that names nobody, a firm that stands twice, and more
        coming firms than seats or a quota allow.
    SettingsError
        For a number of seats or candidates below 1.
    """
    if min(seats, n_each) < 1:
        message = mark("{n} is no number of seats or candidates; write 1 or more")
        raise SettingsError(message, n=min(seats, n_each))
    pool, at = read_pool(pairs), _positions(firms)
    coverage = _coverage(pool, at, n_each, least_score)
    seating = _seating(at, coverage, seats, quotas, coming)
    least = reachable(seating)
    found = invite(coverage, seating, least, seconds)
    names = list(at), pool.need_ids.tolist(), [quota.name for quota in quotas]
    told = Telling(coverage, seating, found.invited, names)
    could, do = _served(coverage, np.ones(len(at), dtype=bool)), _served(coverage, found.invited)
    return Invitation(
        invited=told.invited(least),
        reserves=told.reserves(n_reserves),
        unmet=told.unmet(),
        unserved=tuple(pool.need_ids[~could].tolist()),
        uncovered=tuple(pool.need_ids[could & ~do].tolist()),
        without_buyer=tuple(np.array(list(at), dtype=object)[_fits_none(coverage)].tolist()),
        value=coverage.value(found.invited),
        bound=found.bound,
    )


def _positions(firms: Iterable[Guest]) -> dict[str, int]:
    ids = sorted(guest.firm_id for guest in firms)
    for one, following in pairwise(ids):
        if one == following:
            raise DataError(mark("the firm '{firm}' stands twice; keep one row"), firm=one)
    return {firm_id: at for at, firm_id in enumerate(ids)}


def _coverage(pool: Pool, at: dict[str, int], n_each: int, least_score: float) -> Coverage:
    require_known(at, pool.supplier_ids.tolist())
    rows = np.flatnonzero(pool.fits(least_score) & (pool.score > 0))
    firm = np.array([at[name] for name in pool.supplier_ids.tolist()], dtype=np.int64)
    need, score = pool.need[rows], pool.score[rows]
    return Coverage(firm[pool.supplier[rows]], need, score, len(at), len(pool.need_ids), n_each)


def _seating(
    at: dict[str, int],
    coverage: Coverage,
    seats: int,
    quotas: Sequence[Quota],
    coming: Iterable[str],
) -> Seating:
    is_coming = _members(at, coming)
    for quota in quotas:
        require_quota(quota)
    member = np.array([_members(at, q.members) for q in quotas], dtype=np.int64)
    most = [_NO_LIMIT if q.at_most is None else q.at_most for q in quotas]
    seating = Seating(
        n_seats=seats,
        may_come=~_fits_none(coverage),
        coming=is_coming,
        member=member.reshape(len(quotas), len(at)),
        least=np.array([q.at_least for q in quotas], dtype=np.int64),
        most=np.array(most, dtype=np.int64),
    )
    if not seating.keeps(is_coming, np.zeros(len(quotas))):
        message = mark("the {n} firms that come already are more than the seats or a quota allow")
        raise DataError(message, n=int(is_coming.sum()))
    return seating


def _members(at: dict[str, int], names: Iterable[str]) -> Array:
    members = list(names)
    require_known(at, members)
    found = np.zeros(len(at), dtype=bool)
    found[[at[name] for name in members]] = True
    return found


def _served(coverage: Coverage, invited: Array) -> Array:
    needs = coverage.need[invited[coverage.firm]]
    return np.asarray(np.bincount(needs, minlength=coverage.n_needs) > 0)


def _fits_none(coverage: Coverage) -> Array:
    return np.asarray(np.diff(coverage.starts) == 0)
