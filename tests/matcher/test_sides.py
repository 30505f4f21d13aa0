"""The two scored tables: what is joined, counted and filled in."""

from datetime import date

import pytest

from matcher import load


@pytest.fixture
def data(folder):
    (folder / "needs.csv").write_text(
        "need_id,firm_id,component,volume,volume_period,material_by,tooling_by,support_offered,"
        "date,status\n"
        "N-1,B-1,rem block,24000,year,buyer,supplier,coaching,2024-05-01,open\n"
        "N-2,B-1,poros,500,once,,,none,2024-05-01,\n"
        "P-1,B-1,rem blok,,,,,,2022-05-01,closed\n",
        encoding="utf-8",
    )
    (folder / "requirements.csv").write_text(
        "need_id,kind,value\nN-1,part_weight_kg,12\nN-1,certificate,ISO 9001\n", encoding="utf-8"
    )
    (folder / "outcomes.csv").write_text(
        "outcome_id,need_id,supplier_id,step,by,date\n"
        "O-1,P-1,S-1,meeting,,2022-06-01\nO-2,P-1,S-1,purchase_order,,2022-09-01\n"
        "O-3,P-1,S-2,no_show,supplier,2022-06-01\nO-4,P-1,S-2,no_answer,buyer,2022-07-01\n",
        encoding="utf-8",
    )
    (folder / "certificates.csv").write_text(
        "firm_id,certificate,status\nS-1,ISO 9001,held\nS-1,5S,held\nS-2,*,not_held\n",
        encoding="utf-8",
    )
    return load(folder)


def test_a_closed_need_is_past_and_not_asked(data):
    assert list(data.asked.index) == ["N-1", "N-2"]


def test_a_yearly_volume_counts_per_month_and_a_single_one_has_no_rate(data):
    assert list(data.asked["volume_per_month"]) == [2000.0, None]


def test_what_the_buyer_provides_is_support(data):
    assert list(data.asked["support_offered"]) == ["coaching;raw_material", "none"]


def test_a_must_have_is_known_to_the_score(data):
    need = data.asked.loc["N-1"]

    assert (need["part_weight_kg"], need["certificates"]) == (12.0, "ISO 9001")


def test_firm_facts_repeat_in_each_row(data):
    rows = data.suppliers[data.suppliers["firm_id"] == "S-1"]

    assert list(rows["certificates"]) == ["ISO 9001; 5S"] * 2
    assert [[past.need_id for past in served] for served in rows["served"]] == [["P-1"]] * 2


def test_steps_are_counted_for_the_side_that_kept_or_broke_them(data):
    """By hand: S-1 came and delivered; S-2 did not show, and was not answered by B-1."""
    suppliers = data.suppliers.groupby("firm_id")[["kept", "broken"]].first()

    assert suppliers.loc["S-1"].tolist() == [2, 0]
    assert suppliers.loc["S-2"].tolist() == [0, 1]
    assert data.asked.loc["N-1", ["kept", "broken"]].tolist() == [2, 1]


def needs_of(folder, header, *rows):
    (folder / "needs.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    (folder / "requirements.csv").unlink()
    return load(folder).asked


def test_a_week_is_12_of_52_and_what_is_stated_per_month_stands_first(folder):
    """By hand: 120 a week are 120 * 52 / 12 = 520 a month."""
    asked = needs_of(
        folder,
        "need_id,firm_id,component,volume,volume_period,volume_per_month",
        "N-1,B-1,poros,120,week,",
        "N-2,B-1,poros,120,week,700",
    )

    assert asked["volume_per_month"].tolist() == [520.0, 700.0]


def test_the_place_of_a_need_stands_before_that_of_its_buyer(folder):
    asked = needs_of(
        folder, "need_id,firm_id,component,place", "N-1,B-1,poros,Ceper", "N-2,B-1,poros,"
    )

    assert asked["place"].tolist() == ["Ceper", "Kota Madiun"]


def test_a_firm_of_another_kind_that_makes_something_is_a_supplier_too(folder):
    with (folder / "capabilities.csv").open("a", encoding="utf-8") as table:
        table.write("C-9,B-1,poros,bubut,baja,,\n")

    rows = load(folder).suppliers

    assert rows["firm_id"].tolist() == ["B-1", "S-1", "S-1", "S-2", "S-3"]


def test_a_signed_mou_is_a_served_need_and_a_stopped_order_is_broken(folder):
    (folder / "outcomes.csv").write_text(
        "outcome_id,need_id,supplier_id,step,by,date\n"
        "O-1,N-1,S-1,mou,,2022-06-01\nO-2,N-1,S-2,stopped,supplier,2022-06-01\n",
        encoding="utf-8",
    )

    firms = load(folder).suppliers.groupby("firm_id").first()

    assert [past.need_id for past in firms.at["S-1", "served"]] == ["N-1"]
    assert firms.at["S-2", "served"] == ()
    assert firms["broken"].to_dict() == {"S-1": 0, "S-2": 1, "S-3": 0}


def test_a_past_partnership_counts_from_its_own_date_else_from_when_it_was_noted(folder):
    (folder / "partnerships.csv").write_text(
        "partnership_id,supplier_id,buyer_id,kind,product,date,as_of\n"
        "P-1,S-1,B-1,mou,rem block,2021-02-03,2024-01-01\nP-2,S-1,B-1,mou,poros,,2024-01-01\n",
        encoding="utf-8",
    )

    served = load(folder).suppliers.at["C-1", "served"]

    assert [past.date for past in served] == [date(2021, 2, 3), date(2024, 1, 1)]
