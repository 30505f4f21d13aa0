"""Overview: what is loaded, which needs are covered, who finds nothing, and what to do next."""

from dataclasses import dataclass

from features.language import mark, translator
from matcher.overview.coverage import (
    EMPTY,
    MUST_HAVE,
    ONE_SIDED,
    TO_COMPLETE,
    TRADE,
    VAGUE,
    Coverage,
    NeedCoverage,
    Unmatched,
    cover,
)
from matcher.overview.steps import Step, next_steps, obstacle_term
from matcher.pairs import all_pairs
from matcher.score import Scorer
from matcher.weights import Weights

COVERED, ONE_ONLY, NONE = "covered", "one only", "none"
LEVELS = (COVERED, ONE_ONLY, NONE)


@dataclass(frozen=True)
class Overview:
    """Everything on the first page; counts of what is loaded, then who finds whom.

    `n_suppliers` counts firms and sentra that supply, `n_buyers` the named buyers of open needs.
    `too_thin` says that for most needs or most suppliers too little is known to judge.
    """

    folder: str
    n_suppliers: int
    n_sentra: int
    n_capabilities: int
    n_buyers: int
    n_needs: int
    n_problems: int
    coverage: Coverage
    too_thin: bool
    steps: tuple[Step, ...]

    def needs_with(self, level: str) -> tuple[NeedCoverage, ...]:
        """Give the needs of one of the `LEVELS`: two fitting candidates or more, one, or none."""
        return tuple(need for need in self.coverage.needs if _level(need) == level)


def overview(scorer: Scorer, weights: Weights | None = None) -> Overview:
    """Sum up the data and what the weights make of it.

    Parameters
    ----------
    scorer
        Fitted on the data.
    weights
        Instead of the scorer's own; their `minimum`, `enough` and `floor` say what fits.
    """
    data, covered = scorer.data, cover(scorer, all_pairs(scorer, weights))
    suppliers = set(data.suppliers["firm_id"])
    sentra = set(data.firms.loc[data.firms["kind"] == "sentra", "firm_id"])
    n_problems, too_thin = len(data.problems), _too_thin(covered, len(suppliers))
    return Overview(
        folder=data.folder,
        n_suppliers=len(suppliers),
        n_sentra=len(sentra & suppliers),
        n_capabilities=len(data.capabilities),
        n_buyers=data.asked["firm_id"].nunique(),
        n_needs=len(data.asked),
        n_problems=n_problems,
        coverage=covered,
        too_thin=too_thin,
        steps=next_steps(scorer, covered, n_problems, too_thin),
    )


def need_reason(need: NeedCoverage, language: str) -> str:
    """Say why no IKM fits a need."""
    return translator(language)(_WHY_NO_IKM[need.reason], n=need.n_if_answered)


def nearest(need: NeedCoverage, language: str) -> str:
    """Say how many IKM fail only one must-have of a need, and which; '' when none does."""
    if need.obstacle is None:
        return ""
    say = translator(language)
    return say(
        "{n} IKM, mostly {asked}",
        n=need.n_one_missing,
        asked=obstacle_term(need.obstacle).label(language),
    )


def firm_reason(firm: Unmatched, language: str) -> str:
    """Say why no need fits an IKM."""
    say = translator(language)
    asked = obstacle_term(firm.obstacle).label(language) if firm.obstacle else ""
    return say(_WHY_NO_NEED[firm.reason], n=firm.n_if_answered, asked=asked)


def _level(need: NeedCoverage) -> str:
    return (NONE, ONE_ONLY, COVERED)[min(len(need.fitting), 2)]


def _too_thin(covered: Coverage, n_suppliers: int) -> bool:
    few_needs = 2 * covered.n_known_needs < len(covered.needs)
    return few_needs or 2 * covered.n_known_firms < n_suppliers


_WHY_NO_IKM = {
    EMPTY: mark("the need says next to nothing"),
    VAGUE: mark("the need says too little"),
    TO_COMPLETE: mark("IKM that could fit have too little data ({n})"),
    MUST_HAVE: mark("only a must-have stands in the way"),
    ONE_SIDED: mark("one side gains too little"),
    TRADE: mark("no IKM known in this trade"),
}
_WHY_NO_NEED = {
    EMPTY: mark("profile almost empty"),
    VAGUE: mark("too little data"),
    TO_COMPLETE: mark("could fit {n} needs if more were known"),
    MUST_HAVE: mark("must-have not met: {asked}"),
    ONE_SIDED: mark("one side gains too little"),
    TRADE: mark("no need in its trade"),
}
