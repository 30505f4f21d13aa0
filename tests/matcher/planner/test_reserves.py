"""Who stands in when a meeting falls through: everything is tried out by brute force."""

import random
from dataclasses import replace

import pytest

from matcher.planner.candidates import Candidate
from matcher.planner.limits import Limits, Quota
from matcher.planner.reserves import Substitute, reserves
from matcher.planner.selection import select


def test_the_best_free_partner_stands_in():
    pairs = [
        Candidate("S-0", "B-0", "N-0", 90),
        Candidate("S-1", "B-0", "N-0", 70),
        Candidate("S-2", "B-0", "N-0", 80),
        Candidate("S-3", "B-0", "N-0", 80),
        Candidate("S-4", "B-0", "N-0", 95, fails_requirement=True),
    ]

    selection = select(pairs, Limits(supplier_cap=1, buyer_cap=1))

    assert reserves(selection, k=2) == {
        "B-0": (Substitute("S-2", "B-0", "N-0", 80), Substitute("S-3", "B-0", "N-0", 80)),
        "S-0": (),
    }


def test_a_partner_of_two_needs_stands_by_once_about_the_better_one():
    pairs = [
        Candidate("S-0", "B-0", "N-0", 90),
        Candidate("S-0", "B-1", "N-1", 70),
        Candidate("S-0", "B-1", "N-2", 60),
    ]

    selection = select(pairs, Limits(supplier_cap=1, buyer_cap=1))

    assert reserves(selection, k=2) == {"B-0": (), "S-0": (Substitute("S-0", "B-1", "N-1", 70),)}


def a_selection(seed):
    draw = random.Random(seed)
    suppliers, needs = range(draw.randint(2, 6)), range(draw.randint(2, 6))
    pairs = [
        Candidate(f"S-{s}", f"B-{n // 2}", f"N-{n}", draw.randint(0, 10**6) / 10**4)
        for s in suppliers
        for n in needs
    ]
    quota = Quota("first", frozenset({"S-0", "S-1"}), 0, 2, draw.choice(["meetings", "firms"]))
    limits = Limits(
        supplier_cap={f"S-{s}": draw.randint(0, 2) for s in suppliers},
        buyer_cap={f"B-{n // 2}": draw.randint(1, 3) for n in needs},
        need_cap=draw.choice([None, 1, 2]),
        never=frozenset(row[:2] for row in draw.sample(pairs, 2)),
        quotas=(quota,) if draw.random() < 0.5 else (),
    )
    return pairs, limits, select(pairs, limits)


def is_kept(limits, meetings):
    def number(field, name):
        return sum(one[field] == name for one in meetings)

    quotas = True
    for quota in limits.quotas:
        met = [one[0] for one in meetings if one[0] in quota.members]
        quotas = len(met if quota.counts == "meetings" else set(met)) <= quota.at_most
    return (
        quotas
        and all(number(0, s) <= cap for s, cap in limits.supplier_cap.items())
        and all(number(1, b) <= cap for b, cap in limits.buyer_cap.items())
        and all(number(2, one[2]) <= (limits.need_cap or 99) for one in meetings)
        and len({one[:2] for one in meetings}) == len(meetings)
        and not any(one[:2] in limits.never for one in meetings)
    )


@pytest.mark.parametrize("seed", range(40))
def test_a_substitute_keeps_every_rule_once_one_of_the_meetings_falls_through(seed):
    _, limits, selection = a_selection(seed)
    chosen = [one[:3] for one in selection.chosen]

    for firm, substitutes in reserves(selection).items():
        for substitute in substitutes:
            assert any(
                is_kept(limits, [*(set(chosen) - {lost}), substitute[:3]])
                for lost in chosen
                if firm in lost
            ), (firm, substitute)


@pytest.mark.parametrize("seed", range(40))
def test_no_better_substitute_with_a_free_place_is_passed_over(seed):
    pairs, limits, selection = a_selection(seed)
    limits = replace(limits, quotas=())
    if selection.asked.terms.groups:
        return
    chosen = [one[:3] for one in selection.chosen]
    booked = {one[:2] for one in chosen}

    for firm, substitutes in reserves(selection, k=1).items():
        could = [
            row
            for row in pairs
            if firm in row[:2]
            and row[:2] not in booked
            and any(
                is_kept(limits, [*(set(chosen) - {lost}), row[:3]])
                and all(lost[side] != row[side] or row[side] == firm for side in (0, 1))
                for lost in chosen
                if firm in lost
            )
        ]
        best = max((row.score for row in could), default=None)

        assert (substitutes[0].score if substitutes else None) == best, firm
