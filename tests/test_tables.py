"""The table in a sheet is found whatever stands round it, and every filled row is a row or is told as left out."""

from pathlib import Path

import pyarrow as pa
import pytest

from metrics.definitions import framework
from metrics.spreadsheets.checking import check
from metrics.spreadsheets.reading import Sheet, Workbook

HEAD = ["Supplier", "Payment Date", "Amount", "Invoice Number"]
ROWS = [["Ann Ltd", "13/03/2026", "100.00", "A1"], ["Bob Ltd", "14/03/2026", "£1,250.50", "A2"]]


class Given:
    """A reader that hands over sheets made in a test."""

    def __init__(self, *sheets, name="payments March 2026.xlsx"):
        self.book = Workbook(name, "xlsx", "0" * 64, sheets, ())

    def read(self, path):
        return self.book


def sheet(rows, name="Sheet1", hidden=False):
    width = max(map(len, rows))
    filled = [[*row, *[None] * (width - len(row))] for row in rows]
    columns = {f"c{i}": pa.array([row[i] for row in filled], pa.string()) for i in range(width)}
    return Sheet(name, hidden, pa.table(columns))


def checked(*sheets, name="payments March 2026.xlsx", **more):
    return check(Path(name), framework(), reader=Given(*sheets, name=name), **more)


def only(*sheets, **more):
    result = checked(*sheets, **more)
    assert result.refused is None
    (table,) = result.tables
    return table


def test_a_plain_table():
    table = only(sheet([HEAD, *ROWS]))
    assert (table.source, table.header_row, table.rows, table.left_out) == ("payments", 1, 2, 0)
    assert table.total == {"amount": "1350.50"}
    assert table.data["row"].to_pylist() == [2, 3]


def test_title_rows_an_empty_first_column_and_blank_rows():
    rows = [["Payments over £250"], [], [None, *HEAD], [], *[[None, *row] for row in ROWS], [], []]
    table = only(sheet(rows))
    assert (table.header_row, table.rows, table.left_out) == (3, 2, 0)
    assert table.columns["amount"] == ("Amount", 3)
    assert table.data["row"].to_pylist() == [5, 6]


def test_headings_in_two_rows_are_joined():
    rows = [["Supplier", None, "Payment Date", "Amount"], ["Number", "Name", None, "Net"]]
    rows += [["007", "Ann Ltd", "13/03/2026", "100.00"]]
    table = only(sheet(rows))
    assert (table.header_row, table.rows) == (2, 1)
    assert table.data["supplier_number"].to_pylist() == ["007"]


def test_a_total_at_the_foot_is_left_out_and_agrees():
    table = only(sheet([HEAD, *ROWS, [], ["Total", None, "1,350.50"]]))
    assert (table.rows, table.left_out_rows) == (2, ((5, "a total"),))
    assert "total_differs" not in {p.kind for p in table.problems}


def test_a_total_without_a_word_is_known_by_its_sum():
    table = only(sheet([HEAD, *ROWS, [None, None, "1350.5"]]))
    assert (table.rows, table.left_out_rows) == (2, ((4, "a total"),))


def test_a_total_that_does_not_agree_is_told_with_both_figures():
    table = only(sheet([HEAD, *ROWS, ["Total", None, "1,400.00"]]))
    (problem,) = [p for p in table.problems if p.kind == "total_differs"]
    assert (problem.cell, problem.severity) == ("C4", "warning")
    assert "1,400.00" in problem.message
    assert "1,350.50" in problem.message


def test_a_subtotal_among_the_rows_is_left_out_and_told():
    table = only(sheet([HEAD, *ROWS, ["Sub-total", None, "1350.50"], ["Cy Ltd", "15/03/2026", "1", "A3"]]))
    assert (table.rows, table.total["amount"]) == (3, "1351.50")
    assert [p.row for p in table.problems if p.kind == "total_in_rows"] == [4]


def test_a_supplier_whose_name_begins_with_total_is_no_total():
    table = only(sheet([HEAD, *ROWS, ["Total Gas & Power", "15/03/2026", "7.00", "A3"]]))
    assert (table.rows, table.left_out) == (3, 0)


