"""Opening: the records that a command works on, and the weights that count for them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape

from features.language import day_text, translator
from matcher import actions
from matcher.access import LOCAL_PLANNER
from matcher.dataset import STORED, Dataset
from matcher.score import Scorer
from matcher.store import is_there, open_store
from matcher.weights import Weights, load_weights

From = tuple[str | None, str | None]  # a folder, and where the store is if not where it always is
_err = Console(stderr=True)


def open_scorer(data: From, weights: str | None, language: str, quiet: bool = False) -> Scorer:
    """Read a folder or else the store and compare all; with the weights of a file, if named."""
    dataset, say = open_data(data, language, quiet), translator(language)
    chosen = weights_for_records(dataset, data[1], weights, language)
    with _progress(say("Reading and comparing …")):
        return actions.prepare(LOCAL_PLANNER, dataset, weights=chosen)


def weights_for_records(
    dataset: Dataset, db: str | None, file: str | None, language: str
) -> Weights:
    """Give the weights of a file, else those accepted last for the store, else those shipped.

    That accepted weights count is said, because the same command gave another list before.
    """
    if file is None and dataset.folder == STORED:
        accepted = actions.list_accepted_weights(LOCAL_PLANNER, open_store(db))
        if accepted:
            say = translator(language)
            told = say(
                "Weights {id} count, accepted by {name} on {day}; --weights FILE takes others.",
                id=accepted[0].weights_id,
                name=accepted[0].accepted_by,
                day=day_text(accepted[0].at, language),
            )
            _err.print(escape(told), style="yellow", soft_wrap=True)
            return accepted[0].weights
    return load_weights(file)


def records(otherwise: str | None = None) -> Dataset:
    """Give what the store holds, as a notebook starts; while it holds nothing, another folder.

    Parameters
    ----------
    otherwise
        A folder, or a data set that ships with linkmatch; by default the news articles.
    """
    where = os.environ.get("LINKMATCH_DB")
    stored = is_there(where) and actions.data_version(LOCAL_PLANNER, open_store(where))
    return _read(None if stored else otherwise, where)


def open_data(data: From, language: str, quiet: bool = False) -> Dataset:
    """Read a folder or else the store, saying how many questions there are about it."""
    say = translator(language)
    with _progress(say("Reading the data …")):
        dataset = _read(*data)
    if dataset.synthetic:
        _err.print(say("Synthetic data: firms, needs and outcomes are made up."), style="yellow")
    if dataset.problems and not quiet:
        _err.print(
            say(
                "{n} questions about the data; see them with: linkmatch list problems",
                n=len(dataset.problems),
            ),
            style="yellow",
        )
    return dataset


def _read(folder: str | None, db: str | None) -> Dataset:
    """Read a folder if one is named, else the store once it holds something."""
    if folder is None and is_there(db):
        store = open_store(db)
        if actions.data_version(LOCAL_PLANNER, store):
            return actions.open_stored(LOCAL_PLANNER, store)
    return actions.open_data(LOCAL_PLANNER, folder)


@contextmanager
def _progress(what: str) -> Iterator[None]:
    with _err.status(what):
        yield
