"""Rows of two sheets of one file that stand in the same place are two rows, not one invoice."""

from __future__ import annotations

import openpyxl

from metrics import loads, results, warehouse
from metrics.geography import Places
from metrics.spreadsheets.checking import check
from tests.stores import known, new_store

HEADINGS = ["Supplier", "Supplier postcode", "Received date", "Due date", "Payment date", "Amount"]


def test_payments_without_invoice_numbers_in_the_same_row_of_two_sheets_are_two_invoices(tmp_path):
    book = openpyxl.Workbook()
    for name, due in (("Ward", "2026-03-20"), ("Office", "2026-02-10")):
        sheet = book.create_sheet(name)
        sheet.append(HEADINGS)
        sheet.append(["A Ltd", "FY3 8NR", "2026-01-10", due, "2026-03-16", 100.25 if name == "Ward" else 90.5])
        sheet.append(["B Ltd", "M1 1AE", "2026-01-12", due, "2026-03-17", 200.75 if name == "Ward" else 80.25])
    del book["Sheet"]
    path = tmp_path / "payments.xlsx"
    book.save(path)
    home = new_store(tmp_path / "store")
    (outcome,) = loads.load(home, known(), check(path, known(), places=Places(home)), "Ann", "right")
    assert outcome.load and outcome.rows == 4
    march = results.series(warehouse.build(home, known()), known(), "P4a")[0].points[-1]
    # the two of Ward by their due date, the two of Office neither by then nor within 30 days: two of four
    assert (march.numerator, march.denominator) == (2, 4)
