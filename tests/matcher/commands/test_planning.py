"""The command `plan`, and what becomes of its file: checked, edited by hand, handed out."""

import csv
import io
import json
from dataclasses import replace

import pytest

from matcher import folder as folders
from matcher.agenda import read_document, to_document
from matcher.errors import LinkmatchError


def read(file):
    return read_document(file.read_bytes(), file.name)


def edited(source, target, change):
    """Write a plan list again with a change to its rows, as a spreadsheet would."""
    rows = list(csv.DictReader(io.StringIO(source.read_text(encoding="utf-8-sig"))))
    change(rows)
    with target.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return target


def test_plan_keeps_every_rule(run, demo_plan):
    problem, plan, _ = read(demo_plan)

    code, lines = run("check", demo_plan)

    assert (code, lines) == (0, [f"the plan keeps every rule: {len(plan.placed)} meetings checked"])
    assert len(plan.placed) + len(plan.left_out) == len(problem.meetings)


def test_plan_edited_wrongly_is_told_rule_by_rule(run, demo_plan, tmp_path):
    document = json.loads(demo_plan.read_text())
    placed = document["plan"]["placed"]
    placed[1] |= {"slot_id": placed[0]["slot_id"], "table_id": placed[0]["table_id"]}
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps(document))

    code, lines = run("check", wrong)

    assert code == 1
    assert any(placed[0]["table_id"] in line for line in lines)
    assert lines[-1] == f"{len(lines) - 1} rules are broken"


def test_papers_of_a_plan_are_written(run, demo_plan, tmp_path):
    assert run("agenda", demo_plan, "--out", tmp_path / "agenda")[0] == 0

    names = {one.name for one in (tmp_path / "agenda").iterdir()}
    assert names == {"agenda.pdf", "jadwal-dinding.pdf", "jadwal.xlsx", "kalender", "pasangan.csv"}


def test_firms_of_the_news_all_meet_where_pairs_to_ask_may(run, tmp_path):
    options = ("--data", "link_and_match", "--partners-meet", "--to-ask", "--iterations", 200)
    file = tmp_path / "plan.json"
    assert run("plan", file, *options)[0] == 0

    # 11 IKM and 9 buyers stand in the five articles, and no must-have of one is known to fail
    assert run("check", file) == (0, ["the plan keeps every rule: 99 meetings checked"])


def test_folder_is_planned_by_the_programme_that_lies_in_it(run, folder, programme, tmp_path):
    (folder / "programme.toml").write_text(programme.read_text().replace("kecil", "sendiri"))
    file = tmp_path / "plan.json"

    lines = run("plan", file, "--data", folder, "--to-ask", "--iterations", 50)[1]

    assert lines[0] == "Temu bisnis sendiri, 09/12/2026 09:00 to 09/12/2026 11:00"
    assert read(file)[0].name == "Temu bisnis sendiri"


def test_pairs_to_ask_are_met_only_when_that_is_wanted_and_are_counted(run, tmp_path):
    file, seeds = tmp_path / "plan.json", ("--data", "link_and_match", "--iterations", 50)
    with pytest.raises(Exception, match=r"^of \d+ pairings .* \d+ pairs of partners; .*--to-ask"):
        run("plan", file, *seeds)

    lines = run("plan", file, *seeds, "--to-ask")[1]

    n = len(read(file)[0].meetings)
    assert n > 0
    told = f"{n} of {n} meetings rest on too little: ask before the event what is not known"
    assert told in lines


def test_moves_made_in_the_list_of_pairs_come_back_and_are_checked(run, small, tmp_path):
    file, next_file = tmp_path / "plan.json", tmp_path / "next.json"
    run("plan", file, *small)
    run("agenda", file, "--out", tmp_path)
    problem, was, _ = read(file)
    used = {one.slot_id for one in was.placed}
    free = next(slot.slot_id for slot in problem.slots if slot.slot_id not in used)

    def to_a_free_slot(rows):
        rows[0] |= {"slot_id": free, "date": "", "starts": "", "ends": ""}

    moved = edited(tmp_path / "pasangan.csv", tmp_path / "moved.csv", to_a_free_slot)
    code, lines = run("check", file, "--moved", moved, "--out", next_file, "--before", file)

    now = read(next_file)[1]
    first = read_first(tmp_path / "pasangan.csv")
    assert code == 0
    assert lines[0] == "1 meetings move, 0 are cancelled, 0 are added"
    assert {one.slot_id for one in now.placed if one.meeting_id == first} == {free}
    assert [one for one in now.placed if one.meeting_id != first] == [
        one for one in was.placed if one.meeting_id != first
    ]


