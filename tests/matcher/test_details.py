"""What both sides have in common, in words; every amount worked out by hand."""

from matcher import Scorer, load
from matcher.explain import explain


def details(folder, **tables):
    """The details of N-1 with S-1 in English, by criterion."""
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    found = explain(Scorer(load(folder)), "N-1", "S-1").details
    return {criterion: text["en"] for criterion, text in found.items()}


def test_only_the_narrowest_node_in_common_is_named(folder):
    """Sand casting is casting too."""
    assert details(folder)["process"] == "sand casting"


def test_what_a_machine_narrows_stays_stated(folder):
    """S-1 says that it welds; that it spot-welds is only presumed from its machine."""
    found = details(
        folder,
        needs="need_id,firm_id,component,processes\nN-1,B-1,aaa,las\n",
        requirements="need_id,kind,value\n",
        capabilities="capability_id,firm_id,product,processes,machines\n"
        "C-1,S-1,aaa,las,mesin las titik\n",
    )

    assert found["process"] == "welding"


def test_capacity_and_its_share_are_set_beside_what_is_asked(folder):
    """By hand: 1,000 of 5,000 is a fifth."""
    found = details(
        folder,
        needs="need_id,firm_id,component,volume_per_month\nN-1,B-1,rem block,1000\n",
        requirements="need_id,kind,value\n",
    )

    assert found["capacity"] == "makes 5,000 a month, 1,000 asked"
    assert found["workload"] == "fills 20% of its capacity"


def test_more_than_ten_times_the_capacity_is_told_as_so_many_times(folder):
    """By hand: 60,000 is 12 times 5,000."""
    found = details(
        folder,
        needs="need_id,firm_id,component,volume_per_month\nN-1,B-1,rem block,60000\n",
        requirements="need_id,kind,value\n",
    )

    assert found["workload"] == "is 12 times its capacity"


def test_a_measure_is_presumed_when_one_side_presumes_it(folder):
    """By hand: a brake block weighs 8 to 15 kg, in the middle 11; S-1 states up to 40."""
    found = details(folder)

    assert found["envelope"].split(", up to ")[0] == "up to 40 kg, asked 11 kg (presumed)"


def test_a_place_that_can_be_two_is_as_near_as_the_nearer(folder):
    found = details(
        folder,
        firms="firm_id,name,kind,place\nS-1,CV A,ikm,Tegal\nB-1,PT B,large,Kota Tegal\n",
        capabilities="capability_id,firm_id,product\nC-1,S-1,rem block\n",
        needs="need_id,firm_id,component\nN-1,B-1,rem block\n",
        requirements="need_id,kind,value\n",
    )

    assert found["distance"] == "Tegal, in the same regency"


def test_each_side_is_told_by_its_own_steps(folder):
    """S-1 came once and stopped once; B-1 met two suppliers."""
    found = details(
        folder,
        outcomes="outcome_id,need_id,supplier_id,step,by,date\n"
        "O-1,N-1,S-1,meeting,,2022-06-01\nO-2,N-1,S-1,stopped,supplier,2022-07-01\n"
        "O-3,N-1,S-2,meeting,,2022-06-05\n",
    )

    assert found["reliability"] == "1 of 2 steps kept, the last on 1 June 2022"
    assert found["record"] == "2 of 2 steps kept, the last on 5 June 2022"


def test_without_a_day_or_a_kept_step_no_day_is_named(folder):
    found = details(
        folder,
        outcomes="outcome_id,need_id,supplier_id,step,by,date\n"
        "O-1,N-1,S-1,stopped,supplier,2022-07-01\nO-2,N-1,S-2,meeting,,\n",
    )

    assert found["reliability"] == "0 of 1 steps kept"
    assert found["record"] == "1 of 1 steps kept"


def test_a_single_letter_or_figure_is_no_word_in_common_while_there_are_words(folder):
    (folder / "capabilities.csv").write_text(
        "capability_id,firm_id,product\nC-1,S-1,8 baut m 25 hitam tebal\n", encoding="utf-8"
    )
    (folder / "needs.csv").write_text(
        "need_id,firm_id,component\nN-1,B-1,8 baut m 25 hitam tebal\n", encoding="utf-8"
    )
    (folder / "requirements.csv").unlink()

    found = explain(Scorer(load(folder)), "N-1", "S-1").details["wording"]["en"]

    assert sorted(found.split(", ")) == ["baut", "hitam", "tebal"]
