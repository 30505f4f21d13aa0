"""Counting: what cannot be held all at once, seen without any search."""

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

from matcher.planner.instance import Array, Instance, Limit


def is_too_much(inst: Instance) -> bool:
    """Tell whether counting alone shows that no timetable holds every meeting.

    A participant's meetings must match its places in time (Hall, 1935); what shares a limit must
    have room in the slots open to it.
    """
    domain = without_settled(inst)
    if not domain.any(axis=1).all():
        return True
    own = any(
        n_matched(domain[meetings], int(room)) < len(meetings)
        for meetings, room in zip(inst.meetings_of, inst.at_once, strict=True)
    )
    return own or any(_is_over(inst, limit) for limit in inst.limits)


def without_settled(inst: Instance) -> Array:
    """Take slots from each meeting in which one of its sides is settled to meet somebody else."""
    domain = inst.domain.copy()
    done = np.zeros(inst.n_meetings, bool)
    while True:
        settled = np.flatnonzero((domain.sum(axis=1) == 1) & ~done)
        if len(settled) == 0:
            return domain
        for meeting in settled.tolist():
            slot = domain[meeting].argmax() if domain[meeting].any() else None
            for one in inst.sides[meeting].tolist():
                others = inst.meetings_of[one][inst.meetings_of[one] != meeting]
                if slot is not None and inst.at_once[one] == 1:
                    domain[others, slot] = False
        done[settled] = True


def n_matched(domain: Array, n_at_once: int) -> int:
    """Count how many meetings find a slot, at most `n_at_once` in each."""
    if len(domain) == 0:
        return 0
    graph = csr_matrix(np.repeat(domain, min(n_at_once, len(domain)), axis=1))
    return int((maximum_bipartite_matching(graph, perm_type="column") >= 0).sum())


def _is_over(inst: Instance, limit: Limit) -> bool:
    open_slots = inst.domain[limit.members].any(axis=0)
    buyers, counts = np.unique(inst.sides[limit.members, 1], return_counts=True)
    size = inst.group_size[buyers] if limit.by_group else 1
    return bool((-(-counts // size)).sum() > limit.room[open_slots].sum())
