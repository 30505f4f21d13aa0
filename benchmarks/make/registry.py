"""A synthetic registry of any size: sparse vectors with unit-norm blocks, and no text behind them.

Every capability belongs to a product family. Its n-grams come half from those of the family, half
from all, both by Zipf's law; its component, process and material follow from the family, with some
chance. 54 non-zeros a capability, 44 a need, plus the decay to every regency on the need's side.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array, hstack, vstack
from sklearn.preprocessing import normalize

from features.places import distances_km

N_GRAMS, N_FAMILIES, FAMILY_GRAMS = 40_000, 400, 90
N_COMPONENTS, N_PROCESSES, N_MATERIALS, N_INDUSTRIES, N_STEPS = 600, 60, 60, 24, 12
PER_PARENT = 6
CHUNK = 250_000
WEIGHTS = {  # of wording, component, process, material, industry, capacity, size, distance
    "wording": 0.30,
    "component": 0.18,
    "process": 0.16,
    "material": 0.12,
    "industry": 0.05,
    "capacity": 0.06,
    "size": 0.05,
    "distance": 0.08,
}


@dataclass(frozen=True)
class Registry:
    """Vectors of suppliers, and of needs with the weights folded in.

    `starts` are the first columns of the blocks and the end, `signature` the keys by which an
    index sorts suppliers, and `eligible` marks who meets a need's must-haves, (n_suppliers,).
    """

    suppliers: csr_array
    needs: csr_array
    starts: np.ndarray
    signature: tuple[np.ndarray, ...]
    eligible: Callable[[int], np.ndarray]


class _Side(NamedTuple):
    """Vectors, and what must-haves are checked against: steps of a scale, shape (n,) each."""

    rows: csr_array
    process: np.ndarray
    capacity: np.ndarray
    size: np.ndarray


def registry(n_suppliers: int, n_needs: int, seed: int = 0) -> Registry:
    """Make a registry; the same seed gives the same one."""
    random = np.random.default_rng(seed)
    world = _World(random)
    sizes = [min(CHUNK, n_suppliers - at) for at in range(0, n_suppliers, CHUNK)]
    suppliers = _joined([world.side(random, n, 44) for n in sizes])
    counts = np.bincount(suppliers.rows.indices, minlength=suppliers.rows.shape[1])
    idf = np.log1p(n_suppliers / np.maximum(counts, 1)).astype(np.float32)
    idf[world.starts[-2] :] = 1.0  # where somebody works tells as much as where anybody does
    suppliers = _weighed(suppliers, idf, world.starts)
    asked = world.side(random, n_needs, 31)
    asked = _weighed(_with_decay(asked, world.starts), idf, world.starts, list(WEIGHTS.values()))

    def eligible(need: int) -> np.ndarray:
        """A process of the same parent, as much capacity, and as great a size."""
        return np.asarray(
            (suppliers.process // PER_PARENT == asked.process[need] // PER_PARENT)
            & (suppliers.capacity >= asked.capacity[need])
            & (suppliers.size >= asked.size[need])
        )

    group = suppliers.process // PER_PARENT
    signature = (group, suppliers.process, suppliers.capacity, suppliers.size)
    return Registry(suppliers.rows, asked.rows, world.starts, signature, eligible)


class _World:
    """What families are made of."""

    def __init__(self, random: np.random.Generator) -> None:
        self.grams = _zipf(random, N_GRAMS, (N_FAMILIES, FAMILY_GRAMS))
        self.component = random.integers(0, N_COMPONENTS, (N_FAMILIES, 4))
        self.process = random.integers(0, N_PROCESSES, (N_FAMILIES, 2))
        self.material = random.integers(0, N_MATERIALS, (N_FAMILIES, 2))
        self.industry = random.integers(0, N_INDUSTRIES, (N_FAMILIES, 2))
        n_places = len(distances_km())
        self.near = random.permutation(n_places)
        widths = [
            N_GRAMS,
            _with_parents(N_COMPONENTS),
            _with_parents(N_PROCESSES),
            _with_parents(N_MATERIALS),
            N_INDUSTRIES,
            N_STEPS + 1,
            N_STEPS + 1,
            n_places,
        ]
        self.starts = np.concatenate([[0], np.cumsum(widths)])

    def side(self, random: np.random.Generator, n: int, n_draws: int) -> _Side:
        """Draw rows."""
        family = _zipf(random, N_FAMILIES, n, spread=20)
        half = n_draws // 2
        own = np.take_along_axis(
            self.grams[family], _zipf(random, FAMILY_GRAMS, (n, half), spread=10), axis=1
        )
        grams = np.hstack([own, _zipf(random, N_GRAMS, (n, n_draws - half), spread=3)])
        component = self._of(random, self.component[family], N_COMPONENTS)
        process = [self._of(random, self.process[family], N_PROCESSES) for _ in range(2)]
        material = self._of(random, self.material[family], N_MATERIALS)
        industry = [self._of(random, self.industry[family], N_INDUSTRIES) for _ in range(2)]
        capacity, size = (random.binomial(N_STEPS - 1, 0.4, n) for _ in range(2))
        place = self.near[_zipf(random, len(self.near), n, spread=15)]
        blocks = [
            grams,
            _lineage(component, N_COMPONENTS),
            np.hstack([_lineage(one, N_PROCESSES) for one in process]),
            _lineage(material, N_MATERIALS),
            np.stack(industry, axis=1),
            np.stack([capacity, capacity + 1], axis=1),
            np.stack([size, size + 1], axis=1),
            place[:, None],
        ]
        columns = np.hstack(
            [block + start for block, start in zip(blocks, self.starts[:-1], strict=True)]
        )
        return _Side(_marked(columns, int(self.starts[-1])), process[0], capacity, size)

    def _of(self, random: np.random.Generator, usual: np.ndarray, n: int) -> np.ndarray:
        """Take what is usual in the family, or in one of ten cases anything."""
        n_rows, n_usual = usual.shape
        chosen = usual[np.arange(n_rows), random.integers(0, n_usual, n_rows)]
        return np.where(random.random(n_rows) < 0.1, random.integers(0, n, n_rows), chosen)


def _zipf(
    random: np.random.Generator, n: int, shape: int | tuple[int, ...], spread: float = 0.0
) -> np.ndarray:
    """Draw from 0 to n - 1 with odds that fall as 1 / (rank + spread)."""
    low, high = np.log(1 + spread), np.log(n + 1 + spread)
    drawn = np.exp(low + random.random(shape, dtype=np.float32) * (high - low)) - 1 - spread
    return np.asarray(np.clip(drawn.astype(np.int32), 0, n - 1))


def _with_parents(n: int) -> int:
    """Count nodes, their parents and grandparents."""
    return n + n // PER_PARENT + n // PER_PARENT**2 + 1


def _lineage(node: np.ndarray, n: int) -> np.ndarray:
    parent = node // PER_PARENT
    above = n + n // PER_PARENT + parent // PER_PARENT
    return np.stack([node, n + parent, above], axis=1)


def _marked(columns: np.ndarray, n_columns: int) -> csr_array:
    """Mark columns with 1, each once a row."""
    columns = np.sort(columns.astype(np.int32), axis=1)
    first = np.ones(columns.shape, dtype=bool)
    first[:, 1:] = columns[:, 1:] != columns[:, :-1]
    ends = np.concatenate([[0], np.cumsum(first.sum(axis=1))])
    found = columns[first]
    ones = np.ones(len(found), dtype=np.float32)
    return csr_array((ones, found, ends), shape=(len(columns), n_columns))


def _weighed(
    side: _Side, idf: np.ndarray, starts: np.ndarray, weights: list[float] | None = None
) -> _Side:
    """Multiply by IDF, make every block of every row of length 1, then fold weights in."""
    rows = side.rows
    rows.data *= idf[rows.indices]
    blocks = [rows[:, start:end] for start, end in pairwise(starts)]
    unit = [normalize(block, copy=False) for block in blocks[:-1]]
    unit.append(blocks[-1])  # one regency, or a decay from 1 on
    for block, weight in zip(unit, weights or [], strict=False):
        block.data *= np.float32(weight)
    joined = csr_array(hstack(unit, dtype=np.float32))
    return _Side(_int32(joined), side.process, side.capacity, side.size)


def _with_decay(side: _Side, starts: np.ndarray) -> _Side:
    """Replace the regency of each row with the decay to every regency (halved each 200 km)."""
    at = int(starts[-2])
    decay = csr_array((0.5 ** (distances_km() / 200.0)).astype(np.float32))
    rows = csr_array(hstack([side.rows[:, :at], side.rows[:, at:] @ decay]))
    return _Side(rows, side.process, side.capacity, side.size)


def _joined(sides: list[_Side]) -> _Side:
    parts = [[getattr(side, name) for side in sides] for name in ("process", "capacity", "size")]
    rows = vstack([side.rows for side in sides], format="csr")
    return _Side(_int32(csr_array(rows)), *(np.concatenate(part) for part in parts))


def _int32(rows: csr_array) -> csr_array:
    """Hold positions in 4 bytes, as all peers do."""
    rows.indices = rows.indices.astype(np.int32, copy=False)
    rows.indptr = rows.indptr.astype(np.int32, copy=False)
    return rows
