"""What a planner can get wrong about an event: one clear line each, told by the command."""

import json

import pytest

HEAD = "supplier_id,buyer_id,wish,slot_id,date,starts,table_id,need_id\n"


def programme_with(old, new, text):
    assert old in text
    return text.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            'ends = "11:00"',
            'ends = "09:10"',
            "no slot fits into 'Pagi'; make it longer or shorten slots or breaks",
        ),
        (
            "[[days.sessions]]\nname",
            "[[days.sessions]]\nnama",
            "acara.toml, days.1.sessions.1.name: this must be said; add it",
        ),
        ("n_tables = 2", "n_tables = 0", "the programme has no table; add some under halls"),
        (
            "[[halls]]",
            '[[days.sessions]]\nname = "Siang"\nstarts = "10:30"\nends = "12:00"\n[[halls]]',
            "2026-12-09: 'Pagi' and 'Siang' overlap; let one end before the other",
        ),
        (
            'starts = "09:00"\nends = "11:00"',
            'starts = "22:00"\nends = "01:00"',
            "'Pagi' ends at 01:00 but starts at 22:00; it must end later on that day",
        ),
        (
            "slot_minutes = 20",
            "slot_minutes = 0",
            "slot_minutes is 0; write a whole number from 1 to 480",
        ),
        (
            "n_tables = 2",
            'n_tables = 2\n[[buses]]\nplace = "Banda Aceh"\narrives = "10:00"',
            "no participant comes from 'Banda Aceh'; correct the bus or take it out",
        ),
        (
            "n_tables = 2",
            'n_tables = 2\n[[buses]]\nplace = "Ceper"\narrives = "10:00"\nleaves = "09:00"',
            "the bus of 'Ceper' leaves at 09:00 and arrives at 10:00; "
            "it must leave later on that day, or have another row for another day",
        ),
        (
            "n_tables = 2",
            "n_tables = 2\n[firms.S-1]\ngroup_size = 3",
            "the programme lets 'S-1' meet groups of 3, and it is no buyer; take group_size out",
        ),
        (
            'ends = "11:00"',
            'ends = "24:00"',
            "acara.toml, days.1.sessions.1.ends: '24:00' is no hour of a day; "
            "write 13:30, at most 23:59",
        ),
        (
            "date = 2026-12-09",
            'date = "9 Desember"',
            "acara.toml, days.1.date: '9 Desember' is no day; write 2026-12-09",
        ),
        (
            "n_tables = 2",
            "n_tables = 2\n[firms.B-1]\nminutes = 60",
            "CV Cor Ceper - PT Kereta takes 60 minutes and the longest slot has 20; "
            "lengthen a slot or shorten the meeting",
        ),
        (
            "n_tables = 2",
            "n_tables = 2\n[firms.S-77]\nn_people = 2",
            "the programme names 'S-77', which does not take part; correct the id",
        ),
    ],
)
def test_programme_that_contradicts_itself(run, small, programme, tmp_path, old, new, line):
    programme.write_text(programme_with(old, new, programme.read_text()))

    with pytest.raises(Exception) as error:
        run("plan", tmp_path / "plan.json", *small)

    assert str(error.value) == line


def test_programme_that_is_not_there(run, small, tmp_path):
    with pytest.raises(Exception, match=r"^the programme '.*none.toml' cannot be read; check"):
        run("plan", tmp_path / "plan.json", *small, "--programme", tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ("S-99,B-1,must,,,,,\n", "w.csv, row 2, supplier_id: 'S-99' takes no part in this event"),
        ("S-1,,must,,,,,\n", "w.csv, row 2, buyer_id: '' takes no part in this event"),
        (
            "S-1,B-1,lock,D1-0900,,,M01,\nS-2,B-2,lock,D1-0900,,,M01,\n",
            "CV Cor Ceper - PT Kereta and PT Knalpot Tegal - PT Motor are both locked at table M01 "
            "in slot D1-0900; give one of them another table or slot",
        ),
        (
            "S-1,B-1,lock,D1-0900,,,,\nS-1,B-2,lock,D1-0900,,,,\n",
            "CV Cor Ceper has 2 meetings locked in slot D1-0900; unlock one",
        ),
        (
            "S-1,B-1,must,,,,,\nS-1,B-1,never,,,,,\n",
            "w.csv, row 3: 'S-1' and 'B-1' already have another wish above; keep one",
        ),
        ("B-2,B-1,must,,,,,\n", "w.csv, row 2, supplier_id: 'B-2' is a buyer; write an IKM there"),
        ("S-1,S-2,must,,,,,\n", "w.csv, row 2, buyer_id: 'S-2' is an IKM; write a buyer there"),
        ("S-1,B-1,perhaps,,,,,\n", "w.csv, row 2: 'perhaps' is no wish; write must, never, lock"),
        ("S-1,B-1,lock,D1-2400,,,,\n", "w.csv, row 2: 'D1-2400' is not one slot of this event"),
    ],
)
def test_wishes_that_cannot_be(run, small, tmp_path, rows, line):
    file = tmp_path / "w.csv"
    file.write_text(HEAD + rows)

    with pytest.raises(Exception) as error:
        run("plan", tmp_path / "plan.json", *small, "--wishes", file)

    assert str(error.value).startswith(line)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (
            ("--supplier-floor", 50),
            "each IKM is to have at least 50 meetings and the programme has",
        ),
        (("--buyer-floor", 50), "each buyer is to have at least 50 meetings and the programme has"),
        (("--weights", "none.toml"), "none.toml"),
        (("--event", "E-9"), "there is no event 'E-9', nor any other; make one"),
        (("--wishes", "none.csv"), "'none.csv' cannot be read"),
    ],
)
def test_wanted_that_cannot_be(run, small, tmp_path, options, line):
    with pytest.raises(Exception) as error:
        run("plan", tmp_path / "plan.json", *small, *options)

    assert line in str(error.value)
    assert "\n" not in str(error.value)


