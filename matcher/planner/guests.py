"""Guests: a set of firms of most worth under seats and quotas, greedy first and then exact."""

from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array

from matcher.planner.candidates import Array
from matcher.planner.coverage import Coverage

MOST_VARIABLES = 150_000


@dataclass(frozen=True, eq=False)
class Seating:
    """Seats, who may have one and who has one already, and quotas as groups of firms.

    `may_come` and `coming` have shape (n_firms,), `member` (0 or 1) (n_quotas, n_firms), `least`
    and `most` (n_quotas,).
    """

    n_seats: int
    may_come: Array
    coming: Array
    member: Array
    least: Array
    most: Array

    def bounds(self) -> Bounds:
        """Bound one variable per firm."""
        return Bounds(self.coming.astype(float), (self.may_come | self.coming).astype(float))

    def rules(self, least: Array) -> LinearConstraint:
        """Keep seats and quotas, with `least` firms of each."""
        everybody = np.ones((1, self.member.shape[1]))
        matrix = csr_array(np.vstack([everybody, self.member.astype(float)]))
        return LinearConstraint(
            matrix, np.append(0, least), np.append(self.n_seats, self.most).astype(float)
        )

    def keeps(self, invited: Array, least: Array) -> bool:
        """Tell whether seats and quotas are kept."""
        got = self.member @ invited
        within = bool((got <= self.most).all()) and int(invited.sum()) <= self.n_seats
        return within and bool((got >= least).all())


def reachable(seating: Seating) -> Array:
    """Give how many firms of each quota from below can come, falling short as little as can be.

    Firms in the same quotas are alike here, so one number for all of them will do.
    """
    n_quotas = len(seating.least)
    if not n_quotas:
        return seating.least
    kinds, of_firm = np.unique(seating.member, axis=1, return_inverse=True)
    n_kinds = kinds.shape[1]
    come = np.bincount(of_firm[seating.coming], minlength=n_kinds)
    could = np.bincount(of_firm[seating.coming | seating.may_come], minlength=n_kinds)
    nobody, short = np.zeros(n_quotas), np.eye(n_quotas)
    seats = np.append(np.ones(n_kinds), nobody)
    result = milp(
        np.append(np.zeros(n_kinds), np.ones(n_quotas)),
        integrality=np.ones(n_kinds + n_quotas),
        bounds=Bounds(np.append(come, nobody), np.append(could, seating.least)),
        constraints=[
            LinearConstraint(seats, -np.inf, seating.n_seats),
            LinearConstraint(np.hstack([kinds, 0 * short]), -np.inf, seating.most),
            LinearConstraint(np.hstack([kinds, short]), seating.least, np.inf),
        ],
    )
    return np.asarray(seating.least - np.rint(result.x[n_kinds:]).astype(np.int64))


def greedy(coverage: Coverage, seating: Seating, least: Array) -> Array:
    """Seat the firm that adds most, again and again, while the quotas can still be kept.

    What a firm adds never grows as others are seated, so only the firm on top of the heap is
    reckoned again (Minoux 1978).
    """
    invited, got = seating.coming.copy(), seating.member @ seating.coming
    left = seating.n_seats - int(invited.sum())
    best = coverage.best(invited)
    added = coverage.per_firm(coverage.entering(np.arange(len(coverage.firm)), best))
    heap = [(-added[at], at) for at in np.flatnonzero(seating.may_come & ~invited).tolist()]
    heapify(heap)
    while heap and left:
        _, firm = heappop(heap)
        groups = seating.member[:, firm] > 0
        is_wanted = bool((groups & (got < least)).any())
        is_full = bool((groups & (got >= seating.most)).any())
        if is_full or (not is_wanted and left <= np.maximum(least - got, 0).sum()):
            continue
        rows = np.arange(coverage.starts[firm], coverage.starts[firm + 1])
        gain = float(coverage.entering(rows, best).sum())
        if heap and (-gain, firm) > heap[0]:
            heappush(heap, (-gain, firm))
        elif gain > 0 or is_wanted:
            invited[firm], left = True, left - 1
            got = got + groups
            best = coverage.joined(best, firm)
    return invited


