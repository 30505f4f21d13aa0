"""Terms: the limits of a selection as arrays over its pool, checked against it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from features.language import mark
from matcher.errors import DataError
from matcher.planner.candidates import Array, Pool
from matcher.planner.limits import Limits, Named, Numbers, Quota

ANY_NEED = -1
NO_CAP = 1 << 30


@dataclass(frozen=True, eq=False)
class Side:
    """Caps and floors of the firms of one side, shape (n_firms,) each."""

    cap: Array
    floor: Array


@dataclass(frozen=True, eq=False)
class Group:
    """A quota with its members as positions on their side."""

    quota: Quota
    of_suppliers: bool
    members: Array


@dataclass(frozen=True, eq=False)
class Terms:
    """Limits as arrays.

    `need_cap` has shape (n_needs,); `never` and `partners` shape (n_candidates,); `must` maps a
    pairing to the need it is about or ANY_NEED.
    """

    supplier: Side
    buyer: Side
    need_cap: Array
    must: dict[int, int]
    never: Array
    partners: Array
    partners_meet: bool
    groups: tuple[Group, ...]


def terms_of(pool: Pool, limits: Limits) -> Terms:
    """Turn limits into arrays.

    Raises
    ------
    DataError
        For a firm or need that no candidate names, a negative number, a floor above its cap, a
        pair that must and must never meet, and a quota that contradicts itself.
    """
    must = [_positions(pool, named, "must") for named in sorted(limits.must)]
    never = [_positions(pool, named, "never") for named in sorted(limits.never)]
    _require_agreement(pool, must, never)
    return Terms(
        supplier=_side(pool.supplier_at, limits.supplier_cap, limits.supplier_floor),
        buyer=_side(pool.buyer_at, limits.buyer_cap, limits.buyer_floor),
        need_cap=_numbers(pool.need_at, NO_CAP if limits.need_cap is None else limits.need_cap),
        must=dict(must),
        never=_rows(pool, never),
        partners=_rows(
            pool, [_positions(pool, named, "partners") for named in sorted(limits.partners)]
        ),
        partners_meet=limits.partners_meet,
        groups=tuple(_group(pool, quota) for quota in limits.quotas),
    )


def _numbers(at: dict[str, int], given: Numbers, missing: int | None = NO_CAP) -> Array:
    if not isinstance(given, int):
        require_known(at, given)
    found = {name: given if isinstance(given, int) else given.get(name, missing) for name in at}
    for name, number in found.items():
        if number is None:
            raise DataError(mark("'{firm}' has no cap of meetings; give one"), firm=name)
        if number < 0:
            message = mark("'{firm}': {number} is no number of meetings; write 0 or more")
            raise DataError(message, firm=name, number=number)
    return np.fromiter(found.values(), dtype=np.int64, count=len(at))


def require_known(at: dict[str, int], names: Iterable[str]) -> None:
    """Refuse names that no pair, or no firm, has."""
    unknown = sorted(set(names) - set(at))
    if unknown:
        message = mark("'{name}' names no firm or need of the pairs; correct it or drop it")
        raise DataError(message, name=unknown[0])


def _side(at: dict[str, int], cap: Numbers, floor: Numbers) -> Side:
    caps, floors = _numbers(at, cap, missing=None), _numbers(at, floor, missing=0)
    for name, most, least in zip(at, caps.tolist(), floors.tolist(), strict=True):
        if least > most:
            message = mark(
                "'{firm}' is to have at least {least} meetings and at most {most}; "
                "lower the floor or raise the cap"
            )
            raise DataError(message, firm=name, least=least, most=most)
    return Side(caps, floors)


def _positions(pool: Pool, named: Named, rule: str) -> tuple[int, int]:
    """Give a pairing and its need (or ANY_NEED), and see to it that it is a candidate."""
    for at, name in zip((pool.supplier_at, pool.buyer_at, pool.need_at), named, strict=False):
        require_known(at, [name])
    pair = pool.supplier_at[named[0]] * len(pool.buyer_ids) + pool.buyer_at[named[1]]
    need = pool.need_at[named[2]] if len(named) == 3 else ANY_NEED
    asked = rows_of(pool, pair, need)
    if rule == "must" and asked.start == asked.stop:
        message = mark("{names} must meet and are no scored pair; score them or drop the decision")
        raise DataError(message, names=" - ".join(named))
    return pair, need


def rows_of(pool: Pool, pair: int, need: int = ANY_NEED) -> slice:
    """Find the candidates of a pairing, or the one about a need: they stand together."""
    n_needs = len(pool.need_ids)
    first = pair * n_needs + max(need, 0)
    last = first + (n_needs if need == ANY_NEED else 1)
    start, stop = np.searchsorted(pool.key, [first, last])
    return slice(int(start), int(stop))


def _rows(pool: Pool, named: Iterable[tuple[int, int]]) -> Array:
    """Mark the candidates that are named."""
    found = np.zeros(len(pool.key), dtype=bool)
    for pair, need in named:
        found[rows_of(pool, pair, need)] = True
    return found


def _require_agreement(
    pool: Pool, must: list[tuple[int, int]], never: list[tuple[int, int]]
) -> None:
    forbidden = _rows(pool, never)
    seen: dict[int, int] = {}
    for pair, need in must:
        firms = _firms(pool, pair)
        if forbidden[rows_of(pool, pair, need)].all():
            message = mark("'{supplier}' and '{buyer}' must meet and must never meet; drop one")
            raise DataError(message, **firms)
        if seen.setdefault(pair, need) != need:
            message = mark("'{supplier}' and '{buyer}' must meet about two needs; choose one")
            raise DataError(message, **firms)


def _firms(pool: Pool, pair: int) -> dict[str, Any]:
    supplier, buyer = divmod(pair, len(pool.buyer_ids))
    return {"supplier": pool.supplier_ids[supplier], "buyer": pool.buyer_ids[buyer]}


def _group(pool: Pool, quota: Quota) -> Group:
    of_suppliers = not quota.members or bool(quota.members & set(pool.supplier_at))
    at = pool.supplier_at if of_suppliers else pool.buyer_at
    require_known(at, quota.members)
    require_quota(quota)
    members = sorted(at[name] for name in quota.members)
    return Group(quota, of_suppliers, np.array(members, dtype=np.int64))


def require_quota(quota: Quota) -> None:
    """Refuse a quota that contradicts itself."""
    if quota.at_least < 0 or (quota.at_most is not None and quota.at_most < quota.at_least):
        message = mark(
            "the quota '{name}' wants {least} to {most}; write 0 or more, the less first"
        )
        raise DataError(message, name=quota.name, least=quota.at_least, most=quota.at_most)
