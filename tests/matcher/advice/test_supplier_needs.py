"""The needs that suit one IKM, in their groups, and what it misses for each."""

import dataclasses

import pytest

from matcher.advice.supplier_needs import FITS, ONE_SHORT, TO_ANSWER, NeedForSupplier, needs_for
from matcher.requirements import Verdict


def test_groups_follow_the_must_haves(scorer, easy, groups):
    """S-1 casts and turns: it meets N-1 and does not weld for N-2; S-3 stated nothing."""
    weights = easy(scorer)

    assert groups(scorer, "S-1", weights) == {"N-1": FITS, "N-3": FITS, "N-2": ONE_SHORT}
    assert groups(scorer, "S-3", weights) == {"N-3": FITS, "N-1": TO_ANSWER, "N-2": TO_ANSWER}


def test_where_too_little_is_known_nothing_fits_yet(scorer, easy):
    found = needs_for(scorer, "S-1", easy(scorer).changed(enough=1.0))

    assert [(need.group, need.band("id")) for need in found if need.group != ONE_SHORT] == [
        (TO_ANSWER, "belum cukup data"),
        (TO_ANSWER, "belum cukup data"),
    ]


def test_need_that_is_no_gain_is_left_out(scorer):
    assert needs_for(scorer, "S-1", scorer.weights.changed(minimum=1.0)) == ()


def test_most_suitable_need_stands_first_in_its_group(scorer, easy):
    found = needs_for(scorer, "S-1", easy(scorer))

    assert [need.need_id for need in found] == ["N-1", "N-3", "N-2"]


def test_what_is_told_holds_no_number_to_compare_with_others():
    fields = {field.name: field.type for field in dataclasses.fields(NeedForSupplier)}

    assert {"score", "rank", "completeness", "supplier_fit", "buyer_fit"} & set(fields) == set()
    assert set(fields.values()) == {str, bool, tuple[Verdict, ...], tuple[str, ...]}


def test_failed_must_have_says_what_is_asked_and_what_was_stated(folder, write, easy):
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
def test_certificate_that_does_not_count_says_why(folder, certificate, said, write, easy):
    scorer = write(
        folder,
        requirements="need_id,kind,value\nN-1,certificate,ISO 9001\n",
        certificates=f"firm_id,certificate,status,valid_until\nS-1,{certificate}\n",
    )
    need = next(n for n in needs_for(scorer, "S-1", easy(scorer)) if n.need_id == "N-1")

    assert [text[: len(said)] for text in need.failed("en")] == [said]
