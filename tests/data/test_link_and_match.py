"""The records of the five articles: whole, referenced, dated, and nothing more than stated."""

import pandas as pd
import pytest

from features.language import translator
from features.package_data import data_table
from matcher import load

TABLES = (
    "aliases",
    "capabilities",
    "certificates",
    "events",
    "firm_facts",
    "firms",
    "needs",
    "partnerships",
    "requirements",
    "sources",
    "statements",
)
RAIL_PARTS = [
    "rem block cast iron",
    "brake block head",
    "side bearer housing",
    "journal spring upper seat",
    "journal spring bottom seat",
    "bottom center plate",
    "upper center plate",
]


@pytest.fixture(scope="module")
def tables():
    return {name: data_table("link_and_match", f"{name}.csv") for name in TABLES}


def test_every_source_named_is_one_of_the_five_articles(tables):
    articles = set(tables["sources"]["source_id"])

    named = {
        source
        for name, table in tables.items()
        if name != "sources" and "source" in table
        for cell in table["source"]
        for source in cell.split(";")
        if source
    }

    assert len(articles) == 5
    assert named == articles


def test_only_questions_about_tegal_are_left_open():
    say = translator("en")

    lines = [problem.text(say) for problem in load().problems]

    assert len(lines) == 5
    assert all("'Tegal' can be Kabupaten Tegal, Kota Tegal" in line for line in lines)


def test_seven_rail_parts_are_needs_of_inka_and_of_kai(tables):
    needs = tables["needs"]

    for buyer in ("B-INKA", "B-KAI"):
        assert needs[needs["firm_id"] == buyer]["component"].tolist() == RAIL_PARTS


def test_only_the_first_rail_part_says_its_material(tables):
    rail = tables["needs"][tables["needs"]["component"].isin(RAIL_PARTS)]

    assert set(rail[rail["materials"] != ""]["component"]) == {"rem block cast iron"}


def test_partnerships_of_27_november_2018(tables):
    signed = tables["partnerships"][tables["partnerships"]["date"] == "2018-11-27"]
    names = tables["firms"].set_index("firm_id")["name"]

    pairs = sorted(zip(signed["buyer_id"], signed["supplier_id"].map(names), strict=True))

    assert pairs == [
        ("B-DHARMA", "PT Karya Manunggal Manufaktur"),
        ("B-DHARMA", "PT Prima Karya"),
        ("B-DHARMA", "PT Sadiyah Cahaya Logam"),
        ("B-MADA", "PT Gaya Teknik Logam"),
        ("B-MADA", "PT Karya Manunggal Manufaktur"),
        ("B-MADA", "PT Prima Karya"),
        ("B-PATRIA", "PT Mitra Karya Tegal"),
    ]


def test_partnerships_reported_in_december_2017(tables):
    known = tables["partnerships"][tables["partnerships"]["as_of"] == "2017-12-11"]

    assert known.groupby("buyer_id")["supplier_id"].count().to_dict() == {
        "B-BERDIKARI": 4,
        "B-DHARMA": 2,
        "B-POLYTRON": 1,
    }


def test_both_readings_of_the_rp_100_billion_are_kept(tables):
    said = tables["statements"]
    billion = said[said["value_low"].isin(["100000000000", "100"]) & (said["unit"] == "IDR")]

    assert set(billion["said_as"]) >= {"transaksi", "kredit"}


def test_local_content_is_a_statement_and_no_requirement(tables):
    said = tables["statements"]
    tkdn = said[(said["value_low"] == "60") & (said["value_high"] == "70")]

    assert set(tkdn["unit"]) == {"percent"}
    assert set(tables["requirements"]["kind"]) == {"material"}


def test_two_spellings_of_one_firm_lead_to_one_id():
    data = load()

    assert data.resolve("PT Manunggal Manufaktur") == data.resolve("PT Karya Manunggal Manufaktur")


def test_nothing_known_only_later_is_known_before():
    from datetime import date

    data = load().known_before(date(2018, 11, 27))

    assert data.capabilities["as_of"].dropna().max() < date(2018, 11, 27)
    assert data.firms.set_index("firm_id").at["S-01", "place"] == "Tegal"
    assert data.firms.set_index("firm_id").at["S-06", "place"] is None
    assert len(data.firms) == len(load().firms)


def test_no_cell_starts_a_formula(tables):
    for table in tables.values():
        assert not table.apply(lambda column: column.str.match(r"[=+\-@]")).to_numpy().any()


def test_what_no_article_says_is_blank(tables):
    blank = ["processes", "machines", "capacity_per_month", "max_weight_kg", "tolerance_mm"]

    assert (tables["capabilities"][blank] == "").to_numpy().all()
    assert isinstance(tables["certificates"], pd.DataFrame) and tables["certificates"].empty
