"""Ugly files, made by a script, come to what their makers worked out without any parser."""

from functools import cache

import pytest

from matcher.errors import DataError
from matcher.intake import entries, propose, read_tables

from .ugly.compare import read_questions, read_records, stated_records, wrongly_left_out
from .ugly.make_ugly import BROKEN, READABLE, make_all


@pytest.fixture(scope="module")
def came(tmp_path_factory):
    """Make and read the file of a case once: what was stated, and each table with its entries."""
    folder = tmp_path_factory.mktemp("ugly")

    @cache
    def read(case):
        path, outcome = case(folder)
        tables = read_tables(path, path.name)
        return outcome, [(table, list(entries(table, propose(table)))) for table in tables]

    return read


@pytest.fixture(params=READABLE, ids=lambda case: case.__name__)
def case(request):
    return request.param


@pytest.fixture
def pairs(case, came):
    """Each stated table beside the one that was read in its place, and its entries."""
    outcome, tables = came(case)
    return [(sheet, *read) for sheet, read in zip(outcome.sheets, tables, strict=False)]


def test_script_makes_thirty_workbooks_and_more(tmp_path):
    assert sum(path.suffix == ".xlsx" for path, _ in make_all(tmp_path)) >= 30


def test_every_table_of_a_file_is_found_and_no_other(case, came):
    outcome, tables = came(case)

    names = [sheet.name for sheet in outcome.sheets]
    assert [table.sheet if any(names) else "" for table, _ in tables] == names


def test_every_line_that_is_a_row_is_read_once_and_no_other_line(pairs):
    for sheet, _, read in pairs:
        assert [entry.line for entry in read] == [row.number for row in sheet.rows]


def test_every_line_becomes_the_records_its_maker_meant(pairs):
    for sheet, _, read in pairs:
        assert read_records(sheet, read) == stated_records(sheet, read)


def test_every_doubt_is_a_question_and_nothing_else_is(pairs):
    for sheet, _, read in pairs:
        rows = {row.number: row for row in sheet.rows}
        taken = [e for e in read if e.line in rows and not e.refused]

        asked = {e.line: read_questions(rows[e.line], e) for e in taken}

        assert asked == {e.line: set(rows[e.line].asks) for e in taken}


def test_only_lines_that_cannot_be_records_are_put_aside(pairs):
    for sheet, _, read in pairs:
        refused = [entry.line for entry in read if entry.refused]

        assert refused == [row.number for row in sheet.rows if row.refused]


def test_every_line_left_out_is_told_with_its_reason(pairs):
    for sheet, table, _ in pairs:
        assert wrongly_left_out(sheet, table.remarks()) == {}


def test_cells_under_headings_that_nobody_knows_are_kept(pairs):
    for sheet, _, read in pairs:
        kept = {e.line: [str(v) for _, r in e.records for v in r.values()] for e in read}

        assert [(n, cell) for n, cell in sheet.kept if cell not in kept.get(n, ())] == []


def test_personal_data_not_asked_for_is_nowhere_in_what_is_read(pairs):
    for sheet, _, read in pairs:
        assert [secret for secret in sheet.absent if secret in repr(read)] == []


@pytest.mark.parametrize("broken", BROKEN, ids=lambda case: case.__name__)
def test_file_that_holds_no_table_is_refused_with_one_line(broken, tmp_path):
    path, _ = broken(tmp_path)

    with pytest.raises(DataError) as refused:
        read_tables(path, path.name)

    message = str(refused.value)
    assert (path.name in message, message.count("\n")) == (True, 0)
