"""A folder imported into the store is the folder: the same tables, the same shortlists."""

import pytest

from features.package_data import data_path
from matcher import folder
from matcher.score import Scorer
from matcher.shortlisting import shortlist
from matcher.store.dataset import PERSONAL, TABLES, dataset
from matcher.weights import load_weights

from .pipe import take_in

# the store says of every record where it came from, and shows nobody's contacts to a score
BESIDE = {"merged_into", *PERSONAL}
SAID = ("source", "certainty")


def imported(store, name):
    """Import every CSV file of a shipped folder that holds records of ours."""
    for table in ("events", "firms", "aliases", "firm_facts", "capabilities", "certificates"):
        _import(store, name, table)
    for table in ("needs", "requirements", "partnerships", "outcomes"):
        _import(store, name, table)
    return dataset(store)


def _import(store, name, table):
    path = data_path(name) / f"{table}.csv"
    if path.is_file() and path.read_text("utf-8").count("\n") > 1:
        _, counts = take_in(store, path.read_bytes(), path.name)
        assert (table, counts["quarantined"]) == (table, 0)


def rows(frame, stated):
    """Give the rows of a table by id; where the folder does not say whence, the store does."""
    blank = [name for name in SAID if name in stated and stated[name].isna().any()]
    filled = frame.drop(columns=blank, errors="ignore").astype(object)
    filled = filled.where(filled.notna(), None).map(_one_blank)
    return sorted(map(repr, filled.to_dict("records")))


def _one_blank(cell):
    """An import takes two blanks between words for one."""
    return " ".join(cell.split()) if isinstance(cell, str) else cell


@pytest.mark.parametrize("database", ["sqlite"])
@pytest.mark.parametrize("name", ["link_and_match", "demo_event"])
def test_shipped_folder_in_the_store_gives_the_same_tables_and_shortlists(store, name):
    stored, loaded = imported(store, name), folder.load(name)

    for table in set(TABLES) - {"overrides", "links"}:
        one, other = getattr(stored, table), getattr(loaded, table)
        columns = [name for name in other.columns if other[name].notna().any()]
        columns = [name for name in columns if name not in BESIDE]
        assert (table, [name for name in columns if name not in one.columns]) == (table, [])
        assert (table, rows(one[columns], other)) == (table, rows(other[columns], other))
    weights = load_weights()
    first, second = Scorer(stored, weights), Scorer(loaded, weights)
    for need_id in loaded.asked.index[:10]:
        assert found(first, need_id) == found(second, need_id)


def found(scorer, need_id):
    listed = shortlist(scorer, need_id).top(10).candidates
    return [(one.supplier_id, one.listed, round(one.score, 9)) for one in listed]
