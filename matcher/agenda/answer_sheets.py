"""Sheets with answers: why meetings have no place, what would help, what each rule costs."""

from features.language import Translate
from matcher.agenda.about import About
from matcher.agenda.sheet import Cell, Column, Sheet


def answer_sheets(about: About, say: Translate) -> list[Sheet]:
    """Give those for which there is an answer."""
    found = []
    if rows := _to_know(about, say):
        heads = (Column(say("What"), 14), Column(say("To know"), 110))
        found.append(Sheet(say("To know"), heads, rows, 0))
    if about.costs:
        columns = (
            Column(say("Rule"), 64),
            Column(say("Points of score"), 12, "count"),
            Column(say("Meetings"), 12, "count"),
            Column(say("Idle gaps"), 12, "count"),
            Column(say("Idle gaps with all rules"), 20, "count"),
        )
        found.append(Sheet(say("What rules cost"), columns, _costs(about, say), 1))
    return found


def _to_know(about: About, say: Translate) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = [
        (say("Why"), say(one.message, **one.values)) for one in about.why
    ]
    for way, effect in about.ways:
        words = say(way.message, **way.values), say(effect.message, **effect.values)
        rows.append((say("Way out"), f"{words[0]} ({words[1]})"))
    lines = dict.fromkeys(say(one.message, **one.values) for one in about.remarks)
    return rows + [(say("Note"), line) for line in lines]


def _costs(about: About, say: Translate) -> list[tuple[Cell, ...]]:
    return [
        (
            one.rule(say),
            round(one.points),
            one.meetings,
            one.gaps,
            one.usual_gaps,
        )
        for one in about.costs
    ]
