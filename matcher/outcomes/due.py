"""Due: which pairs need a call today, and why; what was agreed first, then silence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from features.language import mark, translator
from matcher.outcomes.ladder import NO_ANSWER, ORDER, STAGES, STEP_NAMES
from matcher.outcomes.pairing import Pairing

QUIET_DAYS = 30  # so long nobody needs to have told anything
COLD_DAYS = 180  # after that a pair is past, and no call brings it back
SOON_DAYS = 7
OVERDUE, SOON, NO_RESULT, SILENT, UNANSWERED = KINDS = (
    "overdue",
    "soon",
    "no_result",
    "silent",
    "unanswered",
)
_ORDER = (OVERDUE, NO_RESULT, UNANSWERED, SILENT, SOON)
_WORDS = {
    OVERDUE: mark("{step} was due {n} days ago"),
    SOON: mark("{step} is due in {n} days"),
    NO_RESULT: mark("what came of the meeting is not told, {n} days after"),
    SILENT: mark("nothing told for {n} days"),
    UNANSWERED: mark("no answer for {n} days"),
}


@dataclass(frozen=True)
class Due:
    """A pair that somebody should ask about: why, the day it counts from, and how far that is.

    `n_days` counts from `since` to today; for what is due soon, from today on.
    """

    pairing: Pairing
    kind: str
    since: date
    n_days: int

    def text(self, language: str) -> str:
        """Say why in `id` or `en`."""
        say, latest = translator(language), self.pairing.latest
        step = latest.next_step if latest else None
        name = say(STEP_NAMES[step]) if step else say("the next step")
        return say(_WORDS[self.kind], n=self.n_days, step=name)


def due(pairs: Iterable[Pairing], as_of: date) -> tuple[Due, ...]:
    """Say what is due as of a day, the most pressing first.

    A next step that was dated counts until another step is told. Without one, a pair that goes on
    is due when nothing was told for `QUIET_DAYS`, until `COLD_DAYS`; one that has ordered may be
    quiet. What stopped and who did not come is not due again. Of dated steps and results the
    longest wait stands first; of silences the pair that had come furthest, then the latest.
    """
    found = [one for pair in pairs if (one := _due(pair, as_of)) is not None]
    return tuple(sorted(found, key=_pressing))


def _pressing(one: Due) -> tuple[int, int, int, tuple[str, str]]:
    since, stage = one.since.toordinal(), STAGES.index(one.pairing.stage)
    quiet = one.kind in (SILENT, UNANSWERED)
    waits = (-stage, -since) if quiet else (since, 0)
    return _ORDER.index(one.kind), *waits, one.pairing.key


def _due(pair: Pairing, as_of: date) -> Due | None:
    latest = pair.latest
    if latest is None:
        on = pair.planned.on if pair.planned else None
        return Due(pair, NO_RESULT, on, (as_of - on).days) if on and on < as_of else None
    if latest.next_date is not None:
        return _dated(pair, latest.next_date, as_of)
    if latest.date is None or (pair.ended and pair.ended != NO_ANSWER):
        return None
    quiet = (as_of - latest.date).days
    if not QUIET_DAYS < quiet <= COLD_DAYS:
        return None
    if pair.ended:
        return Due(pair, UNANSWERED, latest.date, quiet)
    goes_on = STAGES.index(pair.stage) < STAGES.index(ORDER)
    return Due(pair, SILENT, latest.date, quiet) if goes_on else None


def _dated(pair: Pairing, day: date, as_of: date) -> Due | None:
    if day < as_of:
        return Due(pair, OVERDUE, day, (as_of - day).days)
    if day <= as_of + timedelta(days=SOON_DAYS):
        return Due(pair, SOON, day, (day - as_of).days)
    return None
