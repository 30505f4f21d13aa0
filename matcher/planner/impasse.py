"""Impasse: why not every meeting of an event has a place, and what would help, for a planner."""

from dataclasses import dataclass

from features.language import mark
from matcher.planner.explaining import UndecidedError, explain
from matcher.planner.problem import Problem
from matcher.planner.said import Said
from matcher.planner.ways import WayOut, ways_out

_EFFECTS = {
    True: mark("then every meeting has a place"),
    False: mark("helps, but is not enough by itself"),
    None: mark("helps; whether it is enough was not found out in time"),
}


@dataclass(frozen=True)
class Impasse:
    """Why meetings are without a place, and the ways out, each with what it brings."""

    reasons: tuple[Said, ...]
    ways: tuple[tuple[Said, Said], ...] = ()


def find_impasse(problem: Problem, seconds: float = 20.0) -> Impasse | None:
    """Say why an event cannot hold all its meetings and what would help; None if it can.

    Half of the time goes into the reason, half into the ways out; each way out was tried.
    """
    counted = _too_few_places(problem)
    try:
        conflict = explain(problem, seconds / 2)
    except UndecidedError as error:
        return Impasse((*counted, Said(error.message, error.values)))
    if conflict is None:
        return None
    ways = [way for way in ways_out(problem, conflict, seconds / 2) if not _is_a_drop(way, counted)]
    return Impasse(
        reasons=counted or (Said(conflict.message, conflict.values),),
        ways=tuple((Said(way.message, way.values), _effect(way)) for way in ways),
    )


def _too_few_places(problem: Problem) -> tuple[Said, ...]:
    """Count meetings and places at tables, where that says it all."""
    n_places = sum(
        len(problem.slots) if one.free is None else len(one.free) for one in problem.tables
    )
    in_groups = any(one.group_size > 1 for one in problem.participants)
    if in_groups or len(problem.meetings) <= n_places:
        return ()
    return (
        Said(
            mark("{n} meetings are planned, and {tables} tables in {slots} slots hold {places}"),
            {
                "n": len(problem.meetings),
                "tables": len(problem.tables),
                "slots": len(problem.slots),
                "places": n_places,
            },
        ),
    )


def _is_a_drop(way: WayOut, counted: tuple[Said, ...]) -> bool:
    """Where hundreds of places are missing, giving up one meeting is no way out."""
    return bool(counted) and way.lost_score > 0 and way.solves_all is False


def _effect(way: WayOut) -> Said:
    return Said(_EFFECTS[way.solves_all], {})
