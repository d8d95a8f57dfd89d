"""The same families of published files from other organisations and years: made-up rows under headings as published."""

import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from metrics.definitions import framework
from metrics.spreadsheets.checking import check
from metrics.spreadsheets.reading import Reader

TODAY = date(2026, 10, 12)


@pytest.fixture(scope="module")
def reader():
    with Reader() as one:
        yield one


@pytest.fixture
def given(tmp_path, reader):
    def write(rows, name="spend March 2026.csv", encoding="utf-8", **more):
        path = tmp_path / name.replace("/", "-")
        lines = [",".join(f'"{cell}"' if "," in str(cell) else str(cell) for cell in row) for row in rows]
        path.write_text("\n".join(lines) + "\n", encoding=encoding)
        return check(path, framework(), today=TODAY, reader=reader, name=name, **more)

    return write


def kinds(checked):
    return {problem.kind for problem in checked.problems} - {"no_place", "duplicate"}


# Each heading row with the values of one payment of 1,234.50 to a supplier on 16 March 2026; a second one of -34.50.
PUBLISHED = {
    "chelsea": [
        ("Department Family", "Entity", "Date Paid", "Expense Type", "Expense Area", "Supplier Name",
         "Transaction Reference", "amount"),
        ("Health", "Trust", "16/03/2026", "Drugs", "Pharmacy", "Shop Ltd", "T1", "1,234.50"),
        ("Health", "Trust", "17/03/2026", "Drugs", "Pharmacy", "Shop Ltd", "T2", "-34.50"),
    ],
    "guys": [
        ("Department family", "Entity", "Date of payment", "Expense type", "Expense area", "Supplier",
         "Transaction number", "amount"),
        ("Health", "Trust", "16/03/2026", "(55040) Admin", "(id:2002419) HQ", "SHOP LTD:03529700", "id:12941989  ",
         "1234.50"),
        ("Health", "Trust", "17/03/2026", "(55040) Admin", "(id:2002419) HQ", "FARM LTD:03529701", "id:12941990  ",
         "(34.50)"),
    ],
    "imperial": [
        ("Department Family", "Entity", "Date Paid", "Expense Type", "Expenses Area", "Supplier Name",
         "Transaction Reference", "Amount"),
        ("Health", "Trust", "16-MAR-2026", "Drugs", "Pharmacy", "Shop Ltd", "T1", "£1,234.50"),
        ("Health", "Trust", "17-MAR-2026", "Drugs", "Pharmacy", "Shop Ltd", "T2", "-£34.50"),
    ],
    "whittington": [
        ("Date", "Expense Type", "Expense Area", "Supplier", "Transaction Reference", " Amount "),
        ("16/03/2026", "Drugs", "Pharmacy", "Shop Ltd", "T1", " 1,234.50 "),
        ("17/03/2026", "Drugs", "Pharmacy", "Shop Ltd", "T2", " (34.50)"),
    ],
    "commissioning group": [
        ("Department", "CCG", "Date", "Expense Type", "Expense Area", "Supplier", "Transaction Number", "Amount"),
        ("DoH", "Coast CCG", "16/03/2026", "Drugs", "Pharmacy", "Shop Ltd", "T1", "1,234.50"),
        ("DoH", "Coast CCG", "17/03/2026", "Drugs", "Pharmacy", "Shop Ltd", "T2", "-34.50"),
    ],
    "council": [
        ("Body Name", "Service Area", "Directorate", "Cost Centre Description", "Merchant category", "Purpose",
         "Beneficiary", "Trans No", "Cleared Date", "Net Amount"),
        ("Coast Council", "Parks", "Place", "Gardens", "Plants", "Trees", "Shop Ltd", "T1", "16/03/2026", "1234.50"),
        ("Coast Council", "Parks", "Place", "Gardens", "Plants", "Trees", "Shop Ltd", "T2", "17/03/2026", "34.50-"),
    ],
    "vouchers": [
        ("Organisation Name", "Vendor", "Post code", "Voucher", "Paid Date", "AP Amount (£)"),
        ("Coast Council", "Shop Ltd", "FY4 4QH", "V1", "16/03/2026", "1234.50"),
        ("Coast Council", "Shop Ltd", "FY4 4QH", "V2", "17/03/2026", "-34.50"),
    ],
    "posted": [
        ("Vendor Name", "Supplier Post Code", "Doc No", "Posting date", "Clearing Date", "Invoice Amount"),
        ("Shop Ltd", "FY4 4QH", "D1", "02/02/2026", "16/03/2026", "1234.50"),
        ("Shop Ltd", "FY4 4QH", "D2", "02/02/2026", "17/03/2026", "-34.50"),
    ],
    "payees": [
        ("Payee Name", "Payment Reference", "Payment Cleared Date", "Payment Amount", "Narrative"),
        ("Shop Ltd", "P1", "16/03/2026", "1234.50", "Trees"),
        ("Shop Ltd", "P2", "17/03/2026", "-34.50", "Trees back"),
    ],
    "ledger currency": [
        ("Vendor", "Doc No", "Posting date", "Amount in LC", "Cost Centre Description"),
        ("Shop Ltd", "P1", "16/03/2026", "1234.50", "Trees"),
        ("Shop Ltd", "P2", "17/03/2026", "-34.50", "Trees"),
    ],
    "creditors": [
        ("Creditor Name", "Invoice Ref", "Pay Date", "Total Amount", "Expenditure Category"),
        ("Shop Ltd", "P1", "16/03/2026", "1234.50", "Trees"),
        ("Shop Ltd", "P2", "17/03/2026", "-34.50", "Trees"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("style", PUBLISHED)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_a_list_of_spending_in_each_published_style_is_read_right(style, encoding, given):
    checked = given(PUBLISHED[style], encoding=encoding)
    assert checked.refused is None
    (table,) = checked.tables
    assert (table.source, table.rows, table.left_out) == ("payments", 2, 0)
    assert (table.total["amount"], table.periods) == ("1200.00", ("2026-03",))
    assert (table.first_date, table.last_date) == (date(2026, 3, 16), date(2026, 3, 17))
    assert not {problem.severity for problem in table.problems} - {"warning"}


def test_a_workbook_with_payment_and_invoice_numbers_and_dates_as_dates_is_read_right(tmp_path, reader):
    book = Workbook()
    book.active.append(
        ("Department Family", "Entity", "Payment Number", "Invoice Number", "Payment Date", "Expense Type",
         "Expense Area", "Description", "Supplier", "Amount")
    )  # fmt: skip
    book.active.append(("Health", "Trust", 1, "I1", date(2026, 3, 16), "Drugs", "Pharmacy", "x", "Shop Ltd", 1234.5))
    book.active.append(("Health", "Trust", 1, "I2", date(2026, 3, 16), "Drugs", "Pharmacy", "y", "Shop Ltd", -34.5))
    book.save(path := tmp_path / "over 25k.xlsx")
    (table,) = check(path, framework(), today=TODAY, reader=reader).tables
    assert (table.rows, table.total["amount"], table.periods) == (2, "1200.00", ("2026-03",))
    assert table.columns["invoice_number"][0] == "Invoice Number"


def test_a_suppliers_number_behind_its_name_is_parted_from_it(given):
    (table,) = given(PUBLISHED["guys"]).tables
    assert table.data["supplier_name"].to_pylist() == ["SHOP LTD", "FARM LTD"]
    assert table.data["supplier_number"].to_pylist() == ["03529700", "03529701"]


BASE = ("Supplier", "Supplier Postcode", "Invoice Number", "Payment Date", "Description")


def payments(*columns, rows):
    return [(*BASE, *columns), *(("Shop Ltd", "FY4 4QH", number, "16/03/2026", *rest) for number, *rest in rows)]


def test_lines_are_summed_and_not_the_invoices_total_beside_them(given):
    rows = [("I1", "a", "100", "60"), ("I1", "b", "100", "40"), ("I2", "c", "7", "7")]
    checked = given(payments("Invoice Amount", "Line Amount", rows=rows))
    assert checked.tables[0].total["amount"] == "107.00"
    (said,) = [p for p in checked.problems if p.kind == "amount_chosen"]
    assert "'Line Amount' was taken as the amount, and 'Invoice Amount' left" in said.message


def test_net_is_taken_before_gross_and_said(given):
    checked = given(payments("Gross Amount", "Net Amount", rows=[("I1", "a", "120", "100"), ("I2", "b", "60", "50")]))
    assert checked.tables[0].total["amount"] == "150.00"
    assert kinds(checked) == {"amount_chosen"}


def test_an_amount_and_a_total_that_differ_are_asked_about(given):
    rows = payments("Amount", "Invoice Total", rows=[("I1", "a", "60", "100"), ("I1", "b", "40", "100")])
    (question,) = [p for p in given(rows).problems if p.severity == "question"]
    assert (question.kind, set(question.options)) == ("amount_unclear", {"Amount", "Invoice Total"})
    told = given(rows, answers={question.key: "Amount"})
    assert (told.tables[0].total["amount"], kinds(told)) == ("100.00", set())


def test_an_amount_that_is_the_total_without_its_vat_is_taken_and_said(given):
    checked = given(
        payments("Total", "VAT", "Amount", rows=[("I1", "a", "120", "20", "100"), ("I2", "b", "5", "0", "5")])
    )
    assert (checked.tables[0].total["amount"], kinds(checked)) == ("105.00", {"amount_chosen"})


def test_two_columns_that_say_the_same_are_no_question(given):
    checked = given(payments("Amount", "Total", rows=[("I1", "a", "60", "60"), ("I2", "b", "40", "40")]))
    assert (checked.tables[0].total["amount"], kinds(checked)) == ("100.00", set())


def test_an_invoices_total_on_each_of_its_lines_is_asked_about_and_counted_once(given):
    rows = payments("Invoice Total", rows=[("I1", "a", "100"), ("I1", "b", "100"), ("I2", "c", "7")])
    (question,) = [p for p in given(rows).problems if p.severity == "question"]
    assert question.kind == "amount_repeated"
    own, repeated = question.options
    assert given(rows, answers={question.key: own}).tables[0].total["amount"] == "207.00"
    (table,) = given(rows, answers={question.key: repeated}).tables
    assert (table.total["amount"], table.rows, table.left_out) == ("107.00", 2, 1)
    assert table.left_out_rows == ((3, "the invoice's total again"),)


def test_lines_of_one_invoice_with_amounts_of_their_own_are_summed_without_a_question(given):
    checked = given(payments("Amount", rows=[("I1", "a", "60"), ("I1", "b", "40"), ("I1", "c", "40")]))
    assert (checked.tables[0].total["amount"], kinds(checked)) == ("140.00", set())


@pytest.mark.parametrize(
    ("heading", "total"),
    [("Amount £000", "12500.00"), ("Spend (£k)", "12500.00"), ("£'000", "12500.00"), ("Amount (£m)", "12500000.00")],
)
def test_money_in_thousands_is_multiplied_and_said(heading, total, given):
    checked = given(payments(heading, rows=[("I1", "a", "12"), ("I2", "b", "0.5")]))
    assert (checked.tables[0].total["amount"], kinds(checked)) == (total, {"amount_in_thousands"})


def test_a_title_that_says_thousands_counts_and_one_that_says_over_25_000_does_not(given):
    rows = payments("Amount", rows=[("I1", "a", "12"), ("I2", "b", "30")])
    assert given([("All figures in £000",), *rows]).tables[0].total["amount"] == "42000.00"
    for title in ("Spend over £25 000", "Spend over £25000", "Spend over £25k"):
        assert given([(title,), *rows]).tables[0].total["amount"] == "42.00"


def test_a_total_at_the_foot_without_a_label_is_left_out(given):
    rows = payments("Amount", rows=[("I1", "a", "12"), ("I2", "b", "30")])
    (table,) = given([*rows, ("", "", "", "", "", "42")]).tables
    assert (table.total["amount"], table.rows, table.left_out_rows) == ("42.00", 2, ((4, "a total"),))


def test_a_total_that_leaves_one_row_out_says_which(given):
    rows = payments("Amount", rows=[("I1", "a", "12"), ("I2", "b", "30"), ("I3", "c", "7")])
    checked = given([*rows, ("Total", "", "", "", "", "42")])
    (said,) = [p for p in checked.problems if p.kind == "total_differs"]
    assert "the total says 42.00, the rows above it come to 49.00." in said.message
    assert "The difference, 7.00, is what row 4 (Shop Ltd) holds: the total leaves that row out." in said.message
    assert checked.tables[0].total["amount"] == "49.00"


# Site returns of other years: headings of each, with the sums of two sites of one trust.
SITES = {
    "ERIC-2017-18 - Site Data.csv": ("2017/18", [
        ("Organisation Code", "Organisation Name", "Site Code", "Site Name", "Site Type", "Post Code",
         "Gross internal floor area (m²)", "Electricity consumed (kWh)", "Gas consumed (kWh)",
         "Waste reycling volume (Tonnes)"),
        ("RXX", "Example Trust", "RXX01", "General", "1. General acute hospital", "FY3  8NR", "1,000", "20,000",
         "Not Applicable", "5"),
        ("RXX", "Example Trust", "AGGRE", "AGGREGATE SITE", "Aggregate Site", "", "200", "1,000", "300", "1"),
    ], {"floor_area_m2": "1200", "electricity_kwh": "21000", "gas_kwh": "300", "domestic_recycling_t": "6"}),
    "ERIC_201819_SiteData.csv": ("2018/19", [
        ("Trust Code", "Trust Name", "Site Code", "Site Name", "Site Type", "Gross internal floor area (m²)",
         "Electricity consumed (kWh)", "Electricity consumed - green energy tariff (kWh)", "Offensive waste cost (£)",
         "Offensive waste volume (Tonnes)"),
        ("RXX", "Example Trust", "RXX01", "General", "General acute hospital", "1,000", "20,000", "5", "£900", "7.5"),
        ("RXX", "Example Trust", "RXXORS", "Other reportable sites", "", "200", "1,000", "Not Applicable", "1", "1"),
    ], {"floor_area_m2": "1200", "electricity_kwh": "21000", "green_electricity_kwh": "5", "offensive_t": "8.5"}),
    "ERIC_202021_SiteData.csv": ("2020/21", [
        ("Trust Code", "Trust Name", "Site Code", "Site Name", "Site Type", "Post Code",
         "Gross internal floor area (m²)", "Electricity costs (£)", "Electricity consumed (kWh)", "Gas consumed (kWh)",
         "Domestic waste (recycling) volume (Tonnes)"),
        ("RXX", "Example Trust", "RXX01", "General", "General acute hospital", "FY3 8NR", "1,000", "£1", "20,000",
         "30,000", "4"),
        ("RXX", "Example Trust", "RXX02", "Clinic", "Community hospital", "FY4 4QH", "500", "£1", "1,000", "-", "1"),
    ], {"floor_area_m2": "1500", "electricity_kwh": "21000", "gas_kwh": "30000", "domestic_recycling_t": "5"}),
    "ERIC - 2023/24 - Site data.csv": ("2023/24", [
        ("Trust Code", "Trust Name", "Commissioning Region", "Trust Type", "Site Code", "Site Name", "Site Type",
         "Tenure", "Post Code", "Gross internal floor area (m²)", "Electrical energy consumption (KWh)",
         "Electricity - green electricity consumed (kWh)", "Electricity - green electricity costs (£)",
         "Electricity - trust owned solar consumed (kWh)", "Electricity - other consumed (kWh)", "Gas consumed (kWh)"),
        ("RXX", "Example Trust", "NORTH", "ACUTE", "RXX01", "General", "General acute hospital", "Freehold",
         "FY3 8NR", "1,000", "", "20,000", "£5", "300", "40", "30,000"),
        ("RXX", "Example Trust", "NORTH", "ACUTE", "RXX02", "Clinic", "Community hospital", "Freehold", "FY4 4QH",
         "500", "Not Applicable", "1,000", "£5", "Not Applicable", "0", "1"),
    ], {"floor_area_m2": "1500", "electricity_kwh": "0", "green_electricity_kwh": "21000", "own_renewable_kwh": "300",
        "other_electricity_kwh": "40", "gas_kwh": "30001"}),
    "ERIC 2024-25 Site Data.csv": ("2024/25", [
        ("Trust Code", "Trust Name", "Site Code", "Site Name", "Site Type", "Post Code",
         "Gross internal floor area (m²)", "Electricity - green electricity consumed (kWh)",
         "Electricity - third party owned solar consumed (kWh)", "Electricity - other renewables consumed (kWh)",
         "Gas consumed (kWh)", "Electricity purchased from CHP costs (£)", "Heat pumps installed on site (No.)"),
        ("RXX", "Example Trust", "RXX01", "General", "General acute hospital", "FY3 8NR", "1,000", "20,000", "10", "3",
         "30,000", "£9", "1"),
        ("RXX", "Example Trust", "RXX02", "Clinic", "Community hospital", "FY4 4QH", "500", "1,000", "20", "4", "1",
         "£0", "0"),
    ], {"floor_area_m2": "1500", "green_electricity_kwh": "21000", "third_party_renewable_kwh": "30",
        "other_renewable_kwh": "7", "gas_kwh": "30001"}),
}  # fmt: skip


@pytest.mark.parametrize("name", SITES)
def test_a_site_return_of_each_year_is_read_right_and_knows_its_year(name, given):
    year, rows, sums = SITES[name]
    checked = given(rows, name=name)
    assert checked.refused is None
    (table,) = checked.tables
    assert (table.source, table.rows, table.left_out, table.periods) == ("sites", 2, 0, (year,))
    assert {key: table.total.get(key) for key in sums} == sums
    assert not {problem.severity for problem in table.problems} - {"warning"}


@pytest.mark.parametrize(
    ("name", "best"), [("ERIC 2024-25 Site Data.csv", "2024/25"), ("ERIC_201819_SiteData.csv", "2018/19")]
)
def test_a_site_return_without_a_year_offers_the_likeliest_first_and_loads_once_told(name, best, given):
    rows = SITES[name][1]
    checked = given(rows, name="site data.csv")
    (question,) = [problem for problem in checked.problems if problem.severity == "question"]
    assert (question.kind, question.options[0]) == ("period_missing", best)
    told = given(rows, name="site data.csv", answers={question.key: best})
    assert told.tables[0].periods == (best,)
    assert not [problem for problem in told.problems if problem.severity != "warning"]


def test_a_file_of_no_kind_is_refused_with_its_headings_and_the_kinds_in_plain_words(given):
    refused = given([("Ward", "Sick days", "Rate"), ("A1", "30", "3.5"), ("A2", "31", "3.6")], name="a.csv").refused
    assert refused.startswith("a.csv: it is none of the kinds of file that we take. Its headings are 'Ward', ")
    assert "yearly site return (ERIC)" in refused and "nearest" not in refused


def test_a_file_that_lacks_one_column_is_told_which_and_what_may_be_it(given):
    rows = [("Supplier", "Invoice Number", "Payment Date", "Amnt"), ("Shop Ltd", "I1", "16/03/2026", "5")]
    refused = given(rows, name="?wpdmdl=7&refresh=c2&filename=May-25%20spend.csv").refused
    assert refused.startswith("May-25 spend.csv: the nearest is Payments to suppliers")
    assert "There is no column Amount" in refused and "Is it 'Amnt'?" in refused


def test_a_list_whose_amount_has_a_name_of_its_own_is_nearest_to_payments_and_that_column_is_named(given):
    head = ("Supplier No", "Supplier", "Supplier Postcode", "Payment Date", "Sum paid", "Account Number")
    rows = [("1", "Shop", "FY3 8NR", "16/03/2026", "5.00", "1.50"), ("2", "Yard", "FY3 8NR", "17/03/2026", "6", "2")]
    refused = given([head, *rows], name="march.csv").refused
    assert refused.startswith("march.csv: the nearest is Payments to suppliers, but it cannot be read as that.")
    assert "There is no column Amount" in refused and "Is it 'Sum paid'? Then give that column the" in refused


def test_a_column_without_a_like_name_is_told_by_what_stands_under_it(given):
    head = ("Supplier", "Invoice Number", "Expense type", "Amount", "Entry", "Batch")
    rows = [("Shop Ltd", "A1", "Food", "5.00", "16/03/2026", "7"), ("Yard", "A2", "Food", "6.10", "17/03/2026", "8")]
    refused = given([head, *rows], name="march.csv").refused
    assert "the nearest is Payments to suppliers" in refused
    assert "There is no column Payment date" in refused and "Is it 'Entry'? Then give" in refused


# Workforce and procurement extracts: (file name, headings, one row, source, months).
EXTRACTS = [
    ("Starters March 2026.csv", "Employee Number,Assignment Number,Title,First Name,Last Name,Org L2,Cost Centre,"
     "Position Title,Staff Group,Job Role,Assignment Category,Pay Scale,Spine Point,FTE,Headcount,Latest Hire Date,"
     "Original Hire Date,Date of Birth,Gender,Home Postcode", "00123,00123-2,Mx,Given,Family,Trust,12,Nurse,Nursing,"
     "Staff Nurse,Permanent,Band 5,3,1.0,1,16-MAR-2026,01-APR-2010,01-JAN-1980,X,FY3 8NR", "starters", ("2026-03",)),
    ("Leavers.csv", "Employee Number,Organisation,Staff Group,Job Role,Pay Band,FTE,Latest Start Date,"
     "Termination Date,Leaving Reason,Destination on Leaving,Length of Service,Home Postcode", "00123,Trust,Nursing,"
     "Nurse,Band 5,1.0,01-APR-2010,27-MAR-2026,Retirement Age,No Employment,10,FY3 8NR", "leavers", ("2026-03",)),
    ("SIP 31 March 2026.csv", "Employee Number,Assignment Number,Org L4,Staff Group,Job Role,Area of Work,"
     "Assignment Category,Payscale,FTE,Contracted Hours,Latest Start Date,Age Band,Home Postcode", "00123,00123-2,Ward,"
     "Nursing,Nurse,Medicine,Permanent,Band 5,1.0,37.5,01-APR-2010,40-44,FY3 8NR", "staff_in_post", ("2026-03",)),
    ("register.csv", "Reference Number,Title,Description,Contractor,Start Date,End Date,Review Date,Annual Value (£),"
     "Total Value (£),SME", "C1,Laundry,Sheets,Shop,16/03/2026,31/03/2029,31/03/2028,160000,480000,No", "contracts",
     ("2026-03",)),
    ("vendors.csv", "Vendor Number,Vendor Name,Address Line 1,Town,Post Code,Company Registration No,SME (Y/N),"
     "VCSE (Y/N)", "0001,Shop,1 High St,Town,FY3 8NR,01234567,Y,N", "suppliers", ()),
]  # fmt: skip


@pytest.mark.parametrize(("name", "headings", "row", "source", "months"), EXTRACTS, ids=lambda value: str(value)[:24])
def test_an_extract_is_known_by_its_headings_and_needs_no_help(name, headings, row, source, months, given):
    checked = given([headings.split(","), row.split(",")], name=name)
    assert checked.refused is None
    (table,) = checked.tables
    assert (table.source, table.rows, table.periods) == (source, 1, months)
    assert not {problem.severity for problem in table.problems} - {"warning"}
    if "employee_number" in table.columns:
        assert table.data["employee_number"].to_pylist() == ["00123"]


def test_the_ledgers_extract_takes_what_was_paid_on_the_day_it_was_paid(given):
    rows = [
        ("Supplier Name", "Supplier Number", "Postcode", "Invoice Number", "Invoice Date", "GL Date", "Payment Date",
         "Amount", "VAT", "Distribution Amount", "Cost Centre", "Subjective Code"),
        ("Shop", "0001", "FY3 8NR", "I1", "01/02/2026", "28/02/2026", "16/03/2026", "120", "20", "70", "12", "7000"),
        ("Shop", "0001", "FY3 8NR", "I1", "01/02/2026", "28/02/2026", "16/03/2026", "120", "20", "30", "13", "7000"),
    ]  # fmt: skip
    (table,) = given(rows, name="ledger.csv").tables
    assert (table.total["amount"], table.periods) == ("100.00", ("2026-03",))
    assert table.columns["payment_date"][0] == "Payment Date"


def test_a_likeness_in_a_table_about_something_else_is_no_match(given):
    headings = "Referense,Colour,Mood,Weather,Song,Supplier,Tree,Fish,Award date,Bird"
    row = ("R1", "red", "glad", "wet", "x", "Shop", "oak", "cod", "16/03/2026", "owl")
    checked = given([headings.split(","), row], name="a.csv")
    assert checked.refused is not None


def test_the_zip_of_a_postcode_directory_is_told_where_it_belongs(tmp_path, reader):
    with zipfile.ZipFile(path := tmp_path / "NSPL_AUG_2025.zip", "w") as archive:
        archive.writestr("Data/NSPL_AUG_2025_UK.csv", "pcds,lsoa21\nFY3 8NR,E01000001\n")
    refused = check(path, framework(), today=TODAY, reader=reader).refused
    assert refused.startswith("NSPL_AUG_2025.zip: this is a postcode directory. Add it as it is under Settings")


def test_a_file_for_a_trust_of_postcodes_deprivation_or_factors_is_told_where_it_belongs(given):
    directory = [("pcds", "lad25cd", "lsoa21cd", "lat", "long"), ("FY3 8NR", "E06000009", "E01000001", "53", "-3")]
    assert "Settings, Postcode directory" in given(directory, name="ONSPD_NOV_2025_UK.csv").refused
    ranks = [("LSOA code (2021)", "LSOA name (2021)", "Index of Multiple Deprivation (IMD) Rank"), ("E0100", "A", "4")]
    assert "deprivation by small area" in given(ranks, name="File_1.csv").refused
    factors = [("Scope", "Level 1", "Unit", "kg CO2e", "GHG Conversion Factor 2024"), ("1", "Fuels", "kWh", "x", "0.2")]
    assert "conversion factors" in given(factors, name="factors.csv").refused


def test_a_file_of_ours_that_lacks_a_column_is_not_taken_for_a_reference_file(given):
    bill = [("Site", "Fuel", "Month", "Cost", "Conversion factor"), ("A", "Gas", "March 2026", "5", "1.02264")]
    assert "There is no column kWh" in given(bill, name="energy bills.csv").refused
    staff = [("Start date", "Pay band", "Staff group", "FTE", "Home postcode", "LSOA21"), *[("", *"abcde")]]
    assert "There is no column Employee Number" in given(staff, name="starters.csv").refused
