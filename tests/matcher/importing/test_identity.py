"""Which firm a row means: the same one in two spellings, another one, or nobody we know."""

import pytest

from matcher import actions
from matcher.people import LOCAL_PLANNER as WHO

from .pipe import csv_of, firms, held, take_in

HEAD = "Nama IKM|Kab/Kota|NIB|Jenis Produk"
NIB, OTHER_NIB = "1234567890123", "9876543210987"


def kinds(store, kind):
    return [row for (one, _), row in sorted(held(store).items()) if one == kind]


def reasons(store):
    return [row.message.format(**row.values) for row in actions.see_questions(WHO, store)]


def test_firm_spelled_twice_in_one_file_is_one(store):
    take_in(store, csv_of(HEAD, f"PT. Mira Fix|Tegal|{NIB}|baut", f"PT Mirafix|Tegal|{NIB}|mur"))

    assert len(firms(store)) == 1
    assert {row["product"] for row in kinds(store, "capability")} == {"baut", "mur"}
    assert [row["alias"] for row in kinds(store, "alias")] == ["PT Mirafix"]


def test_firm_spelled_otherwise_in_a_second_file_is_the_known_one(store):
    take_in(store, csv_of(HEAD, f"PT Mira Fix Manufactur|Tegal|{NIB}|baut"), "dinas.csv")

    take_in(store, csv_of(HEAD, f"PT Mirafix Manufaktur|Tegal|{NIB}|mur"), "asosiasi.csv")

    assert list(firms(store).values()) == ["PT Mira Fix Manufactur"]
    assert [row["alias"] for row in kinds(store, "alias")] == ["PT Mirafix Manufaktur"]


def test_firm_that_two_known_ones_may_be_is_left_to_a_person(store):
    two = ("S-1|PT Mira Fix Manufaktur|ikm", "S-2|PT Mirafix Manufaktur|ikm")
    take_in(store, csv_of("firm_id|name|kind", *two), "dinas.csv")

    take_in(store, csv_of(HEAD, "PT Mirafiks Manufactur|||baut"), "asosiasi.csv")

    assert len(firms(store)) == 3


def test_row_that_two_firms_of_its_file_may_be_is_left_to_a_person(store):
    two = [f"UD Berkah|081234567890|{nib}" for nib in (NIB, OTHER_NIB)]

    take_in(store, csv_of("Nama IKM|Telp|NIB", *two, "UD Berkah|081234567890|"))

    assert len(firms(store)) == 3


ANIMALS = ["Ayam", "Bebek", "Cicak", "Domba", "Elang", "Gajah", "Harimau", "Ikan", "Jangkrik"]
ANIMALS += ["Kerbau", "Lebah", "Musang", "Naga", "Orong", "Panda", "Rusa", "Sapi", "Tapir", "Unta"]
ANIMALS += ["Walet"]


# an equal common name (0.66) is the same firm only with a phone (0.25) beside it: 0.85 are needed
@pytest.mark.parametrize(("n_others", "n_firms"), [(19, 20), (20, 22)])
def test_phone_of_over_twenty_firms_brings_no_two_together(store, n_others, n_firms):
    one, other = "CV Karya Teknik", "CV Karya Technic"
    names = (one, *(f"UD {animal}" for animal in ANIMALS[:n_others]), other)

    take_in(store, csv_of("Nama IKM|Telp", *(f"{name}|081234567890" for name in names)))

    assert len(firms(store)) == n_firms


def test_name_tells_the_same_firm_where_over_twenty_share_a_phone(store):
    names = ["PT Mira Fix Manufaktur", *(f"UD Contoh {n}" for n in range(20))]
    rows = [f"{name}|081234567890" for name in (*names, "PT Mirafix Manufaktur")]

    take_in(store, csv_of("Nama IKM|Telp", *rows))

    assert len(firms(store)) == 21


def test_firms_of_one_name_with_other_nib_are_two(store):
    take_in(store, csv_of(HEAD, f"UD Berkah|Tegal|{NIB}|baut", f"UD Berkah|Tegal|{OTHER_NIB}|mur"))

    assert list(firms(store).values()) == ["UD Berkah", "UD Berkah"]
    assert len({row["firm_id"] for row in kinds(store, "capability")}) == 2


