from collections import defaultdict

import pytest
from pydantic import ValidationError

from matcher.intake.fields import CHOICES, FIELDS, drop_down, field
from matcher.intake.headings import WEAK, _spellings
from matcher.intake.offered import line_kinds, offered
from matcher.records import KINDS

ONLY_BY_MERGING = {"merged_into"}
# what a sheet says beyond the record: the unit beside a capacity, the buyer of an unnamed need
BESIDE = {("capability", "capacity_unit"), ("outcome", "buyer_id")}
READS = frozenset(
    (
        *("text", "name", "key", "place", "address", "list", "count", "kg", "mm", "days", "idr"),
        *("capacity", "month_volume", "date", "year", "clock", "nib", "npwp", "nik", "phone"),
        *("email", "kbli", "support", "period", "provider", "certainty", "yes_no", "firm_kind"),
        *(
            "status",
            "certificates",
            "certificate_status",
            "requirement_kind",
            "step",
            "actor",
            "reporter",
        ),
        *("role", "state", "override_kind", "link_kind", "firm", "need", "event"),
        *("partnership_kind", "release", "decline_reason"),
    )
)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_record_can_be_imported(kind):
    known = {each.name for each in FIELDS if each.kind == kind and not each.personal}

    stored = set(KINDS[kind].fields) - ONLY_BY_MERGING
    assert known == stored | {name for of, name in BESIDE if of == kind}


def test_every_field_is_read_in_a_way_of_the_contract():
    assert {each.reads for each in FIELDS} == READS


def test_personal_fields_are_no_fields_of_the_records():
    stored = {(kind, name) for kind in KINDS for name in KINDS[kind].fields}

    personal = {(each.kind, each.name) for each in FIELDS if each.personal}
    assert personal & stored == set()
    assert ("firm", "nik") in personal


def test_no_heading_means_two_fields_of_a_line_beyond_doubt():
    meant = defaultdict(set)
    for kind in line_kinds():
        for each in offered(kind):
            for said in (said for said, fit in _spellings(each).items() if fit > WEAK):
                meant[kind, tuple(sorted(said))].add(each.name)

    doubtful = {key: names for key, names in meant.items() if len(names) > 1}
    assert doubtful == {("wish", ("bertemu", "ingin")): {"buyer_id", "wished"}}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("kind", line_kinds())
def test_titles_of_a_line_differ(kind, language):
    titles = [each.title(language).casefold() for each in offered(kind)]

    assert len(set(titles)) == len(titles)
    assert all(titles)


CLOSED = [each for each in FIELDS if each.reads in CHOICES and each.kind in KINDS]


@pytest.mark.parametrize("each", CLOSED, ids=lambda each: f"{each.kind}.{each.name}")
def test_every_value_of_a_choice_is_one_the_record_takes(each):
    refused = [v for v in CHOICES[each.reads].values() if not _takes(each, v)]

    assert refused == []


def _takes(each, value):
    """The record's model has nothing against this value, whatever else it lacks."""
    try:
        KINDS[each.kind].model.model_validate({each.name: value})
    except ValidationError as error:
        return (each.name,) not in [each["loc"] for each in error.errors()]
    return True


@pytest.mark.parametrize("reads", CHOICES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_drop_down_offers_one_word_for_every_value(reads, language):
    words = drop_down(reads, language)

    assert sorted(CHOICES[reads][word.casefold()] for word in words) == sorted(
        set(CHOICES[reads].values())
    )


def test_words_of_a_choice_are_those_of_an_office():
    said = {
        ("period", "bulan"): "month",
        ("provider", "pembeli"): "buyer",
        ("yes_no", "ya"): "true",
        ("yes_no", "tidak"): "false",
        ("certainty", "terverifikasi"): "verified",
        ("role", "industri besar"): "buyer",
        ("step", "po"): "purchase_order",
        ("override_kind", "wajib bertemu"): "must_meet",
    }

    assert {key: CHOICES[key[0]][key[1]] for key in said} == said


def test_an_unknown_field_is_a_programming_mistake():
    with pytest.raises(KeyError):
        field("firm", "colour")
