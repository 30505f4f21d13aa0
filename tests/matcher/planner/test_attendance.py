"""Who can use which slot follows from what it said and which bus brings it."""

from datetime import date, time

import pandas as pd
import pytest

from matcher.errors import DataError
from matcher.folder import load
from matcher.planner.attendance import EventTables, participants_of
from matcher.planner.parts import AtEvent, Bus, Day, Hall, Session, Shared
from matcher.planner.programme import Programme

FIRST, SECOND = date(2026, 12, 9), date(2026, 12, 10)
DAYS = (
    Day(FIRST, (Session("a", time(8), time(10)),)),
    Day(SECOND, (Session("b", time(8), time(10)),)),
)
HOURS = ("0800", "0830", "0900", "0930")
ALL = [*(f"D1-{hour}" for hour in HOURS), *(f"D2-{hour}" for hour in HOURS)]


def programme(**settings):
    return Programme(DAYS, (Hall(n_tables=2),), **settings)


def said(*rows):
    columns = ["event_id", "firm_id", "date", "starts", "ends", "available"]
    return pd.DataFrame([("E", *row) for row in rows], columns=columns, dtype=object)


def taking_part(*rows):
    return pd.DataFrame([("E", *row) for row in rows], columns=["event_id", "firm_id", "role"])


def steps(*rows):
    columns = ["event_id", "firm_id", "state", "date"]
    return pd.DataFrame([("E", *row) for row in rows], columns=columns, dtype=object)


@pytest.fixture
def dataset(folder):
    return load(folder)


def free(found, firm_id):
    (one,) = (one for one in found if one.firm_id == firm_id)
    return ALL if one.free is None else sorted(one.free)


def test_without_a_list_all_that_can_be_matched_take_part(dataset):
    found = participants_of(programme(), dataset)

    assert [(one.firm_id, one.side) for one in found] == [
        *(("B-1", "buyer"), ("B-2", "buyer")),
        *(("S-1", "supplier"), ("S-2", "supplier"), ("S-3", "supplier")),
    ]
    assert [one.free for one in found] == [None] * 5
    assert found[0].name == "PT Kereta"


def test_list_says_who_comes_and_who_cancelled_stays_away(dataset):
    tables = EventTables(
        taking_part(("S-1", "ikm"), ("S-2", "ikm"), ("B-1", "buyer")),
        steps(
            ("S-1", "confirmed", FIRST),
            ("S-1", "cancelled", SECOND),
            ("S-2", "cancelled", FIRST),
            ("S-2", "confirmed", SECOND),
        ),
    )

    found = participants_of(programme(), dataset, tables)

    assert [(one.firm_id, one.side) for one in found] == [("B-1", "buyer"), ("S-2", "supplier")]


def test_of_the_confirmed_only_those_come_whose_last_step_says_so(dataset):
    tables = EventTables(
        taking_part(("S-1", "ikm"), ("S-2", "ikm"), ("S-3", "ikm"), ("B-1", "buyer")),
        steps(
            ("S-1", "invited", FIRST),
            ("S-2", "confirmed", FIRST),
            ("B-1", "confirmed", FIRST),
            ("B-1", "present", SECOND),
        ),
    )

    found = participants_of(programme(), dataset, tables, only_confirmed=True)

    assert [one.firm_id for one in found] == ["B-1", "S-2"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(FIRST, None, None, True)], ALL[:4]),
        ([(FIRST, "08:30", "09:30", True)], ["D1-0830", "D1-0900"]),
        ([(FIRST, "08:30", "08:50", True)], []),
        ([(FIRST, "09:00", None, None)], ["D1-0900", "D1-0930"]),
        ([(None, None, "08:55", True)], ["D1-0800", "D1-0830", "D2-0800", "D2-0830"]),
        ([(FIRST, None, None, False)], ALL[4:]),
        ([(SECOND, "08:25", "08:30", False)], ALL),
        ([(SECOND, "08:24", "08:31", False)], [*ALL[:4], "D2-0900", "D2-0930"]),
        ([(FIRST, "08:00", "08:40", True), (FIRST, "08:40", "09:00", True)], ALL[:2]),
        ([(FIRST, "08:00", "08:40", True), (FIRST, "08:41", "09:00", True)], ALL[:1]),
        ([(FIRST, None, None, True), (FIRST, "09:00", "10:00", False)], ALL[:2]),
        ([(date(2027, 1, 1), None, None, True)], []),
    ],
)
def test_availability_rows_leave_the_slots_that_lie_in_them(dataset, rows, expected):
    tables = EventTables(availability=said(*(("S-1", *row) for row in rows)))

    assert free(participants_of(programme(), dataset, tables), "S-1") == expected


@pytest.mark.parametrize(
    ("bus", "expected"),
    [
        (Bus("Ceper", arrives=time(8, 30)), [*ALL[1:4], *ALL[5:]]),
        (Bus("ceper", arrives=time(8, 31), date=FIRST), [*ALL[2:4], *ALL[4:]]),
        (Bus("CEPER", leaves=time(9, 25), date=SECOND), ALL[:7]),
        (Bus("", leaves=time(8, 25), date=SECOND, firms=("S-1",)), ALL[:5]),
    ],
)
def test_bus_says_when_those_of_a_place_are_there(dataset, bus, expected):
    found = participants_of(programme(buses=(bus,)), dataset)

    assert free(found, "S-1") == expected
    assert free(found, "S-2") == ALL


def test_regency_is_found_however_it_is_abbreviated(dataset):
    found = participants_of(programme(buses=(Bus("Kabupaten Tegal", time(9)),)), dataset)

    assert free(found, "S-2") == ["D1-0900", "D1-0930", "D2-0900", "D2-0930"]


def test_firm_comes_with_several_people_and_only_a_buyer_with_a_group(dataset):
    firms = {"B-1": AtEvent(n_people=2, group_size=6), "S-1": AtEvent(n_people=3)}

    found = {one.firm_id: one for one in participants_of(programme(firms=firms), dataset)}

    assert (found["B-1"].n_people, found["B-1"].group_size) == (2, 6)
    assert (found["S-1"].n_people, found["S-1"].group_size) == (3, 1)


@pytest.mark.parametrize(
    ("settings", "tables", "line"),
    [
        (
            {},
            EventTables(taking_part(("S-9", "ikm"))),
            "'S-9' takes part but is no known firm; correct the id or add the firm",
        ),
        (
            {"firms": {"B-9": AtEvent()}},
            None,
            "the programme names 'B-9', which does not take part; correct the id",
        ),
        (
            {"shared": (Shared("x", ("B-9",)),)},
            None,
            "the programme names 'B-9', which does not take part; correct the id",
        ),
        (
            {"buses": (Bus("Cepper"),)},
            None,
            "no participant comes from 'Cepper'; correct the bus or take it out",
        ),
        (
            {"firms": {"S-1": AtEvent(group_size=6)}},
            None,
            "the programme lets 'S-1' meet groups of 6, and it is no buyer; take group_size out",
        ),
    ],
)
def test_unknown_firms_and_places_are_one_line(dataset, settings, tables, line):
    with pytest.raises(DataError) as caught:
        participants_of(programme(**settings), dataset, tables)

    assert str(caught.value) == line
