from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.intake.contents import content_fit, look_at
from matcher.intake.fields import FIELDS, field


@pytest.mark.parametrize(
    ("look", "cells"),
    [
        ("nib", ["0220001234567", "9120001234567", 9120001234568, 9120001234569.0]),
        ("nik", ["3328014101800001", "3328010101790002"]),
        ("npwp", ["01.234.567.8-901.000", "012345678901000", "0012345678901000"]),
        ("phone", ["0812-3456-7890", "+62 812 3456 789", 81234567890, "(0283) 123456"]),
        ("phone", ["0800000001 / 0800000002", "WA 0800-000-0003"]),
        ("email", ["a@contoh.id", "b.c@contoh.co.id"]),
        ("kbli", ["25920", 25999, "25920; 24310", "25999.0"]),
        ("place", ["Kab. Tegal", "Kota Surakarta", "Ceper"]),
        ("street", ["Jl. Contoh No. 3, Talang", "Ds. Contoh RT 1/RW 2"]),
        ("firm", ["PT Rekaan", "CV. Rekaan", "UD Rekaan", "Rekaan Tbk", "Koperasi Rekaan"]),
        ("date", ["27/11/2018", "27-11-18", "27 November 2018", date(2018, 11, 27)]),
        ("date", [datetime(2018, 11, 27), "2018-11-27", "Selasa, 27 Nov 2018"]),
        ("clock", ["09.00", "13:30 WIB", time(9, 0), "pukul 8.15"]),
        ("year", [1999, "2008"]),
        ("number", ["1.200", "1,5", 12.5, "Rp 150.000.000", "10-15"]),
        ("certificates", ["ISO 9001:2015", "SNI", "belum ada"]),
        ("role", ["IKM", "Pembeli", "Industri Besar"]),
        ("yes_no", [True, False, "ya", "tidak"]),
        ("support", ["bahan baku; pembiayaan", "Pelatihan"]),
        ("running", [1, 2, 3, 5]),
    ],
)
def test_cells_look_like_what_they_are(look, cells):
    assert look_at(cells)[look] == 1


def test_a_look_is_its_share_of_the_stated_cells():
    looks = look_at(["a@contoh.id", "", None, "-", "tidak ada data", "x", "y", "z"])

    assert looks["email"] == 0.25


def test_blank_cells_look_like_nothing():
    assert look_at(["", None, " - ", "?"]) == {}


@pytest.mark.parametrize(
    ("kind", "name", "cells"),
    [
        ("firm", "address", ["a@contoh.id", "b@contoh.id"]),
        ("firm", "nib", ["a@contoh.id"]),
        ("firm", "name", [12, 25, 31]),
        ("firm", "workers", ["bubut", "las"]),
        ("firm", "owner", ["3328014101800001"]),
        ("need", "tooling_by", ["dies progresif", "jig las"]),
        ("capability", "product", ["0812-3456-7890"]),
    ],
)
def test_cells_contradict_a_field_that_cannot_hold_them(kind, name, cells):
    assert content_fit(field(kind, name), look_at(cells)) == -1


@pytest.mark.parametrize(
    ("kind", "name", "cells"),
    [
        ("firm", "nib", ["9,12E+12"]),
        ("firm", "nib", ["22000123456"]),
        ("firm", "investment_idr", ["25920", "850000000"]),
        ("firm", "owner", ["Budi", "Sari"]),
        ("need", "contact", ["0812-3456-7890"]),
    ],
)
def test_damaged_or_plain_cells_speak_neither_way(kind, name, cells):
    assert content_fit(field(kind, name), look_at(cells)) == 0


@given(st.lists(st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.dates())))
def test_any_cells_have_shares(cells):
    looks = look_at(cells)

    assert all(0 <= share <= 1 for share in looks.values())
    assert all(-1 <= content_fit(each, looks) <= 1 for each in FIELDS[::7])
