"""An index in a file is whole and of the right data, or it is not opened."""

import multiprocessing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.sparse import csr_array, random_array

from matcher.topk import Index, build, top
from matcher.topk.saving import read, save

from .registries import Small, registries

STARTS = np.array([0, 10, 40])
ASKED = csr_array(np.linspace(0, 1, 40)[None, :])


def made(seed: int = 0) -> Index:
    rows = random_array((500, 40), density=0.2, rng=np.random.default_rng(seed))
    return build(csr_array(rows), STARTS, n_tile_rows=64)


def best(index: Index) -> list[list[int]]:
    found: list[list[int]] = top(index, ASKED, 5).row.tolist()
    return found


def test_a_saved_index_answers_as_the_one_in_memory(tmp_path: Path) -> None:
    save(made(), tmp_path / "suppliers.topk", "data 7")

    found = read(tmp_path / "suppliers.topk", "data 7")

    assert isinstance(found, Index)
    assert best(found) == best(made())


@settings(max_examples=20, deadline=None)
@given(registries())
def test_any_index_survives_saving(tmp_path_factory: pytest.TempPathFactory, small: Small) -> None:
    path = tmp_path_factory.mktemp("any") / "suppliers.topk"
    index = build(small.rows, small.starts, small.signature, small.tie, 64, small.most_contents)
    save(index, path, "")

    found = read(path, "")

    assert isinstance(found, Index)
    assert top(found, small.needs, 3).row.tolist() == top(index, small.needs, 3).row.tolist()


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.999])
def test_one_flipped_bit_is_noticed(tmp_path: Path, share: float) -> None:
    path = tmp_path / "suppliers.topk"
    save(made(), path, "data 7")
    content = bytearray(path.read_bytes())
    content[int(share * len(content))] ^= 1
    path.write_bytes(content)

    assert read(path, "data 7") is None


@pytest.mark.parametrize("length", [0, 100, 20_000])
def test_a_file_cut_short_is_noticed(tmp_path: Path, length: int) -> None:
    path = tmp_path / "suppliers.topk"
    save(made(), path, "data 7")
    path.write_bytes(path.read_bytes()[:length])

    assert read(path, "data 7") is None


def test_an_index_of_other_data_is_not_opened_nor_one_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "suppliers.topk"

    assert read(path, "data 7") is None
    save(made(), path, "data 6")
    assert read(path, "data 7") is None


def test_a_reader_has_the_old_index_or_the_new_one(tmp_path: Path) -> None:
    path, whole = tmp_path / "suppliers.topk", [best(made(0)), best(made(1))]
    save(made(0), path, "data 7")
    writer = multiprocessing.get_context("spawn").Process(target=_rewrite, args=(path,))
    writer.start()

    seen, n_read = [], 0
    while writer.is_alive():
        found = read(path, "data 7")
        assert isinstance(found, Index)
        seen.append(best(found))
        n_read += 1

    assert [one for one in seen if one not in whole] == []
    assert n_read > 1


def _rewrite(path: Path) -> None:
    for i in range(200):
        save(made(i % 2), path, "data 7")
