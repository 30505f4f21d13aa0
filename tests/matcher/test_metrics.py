from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.metrics import expected_rank


@given(st.lists(st.integers(0, 3), min_size=1, max_size=6))
def test_expected_rank_is_the_mean_over_all_tie_breaks(scores):
    """Brute force: every order of the candidates, sorted stably by score."""
    ranks = []
    for order in permutations(range(len(scores))):
        ranks.append(sorted(order, key=lambda i: -scores[i]).index(0) + 1)

    assert expected_rank(np.array(scores), target=0) == pytest.approx(np.mean(ranks))
