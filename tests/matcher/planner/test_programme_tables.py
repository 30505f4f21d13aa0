"""A programme is filled in as tables and says the same; what a row lacks is one line."""

from dataclasses import replace
from datetime import date, time

import pandas as pd
import pytest

from matcher.errors import SettingsError
from matcher.planner.parts import AtEvent, Break, Bus, Day, Hall, Session, Shared
from matcher.planner.problem import Table
from matcher.planner.programme import Programme, slots_of, tables_of
from matcher.planner.programme_file import from_json, load_programme, to_json
from matcher.planner.programme_tables import filled_in, tables_from

FIRST, SECOND = date(2026, 12, 9), date(2026, 12, 10)
SMALL = Programme(
    days=(Day(FIRST, (Session("pagi", time(8), time(10)),)),), halls=(Hall("Aula", 2),)
)
FULL = Programme(
    days=(
        Day(
            FIRST,
            (Session("pagi", time(8), time(10), slot_minutes=30),),
            (Break("kopi", time(9), time(9, 10)),),
        ),
        Day(SECOND, (Session("siang", time(13), time(15)),)),
    ),
    halls=(
        Hall("Aula", 3, "A", (Table("A01", frozenset({"proyektor"})),)),
        Hall("Serambi", 1, "B"),
    ),
    breaks=(Break("asar", time(14), time(14, 10)),),
    buses=(Bus("Ceper", time(9), None, FIRST), Bus("", None, time(15), firms=("I-1",))),
    shared=(Shared("juru bahasa", ("B-1",), 2, ("pagi",)),),
    firms={"B-1": AtEvent(2, 5, 40, ("proyektor",))},
)


def added(table, *rows):
    return pd.concat([table, pd.DataFrame(rows, columns=table.columns, dtype=object)])


@pytest.mark.parametrize("programme", [load_programme(), SMALL, FULL])
def test_tables_say_the_programme_they_were_made_from(programme):
    assert filled_in(programme, tables_from(programme)) == programme


@pytest.mark.parametrize("programme", [load_programme(), SMALL, FULL])
def test_one_line_is_read_back_equal(programme):
    assert from_json(to_json(programme)) == programme


def test_what_is_no_programme_is_one_line():
    with pytest.raises(SettingsError) as error:
        from_json('{"days": 3}')

    assert str(error.value) == (
        "the programme of the event cannot be read; write it again on the page Jadwal"
    )


def test_second_day_of_the_same_name_gets_its_day_behind_it():
    tables = tables_from(SMALL)
    tables = tables._replace(sessions=added(tables.sessions, (SECOND, "pagi", time(8), time(9))))

    found = filled_in(SMALL, tables)

    names = [(day.date, one.name) for day in found.days for one in day.sessions]
    assert names == [(FIRST, "pagi 09/12"), (SECOND, "pagi 10/12")]


def test_days_and_hours_may_come_as_text():
    tables = tables_from(SMALL)
    tables = tables._replace(
        breaks=added(tables.breaks, ("kopi", "2026-12-09", "9.00", "09:10:00.000"))
    )

    found = filled_in(SMALL, tables)

    assert found.days[0].breaks == (Break("kopi", time(9), time(9, 10)),)


def test_row_without_anything_is_left_out():
    tables = tables_from(SMALL)
    tables = tables._replace(
        sessions=added(tables.sessions, (None, " ", None, pd.NaT)),
        halls=added(tables.halls, ("", float("nan"), None)),
    )

    assert filled_in(SMALL, tables) == SMALL


def test_room_without_a_prefix_takes_a_free_letter():
    tables = tables_from(SMALL)
    tables = tables._replace(halls=added(tables.halls, ("Serambi", 1.0, None)))

    found = filled_in(SMALL, tables)

    assert [one.table_id for one in tables_of(found)] == ["A01", "M01", "M02"]


def test_table_that_is_not_counted_any_more_is_gone_with_what_was_said_of_it():
    named = (Table("A01"), Table("A03", frozenset({"proyektor"})), Table("Pojok"))
    programme = replace(SMALL, halls=(Hall("Aula", 3, "A", named),))
    tables = tables_from(programme)
    tables.halls.loc[0, "n_tables"] = 2

    found = filled_in(programme, tables)

    assert [one.table_id for one in tables_of(found)] == ["A01", "A02", "Pojok"]


def test_break_of_one_day_leaves_the_others_alone():
    tables = tables_from(FULL)
    tables = tables._replace(breaks=added(tables.breaks, ("rehat", SECOND, time(13), time(14))))

    slots = slots_of(filled_in(FULL, tables))

    assert [f"{one.starts:%d %H:%M}" for one in slots] == [
        "09 08:00",
        "09 09:10",
        "10 14:10",
    ]


@pytest.mark.parametrize(
    ("table", "row", "line"),
    [
        ("sessions", (SECOND, "sore", time(15), None), "sessions, row 2: fill in day, name"),
        ("breaks", (None, None, time(9), time(9, 5)), "breaks, row 1: fill in name, beginning"),
        (
            "breaks",
            ("kopi", SECOND, time(9), time(9, 5)),
            "'kopi' is on 2026-12-10, which has no session; correct its day",
        ),
        ("breaks", ("kopi", None, "pagi", time(9, 5)), "'pagi' is no day or hour; write 09/12"),
        ("halls", ("Serambi", None, "S"), "rooms, row 2: fill in the number of tables"),
        ("buses", ("Ceper", None, None, None), "buses, row 1: fill in from where, and when"),
        ("sessions", (FIRST, "lagi", time(9), time(11)), "2026-12-09: 'pagi' and 'lagi' overlap"),
        ("halls", ("Serambi", 1, "M"), "two tables are called 'M01'; rename one"),
    ],
)
def test_what_a_row_lacks_or_contradicts_is_one_line(table, row, line):
    tables = tables_from(SMALL)
    tables = tables._replace(**{table: added(getattr(tables, table), row)})

    with pytest.raises(SettingsError) as error:
        filled_in(SMALL, tables)

    assert str(error.value).startswith(line)