def test_footnotes_are_left_out():
    table = only(sheet([HEAD, *ROWS, [], ["* excludes VAT"], ["Source: ledger"]]))
    assert (table.rows, [why for _, why in table.left_out_rows]) == (2, ["a note", "a note"])


def test_a_heading_row_repeated_on_each_page_is_no_row():
    table = only(sheet([HEAD, ROWS[0], HEAD, ROWS[1]]))
    assert (table.rows, table.left_out_rows) == (2, ((3, "a repeated heading"),))


def test_a_second_table_under_the_first_has_its_own_headings():
    other = ["Payment Date", "Supplier", "Invoice Number", "Amount"]
    first, second = checked(sheet([HEAD, *ROWS, other, ["20/03/2026", "Cy Ltd", "A3", "5.00"]])).tables
    assert (first.rows, second.rows, second.header_row) == (2, 1, 4)
    assert second.total == {"amount": "5.00"}


def test_headings_sorted_to_the_foot_are_found():
    table = only(sheet([*ROWS, HEAD]))
    assert (table.header_row, table.rows) == (3, 2)
    assert "rows_above" in {p.kind for p in table.problems}


def test_columns_without_a_heading_and_far_empty_ones_do_no_harm():
    rows = [[*HEAD, *[None] * 40], *[[*row, "x=1", *[None] * 39] for row in ROWS]]
    assert only(sheet(rows)).rows == 2


def test_values_that_stand_beside_their_merged_heading_are_found():
    rows = [["Supplier", "Payment Date", "Amount", None], *[[r[0], r[1], None, r[2]] for r in ROWS]]
    table = only(sheet(rows))
    assert (table.columns["amount"][1], table.total["amount"]) == (3, "1350.50")


def test_a_sheet_for_each_month_gives_a_table_for_each():
    april = [[r[0], r[1].replace("/03/", "/04/"), *r[2:]] for r in ROWS]
    tables = checked(sheet([HEAD, *ROWS], "Mar"), sheet([HEAD, *april], "Apr"), name="payments.xlsx").tables
    assert [table.periods for table in tables] == [("2026-03",), ("2026-04",)]


def test_a_sheet_that_repeats_the_others_stops_the_file():
    april = [[r[0], r[1].replace("/03/", "/04/"), *r[2:]] for r in ROWS]
    sheets = sheet([HEAD, *ROWS], "Mar"), sheet([HEAD, *april], "Apr"), sheet([HEAD, *ROWS, *april], "Year")
    repeats = [p for p in checked(*sheets, name="payments.xlsx").problems if p.kind == "sheets_repeat"]
    assert [(p.sheet, p.severity) for p in repeats] == [("Year", "error")]


def test_a_hidden_sheet_is_named_and_not_read():
    result = checked(sheet([HEAD, *ROWS]), sheet([HEAD, *ROWS], "Old", hidden=True))
    assert len(result.tables) == 1
    (told,) = [one for one in result.problems if one.kind == "hidden_sheet"]
    assert told.severity == "warning" and "'Old'" in told.message


@pytest.mark.parametrize("rows", [[["a", "b"], ["1", "2"]], [["Notes"], ["nothing here"]]])
def test_a_sheet_without_a_table_is_refused_with_what_to_do(rows):
    result = checked(sheet(rows), name="notes.xlsx")
    assert result.tables == ()
    assert "notes.xlsx" in result.refused


def said(*lines):
    return check_text("\n".join(lines))


def check_text(text, tmp=Path("/nowhere")):
    rows = [line.split(",") for line in text.splitlines()]
    return check(tmp / "list.csv", framework(), reader=Given(sheet(rows), name="list.csv"))


def test_a_value_that_is_also_a_heading_makes_no_second_heading_row():
    found = said(
        "Supplier,Supplier Number,Supplier Postcode,Supplier type",
        "Alpha Ltd,A1,FY4 1PB,SME", "Beta Ltd,B1,FY1 1AD,SME", "Gamma Ltd,C1,FY1 1AD,SME",
    )
    (table,) = found.tables
    assert (table.source, table.header_row, table.rows) == ("suppliers", 1, 3)


def test_payments_that_lost_their_amounts_are_no_register_of_suppliers():
    found = said("Payment date,Supplier,Category,Supplier postcode", "12/09/2026,Beta Ltd,Catering,FY1 1AD")
    assert found.refused and not found.tables
