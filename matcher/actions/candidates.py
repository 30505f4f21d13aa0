"""What a person does with candidates; pages and commands call only these."""

from dataclasses import replace

import pandas as pd

from features.language import LANGUAGES, mark, translator
from matcher import listing
from matcher.access import Person, allowed, of, of_candidates, of_shortlist, weights_for
from matcher.advice import confidential_facts, need_facts
from matcher.dataset import Dataset
from matcher.explain import Explanation, explain
from matcher.folder import load
from matcher.heatmap import heat_map
from matcher.overrides import PairRule
from matcher.score import Scorer
from matcher.shortlisting import Candidate, Shortlist, shortlist
from matcher.weights import Weights, load_weights


# for everybody else the program itself opens the records: it answers from them, to each reader
@allowed(
    mark(
        "data are opened by planners, regional offices and viewers; "
        "ask a planner for one of these roles"
    ),
    planner="all",
    coach="all",
    viewer="all",
)
def open_data(who: Person, folder: str | None = None) -> Dataset:
    """Read a folder of CSV files, or the records that ship with linkmatch."""
    return load(folder)


@allowed(
    mark(
        "records are compared for planners, regional offices and viewers; "
        "ask a planner for one of these roles"
    ),
    planner="all",
    coach="all",
    viewer="all",
)
def prepare(
    who: Person,
    data: Dataset,
    weights_file: str | None = None,
    weights: Weights | None = None,
    before: Scorer | None = None,
) -> Scorer:
    """Fit the criteria to the data; the weights are those given, of the file, or as shipped.

    What `before` fitted with the same weights is kept where it still holds.
    """
    return before.on(data) if before else Scorer(data, weights or load_weights(weights_file))


@allowed(
    mark(
        "candidates are for planners, viewers, the buyer whose need it is and the regional office "
        "of the firm; ask a planner"
    ),
    whose=of_candidates,
    planner="all",
    buyer="own",
    coach="own",
    viewer="all",
)
def find_candidates(
    who: Person,
    scorer: Scorer,
    record_id: str,
    weights: Weights | None = None,
    side: str | None = None,
) -> Shortlist:
    """Rank the candidates for a need, a buyer or a supplier, by id or by name."""
    read = weights_for(who.role, weights or scorer.weights)
    found = shortlist(scorer, scorer.data.resolve(record_id), read, side)
    return _told(who, found)


def _told(who: Person, found: Shortlist) -> Shortlist:
    """Keep from a buyer why the organisers decided something: a reason may speak of others."""
    if who.role != "buyer":
        return found
    return replace(
        found,
        ready=tuple(map(_without_words, found.ready)),
        to_ask=tuple(map(_without_words, found.to_ask)),
        almost=tuple(map(_without_words, found.almost)),
    )


@allowed(
    mark(
        "the score of a pair is for planners, viewers, the buyer whose need it is and the regional "
        "office of the firm; ask a planner"
    ),
    whose=of(need="need_id", supplier="supplier_id"),
    planner="all",
    buyer="own",
    coach="own",
    viewer="all",
)
def explain_pair(
    who: Person,
    scorer: Scorer,
    need_id: str,
    supplier_id: str,
    weights: Weights | None = None,
) -> Explanation:
    """Say why a supplier stands where it stands for a need."""
    read = weights_for(who.role, weights or scorer.weights)
    found = explain(scorer, need_id, scorer.data.resolve(supplier_id), read)
    if who.role != "planner":  # of what does not count for it, not even the name
        found = replace(found, shares=tuple(share for share in found.shares if share.weight))
    return _without_past_needs(found) if who.role == "buyer" else found


def _without_words(one: Candidate) -> Candidate:
    """Keep what the organisers decided and leave out why, and who did."""
    return replace(one, rules=tuple(PairRule(rule.kind) for rule in one.rules))


def _without_past_needs(found: Explanation) -> Explanation:
    """Leave out what other buyers asked for: a buyer never sees their needs."""
    shares = [
        replace(share, parts=()) if share.criterion == "precedent" else share
        for share in found.shares
    ]
    told = {lang: translator(lang)(mark("it made similar parts before")) for lang in LANGUAGES}
    hidden = {name: told for name in found.details if name == "precedent"}
    return replace(
        found,
        candidate=_without_words(found.candidate),
        shares=tuple(shares),
        details=found.details | hidden,
    )


@allowed(
    mark(
        "price and contact of a need are for planners and the buyer whose need it is; ask a planner"
    ),
    whose=of(need="need_id"),
    planner="all",
    buyer="own",
)
def facts_for_planner(
    who: Person,
    scorer: Scorer,
    need_id: str,
    language: str,
) -> list[tuple[str, str]]:
    """Tell what purchasing states about a need, with its price and contact."""
    need = scorer.needs.loc[need_id].to_dict()
    return need_facts(need, language) + confidential_facts(need, language)


@allowed(
    mark("the map of all needs and IKM is for planners and viewers; ask a planner"),
    planner="all",
    viewer="all",
)
def map_pairs(who: Person, scorer: Scorer, weights: Weights | None = None) -> pd.DataFrame:
    """Give every need with every IKM, to be drawn as a heat map."""
    return heat_map(scorer, weights)


@allowed(
    mark(
        "a shortlist is for planners, viewers, the buyer whose need it is and the regional office "
        "of the firm; ask a planner"
    ),
    whose=of_shortlist,
    planner="all",
    buyer="own",
    coach="own",
    viewer="all",
)
def table_of(who: Person, scorer: Scorer, found: Shortlist, language: str) -> pd.DataFrame:
    """Give a shortlist as a table to take away."""
    return listing.candidate_table(scorer, _told(who, found), language)


@allowed(mark("lists of all records are for planners; ask one"), planner="all")
def list_records(who: Person, data: Dataset, what: str, language: str) -> pd.DataFrame:
    """List what is loaded: needs, firms, suppliers, buyers, partnerships or problems."""
    return listing.record_table(data, what, language)
