"""The page Jadwal, through Streamlit's AppTest: a kept plan is shown, changed and released."""

import io
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from matcher import actions
from matcher.access import LOCAL_PLANNER as WHO
from matcher.agenda.plan_file import plan_csv
from matcher.cli import cli
from matcher.planner.moving import by_hand
from matcher.planner.programme_file import load_programme
from matcher.store import open_store

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def planned():
    """A plan of the made-up event."""
    scorer = actions.prepare(WHO, actions.open_data(WHO, "demo_event"))
    programme = load_programme()
    arranged = actions.choose_pairs(WHO, scorer, programme)
    found = actions.make_plan(WHO, arranged.problem, iterations=2000)
    about = actions.describe_event(WHO, scorer, arranged, found, programme)
    return arranged.problem, found, about


@pytest.fixture
def store(tmp_path, monkeypatch):
    where = tmp_path / "linkmatch.db"
    monkeypatch.setenv("LINKMATCH_DB", str(where))
    monkeypatch.delenv("LINKMATCH_DATA", raising=False)
    st.cache_resource.clear()
    opened = open_store(where)
    yield opened
    opened.close()


@pytest.fixture
def app(store):  # noqa: ARG001
    at = AppTest.from_file(ROOT / "app.py", default_timeout=90)
    at.session_state["language"], at.session_state["data"] = "en", "demo_event"
    return at.switch_page("matcher/ui/schedule.py")


def button(at, label):
    return next(one for one in at.button if one.label == label)


def test_without_a_plan_the_page_asks_what_is_wanted(app):
    at = app.run()

    assert not at.exception
    assert [one.label for one in at.number_input] == [
        "Minutes of a meeting",
        "Minutes between two meetings",
        "Slots each keeps free",
        "Each IKM meets at least",
        "Each buyer meets at least",
        "Most IKM for one need (0: no limit)",
        "Meetings of first-timers at least",
    ]
    assert button(at, "Make the schedule")


def test_a_quota_of_first_timers_goes_to_the_worker(app, store):
    at = app.run()
    label = "Meetings of first-timers at least"
    next(one for one in at.number_input if one.label == label).set_value(12)

    at = button(at, "Make the schedule").click().run()

    job = actions.list_jobs(WHO, store)[0]
    actions.cancel_job(WHO, store, job.job_id)
    assert not at.exception
    assert job.arguments["wanted"]["groups"] == [{"place": "", "at_least": 12, "at_most": None}]


def uploaded(app, rows):
    """Bring the list of pairs of the plan back, with rows written into it."""
    at = app.run()
    uploader = next(one for one in at.file_uploader if one.label.startswith("List of pairs"))
    return uploader.set_value([("pasangan.csv", rows, "text/csv")]).run()


def said_of_file(at):
    """Give what the page says of the list, without the signs that keep it from being markdown."""
    told = [one.value.replace("\\", "") for one in at.caption]
    return next(one for one in told if one.startswith("pasangan.csv"))


def test_list_of_pairs_comes_back_unchanged_and_wishes_nothing(app, store, planned):
    at = uploaded(app, plan_csv(*planned))

    assert not at.exception
    assert said_of_file(at) == "pasangan.csv: 0 must meet, 0 never, 0 at a settled time"
    at = button(at, "Make the schedule").click().run()
    job = actions.list_jobs(WHO, store)[0]
    actions.cancel_job(WHO, store, job.job_id)
    asked = job.arguments["wanted"]
    assert (asked["must"], asked["never"], asked["locks"]) == ([], [], [])


