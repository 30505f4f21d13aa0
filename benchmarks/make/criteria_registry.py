"""A synthetic registry whose blocks are those that the criteria really make.

Some made-up events (benchmarks/make/event) are read and encoded by the criteria themselves; a row
of the registry takes its product (component, process, material, size, industry, words, track
record) from one of their capabilities and each fact of the firm (capacity, place, quality, support,
payment) from another. So the columns and their values are real and no text is held; whole rows
hardly repeat, words do. Criteria that count for nothing until somebody gives them a weight are
left out.
"""

import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
from event.files import write_table
from event.tables import make_tables
from make.registry import Registry
from scipy.sparse import csr_array, hstack

from features import CRITERIA, Block, read_needs, read_suppliers
from matcher import load, load_weights

N_EVENTS = 8
TABLES = ("firms", "capabilities", "certificates", "needs", "requirements", "outcomes")
TOGETHER = (
    ("component", "process", "material", "envelope", "industry", "wish", "wording", "precedent"),
    ("capacity", "workload"),
    ("quality", "reliability"),
    ("distance",),
    ("support", "payment", "record"),
)
_ELIGIBLE = 0.04


def criteria_registry(n_suppliers: int, n_needs: int, seed: int = 0) -> Registry:
    """Make a registry; the same seed gives the same one."""
    suppliers, needs = _pools(seed)
    weights, random = load_weights(), np.random.default_rng(seed)
    counting = [c for c in CRITERIA if weights.in_score(c.name)]
    blocks = {c.name: Block(c()).fit(suppliers, needs) for c in counting}
    offered = {n: b.supplier_vectors(suppliers).rows for n, b in blocks.items()}
    asked = {n: b.need_vectors(needs).rows * weights.in_score(n) for n, b in blocks.items()}
    rows, chosen = _mixed(random, offered, n_suppliers)
    wanted, _ = _mixed(random, asked, n_needs)
    starts = np.concatenate([[0], np.cumsum([rows.shape[1] for rows in offered.values()])])
    at = list(blocks).index("process")
    columns = slice(starts[at], starts[at] + len(blocks["process"].criterion_.terms()))
    have = rows[:, columns].tocsc()
    main = wanted[:, columns].toarray().argmax(axis=1)
    capacity = random.permutation(n_suppliers)

    def eligible(need: int) -> np.ndarray:
        """The narrowest process asked for, and of those who have it the most able."""
        column = have[:, [main[need]]]
        found = np.zeros(n_suppliers, dtype=bool)
        found[column.indices[column.data == 1.0]] = True
        share = _ELIGIBLE / max(found.mean(), _ELIGIBLE)
        return np.asarray(found & (capacity < share * n_suppliers))

    return Registry(rows, wanted, starts, (chosen, capacity), eligible)


def _pools(seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read some made-up events as one table of capabilities and one of needs."""
    found = []
    for event in range(N_EVENTS):
        tables = make_tables(seed + event, Counter())
        with tempfile.TemporaryDirectory() as folder:
            for table in (*TABLES, "partnerships"):
                write_table(Path(folder), table, tables[table])
            found.append(load(folder))
    suppliers = pd.concat([data.suppliers for data in found], ignore_index=True)
    needs = pd.concat([data.asked for data in found], ignore_index=True)
    return read_suppliers(suppliers), read_needs(needs)


def _mixed(
    random: np.random.Generator, blocks: dict[str, csr_array], n: int
) -> tuple[csr_array, np.ndarray]:
    """Draw rows, each group of blocks from another row; give which product each has, too."""
    n_pool = next(iter(blocks.values())).shape[0]
    drawn = {
        name: at for group in TOGETHER for at in [random.integers(0, n_pool, n)] for name in group
    }
    rows = csr_array(hstack([csr_array(b.astype(np.float32))[drawn[m]] for m, b in blocks.items()]))
    rows.indices = rows.indices.astype(np.int32, copy=False)
    rows.indptr = rows.indptr.astype(np.int32, copy=False)
    rows.sort_indices()
    return rows, drawn["component"]
