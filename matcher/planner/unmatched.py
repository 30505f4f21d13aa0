"""Unmatched: of whom nothing is known that a pair could rest on, and why nobody meets anybody."""

from collections.abc import Iterable, Iterator

import pandas as pd

from features.language import mark
from matcher.errors import DataError
from matcher.planner.problem import Participant
from matcher.planner.said import Said
from matcher.planner.wanted import Wanted
from matcher.score import Scorer


def unmatched(people: Iterable[Participant], scored: pd.DataFrame) -> Iterator[Said]:
    """Tell of whom nothing is known that a pair could rest on."""
    known = {*scored["supplier_id"], *scored["buyer_id"]}
    nothing = {
        "supplier": mark("{name} takes part; what it makes is not known, so nobody could fit"),
        "buyer": mark("{name} takes part and has no open need, so nobody could fit"),
    }
    for one in people:
        if one.firm_id not in known:
            yield Said(nothing[one.side], {"name": one.name})
        elif one.free is not None and not one.free:
            message = mark("{name} is free in no slot of the programme; ask when it comes")
            yield Said(message, {"name": one.name})


def no_meeting(scorer: Scorer, scored: pd.DataFrame, wanted: Wanted) -> DataError:
    """Say in one line why no pair is left to meet.

    `how` in its values is what the command line calls the way out; a page has its own name for it.
    """
    fits = scored[~scored["fails_requirement"]]
    pairs = set(zip(fits["supplier_id"], fits["buyer_id"], strict=True))
    values: dict[str, object] = {"n": len(scored), "fit": len(pairs)}
    values["partners"] = len(pairs & scorer.data.partners)
    if pairs and not wanted.partners_meet and values["partners"] == len(pairs):
        values["how"] = "--partners-meet, --to-ask"
        message = mark(
            "of {n} pairings of an IKM with a need, those that fit are {fit} pairs of partners; "
            "let partners meet again, or also pairs to ask ({how})"
        )
    elif pairs:
        message = mark(
            "{fit} pairs fit, and decisions, partners or the programme leave none; "
            "take back a decision, or keep fewer slots free"
        )
    else:
        values["how"] = "--to-ask"
        message = mark(
            "none of {n} pairings of an IKM with a need fits: too little is known, or a must-have "
            "fails; ask the IKM, or let also pairs to ask meet ({how})"
        )
    return DataError(message, **values)
