"""The board report as a workbook: the same figures as the pages, made-up figures marked, no text a formula."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from metrics import loads, results, warehouse
from metrics.definitions import framework
from metrics.home import Home
from metrics.report import making
from metrics.report.sheets import put

NASTY = '=HYPERLINK("http://example.com","press here")'


def starters(folder: Path) -> Path:
    """Twenty starters a month for fifteen months, ten in Blackpool and ten in Manchester."""
    lines = ["Employee Number,Start Date,Home Postcode,Staff Group"]
    for number in range(15):
        year, month = 2025 + number // 12, number % 12 + 1
        for one in range(10):
            lines.append(f"{number}1{one},25/{month:02}/{year},FY3 8NR,Nursing")
            lines.append(f"{number}2{one},26/{month:02}/{year},M1 1AE,Nursing")
    path = folder / "=starters.csv"
    path.write_text("\r\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Home:
    root = tmp_path_factory.mktemp("store")
    made = Home(root)
    taken = loads.load_many(made, framework(), [starters(root)], by="@tester", accept="a test's file")
    assert [outcome.rows for outcome in taken] == [300], taken
    return made


@pytest.fixture(scope="module")
def report(home, tmp_path_factory) -> openpyxl.Workbook:
    out = tmp_path_factory.mktemp("report") / "new folder" / "report.xlsx"
    making.write(home, framework(), "2026-03", out)
    return openpyxl.load_workbook(out)


def rows(sheet, heading: str) -> list[dict]:
    """The sheet's table as dictionaries, found by the first heading."""
    found = [list(row) for row in sheet.iter_rows(values_only=True)]
    start = next(number for number, row in enumerate(found) if row[0] == heading)
    return [dict(zip(found[start], row, strict=True)) for row in found[start + 1 :] if row[0]]


def test_the_sheets_are_those_a_board_asks_for(report):
    assert report.sheetnames == [
        "Summary", "Indicators", "Data", "Definitions", "Comments", "Data quality", "Receipts",
    ]  # fmt: skip


def test_half_of_the_starters_are_local_in_every_sheet(report):
    indicator = next(row for row in rows(report["Indicators"], "Code") if row["Code"] == "E1a")
    assert indicator["Value"] == 0.5
    assert indicator["Period"] == "March 2026"
    months = [row for row in rows(report["Data"], "Code") if row["Code"] == "E1a"]
    assert len(months) == 15
    assert {(row["Numerator"], row["Denominator"], row["Value"]) for row in months} == {(10, 20, 0.5)}


def test_the_data_sheet_holds_what_the_results_say(report, home):
    known = framework()
    series = results.series(warehouse.open_to_read(home, known), known, "E1a")[0]
    months = [row for row in rows(report["Data"], "Code") if row["Code"] == "E1a"]
    assert [(row["Period"], row["Numerator"], row["Status"]) for row in months] == [
        (point.period, point.numerator, point.status) for point in series.points
    ]


def test_every_indicator_has_a_row_and_a_definition(report):
    codes = {indicator.code for indicator in framework().indicators}
    assert {row["Code"] for row in rows(report["Indicators"], "Code")} == codes
    assert {row["Code"] for row in rows(report["Definitions"], "Code")} == codes


def test_the_matrix_names_the_indicator_in_its_cell(report):
    usual = next(row for row in rows(report["Summary"], "Movement") if row["Movement"] == "As usual")
    assert "E1a Local new starters" in usual["No target"]


def test_receipts_name_the_file_and_its_hash(report, home):
    receipt = rows(report["Receipts"], "Source")[0]
    assert receipt["File"] == "=starters.csv"
    assert receipt["Sheet"] == "=starters"
    assert receipt["Periods"] == "2025-01 to 2026-03"
    assert receipt["Rows"] == 300
    assert len(receipt["SHA-256 of the file"]) == 64


def test_no_cell_of_the_report_is_a_formula(report):
    assert all(cell.data_type != "f" for sheet in report for row in sheet.iter_rows() for cell in row)
    receipt = next(cell for row in report["Receipts"].iter_rows() for cell in row if cell.value == "=starters.csv")
    assert (receipt.data_type, receipt.quotePrefix) == ("s", True)


@pytest.mark.parametrize("text", [NASTY, "+1", "-1+2", "@SUM(A1)", "\tx", "\rx"])
def test_text_that_looks_like_a_formula_stays_text(text, tmp_path):
    book = openpyxl.Workbook()
    put(book.active["A1"], text)
    book.save(tmp_path / "text.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "text.xlsx").active["A1"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert cell.value.strip() == text.strip()


def test_characters_that_excel_cannot_hold_are_left_out():
    cell = put(openpyxl.Workbook().active["A1"], "a\x00b\x1fc" + "d" * 40_000)
    assert cell.value.startswith("abcd")
    assert len(cell.value) == 32_767


def test_real_figures_bear_no_banner_and_the_examples_bear_one_on_every_sheet(report, home, tmp_path):
    heads = [cell for sheet in report for row in sheet.iter_rows(max_row=4) for cell in row]
    assert not any("made up" in str(cell.value) for cell in heads)
    making.write(Home(home.root, shared=home.root), framework(), None, tmp_path / "example.xlsx")
    example = openpyxl.load_workbook(tmp_path / "example.xlsx")
    assert all(sheet["A2"].value.startswith("Example Coast NHS Trust is made up") for sheet in example)
    assert example["Summary"]["A1"].value.startswith("Example Coast NHS Trust")


@pytest.mark.parametrize(("month", "words"), [("March", "is not a month"), ("2031-01", "no figures for 2031-01")])
def test_a_month_that_cannot_be_reported_is_refused_in_a_sentence(home, tmp_path, month, words):
    with pytest.raises(ValueError, match=words):
        making.write(home, framework(), month, tmp_path / "none.xlsx")
    assert not (tmp_path / "none.xlsx").exists()
