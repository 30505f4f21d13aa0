"""Decisions about pairs and links of firms: what the lists make of them."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from matcher import Scorer, load, shortlist
from matcher.listing import remark
from matcher.overrides import PairRule, pair_rules
from matcher.pairs import ALMOST, OUT, READY, all_pairs

BLANK = {"need_id": None, "withdrawn": None, "verified_by": "Ani", "source": "Ani", "as_of": None}


def decided(kind, supplier, buyer, **said):
    pair = {"event_id": "E-1", "supplier_id": supplier, "buyer_id": buyer, "kind": kind}
    return BLANK | pair | {"reason": "rapat 3 Maret"} | said


def with_rules(data, *rules, links=()):
    """The data with decisions and links in place of their own."""
    firms = pd.DataFrame(list(links), columns=["firm_id", "other_id", "kind"], dtype=object)
    return replace(
        data, overrides=pd.DataFrame(list(rules), columns=[*decided("", "", "")]), links=firms
    )


def scorer_with(folder, *rules, links=()):
    return Scorer(with_rules(load(folder), *rules, links=links))


def lists(found):
    return {n: [c.supplier_id for c in getattr(found, n)] for n in ("ready", "to_ask", "almost")}


def test_folder_has_no_decisions_and_no_links(folder):
    data = load(folder)

    assert (len(data.overrides), len(data.links), data.pair_rules) == (0, 0, {})


def test_who_never_meets_stands_at_best_under_almost(folder):
    """Without the decision S-1 is ready for N-1 and S-3 is to be asked."""
    found = shortlist(scorer_with(folder, decided("never_meet", "S-1", "B-1")), "N-1")

    assert lists(found) == {"ready": [], "to_ask": ["S-3"], "almost": ["S-1"]}


def test_who_never_meets_and_fails_a_must_have_is_out(folder):
    """S-2 works steel tubes, no cast iron: one must-have fails, the decision is the second."""
    (folder / "requirements.csv").write_text(
        "need_id,kind,value\nN-1,material,cast iron\n", encoding="utf-8"
    )
    before = shortlist(scorer_with(folder), "N-1")

    after = shortlist(scorer_with(folder, decided("never_meet", "S-2", "B-1")), "N-1")

    assert [c.supplier_id for c in before.almost] == ["S-2"]
    assert (after.almost, after.n_out) == ((), 1)


def test_never_to_meet_does_not_make_a_must_have_of_the_need(folder):
    (folder / "requirements.csv").unlink()

    found = shortlist(scorer_with(folder, decided("never_meet", "S-1", "B-1")), "N-1")

    assert not found.has_requirements


def test_who_must_meet_is_never_cut_from_a_list(folder):
    (folder / "requirements.csv").unlink()
    last = shortlist(scorer_with(folder), "N-1").ready[-1]

    found = shortlist(scorer_with(folder, decided("must_meet", last.supplier_id, "B-1")), "N-1")

    assert [c.rank for c in found.top(1).ready] == [1, 3]
    assert found.top(1).ready[-1].must_meet


def test_who_must_meet_is_listed_whatever_fails(folder):
    """S-2 fails both must-haves of N-1, which leaves it out of all lists otherwise."""
    assert shortlist(scorer_with(folder), "N-1").n_out == 1

    found = shortlist(scorer_with(folder, decided("must_meet", "S-2", "B-1")), "N-1")

    assert ([c.supplier_id for c in found.almost], found.n_out) == (["S-2"], 0)


def test_never_to_meet_counts_before_must_meet(folder):
    rules = [decided(kind, "S-1", "B-1") for kind in ("must_meet", "never_meet")]

    assert lists(shortlist(scorer_with(folder, *rules), "N-1"))["almost"] == ["S-1"]


def test_buyer_sees_a_firm_with_the_need_it_must_meet_about(folder):
    """S-1 is best for N-1; the organisers want it to talk about N-3."""
    text = (folder / "needs.csv").read_text(encoding="utf-8").replace("N-3,,", "N-3,B-1,")
    (folder / "needs.csv").write_text(text, encoding="utf-8")
    rule = decided("must_meet", "S-1", "B-1", need_id="N-3")

    def need_of(*rules):
        found = shortlist(scorer_with(folder, *rules), "B-1", side="buyer")
        return {c.supplier_id: c.need_id for c in found.candidates}["S-1"]

    assert (need_of(), need_of(rule)) == ("N-1", "N-3")


def test_pairs_and_shortlists_agree(folder):
    scorer = scorer_with(folder, decided("never_meet", "S-1", "B-1"))
    pairs = all_pairs(scorer)
    i, j = scorer.needs.index.get_loc("N-1"), pairs.firm_ids.tolist().index("S-1")

    assert (pairs.listed[i, j], pairs.never[i, j]) == (
        (READY, "to_ask", ALMOST, OUT).index(ALMOST),
        True,
    )
    assert not pairs.fitting[i, j]
    assert pairs.never.sum() == 1


@pytest.mark.parametrize(
    ("said", "needs"),
    [
        ({}, ["N-1", "N-2"]),  # all of the buyer
        ({"need_id": "N-2"}, ["N-2"]),
        ({"need_id": "N-9"}, []),  # another buyer's
        ({"withdrawn": True}, []),
        ({"event_id": "E-2"}, ["N-1"]),  # N-2 belongs to E-1
        ({"event_id": "E-2", "need_id": "N-2"}, ["N-2"]),  # named
    ],
)
def test_decision_holds_for_the_needs_it_is_about(said, needs):
    tables = {
        "needs": pd.DataFrame(
            {
                "need_id": ["N-1", "N-2", "N-9"],
                "firm_id": ["B-1", "B-1", "B-2"],
                "event_id": [None, "E-1", None],
            }
        ),
        "overrides": pd.DataFrame([decided("never_meet", "S-1", "B-1", **said)]),
        "links": pd.DataFrame(columns=["firm_id", "other_id", "kind"]),
    }

    assert list(pair_rules(tables)) == [(need, "S-1") for need in needs]


def test_same_owner_goes_on_from_firm_to_firm_and_a_sister_does_not_become_one(folder):
    links = [("S-1", "B-1", "same_owner"), ("S-2", "S-1", "same_owner"), ("S-3", "B-1", "sister")]
    rules = with_rules(load(folder), links=links).pair_rules

    assert {key: rule.kind for key, (rule,) in rules.items() if key[0] == "N-1"} == {
        ("N-1", "S-1"): "same_owner",
        ("N-1", "S-2"): "same_owner",
        ("N-1", "S-3"): "sister",
    }


def test_remark_names_decision_reason_and_who(folder):
    scorer = scorer_with(
        folder, decided("must_meet", "S-1", "B-1"), links=[("S-1", "B-1", "same_owner")]
    )

    first = shortlist(scorer, "N-1").ready[0]

    assert remark(first, "en") == "must meet (rapat 3 Maret; Ani). same owner."


def test_rule_says_only_what_it_knows():
    assert PairRule("moved", "meja penuh").text("en") == "moved by the organisers (meja penuh)"
    assert PairRule("moved", "meja penuh", "local").text("en") == (
        "moved by the organisers (meja penuh)"
    )


def test_decision_made_later_was_not_known_before(folder):
    rules = [
        decided("never_meet", "S-1", "B-1", as_of=date(2026, 3, 1)),
        decided("must_meet", "S-2", "B-1", as_of=date(2026, 3, 3)),
    ]
    data = with_rules(load(folder), *rules)
    data = replace(data, links=data.links.assign(as_of=None))

    known = data.known_before(date(2026, 3, 2))

    assert {rule.kind for (rule,) in known.pair_rules.values()} == {"never_meet"}
