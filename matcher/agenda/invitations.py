"""Invitations in words: why a firm is to be invited, and why it stands by."""

from collections.abc import Iterable, Sequence

from features.language import Translate
from matcher.dataset import Dataset
from matcher.planner.invitation import Invited, Reserve

_SHOWN = 3


def need_name(data: Dataset, need_id: str) -> str:
    """Name a need with its buyer: 'rem block (PT Inka)'."""
    row = data.asked.loc[need_id]
    return f"{row['component']} ({data.firm_name(row['firm_id'])})"


def invited_because(data: Dataset, one: Invited, say: Translate) -> str:
    """Say what would be lost without a firm."""
    reasons = []
    if one.alone_for:
        reasons.append(say("the only one for {needs}", needs=_needs(data, one.alone_for, say)))
    others = [need for need in one.serves if need not in one.alone_for]
    if others:
        reasons.append(say("among the best for {needs}", needs=_needs(data, others, say)))
    reasons += _quotas(one.quotas, say, say("needed for the quota {quota}"))
    return "; ".join(reasons) or say("comes already")


def reserve_because(data: Dataset, one: Reserve, say: Translate) -> str:
    """Say what a firm adds when an invited one stays away."""
    reasons = []
    if one.alone_for:
        reasons.append(
            say("would be the only one for {needs}", needs=_needs(data, one.alone_for, say))
        )
    others = [need for need in one.serves if need not in one.alone_for]
    if others:
        reasons.append(say("next best for {needs}", needs=_needs(data, others, say)))
    reasons += _quotas(
        one.only_within, say, say("only in place of another of {quota}, which is full")
    )
    return "; ".join(reasons) or say("stands in where one of the best stays away")


def _needs(data: Dataset, needs: Sequence[str], say: Translate) -> str:
    names = [need_name(data, one) for one in needs]
    text = ", ".join(names[:_SHOWN])
    if len(names) > _SHOWN:
        text += " " + say("and {n} more", n=len(names) - _SHOWN)
    return text


def _quotas(names: Iterable[str], say: Translate, words: str) -> list[str]:
    return [words.format(quota=say(name)) for name in names]
