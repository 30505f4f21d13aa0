"""What a person does with candidates; pages and commands call only these."""

import pandas as pd

from matcher import listing
from matcher.access import Person
from matcher.advice import confidential_facts, need_facts
from matcher.dataset import Dataset
from matcher.explain import Explanation, explain
from matcher.folder import load
from matcher.heatmap import heat_map
from matcher.score import Scorer
from matcher.shortlist import Shortlist, shortlist
from matcher.weights import Weights, load_weights


def open_data(who: Person, folder: str | None = None) -> Dataset:  # noqa: ARG001
    """Read a folder of CSV files, or the records that ship with linkmatch."""
    return load(folder)


def prepare(who: Person, data: Dataset, weights_file: str | None = None) -> Scorer:  # noqa: ARG001
    """Fit the criteria to the data."""
    return Scorer(data, load_weights(weights_file))


def find_candidates(
    who: Person,  # noqa: ARG001
    scorer: Scorer,
    record_id: str,
    weights: Weights | None = None,
    side: str | None = None,
) -> Shortlist:
    """Rank the candidates for a need, a buyer or a supplier, by id or by name."""
    return shortlist(scorer, scorer.data.resolve(record_id), weights, side)


def explain_pair(
    who: Person,  # noqa: ARG001
    scorer: Scorer,
    need_id: str,
    supplier_id: str,
    weights: Weights | None = None,
) -> Explanation:
    """Say why a supplier stands where it stands for a need."""
    return explain(scorer, need_id, scorer.data.resolve(supplier_id), weights)


def facts_for_planner(
    who: Person,  # noqa: ARG001
    scorer: Scorer,
    need_id: str,
    language: str,
) -> list[tuple[str, str]]:
    """Tell what purchasing states about a need, with its price and contact."""
    need = scorer.needs.loc[need_id].to_dict()
    return need_facts(need, language) + confidential_facts(need, language)


def map_pairs(who: Person, scorer: Scorer, weights: Weights | None = None) -> pd.DataFrame:  # noqa: ARG001
    """Give every need with every IKM, to be drawn as a heat map."""
    return heat_map(scorer, weights)


def table_of(who: Person, scorer: Scorer, found: Shortlist, language: str) -> pd.DataFrame:  # noqa: ARG001
    """Give a shortlist as a table to take away."""
    return listing.candidate_table(scorer, found, language)


def list_records(who: Person, data: Dataset, what: str, language: str) -> pd.DataFrame:  # noqa: ARG001
    """List what is loaded: needs, firms, suppliers, buyers, partnerships or problems."""
    return listing.record_table(data, what, language)
