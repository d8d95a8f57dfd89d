"""A figure's receipt, and the way back from it to the rows of the files."""

import hashlib
import json
import math
import tomllib
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from metrics import loads, warehouse
from metrics.carrying import carried
from metrics.command_line import main
from metrics.counting import Tables
from metrics.definitions import framework
from metrics.home import Home
from metrics.ledger import Ledger
from metrics.results import compute
from metrics.trail import Asked, trail
from metrics.views.context import Context
from metrics.views.receipt import rows_csv
from metrics.warehouse import ADDED
from tests.stores import known, new_store
from tests.warehouse_rows import completed, empty_warehouse, fill

FRAMEWORK = framework()
EXAMPLES = Path(__file__).parent / "indicators"
# under a title: the headings are row 3, so the first person stands in row 4 as Excel counts
MARCH = (
    "Starters of March,,,,\n,,,,\nEmployee Number,Latest Start Date,Assignment Category,Pay Band,Home Postcode\n"
    "1001,02/03/2026,Permanent,Band 2,FY3 8NR\n1002,09/03/2026,Permanent,Band 2,SW1A 1AA\n"
    "1003,16/03/2026,Bank,Band 3,FY3 8NR\n1004,23/03/2026,Permanent,Band 5,\n"
)
APRIL = (
    "Employee Number,Latest Start Date,Assignment Category,Pay Band,Home Postcode\n"
    "1005,07/04/2026,Permanent,Band 2,FY3 8NR\n"
)
PAYMENTS = "Supplier Name,Supplier Postcode,Invoice Number,Payment Date,Amount\n"
ASKS = "Reference,Date asked,Ask,Priority group,Status,Date closed\n"
FILES = {
    "starters-2026-03.csv": MARCH,
    "starters-2026-04.csv": APRIL,
    "suppliers.csv": "Supplier Number,Supplier Name,Postcode\n1,Far Ltd,SW1A 1AA\n",
    # Far Ltd's postcode stands in the register alone
    "payments-2026-03.csv": PAYMENTS + "Near Ltd,FY3 8NR,A1,16/03/2026,10.01\nNear Ltd,FY3 8NR,A2,17/03/2026,20.02\n"
    "Far Ltd,,A3,18/03/2026,5.00\n",
    "asks-2026-01.csv": ASKS + "A1,15/01/2026,More buses,Residents,Done,20/01/2026\n",
    "asks-2026-04.csv": ASKS + "A2,17/04/2026,Longer hours,Residents,Open,\n",
    "energy-2025-03.csv": "Month,Site Code,Fuel,kWh\nMarch 2025,RXL01,Gas,1000\n",
    "energy-2025-04.csv": "Month,Site Code,Fuel,kWh\nApril 2025,RXL01,Gas,1000\n",
}
AS_COUNTED = [
    (4, "numerator and denominator", 1, 1), (5, "denominator", 0, 1), (6, "left out: bank", 0, 0), (7, "unknown", 0, 0),
]


def taken_in(home: Home, paths: list[Path]) -> list[str]:
    """The loads that were made of the files."""
    outcomes = loads.load_many(home, known(), paths, by="Ann", accept="a test's file")
    assert all(outcome.load for outcome in outcomes), outcomes
    return [outcome.load for outcome in outcomes]


