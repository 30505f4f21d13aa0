"""Everybody is told what to bring."""

from typing import NamedTuple

from features.language import translator
from matcher.agenda import usual_notes
from matcher.folder import load
from matcher.planner.attendance import participants_of
from matcher.planner.event_problem import problem_of
from matcher.planner.plan import Placed, Plan, Quality
from matcher.planner.programme_file import load_programme


class Pair(NamedTuple):
    supplier_id: str
    buyer_id: str
    need_id: str
    score: float


def demo():
    dataset, programme = load("demo_event"), load_programme()
    need = dataset.asked[dataset.asked["certificates"].notna()].iloc[0]
    pair = Pair("I-001", need["firm_id"], need.name, 50.0)
    problem = problem_of(programme, participants_of(programme, dataset), [pair])
    placed = (Placed(problem.meetings[0].meeting_id, "D1-1300", "A03"),)
    plan = Plan(placed, (), Quality(0, 0, 0, 0, 0), "proved")
    return dataset, problem, plan, need


def test_supplier_is_told_which_certificates_its_buyer_asks_for():
    dataset, problem, plan, need = demo()

    notes = usual_notes(problem, plan, dataset)

    wanted = need["certificates"].replace(";", ", ")
    told = notes["I-001"][-1]
    assert translator("en")(told.message, **told.values) == (
        f"{dataset.firm_name(need['firm_id'])} asks for: {wanted}"
    )
    assert len(notes["I-002"]) == 2
    assert len(notes[need["firm_id"]]) == 1
