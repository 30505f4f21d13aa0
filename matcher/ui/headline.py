"""Headline: in one sentence, how many needs suit an IKM."""

from features.language import mark
from matcher.advice.supplier_needs import FITS, GROUPS, ONE_SHORT, TO_ANSWER, NeedForSupplier
from matcher.ui import session


def headline(needs: tuple[NeedForSupplier, ...]) -> str:
    """Say in words how many needs suit the IKM."""
    say = session.say()
    n = {group: sum(need.group == group for need in needs) for group in GROUPS}
    said = [say(_HEADLINE[group], n=n[group]) for group in GROUPS if n[group] or group == FITS]
    return ", ".join(said) + "." if needs else say("No need can be named for you yet.")


_HEADLINE = {
    FITS: mark("{n} needs fit you"),
    TO_ANSWER: mark("{n} more may fit once what is open is answered"),
    ONE_SHORT: mark("{n} miss one must-have only"),
}
