"""The kernel answers exactly what the product of all pairs answers."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.sparse import csr_array

from matcher.topk import Index, Sides, Top, build, packed, top, top_by_product

from .registries import Small, registries

TILE = 64


def index_of(small: Small) -> Index:
    return build(small.rows, small.starts, small.signature, small.tie, TILE, small.most_contents)


def answers(found: Top) -> list[object]:
    return [found.row.tolist(), found.score.tobytes(), found.below_floor.tolist()]


@settings(max_examples=300, deadline=None)
@given(registries())
def test_kernel_answers_what_the_product_of_all_pairs_answers(small: Small) -> None:
    expected = top_by_product(small.rows, small.needs, small.k, small.sides, tie=small.tie)

    found = top(index_of(small), small.needs, small.k, small.sides)

    assert answers(found) == answers(expected)


@settings(max_examples=300, deadline=None)
@given(registries())
def test_kernel_leaves_out_exactly_whom_the_requirements_leave_out(small: Small) -> None:
    index = index_of(small)
    bits = [packed(index, one) for one in small.eligible]
    expected = top_by_product(
        small.rows, small.needs, small.k, small.sides, small.eligible, small.tie
    )

    found = top(index, small.needs, small.k, small.sides, eligible=bits)

    assert answers(found) == answers(expected)


@settings(max_examples=30, deadline=None)
@given(registries())
def test_threads_change_nothing(small: Small) -> None:
    index = index_of(small)

    one, three = (top(index, small.needs, small.k, small.sides, threads=n) for n in (1, 3))

    assert answers(one) == answers(three)


def test_equals_stand_by_their_rank_among_equals() -> None:
    rows = csr_array(np.array([[1.0], [0.5], [1.0], [1.0]]))
    index = build(rows, np.array([0, 1]), tie=np.array([2, 3, 1, 0]))

    found = top(index, csr_array(np.array([[0.5]])), k=3)

    assert found.row.tolist() == [[3, 2, 0]]
    assert found.score.tolist() == [[0.5, 0.5, 0.5]]


def test_scores_that_agree_to_nine_digits_are_equal() -> None:
    rows = csr_array(np.array([[0.5], [0.5 + 1e-12]]))

    found = top(build(rows, np.array([0, 1])), csr_array(np.array([[1.0]])), k=1)

    assert found.row.tolist() == [[0]]


def test_whoever_gains_too_little_on_one_side_stands_last() -> None:
    rows = csr_array(np.array([[1.0, 0.0], [0.2, 0.2]]))
    sides = Sides(split=1, buyer=0.8, supplier=0.2, floor=0.1)

    found = top(build(rows, np.array([0, 1, 2])), csr_array(np.array([[1.0, 1.0]])), 2, sides)

    assert found.row.tolist() == [[1, 0]]
    assert found.below_floor.tolist() == [[False, True]]


def test_a_row_that_has_all_that_is_asked_does_not_run_over() -> None:
    random = np.random.default_rng(271)
    rows = csr_array(random.choice([0.0, 0.0, 0.5, 1.0], (100, 8)))
    needs = csr_array(random.choice([0.0, 0.0, 0.5, 1.0], (3, 8)))
    sides = Sides(3, 0.8, 0.2, 0.3)

    found = top(build(rows, np.array([0, 3, 8])), needs, 7, sides)

    assert answers(found)[0] == answers(top_by_product(rows, needs, 7, sides))[0]


def test_needs_of_an_ikm_come_from_the_same_code() -> None:
    needs = csr_array(np.array([[0.5, 0.5, 0.0], [0.0, 0.2, 0.8], [0.0, 0.0, 0.0]]))
    firm = csr_array(np.array([[1.0, 0.0, 1.0]]))

    found = top(build(needs, np.array([0, 3])), firm, k=5)

    assert found.row.tolist() == [[1, 0, 2, -1, -1]]


@pytest.mark.parametrize("k", [0, -1])
def test_nobody_is_not_asked_for(k: int) -> None:
    one = csr_array(np.ones((1, 1)))

    with pytest.raises(ValueError, match="ask for 1 or more"):
        top(build(one, np.array([0, 1])), one, k)


def test_a_value_below_zero_is_refused_on_both_sides() -> None:
    good, bad = csr_array(np.ones((1, 1))), csr_array(-np.ones((1, 1)))

    with pytest.raises(ValueError, match="supplier's vector has a value below 0"):
        build(bad, np.array([0, 1]))
    with pytest.raises(ValueError, match="need's vector has a value below 0"):
        top(build(good, np.array([0, 1])), bad, 1)
