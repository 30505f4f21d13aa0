"""Hasil pertemuan: what a firm reads of its meetings, before and after they took place."""

from datetime import datetime, timedelta

import pytest

from matcher import actions
from matcher.agenda import About
from matcher.people import LOCAL_PLANNER, Person
from matcher.planner.plan import Placed, Plan, Quality
from matcher.planner.problem import Meeting, Participant, Problem, Slot, Table
from matcher.ui import login

SOON, PAST = datetime.now() + timedelta(hours=3), datetime.now() - timedelta(hours=3)


@pytest.fixture
def released(stored):
    """The released plan of an IKM that has met one buyer and is to meet another."""
    slots = (
        Slot("s0", PAST, PAST + timedelta(minutes=20)),
        Slot("s1", SOON, SOON + timedelta(minutes=20)),
    )
    problem = Problem(
        participants=(
            Participant("S-2", "PT Las Tegal", "supplier"),
            Participant("B-1", "PT Kereta", "buyer"),
            Participant("B-2", "PT Motor", "buyer"),
        ),
        slots=slots,
        tables=(Table("A1"),),
        meetings=(Meeting("m1", "S-2", "B-1", "N-1"), Meeting("m2", "S-2", "B-2", "N-3")),
    )
    placed = (Placed("m1", "s0", "A1"), Placed("m2", "s1", "A1"))
    plan = Plan(placed, (), Quality(0, 0, 0, 0, 0), "proved", 0)
    about = About("Temu Tegal", PAST, needs={"N-1": "rem block", "N-3": "muffler"})
    plan_id = actions.keep_plan(LOCAL_PLANNER, stored, problem, plan, about, "E-1")
    actions.release_plan(LOCAL_PLANNER, stored, plan_id)
    return stored


def test_meeting_to_come_is_not_called_unreported(released, open_page, monkeypatch):  # noqa: ARG001
    ika = Person("Ika", "ikm", firm_id="S-2")
    monkeypatch.setattr(login, "who_signed_in", lambda _: ika)

    at = open_page("results")

    assert [one.label for one in at.expander] == [
        "**PT Kereta** · rem block · *nothing reported yet*",
        "**PT Motor** · muffler · *still to come*",
    ]
