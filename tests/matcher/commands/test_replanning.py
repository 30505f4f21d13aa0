"""The command `replan`: whatever happens on the day, told at the command line."""

import json
from datetime import datetime

import pytest

from matcher.agenda import read_document
from matcher.planner.checking import check

DAY = "2026-12-09"


@pytest.fixture(scope="module")
def plan(demo_plan):
    return read_document(demo_plan.read_bytes(), "plan.json")


@pytest.fixture
def replan(run, demo_plan, tmp_path):
    """Re-plan the made-up event before it begins; give the lines and what is in the new file."""

    def _replan(*changes, now=f"{DAY} 08:00"):
        target = tmp_path / "next.json"
        lines = run("replan", demo_plan, "--now", now, *changes, "--out", target)[1]
        return lines, *read_document(target.read_bytes(), "next.json")

    return _replan


def counts(line):
    """Read the numbers of '0 meetings move, 5 are cancelled, 3 are added'."""
    return tuple(int(word) for word in line.replace(",", "").split() if word.isdigit())


def test_no_show_moves_nobody_and_the_waiting_list_fills_holes(plan, replan):
    problem, before, about = plan
    away = problem.meeting[before.placed[0].meeting_id].supplier_id
    own = {one for one in before.placed if away in problem.meeting[one.meeting_id].firms}

    lines, then, after, now = replan("--no-show", away)

    added = set(after.placed) - set(before.placed)
    waiting = {one.meeting_id for one in about.waiting}
    assert counts(lines[0]) == (0, len(own), len(added))
    assert set(before.placed) - set(after.placed) == own
    assert added
    assert {one.meeting_id for one in added} <= waiting
    assert check(then, after.placed) == []
    assert not {one.meeting_id for one in now.waiting} & {one.meeting_id for one in added}
    assert away not in {firm for one in now.reserves for firm in (one.firm_id, one.other_id)}


def test_one_hole_is_filled_by_one_meeting(plan, replan):
    """Who lost n meetings gets n at most, who lost none gets one at most."""
    problem, before, _ = plan
    away = problem.meeting[before.placed[0].meeting_id].supplier_id
    lost = [m.buyer_id for m in problem.of_firm[away]]

    _, then, after, _ = replan("--no-show", away)

    new = [then.meeting[one.meeting_id] for one in set(after.placed) - set(before.placed)]
    for firm in {firm for one in new for firm in one.firms}:
        assert sum(firm in one.firms for one in new) <= max(1, lost.count(firm))


def test_late_leaving_and_lost_table_keep_every_rule(plan, replan):
    problem, before, _ = plan
    late, early = sorted({m.supplier_id for m in problem.meetings})[:2]
    table = before.placed[0].table_id

    _, then, after, _ = replan(
        "--late", f"{late} 14:30", "--leaves", f"{early} 15:30", "--table-lost", table
    )

    def times(firm):
        mine = (one for one in after.placed if firm in then.meeting[one.meeting_id].firms)
        return [then.slot[one.slot_id] for one in mine]

    noon = datetime(2026, 12, 9)
    assert check(then, after.placed) == []
    assert all(slot.starts >= noon.replace(hour=14, minute=30) for slot in times(late))
    assert all(
        slot.ends <= noon.replace(hour=15, minute=30)
        for slot in times(early)
        if slot.starts.date() == noon.date()
    )
    assert table not in {one.table_id for one in after.placed}


def test_walk_in_gets_its_meetings_or_is_told_why_not(plan, replan):
    buyers = sorted(one.firm_id for one in plan[0].participants if one.side == "buyer")[:2]

    lines, then, after, _ = replan("--walk-in", f"CV Baru: Jaya: {' '.join(buyers)}")

    newcomer = then.participant["BARU-1"]
    held = [one for one in after.placed if "BARU-1" in then.meeting[one.meeting_id].firms]
    without = [one for one in after.left_out if one.meeting_id.startswith("BARU-1|")]
    assert (newcomer.name, newcomer.side) == ("CV Baru: Jaya", "supplier")
    assert len(held) + len(without) == 2
    assert ("CV Baru: Jaya:" in lines) == bool(held)
    assert set(after.placed) - set(plan[1].placed) == set(held)  # no hole, so nobody else comes in
    assert check(then, after.placed) == []


