"""A few instances of the benchmark: those made here with known optima, published ones if there."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BENCHMARKS = ROOT / "benchmarks"
PUBLISHED = ROOT.parent / "shared/bench/b2b_meetings"
SECONDS = 30.0


@pytest.fixture
def benchmark(monkeypatch):
    """The benchmark's modules, imported as its script does."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import planner
    from make import round_robins

    return planner, round_robins


@pytest.mark.slow
@pytest.mark.parametrize(
    ("n_calm", "n_waiting", "size", "n_slots"),
    [(1, 0, 12, 8), (0, 1, 10, 8), (2, 1, 12, 10), (3, 2, 20, 14)],
)
def test_fewest_gaps_of_a_made_event_are_reached_and_proved(
    benchmark, n_calm, n_waiting, size, n_slots
):
    planner, make = benchmark
    problem = make.round_robins(n_calm, n_waiting, size, n_slots)

    row = planner.ours(problem, SECONDS, seed=0)

    assert (row["status"], row["left_out"], row["check"]) == ("proved", 0, [])
    assert row["breaks"] == row["bound"] == make.fewest_gaps(n_waiting, size)


@pytest.mark.slow
def test_made_event_with_a_meeting_too_many_is_impossible(benchmark):
    planner, make = benchmark
    problem = make.round_robins(1, 0, 12, 8)
    one_more = replace(problem.meetings[0], meeting_id="too many")
    others = {m.supplier_id for m in problem.meetings if m.buyer_id == one_more.buyer_id}
    new = next(
        f.firm_id for f in problem.participants if f.side == "supplier" and f.firm_id not in others
    )
    problem = replace(problem, meetings=(*problem.meetings, replace(one_more, supplier_id=new)))

    row = planner.ours(problem, SECONDS, seed=0)

    assert (row["status"], row["left_out"], row["check"]) == ("impossible", 1, [])


@pytest.mark.slow
@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published instances are not here")
@pytest.mark.parametrize(
    "name", ["tic-12.original", "tic-12.forb0003", "forumt-14.original", "tic-13.fixed040"]
)
def test_published_optimum_is_reached(name):
    command = [sys.executable, "benchmarks/planner.py", "--budget", "60", "--json", "--only", name]
    command += ["--instances", str(PUBLISHED / "jair2022")]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["as_published"], row["check"]) for row in rows] == [(True, [])]
