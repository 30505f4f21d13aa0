"""The timetable solver on files of the published format, beside CP-SAT alone.

Instances of a folder `jair2022` carry their published limit on the difference between participants
(2 gaps), others none. With --peer, CP-SAT gets the same rules, the same budget and two workers, one
model for all. With --optima, a file of published optima is compared with.
Run: python benchmarks/planner.py --instances DIR --budget SECONDS [--only NAME] [--peer] [--json]
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any

from make.planner_events import event
from minizinc import read

from matcher.planner.checking import check
from matcher.planner.feasible import Effort, solve_small
from matcher.planner.instance import instance
from matcher.planner.measuring import n_gaps_of
from matcher.planner.problem import Problem
from matcher.planner.standing import measure
from matcher.planner.timetable import plan

PUBLISHED_DIFFERENCE = 2
OPTIMA = "optima.json"


def difference(problem: Problem, placed: Any) -> int:
    """Give the largest difference between the numbers of gaps of two participants."""
    gaps = n_gaps_of(problem, placed).values()
    return max(gaps, default=0) - min(gaps, default=0)


def ours(problem: Problem, budget: float, seed: int) -> dict[str, Any]:
    """Plan one event and check the plan."""
    seen: list[float] = []
    found = plan(
        problem,
        seconds=budget,
        seed=seed,
        objective="total",
        progress=lambda _quality, _bound, seconds: seen.append(seconds),
    )
    return {
        "status": found.status,
        "left_out": found.quality.n_left_out,
        "breaks": found.quality.n_gaps,
        "bound": found.bound,
        "seconds": round(found.seconds, 2),
        "first_seconds": round(seen[0], 2) if seen else None,
        "best_seconds": round(seen[-1], 2) if seen else None,
        "difference": difference(problem, found.placed),
        "check": [one.rule for one in check(problem, found.placed)],
    }


def peer(problem: Problem, budget: float, seed: int) -> dict[str, Any]:
    """Let CP-SAT alone minimise the gaps."""
    began = time.monotonic()
    inst = instance(problem)
    found = solve_small(inst, Effort(budget, seed), worst_first=False)
    seconds = round(time.monotonic() - began, 2)
    breaks = None if found.slot is None else measure(inst, found.slot).gaps
    return {"peer_breaks": breaks, "peer_proved": found.proved, "peer_seconds": seconds}


def instances(folder: Path, only: str | None) -> list[Problem]:
    """Read the files of a folder, or make a seeded event for a name such as 400x150."""
    paths = sorted(path for path in folder.glob("*.dzn") if (only or "") in path.stem)
    if only and not paths:
        n_suppliers, n_buyers = (int(n) for n in only.split("x"))
        return [event(n_suppliers, n_buyers)]
    limit = PUBLISHED_DIFFERENCE if folder.name.startswith("jair") else None
    return [read(path, limit) for path in paths]


def as_published(row: dict[str, Any], optimum: int | None) -> bool:
    """Tell whether a result is the published optimum, or infeasibility where that is published."""
    if optimum is None:
        return row["status"] == "impossible"
    return row["left_out"] == 0 and row["breaks"] == optimum and not row["check"]


def main() -> None:
    """Print one line per instance."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--instances", type=Path, required=True)
    parser.add_argument("--budget", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only")
    parser.add_argument("--peer", action="store_true")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    published = asked.instances.parent / OPTIMA
    optima = json.loads(published.read_text()) if published.exists() else {}
    rows = []
    for problem in instances(asked.instances, asked.only):
        row = {"instance": problem.name, **ours(problem, asked.budget, asked.seed)}
        if problem.name in optima:
            row["optimum"] = optima[problem.name]
            row["as_published"] = as_published(row, optima[problem.name])
        if asked.peer:
            row |= peer(problem, asked.budget, asked.seed)
        rows.append(row)
        print(json.dumps(row) if asked.json else "  ".join(f"{k} {v}" for k, v in row.items()))


if __name__ == "__main__":
    main()
