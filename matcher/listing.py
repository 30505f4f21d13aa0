"""Listing: shortlists and records as tables for people, with headings in their language."""

import pandas as pd

from features.language import mark, translator
from matcher.dataset import Dataset
from matcher.errors import NotFoundError
from matcher.explain import BAND_NAMES, missing, question
from matcher.pairs import ALMOST, READY, TO_ASK
from matcher.requirements import FAIL, UNKNOWN
from matcher.score import Scorer
from matcher.shortlisting import Candidate, Shortlist

LIST_NAMES = {READY: mark("ready"), TO_ASK: mark("to ask"), ALMOST: mark("almost")}
WITHOUT = mark("without must-have")
NO_MUST_HAVE = mark("The need states no must-have, so nobody can fail one; look at score and band.")
RECORDS = ("needs", "firms", "suppliers", "buyers", "partnerships", "problems")


def list_name(name: str, found: Shortlist) -> str:
    """Name a list; where no must-have is stated, nobody is called ready for that."""
    return WITHOUT if name == READY and not found.has_requirements else LIST_NAMES[name]


def candidate_table(scorer: Scorer, found: Shortlist, language: str) -> pd.DataFrame:
    """Give one row per candidate with everything that a planner takes away."""
    say = translator(language)
    table = pd.DataFrame(
        [_row(scorer, found, candidate, language) for candidate in found.candidates],
        columns=[say(heading) for heading in _HEADINGS],
    )
    return table.assign(**{say("Data"): say("synthetic")}) if scorer.data.synthetic else table


def rank_text(candidate: Candidate) -> str:
    """Write a rank; '2=' is shared by equal scores."""
    return f"{candidate.rank}=" if candidate.tied else str(candidate.rank)


def remark(candidate: Candidate, language: str) -> str:
    """Say what to ask or what is missing, and what a planner must know about the pair."""
    say = translator(language)
    said = [question(v, language) for v in candidate.verdicts if v.status == UNKNOWN]
    said += [missing(v, language) for v in candidate.verdicts if v.status == FAIL]
    said += [rule.text(language) + "." for rule in candidate.rules]
    if candidate.other_product:
        said.append(say("makes something else: {product}.", product=candidate.other_product))
    if candidate.partners:
        said.append(say("already partners"))
    if candidate.below_floor:
        said.append(say("one side gains too little"))
    return " ".join(said)


def record_table(data: Dataset, what: str, language: str) -> pd.DataFrame:
    """List what is loaded.

    Raises
    ------
    NotFoundError
        For anything but the names in `RECORDS`.
    """
    if what not in RECORDS:
        raise NotFoundError(
            mark("there is no list '{what}'; choose from {choices}"),
            what=what,
            choices=", ".join(RECORDS),
        )
    if what == "problems":
        say = translator(language)
        return pd.DataFrame({"problem": [problem.text(say) for problem in data.problems]})
    return _TABLES[what](data).fillna("")


def _needs(data: Dataset) -> pd.DataFrame:
    return data.asked.reset_index()[["need_id", "component", "firm_id", "buyer_name", "place"]]


def _firms(data: Dataset) -> pd.DataFrame:
    return data.firms[["firm_id", "name", "kind", "place", "industry", "source"]]


def _suppliers(data: Dataset) -> pd.DataFrame:
    columns = ["firm_id", "name", "place", "product", "processes", "materials"]
    return data.suppliers.reset_index()[["row_id", *columns]]


def _buyers(data: Dataset) -> pd.DataFrame:
    return _firms(data)[data.firms["firm_id"].isin(data.needs["firm_id"])]


def _partnerships(data: Dataset) -> pd.DataFrame:
    return data.partnerships[["supplier_id", "buyer_id", "kind", "date", "product", "source"]]


_TABLES = {
    "needs": _needs,
    "firms": _firms,
    "suppliers": _suppliers,
    "buyers": _buyers,
    "partnerships": _partnerships,
}

_HEADINGS = (
    mark("List"),
    mark("Rank"),
    mark("Need"),
    mark("Component"),
    mark("Buyer"),
    mark("Supplier id"),
    mark("Supplier"),
    mark("Score"),
    mark("Buyer's side"),
    mark("Supplier's side"),
    mark("Completeness"),
    mark("Lowest"),
    mark("Highest"),
    mark("Band"),
    mark("Remark"),
)


def _row(scorer: Scorer, found: Shortlist, candidate: Candidate, language: str) -> list[object]:
    say = translator(language)
    data = scorer.data
    return [
        say(list_name(candidate.listed, found)),
        rank_text(candidate),
        candidate.need_id,
        data.asked["component"][candidate.need_id],
        data.firm_name(candidate.buyer_id),
        candidate.supplier_id,
        data.firm_name(candidate.supplier_id),
        round(100 * candidate.score, 1),
        round(100 * candidate.buyer_fit, 1),
        round(100 * candidate.supplier_fit, 1),
        round(100 * candidate.completeness, 1),
        round(100 * candidate.low, 1),
        round(100 * candidate.high, 1),
        say(BAND_NAMES[candidate.band]),
        remark(candidate, language),
    ]
