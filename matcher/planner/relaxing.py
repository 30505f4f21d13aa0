"""Relaxing: the same question with one rule less."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from features.language import mark
from matcher.errors import NotFoundError
from matcher.planner.candidates import Array, Pool
from matcher.planner.selection import Asked
from matcher.planner.terms import Group, Side, Terms


class Rule(NamedTuple):
    """A rule of a selection; without names it stands for all of its kind.

    Kinds are supplier_cap, buyer_cap, need_cap, supplier_floor, buyer_floor, must, never, partners
    (these three name a supplier and a buyer), quota_cap and quota_floor (named as the quota).
    """

    kind: str
    names: tuple[str, ...] = ()


def without(asked: Asked, rule: Rule) -> Asked:
    """Take one rule off; a cap is raised by one meeting instead.

    Raises
    ------
    NotFoundError
        For a rule that the selection was not asked to keep.
    """
    if rule.kind not in _CHANGES:
        raise NotFoundError(mark("no rule is called '{kind}'"), kind=rule.kind)
    return replace(asked, terms=_CHANGES[rule.kind](asked.pool, asked.terms, rule))


def _firms(pool: Pool, terms: Terms, rule: Rule) -> Terms:
    side, what = rule.kind.split("_")
    ids = pool.supplier_ids if side == "supplier" else pool.buyer_ids
    named, old = _named(ids, rule), getattr(terms, side)
    if what == "cap":
        changed = Side(old.cap + named, old.floor)
    else:
        changed = Side(old.cap, np.where(named, 0, old.floor))
    if side == "supplier":
        return replace(terms, supplier=changed)
    return replace(terms, buyer=changed)


def _needs(pool: Pool, terms: Terms, rule: Rule) -> Terms:
    return replace(terms, need_cap=terms.need_cap + _named(pool.need_ids, rule))


def _pairs(pool: Pool, terms: Terms, rule: Rule) -> Terms:
    pair = _pair(pool, rule)
    if rule.kind == "must":
        return replace(terms, must={p: n for p, n in terms.must.items() if pair not in (p, None)})
    dropped = np.ones(len(pool.pair), dtype=bool) if pair is None else pool.pair == pair
    if rule.kind == "never":
        return replace(terms, never=terms.never & ~dropped)
    return replace(terms, partners=terms.partners & ~dropped)


def _quotas(_pool: Pool, terms: Terms, rule: Rule) -> Terms:
    names = np.array([group.quota.name for group in terms.groups], dtype=object)
    named = _named(names, rule)
    free = {"at_most": None} if rule.kind == "quota_cap" else {"at_least": 0}

    def freed(group: Group) -> Group:
        return replace(group, quota=replace(group.quota, **free))

    groups = zip(terms.groups, named, strict=True)
    return replace(terms, groups=tuple(freed(g) if one else g for g, one in groups))


def _named(ids: Array, rule: Rule) -> Array:
    found = np.isin(ids, rule.names) if rule.names else np.ones(len(ids), dtype=bool)
    if rule.names and not found.any():
        raise _unknown(rule)
    return np.asarray(found)


def _pair(pool: Pool, rule: Rule) -> int | None:
    if not rule.names:
        return None
    supplier, buyer = pool.supplier_at.get(rule.names[0]), pool.buyer_at.get(rule.names[1])
    if supplier is None or buyer is None:
        raise _unknown(rule)
    return supplier * len(pool.buyer_ids) + buyer


def _unknown(rule: Rule) -> NotFoundError:
    message = mark("no rule '{kind}' is about {names}")
    return NotFoundError(message, kind=rule.kind, names=" - ".join(rule.names))


_CHANGES = {
    "supplier_cap": _firms,
    "buyer_cap": _firms,
    "need_cap": _needs,
    "supplier_floor": _firms,
    "buyer_floor": _firms,
    "must": _pairs,
    "never": _pairs,
    "partners": _pairs,
    "quota_cap": _quotas,
    "quota_floor": _quotas,
}
