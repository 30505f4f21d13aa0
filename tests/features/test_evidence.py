"""Machines and KBLI codes presume, and no more than that."""

import pandas as pd
import pytest

from features import read_suppliers
from features.evidence import from_kbli, from_machines, kbli_nodes


@pytest.mark.parametrize(
    ("machines", "process"),
    [
        ("mesin bubut CNC 2 unit", "cnc-turning"),
        ("dapur induksi 1 ton", "induction-melting"),
        ("press 200 ton", "stamping"),
        ("las argon", "tig-welding"),
    ],
)
def test_a_machine_presumes_its_process(machines, process):
    found = from_machines(machines)["process"]

    assert process in [mention.node for mention in found]
    assert all(mention.presumed for mention in found)


def test_measuring_equipment_and_lifting_presume_nothing():
    assert from_machines("CMM; crane 5 ton")["process"] == []


def test_kbli_codes_are_found_in_any_writing():
    assert kbli_nodes("24310; KBLI 25920, 2431") == ["24310", "25920"]
    assert kbli_nodes("0812345") == []


def test_what_a_register_says_counts_less_than_a_machine():
    assert max(mention.sureness for mention in from_kbli("25920")["process"]) == 0.3


def test_an_unknown_code_counts_as_its_nearest_known_group():
    """30919 is in no table; 309 makes other vehicles and 28 machines."""
    assert kbli_nodes("30919; 28000") == ["309", "28"]


def test_a_code_presumes_and_the_first_of_what_it_implies_most():
    """By hand: machining, surface treatment, heat treatment, welding at 0.3 / 1, 2, 3 and 4."""
    found = from_kbli("25920")["process"]

    assert {mention.how for mention in found} == {"registered"}
    assert [mention.sureness for mention in found] == pytest.approx([0.3, 0.15, 0.1, 0.075])


def test_a_row_that_only_a_register_speaks_of_gets_no_machine_of_the_hall():
    table = read_suppliers(
        pd.DataFrame(
            {
                "firm_id": ["S-1", "S-1"],
                "processes": ["cor pasir", None],
                "machines": ["mesin bubut", None],
                "kbli": [None, "24310"],
            }
        )
    )

    assert [m.node for m in table["process_mentions"][1]] == ["sand-casting"]


def test_a_machine_in_the_hall_serves_every_product_whose_process_is_known():
    table = read_suppliers(
        pd.DataFrame(
            {
                "firm_id": ["S-1", "S-1", "S-2"],
                "processes": ["cor pasir", None, "las"],
                "machines": [None, "mesin bubut", None],
            }
        )
    )

    nodes = [{m.node for m in mentions} for mentions in table["process_mentions"]]

    assert ["turning" in row for row in nodes] == [True, True, False]
