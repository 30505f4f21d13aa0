"""What an IKM reads: the needs that suit it, why, what is missing, and what to fix first."""

import dataclasses

import pytest

from matcher import Scorer, load
from matcher.advice.advise import advice
from matcher.advice.fixes import ANSWER_IT, IMPROVE_IT, WRITE_IT
from matcher.advice.need_facts import confidential_facts, need_facts
from matcher.advice.reasons import reasons
from matcher.advice.supplier_needs import FITS, ONE_SHORT, TO_ANSWER, NeedForSupplier, needs_for
from matcher.errors import NotFoundError
from matcher.requirements import Verdict


def write(folder, **tables):
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return Scorer(load(folder))


def easy(scorer):
    """Weights with which every pair is worth a meeting and enough is known."""
    return scorer.weights.changed(minimum=0.0, floor=0.0, enough=0.0)


@pytest.fixture
def scorer(folder):
    return Scorer(load(folder))


def groups(scorer, supplier_id, weights):
    return {need.need_id: need.group for need in needs_for(scorer, supplier_id, weights)}


def test_groups_follow_the_must_haves(scorer):
    """S-1 casts and turns: it meets N-1 and does not weld for N-2; S-3 stated nothing."""
    weights = easy(scorer)

    assert groups(scorer, "S-1", weights) == {"N-1": FITS, "N-3": FITS, "N-2": ONE_SHORT}
    assert groups(scorer, "S-3", weights) == {"N-3": FITS, "N-1": TO_ANSWER, "N-2": TO_ANSWER}


def test_where_too_little_is_known_nothing_fits_yet(scorer):
    found = needs_for(scorer, "S-1", easy(scorer).changed(enough=1.0))

    assert [(need.group, need.band("id")) for need in found if need.group != ONE_SHORT] == [
        (TO_ANSWER, "belum cukup data"),
        (TO_ANSWER, "belum cukup data"),
    ]


def test_need_that_is_no_gain_is_left_out(scorer):
    assert needs_for(scorer, "S-1", scorer.weights.changed(minimum=1.0)) == ()


def test_most_suitable_need_stands_first_in_its_group(scorer):
    found = needs_for(scorer, "S-1", easy(scorer))

    assert [need.need_id for need in found] == ["N-1", "N-3", "N-2"]


def test_what_is_told_holds_no_number_to_compare_with_others():
    fields = {field.name: field.type for field in dataclasses.fields(NeedForSupplier)}

    assert {"score", "rank", "completeness", "supplier_fit", "buyer_fit"} & set(fields) == set()
    assert set(fields.values()) == {str, bool, tuple[Verdict, ...], tuple[str, ...]}


def test_failed_must_have_says_what_is_asked_and_what_was_stated(folder):
    scorer = write(folder, requirements="need_id,kind,value\nN-1,part_weight_kg,1200\n")
    need = next(n for n in needs_for(scorer, "S-1", easy(scorer)) if n.need_id == "N-1")

    assert need.row_id == "C-2"  # the capability that did not say how heavy
    assert need.questions("id") == ["Sanggup membuat komponen seberat 1.200 kg?"]

    scorer = write(
        folder, capabilities="capability_id,firm_id,product,max_weight_kg\nC-1,S-1,poros,0.5\n"
    )
    need = next(n for n in needs_for(scorer, "S-1", easy(scorer)) if n.need_id == "N-1")

    assert need.failed("id") == ["berat komponen (kg): diminta 1.200, Anda menulis 0,5"]
    assert need.failed("en") == ["part weight (kg): 1,200 asked, you stated 0.5"]


