"""What an IKM is told to fix first: which answer or improvement opens the most needs."""

import pytest

from matcher import Scorer, load
from matcher.advice.advise import advice
from matcher.advice.fixes import ANSWER_IT, IMPROVE_IT, WRITE_IT
from matcher.advice.supplier_needs import ONE_SHORT, needs_for
from matcher.errors import NotFoundError

NEEDS = """need_id,firm_id,component,volume_per_month,place
N-1,B-1,poros,100,
N-2,B-1,poros,900,
N-3,B-2,poros,,
"""


@pytest.fixture
def fixes(easy):
    """The function that finds one kind of advice, by what it is about and its value."""

    def find(scorer, supplier_id, kind, weights=None):
        found = advice(scorer, supplier_id, weights or easy(scorer)).fixes
        return {(fix.what, fix.value): fix for fix in found if fix.kind == kind}

    return find


def test_buyer_has_no_page_of_an_ikm(scorer):
    """Its shortlist would name the other firms."""
    for call in (needs_for, advice):
        with pytest.raises(NotFoundError) as error:
            call(scorer, "B-1")
        assert error.value.values == {"id": "B-1", "what": "buyer"}


def test_one_answer_counts_the_needs_that_ask_and_those_it_opens(folder, write, easy, fixes):
    """S-3 left its capacity blank: two needs ask, N-2 has it as its only must-have."""
    scorer = write(
        folder, needs=NEEDS, requirements="need_id,kind,value\nN-2,volume_per_month,900\n"
    )

    fix = fixes(scorer, "S-3", WRITE_IT)["capacity_per_month", ""]

    assert (fix.needs, fix.opens) == (("N-1", "N-2"), ("N-2",))
    assert fix.text("id") == (
        "Tulis kapasitas per bulan (dalam buah). "
        "Ditanyakan di 2 kebutuhan yang belum tertutup bagi Anda. "
        "1 di antaranya hanya menunggu jawaban ini."
    )
    on_capacity = [easy(scorer).in_score(name) for name in ("capacity", "workload")]
    assert fix.worth == pytest.approx(1 + 2 * sum(on_capacity))


def test_answer_that_leaves_another_question_opens_nothing(folder, write, fixes):
    scorer = write(
        folder,
        needs=NEEDS,
        requirements="need_id,kind,value\nN-2,volume_per_month,900\nN-2,process,bubut\n",
    )

    assert fixes(scorer, "S-3", WRITE_IT)["capacity_per_month", ""].opens == ()


def test_two_spellings_of_one_material_are_one_improvement(folder, write, fixes):
    scorer = write(
        folder,
        needs=NEEDS,
        requirements="need_id,kind,value\nN-1,material,SUS304\nN-2,material,stainless steel 304\n",
        capabilities="capability_id,firm_id,product,materials\nC-1,S-1,poros,aluminium\n",
    )

    (fix,) = fixes(scorer, "S-1", IMPROVE_IT).values()

    assert sorted(fix.needs) == sorted(fix.opens) == ["N-1", "N-2"]
    assert "is the only must-have you miss in 2 of the needs" in fix.text("en")


def test_improvement_of_a_number_names_the_hardest_one_asked(folder, write, fixes):
    scorer = write(
        folder,
        needs=NEEDS,
        requirements="need_id,kind,value\nN-1,volume_per_month,3000\nN-2,volume_per_month,20000\n"
        "N-1,region,Jawa Timur\nN-3,tolerance_mm,0.01\nN-2,region,Jawa Tengah\n",
        capabilities="capability_id,firm_id,product,capacity_per_month,tolerance_mm\n"
        "C-1,S-1,poros,500,0.5\n",
    )

    found = fixes(scorer, "S-1", IMPROVE_IT)

    assert set(found) == {("volume_per_month", "20000"), ("tolerance_mm", "0.01")}  # N-1 fails two
    assert found["volume_per_month", "20000"].needs == ("N-2",)
    assert found["volume_per_month", "20000"].text("id").startswith("Kapasitas 20.000 buah")


def test_nobody_is_told_to_move_the_plant(folder, write, easy, groups, fixes):
    scorer = write(folder, requirements="need_id,kind,value\nN-1,region,Jawa Timur\n")

    assert groups(scorer, "S-1", easy(scorer))["N-1"] == ONE_SHORT
    assert fixes(scorer, "S-1", IMPROVE_IT) == {}


def test_question_that_the_profile_leaves_open_is_asked(folder, write, fixes):
    """S-2 stated "las argon": whether it welds steel by MIG stays open or fails, never a blank."""
    scorer = write(
        folder,
        capabilities="capability_id,firm_id,product,processes\nC-3,S-2,knalpot,las\n",
        requirements="need_id,kind,value\nN-2,process,las MIG\n",
    )

    (fix,) = fixes(scorer, "S-2", ANSWER_IT).values()

    assert fix.opens == ("N-2",)
    assert fix.text("en").startswith("Do you do las MIG? Asked in 1 of the needs")