def test_row_of_a_merged_firm_goes_to_the_kept_one_and_does_not_rename_it(store):
    head = "firm_id|name|kind|workers"
    take_in(store, csv_of(head, "S-1|CV Maju|ikm|10", "S-2|CV Maju Jaya Abadi|ikm|"), "a.csv")
    actions.merge_firms(WHO, store, "S-1", "S-2")

    take_in(store, csv_of(head, "S-2|CV Maju Jaya Abadi|ikm|12", "S-2|CV MJA|ikm|12"), "b.csv")

    kept = held(store)["firm", "S-1"]
    assert (kept["name"], kept["workers"]) == ("CV Maju", 12)
    assert held(store)["firm", "S-2"]["merged_into"] == "S-1"
    assert [row["alias"] for row in kinds(store, "alias")] == ["CV MJA", "CV Maju Jaya Abadi"]


def test_id_that_belongs_to_another_firm_is_set_aside(store):
    head = "firm_id|name|kind"
    take_in(store, csv_of(head, "S-1|PT Sinar Logam|ikm"), "a.csv")

    _, counts = take_in(store, csv_of(head, "S-1|CV Karya Gemilang|ikm"), "b.csv")

    assert (counts["quarantined"], firms(store)) == (1, {"S-1": "PT Sinar Logam"})
    assert "'S-1'" in reasons(store)[0] and "PT Sinar Logam" in reasons(store)[0]


def test_buyer_named_only_in_a_needs_sheet_becomes_a_firm_once(store):
    head = "Pembeli|Nama komponen|Volume per bulan"
    take_in(store, csv_of(head, "PT Kereta Api|rem blok|100", "PT. Kereta Api|bogie|5"), "n.csv")

    (buyer,) = firms(store)
    assert {row["firm_id"] for row in kinds(store, "need")} == {buyer}
    assert held(store)["firm", buyer]["kind"] == "large"


OUTCOMES = "Nama pemasok|Nama pembeli|Langkah|Tanggal"


def known(store):
    take_in(store, csv_of("Nama IKM|Kab/Kota|Jenis Produk", "CV Maju|Tegal|baut"), "ikm.csv")
    take_in(store, csv_of("Pembeli|Nama komponen", "PT Kereta Api|rem blok"), "needs.csv")


def test_outcome_that_names_only_supplier_and_buyer_finds_the_need(store):
    known(store)

    _, counts = take_in(
        store, csv_of(OUTCOMES, "CV. Maju|PT Kereta Api|sampel|2026-11-27"), "hasil.csv"
    )

    (outcome,), (need,) = kinds(store, "outcome"), kinds(store, "need")
    names = {name: key for key, name in firms(store).items()}
    assert counts["imported"] == 1
    assert (outcome["need_id"], outcome["supplier_id"]) == (need["need_id"], names["CV Maju"])


def test_outcome_of_a_buyer_with_two_needs_asks_which(store):
    known(store)
    take_in(store, csv_of("Pembeli|Nama komponen", "PT Kereta Api|bogie"), "more.csv")

    _, counts = take_in(store, csv_of(OUTCOMES, "CV Maju|PT Kereta Api|sampel|2026-11-27"), "h.csv")

    ids = [row["need_id"] for row in kinds(store, "need")]
    assert counts["quarantined"] == 1
    assert [one for one in ids if one not in reasons(store)[0]] == []


BY_COMPONENT = "Pembeli|IKM|Komponen|Hasil|Tanggal"


def of_components(store, *components):
    known(store)
    rows = (f"PT Kereta Api|{component}" for component in components)
    take_in(store, csv_of("Pembeli|Nama komponen", *rows), "more.csv")


@pytest.mark.parametrize("said", ["Rem  Blok", "brake block"])
def test_outcome_finds_the_one_need_of_the_buyer_by_its_component(store, said):
    of_components(store, "bogie", "rem blok komposit")

    take_in(store, csv_of(BY_COMPONENT, f"PT Kereta Api|CV Maju|{said}|PO|2025-11-12"), "h.csv")

    (outcome,) = kinds(store, "outcome")
    assert held(store)["need", outcome["need_id"]]["component"] == "rem blok"


