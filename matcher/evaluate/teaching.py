"""Teaching: a whole history as choice sets, each need as of the start of its year."""

from datetime import timedelta

import numpy as np

from matcher.evaluate.evaluation import Told, data_hash
from matcher.evaluate.history import History
from matcher.evaluate.ranking import NAMES, examples_before
from matcher.evaluate.split import split_at
from matcher.learn.lesson import Lesson, learn_from
from matcher.learn.outcomes import PastChoices
from matcher.weights import Weights


def learn_history(history: History, weights: Weights, told: Told | None = None) -> Lesson:
    """Learn the weights of the criteria that a history states; all others stay as they are."""
    after = history.needs["date"].max() + timedelta(days=1)
    return learn_from(past_choices(history), weights, after, data_hash(history), told)


def past_choices(history: History) -> PastChoices:
    """Give a choice set for each need that one of the suppliers known by then won."""
    after = history.needs["date"].max() + timedelta(days=1)
    examples = examples_before(history, split_at(history, after))
    need_ids: list[str] = []
    firm_ids: list[np.ndarray] = []
    n_outcomes = 0
    for split in examples.splits:
        teaches = split.won.any(axis=1) & ~split.won.all(axis=1)
        need_ids += split.needs.index[teaches].tolist()
        firm_ids += [split.suppliers["firm_id"].to_numpy()] * int(teaches.sum())
        n_outcomes += int(split.won[teaches].sum())
    days = tuple(history.needs.loc[need_ids, "date"])
    return PastChoices(
        choices=examples.choices(new_pairs=False),
        need_ids=tuple(need_ids),
        groups=tuple(str(day.year) for day in days),
        days=days,
        firm_ids=np.concatenate(firm_ids) if firm_ids else np.zeros(0, dtype=object),
        names=NAMES,
        n_outcomes=n_outcomes,
        remarks=history.remarks,
    )
