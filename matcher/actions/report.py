"""What a person reports: one page and one workbook of an event, or of all."""

from collections.abc import Iterable
from datetime import date

from features.language import mark
from matcher.access import Person, allowed
from matcher.outcomes import Pairing, due
from matcher.overview import overview
from matcher.report import Report, report, report_pdf, report_workbook
from matcher.report import report_picture as drawn
from matcher.score import Scorer
from matcher.weights import Weights

_REPORTS = mark("reports of an event are for planners and viewers; ask a planner")


@allowed(_REPORTS, planner="all", viewer="all")
def make_report(
    who: Person,
    scorer: Scorer,
    pairs: Iterable[Pairing],
    title: str,
    place: str = "",
    day: date | None = None,
    language: str = "id",
    weights: Weights | None = None,
) -> Report:
    """Gather what is known of an event: who finds whom, how far the pairs came, and why."""
    some, today = list(pairs), date.today()
    found, late = overview(scorer, weights), due(some, today)
    return report(scorer, found, some, title, place, day, len(late), language, today, weights)


@allowed(_REPORTS, planner="all", viewer="all")
def report_page(who: Person, found: Report) -> bytes:
    """Write a report as a PDF of one page."""
    return report_pdf(found)


@allowed(_REPORTS, planner="all", viewer="all")
def report_sheets(who: Person, found: Report) -> bytes:
    """Write a report as an Excel workbook, every pair with its reasons."""
    return report_workbook(found)


@allowed(_REPORTS, planner="all", viewer="all")
def report_picture(who: Person, found: Report) -> bytes:
    """Draw the page of a report as a picture."""
    return drawn(found)