def test_wishes_written_into_the_list_of_pairs_go_to_the_worker(app, store, planned):
    frame = pd.read_csv(io.BytesIO(plan_csv(*planned)), dtype=str, encoding="utf-8-sig")
    frame["wish"] = [*["wajib", "jangan", "kunci"], *[None] * (len(frame) - 3)]
    must, never, lock = frame.head(3).to_dict("records")

    at = uploaded(app, frame.to_csv(index=False).encode())

    assert said_of_file(at) == "pasangan.csv: 2 must meet, 1 never, 1 at a settled time"
    at = button(at, "Make the schedule").click().run()
    job = actions.list_jobs(WHO, store)[0]
    actions.cancel_job(WHO, store, job.job_id)
    asked = job.arguments["wanted"]
    pairs = [[one["supplier_id"], one["buyer_id"]] for one in (must, never, lock)]
    assert sorted(one[:2] for one in asked["must"]) == sorted([pairs[0], pairs[2]])
    assert asked["never"] == [pairs[1]]
    assert asked["locks"] == [[*pairs[2], lock["slot_id"], lock["table_id"]]]


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (
            "I-999,B-01,must",
            "pasangan.csv, row 2, supplier_id: 'I-999' takes no part in this event",
        ),
        (
            "B-02,B-01,must",
            "pasangan.csv, row 2, supplier_id: 'B-02' is a buyer; write an IKM there",
        ),
        (
            "I-001,B-01,maybe",
            "pasangan.csv, row 2: 'maybe' is no wish; write must, never, lock or nothing",
        ),
        ("I-001,B-01,lock", "pasangan.csv, row 2: a lock needs a slot; write when"),
    ],
)
def test_list_of_pairs_written_wrongly_is_one_line_before_anything_is_made(app, store, row, line):
    at = uploaded(app, f"supplier_id,buyer_id,wish\n{row}\n".encode())

    assert not at.exception
    assert [one.value.replace("\\", "") for one in at.error] == [line]
    assert actions.list_jobs(WHO, store) == []


def test_kept_plan_is_shown_checked_and_released(app, store, planned):
    actions.keep_plan(WHO, store, *planned)

    at = app.run()
    assert not at.exception
    assert "Counted again without the planner: every rule is kept." in [
        one.value for one in at.caption
    ]
    at = button(at, "Release this version").click().run()

    (version,) = actions.list_plans(WHO, store)
    assert version.released_by == WHO.name
    assert [one.value.startswith("Released by") for one in at.success] == [True]


def test_no_show_gives_a_next_version_without_the_firm(app, store, planned):
    problem, found, about = planned
    first = actions.keep_plan(WHO, store, problem, found, about)
    away = problem.meeting[found.placed[0].meeting_id].supplier_id

    at = app.run()
    who = next(one for one in at.selectbox if one.label == "Who")
    at = who.select(away).run()
    at = button(at, "Note it").click().run()
    at = button(at, "Mend the schedule").click().run()
    assert any(one.value.startswith("This is only proposed") for one in at.caption)
    at = button(at, "Keep this as the next version").click().run()

    latest = actions.list_plans(WHO, store)[0]
    assert latest.based_on == first
    _, then, mended, _ = actions.see_plan(WHO, store, latest.plan_id)
    assert all(away not in then.meeting[one.meeting_id].firms for one in mended.placed)
    assert actions.check_plan(WHO, then, mended) == []


def test_meeting_taken_out_is_listed_and_can_have_a_place_again(app, store, planned):
    problem, found, about = planned
    first = found.placed[0]
    changed, without = actions.take_out_meeting(WHO, problem, found, first.meeting_id)
    plan_id = actions.keep_plan(WHO, store, changed, without, about)

    at = app.run()
    at = at.selectbox(key=f"place_{plan_id}").select(first.meeting_id).run()
    button(at, "Let it have a place again").click().run()

    latest = actions.list_plans(WHO, store)[0]
    assert latest.based_on == plan_id
    assert actions.see_plan(WHO, store, latest.plan_id)[1] == problem


def test_meeting_without_a_place_is_placed_by_hand(app, store, planned):
    problem, found, about = planned
    first = found.placed[0]
    without = by_hand(problem, found, found.placed[1:])
    plan_id = actions.keep_plan(WHO, store, problem, without, about)

    at = app.run()
    at = at.selectbox(key=f"place_{plan_id}").select(first.meeting_id).run()
    at = at.selectbox(key=f"to_{plan_id}_{first.meeting_id}").select(first.slot_id).run()
    button(at, "Move it there").click().run()

    latest = actions.list_plans(WHO, store)[0]
    _, then, back, _ = actions.see_plan(WHO, store, latest.plan_id)
    assert {one.slot_id for one in back.placed if one.meeting_id == first.meeting_id} == {
        first.slot_id
    }
    assert actions.check_plan(WHO, then, back) == []


