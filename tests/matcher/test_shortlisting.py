import pytest

from matcher import NotFoundError, Scorer, load, load_weights, pair, shortlist
from matcher.listing import remark


@pytest.fixture
def scorer(folder):
    return Scorer(load(folder))


def lists(found):
    return {
        name: [one.supplier_id for one in getattr(found, name)]
        for name in ("ready", "to_ask", "almost")
    }


def test_three_lists_of_a_need(scorer):
    """N-1 wants cast iron and 3000 a month: S-1's foundry row passes both, S-2 fails both."""
    found = shortlist(scorer, "N-1")

    assert lists(found) == {"ready": ["S-1"], "to_ask": ["S-3"], "almost": []}
    assert found.n_out == 1


def test_requirements_are_checked_per_capability(folder):
    """S-1 casts iron and turns steel: it does not cast steel."""
    (folder / "requirements.csv").write_text(
        "need_id,kind,value\nN-1,process,cor pasir\nN-1,material,baja\n", encoding="utf-8"
    )

    found = shortlist(Scorer(load(folder)), "N-1")

    assert "S-1" not in [one.supplier_id for one in found.ready]
    assert [one.supplier_id for one in found.almost] == ["S-1", "S-2"]


def test_firm_stands_once_with_its_best_capability(scorer):
    found = shortlist(scorer, "N-1")

    assert [(one.supplier_id, one.row_id) for one in found.ready] == [("S-1", "C-1")]


def test_buyer_sees_firms_and_supplier_sees_needs(scorer):
    assert [one.need_id for one in shortlist(scorer, "B-2").candidates] == ["N-2"] * 3
    assert sorted(one.need_id for one in shortlist(scorer, "S-1").candidates) == [
        "N-1",
        "N-2",
        "N-3",
    ]


def test_firm_never_meets_itself(folder):
    (folder / "needs.csv").write_text(
        "need_id,firm_id,component\nN-1,S-1,rem block\nN-2,B-1,rem block\n", encoding="utf-8"
    )
    (folder / "requirements.csv").unlink()
    scorer = Scorer(load(folder))

    assert "S-1" not in [one.supplier_id for one in shortlist(scorer, "N-1").candidates]
    assert "S-1" in [one.supplier_id for one in shortlist(scorer, "N-2").candidates]


def test_equal_scores_share_a_rank_and_stand_by_id(folder):
    (folder / "firms.csv").write_text(
        "firm_id,name,kind\nS-2,b,ikm\nS-1,a,ikm\nS-3,c,ikm\nB-1,x,large\nB-2,y,large\n",
        encoding="utf-8",
    )
    (folder / "capabilities.csv").write_text(
        "capability_id,firm_id,product\nC-1,S-3,rem block\n", encoding="utf-8"
    )
    (folder / "requirements.csv").unlink()

    found = shortlist(Scorer(load(folder)), "N-1").ready

    assert [(one.supplier_id, one.rank, one.tied) for one in found] == [
        ("S-3", 1, False),
        ("S-1", 2, True),
        ("S-2", 2, True),
    ]


def test_pair_below_the_floor_stands_after_all_others(folder):
    """S-1 makes the very part but needs raw material that the buyer does not give."""
    text = (folder / "needs.csv").read_text(encoding="utf-8")
    (folder / "needs.csv").write_text(
        text.replace("cast iron,raw_material", "cast iron,none"), encoding="utf-8"
    )
    (folder / "requirements.csv").unlink()
    other = dict.fromkeys(("workload", "wish", "payment", "record"), 0)
    scorer, weights = Scorer(load(folder)), load_weights().changed(**other)

    with_floor = shortlist(scorer, "N-1", weights.changed(floor=0.05)).ready
    without = shortlist(scorer, "N-1", weights.changed(floor=0.0)).ready

    assert without[0].supplier_id == "S-1" and without[0].supplier_fit == 0
    assert (with_floor[-1].supplier_id, with_floor[-1].below_floor) == ("S-1", True)
    assert [one.below_floor for one in with_floor[:-1]] == [False, False]


def test_k_keeps_the_best(scorer):
    found = shortlist(scorer, "N-3")

    assert found.top(1).ready == found.ready[:1]


def test_too_little_to_rank_when_everything_is_unknown(scorer):
    assert shortlist(scorer, "N-3").too_little
    assert not shortlist(scorer, "N-1").too_little


def test_known_partners_are_marked(folder):
    (folder / "partnerships.csv").write_text(
        "partnership_id,supplier_id,buyer_id,kind\nP-1,S-1,B-1,mou\n", encoding="utf-8"
    )

    found = shortlist(Scorer(load(folder)), "N-1")

    assert [one.partners for one in found.candidates] == [True, False]


def test_unknown_id_is_one_line_with_the_way_out(scorer):
    with pytest.raises(
        NotFoundError, match=r"^nothing has the id 'N-99' \(3 needs, 5 firms loaded"
    ):
        shortlist(scorer, "N-99")


def test_pair_in_the_wrong_order_is_one_line(scorer):
    with pytest.raises(NotFoundError, match=r"'S-1' is a supplier, not a need"):
        pair(scorer, "S-1", "N-1")


def test_need_without_must_haves_says_so(scorer):
    assert not shortlist(scorer, "N-3").has_requirements
    assert shortlist(scorer, "N-1").has_requirements


@pytest.fixture
def both_sides(folder):
    """S-1 supplies, and asks for a part of its own."""
    (folder / "needs.csv").write_text(
        "need_id,firm_id,component\nN-1,S-1,rem block\nN-2,B-1,rem block\n", encoding="utf-8"
    )
    (folder / "requirements.csv").unlink()
    return Scorer(load(folder))


def test_firm_on_both_sides_is_a_supplier_unless_asked_as_a_buyer(both_sides):
    as_supplier = shortlist(both_sides, "S-1")
    as_buyer = shortlist(both_sides, "S-1", side="buyer")

    assert (as_supplier.what, [c.need_id for c in as_supplier.candidates]) == ("supplier", ["N-2"])
    assert (as_buyer.what, {c.need_id for c in as_buyer.candidates}) == ("buyer", {"N-1"})


def test_pair_of_a_firm_with_itself_is_one_line(both_sides):
    with pytest.raises(NotFoundError, match=r"'S-1' is itself the buyer of N-1"):
        pair(both_sides, "N-1", "S-1")


def test_a_maker_of_something_else_is_told_apart_in_its_remark(folder):
    """With no must-have all stand in ready, also the maker of exhausts for a brake block."""
    (folder / "requirements.csv").unlink()

    ready = shortlist(Scorer(load(folder)), "N-1").ready

    said = {one.supplier_id: remark(one, "en") for one in ready}
    assert {name for name, text in said.items() if "something else: knalpot." in text} == {"S-2"}
    assert "something else" not in said["S-1"] + said["S-3"]