def read_first(file):
    row = next(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    return f"{row['supplier_id']}|{row['buyer_id']}"


def test_wishes_written_into_the_list_of_pairs_count_in_the_next_plan(run, small, tmp_path):
    file = tmp_path / "plan.json"
    run("plan", file, *small)
    run("agenda", file, "--out", tmp_path)
    rows = {}

    def wish(found):
        found[0]["wish"], found[1]["wish"] = "jangan", "kunci"
        rows.update(never=found[0], lock=found[1])

    wishes = edited(tmp_path / "pasangan.csv", tmp_path / "wishes.csv", wish)
    lines = run("plan", file, *small, "--wishes", wishes)[1]

    problem, plan, _ = read(file)
    never, lock = rows["never"], rows["lock"]
    place = next(
        one for one in plan.placed if one.meeting_id == f"{lock['supplier_id']}|{lock['buyer_id']}"
    )
    assert lines[0] == "wishes.csv: 1 must meet, 1 never, 1 at a settled time"
    assert f"{never['supplier_id']}|{never['buyer_id']}" not in problem.meeting
    assert (place.slot_id, place.table_id) == (lock["slot_id"], lock["table_id"])


def test_too_few_tables_are_told_with_ways_out(run, small, tmp_path):
    file, programme = tmp_path / "plan.json", tmp_path / "acara.toml"
    programme.write_text(
        programme.read_text().replace("n_tables = 2", "n_tables = 1").replace("11:00", "09:20")
    )

    lines = run("plan", file, *small)[1]

    n = len(read(file)[0].meetings)
    assert n > 1
    assert f"{n - 1} meetings have no place:" in lines
    assert f"Why: {n} meetings are planned, and 1 tables in 1 slots hold 1" in lines
    assert [one.startswith("A way out: ") for one in lines].count(True) >= 1
    assert (
        f"Why: {n} meetings are planned, and 1 tables in 1 slots hold 1"
        in run("check", file, "--why")[1]
    )


def test_what_each_rule_costs_is_told_and_kept_in_the_file(run, small, tmp_path):
    file = tmp_path / "plan.json"

    lines = run("plan", file, *small, "--prices")[1]

    costs = read(file)[2].costs
    start = lines.index("What each rule costs (chosen and planned again without it):") + 1
    assert [line.split(":")[0] for line in lines[start : start + len(costs)]] == [
        one.message.format(**one.values) for one in costs
    ]
    assert {one.message for one in costs} >= {
        "the least meetings of each IKM",
        "the least meetings of each buyer",
    }


def test_calendars_cancel_what_an_earlier_plan_held(run, small, tmp_path):
    file, later = tmp_path / "plan.json", tmp_path / "later.json"
    run("plan", file, *small)
    problem, plan, about = read(file)
    gone = plan.placed[0]
    without = replace(plan, placed=plan.placed[1:])
    later.write_text(to_document(problem, without, replace(about, version=2)))

    run("agenda", later, "--before", file, "--out", tmp_path / "agenda")

    buyer = problem.meeting[gone.meeting_id].buyer_id
    calendar = (tmp_path / "agenda" / "kalender" / f"{buyer}.ics").read_text()
    assert calendar.count("STATUS:CANCELLED") == 1
    assert calendar.count("SEQUENCE:2") == calendar.count("BEGIN:VEVENT")


def test_a_quota_of_a_place_and_what_it_costs_are_told(run, tmp_path):
    file = tmp_path / "plan.json"
    asked = ("--data", "demo_event", "--iterations", 50, "--quota", "LIK Takaru=-3")

    lines = run("plan", file, *asked, "--evenness", 0, "--prices")[1]

    firms = folders.load("demo_event").firms
    there = set(firms.loc[firms["place"].fillna("").str.contains("LIK Takaru"), "firm_id"])
    meetings = read(file)[0].meetings
    assert sum(one.supplier_id in there for one in meetings) == 3
    assert [line.startswith("quota LIK Takaru: at most: +") for line in lines].count(True) == 1


def test_a_quota_without_a_number_is_refused(run, tmp_path):
    with pytest.raises(LinkmatchError, match="'Ceper' names no place with a number"):
        run("plan", tmp_path / "plan.json", "--data", "demo_event", "--quota", "Ceper")
