"""An empty workbook for each source: it asks for the right things, explains itself, and reads back clean."""

import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from metrics.definitions import framework
from metrics.geography import Places
from metrics.loads import load
from metrics.spreadsheets.checking import check
from metrics.spreadsheets.example_row import MARK, WHAT_IT_IS
from metrics.spreadsheets.templates import template, template_bytes
from tests import stores

TODAY = date(2026, 10, 12)
SOURCES = framework().sources
each_source = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.id)


def checked(path):
    return check(path, framework(), today=TODAY)


def typed(column, said):
    """What Excel would hold after a person typed the example into the cell."""
    if column.type == "date":
        return datetime.strptime(said, "%d/%m/%Y")
    if column.type == "month":
        return datetime.strptime(said, "%B %Y")
    if column.type in ("money", "number", "integer"):
        return float(said.replace(",", "").replace("£", ""))
    return said


@each_source
def test_an_empty_template_has_no_rows_and_says_that_its_example_was_left_out(source, tmp_path):
    found = checked(template(source, tmp_path / "empty.xlsx"))
    (table,) = found.tables
    assert (table.source, table.rows, table.left_out_rows) == (source.id, 0, ((2, WHAT_IT_IS),))
    assert found.problems == ()


@each_source
def test_a_filled_template_reads_back_without_a_problem(source, tmp_path):
    path = template(source, tmp_path / "filled.xlsx")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    by_title = {column.title: column for column in source.columns}
    for cell in sheet[1]:
        column = by_title.get(cell.value)
        said = source.example.get(column.name, "") if column else ""
        if said:
            sheet.cell(3, cell.column).value = typed(column, str(said))
    book.save(path)
    found = checked(path)
    (table,) = found.tables
    assert (table.rows, table.left_out, found.problems) == (1, 1, ())
    given = {column.name for column in source.columns if str(source.example.get(column.name, ""))}
    empty = {name for name in given if table.data[name][0].as_py() is None}
    assert not empty


@each_source
def test_every_column_of_a_template_has_a_rule_with_a_hint_and_a_sentence(source):
    sheet = load_workbook(io.BytesIO(template_bytes(source))).worksheets[0]
    rules = sheet.data_validations.dataValidation
    assert len(rules) == len(source.columns)
    assert all(rule.prompt and rule.error and rule.type for rule in rules)


@each_source
def test_the_help_page_names_every_column_who_sends_it_and_when(source):
    rows = list(load_workbook(io.BytesIO(template_bytes(source)))["Help"].iter_rows(values_only=True))
    text = " ".join(str(cell) for row in rows for cell in row if cell)
    assert source.sender in text and f"by day {source.due_day}" in text
    assert {column.title for column in source.columns} <= {row[0] for row in rows}


def test_the_help_page_says_what_becomes_of_what_is_personal():
    source = framework().source("starters")
    rows = list(load_workbook(io.BytesIO(template_bytes(source)))["Help"].iter_rows(values_only=True))
    said = {row[0]: row[3] for row in rows}
    assert said["Home postcode"].startswith("Turned into council")
    assert said["Employee Number"].startswith("Turned into a code")
    assert any("National Insurance Number" in str(row[0]) for row in rows)


def test_who_types_over_the_example_and_leaves_the_mark_loses_nothing(tmp_path):
    path = template(framework().source("starters"), tmp_path / "over.xlsx")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    assert sheet.cell(2, sheet.max_column).value == MARK
    sheet["A2"].value = "00999999"
    book.save(path)
    (table,) = checked(path).tables
    assert (table.rows, table.left_out) == (1, 0)


def test_a_template_that_nobody_filled_in_is_not_taken_in(tmp_path):
    home = stores.new_store(tmp_path / "store")
    path = template(framework().source("starters"), tmp_path / "empty.xlsx")
    (outcome,) = load(home, framework(), check(path, framework(), today=TODAY, places=Places(home)), "Ann")
    assert outcome.refused.startswith("empty.xlsx holds headings and no row to count under them.")


def test_nothing_in_a_template_is_a_formula():
    for source in SOURCES:
        book = load_workbook(io.BytesIO(template_bytes(source)))
        kinds = {c.data_type for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None}
        assert kinds == {"s"}