@pytest.mark.parametrize("said", ["rem blok besar", "kopling"])
def test_outcome_of_an_unclear_component_lists_the_needs_to_choose_from(store, said):
    of_components(store, "bogie")

    _, counts = take_in(
        store, csv_of(BY_COMPONENT, f"PT Kereta Api|CV Maju|{said}|PO|2025-11-12"), "h.csv"
    )

    needs = [f"{row['need_id']} ({row['component']})" for row in kinds(store, "need")]
    assert (counts["quarantined"], kinds(store, "outcome")) == (1, [])
    assert [one for one in needs if one not in reasons(store)[0]] == []


def test_outcome_that_two_needs_may_mean_lists_those_two_alone(store):
    of_components(store, "bogie", "brake block")

    take_in(store, csv_of(BY_COMPONENT, "PT Kereta Api|CV Maju|blok rem|PO|2025-11-12"), "h.csv")

    named = [
        row["component"] for row in kinds(store, "need") if row["need_id"] in reasons(store)[0]
    ]
    assert sorted(named) == ["brake block", "rem blok"]


def test_outcome_of_an_unknown_buyer_names_the_nearest(store):
    known(store)

    take_in(store, csv_of(BY_COMPONENT, "PT Kereta|CV Maju|rem blok|PO|2025-11-12"), "h.csv")

    assert "'PT Kereta'; PT Kereta Api?" in reasons(store)[0]


def test_what_is_asked_names_the_heading_of_the_sheet(store):
    known(store)

    take_in(store, csv_of(BY_COMPONENT, "PT Kereta|CV Maju|rem blok|PO|2025-11-12"), "h.csv")
    take_in(store, csv_of("ID kebutuhan|Jenis syarat|Nilai syarat", "N-9|material|baja"), "s.csv")

    assert [reason.split(":")[0] for reason in reasons(store)] == ["Pembeli", "ID kebutuhan"]


def test_two_needs_for_one_component_in_a_file_are_two_and_stay_so(store):
    needs = csv_of(
        "Pembeli|Nama komponen|Volume per bulan", "PT Besar|poros|100", "PT Besar|poros|200"
    )

    take_in(store, needs, "needs.csv")
    _, again = take_in(store, needs, "needs.csv")

    assert sorted(row["volume_per_month"] for row in kinds(store, "need")) == [100, 200]
    assert again["unchanged"] == 2


def test_must_have_of_a_list_of_needs_belongs_to_the_need_of_its_line(store):
    head = "Pembeli|Nama komponen|Sertifikat wajib"

    take_in(store, csv_of(head, "PT Besar|poros|SNI", "PT Besar|baut|"), "needs.csv")

    (must,) = kinds(store, "requirement")
    need = held(store)["need", must["need_id"]]
    assert (must["kind"], must["value"], need["component"]) == ("certificate", "SNI", "poros")


def test_unknown_name_is_set_aside_with_the_nearest_names(store):
    known(store)

    _, counts = take_in(
        store, csv_of(OUTCOMES, "CV Majju|PT Kereta Api|sampel|2026-11-27"), "hasil.csv"
    )

    assert (counts["quarantined"], kinds(store, "outcome")) == (1, [])
    assert "'CV Majju'; CV Maju?" in reasons(store)[0]


def test_two_firms_of_the_same_name_are_not_guessed_between(store):
    take_in(store, csv_of(HEAD, f"UD Berkah|Tegal|{NIB}|baut", f"UD Berkah|Tegal|{OTHER_NIB}|mur"))
    take_in(store, csv_of("Pembeli|Nama komponen", "PT Kereta Api|rem blok"), "needs.csv")

    _, counts = take_in(
        store, csv_of(OUTCOMES, "UD Berkah|PT Kereta Api|sampel|2026-01-02"), "h.csv"
    )

    assert counts["quarantined"] == 1


def test_same_firm_in_two_files_by_two_senders_survives_the_undo_of_one(store):
    rows = csv_of(HEAD, f"PT Mira Fix|Tegal|{NIB}|baut")
    acts, _ = take_in(store, rows, "dinas.csv")
    take_in(store, rows, "asosiasi.csv")

    actions.undo_act(WHO, store, acts[0])

    assert list(firms(store).values()) == ["PT Mira Fix"]
    assert [row["product"] for row in kinds(store, "capability")] == ["baut"]
