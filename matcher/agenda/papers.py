"""Papers: every file that goes out with a plan, and what it is called."""

import io
import zipfile
from collections.abc import Callable, Sequence

from matcher.agenda.about import About
from matcher.agenda.bookings import bookings, by_firm
from matcher.agenda.calendar import calendar_of
from matcher.agenda.pdf import agendas_pdf, wall_plan_pdf
from matcher.agenda.plan_file import plan_csv
from matcher.agenda.workbook import workbook
from matcher.planner.plan import Plan
from matcher.planner.problem import Problem

Earlier = Sequence[tuple[Problem, Plan]]
Write = Callable[[Problem, Plan, About, str, Earlier], bytes]


def written(
    problem: Problem, plan: Plan, about: About, language: str = "id", earlier: Earlier = ()
) -> dict[str, bytes]:
    """Write all papers, by file name; each calendar is a file of its own.

    Versions released `earlier` are those whose meetings calendars hold by now, oldest first.
    """
    found = {
        name: write(problem, plan, about, language, earlier)
        for what, (name, write) in PAPERS.items()
        if what != "calendars"
    }
    return found | _calendars(problem, plan, about, language, earlier)


def _calendars(
    problem: Problem, plan: Plan, about: About, language: str, earlier: Earlier
) -> dict[str, bytes]:
    """Write the calendar of everybody who has a meeting now or had one before."""
    firms = {
        firm_id
        for some in ((problem, plan), *earlier)
        for firm_id in by_firm(bookings(*some, about))
    }
    return {
        f"kalender/{firm_id}.ics": calendar_of(problem, plan, about, firm_id, language, earlier)
        for firm_id in sorted(firms)
    }


def _zipped(problem: Problem, plan: Plan, about: About, language: str, earlier: Earlier) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _calendars(problem, plan, about, language, earlier).items():
            archive.writestr(name, content)
    return file.getvalue()


def _today(write: Callable[[Problem, Plan, About, str], bytes]) -> Write:
    """Take a paper that tells nothing of earlier versions."""
    return lambda problem, plan, about, language, _: write(problem, plan, about, language)


PAPERS: dict[str, tuple[str, Write]] = {
    "workbook": ("jadwal.xlsx", _today(workbook)),
    "agendas": ("agenda.pdf", _today(agendas_pdf)),
    "wall": ("jadwal-dinding.pdf", _today(wall_plan_pdf)),
    "calendars": ("kalender.zip", _zipped),
    "pairs": ("pasangan.csv", _today(lambda *given: plan_csv(*given[:3]))),
}
