"""Agenda: a plan as it leaves the planner, on paper, in calendars and as files."""

from matcher.agenda.about import About, Reserve, Unmet
from matcher.agenda.calendar import calendar_of
from matcher.agenda.document import read_document, to_document
from matcher.agenda.notes import usual_notes
from matcher.agenda.pdf import agendas_pdf, agendas_pdf_each, wall_plan_pdf
from matcher.agenda.plan_file import plan_csv, read_plan_csv
from matcher.agenda.wishes import Wishes, pairs_csv, read_wishes
from matcher.agenda.workbook import workbook

__all__ = [
    "About",
    "Reserve",
    "Unmet",
    "Wishes",
    "agendas_pdf",
    "agendas_pdf_each",
    "calendar_of",
    "pairs_csv",
    "plan_csv",
    "read_document",
    "read_plan_csv",
    "read_wishes",
    "to_document",
    "usual_notes",
    "wall_plan_pdf",
    "workbook",
]
