"""Comparing: two frozen runs, pair by pair: who entered, who left, who moved, and why."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from features.language import mark, translator
from matcher.causes import LEAST, Cause, causes_of
from matcher.freezing import FrozenPair, Run
from matcher.listing import LIST_NAMES
from matcher.overrides import MUST_MEET
from matcher.pairs import LISTS, OUT

ENTERED, LEFT, MOVED = "entered", "left", "moved"
CHANGES = (ENTERED, LEFT, MOVED)
CHANGE_NAMES = {ENTERED: mark("entered"), LEFT: mark("left"), MOVED: mark("moved")}


@dataclass(frozen=True)
class Change:
    """One pair that stands elsewhere; `before` or `after` is None when a run does not know it."""

    kind: str
    need_id: str
    supplier_id: str
    before: FrozenPair | None
    after: FrozenPair | None
    causes: tuple[Cause, ...]

    def why(self, language: str) -> str:
        """Say what made the difference."""
        return " ".join(cause.text(language) for cause in self.causes)

    def order(self) -> tuple[object, ...]:
        """Sort key: by need, then by kind, list and rank as they are now, or were."""
        there = self.after or self.before
        place = (LISTS.index(there.listed), there.rank or 0) if there else (0, 0)
        return self.need_id, CHANGES.index(self.kind), *place, self.supplier_id


@dataclass(frozen=True)
class Comparison:
    """What differs between two runs; `n_same` counts the shown pairs that stand as before."""

    before: Run
    after: Run
    changes: tuple[Change, ...]
    n_same: int

    def of_kind(self, kind: str) -> tuple[Change, ...]:
        """Give the pairs that entered, left or moved."""
        return tuple(change for change in self.changes if change.kind == kind)


def compare(
    before: tuple[Run, Iterable[FrozenPair]],
    after: tuple[Run, Iterable[FrozenPair]],
    k: int | None = None,
) -> Comparison:
    """Compare two runs, each with all its pairs.

    Parameters
    ----------
    before, after
        A run and its pairs, those out of all lists too.
    k
        Count only the first `k` of each list as shown, and whoever must meet; without it every
        listed pair is shown.
    """
    (then, old), (now, new) = before, after
    were, are = ({(p.need_id, p.supplier_id): p for p in pairs} for pairs in (old, new))
    found: list[Change] = []
    n_same = 0
    for key in dict.fromkeys([*were, *are]):
        was, is_ = were.get(key), are.get(key)
        kind = _kind(was, is_, k)
        if kind:
            why = tuple(_why(key, was, is_, (then, were), (now, are)))
            found.append(Change(kind, *key, was, is_, why))
        n_same += kind == "" and _shown(is_, k)
    return Comparison(then, now, tuple(sorted(found, key=Change.order)), n_same)


def _kind(was: FrozenPair | None, is_: FrozenPair | None, k: int | None) -> str:
    if not _shown(was, k):
        return ENTERED if _shown(is_, k) else ""
    if not _shown(is_, k):
        return LEFT
    return MOVED if was and is_ and _moved(was, is_) else ""


def _shown(pair: FrozenPair | None, k: int | None) -> bool:
    if pair is None or pair.listed == OUT:
        return False
    must = any(rule["kind"] == MUST_MEET for rule in pair.facts["rules"])
    return k is None or must or (pair.rank or 0) <= k


def _moved(was: FrozenPair, is_: FrozenPair) -> bool:
    """Whether list, rank, or the score at one place of 100 differ."""
    same_place = (was.listed, was.rank) == (is_.listed, is_.rank)
    return not same_place or abs(was.score - is_.score) >= LEAST


_Known = tuple[Run, dict[tuple[str, str], FrozenPair]]


def _why(
    key: tuple[str, str],
    was: FrozenPair | None,
    is_: FrozenPair | None,
    then: _Known,
    now: _Known,
) -> Iterator[Cause]:
    if was is None or is_ is None:
        yield _not_known(key, then if was is None else now, new=was is None)
        return
    causes = list(causes_of(was, is_, then[0], now[0]))
    yield from causes
    if not causes or _against_its_score(was, is_):
        yield Cause("others", mark("Others rose past it or fell behind it."))


def _not_known(key: tuple[str, str], run: _Known, new: bool) -> Cause:
    """Say what the run that does not know a pair lacks: the need, the firm, or only the pair."""
    need_id, supplier_id = key
    if need_id not in {need for need, _ in run[1]}:
        return Cause("need", _NEED[new])
    if supplier_id not in {supplier for _, supplier in run[1]}:
        return Cause("firm", _FIRM[new])
    return Cause("pair", _PAIR[new])


def _against_its_score(was: FrozenPair, is_: FrozenPair) -> bool:
    """Whether a pair rose in its list with a lower score, or fell with a higher one."""
    if was.listed != is_.listed or was.rank is None or is_.rank is None:
        return False
    return (is_.rank - was.rank) * (is_.score - was.score) > 0


def change_table(
    found: Comparison, language: str, name_of: Callable[[str], str] = str
) -> pd.DataFrame:
    """Give one row per change with headings in `id` or `en`; `name_of` names a firm."""
    say = translator(language)
    rows = [_row(change, language, name_of) for change in found.changes]
    return pd.DataFrame(rows, columns=[say(heading) for heading in _HEADINGS])


def _row(change: Change, language: str, name_of: Callable[[str], str]) -> list[object]:
    say = translator(language)
    places = [_place(pair, language) for pair in (change.before, change.after)]
    scores = [
        None if pair is None else round(100 * pair.score, 1)
        for pair in (change.before, change.after)
    ]
    who = [change.need_id, change.supplier_id, name_of(change.supplier_id)]
    return [say(CHANGE_NAMES[change.kind]), *who, *places, *scores, change.why(language)]


def _place(pair: FrozenPair | None, language: str) -> str:
    """Write the list and the rank of a pair."""
    say = translator(language)
    if pair is None:
        return ""
    if pair.listed == OUT:
        return say("not listed")
    return f"{say(LIST_NAMES[pair.listed])} {pair.rank}"


_HEADINGS = (
    mark("Change"),
    mark("Need"),
    mark("Supplier id"),
    mark("Supplier"),
    mark("Place before"),
    mark("Place now"),
    mark("Score before"),
    mark("Score now"),
    mark("Why"),
)
_NEED = {
    True: mark("The need was not there before."),
    False: mark("The need is no longer there or closed."),
}
_FIRM = {
    True: mark("The firm was not there before."),
    False: mark("The firm is no longer there."),
}
_PAIR = {
    True: mark("The two were no pair before: the firm was the buyer itself."),
    False: mark("The two are no pair any more: the firm is the buyer itself."),
}
