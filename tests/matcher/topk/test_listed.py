"""Rows are packed by list as one by one, and of a group only those in its best list."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from matcher.topk import best_lists, build, packed, packed_lists

N_LISTS = 3
ROWS = st.lists(st.tuples(st.integers(0, N_LISTS), st.integers(0, 20)), min_size=1, max_size=200)


@settings(deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_rows_are_packed_by_the_best_list_of_their_group(rows, draw):
    listed, group_of = np.array(rows, dtype=np.int8).T
    signature = np.array([draw.random() for _ in rows])
    index = build(csr_array(np.ones((len(rows), 1))), np.array([0, 1]), (signature,))

    best = best_lists(listed, group_of, 21)
    bits, n_rows = packed_lists(index, listed, group_of, best, N_LISTS)

    by_hand = [min([place for place, group in rows if group == g], default=127) for g in range(21)]
    assert best.tolist() == by_hand
    for wanted in range(N_LISTS):
        eligible = np.array([place == wanted == by_hand[group] for place, group in rows])
        assert bits[wanted].tolist() == packed(index, eligible).tolist()
        assert n_rows[wanted] == eligible.sum()


def test_a_group_that_is_left_out_has_no_row():
    listed, group_of = np.array([0, 0, 1], dtype=np.int8), np.array([0, 1, 1])
    index = build(csr_array(np.ones((3, 1))), np.array([0, 1]))

    bits, n_rows = packed_lists(index, listed, group_of, np.array([N_LISTS, 0]), N_LISTS)

    assert bits.tolist() == [[0b010], [0], [0]]
    assert n_rows.tolist() == [1, 0, 0]