@dataclass(frozen=True, eq=False)
class Found:
    """Who is invited, and the most that any set could be worth."""

    invited: Array
    bound: float


def invite(coverage: Coverage, seating: Seating, least: Array, seconds: float) -> Found:
    """Find the set of most worth, or the best within `seconds` and a bound."""
    invited = greedy(coverage, seating, least)
    if not seating.keeps(invited, least):
        invited = _modular(coverage, seating, least)
    bound = _bound(coverage, seating, invited)
    n_variables = coverage.n_firms + len(coverage.firm) * coverage.n_each
    is_best = bound <= coverage.value(invited) + 1e-9
    if is_best or n_variables > MOST_VARIABLES or seconds <= 0:
        return Found(invited, bound)
    exact = _exact(coverage, seating, least, seconds)
    better = [invited, *([exact.invited] if exact.invited is not None else [])]
    return Found(max(better, key=coverage.value), min(bound, exact.bound))


def _bound(coverage: Coverage, seating: Seating, invited: Array) -> float:
    """Bound every set by what is worth now and the most that firms could add one by one."""
    rows = np.arange(len(coverage.firm))
    gains = coverage.per_firm(coverage.entering(rows, coverage.best(invited)))
    gains[invited | ~seating.may_come] = 0
    return coverage.value(invited) + float(np.sort(gains)[::-1][: seating.n_seats].sum())


def _modular(coverage: Coverage, seating: Seating, least: Array) -> Array:
    """Keep crossing quotas where the greedy way cannot: the firms that are best by themselves."""
    alone = coverage.per_firm(coverage.score)
    result = milp(
        -alone,
        integrality=np.ones(coverage.n_firms),
        bounds=seating.bounds(),
        constraints=seating.rules(least),
    )
    return np.asarray(result.x > 0.5)


@dataclass(frozen=True, eq=False)
class _Exact:
    invited: Array | None
    bound: float


def _exact(coverage: Coverage, seating: Seating, least: Array, seconds: float) -> _Exact:
    """Solve the assignment of invited firms to the ranks of needs; only invitations are whole."""
    n_firms, n_each, n_pairs = coverage.n_firms, coverage.n_each, len(coverage.firm)
    n_variables = n_firms + n_pairs * n_each
    pair, rank = np.divmod(np.arange(n_pairs * n_each), n_each)
    columns = n_firms + np.arange(n_pairs * n_each)
    value = np.append(np.zeros(n_firms), coverage.score[pair] * coverage.weights[rank])
    once = _matrix(coverage.need[pair] * n_each + rank, columns, n_variables)
    with_seat = _matrix(pair, columns, n_variables) - _matrix(
        np.arange(n_pairs), coverage.firm, n_variables
    )
    seats, bounds = seating.rules(least), seating.bounds()
    wide = csr_array(
        (seats.A.data, seats.A.indices, seats.A.indptr), (seats.A.shape[0], n_variables)
    )
    result = milp(
        -value,
        integrality=np.append(np.ones(n_firms), np.zeros(n_pairs * n_each)),
        bounds=Bounds(
            np.append(bounds.lb, np.zeros(n_pairs * n_each)),
            np.append(bounds.ub, np.ones(n_pairs * n_each)),
        ),
        constraints=[
            LinearConstraint(once, -np.inf, 1),
            LinearConstraint(with_seat, -np.inf, 0),
            LinearConstraint(wide, seats.lb, seats.ub),
        ],
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    bound = np.inf if result.mip_dual_bound is None else -result.mip_dual_bound
    return _Exact(None if result.x is None else result.x[:n_firms] > 0.5, float(bound))


def _matrix(rows: Array, columns: Array, n_columns: int) -> csr_array:
    n_rows = int(rows.max(initial=-1)) + 1
    return csr_array(coo_array((np.ones(len(rows)), (rows, columns)), shape=(n_rows, n_columns)))
