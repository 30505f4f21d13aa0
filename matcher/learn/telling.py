"""Telling: what a lesson says, in words for the page and for the command."""

from datetime import date

from features.language import Translate, day_text, decimal, number
from matcher.learn.lesson import MIN_NEEDS, Change, Lesson
from matcher.metrics import Interval


def verdict(lesson: Lesson, say: Translate) -> str:
    """Say whether the learned weights are better, or why nothing can be said."""
    if not lesson.mrr:
        return say(
            "Too few to tell: {n} past needs can teach something, {least} are needed. The "
            "weights stay.",
            n=lesson.n_needs,
            least=MIN_NEEDS,
        )
    if lesson.kept:
        return say("The outcomes do not clearly speak against the weights in use: they stay.")
    if lesson.mrr["gain"].low > 0:
        return say("The learned weights find the partners of events they had not seen better.")
    return say(
        "The outcomes suggest other weights, but it is not clear that they are better: on events "
        "they had not seen, the gain may as well be chance."
    )


def basis(lesson: Lesson, say: Translate, language: str) -> str:
    """Say from how much the weights were learned, and how good they were before and after."""
    return say(
        "{needs} past needs with {outcomes} outcomes, {first} to {last}. How near to the top the "
        "true partner stood (1 is always first), on events that the weights had not seen: before "
        "{before}, after {after}, gain {gain}.",
        needs=lesson.n_needs,
        outcomes=lesson.n_outcomes,
        first=day_text(date.fromisoformat(lesson.first_day), language),
        last=day_text(date.fromisoformat(lesson.last_day), language),
        **{name: interval(found, say, language) for name, found in lesson.mrr.items()},
    )


def among_ten(lesson: Lesson, say: Translate, language: str) -> str:
    """Say how many of the true partners stood among the first ten, before and after."""
    recall = lesson.first_ten["recall@10"]
    return say(
        "Share of the true partners among the first ten: before {before}, after {after}, gain "
        "{gain}.",
        **{name: interval(found, say, language) for name, found in recall.items()},
    )


def interval(found: Interval, say: Translate, language: str) -> str:
    """Write a mean with its bounds, two places each."""
    mean, low, high = (
        number(round(value, 2) + 0.0, language)  # no minus before a zero
        for value in (found.mean, found.low, found.high)
    )
    return say("{mean} ({low} to {high})", mean=mean, low=low, high=high)


def share_text(share: float, language: str) -> str:
    """Write the share of a criterion in its side, in percent with one place."""
    return decimal(100 * share, language) + "%"


def bounds(change: Change, say: Translate, language: str) -> str:
    """Write between which shares a criterion lies, or that it stays."""
    if change.low is None or change.high is None:
        return say("stays")
    low, high = share_text(change.low, language), share_text(change.high, language)
    return say("{low} to {high}", low=low, high=high)
