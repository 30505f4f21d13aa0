"""Papers: every file that goes out with a plan, and what it is called."""

import io
import zipfile
from collections.abc import Callable

from matcher.agenda.about import About
from matcher.agenda.bookings import bookings, by_firm
from matcher.agenda.calendar import calendar_of
from matcher.agenda.pdf import agendas_pdf, wall_plan_pdf
from matcher.agenda.plan_file import plan_csv
from matcher.agenda.workbook import workbook
from matcher.planner.plan import Plan
from matcher.planner.problem import Problem

Write = Callable[[Problem, Plan, About, str], bytes]


def written(problem: Problem, plan: Plan, about: About, language: str = "id") -> dict[str, bytes]:
    """Write all papers, by file name; each calendar is a file of its own."""
    found = {
        name: write(problem, plan, about, language)
        for what, (name, write) in PAPERS.items()
        if what != "calendars"
    }
    return found | _calendars(problem, plan, about, language)


def _calendars(problem: Problem, plan: Plan, about: About, language: str) -> dict[str, bytes]:
    firms = sorted(by_firm(bookings(problem, plan, about)))
    return {
        f"kalender/{firm_id}.ics": calendar_of(problem, plan, about, firm_id, language)
        for firm_id in firms
    }


def _zipped(problem: Problem, plan: Plan, about: About, language: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _calendars(problem, plan, about, language).items():
            archive.writestr(name, content)
    return file.getvalue()


PAPERS: dict[str, tuple[str, Write]] = {
    "workbook": ("jadwal.xlsx", workbook),
    "agendas": ("agenda.pdf", agendas_pdf),
    "wall": ("jadwal-dinding.pdf", wall_plan_pdf),
    "calendars": ("kalender.zip", _zipped),
    "pairs": ("pasangan.csv", lambda problem, plan, about, _: plan_csv(problem, plan, about)),
}
