"""Reading signs: names, numbers, phones and people in one writing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.identity.contacts import (
    address_key,
    nib_key,
    npwp_key,
    own_domains,
    owner_key,
    phone_keys,
    taxpayer,
)
from matcher.identity.names import parse_name
from matcher.identity.spelling import spelled


@pytest.mark.parametrize(
    ("writings", "n_words"),
    [
        (("manufactur", "manufaktur", "manufacture"), 1),
        (("technic", "teknik", "tehnik", "technik"), 1),
        (("jaya", "djaja", "djaya", "jayya"), 1),
        (("soerabaja", "surabaja"), 1),
        (("phoenix", "fuenix"), 2),
        (("cahaya", "kahaya"), 2),
        (("surya", "surga"), 2),
    ],
)
def test_writings_of_one_word_are_one(writings, n_words):
    assert len({spelled(word) for word in writings}) == n_words


@pytest.mark.parametrize(
    "text",
    ["PT Karya Logam", "P.T. Karya Logam", "Karya Logam, PT", "PT.KARYA LOGAM", "(PT) Karya-Logam",
     "PT Karya Logam (Persero) Tbk.", "Perseroan Terbatas Karya Logam"],
)  # fmt: skip
def test_legal_form_is_found_wherever_it_stands(text):
    name = parse_name(text)

    assert (name.forms, name.words) == (frozenset({"pt"}), ("karya", "logam"))


def test_name_that_is_only_a_legal_form_is_kept():
    assert parse_name("PT").written == ("pt",)


def test_phone_is_one_number_in_all_its_writings():
    writings = ("0812-3456-7891", "+62 812 3456 7891", "62.812.3456.7891", "81234567891")

    assert {phone_keys(text) for text in writings} == {frozenset({"081234567891"})}
    assert phone_keys("0000000000") == phone_keys("-") == phone_keys(None) == frozenset()


def test_npwp_of_a_branch_names_the_same_taxpayer():
    head, branch = npwp_key("01.234.567.8-901.000"), npwp_key("01.234.567.8-901.001")

    assert head != branch
    assert taxpayer(head) == taxpayer(branch)


def test_incomplete_nib_is_unknown():
    assert [nib_key(text) for text in ("912030450678", "0000000000000", None, "x")] == [""] * 4


def test_titles_do_not_make_another_owner():
    assert owner_key("Bpk. H. Achmad Soebandi, S.T.") == owner_key("Ahmad Subandi")


@given(st.text())
def test_any_text_is_a_name(text):
    name = parse_name(text)

    assert len(name.written) == len(name.words) == len(name.senses)


def test_street_without_a_number_is_no_address():
    assert [address_key(text) for text in ("Jalan Merdeka", "No. 12", "Jl. Merdeka 12")] == [
        "",
        "",
        "jl merdeka 12",
    ]


def test_domain_of_a_mail_provider_is_nobody_s_own():
    assert own_domains(frozenset(("budi@gmail.com", "cs@logam.co.id"))) == {"logam.co.id"}