def test_floor_and_quota_that_cannot_be_kept_are_told_with_what_was_reached(run, small, tmp_path):
    _, lines = run(
        "plan", tmp_path / "p.json", *small, "--supplier-floor", 3, "--quota", "Ceper=9-"
    )

    # each IKM fits one or both of the two buyers, and one IKM is from Ceper
    begin = lines.index("4 wishes could not be kept in full:")
    assert lines[begin + 1 : begin + 5] == [
        "  Ceper: 1 of 9 wanted: no selection gives the group more within its caps and quotas",
        "  CV Cor Ceper: 1 of 3 wanted: only 1 fitting buyers",
        "  PT Knalpot Tegal: 1 of 3 wanted: only 1 fitting buyers",
        "  UD Kosong: 2 of 3 wanted: only 2 fitting buyers",
    ]


def test_pair_that_must_meet_and_finds_no_room_is_named_with_both_firms(
    run, small, programme, tmp_path
):
    short = programme.read_text().replace('ends = "11:00"', 'ends = "09:30"')
    programme.write_text(short)  # one slot: each buyer meets one IKM
    wishes = tmp_path / "w.csv"
    wishes.write_text(HEAD + "S-1,B-1,must,,,,,\nS-3,B-1,must,,,,,\n")

    _, lines = run("plan", tmp_path / "p.json", *small, "--wishes", wishes)

    assert [line for line in lines if line.endswith("the other meetings that must be")] == [
        "  UD Kosong - PT Kereta: no place is left beside the other meetings that must be"
    ]


@pytest.mark.parametrize(
    ("firms", "line"),
    [
        ("B-1,PT Kereta,large,,\n", "there is no IKM in 'records' yet; import a list of IKM"),
        ("S-1,CV Cor,ikm,Ceper,\n", "no IKM that takes part can be matched with an open need"),
    ],
)
def test_one_participant_meets_nobody(run, folder, programme, tmp_path, firms, line):
    (folder / "firms.csv").write_text(f"firm_id,name,kind,place,support_needed\n{firms}")

    with pytest.raises(Exception, match=f"^{line}"):
        run("plan", tmp_path / "plan.json", "--data", folder, "--programme", programme)


def test_no_pair_that_fits_is_told_with_what_to_do(run, folder, programme, tmp_path):
    (folder / "capabilities.csv").write_text("capability_id,firm_id,product\nC-1,S-3,kerupuk\n")

    with pytest.raises(Exception, match=r"^none of \d+ pairings of an IKM with a need fits: "):
        run("plan", tmp_path / "plan.json", "--data", folder, "--programme", programme)


def test_plan_that_cannot_be_written(run, small, tmp_path):
    with pytest.raises(Exception, match=r"plan.json' cannot be written; name another place$"):
        run("plan", tmp_path / "nowhere" / "plan.json", *small)


