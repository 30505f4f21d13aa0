"""What a reader is told of a need, and what only the planner reads."""

from matcher.advice.need_facts import confidential_facts, need_facts


def test_facts_tell_what_is_asked_but_not_the_price_or_the_contact(folder, write):
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


def test_planner_reads_the_description_the_price_and_the_contact(folder, write):
    scorer = write(
        folder,
        needs="need_id,firm_id,component,description,payment_days,target_price_idr,contact\n"
        "N-1,B-1,rem block,tebal 12 mm,45,81234,rudi@kereta.test\nN-2,B-1,rem block,,45,,\n",
        requirements="need_id,kind,value\n",
    )

    told = [confidential_facts(scorer.needs.loc[n].to_dict(), "id") for n in ("N-1", "N-2")]

    assert [[text for _, text in facts] for facts in told] == [
        ["tebal 12 mm", "Rp 81.234", "rudi@kereta.test"],
        [],
    ]