def test_meeting_added_by_hand_is_placed_whichever_side_is_named_first(plan, replan):
    problem, _before, _ = plan
    met = {one.firms for one in problem.meetings}
    pair = next(
        (s.firm_id, b.firm_id)
        for s in problem.participants
        for b in problem.participants
        if s.side == "supplier" and b.side == "buyer" and (s.firm_id, b.firm_id) not in met
    )

    _, then, after, _ = replan("--add", f"{pair[1]} {pair[0]}")

    assert "|".join(pair) in {one.meeting_id for one in after.placed}
    assert check(then, after.placed) == []


def test_delay_is_told_to_all_that_still_meet_that_day(plan, replan):
    problem, before, _ = plan
    today = {slot.slot_id for slot in problem.slots if slot.starts.date().day == 9}
    meetings = [one for one in before.placed if one.slot_id in today]

    lines, _then, after, _ = replan("--delay", "15")

    firms = {firm for one in meetings for firm in problem.meeting[one.meeting_id].firms}
    assert lines[1] == f"{len(meetings)} meetings begin at another time"
    assert lines[2] == f"To be told ({len(firms)} participants):"
    assert after.placed == tuple(sorted(before.placed))


def test_shortened_session_ends_when_it_is_said_to(replan):
    _, then, after, _ = replan("--shorten", "Rabu siang 16:00")

    last = max(slot.ends for slot in then.slots if slot.session == "Rabu siang")
    assert last <= datetime(2026, 12, 9, 16)
    assert check(then, after.placed) == []


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ((), "nothing happened; say what with --no-show, --late, --delay ..."),
        (("--late", "I-003"), "'I-003' has no time at its end; write it as 'I-003 14:30'"),
        (("--leaves", "I-003 25:00"), "'I-003 25:00' has no time at its end; write it as"),
        (("--no-show", "X"), "no participant has the id 'X'"),
        (("--table-lost", "Z9"), "no table has the id 'Z9'"),
        (("--shorten", "Jumat 10:00"), "no session is called 'Jumat'"),
        (("--walk-in", "CV Baru"), "'CV Baru' does not say who meets whom"),
        (("--walk-in", "CV Baru: X"), "no participant has the id 'X'"),
        (("--walk-in", "CV Baru: B-01 I-001"), "'CV Baru' is to meet buyers only, or IKM only"),
        (("--add", "I-001"), "'I-001' does not say who meets whom; write it as 'I-003 B-07'"),
        (("--add", "I-001 I-002"), "'I-001' and 'I-002' are on the same side"),
    ],
)
def test_what_cannot_have_happened_is_one_line(replan, changes, line):
    with pytest.raises(Exception) as error:
        replan(*changes)

    assert str(error.value).startswith(line)
    assert "\n" not in str(error.value)


def test_firms_that_meet_already_are_not_added_again(plan, replan):
    first = plan[0].meetings[0]

    with pytest.raises(Exception, match="already"):
        replan("--add", f"{first.supplier_id} {first.buyer_id}")


def test_firm_that_takes_no_part_any_more_is_told_by_its_name(run, demo_plan, tmp_path):
    document = json.loads(demo_plan.read_text())
    gone = document["plan"]["placed"][0]["meeting_id"].split("|")[0]
    names = {one["firm_id"]: one["name"] for one in document["problem"]["participants"]}
    problem, plan = document["problem"], document["plan"]
    problem["participants"] = [p for p in problem["participants"] if p["firm_id"] != gone]
    problem["meetings"] = [m for m in problem["meetings"] if m["supplier_id"] != gone]
    left = {one["meeting_id"] for one in problem["meetings"]}
    plan["placed"] = [one for one in plan["placed"] if one["meeting_id"] in left]
    file = tmp_path / "without.json"
    file.write_text(json.dumps(document))

    code, lines = run("check", file, "--before", demo_plan)

    assert code == 0
    assert f"{names[gone]}:" in lines
