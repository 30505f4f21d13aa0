"""Fitting: the criteria fitted to counts and sums of shards, as if to one table."""

from collections import Counter
from collections.abc import Collection, Iterable

import numpy as np
import pandas as pd

from features import CRITERIA, Block
from features.block import Sums
from features.counting import Counts

Blocks = dict[str, Block]


def count(rows: pd.DataFrame) -> dict[str, Counts]:
    """Count what each criterion needs to know of a shard."""
    return {criterion.name: criterion().count(rows) for criterion in CRITERIA}


def total_counts(parts: Iterable[dict[str, Counts]], counted: Collection[str]) -> dict[str, Counts]:
    """Add up the counts of all shards; of a criterion that does not count nothing is kept."""
    total: dict[str, Counts] = {criterion.name: Counter() for criterion in CRITERIA}
    for part in parts:
        for name in counted:
            total[name].update(part[name])
    return total


def fit_counts(counts: dict[str, Counts]) -> Blocks:
    """Fit the criteria to the counts of all shards."""
    return {c.name: Block(c()).fit_counts(counts[c.name]) for c in CRITERIA}


def sums(blocks: Blocks, rows: pd.DataFrame) -> dict[str, np.ndarray]:
    """Sum what the firms of a shard stated, as arrays named after criterion and what they hold."""
    found = {name: block.sums(rows) for name, block in blocks.items()}
    return {
        f"{name}/{field}": array for name, of in found.items() for field, array in vars(of).items()
    }


def fit_sums(blocks: Blocks, total: dict[str, np.ndarray]) -> None:
    """Freeze what unknown is worth, from the sums of all shards."""
    for name, block in blocks.items():
        block.fit_sums(Sums(total[f"{name}/n_firms"], total[f"{name}/per_term"]))


def fits_of_average(blocks: Blocks, needs: pd.DataFrame) -> dict[str, np.ndarray]:
    """How an average firm fits the needs of a range."""
    return {name: block.fits_of_average(needs) for name, block in blocks.items()}


def fit_vague(blocks: Blocks, parts: list[dict[str, np.ndarray]]) -> None:
    """Freeze what a need that says nothing is worth, from the fits of all ranges in order."""
    for name, block in blocks.items():
        block.fit_vague(np.concatenate([part[name] for part in parts]))
