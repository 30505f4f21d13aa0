"""Why a need suits an IKM and what falls short, without telling of other firms."""

from matcher.advice.reasons import reasons


def test_reasons_speak_to_the_ikm_and_tell_what_falls_short(folder, write):
    """By hand: 12,000 asked of 5,000 a month is 240 % of the capacity."""
    needs = "need_id,firm_id,component,materials,volume_per_month\nN-1,B-1,rem block,cast iron,{}\n"

    small = reasons(write(folder, needs=needs.format(2500)), "N-1", "S-1", language="en")
    large = reasons(write(folder, needs=needs.format(12000)), "N-1", "S-1", language="en")

    assert ("Capacity", "you make 5,000 a month, 2,500 asked") in small.speaks_for
    assert ("Share of capacity", "fills 50% of your capacity") in small.speaks_for
    assert ("Capacity", "you make 5,000 a month, 12,000 asked") in large.look_at
    assert ("Share of capacity", "fills 240% of your capacity") in large.look_at


def test_reasons_leave_out_other_firms_and_who_kept_its_word(folder, write):
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


def test_reasons_leave_out_what_a_supplier_served_before(folder, write):
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


def test_what_falls_short_is_not_made_up_for_by_what_is_unknown(folder, write):
    """12 kg asked of 8: the tolerance that S-1 did not state counts as average beside it."""
    scorer = write(
        folder,
        needs="need_id,firm_id,component,part_weight_kg,tolerance_mm\nN-1,B-1,aaa,12,0.01\n",
        requirements="need_id,kind,value\n",
        capabilities="capability_id,firm_id,product,max_weight_kg\nC-1,S-1,aaa,8\n",
    )

    found = reasons(scorer, "N-1", "S-1", language="en")

    assert ("Size and precision", "up to 8 kg, asked 12 kg") in found.look_at
