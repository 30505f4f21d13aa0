"""Learning on the page Bobot: a lesson is shown, accepted with a name, and then in use."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from matcher import load, load_weights
from matcher.learn.lesson import Lesson, learn
from matcher.metrics import Interval
from matcher.weights import to_toml

ROOT = Path(__file__).parents[2]
BETTER = Interval(0.05, 0.01, 0.09)


@pytest.fixture(scope="module")
def lesson():
    """What is learned from one past need of the news, as if it had been many."""
    plain = learn(load("link_and_match"), load_weights(), date(2026, 1, 1)).to_json()
    toml = to_toml(load_weights().changed(component=0.5))
    told = {"kept": False, "toml": toml, "n_needs": 40, "last_event": "E-1"}
    told |= {"first_day": "2024-01-05", "last_day": "2025-11-20"}
    mrr = dict.fromkeys(("before", "after", "gain"), vars(BETTER))
    return Lesson.from_json(plain | told | {"mrr": mrr})


@pytest.fixture
def at(lesson):
    found = AppTest.from_file(ROOT / "app.py", default_timeout=120)
    found.switch_page("matcher/ui/weights.py")
    found.session_state["data"] = "link_and_match"
    found.session_state["learning_lesson"] = ("link_and_match", lesson)
    return found.run()


def accept(at, name):
    at.text_input(key="learning_name").set_value(name)
    next(b for b in at.button if b.label == "Terima bobot ini").click()
    return at.run()


def test_a_lesson_is_shown_with_every_criterion(at):
    changes = next(table.value for table in at.dataframe if "Kriteria" in table.value)

    assert not at.exception
    assert len(changes) == 19


def test_weights_are_accepted_with_a_name_and_then_in_use(at):
    accept(at, "Bu Sari")

    assert not at.exception
    assert any("1 · Bu Sari" in text.value.replace("\\", "") for text in at.markdown)
    assert at.slider(key="weight_component").value == 35


def test_without_a_name_nothing_is_accepted(at):
    accept(at, "")

    assert [error.value.replace("\\", "") for error in at.error] == [
        "bobot diterima oleh seseorang; tuliskan nama Anda"
    ]
    assert at.slider(key="weight_component").value == 16
