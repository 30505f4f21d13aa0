"""Report: one page for the ministry and the same in Excel: figures, charts, pairs with reasons."""

from matcher.report.contents import PairLine, Place, Report, report
from matcher.report.pdf import report_pdf, report_picture
from matcher.report.workbook import report_workbook

__all__ = [
    "PairLine",
    "Place",
    "Report",
    "report",
    "report_pdf",
    "report_picture",
    "report_workbook",
]