@pytest.mark.parametrize(
    ("certificate", "said"),
    [
        ("ISO 9001,held,2023-01-31", "certificate: ISO 9001 asked, you stated ISO 9001, ended on "),
        ("ISO 9001,not_held,", "certificate: ISO 9001 asked, you stated not held"),
        ("*,not_held,", "certificate: ISO 9001 asked, you stated no certificate"),
    ],
)
def test_certificate_that_does_not_count_says_why(folder, certificate, said):
    scorer = write(
        folder,
        requirements="need_id,kind,value\nN-1,certificate,ISO 9001\n",
        certificates=f"firm_id,certificate,status,valid_until\nS-1,{certificate}\n",
    )
    need = next(n for n in needs_for(scorer, "S-1", easy(scorer)) if n.need_id == "N-1")

    assert [text[: len(said)] for text in need.failed("en")] == [said]


def test_blank_profile_fields_are_named_where_the_need_asks_for_them(scorer):
    """N-2 names only its part, a process, where it is and what help it offers."""
    need = next(n for n in needs_for(scorer, "S-3", easy(scorer)) if n.need_id == "N-2")

    assert need.unwritten("en") == ["products", "processes", "place", "support needed", "machines"]


def test_buyer_has_no_page_of_an_ikm(scorer):
    """Its shortlist would name the other firms."""
    for call in (needs_for, advice):
        with pytest.raises(NotFoundError) as error:
            call(scorer, "B-1")
        assert error.value.values == {"id": "B-1", "what": "buyer"}


def test_facts_tell_what_is_asked_but_not_the_price_or_the_contact(folder):
    scorer = write(
        folder,
        needs="need_id,firm_id,component,description,materials,volume,volume_period,drawing,"
        "drawing_revision,start_of_production,tooling_by,payment_days,target_price_idr,contact,"
        "note\n"
        "N-1,B-1,rem block,hubungi Rudi,FC250,36000,year,DRW-7,B,2027-03-01,buyer,45,81234,"
        "rudi@kereta.test,mendesak\n",
        requirements="need_id,kind,value\nN-1,material,FC250\n",
    )

    facts = need_facts(scorer.needs.loc["N-1"].to_dict(), "en")

    assert facts == [
        ("Volume", "36,000 a year"),
        ("Material", "FC250"),
        ("Drawing", "DRW-7, revision B"),
        ("Start of production", "1 March 2027"),
        ("Paid after", "45 days"),
        ("Tooling provided", "by the buyer"),
        ("Buyer helps with", "tooling"),
    ]


def test_reasons_speak_to_the_ikm_and_tell_what_falls_short(folder):
    """By hand: 12,000 asked of 5,000 a month is 240 % of the capacity."""
    needs = "need_id,firm_id,component,materials,volume_per_month\nN-1,B-1,rem block,cast iron,{}\n"

    small = reasons(write(folder, needs=needs.format(2500)), "N-1", "S-1", language="en")
    large = reasons(write(folder, needs=needs.format(12000)), "N-1", "S-1", language="en")

    assert ("Capacity", "you make 5,000 a month, 2,500 asked") in small.speaks_for
    assert ("Share of capacity", "fills 50% of your capacity") in small.speaks_for
    assert ("Capacity", "you make 5,000 a month, 12,000 asked") in large.look_at
    assert ("Share of capacity", "fills 240% of your capacity") in large.look_at


def test_reasons_leave_out_other_firms_and_who_kept_its_word(folder):
    scorer = write(
        folder,
        outcomes="outcome_id,need_id,supplier_id,step,by,date\n"
        "O-1,N-2,S-1,purchase_order,,2022-01-01\nO-2,N-1,S-2,quotation,,2022-01-01\n",
    )
    weights = scorer.weights.changed(precedent=1.0, reliability=1.0, record=1.0)

    found = reasons(scorer, "N-1", "S-1", weights, "en")

    titles = {title for title, _ in found.speaks_for + found.look_at}
    assert titles & {"Track record", "Reliability", "The buyer's record", "Wording"} == set()
    assert {"Component", "Material", "Process"} <= titles


NEEDS = """need_id,firm_id,component,volume_per_month,place
N-1,B-1,poros,100,
N-2,B-1,poros,900,
N-3,B-2,poros,,
"""