def written(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def two_sheets(folder: Path) -> Path:
    """Payments of April: row 2 of one sheet and row 2 of another."""
    book = openpyxl.Workbook()
    for sheet, amount in ((book.active, 100), (book.create_sheet("More"), 20)):
        sheet.append(["Supplier Name", "Supplier Postcode", "Invoice Number", "Payment Date", "Amount"])
        sheet.append(["Near Ltd", "FY3 8NR", f"INV{amount}", "16/04/2026", amount])
    book.save(folder / "payments-2026-04.xlsx")
    return folder / "payments-2026-04.xlsx"


@pytest.fixture(scope="module")
def full(tmp_path_factory) -> Home:
    """A store with a few files of each kind, which tests only read."""
    folder = tmp_path_factory.mktemp("files")
    home = new_store(folder / "data")
    taken_in(home, [*(written(folder, name, text) for name, text in FILES.items()), two_sheets(folder)])
    return home


@pytest.fixture
def values(full, monkeypatch, capsys):
    """What `values` prints as JSON for the words given, of the store that ANCHOR_DATA names."""
    monkeypatch.setenv("ANCHOR_DATA", str(full.root))

    def asked(*words: str):
        capsys.readouterr()
        assert main(["values", *words, "--json"]) == 0
        return json.loads(capsys.readouterr().out)
    return asked


def test_a_receipt_names_the_file_its_hash_the_definition_and_what_was_left_out_and_why(values):
    [figure] = values("E1a", "--period", "2026-03", "--receipt")
    assert (figure["numerator"], figure["denominator"], figure["unknown"], figure["left_out"]) == (1, 2, 1, 1)
    assert figure["left_out_why"]["bank"] == 1
    receipt = figure["receipt"]
    [load] = receipt["loads"]
    assert (load["file"], load["rows"], load["rows_of_months"], load["by"]) == ("starters-2026-03.csv", 4, 4, "Ann")
    assert load["sha256"] == hashlib.sha256(MARCH.encode()).hexdigest()
    assert (load["sheets"], load["periods"], load["counts"]) == (["starters-2026-03"], ["2026-03"], True)
    text = FRAMEWORK.indicator("E1a").path.read_bytes()
    assert receipt["definition"]["sha256"] == hashlib.sha256(text).hexdigest()
    assert receipt["definition"]["file"] == "indicators/employment/local-hires.sql"
    assert (receipt["lens"], receipt["months"]) == ("catchment", ["2026-03"])


def test_without_a_period_there_is_a_receipt_for_each(values):
    found = values("E1a", "--receipt")
    assert [(one["period"], one["receipt"]["loads"][0]["file"]) for one in found] == [
        ("2026-03", "starters-2026-03.csv"), ("2026-04", "starters-2026-04.csv"),
    ]


def test_every_row_says_what_it_counted_for_and_nothing_personal(values):
    [figure] = values("E1a", "--period", "2026-03", "--rows")
    assert figure["rows_told"] == "exact"
    rows = figure["rows"]
    assert [(row["row"], row["counts_as"], row["numerator"], row["denominator"]) for row in rows] == AS_COUNTED
    assert {row["sheet"] for row in rows} == {"starters-2026-03"}
    assert rows[0]["pay_band"] == "Band 2"
    told = json.dumps(rows)
    assert not any(hidden in told for hidden in ("1001", "FY3", "2026-03-02", "person", "home"))


def test_a_part_of_a_split_has_its_own_rows(values):
    [figure] = values("E1a", "--split", "pay_band", "--part", "Band 2", "--period", "2026-03", "--rows")
    assert [row["row"] for row in figure["rows"]] == [4, 5]


def test_a_quarter_rests_on_the_rows_of_its_months_and_an_undone_file_is_no_part_of_it(tmp_path, values, monkeypatch):
    home = new_store(tmp_path / "data")
    monkeypatch.setenv("ANCHOR_DATA", str(home.root))
    may = APRIL.replace("/04/", "/05/")
    _, load = taken_in(home, [written(tmp_path, "april.csv", APRIL), written(tmp_path, "may.csv", may)])
    [figure] = values("E1a", "--by", "quarter", "--period", "2026-Q2", "--rows")
    assert [(row["file"], row["row"]) for row in figure["rows"]] == [("april.csv", 2), ("may.csv", 2)]
    loads.undo(home, known(), load, "Ann")
    [figure] = values("E1a", "--by", "quarter", "--period", "2026-Q2", "--rows", "--receipt")
    assert [row["file"] for row in figure["rows"]] == ["april.csv"]
    assert [one["file"] for one in figure["receipt"]["loads"]] == ["april.csv"]


def test_rows_of_two_sheets_with_one_number_are_two_rows(values):
    [figure] = values("P1a", "--period", "2026-04", "--rows")
    assert [(row["sheet"], row["row"], row["numerator"]) for row in figure["rows"]] == [
        ("More", 2, "20.00"), ("Sheet", 2, "100.00"),
    ]


def test_two_lines_of_one_supplier_stand_for_one_and_that_is_said(values):
    [figure] = values("P1d", "--period", "2026-03", "--rows")
    assert (figure["numerator"], figure["rows_told"]) == (1, "together")
    assert [(row["row"], row["numerator"]) for row in figure["rows"]] == [(2, 1), (3, 1), (4, 0)]


def test_money_adds_up_to_the_penny_row_by_row(values):
    [figure] = values("P1a", "--period", "2026-03", "--rows")
    assert sum(Decimal(row["denominator"]) for row in figure["rows"]) == Decimal("35.03")
    assert figure["denominator"] == "35.03"


def test_an_answer_ninety_days_later_comes_from_the_file_of_the_question(values):
    # 90 days after 15 January 2026 is 15 April
    [figure] = values("W1e", "--period", "2026-04", "--rows", "--receipt")
    assert figure["numerator"] == 1
    assert [(one["file"], one["counts"]) for one in figure["receipt"]["loads"]] == [
        ("asks-2026-01.csv", True), ("asks-2026-04.csv", False),
    ]
    assert [(row["file"], row["counts_as"]) for row in figure["rows"]] == [
        ("asks-2026-01.csv", "numerator and denominator"), ("asks-2026-04.csv", "not in this figure"),
    ]


def test_the_factors_of_a_month_are_those_of_the_year_in_which_its_financial_year_began(values):
    found = values("N1a", "--receipt")
    editions = {
        one["period"]: table["editions"]
        for one in found for table in one["receipt"]["reference"] if table["table"] == "emission_factors"
    }
    assert editions == {"2025-03": ["2024"], "2025-04": ["2025"]}


def test_payments_rest_on_the_register_of_suppliers_and_the_payment_rules_too(values):
    [figure] = values("P1a", "--period", "2026-03", "--receipt")
    assert (figure["numerator"], figure["denominator"]) == ("30.03", "35.03")
    assert {one["source"] for one in figure["receipt"]["loads"]} == {"payments", "suppliers"}
    assert "payment_rules" in {one["table"] for one in figure["receipt"]["reference"]}


def test_what_cannot_be_asked_for_is_refused_in_a_sentence(full, monkeypatch, capsys):
    monkeypatch.setenv("ANCHOR_DATA", str(full.root))
    for words, said in (
        (("--rows",), "add --period"), (("--period", "2026-13"), "There are figures from 2026-03 to 2026-04"),
        (("--part", "Band 2"), "add --split"), (("--split", "pay_band", "--part", "Band 99"), "There are: Band 2"),
    ):
        assert main(["values", "E1a", *words]) == 2
        assert said in capsys.readouterr().err


def test_the_download_of_the_rows_says_how_they_were_told(full):
    opened = warehouse.open_to_read(full)
    context = Context(full, FRAMEWORK, opened, Ledger(full), today=None)
    text = rows_csv(context, FRAMEWORK.indicator("E1a"), "month", "catchment", "2026-03")
    heading, first, *_ = text.splitlines()
    assert heading.startswith("source,file,sheet,row,counts_as,numerator,denominator,unknown,left_out,load,")
    assert first.startswith("starters,starters-2026-03.csv,starters-2026-03,4,numerator and denominator,1,1,0,0,")
    assert first.endswith(",Each row counts for what it says; together they make the figure.")


@pytest.fixture(scope="module")
def con(tmp_path_factory):
    con = empty_warehouse(tmp_path_factory.mktemp("empty"), FRAMEWORK)
    yield con
    con.close()


@pytest.mark.parametrize("indicator", FRAMEWORK.indicators, ids=lambda one: one.id)
def test_rows_that_are_told_apart_make_the_figure(con, indicator):
    """The worked example of each indicator: where its rows are told one from another, their counts add up to it."""
    example = tomllib.loads((EXAMPLES / f"{indicator.id}.toml").read_text(encoding="utf-8"))
    fill(con, completed(FRAMEWORK, example["given"]), [*(source.id for source in FRAMEWORK.sources), *ADDED])
    tables, grain = Tables(con), indicator.grain
    for one in compute(con, FRAMEWORK, indicator, grain):
        for point in one.points:
            found = trail(tables, FRAMEWORK, Asked(indicator, grain, "catchment", None, None, point))
            if found.how == "exact" and point.numerator is not None and indicator.basis != "distinct":
                counted = sum(row.counts.numerator for row in found.rows if row.counts)
                assert math.isclose(float(counted), float(point.numerator), abs_tol=1e-6), point


@pytest.mark.parametrize("sql", [
    # put together on the way, by a group, by distinct rows, by one side of a union
    "with sums as (select month, sum(kwh) as kwh from energy group by all) "
    "select month, sum(kwh) as numerator, null as denominator from sums group by all",
    "select month, sum(kwh) as numerator, null as denominator from "
    "(select distinct month, kwh from energy) group by all",
    "select month, sum(kwh) as numerator, null as denominator from "
    "(select month, kwh from energy union all select month, sum(kwh) from energy group by all) group by all",
])
def test_rows_put_together_on_the_way_are_not_told_apart(sql):
    assert carried(sql, ("energy",)) is None


def test_the_rows_of_a_union_and_of_a_table_without_a_name_are_told_apart():
    found = carried(
        "select month, sum(m3) as numerator, null as denominator from "
        "(select month, m3 from water union all select month, water_m3 from sites) group by all", ("water", "sites"),
    )
    assert found.tables == ("water", "sites")
    assert found.sql.count('"load"') >= 3
