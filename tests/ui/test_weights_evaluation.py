"""Evaluation on the page Bobot: left for the worker, followed, and shown from what it kept."""

from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from matcher import actions
from matcher.actions.jobs import TASKS
from matcher.jobs import Pace, work
from matcher.people import LOCAL_PLANNER
from matcher.store import jobs, open_store
from matcher.store.workers import sign_on
from matcher.weights import load_weights, to_toml

ROOT = Path(__file__).parents[2]


def page(data):
    found = AppTest.from_file(ROOT / "app.py", default_timeout=120)
    found.switch_page("matcher/ui/weights.py")
    found.session_state["data"] = data
    return found


@pytest.fixture(scope="module")
def evaluated(tmp_path_factory):
    """A store in which the worker has evaluated the made-up event, or had nothing to evaluate."""
    db = tmp_path_factory.mktemp("evaluated") / "store.db"
    told = {"weights": to_toml(load_weights()), "day": "2025-01-01"}
    with closing(open_store(db)) as store:
        for folder in ("demo_event", "link_and_match"):
            jobs.enqueue(store, LOCAL_PLANNER, "evaluate", told | {"folder": folder})
        work(store, TASKS, Pace(look_every=0.01, idle=0.2))
    return db


def test_a_job_keeps_what_an_evaluation_found(evaluated):
    with closing(open_store(evaluated)) as store:
        failed, done = jobs.jobs(store)[:2]

        found = actions.last_evaluation(LOCAL_PLANNER, store, "demo_event")
        assert (done.state, done.done) == ("done", done.total)
        assert failed.state == "failed"
        assert found is not None
        assert found["methods"]["linkmatch"]["all"]["n"] >= 10
        assert actions.last_evaluation(LOCAL_PLANNER, store) is None


def test_the_page_shows_what_was_found_before(evaluated, monkeypatch):
    monkeypatch.setenv("LINKMATCH_DB", str(evaluated))

    at = page("demo_event").run()

    assert not at.exception
    (table,) = [one.value for one in at.dataframe if "Diurutkan menurut" in one.value]
    assert table["Diurutkan menurut"].tolist()[:2] == [
        "Bobot pada penggeser",
        "Bobot yang dipelajari dari tahun-tahun sebelumnya",
    ]
    assert any("dari mitra yang sebenarnya" in text.value for text in at.markdown)


def test_an_evaluation_is_left_for_the_worker_and_can_be_stopped(tmp_path, monkeypatch):
    monkeypatch.setenv("LINKMATCH_DB", str(tmp_path / "store.db"))
    with closing(open_store(tmp_path / "store.db")) as store:
        sign_on(store, "busy elsewhere")  # so the job waits
    at = page("demo_event").run()

    at.button(key="evaluation_start").click().run()

    assert at.button(key="evaluation_start").disabled
    with closing(open_store(tmp_path / "store.db")) as store:
        (job,) = jobs.jobs(store)
    at.button(key=f"stop_{job.job_id}").click().run()
    with closing(open_store(tmp_path / "store.db")) as store:
        (job,) = jobs.jobs(store)
        assert (job.task, job.state) == ("evaluate", "cancelled")


def test_an_evaluation_left_by_one_is_followed_by_another(tmp_path, monkeypatch):
    monkeypatch.setenv("LINKMATCH_DB", str(tmp_path / "store.db"))
    with closing(open_store(tmp_path / "store.db")) as store:
        sign_on(store, "busy elsewhere")  # so the job waits
    page("demo_event").run().button(key="evaluation_start").click().run()

    other = page("demo_event").run()

    with closing(open_store(tmp_path / "store.db")) as store:
        (job,) = jobs.jobs(store)
    assert other.button(key=f"stop_{job.job_id}").label == "Hentikan"
    assert not other.button(key="evaluation_start").disabled


def test_without_a_past_there_is_nothing_to_compare(tmp_path, monkeypatch):
    monkeypatch.setenv("LINKMATCH_DB", str(tmp_path / "store.db"))

    at = page("link_and_match").run()

    assert "evaluation_start" not in [button.key for button in at.button]
