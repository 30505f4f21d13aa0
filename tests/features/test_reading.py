"""What stands in which cell of a need or a capability, and what is only presumed."""

import pandas as pd

from features import read_needs, read_suppliers


def nodes(table, kind):
    return [[mention.node for mention in row] for row in table[f"{kind}_mentions"]]


def test_what_a_need_states_anywhere_stands_before_what_its_part_implies():
    """A brake block is usually cast; this buyer wants it turned."""
    needs = read_needs(pd.DataFrame({"component": ["rem block"], "description": ["dibubut"]}))

    assert nodes(needs, "process") == [["turning"]]


def test_the_column_of_a_need_stands_before_its_description():
    needs = read_needs(
        pd.DataFrame({"component": ["aaa"], "description": ["cor pasir"], "processes": ["bubut"]})
    )

    assert nodes(needs, "process") == [["turning"]]


def test_a_doubtful_word_counts_in_the_column_of_its_kind_only():
    """'plat' is sheet or plate, of steel or aluminium."""
    table = read_suppliers(
        pd.DataFrame({"processes": ["bubut; plat", None], "materials": [None, "plat"]})
    )

    assert [len(row) for row in nodes(table, "material")] == [0, 3]


def test_what_two_columns_state_stands_with_the_words_of_the_first():
    table = read_suppliers(pd.DataFrame({"product": ["bubut"], "processes": ["turning"]}))

    assert [mention.phrase for mention in table["process_mentions"][0]] == ["bubut"]
