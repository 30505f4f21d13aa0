"""Duplicates and matches: nothing that judging every pair would find by its names is lost."""

from itertools import combinations

import pandas as pd
import pytest

from matcher.identity import Index, Signs, find_duplicates, find_links, judge, match
from matcher.identity.facts import rarity_of, read_facts

NAMES = [
    "PT Mira Fix Manufactur",
    "PT Mirafix Manufaktur",
    "PT Karya Manunggal Manufaktur",
    "PT Manunggal Manufaktur",
    "UD. Berkah",
    "UD Berkah Logam",
    "CV Karya Logam",
    "CV Karya Manunggal",
    "PT Kereta Api Indonesia",
    "PT KAI",
    "Sinar Logam 1",
    "Sinar Logam 2",
    "CV Sinar Logam",
    "PT Sadiyah Cahaya Logam",
    "PT Sadiyag Cahaya Logam",
    "CV Logam Gaya Teknik",
    "PT FNF Metalindo",
    "PT FNF Metalindo Utama",
    "PT Gaya Teknik Logam",
    "PT Prima Karya",
]
FIRMS = [Signs(f"F-{n:02}", name) for n, name in enumerate(NAMES)]


def test_search_finds_what_judging_every_pair_finds():
    rarity = rarity_of(read_facts(firm) for firm in FIRMS)
    every = {(a.firm_id, b.firm_id): judge(a, b, rarity) for a, b in combinations(FIRMS, 2)}

    found = find_duplicates(FIRMS)

    expected = {pair: each for pair, each in every.items() if each.verdict != "different"}
    assert {(pair.first, pair.second): pair.judgement for pair in found} == expected
    assert len(found) == len(expected) > 8


def test_order_of_rows_does_not_matter_and_the_best_comes_first():
    found = find_duplicates(FIRMS)

    assert found == find_duplicates(FIRMS[::-1])
    scores = [pair.judgement.score for pair in found]
    assert scores == sorted(scores, reverse=True)


def test_table_is_read_like_a_list():
    table = pd.DataFrame({"firm_id": [f.firm_id for f in FIRMS], "name": NAMES})

    assert find_duplicates(table) == find_duplicates(FIRMS)


def test_same_nib_brings_two_names_together_that_share_nothing():
    rows = [Signs("1", "CV Karya Logam", nib="9120304506781")]
    rows.append(Signs("2", "PT Mirafix", nib="9120304506781"))

    assert [pair.judgement.verdict for pair in find_duplicates(rows)] == ["ask"]


def test_sister_companies_are_linked():
    rows = [Signs("1", "CV Karya Logam", owner="Siti Aminah", place="Ceper")]
    rows.append(Signs("2", "PT Mirafix", owner="Hj. Siti Aminah", place="Ceper"))

    assert find_duplicates(rows) == []
    assert [(pair.first, pair.second) for pair in find_links(rows)] == [("1", "2")]


def test_two_rows_with_one_id_are_refused():
    with pytest.raises(ValueError, match="one firm_id"):
        find_duplicates([FIRMS[0], FIRMS[0]])


def test_no_firms_have_no_duplicates_and_no_matches():
    assert find_duplicates([]) == []
    assert match([], []) == []
    assert match([FIRMS[0]], []) == [None]


def test_row_of_an_import_finds_its_firm():
    new = [Signs("", "MIRAFIX MANUFAKTUR, PT"), Signs("", "CV Lain Sekali")]

    first, second = match(new, Index(FIRMS))

    assert first is not None
    assert (first.known.firm_id, first.judgement.verdict, first.n_others_same) == (
        "F-00",
        "same",
        1,
    )
    assert second is None


@pytest.mark.parametrize(("n_firms", "n_pairs"), [(200, 200 * 199 // 2), (201, 0)])
def test_firms_of_a_name_that_hundreds_bear_meet_only_by_a_second_sign(n_firms, n_pairs):
    firms = [Signs(f"S-{n}", "CV Karya Jaya") for n in range(n_firms)]

    assert len(find_duplicates(firms)) == n_pairs
