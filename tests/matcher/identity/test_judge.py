"""Judging two records: the firms of the brief, second signs, links, and any text at all."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.identity import Rarity, Signs, judge
from matcher.identity.alignment import align
from matcher.identity.names import parse_name

NOTHING_COUNTED = Rarity()


def judged(first, second, **signs):
    return judge(Signs("1", first, **signs), Signs("2", second, **signs), NOTHING_COUNTED)


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ("PT. Karya Manunggal Manufaktur", "PT Manunggal Manufaktur", "ask"),
        ("PT Mira Fix Manufactur", "PT Mirafix Manufaktur", "same"),
        ("UD. Berkah", "UD Berkah Logam", "ask"),
        ("UD Berkah", "UD. Berkah", "ask"),
        ("CV Karya Logam", "CV Karya Manunggal", "different"),
        ("CV Sadiyah Cahaya Logam", "PT Sadiyah Cahaya Logam", "ask"),
        ("Sinar Logam 1", "Sinar Logam 2", "different"),
        ("PT Sinar Logam I", "PT Sinar Logam II", "different"),
        ("PT Perkebunan Nusantara III", "PT Perkebunan Nusantara", "ask"),
        ("PT Sadiyah Cahaya Logam Plant 1", "PT Sadiyah Cahaya Logam Plant 2", "ask"),
        ("PT Surya Logam", "PT Surga Logam", "different"),
        ("PT KAI", "PT Kereta Api Indonesia (Persero)", "ask"),
        ("PT Dharma Polimetal Tbk", "DHARMA POLIMETAL, P.T.", "same"),
        ("CV Usaha", "UD Usaha", "ask"),
        ("", "", "different"),
    ],
)
def test_names_alone_give_the_verdict_of_the_brief(first, second, verdict):
    assert judged(first, second).verdict == verdict


def test_same_phone_makes_a_common_name_one_firm():
    assert judged("UD Berkah", "UD. Berkah").verdict == "ask"
    assert judged("UD Berkah", "UD. Berkah", phone="0812-3456-7891").verdict == "same"


def test_same_nib_decides_where_a_word_is_missing():
    names = "PT. Karya Manunggal Manufaktur", "PT Manunggal Manufaktur"

    assert judged(*names, nib="9120304506781").verdict == "same"
    assert judged(*names, phone="0812-3456-7891").verdict == "ask"


def test_another_nib_turns_the_same_into_a_question_and_a_question_into_different():
    def with_nibs(first, second):
        return judge(
            Signs("1", first, nib="9120304506781"),
            Signs("2", second, nib="9120304506799"),
            NOTHING_COUNTED,
        ).verdict

    assert with_nibs("PT Mira Fix Manufactur", "PT Mirafix Manufaktur") == "ask"
    assert with_nibs("UD Berkah", "UD Berkah Logam") == "different"


def test_same_nib_under_two_names_is_a_question():
    assert judged("CV Karya Logam", "PT Mirafix", nib="9120304506781").verdict == "ask"


def test_owner_and_phone_under_two_names_are_a_link_and_no_merge():
    found = judged("CV Karya Logam", "PT Mirafix", owner="Siti Aminah", phone="081234567891")

    assert (found.verdict, found.link) == ("different", "same_owner")


def test_branches_of_one_taxpayer_are_a_question_with_a_link():
    first = Signs("1", "PT Mirafix Manufaktur", npwp="01.234.567.8-901.000")

    found = judge(first, replace(first, npwp="01.234.567.8-901.001"), NOTHING_COUNTED)

    assert (found.verdict, found.link) == ("ask", "same_owner")


def test_common_name_in_another_regency_is_another_firm():
    first = Signs("1", "UD Berkah", place="Kab. Tegal")

    assert judge(first, replace(first, place="Ceper"), NOTHING_COUNTED).verdict == "different"
    assert judge(first, replace(first, place="Tegal"), NOTHING_COUNTED).verdict == "ask"


def test_number_that_excel_rounded_contradicts_nothing():
    first = Signs("1", "PT Mirafix Manufaktur", nib="9,12E+12")

    assert judge(first, replace(first, nib="9120304506781"), NOTHING_COUNTED).verdict == "same"


def test_phone_that_many_firms_share_tells_nothing():
    rarity = Rarity(shared=frozenset({("phone", "081234567891")}))
    firm = Signs("1", "UD Berkah", phone="081234567891")

    assert judge(firm, firm, rarity).verdict == "ask"


def test_alias_counts_as_a_name():
    first = Signs("1", "PT Lama Sekali", aliases=("PT Mira Fix Manufactur",))

    assert judge(first, Signs("2", "PT Mirafix Manufaktur"), NOTHING_COUNTED).verdict == "same"


def test_evidence_is_said_in_the_words_of_the_names():
    found = judged("CV Karya Logam", "CV Karya Manunggal")

    assert [str(line) for line in found.evidence] == [
        "the names differ in words that tell (logam/manunggal)"
    ]


def any_firm(firm_id):
    return st.builds(
        Signs,
        st.just(firm_id),
        st.text(max_size=30),
        place=st.sampled_from(["", "Tegal", "Ceper"]),
        phone=st.text("0812 +/", max_size=14),
        owner=st.text(max_size=12),
        nib=st.text("0129E+,", max_size=14),
    )


@given(any_firm("1"), any_firm("2"))
def test_any_two_texts_give_one_judgement_in_either_order(first, second):
    found = judge(first, second, NOTHING_COUNTED)

    assert found == judge(second, first, NOTHING_COUNTED)
    assert 0 <= found.score <= 1


WORDS = st.sampled_from(
    [
        "PT",
        "CV",
        "Karya",
        "Logam",
        "Mira",
        "Fix",
        "Mirafix",
        "Manufaktur",
        "Manufactur",
        "Mfg",
        "Tegal",
        "Ceper",
        "II",
        "2",
        "Cabang",
        "(KAI)",
        "Kereta",
        "Api",
        "Indonesia",
        "Indo",
    ]
)


@given(st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=6))
def test_any_two_names_give_one_judgement_in_either_order(first, second):
    one, other = Signs("1", " ".join(first)), Signs("2", " ".join(second))

    assert judge(one, other, NOTHING_COUNTED) == judge(other, one, NOTHING_COUNTED)


CONTACTS = {"phone": "0812-3456-7891", "email": "cs@mirafix.co.id", "address": "Jl. Merdeka 12"}


def test_other_taxpayer_asks_though_the_nib_is_the_same():
    first = Signs("1", "PT Mirafix Manufaktur", nib="9120304506781", npwp="01.234.567.8-901.000")

    found = judge(first, replace(first, npwp="02.345.678.9-901.000"), NOTHING_COUNTED)

    assert found.verdict == "ask"


def test_three_contacts_outweigh_a_further_word_but_not_another_legal_form():
    more = judged("PT Mirafix Manufaktur", "PT Mirafix Manufaktur Utama", **CONTACTS)
    form = judged("PT Mirafix Manufaktur", "CV Mirafix Manufaktur", **CONTACTS)

    assert (more.verdict, form.verdict) == ("same", "ask")


def test_all_contacts_under_two_different_names_link_and_are_worth_no_points():
    signs = CONTACTS | {"owner": "Ahmad Subandi"}

    found = judged("PT Mirafix Manufaktur", "CV Logam Ceper", **signs)

    assert (found.verdict, found.link) == ("different", "same_owner")
    assert sum(line.points for line in found.evidence[1:]) == 0


def test_one_word_is_a_slip_of_one_other_word_only():
    found = align(parse_name("PT Mirafiks Mirafoks"), parse_name("PT Mirafuks"), NOTHING_COUNTED)

    assert (len(found.slips), len(found.only_first), found.only_second) == (1, 1, ())
