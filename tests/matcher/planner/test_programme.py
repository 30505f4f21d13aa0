"""Slots follow from what a planner writes; what contradicts itself is one line."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matcher.errors import SettingsError
from matcher.planner.parts import AtEvent, Break, Bus, Day, Hall, Prayers, Session, Shared
from matcher.planner.problem import Table
from matcher.planner.programme import Programme, halls_of, slots_of, tables_of
from matcher.planner.programme_file import load_programme, read_programme, to_toml

WEDNESDAY, FRIDAY = date(2026, 12, 9), date(2026, 12, 11)
HALLS = (Hall(n_tables=2),)


def one_day(day=WEDNESDAY, starts=time(8), ends=time(10), **settings):
    days = (Day(day, (Session("pagi", starts, ends),)),)
    return Programme(**({"days": days, "halls": HALLS} | settings))


def times(programme):
    return [f"{one.starts:%H:%M}-{one.ends:%H:%M}" for one in slots_of(programme)]


def test_slots_follow_each_other_with_the_changeover_between():
    programme = one_day(slot_minutes=25, changeover_minutes=5)

    assert times(programme) == ["08:00-08:25", "08:30-08:55", "09:00-09:25", "09:30-09:55"]
    assert [one.slot_id for one in slots_of(programme)] == [
        *("D1-0800", "D1-0830", "D1-0900", "D1-0930")
    ]


def test_no_slot_reaches_into_a_break_and_the_next_begins_right_after_it():
    programme = one_day(breaks=(Break("kopi", time(8, 50), time(9, 5)),))

    assert times(programme) == ["08:00-08:25", "09:05-09:30", "09:35-10:00"]


def test_break_of_one_day_is_none_of_another():
    days = (
        Day(WEDNESDAY, (Session("a", time(8), time(9)),), (Break("x", time(8), time(8, 30)),)),
        Day(FRIDAY, (Session("b", time(8), time(9)),)),
    )

    assert times(Programme(days, HALLS)) == ["08:30-08:55", "08:00-08:25", "08:30-08:55"]


def test_friday_prayers_are_a_break_on_fridays_only():
    hours = {"starts": time(11), "ends": time(14), "slot_minutes": 30, "changeover_minutes": 0}

    assert times(one_day(FRIDAY, **hours)) == ["11:00-11:30", "13:00-13:30", "13:30-14:00"]
    assert len(times(one_day(WEDNESDAY, **hours))) == 6


def test_friday_prayers_can_be_moved_and_switched_off():
    hours = {"starts": time(11), "ends": time(14), "slot_minutes": 30, "changeover_minutes": 0}
    later = Prayers(starts=time(12), ends=time(13))

    assert times(one_day(FRIDAY, **hours, friday_prayers=later))[:3] == [
        *("11:00-11:30", "11:30-12:00", "13:00-13:30")
    ]
    assert len(times(one_day(FRIDAY, **hours, friday_prayers=Prayers(on=False)))) == 6


def test_session_has_slots_of_its_own_length():
    days = (
        Day(
            WEDNESDAY,
            (
                Session("panjang", time(9), time(10), slot_minutes=60),
                Session("pendek", time(8), time(9), slot_minutes=30, changeover_minutes=0),
            ),
        ),
    )

    slots = slots_of(Programme(days, HALLS))

    assert [(one.session, one.minutes) for one in slots] == [
        *(("pendek", 30), ("pendek", 30), ("panjang", 60))
    ]


def test_days_stand_in_the_order_of_time_whatever_the_file_says():
    days = (
        Day(FRIDAY, (Session("b", time(8), time(8, 25)),)),
        Day(WEDNESDAY, (Session("a", time(8), time(8, 25)),)),
    )

    assert [(one.slot_id, one.starts.date()) for one in slots_of(Programme(days, HALLS))] == [
        *(("D1-0800", WEDNESDAY), ("D2-0800", FRIDAY))
    ]


def test_tables_are_counted_by_hall_and_named_ones_have_their_equipment():
    halls = (
        Hall("Aula", 2, "A", (Table("A02", frozenset({"proyektor"})), Table("VIP"))),
        Hall("Teras", 1, "B"),
    )
    programme = one_day(halls=halls)

    assert [(one.table_id, sorted(one.equipment)) for one in tables_of(programme)] == [
        *(("A01", []), ("A02", ["proyektor"]), ("B01", []), ("VIP", []))
    ]
    assert halls_of(programme) == {"A01": "Aula", "A02": "Aula", "VIP": "Aula", "B01": "Teras"}


@given(
    st.integers(0, 20 * 60),
    st.integers(10, 239),
    st.integers(5, 90),
    st.integers(0, 20),
    st.lists(st.tuples(st.integers(0, 1400), st.integers(1, 39)), max_size=4),
)
def test_slots_keep_session_breaks_length_and_changeover(first, long, length, changeover, rests):
    def at(minutes):
        return time(minutes // 60, minutes % 60)

    breaks = tuple(Break(str(i), at(a), at(a + n)) for i, (a, n) in enumerate(rests))
    try:
        slots = slots_of(
            one_day(
                starts=at(first),
                ends=at(first + long),
                slot_minutes=length,
                changeover_minutes=changeover,
                breaks=breaks,
            )
        )
    except SettingsError as error:
        assume("no slot fits" not in str(error))
        raise

    for slot in slots:
        assert slot.minutes == length
        assert at(first) <= slot.starts.time() < slot.ends.time() <= at(first + long)
        for one in breaks:
            assert slot.ends.time() <= one.starts or one.ends <= slot.starts.time()
    for before, after in pairwise(slots):
        gap = after.starts - before.ends
        assert gap >= timedelta(minutes=changeover) or any(
            one.ends == after.starts.time() for one in breaks
        )


def session(name="pagi", starts=time(8), ends=time(10), **settings):
    return Session(name, starts, ends, **settings)


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        (
            lambda: session(starts=time(22), ends=time(1)),
            "'pagi' ends at 01:00 but starts at 22:00; it must end later on that day",
        ),
        (
            lambda: session(starts=time(8), ends=time(8)),
            "'pagi' ends at 08:00 but starts at 08:00; it must end later on that day",
        ),
        (
            lambda: Day(WEDNESDAY, (session("b", time(9), time(11)), session("a"))),
            "2026-12-09: 'a' and 'b' overlap; let one end before the other",
        ),
        (
            lambda: Programme((Day(WEDNESDAY, ()),), HALLS),
            "the programme has no slot; add a session under days",
        ),
        (lambda: one_day(halls=()), "the programme has no table; add some under halls"),
        (
            lambda: one_day(ends=time(8, 20)),
            "no slot fits into 'pagi'; make it longer or shorten slots or breaks",
        ),
        (
            lambda: one_day(FRIDAY, starts=time(11, 30), ends=time(13)),
            "no slot fits into 'pagi'; make it longer or shorten slots or breaks",
        ),
        (
            lambda: Programme((Day(WEDNESDAY, (session(),)),) * 2, HALLS),
            "the day 2026-12-09 stands twice; keep one",
        ),
        (
            lambda: Programme((Day(WEDNESDAY, (session(),)), Day(FRIDAY, (session(),))), HALLS),
            "two sessions are called 'pagi'; rename one",
        ),
        (
            lambda: one_day(halls=(Hall("a", 1), Hall("b", 1))),
            "two tables are called 'M01'; rename one",
        ),
        (
            lambda: one_day(shared=(Shared("x", ("B-1",)), Shared("x", ("B-2",)))),
            "'x' stands twice under shared; keep one",
        ),
        (
            lambda: one_day(shared=(Shared("x", ("B-1",), sessions=("sore",)),)),
            "'x' is to be there in 'sore', which is no session; known: pagi",
        ),
        (
            lambda: one_day(slot_minutes=0),
            "slot_minutes is 0; write a whole number from 1 to 480",
        ),
        (
            lambda: AtEvent(n_people=0),
            "n_people is 0; write a whole number from 1 to 1000",
        ),
    ],
)
def test_programme_that_contradicts_itself_is_one_line(wrong, line):
    with pytest.raises(SettingsError) as caught:
        wrong()

    assert str(caught.value) == line


def test_shipped_programme_is_two_half_days_of_17_slots():
    programme = load_programme()

    slots = slots_of(programme)

    assert {one.starts.date() for one in slots} == {date(2026, 12, 9), date(2026, 12, 10)}
    assert (len(slots), len(tables_of(programme))) == (17, 42)
    assert slots[0].starts == datetime(2026, 12, 9, 13, 0)


FULL = Programme(
    days=(Day(FRIDAY, (session(slot_minutes=30),), (Break("kopi", time(9), time(9, 10)),)),),
    halls=(Hall("Aula", 3, "A", (Table("A01", frozenset({"b", "a"})),)),),
    name='"Link & Match" #1',
    place="Balai\nKota",
    slot_minutes=20,
    changeover_minutes=0,
    breaks=(Break("ishoma", time(12), time(13)),),
    friday_prayers=Prayers(on=False, starts=time(11), ends=time(12)),
    reserve_slots=3,
    buses=(Bus("Ceper", time(9), None, FRIDAY), Bus("", None, time(15), firms=("I-1",))),
    shared=(Shared("juru bahasa", ("B-1",), 2, ("pagi",)),),
    firms={"B-1": AtEvent(2, 5, 40, ("proyektor",))},
)


@pytest.mark.parametrize("programme", [load_programme(), FULL, one_day()])
def test_programme_is_written_and_read_back_equal(programme):
    assert read_programme(to_toml(programme).encode(), "p.toml") == programme


def test_hours_may_be_written_with_a_dot_and_as_toml_times():
    text = to_toml(one_day()).replace('"08:00"', '"8.00"').replace('"10:00"', "10:00:00")

    assert read_programme(text.encode(), "p.toml") == one_day()


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("[[days]]", "[days", "'p.toml' is not TOML (Expected ']'"),
        ('name = "pagi"', 'nama = "pagi"', "p.toml, days.1.sessions.1."),
        ("date = 2026-12-09", "date = 'besok'", "p.toml, days.1.date: 'besok' is no day"),
        ("08:00", "25:00", "p.toml, days.1.sessions.1.starts: '25:00' is no hour of a day"),
        ("n_tables = 2", "n_table = 2", "p.toml, halls.1.n_table: there is no such setting"),
        ("n_tables = 2", 'n_tables = "dua"', "p.toml, halls.1.n_tables: 'dua' cannot be read"),
        ("slot_minutes = 25", "slot_minutes = 2.5", "p.toml, slot_minutes: '2.5' cannot be read"),
    ],
)
def test_file_edited_wrongly_is_one_line(old, new, line):
    text = to_toml(one_day())
    assert old in text

    with pytest.raises(SettingsError) as caught:
        read_programme(text.replace(old, new).encode(), "p.toml")

    assert str(caught.value).startswith(line)
    assert "\n" not in str(caught.value)


def test_missing_and_empty_files_are_one_line(tmp_path):
    with pytest.raises(SettingsError, match=r"the programme '.*none\.toml' cannot be read"):
        load_programme(tmp_path / "none.toml")
    with pytest.raises(SettingsError, match=r"^p\.toml, days: this must be said; add it$"):
        read_programme(b"", "p.toml")


def test_another_number_changes_the_programme():
    assert replace(FULL, reserve_slots=1) != FULL
