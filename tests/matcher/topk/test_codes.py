"""Which blocks are coded: those with a usual value and few different contents."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from matcher.topk import Index, Sides, build
from matcher.topk.codes import MOST_IN_TABLE, gains, look_up, tabulate

# a place that most do not state, a scale that nobody shares, and another place
ROWS = np.array(
    [
        [1.0, 0.0, 0.1, 0.0, 1.0],
        [1.0, 0.0, 0.2, 0.0, 1.0],
        [1.0, 0.0, 0.3, 0.5, 0.0],
        [0.0, 1.0, 0.4, 0.0, 1.0],
        [0.0, 0.0, 0.5, 0.0, 1.0],
    ]
)
STARTS = np.array([0, 2, 3, 5])


def gains_of(index: Index) -> list[list[list[tuple[int, float]]]]:
    """Give what each row holds in each coded block, as columns and values."""
    codes, found = index.codes, []
    for row in range(index.n_rows):
        of_row = []
        for g in range(len(codes.groups) - 1):
            number = int(codes.rows[g, row])
            for i in range(codes.groups[g], codes.groups[g + 1]):
                n = int(codes.first[i + 1] - codes.first[i])
                at = int(codes.first[i]) + number % n
                span = slice(codes.pointers[at], codes.pointers[at + 1])
                columns, values = codes.columns[span].tolist(), codes.values[span].tolist()
                of_row.append(list(zip(columns, values, strict=True)))
                number //= n
        found.append(of_row)
    return found


def test_blocks_with_a_usual_value_and_few_contents_are_coded() -> None:
    index = build(csr_array(ROWS), STARTS)

    assert gains_of(index) == [  # the block of two contents first, then that of three
        [[(4, 1.0)], [(0, 1.0)]],
        [[(4, 1.0)], [(0, 1.0)]],
        [[(3, 0.5)], [(0, 1.0)]],
        [[(4, 1.0)], [(1, 1.0)]],
        [[(4, 1.0)], []],
    ]


@pytest.mark.parametrize(("most", "n_coded"), [(3, 2), (2, 1), (1, 0), (0, 0)])
def test_a_block_with_more_contents_than_allowed_is_posted(most: int, n_coded: int) -> None:
    index = build(csr_array(ROWS), STARTS, most_contents=most)

    n_postings = np.diff(index.tiles.pointers.astype(np.int64))
    posted = {int(index.block_of[c]) for c in np.flatnonzero(n_postings)}
    assert len(index.codes.first) - 1 == n_coded
    assert len(posted) == 3 - n_coded


def test_what_is_looked_up_is_never_too_low_and_less_than_a_unit_a_block_too_high() -> None:
    random = np.random.default_rng(0)
    rows = np.where(random.random((200, 60)) < 0.7, 1.0, 0.4)
    starts = np.arange(0, 61, 2)  # thirty blocks of four contents: several groups
    index = build(csr_array(rows), starts)
    asked, sides, unit = random.random(60), Sides(31, 0.8, 0.2), 0.01 / 3
    exact = rows @ np.where(np.arange(60) < 31, 0.8 * asked, 0.2 * asked)
    gain = np.zeros(index.codes.first[-1])
    tables = np.zeros((len(index.codes.rows), MOST_IN_TABLE), dtype=np.uint16)
    sums = np.zeros(200, dtype=np.uint16)

    most = gains(index.codes, asked, sides, gain)
    tabulate(index.codes, gain, unit, tables)
    look_up(index.codes, tables, 0, np.uint16(0), sums)

    too_high = sums * unit - exact
    assert len(index.codes.first) == 31 and len(tables) == 5
    assert (too_high > -1e-9).all() and (too_high < 30 * unit).all()
    assert most >= exact.max()
