"""Codes of a register are a weak sign, in the trees of the vocabulary too."""

import pandas as pd

from features import Process, read_suppliers

STATED = {"firm_id": "S-1", "processes": "cor pasir", "kbli": None}
REGISTERED = {"firm_id": "S-2", "processes": None, "kbli": "24310"}


def suppliers(*rows):
    return read_suppliers(pd.DataFrame(rows))


def test_a_row_that_only_a_register_speaks_of_is_known_by_what_the_register_counts():
    table = suppliers(STATED, REGISTERED)

    assert Process().fit(table).supplier_vectors(table).by_aspect.tolist() == [[1.0], [0.3]]


def test_rarity_counts_the_rows_that_state_something():
    """A register says the same of a whole trade: that makes no process common."""
    alone, beside = suppliers(STATED), suppliers(STATED, REGISTERED, REGISTERED)

    assert Process().fit(beside).idf_.tolist() == Process().fit(alone).idf_.tolist()
