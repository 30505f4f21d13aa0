"""Small random registries, made to be awkward: ties, empty rows, columns that nearly all hold."""

from typing import Any, NamedTuple

import numpy as np
from hypothesis import strategies as st
from scipy.sparse import csr_array

from matcher.topk import Sides


class Small(NamedTuple):
    """A registry and how it is asked."""

    rows: csr_array
    needs: csr_array
    starts: np.ndarray
    signature: tuple[np.ndarray, ...]
    tie: np.ndarray
    eligible: np.ndarray
    sides: Sides
    k: int
    most_contents: int


@st.composite
def registries(draw: Any) -> Small:
    """Draw up to 400 rows in tiles of 64, with few distinct values so that scores tie."""
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    n_rows, n_needs = draw(st.integers(1, 400)), draw(st.integers(1, 5))
    widths = draw(st.lists(st.integers(1, 12), min_size=1, max_size=5))
    starts = np.concatenate([[0], np.cumsum(widths)])
    n_columns = int(starts[-1])
    values = draw(st.sampled_from([[0.0, 1.0], [0.0, 0.5, 1.0], [0.0, 0.1, 0.6, 1.0, 1 / 3], None]))
    share = random.random(n_columns) ** draw(st.sampled_from([0.3, 1.0, 4.0]))
    rows = _some(random, (n_rows, n_columns), share, values)
    rows[random.random(n_rows) < 0.1] = 0.0
    same = random.integers(0, n_rows, n_rows // 3)
    rows[random.integers(0, n_rows, len(same))] = rows[same]
    dtype = draw(st.sampled_from([np.float32, np.float64]))
    needs = _some(random, (n_needs, n_columns), np.full(n_columns, 0.5), values)
    needs[random.random(n_needs) < 0.2] = 0.0
    needs[:, : draw(st.integers(0, n_columns))] *= draw(st.sampled_from([0.0, 1.0]))
    floor = draw(st.sampled_from([-np.inf, 0.0, 0.3, 5.0]))
    sides = Sides(draw(st.integers(0, n_columns)), 0.8, draw(st.sampled_from([0.0, 0.2])), floor)
    return Small(
        rows=csr_array(rows.astype(dtype)),
        needs=csr_array(needs),
        starts=starts,
        signature=draw(st.sampled_from([(), (random.integers(0, 3, n_rows),)])),
        tie=random.permutation(n_rows),
        eligible=random.random((n_needs, n_rows)) < draw(st.sampled_from([0.0, 0.02, 0.5, 1.0])),
        sides=sides,
        k=draw(st.sampled_from([1, 3, 20, 500])),
        most_contents=draw(st.sampled_from([0, 5, 600])),
    )


def _some(
    random: np.random.Generator,
    shape: tuple[int, int],
    share: np.ndarray,
    values: list[float] | None,
) -> np.ndarray:
    full = random.random(shape) if values is None else random.choice(values, shape)
    return np.where(random.random(shape) < share, full, 0.0)
