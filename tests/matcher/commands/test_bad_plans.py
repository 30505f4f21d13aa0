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
            "meetings S-1|B-1 and S-2|B-2 are locked at table M01 in slot D1-0900",
        ),
        (
            "S-1,B-1,lock,D1-0900,,,,\nS-1,B-2,lock,D1-0900,,,,\n",
            "CV Cor Ceper has 2 meetings locked in slot D1-0900; unlock one",
        ),
        (
            "S-1,B-1,must,,,,,\nS-1,B-1,never,,,,,\n",
            "w.csv, row 3: 'S-1' and 'B-1' already have another wish above; keep one",
        ),
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


@pytest.mark.parametrize(
    ("firms", "line"),
    [
        ("B-1,PT Kereta,large,,\n", "there is no IKM in 'records' yet; import a list of IKM"),
        ("S-1,CV Cor,ikm,Ceper,\n", "no IKM that takes part can be asked about an open need"),
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


@pytest.mark.parametrize("content", ["", "{", "supplier_id,buyer_id\n", "[1, 2]"])
def test_file_that_is_no_plan(run, tmp_path, content):
    file = tmp_path / "other.json"
    file.write_text(content)

    with pytest.raises(Exception, match=r"^(other\.json|'other\.json')") as error:
        run("check", file)

    assert "\n" not in str(error.value)
