"""What the commands print: shortlists, explanations, records, as tables, CSV or JSON."""

import json
import sys
from dataclasses import asdict, replace

import pandas as pd
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from features.language import Translate, mark, translator
from matcher import actions
from matcher.access import LOCAL_PLANNER
from matcher.dataset import Dataset, Problem
from matcher.explain import BAND_NAMES, summary
from matcher.export import neutral
from matcher.listing import NO_MUST_HAVE, list_name, rank_text, remark
from matcher.naming import column_title, in_words, kind_name
from matcher.opening import From, open_data, open_scorer
from matcher.pairs import LISTS
from matcher.records import KINDS
from matcher.score import Scorer
from matcher.shortlisting import Candidate, Shortlist

_out, _err = Console(), Console(stderr=True)
_KIND_OF = {
    "needs": "need",
    "firms": "firm",
    "suppliers": "capability",
    "buyers": "firm",
    "partnerships": "partnership",
}
_REASONS = {  # of an operating system that refuses a file
    mark("No such file or directory"),
    mark("Permission denied"),
    mark("Is a directory"),
    mark("Not a directory"),
    mark("File exists"),
    mark("No space left on device"),
    mark("Read-only file system"),
}


def print_shortlist(
    record_id: str,
    side: str | None,
    k: int,
    data: From,
    weights: str | None,
    language: str,
    form: str,
) -> None:
    """Print the candidates for a need, a buyer or a supplier as 'table', 'csv' or 'json'."""
    scorer = open_scorer(data, weights, language)
    found = actions.find_candidates(LOCAL_PLANNER, scorer, record_id, side=side)
    if form == "table":
        _print_lists(scorer, found, k, language)
    elif form == "csv":
        _print_csv(actions.table_of(LOCAL_PLANNER, scorer, found.top(k), language))
    else:
        _print_json(
            {"of": found.of, "too_little_to_rank": found.too_little, "n_out": found.n_out}
            | {"candidates": [asdict(candidate) for candidate in found.top(k).candidates]}
        )


def print_explanation(
    need_id: str,
    supplier_id: str,
    data: From,
    weights: str | None,
    language: str,
    form: str,
) -> None:
    """Print why a supplier stands where it stands for a need, as 'table' or 'json'."""
    scorer = open_scorer(data, weights, language)
    found = actions.explain_pair(LOCAL_PLANNER, scorer, need_id, supplier_id)
    if form == "json":
        _print_json(
            asdict(found.candidate)
            | {"shares": {share.criterion: share.amount for share in found.shares}}
            | {"sentences": found.sentences(language)}
        )
        return
    records, one = scorer.data, found.candidate
    _out.print(
        f"[bold]{escape(records.firm_name(one.supplier_id))}[/] → "
        f"{escape(str(scorer.needs.at[one.need_id, 'component']))} "
        f"({escape(records.firm_name(one.buyer_id) or '?')})"
    )
    _out.print(escape(summary(one, language)))
    for sentence in found.sentences(language):
        _out.print("- " + escape(sentence))


def print_records(what: str, data: From, language: str, form: str) -> None:
    """Print what is loaded as 'table', 'csv' or 'json'."""
    dataset = open_data(data, language, quiet=what == "problems")
    table = actions.list_records(LOCAL_PLANNER, _in_words(dataset, language), what, language)
    if form == "table":
        _print_table(table, language, _KIND_OF.get(what, ""))
    elif form == "csv":
        _print_csv(table)
    else:
        _print_json(table.to_dict("records"))


def _in_words(dataset: Dataset, language: str) -> Dataset:
    """Name in each question the column, and the kind of a stored record, as people do."""
    return replace(dataset, problems=tuple(_told(one, language) for one in dataset.problems))


def _told(one: Problem, language: str) -> Problem:
    kind, _, record_id = one.file.partition(" ")
    stored = one.row == 0 and kind in KINDS
    file = f"{kind_name(kind, language)} {record_id}" if stored else one.file
    return replace(one, file=file, values=in_words(one.values, one.cells, language))


def print_error(message: str, values: dict[str, object], language: str) -> None:
    """Print what a person can mend in one line on stderr."""
    say = translator(language)
    values = in_words(values, {}, language)
    values |= {name: say(str(told)) for name, told in values.items() if str(told) in _REASONS}
    _err.print(escape(f"linkmatch: {say(message, **values)}"), soft_wrap=True)


def _print_json(content: object) -> None:
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n")


def _print_csv(table: pd.DataFrame) -> None:
    sys.stdout.write(neutral(table).to_csv(index=False))


def _print_table(table: pd.DataFrame, language: str, kind: str) -> None:
    drawn = Table(box=None, header_style="bold", pad_edge=False)
    for column in table.columns:
        drawn.add_column(escape(column_title(str(column), language, kind)))
    for row in table.astype(str).to_numpy():
        drawn.add_row(*[escape(cell) for cell in row])
    _out.print(drawn)


def _print_lists(scorer: Scorer, found: Shortlist, k: int, language: str) -> None:
    say = translator(language)
    if found.too_little:
        _out.print(say("Too little is known to rank: read the lists as names, not as an order."))
    if not found.has_requirements:
        _out.print(say(NO_MUST_HAVE))
    for name in LISTS[:-1]:
        listed = [candidate for candidate in found.candidates if candidate.listed == name]
        _out.print(
            f"\n[bold]{say(list_name(name, found)).capitalize()}[/] ({_count(listed, k, say)})"
        )
        if listed:
            _out.print(_candidates(scorer, found, listed[:k], language))
    if found.n_out:
        _out.print(say("{n} fail two requirements or more and are not listed.", n=found.n_out))


def _count(listed: list[Candidate], k: int, say: Translate) -> str:
    if len(listed) <= k:
        return str(len(listed))
    return say("{k} of {n}", k=k, n=len(listed))


def _candidates(scorer: Scorer, found: Shortlist, listed: list[Candidate], language: str) -> Table:
    say, data = translator(language), scorer.data
    what = found.what
    drawn = Table(box=None, header_style="bold", pad_edge=False)
    drawn.add_column(say("Rank"), no_wrap=True)
    if what != "need":
        drawn.add_column(say("Need"))
    if what != "supplier":
        drawn.add_column(say("Supplier"))
    for heading in (say("Score"), say("Buyer/IKM"), say("Stated"), say("Band")):
        drawn.add_column(heading, no_wrap=True)
    drawn.add_column(say("Remark"))
    for one in listed:
        cells = [rank_text(one)]
        if what != "need":
            cells.append(f"{one.need_id} {data.asked.at[one.need_id, 'component']}")
        if what != "supplier":
            cells.append(f"{one.supplier_id} {data.firm_name(one.supplier_id)}")
        cells += [
            f"{100 * one.score:.0f}",
            f"{100 * one.buyer_fit:.0f}/{100 * one.supplier_fit:.0f}",
            f"{one.completeness:.0%}",
            say(BAND_NAMES[one.band]),
            remark(one, language),
        ]
        drawn.add_row(*[escape(cell) for cell in cells])
    return drawn
