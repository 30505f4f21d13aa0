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
