"""A registry in parts is ranked as the ordinary scorer ranks it at once."""

from collections import Counter
from dataclasses import replace

import pandas as pd
import pyarrow.parquet as pq
import pytest

from matcher import DataError, Scorer, load_weights
from matcher.pairs import LISTS, all_pairs
from matcher.ranking_all import Missing, Order, Task, rank_all, run_here
from matcher.ranking_all.fitting import total_counts
from matcher.shortlisting import ranked_lists
from matcher.weights import SIDE

FIGURES = ["score", "buyer_fit", "supplier_fit", "completeness"]


def ordinary(data, needs: list[str], k: int, weights=None) -> pd.DataFrame:
    """Rank by scoring all pairs of one table."""
    scorer = Scorer(data, weights)
    pairs = all_pairs(scorer)
    rows = [
        (
            *(need, name, one.rank, one.supplier_id, one.row_id, one.below_floor),
            *(getattr(one, figure) for figure in FIGURES),
        )
        for need in needs
        for name, ranked in ranked_lists(scorer, pairs, need, "need").items()
        if name in LISTS[:3]
        for one in ranked[:k]
    ]
    columns = ["need_id", "list", "rank", "firm_id", "row_id", "below_floor", *FIGURES]
    return pd.DataFrame(rows, columns=columns)


def test_lists_are_those_of_the_ordinary_scorer(files, tmp_path):
    order = files.order(tmp_path)

    found = rank_all(order, run_here)

    ours = pd.read_parquet(order.out)
    expected = ordinary(files.data, sorted(set(ours["need_id"])), order.k)
    assert found.missing == [] and found.n_needs == 30 == ours["need_id"].nunique()
    assert set(ours["list"]) == {"ready", "to_ask", "almost"}
    pd.testing.assert_frame_equal(ours[expected.columns], expected, check_dtype=False, atol=1e-9)


@pytest.mark.parametrize(
    ("named", "weight"),
    [({"wording", "component", "precedent", "support"}, 0.0), (set(SIDE), 1.0)],
    ids=["some count nothing", "all count"],
)
def test_lists_follow_other_weights(files, tmp_path, named, weight):
    usual = load_weights()
    weights = replace(usual, criteria={**usual.criteria, **dict.fromkeys(named, weight)})
    order = replace(files.order(tmp_path), weights=weights)

    rank_all(order, run_here)

    ours = pd.read_parquet(order.out)
    expected = ordinary(files.data, sorted(set(ours["need_id"])), order.k, weights)
    pd.testing.assert_frame_equal(ours[expected.columns], expected, check_dtype=False, atol=1e-9)


def test_of_a_criterion_without_weight_nothing_is_kept_in_workers():
    part = {name: Counter({"kampas": 2}) for name in SIDE}

    total = total_counts([part, part], ("wording",))

    assert {name: dict(counts) for name, counts in total.items() if counts} == {
        "wording": {"kampas": 4}
    }
    assert set(total) == set(SIDE)


@pytest.mark.parametrize("n_files", [3, 7])
def test_files_and_shards_do_not_change_a_byte(files, tmp_path, n_files):
    whole = files.order(tmp_path / "whole", shard_rows=1_000_000, need_rows=16)
    cut = files.order(tmp_path, files.cut(tmp_path, n_files))

    rank_all(whole, run_here)
    rank_all(cut, run_here)

    assert cut.out.read_bytes() == whole.out.read_bytes()


@pytest.mark.parametrize("step", [1, -1])
def test_of_equal_rows_of_a_firm_the_first_id_stands(table, tmp_path, step):
    rows = [{"firm_id": "I-1", "row_id": row, "product": "poros"} for row in ("B", "A")][::step]
    needs = table("needs.parquet", [{"need_id": "N-1", "component": "poros"}])
    files = (table("ikm.parquet", rows),)
    order = Order(files, needs, tmp_path / "top.parquet", tmp_path / "work", load_weights())

    rank_all(order, run_here)

    assert pd.read_parquet(order.out)["row_id"].tolist() == ["A"]


