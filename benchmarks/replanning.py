"""Re-plan at the size of events: seconds after no-shows, and who is moved that need not be.

A seeded event is planned, the first slot passes, one to ten firms are drawn that do not come, and
the plan is mended, with a waiting list of pairs that have no meeting yet. `check` reads every
result again; locks and what is past are compared. Beside it stands how many meetings a plan made
anew in as many seconds holds and would move.
Run: python benchmarks/replanning.py [--sizes 60x40,400x150] [--seed 0] [--json]
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from make.planner_events import event

from matcher.planner.changes import NoShow
from matcher.planner.changing import changed
from matcher.planner.checking import check
from matcher.planner.plan import Placed, Plan
from matcher.planner.problem import Meeting, Problem
from matcher.planner.replanning import replan
from matcher.planner.timetable import plan

PLAN_SECONDS, REPLAN_SECONDS, N_AWAY = 10.0, 2.0, (1, 2, 5, 10)


def waiting(problem: Problem, chance: random.Random) -> tuple[Meeting, ...]:
    """Draw three pairs per supplier that have no meeting."""
    met = {one.firms for one in problem.meetings}
    by_side: dict[str, list[str]] = {"supplier": [], "buyer": []}
    for one in problem.participants:
        by_side[one.side].append(one.firm_id)
    pairs = [
        (supplier, buyer)
        for supplier in by_side["supplier"]
        for buyer in chance.sample(by_side["buyer"], 3)
        if (supplier, buyer) not in met
    ]
    return tuple(Meeting(f"{a}|{b}", a, b, score=50.0) for a, b in pairs)


def moved(before: Iterable[Placed], after: Iterable[Placed]) -> int:
    """Count the meetings of both plans that have another slot or table."""
    was = {one.meeting_id: one for one in before}
    return sum(was.get(one.meeting_id, one) != one for one in after)


def needed(problem: Problem, found: Plan, now: Any, away: list[NoShow]) -> int:
    """Count the meetings that lose their place though both firms come: those must move."""
    gone = {one.firm_id for one in away}
    after = changed(problem, now, away)
    return sum(
        bool(check(after.problem, [one]))
        for one in found.placed
        if one.slot_id not in after.past and not gone & set(problem.meeting[one.meeting_id].firms)
    )


def row(problem: Problem, found: Plan, n_away: int, seed: int) -> dict[str, Any]:
    """Mend a plan after `n_away` no-shows."""
    chance = random.Random(f"{problem.name} {n_away} {seed}")
    now = sorted(slot.starts for slot in problem.slots)[1]
    firms = sorted({firm for one in problem.meetings for firm in one.firms})
    away = [NoShow(firm_id) for firm_id in chance.sample(firms, n_away)]
    list_ = waiting(problem, chance)
    began = time.monotonic()
    mended = replan(problem, found, now, away, seconds=REPLAN_SECONDS, waiting=list_)
    seconds = time.monotonic() - began
    anew = plan(changed(problem, now, away).problem, seconds=REPLAN_SECONDS)
    past = {slot.slot_id for slot in problem.slots if slot.starts < now}
    after = {one.meeting_id: one for one in mended.plan.placed}
    return {
        "event": problem.name,
        "no_shows": n_away,
        "seconds": round(seconds, 2),
        "cancelled": len(mended.difference.cancelled),
        "added": len(mended.difference.added),
        "moved": moved(found.placed, mended.plan.placed),
        "had_to_move": needed(problem, found, now, away),
        "held": len(mended.plan.placed),
        "moved_anew": moved(found.placed, anew.placed),
        "held_anew": len(anew.placed),
        "check": sorted({one.rule for one in check(mended.problem, mended.plan.placed)}),
        "locks_moved": sum(
            problem.meeting[one.meeting_id].locked is not None
            and after.get(one.meeting_id, one) != one
            for one in found.placed
        ),
        "past_moved": sum(
            after.get(one.meeting_id) != one for one in found.placed if one.slot_id in past
        ),
    }


def main() -> None:
    """Print one line per size and number of no-shows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="60x40,400x150")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    for size in asked.sizes.split(","):
        n_suppliers, n_buyers = (int(n) for n in size.split("x"))
        problem = event(n_suppliers, n_buyers, asked.seed)
        found = plan(problem, seconds=PLAN_SECONDS)
        problem = replace(problem, most_difference=None)
        for n_away in N_AWAY:
            told = row(problem, found, n_away, asked.seed)
            print(
                json.dumps(told) if asked.json else "  ".join(f"{k} {v}" for k, v in told.items())
            )


if __name__ == "__main__":
    main()
