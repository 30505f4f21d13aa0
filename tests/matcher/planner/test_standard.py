"""The programme of an event for which nobody has written one."""

from datetime import date

import pytest

from matcher.errors import SettingsError
from matcher.planner.programme import slots_of, tables_of
from matcher.planner.programme_file import load_programme, to_json
from matcher.planner.standard import programme_of_event, programme_of_folder

EVENT = {"event_id": "E-1", "name": "Tegal", "date": date(2026, 12, 9), "last_date": None}


def test_event_lends_days_place_tables_and_slots():
    stated = EVENT | {
        "last_date": date(2026, 12, 10),
        "place": "Kota Tegal",
        "n_tables": 7.0,
        "slot_minutes": 30.0,
    }

    found = programme_of_event(stated)

    slots = slots_of(found)
    assert (found.name, found.place, len(tables_of(found))) == ("Tegal", "Kota Tegal", 7)
    assert {slot.starts.date() for slot in slots} == {date(2026, 12, 9), date(2026, 12, 10)}
    assert {slot.minutes for slot in slots} == {30}
    assert [day.sessions[0].name for day in found.days] == ["Pagi 09/12", "Pagi 10/12"]


def test_programme_that_is_kept_counts_and_moves_with_the_first_day():
    kept = to_json(load_programme())  # 9 and 10 December, with a bus on each

    found = programme_of_event(
        EVENT | {"date": date(2027, 1, 30), "programme": kept, "n_tables": 3}
    )

    assert [day.date for day in found.days] == [date(2027, 1, 30), date(2027, 1, 31)]
    assert [bus.date for bus in found.buses] == [date(2027, 1, 30), date(2027, 1, 31)]
    assert (found.name, len(tables_of(found)), len(slots_of(found))) == ("Tegal", 42, 17)


@pytest.mark.parametrize(
    ("stated", "line"),
    [
        ({"date": None}, "event 'E-1' has no date; state it, or give a programme with --programme"),
        (
            {"last_date": date(2026, 12, 8)},
            "an event from 2026-12-09 to 2026-12-08 cannot be planned; correct its days",
        ),
    ],
)
def test_event_without_sensible_days_is_one_line(stated, line):
    with pytest.raises(SettingsError) as error:
        programme_of_event(EVENT | stated)

    assert str(error.value) == line


def test_folder_has_its_own_programme_or_the_standard_one(tmp_path):
    text = "[[days]]\ndate = 2027-01-02\n[[days.sessions]]\nname = 'a'\nstarts = '8.00'\n"
    (tmp_path / "programme.toml").write_text(text + "ends = '9.00'\n[[halls]]\nn_tables = 1\n")

    assert programme_of_folder(str(tmp_path)).days[0].date == date(2027, 1, 2)
    assert programme_of_folder("demo_event").name == "Link & Match (acara contoh)"
    assert programme_of_folder("link_and_match") == programme_of_folder(None)
