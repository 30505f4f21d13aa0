"""Need facts: what purchasing states about a part.

`need_facts` is what an IKM may read. The list names what is told, so a new column stays untold
until somebody adds it: the target price, the contact and free remarks never stand there.
"""

from collections.abc import Callable, Mapping
from typing import Any

from features.language import day_text, mark, number, translator
from features.support import SUPPORT, support_items
from matcher.advice.release import DRAWING, FAMILY

Need = Mapping[str, Any]
Write = Callable[[Need, str], str]


def need_facts(need: Need, language: str, step: str = DRAWING) -> list[tuple[str, str]]:
    """Give pairs of a heading and what the need states, as much of it as is released."""
    say = translator(language)
    found = [
        (say(heading), write(need, language))
        for heading, write in _FACTS
        if step == DRAWING or (heading in _OF_FAMILY if step == FAMILY else heading not in _DRAWN)
    ]
    return [(heading, text) for heading, text in found if text]


def confidential_facts(need: Need, language: str) -> list[tuple[str, str]]:
    """Give what only a planner may read: free words, the target price and whom to call."""
    say, price = translator(language), need["target_price_idr"]
    found = [
        (say("Description (confidential)"), str(need["description"] or "")),
        (say("Target price (confidential)"), f"Rp {number(price, language)}" if price else ""),
        (say("Contact (confidential)"), str(need["contact"] or "")),
    ]
    return [(heading, text) for heading, text in found if text]


def _volume(need: Need, language: str) -> str:
    amount, period = need["volume"], need["volume_period"]
    if amount is None or period not in _PERIODS:
        amount, period = need["volume_per_month"], "month"
    if amount is None:
        return ""
    return translator(language)(_PERIODS[period], n=number(round(amount), language))


def _column(column: str) -> Write:
    """Write a cell; what a must-have repeats is told once."""
    return lambda need, language: "; ".join(  # noqa: ARG005
        dict.fromkeys(text.strip() for text in str(need[column] or "").split(";"))
    )


def _amount(column: str, unit: str) -> Write:
    def write(need: Need, language: str) -> str:
        if need[column] is None:
            return ""
        return translator(language)(unit, n=number(need[column], language))

    return write


def _drawing(need: Need, language: str) -> str:
    if not need["drawing"] or not need["drawing_revision"]:
        return str(need["drawing"] or "")
    say = translator(language)
    return say(
        "{drawing}, revision {revision}", drawing=need["drawing"], revision=need["drawing_revision"]
    )


def _start(need: Need, language: str) -> str:
    return day_text(need["start_of_production"], language) if need["start_of_production"] else ""


def _provider(column: str) -> Write:
    def write(need: Need, language: str) -> str:
        return translator(language)(_PROVIDERS[need[column]]) if need[column] else ""

    return write


def _support(need: Need, language: str) -> str:
    items = support_items(need["support_offered"])
    return ", ".join(SUPPORT[item].label(language) for item in items if item in SUPPORT)


_PERIODS = {
    "week": mark("{n} a week"),
    "month": mark("{n} a month"),
    "year": mark("{n} a year"),
    "once": mark("{n}, once"),
}
_PROVIDERS = {
    "buyer": mark("by the buyer"),
    "supplier": mark("by the IKM"),
    "shared": mark("shared"),
}
_OF_FAMILY = ("Material", "Process", "Certificates")
_DRAWN = ("Drawing", "Quality documents")
_FACTS: tuple[tuple[str, Write], ...] = (
    (mark("Volume"), _volume),
    (mark("Material"), _column("materials")),
    (mark("Process"), _column("processes")),
    (mark("Weight"), _amount("part_weight_kg", "{n} kg")),
    (mark("Length"), _amount("part_length_mm", "{n} mm")),
    (mark("Tolerance"), _amount("tolerance_mm", "{n} mm")),
    (mark("Drawing"), _drawing),
    (mark("Certificates"), _column("certificates")),
    (mark("Quality documents"), _column("quality_documents")),
    (mark("Start of production"), _start),
    (mark("Lead time"), _amount("lead_time_days", mark("{n} days"))),
    (mark("Paid after"), _amount("payment_days", mark("{n} days"))),
    (mark("Material provided"), _provider("material_by")),
    (mark("Tooling provided"), _provider("tooling_by")),
    (mark("Buyer helps with"), _support),
)