def test_field_that_some_products_lack_names_those_products(folder, write, fixes):
    """S-1 stated a capacity for its brake block, not for its flange."""
    scorer = write(
        folder,
        needs="need_id,firm_id,component,processes,volume_per_month\nN-1,B-1,flange,bubut,100\n",
        requirements="need_id,kind,value\n",
    )

    fix = fixes(scorer, "S-1", WRITE_IT)["capacity_per_month", ""]

    assert fix.products == ("bubut flange",)
    assert "Belum ada untuk bubut flange." in fix.text("id")


def test_weight_of_a_criterion_moves_the_advice(folder, write, easy):
    scorer = write(
        folder,
        needs="need_id,firm_id,component,volume_per_month,payment_days\nN-1,B-1,poros,100,30\n",
        requirements="need_id,kind,value\n",
        capabilities="capability_id,firm_id,product,processes\nC-1,S-1,poros,bubut\n",
        firms="firm_id,name,kind,place,support_needed\nS-1,CV A,ikm,Ceper,none\n"
        "B-1,PT B,large,Ceper,\n",
    )

    capacity = easy(scorer).changed(capacity=1.0, payment=0.01)
    payment = easy(scorer).changed(capacity=0.01, workload=0.01, payment=1.0)

    first = [advice(scorer, "S-1", weights).first for weights in (capacity, payment)]

    assert [fix.what for fix in first] == ["capacity_per_month", "payment_days_max"]


def test_help_with_an_improvement_stays_general(folder, write, easy, fixes):
    needs = {"needs": NEEDS, "requirements": "need_id,kind,value\nN-1,material,SUS304\n"}
    made = "capability_id,firm_id,product,materials\nC-1,S-1,poros,aluminium\n"
    buyers = "B-1,PT B,large,,\nB-2,PT C,large,,\n"
    firms = "firm_id,name,kind,place,coached_by\nS-1,CV A,ikm,Ceper,{}\n" + buyers

    alone = write(folder, **needs, capabilities=made, firms=firms.format(""))
    coached = write(folder, **needs, capabilities=made, firms=firms.format("PT Rahasia"))

    (text,) = [fix.text("id") for fix in fixes(alone, "S-1", IMPROVE_IT).values()]
    assert text.endswith("Tanyakan ke dinas perindustrian apakah ada pendampingan untuk itu.")
    assert text.startswith("Mengolah SUS304: hanya syarat wajib ini yang kurang di 1 kebutuhan.")
    found = advice(coached, "S-1", easy(coached))
    (text,) = [fix.text("id") for fix in found.fixes if fix.kind == IMPROVE_IT]
    assert text.endswith("Tanyakan kepada pembina Anda bagaimana mencapainya.")


def test_order_of_the_rows_does_not_matter(folder, write, easy):
    scorer = Scorer(load(folder))
    before = [fix.text("id") for fix in advice(scorer, "S-3", easy(scorer)).fixes]
    head, *rows = (folder / "needs.csv").read_text(encoding="utf-8").splitlines()

    turned = write(folder, needs="\n".join([head, *rows[::-1]]) + "\n")

    assert [fix.text("id") for fix in advice(turned, "S-3", easy(turned)).fixes] == before


def test_answer_opens_nothing_where_too_little_is_known_to_tell(folder, write, easy, fixes):
    scorer = write(
        folder, needs=NEEDS, requirements="need_id,kind,value\nN-2,volume_per_month,900\n"
    )
    weights = easy(scorer).changed(enough=1.0)

    fix = fixes(scorer, "S-3", WRITE_IT, weights)["capacity_per_month", ""]

    assert (fix.needs, fix.opens) == (("N-1", "N-2"), ())


def test_smallest_tolerance_and_shortest_time_are_the_hardest(folder, write, fixes):
    scorer = write(
        folder,
        needs=NEEDS,
        requirements="need_id,kind,value\nN-1,tolerance_mm,0.01\nN-2,tolerance_mm,0.05\n",
        capabilities="capability_id,firm_id,product,tolerance_mm\nC-1,S-1,poros,0.5\n",
    )

    assert set(fixes(scorer, "S-1", IMPROVE_IT)) == {("tolerance_mm", "0.01")}


def test_needs_that_gain_one_side_too_little_give_no_advice(scorer, easy):
    """Neither where all is known nor where too little is known to tell."""
    for enough in (0.0, 1.0):
        weights = easy(scorer).changed(floor=1.0, enough=enough)

        assert needs_for(scorer, "S-3", weights) == ()
        assert advice(scorer, "S-3", weights).fixes == ()


def test_failed_must_have_of_a_need_not_worth_a_meeting_gives_no_advice(
    scorer, easy, groups, fixes
):
    """S-1 does not weld for N-2, and with this minimum the score would not do either."""
    weights = easy(scorer).changed(minimum=1.0, enough=1.0)

    assert groups(scorer, "S-1", easy(scorer))["N-2"] == ONE_SHORT
    assert fixes(scorer, "S-1", IMPROVE_IT, weights) == {}
