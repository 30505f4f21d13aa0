"""One table of what each requirement answers, worked out by hand."""

from datetime import date

import pandas as pd
import pytest

from features import read_suppliers
from matcher.requirements import FAIL, PASS, UNKNOWN, check

CAPABILITY = {
    "product": None,
    "processes": None,
    "materials": None,
    "place": None,
    "capacity_per_month": None,
    "max_weight_kg": None,
    "max_length_mm": None,
    "tolerance_mm": None,
    "lead_time_days": None,
}
ON = date(2024, 5, 1)


def answer(kind, value, certificates=None, **stated):
    row = read_suppliers(pd.DataFrame([CAPABILITY | stated])).to_dict("records")[0]
    return check(kind, value, row, certificates or [], ON)


@pytest.mark.parametrize(
    ("kind", "value", "stated", "status"),
    [
        ("process", "casting", {"processes": "cor pasir"}, PASS),  # narrower than asked
        ("process", "cor pasir", {"processes": "sand casting"}, PASS),
        ("process", "cor pasir", {"processes": "pengecoran"}, UNKNOWN),  # broader than asked
        ("process", "cor pasir", {"processes": "bubut CNC"}, FAIL),
        ("process", "cor pasir", {"processes": "bubut; cor pasir"}, PASS),
        ("process", "cor pasir", {}, UNKNOWN),
        ("process", "casting", {"product": "rem block"}, UNKNOWN),  # implied never passes
        ("process", "casting", {"kbli": "24310"}, UNKNOWN),  # so does a register
        ("process", "bubut", {"machines": "mesin bubut"}, UNKNOWN),  # and a machine
        ("process", "bubut CNC", {"processes": "CNC"}, UNKNOWN),  # turning or milling
        ("process", "las", {"processes": "CNC"}, UNKNOWN),  # nor does a doubtful word fail one
        ("process", "kalsinasi", {"processes": "bubut"}, UNKNOWN),  # nobody knows the term
        ("process", "kalsinasi", {"processes": "bubut; kalsinasi"}, PASS),
        ("material", "besi cor", {"materials": "FC 250"}, PASS),
        ("material", "FC250", {"materials": "besi cor"}, UNKNOWN),
        ("material", "besi cor", {"materials": "ADC12"}, FAIL),
        ("material", "FCD", {"materials": "FC"}, FAIL),
        ("process", "cor pasir; bubut", {"processes": "cor pasir"}, FAIL),  # both are asked
        ("process", "cor pasir; bubut", {"processes": "cor pasir; bubut CNC"}, PASS),
        ("material", "baja karbon S45C", {"materials": "medium carbon steel"}, UNKNOWN),
        ("region", "Jawa Tengah", {"place": "Ceper"}, PASS),
        ("region", "Kabupaten Klaten; Kabupaten Tegal", {"place": "Ceper"}, PASS),
        ("region", "Jawa Timur", {"place": "Ceper"}, FAIL),
        ("region", "Kabupaten Tegal", {"place": "Tegal"}, UNKNOWN),  # kabupaten or kota
        ("region", "Jawa Tengah", {"place": "Tegal"}, PASS),  # both lie in it
        ("region", "Jawa Tengah", {}, UNKNOWN),
        ("volume_per_month", "3000", {"capacity_per_month": 3000.0}, PASS),
        ("volume_per_month", "3000", {"capacity_per_month": 2999.0}, FAIL),
        ("volume_per_month", "3000", {}, UNKNOWN),
        ("part_weight_kg", "12", {"max_weight_kg": 40.0}, PASS),
        ("part_length_mm", "500", {"max_length_mm": 300.0}, FAIL),
        ("tolerance_mm", "0.05", {"tolerance_mm": 0.02}, PASS),
        ("tolerance_mm", "0.05", {"tolerance_mm": 0.1}, FAIL),
        ("lead_time_days", "30", {"lead_time_days": 21.0}, PASS),
        ("lead_time_days", "30", {"lead_time_days": 45.0}, FAIL),
    ],
)
def test_requirement_of_a_capability(kind, value, stated, status):
    assert answer(kind, value, **stated).status == status


@pytest.mark.parametrize(
    ("certificates", "status"),
    [
        ([("ISO 9001:2015", "held", None)], PASS),
        ([("ISO 9001", "held", date(2025, 1, 1))], PASS),
        ([("ISO 9001", "held", date(2024, 5, 1))], PASS),  # the last day counts
        ([("ISO 9001", "held", date(2024, 1, 1))], FAIL),  # ended before the need
        ([("ISO 9001", "not_held", None)], FAIL),
        ([("IATF 16949", "held", None)], PASS),  # it contains ISO 9001
        ([("iso9001 versi 2015", "held", None)], PASS),
        ([("ISO 14001", "held", None)], UNKNOWN),
        ([], UNKNOWN),
        ([("IATF 16949", "not_held", None)], UNKNOWN),  # which says nothing of ISO 9001
        ([("IATF 16949", "not_held", None), ("ISO 9001", "held", None)], PASS),
        ([("ISO 9001", "held", date(2024, 1, 1)), ("IATF 16949", "held", None)], PASS),
        ([("ISO 9001", "held", date(2026, 1, 1)), ("ISO 9001", "held", date(2023, 1, 1))], PASS),
        ([("*", "not_held", None)], FAIL),
    ],
)
def test_certificate_must_be_held_and_valid(certificates, status):
    assert answer("certificate", "ISO 9001", certificates).status == status


def test_answer_carries_its_evidence():
    assert answer("process", "cor pasir", processes="bubut CNC").evidence == "bubut cnc"
    assert answer("volume_per_month", "3000", capacity_per_month=1200.0).evidence == "1200"


def test_what_is_only_implied_is_marked():
    verdict = answer("process", "casting", product="rem block")

    assert (verdict.status, verdict.implied) == (UNKNOWN, True)


def test_certificate_that_ends_is_a_question_when_the_need_has_no_date():
    row = read_suppliers(pd.DataFrame([CAPABILITY])).to_dict("records")[0]

    verdict = check("certificate", "SNI", row, [("SNI", "held", date(2020, 1, 1))], None)

    assert (verdict.status, verdict.evidence) == (UNKNOWN, "SNI (2020-01-01)")
