"""A registry of any size ranked part by part, from parquet files to one."""

from matcher.ranking_all.here import run_here
from matcher.ranking_all.steps import (
    STEPS,
    Missing,
    Order,
    Ranked,
    Run,
    Task,
    failed,
    own_code,
    rank_all,
)
from matcher.ranking_all.tables import write_sides

__all__ = [
    "STEPS",
    "Missing",
    "Order",
    "Ranked",
    "Run",
    "Task",
    "failed",
    "own_code",
    "rank_all",
    "run_here",
    "write_sides",
]
