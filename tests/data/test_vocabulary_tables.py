"""Integrity of the industries, KBLI, machines and certificates of data/vocabulary."""

from collections import defaultdict
from pathlib import Path

import pandas as pd
import pytest

from features.language import stems

ROOT = Path(__file__).resolve().parents[2]
VOCABULARY = ROOT / "data" / "vocabulary"
HS_REFERENCE = (
    Path(__file__).resolve().parents[3] / "shared/reference/hs_metal_machinery_vehicles.csv"
)

NEW_TABLES = ("industries", "kbli", "machines", "certificates")
KNOWN_TABLES = ("components", "processes", "materials")
WITHOUT_PROCESS = {"test-equipment", "supporting-equipment"}


def table_of(path):
    return pd.read_csv(path, dtype=str, keep_default_na=False)


TABLES = {name: table_of(VOCABULARY / f"{name}.csv") for name in (*NEW_TABLES, *KNOWN_TABLES)}
IDS = {name: set(table["node"]) for name, table in TABLES.items()}


def items(cell):
    return [item.strip() for item in cell.split(";") if item.strip()]


def names_of(table):
    for row in table.itertuples():
        for name in (row.name_id, row.name_en, *items(row.other_names)):
            yield row.node, name


def values_of(name, column):
    table = TABLES[name]
    return [
        (node, value)
        for node, cell in zip(table["node"], table[column], strict=True)
        for value in items(cell)
    ]


def without_process(table):
    return table["node"].isin(WITHOUT_PROCESS) | table["parent"].isin(WITHOUT_PROCESS)


@pytest.fixture(scope="module")
def hs_codes():
    if not HS_REFERENCE.exists():
        pytest.skip(f"no list of HS headings at {HS_REFERENCE}")
    return set(table_of(HS_REFERENCE)["hscode"])


@pytest.mark.parametrize("name", NEW_TABLES)
def test_an_id_stands_in_its_table_once(name):
    assert TABLES[name]["node"][TABLES[name]["node"].duplicated()].tolist() == []


@pytest.mark.parametrize("name", NEW_TABLES)
def test_every_parent_stands_in_the_same_table(name):
    assert set(TABLES[name]["parent"]) - {""} - IDS[name] == set()


@pytest.mark.parametrize("name", NEW_TABLES)
def test_every_node_climbs_to_a_root(name):
    parent = dict(zip(TABLES[name]["node"], TABLES[name]["parent"], strict=True))
    stuck = []

    for node in parent:
        seen, at = set(), node
        while at and at not in seen:
            seen.add(at)
            at = parent[at]
        stuck += [node] if at else []

    assert stuck == []


@pytest.mark.parametrize("name", NEW_TABLES)
def test_every_node_has_an_indonesian_and_an_english_name(name):
    table = TABLES[name]

    assert table["node"][(table["name_id"] == "") | (table["name_en"] == "")].tolist() == []


@pytest.mark.parametrize("name", NEW_TABLES)
def test_no_name_is_only_stop_words(name):
    assert [pair for pair in names_of(TABLES[name]) if not stems(pair[1])] == []


@pytest.mark.parametrize("name", NEW_TABLES)
def test_no_phrase_names_two_nodes(name):
    owners = defaultdict(set)
    for node, phrase in names_of(TABLES[name]):
        owners[stems(phrase)].add(node)

    assert {phrase: nodes for phrase, nodes in owners.items() if len(nodes) > 1} == {}


@pytest.mark.parametrize(
    ("name", "implied"),
    [
        ("machines", "processes"),
        ("kbli", "processes"),
        ("kbli", "materials"),
        ("kbli", "industries"),
        ("kbli", "components"),
    ],
)
def test_an_implied_node_exists(name, implied):
    pairs = values_of(name, f"implies_{implied}")

    assert [pair for pair in pairs if pair[1] not in IDS[implied]] == []


def test_a_kbli_code_lies_below_the_group_it_starts_with():
    table = TABLES["kbli"][TABLES["kbli"]["parent"] != ""]

    astray = [row.node for row in table.itertuples() if not row.node.startswith(row.parent)]

    assert astray == []


def test_a_kbli_node_is_a_number_of_two_to_five_digits():
    assert [i for i in IDS["kbli"] if not (i.isdigit() and 2 <= len(i) <= 5)] == []


def test_an_industry_names_five_digit_classes_of_the_kbli_table():
    pairs = values_of("industries", "kbli")

    assert [pair for pair in pairs if pair[1] not in IDS["kbli"] or len(pair[1]) != 5] == []


def test_an_industry_names_hs_headings_of_four_digits():
    pairs = values_of("industries", "hs")

    assert [pair for pair in pairs if not (len(pair[1]) == 4 and pair[1].isdigit())] == []


def test_every_hs_heading_exists(hs_codes):
    assert [pair for pair in values_of("industries", "hs") if pair[1] not in hs_codes] == []


def test_the_words_of_the_forms_each_name_one_industry():
    owner = {stems(phrase): node for node, phrase in names_of(TABLES["industries"])}
    words = ("otomotif", "elektronika", "kereta api", "alat berat", "logam", "R2", "KA", "alsintan")

    assert [owner.get(stems(word)) for word in words] == [
        "automotive",
        "electronics",
        "rail",
        "heavy-equipment",
        "metalworking",
        "two-wheeler",
        "rail",
        "agricultural-machinery",
    ]


def test_what_measures_or_carries_implies_no_process():
    family = TABLES["machines"][without_process(TABLES["machines"])]

    assert family["node"][family["implies_processes"] != ""].tolist() == []


def test_every_other_machine_implies_a_process():
    others = TABLES["machines"][~without_process(TABLES["machines"])]

    assert others["node"][others["implies_processes"] == ""].tolist() == []


def test_a_certificate_stands_on_a_known_step_of_the_ladder_or_on_none():
    assert set(TABLES["certificates"]["level"]) == {"", "1", "2", "3"}


def test_the_steps_of_the_ladder_are_those_of_the_readme():
    level = dict(zip(TABLES["certificates"]["node"], TABLES["certificates"]["level"], strict=True))

    assert [level[node] for node in ("5s", "written-procedure", "iso-9001")] == ["1", "1", "2"]
    assert [level[node] for node in ("iatf-16949", "as-9100", "iso-22163")] == ["3", "3", "3"]
    assert [level[node] for node in ("iso-14001", "sni", "tkdn")] == ["", "", ""]


def test_every_certificate_says_where_it_comes_from():
    assert "" not in set(TABLES["certificates"]["source"])


def test_the_tables_cover_the_trades():
    five_digits = [node for node in IDS["kbli"] if len(node) == 5]

    assert len(IDS["certificates"]) >= 25
    assert len(IDS["industries"]) >= 35
    assert len(IDS["machines"]) >= 90
    assert len(five_digits) >= 70