@pytest.mark.parametrize(
    ("edit", "line"),
    [
        (lambda d: d["plan"]["placed"][0].update(slot_id="D9-9999"), "'D9-9999' is named but"),
        (lambda d: d["plan"]["placed"][0].update(table_id="Q"), "'Q' is named but stands nowhere"),
        (lambda d: d["problem"]["meetings"][0].update(buyer_id="X"), "'X' is named but stands"),
        (lambda d: d["problem"]["slots"][0].update(starts="noon"), "'noon' is not what stands"),
        (lambda d: d.pop("plan"), "plan"),
    ],
)
@pytest.mark.parametrize("command", ["check", "agenda", "replan"])
def test_plan_file_edited_wrongly(run, demo_plan, tmp_path, edit, line, command):
    document = json.loads(demo_plan.read_text())
    edit(document)
    file = tmp_path / "wrong.json"
    file.write_text(json.dumps(document))
    more = ("--now", "2026-12-09 08:00", "--delay", 5) if command == "replan" else ()

    with pytest.raises(Exception) as error:
        run(command, file, *more)

    assert line in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("edit", "line"),
    [
        (
            lambda p: p["slots"][1].update(starts=p["slots"][0]["starts"]),
            "slots D1-1300 and D1-1325 overlap; end one before the other starts",
        ),
        (
            lambda p: p["slots"][-1].update(ends="2026-12-11T00:30:00"),
            "slot D2-1135 goes past midnight (11:35 to 00:30); split it",
        ),
        (
            lambda p: p["slots"][0].update(starts="2026-12-09T13:30:00"),
            "slot D1-1300 ends before it starts (13:30 to 13:20); correct its times",
        ),
        (
            lambda p: p["participants"].append(p["participants"][0]),
            "participant 'B-01' is listed twice; remove one",
        ),
        (
            lambda p: p["meetings"].append(p["meetings"][0]),
            "two meetings have the id 'I-001|B-01'; rename one",
        ),
        (
            lambda p: p["participants"][0].update(free=["D7-0000"]),
            "PT Badak Putar Fiktif: no slot has the id 'D7-0000'; correct it",
        ),
        (
            lambda p: p["participants"][0].update(n_people=0),
            "PT Badak Putar Fiktif comes with 0 people; at least 1 is needed",
        ),
        (
            lambda p: p["meetings"][0].update(locked="D9-0000"),
            "I-001|B-01: no slot has the id 'D9-0000'; correct it",
        ),
    ],
)
def test_event_in_a_plan_file_that_contradicts_itself(run, demo_plan, tmp_path, edit, line):
    document = json.loads(demo_plan.read_text())
    edit(document["problem"])
    file = tmp_path / "wrong.json"
    file.write_text(json.dumps(document))

    for command in (
        ("check", file),
        ("agenda", file, "--out", tmp_path / "agenda"),
        ("replan", file, "--now", "2026-12-09 08:00", "--delay", 5),
    ):
        with pytest.raises(Exception) as error:
            run(*command)

        assert str(error.value) == line
    assert not (tmp_path / "agenda").exists()


def test_plan_with_two_meetings_at_one_table_is_told_by_whatever_reads_it(run, demo_plan, tmp_path):
    document = json.loads(demo_plan.read_text())
    first, second = document["plan"]["placed"][:2]
    second["table_id"] = first["table_id"]
    file = tmp_path / "wrong.json"
    file.write_text(json.dumps(document))
    told = f"table {first['table_id']} has 2 meetings in slot {first['slot_id']}"

    for command in (
        ("check", file),
        ("agenda", file, "--out", tmp_path / "agenda"),
        ("replan", file, "--now", "2026-12-10 08:00", "--no-show", "I-101"),
    ):
        code, lines = run(*command)

        assert (command[0], code) == (command[0], 1)
        assert told in lines
        assert "1 rules are broken" in lines


def test_meeting_that_fell_out_of_a_plan_file_is_missed(run, demo_plan, tmp_path):
    document = json.loads(demo_plan.read_text())
    gone = document["plan"]["placed"].pop(0)
    names = {one["firm_id"]: one["name"] for one in document["problem"]["participants"]}
    supplier, buyer = (names[one] for one in gone["meeting_id"].split("|"))
    file = tmp_path / "wrong.json"
    file.write_text(json.dumps(document))

    code, lines = run("check", file)

    assert code == 1
    assert lines == [
        f"{supplier} and {buyer} stand neither in the plan nor among the meetings left out; "
        "put the line back",
        "1 rules are broken",
    ]


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (
            ("--now", "2026-12-11 08:00", "--no-show", "I-101"),
            "at 11/12/2026 08:00 no slot of the event is left to change; correct the time",
        ),
        (
            ("--now", "2026-12-09 08:00", "--delay", 600),
            "with a delay of 600 minutes the day ends at 02:55, past midnight; "
            "write fewer minutes or shorten a session",
        ),
        (
            ("--now", "2026-12-09 08:00", "--no-show", "I-999"),
            "no participant has the id 'I-999'; correct the id",
        ),
        (
            ("--now", "2026-12-09 08:00", "--table-lost", "Z1"),
            "no table has the id 'Z1'; correct the id",
        ),
        (
            ("--now", "2026-12-09 08:00", "--shorten", "Sore 14:00"),
            "no session is called 'Sore'; there are: Kamis pagi, Rabu siang",
        ),
    ],
)
def test_change_that_cannot_be(run, demo_plan, tmp_path, options, line):
    with pytest.raises(Exception) as error:
        run("replan", demo_plan, *options, "--out", tmp_path / "new.json")

    assert str(error.value) == line


@pytest.mark.parametrize("content", ["", "{", "supplier_id,buyer_id\n", "[1, 2]"])
def test_file_that_is_no_plan(run, tmp_path, content):
    file = tmp_path / "other.json"
    file.write_text(content)

    with pytest.raises(Exception, match=r"^(other\.json|'other\.json')") as error:
        run("check", file)

    assert "\n" not in str(error.value)