def test_a_firm_is_not_listed_for_its_own_need(table, tmp_path):
    rows = [{"firm_id": firm, "product": "poros"} for firm in ("I-1", "I-2")]
    asked = {"need_id": "N-1", "firm_id": "I-1", "component": "poros"}
    needs, files = table("needs.parquet", [asked]), (table("ikm.parquet", rows),)
    order = Order(files, needs, tmp_path / "top.parquet", tmp_path / "work", load_weights())

    rank_all(order, run_here)

    assert pd.read_parquet(order.out)["firm_id"].tolist() == ["I-2"]


def test_a_file_that_has_changed_is_read_anew(table, tmp_path):
    needs = table("needs.parquet", [{"need_id": "N-1", "component": "poros"}])
    files = (table("ikm.parquet", [{"firm_id": "I-1", "product": "poros"}]),)
    order = Order(files, needs, tmp_path / "top.parquet", tmp_path / "work", load_weights())
    rank_all(order, run_here)

    table("ikm.parquet", [{"firm_id": "I-2", "product": "poros"}])
    rank_all(order, run_here)

    assert pd.read_parquet(order.out)["firm_id"].tolist() == ["I-2"]


def test_a_folder_holds_one_file_for_each_range_of_needs(files, tmp_path):
    order = files.order(tmp_path)
    parted = replace(order, out=tmp_path / "top")

    rank_all(order, run_here)
    rank_all(parted, run_here)

    assert [file.name for file in sorted(parted.out.iterdir())] == [
        "part-00000.parquet",
        "part-00001.parquet",
    ]
    assert pq.read_table(parted.out).equals(pq.read_table(order.out))


def test_a_restart_makes_only_what_is_not_finished(files, tmp_path):
    order, done = files.order(tmp_path), []

    def counted(step: str, tasks: list[Task]) -> list[Missing]:
        done.extend((step, task.function.__name__) for task in tasks)
        return run_here(step, tasks)

    rank_all(order, counted)
    n_first = len(done)
    before = order.out.read_bytes()
    order.out.unlink()
    lost = next(order.work.glob("ranked-*/00001-00000.ranked"))
    lost.write_bytes(lost.read_bytes()[:-1])  # as a full disk leaves it
    rank_all(order, counted)

    assert done[n_first:] == [("ranking", "rank_shard")]
    assert order.out.read_bytes() == before


def test_other_weights_read_nothing_again(files, tmp_path):
    order, steps = files.order(tmp_path), []
    rank_all(order, run_here)

    def noted(step: str, tasks: list[Task]) -> list[Missing]:
        steps.extend([step] if tasks else [])
        return run_here(step, tasks)

    rank_all(replace(order, weights=order.weights.changed(distance=0.9)), noted)

    assert steps == ["needs", "ranking", "merging"]


def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_ranked(files, tmp_path):
    first, broken, last = files.cut(tmp_path, 3)
    content = broken.read_bytes()
    broken.write_bytes(content[:-200])
    order = files.order(tmp_path, (first, broken, last))

    found = rank_all(order, run_here)

    assert [one.about for one in found.missing] == [{"file": "3-1.parquet"}]
    assert str(found.missing[0].why).startswith("3-1.parquet cannot be read as a parquet file (")
    assert '"file": "3-1.parquet"' in (tmp_path / "top.parquet.missing.json").read_text()
    both = files.order(tmp_path / "both", (first, last))
    rank_all(both, run_here)
    assert order.out.read_bytes() == both.out.read_bytes()

    broken.write_bytes(content)  # mended
    found = rank_all(order, run_here)

    assert found.missing == [] and not (tmp_path / "top.parquet.missing.json").exists()


def test_a_file_whose_middle_is_damaged_is_named(files, tmp_path):
    good, damaged = files.cut(tmp_path, 2)
    content = bytearray(damaged.read_bytes())
    content[4:4000] = bytes(3996)  # its heading, at the end, still reads
    damaged.write_bytes(content)

    found = rank_all(files.order(tmp_path, (good, damaged)), run_here)

    assert [one.about for one in found.missing] == [{"file": "2-1.parquet"}]


def test_nothing_to_read_is_one_line(files, tmp_path):
    (tmp_path / "empty.parquet").write_bytes(b"")

    with pytest.raises(DataError, match=r"^empty.parquet cannot be read as a parquet file \("):
        rank_all(files.order(tmp_path, (tmp_path / "empty.parquet",)), run_here)
