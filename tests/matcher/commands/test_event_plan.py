"""A plan of an event in the store: who takes part, when, what was wished and decided."""

import pytest

from matcher import actions
from matcher.access import LOCAL_PLANNER as WHO
from matcher.agenda import read_document
from matcher.planner.wanted import Wanted
from matcher.store import open_store


@pytest.fixture
def store(run, folder, tmp_path):
    """The small folder in a store, with an event on 2026-12-11, a Friday."""
    for name in ("firms", "capabilities", "needs", "requirements"):
        assert run("import", folder / f"{name}.csv", "--yes", "--show", 0)[0] == 0
    run("event", "Temu bisnis Tegal", "--date", "2026-12-11", "--place", "Kab. Tegal")
    opened = open_store(tmp_path / "linkmatch.db")
    yield opened
    opened.close()


@pytest.fixture
def bring(run, tmp_path):
    """Import a table for the event."""

    def _bring(name, text):
        file = tmp_path / name
        file.write_text(text)
        return run("import", file, "--event", "E-1", "--yes", "--show", 0)

    return _bring


@pytest.fixture
def plan(run, tmp_path):
    def _plan(*options):
        file = tmp_path / "plan.json"
        file.unlink(missing_ok=True)
        lines = run("plan", file, "--event", "E-1", "--to-ask", "--iterations", 50, *options)[1]
        return lines, *read_document(file.read_bytes(), "plan.json")

    return _plan


def pairs(problem):
    return {one.firms for one in problem.meetings}


ALL = "firm_id,role\nS-1,ikm\nS-2,ikm\nS-3,ikm\nB-1,buyer\nB-2,buyer\n"


@pytest.mark.usefixtures("store")
def test_event_lends_its_name_place_and_day_to_the_standard_programme(plan, bring):
    bring("peserta.csv", ALL)

    lines, problem, _, about = plan()

    starts = {f"{slot.starts:%H:%M}" for slot in problem.slots}
    assert lines[0] == "Temu bisnis Tegal, 11/12/2026 09:00 to 11/12/2026 15:50"
    assert (about.name, about.place, about.event_id) == ("Temu bisnis Tegal", "Kab. Tegal", "E-1")
    assert starts.isdisjoint({"11:30", "11:45", "12:00", "12:30"})  # Friday prayers


@pytest.mark.usefixtures("store")
def test_only_those_on_the_list_meet_and_who_cannot_be_matched_is_told(plan, bring):
    bring("peserta.csv", "firm_id,role\nS-1,ikm\nB-2,ikm\nB-1,buyer\n")

    lines, problem, *_ = plan()

    assert pairs(problem) == {("S-1", "B-1")}
    assert "PT Motor takes part; what it makes is not known, so nobody could fit" in lines


@pytest.mark.usefixtures("store")
def test_an_empty_list_takes_all_firms(plan):
    problem = plan()[1]

    assert {firm for pair in pairs(problem) for firm in pair} >= {"S-1", "S-2", "B-1", "B-2"}


def test_who_cancelled_stays_away_and_of_the_confirmed_only_those_come(plan, bring, store):
    bring("peserta.csv", ALL)
    actions.set_state(WHO, store, "E-1", "S-2", "cancelled")
    for firm in ("S-1", "B-1"):
        actions.set_state(WHO, store, "E-1", firm, "confirmed")

    everybody, confirmed = plan()[1], plan("--confirmed")[1]

    assert "S-2" not in everybody.participant
    assert set(confirmed.participant) == {"S-1", "B-1"}


@pytest.mark.usefixtures("store")
def test_hours_of_a_participant_are_kept_and_one_without_any_is_told(plan, bring):
    bring("peserta.csv", ALL)
    bring(
        "ketersediaan.csv",
        "firm_id,date,starts,ends,available\n"
        "S-1,2026-12-11,14:00,16:00,ya\nS-2,2026-12-11,,,tidak\n",
    )

    lines, problem, found, _ = plan()

    starts = [
        problem.slot[one.slot_id].starts.hour
        for one in found.placed
        if "S-1" in problem.meeting[one.meeting_id].firms
    ]
    assert starts
    assert min(starts) >= 14
    assert not any("S-2" in pair for pair in pairs(problem))
    assert "PT Knalpot Tegal is free in no slot of the programme; ask when it comes" in lines


def test_decisions_count_for_their_own_event(plan, bring, store):
    bring("peserta.csv", ALL)
    first, second, *_ = sorted(pairs(plan()[1]))
    actions.create_event(WHO, store, {"name": "Lain"})
    actions.decide_pair(WHO, store, "E-1", *first, "never_meet", "quarrel")
    actions.decide_pair(WHO, store, "E-2", *second, "never_meet", "at that event only")

    now = pairs(plan()[1])

    assert first not in now
    assert second in now


def test_what_must_meet_meets_though_it_does_not_fit_or_is_told(plan, bring, store):
    bring("peserta.csv", ALL)
    met = pairs(plan()[1])
    apart = min({(s, b) for s in ("S-1", "S-2", "S-3") for b in ("B-1", "B-2")} - met)
    actions.decide_pair(WHO, store, "E-1", *apart, "must_meet", "asked by the director")
    actions.decide_pair(WHO, store, "E-1", "B-2", "B-1", "must_meet", "a mistake")

    lines, problem, *_ = plan()

    assert apart in pairs(problem)
    assert (
        "PT Motor and PT Kereta were to meet and cannot: one of them takes no part, or the buyer "
        "has no such open need" in lines
    )


@pytest.mark.usefixtures("store")
def test_a_wish_not_to_meet_is_kept(plan, bring):
    bring("peserta.csv", ALL)
    first = min(pairs(plan()[1]))

    bring("minat.csv", f"supplier_id,buyer_id,by,wished\n{first[0]},{first[1]},buyer,tidak\n")

    assert first not in pairs(plan()[1])


def test_the_plan_is_kept_as_a_version_of_the_event(plan, bring, store):
    bring("peserta.csv", ALL)

    lines, problem, found, _ = plan()

    (version,) = actions.list_plans(WHO, store, "E-1")
    assert lines[-1] == f"it is also version {version.plan_id} on the page Schedule"
    assert actions.see_plan(WHO, store, version.plan_id)[1:3] == (problem, found)


def test_wishes_of_a_file_are_kept_as_decisions(run, plan, bring, store, tmp_path):
    bring("peserta.csv", ALL)
    plan()
    run("agenda", tmp_path / "plan.json", "--out", tmp_path)
    text = (tmp_path / "pasangan.csv").read_text(encoding="utf-8-sig").splitlines()
    at = text[0].split(",").index("wish")
    row = text[1].split(",")
    row[at] = "jangan"
    (tmp_path / "wishes.csv").write_text("\n".join([text[0], ",".join(row)]))

    plan("--wishes", tmp_path / "wishes.csv")
    later = plan()[1]

    (decision,) = actions.list_decisions(WHO, store, "E-1").to_dict("records")
    assert (decision["kind"], decision["reason"]) == ("never_meet", "wish in wishes.csv")
    assert (row[0], row[2]) not in pairs(later)


def test_reason_of_a_wish_is_in_the_language_of_who_brought_it(store):
    wanted = Wanted(never=frozenset({("S-1", "B-1")}))

    actions.keep_wishes(WHO, store, "E-1", wanted, "ani.csv", "id")

    (decision,) = actions.list_decisions(WHO, store, "E-1").to_dict("records")
    assert decision["reason"] == "keinginan dalam ani.csv"