def test_earlier_version_is_compared_and_the_released_one_is_proposed(app, store, planned):
    problem, found, about = planned
    released = actions.keep_plan(WHO, store, problem, found, about)
    actions.release_plan(WHO, store, released)
    changed, without = actions.take_out_meeting(WHO, problem, found, found.placed[0].meeting_id)
    second = actions.keep_plan(WHO, store, changed, without, about, based_on=released)
    third = actions.keep_plan(WHO, store, changed, without, about, based_on=second)

    at = app.run()

    assert at.selectbox(key=f"before_{third}").value == released
    assert "0 meetings move, 1 are cancelled, 0 are added" in [
        one.value.replace("\\", "") for one in at.info
    ]
    assert [one.plan_id for one, _ in actions.earlier_releases(WHO, store, third)] == [released]


def test_schedule_with_as_few_idle_gaps_as_there_must_be_has_the_fewest(app, store, planned):
    problem, found, about = planned
    kept = replace(found, status="bound", bound=found.quality.n_gaps)
    actions.keep_plan(WHO, store, problem, kept, about)

    at = app.run()

    told = [one.value for one in at.caption if "fewer" in one.value]
    assert told == ["No schedule has fewer idle gaps: this is proved."]


def test_walk_in_without_a_name_cannot_be_noted(app, store, planned):
    actions.keep_plan(WHO, store, *planned)

    at = app.run()
    what = next(one for one in at.selectbox if one.label == "What happened")
    at = what.select("walk_in").run()

    assert button(at, "Note it").disabled


def test_substitutes_stand_on_the_page_with_their_rank(app, store, planned):
    actions.keep_plan(WHO, store, *planned)

    at = app.run()

    shown = next(one.value for one in at.dataframe if "Could meet" in one.value)
    assert len(shown) == len(planned[2].reserves)


@pytest.fixture
def event(app, store, folder):
    """The page with an event of the store; give the caption that counts its slots."""
    for name in ("firms", "capabilities", "needs"):
        CliRunner().invoke(cli, ["import", str(folder / f"{name}.csv"), "--yes"])
    actions.create_event(WHO, store, {"name": "Temu bisnis", "date": date(2026, 12, 9)})
    app.session_state["data"] = "store"
    return app.run()


def slots_told(at):
    told = [one.value.replace("\\", "") for one in at.caption]
    return next(one for one in told if one.startswith("Temu bisnis: "))


def test_events_of_the_store_are_offered_and_planned_by_their_own_day(event):
    assert event.selectbox(key="event_chosen").value == "E-1"
    assert slots_told(event) == (
        "Temu bisnis: 14 slots on 1 days from Wednesday, 9 December 2026, 20 tables"
    )


def test_programme_is_kept_with_its_event_and_can_be_taken_back(event, store):
    minutes = next(one for one in event.number_input if one.label == "Minutes of a meeting")
    minutes.set_value(40)

    at = button(event, "Keep the programme").click().run()

    assert not at.exception
    assert at.main.markdown[0].value.replace("\\", "").endswith("The programme of E-1 is kept.")
    assert slots_told(at).startswith("Temu bisnis: 8 slots on 1 days")
    assert actions.propose_programme(WHO, store=store, event_id="E-1").slot_minutes == 40
    assert slots_told(button(at, "Undo").click().run()).startswith("Temu bisnis: 14 slots")


def test_programme_of_a_folder_counts_for_the_session(app):
    at = app.run()
    next(one for one in at.number_input if one.label == "Minutes of a meeting").set_value(40)

    at = button(at, "Keep the programme").click().run()

    told = [one.value.replace("\\", "") for one in at.caption]
    assert any(one.startswith("Link & Match (acara contoh): 8 slots on 2 days") for one in told)


def test_programme_that_contradicts_itself_is_one_line(event):
    prayers = [one for one in event.time_input if one.label in ("Begins", "Ends")]
    prayers[0].set_value(time(14))

    at = button(event, "Keep the programme").click().run()

    assert [one.value.replace("\\", "") for one in at.error] == [
        "'salat Jumat (friday_prayers)' ends at 13:00 but starts at 14:00; "
        "it must end later on that day"
    ]
    assert slots_told(at).startswith("Temu bisnis: 14 slots")
