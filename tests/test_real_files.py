"""Published files of public bodies: what is right for each is worked out here with Python's csv alone, row by row.

The folder is named by ANCHOR_REAL_FILES; the files are not part of this project.
"""

import csv
import io
import os
import re
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyarrow.compute as pc
import pytest
from openpyxl import load_workbook

from metrics.definitions import framework
from metrics.spreadsheets.checking import check
from metrics.spreadsheets.reading import Reader

REAL = os.environ.get("ANCHOR_REAL_FILES")
pytestmark = pytest.mark.skipif(not REAL, reason="ANCHOR_REAL_FILES is not set")
FORMS = {
    "EPSH": ("%m/%d/%Y",),
    "CHWE": ("%d/%m/%Y",),
    "KGST": ("%d-%b-%y", "%d-%b-%Y"),
    "NEBD": ("%d/%m/%Y", "%m/%d/%Y"),
    "hyndburn": ("%d/%m/%Y", "%d-%b-%y", "%d/%m/%y", "%d %b %Y", "%d %B %Y"),
}


@pytest.fixture(scope="module")
def reader():
    with Reader() as one:
        yield one


def files(folder):
    return sorted(Path(REAL, "spend", folder).glob("*.csv")) if REAL else []


def by_hand(path, folder):
    """[(day, amount)] of a file: the last cell of each row that holds an amount, the cell that holds a date."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    forms = FORMS[folder]
    if folder == "NEBD":
        forms = forms[:1] if int(path.name[5:7]) < 4 else forms[1:]
    found = []
    for cells in csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"))):
        days = [day for cell in cells if (day := day_of(cell.strip(), forms))]
        amounts = [amount for cell in after_the_day(cells, forms) if (amount := amount_of(cell)) is not None]
        if days and amounts:
            found.append((days[-1] if folder == "hyndburn" else days[0], amounts[-1]))
    return found


def after_the_day(cells, forms):
    last = max((i for i, cell in enumerate(cells) if day_of(cell.strip(), forms)), default=0)
    return [c for i, c in enumerate(cells[last + 1 :]) if not re.match(r"https?:", c)][: 7 if len(cells) > 8 else 6]


@cache
def day_of(text, forms):
    if not 6 <= len(text) <= 17 or not text[:1].isdigit():
        return None
    for form in forms:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def amount_of(text):
    bare = re.sub(r"[£\s,]", "", text)
    if not re.fullmatch(r"-?\d+(\.\d*)?|\d+(\.\d+)?-|\(\d+(\.\d+)?\)", bare):
        return None
    minus = bare.endswith("-") or bare.startswith("(")
    amount = Decimal(bare.strip("()-"))
    return -amount if minus or bare.startswith("-") else amount


def read(path, reader, **more):
    checked = check(path, framework(), reader=reader, today=date(2026, 11, 1), **more)
    assert checked.refused is None
    return checked


@pytest.mark.parametrize("path", [p for f in ("EPSH", "CHWE", "KGST", "NEBD") for p in files(f)], ids=lambda p: p.stem)
def test_a_trusts_month_is_read_row_for_row_and_to_the_penny(path, reader):
    expected = by_hand(path, path.parent.name)
    (table,) = read(path, reader).tables
    assert table.source == "payments"
    assert table.rows == len(expected)
    assert table.left_out == 0
    got = zip(table.data["payment_date"].to_pylist(), table.data["amount"].to_pylist(), strict=True)
    assert list(got) == [(day, amount.quantize(Decimal("0.01"))) for day, amount in expected]
    assert table.total["amount"] == f"{sum(amount for _, amount in expected):.2f}"
    assert not [p for p in table.problems if p.severity != "warning"]


@pytest.mark.parametrize("path", files("hyndburn"), ids=lambda p: p.name.split("filename=")[-1])
def test_a_councils_month_is_read_whatever_its_layout(path, reader):
    expected = by_hand(path, "hyndburn")
    (table,) = read(path, reader).tables
    assert (table.rows, table.left_out) == (len(expected), 0)
    assert Counter(table.data["payment_date"].to_pylist()) == Counter(day for day, _ in expected)
    assert table.total["amount"] == f"{sum(amount for _, amount in expected):.2f}"
    assert len(table.stands_for) == 1


def test_every_month_of_a_trust_falls_in_the_month_of_its_file(reader):
    for folder in ("EPSH", "NEBD"):
        for month, path in enumerate(files(folder), start=3):
            (table,) = read(path, reader).tables
            assert table.periods == (f"{2020 + month // 12}-{month % 12 + 1:02d}",)


def test_the_postcodes_of_the_one_file_that_has_them_are_all_there(reader):
    (table,) = read(Path(REAL, "spend/NEBD/NEBD 04 - July.csv"), reader).tables
    assert table.rows == 321
    assert table.data["supplier_postcode"].null_count == 0
    assert "no_place" not in {p.kind for p in table.problems}


def test_a_supplier_that_carries_its_number_gives_it_up(reader):
    (table,) = read(Path(REAL, "spend/KGST/KGST 03 - June.csv"), reader).tables
    assert table.data["supplier_number"][0].as_py() == "UK0479435601"
    assert table.data["supplier_name"][1].as_py() == "St Georges Healthcare NHST"


def test_a_sheet_for_each_month_is_read_as_twelve_tables(reader):
    path = Path(REAL, "spend/lancashire/pcc-2023-24.xlsx")
    checked = read(path, reader)
    months = [f"2023-{m:02d}" for m in range(4, 13)] + ["2024-01", "2024-02", "2024-03"]
    assert [table.periods for table in checked.tables] == [(month,) for month in months]
    assert sum(table.rows for table in checked.tables) == 9289
    book = load_workbook(path, read_only=True, data_only=True)
    for sheet, table in zip(book.worksheets, checked.tables, strict=True):
        amounts = [row[2] for row in sheet.iter_rows(min_row=2, max_col=3, values_only=True) if row[2] is not None]
        assert table.total["amount"] == f"{sum(Decimal(str(amount)) for amount in amounts):.2f}"
        assert table.rows == len(amounts)


def test_two_tables_stacked_in_one_sheet_are_both_read(reader):
    upper, lower = read(Path(REAL, "spend/lancashire/fire-2022-23.xlsx"), reader).tables
    assert (upper.header_row, upper.rows) == (1, 2743)
    assert (lower.header_row, lower.rows) == (2745, 165)
    assert (upper.columns["amount"][1], lower.columns["amount"][1]) == (5, 4)


@pytest.mark.parametrize("month", ["01", "02", "03", "04", "05"])
def test_sums_by_supplier_without_a_date_are_refused_with_the_reason(month, reader):
    checked = check(Path(REAL, f"spend/lambeth/2011-{month}-payments.csv"), framework(), reader=reader)
    assert checked.tables == ()
    assert "one sum for each supplier and no date" in checked.refused


def rxl(table):
    rows = table.data.filter(pc.equal(table.data["trust_code"], "RXL")).to_pylist()
    return {row["site_code"]: row for row in rows}


def test_the_site_return_of_2019_20_gives_the_trusts_sites(reader):
    (table,) = read(Path(REAL, "eric/ERIC_201920_SiteData_for_R.csv"), reader).tables
    assert (table.source, table.periods) == ("sites", ("2019/20",))
    assert table.rows == 1261
    sites = rxl(table)
    assert set(sites) == {"RXL01", "RXL06", "RXLORS"}
    assert sites["RXL01"]["electricity_kwh"] == 7_588_735
    assert sites["RXL01"]["gas_kwh"] == 43_617_769
    assert sites["RXL01"]["postcode"] == "FY3 8NR"


def test_the_old_workbook_of_2016_17_asks_for_its_year_and_then_reads(reader):
    path = Path(REAL, "eric/HospitalEstatesAndFacilitiesStatistics_13944.XLS")
    (table,) = read(path, reader).tables
    assert [(p.kind, p.severity) for p in table.problems] == [("period_missing", "question")]
    (table,) = read(path, reader, answers={"period_missing:financial_year": "2016/17"}).tables
    assert (table.header_row, table.rows, table.periods) == (2, 1213, ("2016/17",))
    sites = rxl(table)
    assert sites["RXL01"]["electricity_kwh"] == 8_169_942
    assert sites["RXL01"]["gas_kwh"] == 42_538_496
    assert sites["AGGRE"]["floor_area_m2"] == 34_892
    assert sites["RXL06"]["gas_kwh"] == 2_734_251


def test_the_older_workbooks_totals_of_each_trust_are_no_sites(reader):
    path = Path(REAL, "eric/HospitalEstatesAndFacilitiesStatistics_12611.XLS")
    (table,) = read(path, reader, answers={"period_missing:financial_year": "2015/16"}).tables
    assert (table.rows, table.left_out) == (1214, 239)
    assert {why for _, why in table.left_out_rows} == {"a total"}
    assert rxl(table)["RXL01"]["gas_kwh"] == 48_458_370
    assert "error" not in {p.severity for p in table.problems}