def fixes(scorer, supplier_id, kind, weights=None):
    found = advice(scorer, supplier_id, weights or easy(scorer)).fixes
    return {(fix.what, fix.value): fix for fix in found if fix.kind == kind}


def test_one_answer_counts_the_needs_that_ask_and_those_it_opens(folder):
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


def test_answer_that_leaves_another_question_opens_nothing(folder):
    scorer = write(
        folder,
        needs=NEEDS,
        requirements="need_id,kind,value\nN-2,volume_per_month,900\nN-2,process,bubut\n",
    )

    assert fixes(scorer, "S-3", WRITE_IT)["capacity_per_month", ""].opens == ()


def test_two_spellings_of_one_material_are_one_improvement(folder):
    scorer = write(
        folder,
        needs=NEEDS,
        requirements="need_id,kind,value\nN-1,material,SUS304\nN-2,material,stainless steel 304\n",
        capabilities="capability_id,firm_id,product,materials\nC-1,S-1,poros,aluminium\n",
    )

    (fix,) = fixes(scorer, "S-1", IMPROVE_IT).values()

    assert sorted(fix.needs) == sorted(fix.opens) == ["N-1", "N-2"]
    assert "is the only must-have you miss in 2 of the needs" in fix.text("en")


def test_improvement_of_a_number_names_the_hardest_one_asked(folder):
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


def test_nobody_is_told_to_move_the_plant(folder):
    scorer = write(folder, requirements="need_id,kind,value\nN-1,region,Jawa Timur\n")

    assert groups(scorer, "S-1", easy(scorer))["N-1"] == ONE_SHORT
    assert fixes(scorer, "S-1", IMPROVE_IT) == {}


def test_question_that_the_profile_leaves_open_is_asked(folder):
    """S-2 stated "las argon": whether it welds steel by MIG stays open or fails, never a blank."""
    scorer = write(
        folder,
        capabilities="capability_id,firm_id,product,processes\nC-3,S-2,knalpot,las\n",
        requirements="need_id,kind,value\nN-2,process,las MIG\n",
    )

    (fix,) = fixes(scorer, "S-2", ANSWER_IT).values()

    assert fix.opens == ("N-2",)
    assert fix.text("en").startswith("Do you do las MIG? Asked in 1 of the needs")


def test_field_that_some_products_lack_names_those_products(folder):
    """S-1 stated a capacity for its brake block, not for its flange."""
    scorer = write(
        folder,
        needs="need_id,firm_id,component,processes,volume_per_month\nN-1,B-1,flange,bubut,100\n",
        requirements="need_id,kind,value\n",
    )

    fix = fixes(scorer, "S-1", WRITE_IT)["capacity_per_month", ""]

    assert fix.products == ("bubut flange",)
    assert "Belum ada untuk bubut flange." in fix.text("id")


def test_weight_of_a_criterion_moves_the_advice(folder):
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


def test_help_with_an_improvement_stays_general(folder):
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


def test_order_of_the_rows_does_not_matter(folder):
    scorer = Scorer(load(folder))
    before = [fix.text("id") for fix in advice(scorer, "S-3", easy(scorer)).fixes]
    head, *rows = (folder / "needs.csv").read_text(encoding="utf-8").splitlines()

    turned = write(folder, needs="\n".join([head, *rows[::-1]]) + "\n")

    assert [fix.text("id") for fix in advice(turned, "S-3", easy(turned)).fixes] == before


def test_answer_opens_nothing_where_too_little_is_known_to_tell(folder):
    scorer = write(
        folder, needs=NEEDS, requirements="need_id,kind,value\nN-2,volume_per_month,900\n"
    )
    weights = easy(scorer).changed(enough=1.0)

    fix = fixes(scorer, "S-3", WRITE_IT, weights)["capacity_per_month", ""]

    assert (fix.needs, fix.opens) == (("N-1", "N-2"), ())


