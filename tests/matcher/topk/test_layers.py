"""Changed firms beside a large index answer as one index of all would."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from matcher.topk import Sides, Top, top_by_product
from matcher.topk.layers import Layers, changed, compact, is_due, layers, top_of, without

STARTS = np.array([0, 3, 8])
VALUES = [0.0, 0.0, 0.5, 1.0]
SIDES = Sides(3, 0.8, 0.2, 0.3)


def rows_of(random: np.random.Generator, n: int) -> np.ndarray:
    return random.choice(VALUES, (n, 8))


def named(found: Top, ids: np.ndarray) -> list[list[tuple[str, float]]]:
    return [
        [(str(ids[at]), float(score)) for at, score in zip(*pair, strict=True) if at >= 0]
        for pair in zip(found.row, found.score, strict=True)
    ]


def expected(held: dict[str, np.ndarray], needs: np.ndarray, k: int) -> list[object]:
    ids = np.array(sorted(held), dtype=object)
    rows = csr_array(np.array([held[one] for one in ids]).reshape(len(ids), 8))
    found = top_by_product(rows, csr_array(needs), k, SIDES)
    return list(named(found, ids))


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 2**32), st.lists(st.sampled_from(["change", "remove", "compact"]), max_size=5)
)
def test_any_sequence_of_changes_answers_as_one_index_of_all(seed: int, acts: list[str]) -> None:
    random = np.random.default_rng(seed)
    ids = np.array([f"S-{i:03}" for i in range(0, 300, 3)], dtype=object)
    first, needs = rows_of(random, len(ids)), rows_of(random, 3)
    held = dict(zip(ids, first, strict=True))
    now = layers(csr_array(first), ids, STARTS)

    for act in acts:
        chosen = np.unique(random.integers(0, 300, 12))
        names = np.array([f"S-{i:03}" for i in chosen], dtype=object)
        if act == "change":
            rows = rows_of(random, len(names))
            now = changed(now, csr_array(rows), names)
            held |= dict(zip(names, rows, strict=True))
        elif act == "remove":
            now = without(now, names)
            held = {one: row for one, row in held.items() if one not in set(names)}
        else:
            now = compact(now)

    assert named(top_of(now, csr_array(needs), 7, SIDES), now.all_ids) == expected(held, needs, 7)


def test_who_reads_old_layers_goes_on_reading_them() -> None:
    ids = np.array(["S-1", "S-2"], dtype=object)
    need = csr_array(np.eye(1, 8))
    old = layers(csr_array(np.eye(2, 8)), ids, STARTS)

    new = changed(old, csr_array(np.zeros((1, 8))), np.array(["S-1"], dtype=object))

    assert named(top_of(old, need, 1), old.all_ids) == [[("S-1", 1.0)]]
    assert named(top_of(new, need, 1), new.all_ids) == [[("S-1", 0.0)]]


def test_one_index_is_due_when_a_twentieth_changed() -> None:
    ids = np.array([f"S-{i:03}" for i in range(200)], dtype=object)
    held: Layers = layers(csr_array(np.ones((200, 8))), ids, STARTS)

    due = [is_due(changed(held, csr_array(np.ones((n, 8))), ids[:n])) for n in (5, 6)]

    assert due == [False, True]


def test_requirements_count_in_both_layers() -> None:
    ids = np.array(["S-1", "S-2"], dtype=object)
    held = layers(csr_array(np.eye(2, 8)), ids, STARTS)
    now = changed(held, csr_array(np.eye(1, 8)), np.array(["S-3"], dtype=object))

    found = top_of(
        now, csr_array(np.eye(1, 8)), 3, eligible=lambda _: np.array([False, True, True])
    )

    assert named(found, now.all_ids) == [[("S-3", 1.0), ("S-2", 0.0)]]