def test_smallest_tolerance_and_shortest_time_are_the_hardest(folder):
    scorer = write(
        folder,
        needs=NEEDS,
        requirements="need_id,kind,value\nN-1,tolerance_mm,0.01\nN-2,tolerance_mm,0.05\n",
        capabilities="capability_id,firm_id,product,tolerance_mm\nC-1,S-1,poros,0.5\n",
    )

    assert set(fixes(scorer, "S-1", IMPROVE_IT)) == {("tolerance_mm", "0.01")}


def test_needs_that_gain_one_side_too_little_give_no_advice(scorer):
    """Neither where all is known nor where too little is known to tell."""
    for enough in (0.0, 1.0):
        weights = easy(scorer).changed(floor=1.0, enough=enough)

        assert needs_for(scorer, "S-3", weights) == ()
        assert advice(scorer, "S-3", weights).fixes == ()


def test_failed_must_have_of_a_need_not_worth_a_meeting_gives_no_advice(scorer):
    """S-1 does not weld for N-2, and with this minimum the score would not do either."""
    weights = easy(scorer).changed(minimum=1.0, enough=1.0)

    assert groups(scorer, "S-1", easy(scorer))["N-2"] == ONE_SHORT
    assert fixes(scorer, "S-1", IMPROVE_IT, weights) == {}


def test_planner_reads_the_price_and_the_contact(folder):
    scorer = write(
        folder,
        needs="need_id,firm_id,component,payment_days,target_price_idr,contact\n"
        "N-1,B-1,rem block,45,81234,rudi@kereta.test\nN-2,B-1,rem block,45,,\n",
        requirements="need_id,kind,value\n",
    )

    told = [confidential_facts(scorer.needs.loc[n].to_dict(), "id") for n in ("N-1", "N-2")]

    assert [[text for _, text in facts] for facts in told] == [
        ["Rp 81.234", "rudi@kereta.test"],
        [],
    ]


def test_who_says_that_it_holds_no_certificate_has_written_it(folder):
    must = {"requirements": "need_id,kind,value\nN-3,certificate,ISO 9001\n"}
    header = "firm_id,certificate,status\n"

    blank = write(folder, **must, certificates=header)
    none = write(folder, **must, certificates=header + "S-3,*,not_held\n")

    unwritten = [
        next(n for n in needs_for(s, "S-3", easy(s)) if n.need_id == "N-3").blanks
        for s in (blank, none)
    ]
    assert ["certificates" in blanks for blanks in unwritten] == [True, False]


def test_reasons_leave_out_what_a_supplier_served_before(folder):
    """The past need is of another year, so that the track record does count in the score."""
    needs = (folder / "needs.csv").read_text(encoding="utf-8")
    scorer = write(
        folder,
        needs=needs + "N-0,B-2,rem block cast iron,cor pasir,cast iron,,2020-05-01\n",
        outcomes="outcome_id,need_id,supplier_id,step,by,date\n"
        "O-1,N-0,S-1,purchase_order,,2020-06-01\n",
    )

    found = reasons(scorer, "N-1", "S-1", scorer.weights.changed(precedent=1.0), "en")

    stated = {
        s.criterion for s in scorer.shares("N-1", "C-1") if s.need_stated and s.supplier_stated
    }
    titles = {title for title, _ in found.speaks_for + found.look_at}
    assert "precedent" in stated
    assert "Track record" not in titles


def test_what_falls_short_is_not_made_up_for_by_what_is_unknown(folder):
    """12 kg asked of 8: the tolerance that S-1 did not state counts as average beside it."""
    scorer = write(
        folder,
        needs="need_id,firm_id,component,part_weight_kg,tolerance_mm\nN-1,B-1,aaa,12,0.01\n",
        requirements="need_id,kind,value\n",
        capabilities="capability_id,firm_id,product,max_weight_kg\nC-1,S-1,aaa,8\n",
    )

    found = reasons(scorer, "N-1", "S-1", language="en")

    assert ("Size and precision", "up to 8 kg, asked 12 kg") in found.look_at
