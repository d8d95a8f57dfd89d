"""The warehouse is a pure function of what is in; readers see all declared columns and nothing outside."""

from decimal import Decimal

import duckdb
import pytest

from metrics import loads, warehouse
from metrics.ledger import Ledger
from metrics.personal import kept_columns
from tests.stores import checked, known, new_store

PAYMENTS = (
    "Supplier Number,Supplier Name,Supplier Postcode,Payment Date,Amount,Category\n"
    "1,Baker Ltd,FY3 8NR,12/03/2026,100.01,Food\n"
    "2,Lancashire Hospitals NHS Foundation Trust,,12/03/2026,200.02,Services\n"
    "3,HM Revenue & Customs,,12/03/2026,300.03,Tax\n"
    "4,Printer & Sons Limited,,12/03/2026,400.04,Printing\n"
    ",PRINTER AND SONS LTD,,13/03/2026,50.05,Printing\n"
    "5,NHS Supply Chain,,13/03/2026,60.06,Consumables\n"
    "6,Care Home,M2 5DB,13/03/2026,-7.07,Care\n"
    "7,Nobody Knows,,13/03/2026,8.08,Care\n"
)
REGISTER = (
    "Supplier Number,Supplier Name,Postcode,SME,VCFSE,Influenceable,NHS\n"
    "4,Printer & Sons,PR1 2HE,Yes,No,,No\n"
    "6,Care Home,FY3 8NR,Yes,Yes,No,No\n"
)


@pytest.fixture
def store(tmp_path):
    return new_store(tmp_path / "store")


def take(store, folder, name, text):
    return loads.load(store, known(), checked(store, folder, name, text), "Ann", "as it is")


@pytest.fixture(scope="module")
def spent(tmp_path_factory):
    """A warehouse with payments and a register."""
    folder = tmp_path_factory.mktemp("spent")
    store = new_store(folder / "store")
    for name, text in (("payments.csv", PAYMENTS), ("suppliers.csv", REGISTER)):
        (outcome,) = take(store, folder, name, text)
        assert outcome.load, outcome
    return store


def lines(store, columns):
    sql = f"select row, {columns} from payments order by row"
    return {row: tuple(rest) for row, *rest in warehouse.open_to_read(store).cursor().execute(sql).fetchall()}


def test_an_empty_store_has_every_table_with_every_declared_column(store):
    cursor = warehouse.build(store, known()).cursor()
    for source in known().sources:
        there = {row[0] for row in cursor.execute(f"describe {source.id}").fetchall()}
        wanted = set(kept_columns(source)) - {"sheet", "period", "department_family", "financial_year"}
        assert wanted - there <= ({"month"} if source.id == "payments" else set()), source.id
        assert {"month", "load", "row"} <= there
        assert cursor.execute(f"select count(*) from {source.id}").fetchone() == (0,)


def test_local_elsewhere_unknown_and_left_out_are_the_whole_sum_to_the_penny(spent):
    cursor = warehouse.open_to_read(spent).cursor()
    parts = dict(cursor.execute(
        "select case when excluded is not null then 'left out' when place.council is null then 'unknown' "
        "when place.ring = 'catchment' then 'local' else 'elsewhere' end, sum(amount) from payments group by 1"
    ).fetchall())
    assert parts == {
        "left out": Decimal("500.05"), "unknown": Decimal("68.14"), "local": Decimal("100.01"),
        "elsewhere": Decimal("443.02"),
    }
    assert sum(parts.values()) == Decimal("1111.22")


def test_rules_say_why_a_line_is_left_out_and_what_cannot_be_influenced(spent):
    assert lines(spent, "excluded, influenceable") == {
        2: (None, True), 3: ("NHS body", True), 4: ("HMRC", True), 5: (None, True), 6: (None, True),
        7: (None, False), 8: (None, False), 9: (None, True),
    }


def test_the_register_is_found_by_number_or_by_name_and_a_lines_own_postcode_wins(spent):
    found = lines(spent, "supplier, sme, vcfse, place.council")
    assert found[5] == ("4", True, False, "E07000123")
    assert found[6] == ("4", True, False, "E07000123")  # another spelling, without a number
    assert found[8] == ("6", True, True, "E08000003")  # Manchester on the line, Blackpool in the register
    assert found[9] == ("7", None, None, None)


def test_the_newest_register_stands_for_all_months(tmp_path, store):
    take(store, tmp_path, "payments.csv", PAYMENTS)
    take(store, tmp_path, "register 1.csv", REGISTER)
    take(store, tmp_path, "register 2.csv", REGISTER.replace("PR1 2HE", "FY3 8NR"))
    assert lines(store, "place.council")[5] == ("E06000009",)
    assert warehouse.open_to_read(store).cursor().execute("select count(*) from suppliers").fetchone() == (2,)


def test_built_again_after_its_files_are_deleted_it_is_the_same(spent):
    before = warehouse.open_to_read(spent)
    results = before.cursor().execute("select * from results order by all").fetchall()
    assert results
    for path in spent.warehouse.iterdir():
        path.unlink()
    after = warehouse.build(spent, known())
    assert after.identity == before.identity
    assert after.cursor().execute("select * from results order by all").fetchall() == results


def test_nothing_is_built_when_nothing_changed_and_a_target_changes_the_identity(spent):
    first = warehouse.build(spent, known())
    stamp = first.path.stat().st_mtime_ns
    assert warehouse.build(spent, known()).path.stat().st_mtime_ns == stamp
    Ledger(spent).set_setting("lens", "north-west", "Ann")
    second = warehouse.build(spent, known())
    assert second.identity != first.identity
    # who began with the first finishes with it
    assert first.cursor().execute("select count(*) from payments").fetchone() == (8,)
    assert [path.stem for path in spent.warehouse.glob("*.duckdb")] == [second.identity]


def test_a_reader_can_neither_reach_outside_nor_write(spent):
    cursor = warehouse.open_to_read(spent).cursor()
    for sql in (
        "select * from read_csv('/etc/passwd')", "copy payments to '/tmp/out.csv'", "attach 'other.duckdb'",
        "set enable_external_access = true", "delete from payments", "install excel",
    ):
        with pytest.raises(duckdb.Error):
            cursor.execute(sql)
    assert cursor.execute("select count(*) from payments").fetchone() == (8,)


def test_the_row_of_remaining_small_sites_is_no_site_and_a_national_return_gives_only_our_rows(tmp_path, store):
    text = (
        "Financial Year,Trust Code,Site Code,Site Name,Gross internal floor area (m²)\n"
        "2019/20,RXL,RXL01,Victoria,1000\n2019/20,RXL,RXLAGGRE,Other reportable sites,100\n"
        "2019/20,RAX,RAX01,Kingston,500\n"
    )
    (outcome,) = take(store, tmp_path, "sites.csv", text)
    assert outcome.load, outcome
    rows = warehouse.open_to_read(store).cursor().execute(
        "select site_code, is_site, financial_year, month::varchar from sites order by row"
    )
    assert rows.fetchall() == [
        ("RXL01", True, "2019/20", "2020-03-01"), ("RXLAGGRE", False, "2019/20", "2020-03-01")
    ]


def test_a_calendar_knows_financial_years(store):
    cursor = warehouse.build(store, known()).cursor()
    sql = "select quarter, financial_year from calendar where month = any(['2026-03-01', '2026-04-01']::date[])"
    assert sorted(cursor.execute(sql).fetchall()) == [("2026-Q1", "2025/26"), ("2026-Q2", "2026/27")]


INVOICES = (
    "Supplier Number,Supplier Name,Invoice Number,Invoice Received Date,Due Date,Payment Date,Amount,Category\n"
    "1,Baker Ltd,A,01/03/2026,20/03/2026,10/03/2026,10.00,Food\n"  # two lines, both paid by the due date
    "1,Baker Ltd,A,01/03/2026,20/03/2026,20/03/2026,20.00,Food\n"
    "1,Baker Ltd,B,01/02/2026,15/02/2026,03/03/2026,10.00,Food\n"  # 30 days from receipt, the later of the two
    "1,Baker Ltd,C,01/02/2026,15/02/2026,04/03/2026,10.00,Food\n"  # 31 days
    "1,Baker Ltd,D,,01/03/2026,05/03/2026,10.00,Food\n"  # late by the due date, but it may have come late
    "1,Baker Ltd,E,,06/03/2026,05/03/2026,10.00,Food\n"
    "1,Baker Ltd,F,,,05/03/2026,10.00,Food\n"
    "1,Baker Ltd,G,,06/03/2026,05/03/2026,-10.00,Food\n"  # a credit note
    "2,HM Revenue & Customs,H,,06/03/2026,05/03/2026,10.00,Tax\n"  # left out by rule
    "3,Sandgrass NHS Trust,I,06/01/2026,06/02/2026,31/03/2026,10.00,Services\n"  # an NHS body's counts
    "1,Baker Ltd,J,01/03/2026,20/03/2026,10/03/2026,10.00,Food\n"  # one line in time, one late: late
    "1,Baker Ltd,J,01/02/2026,20/02/2026,10/03/2026,5.00,Food\n"
    "1,Baker Ltd,,01/03/2026,20/03/2026,10/03/2026,1.00,Food\n"  # without a number each line is an invoice
    "1,Baker Ltd,,01/03/2026,20/03/2026,11/03/2026,2.00,Food\n"
)


def test_an_invoice_is_in_time_when_its_last_line_was_and_stands_on_its_first_line_with_its_sum(tmp_path, store):
    (outcome,) = take(store, tmp_path, "payments.csv", INVOICES)
    assert outcome.load, outcome
    found = lines(store, "invoice_in_time, invoice_amount")
    sums = {row: None if amount is None else str(amount) for row, (_, amount) in found.items()}
    assert {row: in_time for row, (in_time, _) in found.items()} == {
        2: True, 3: True, 4: True, 5: False, 6: None, 7: True, 8: None, 9: True, 10: True, 11: False,
        12: False, 13: False, 14: True, 15: True,
    }
    assert sums == {
        2: "30.00", 3: None, 4: "10.00", 5: "10.00", 6: "10.00", 7: "10.00", 8: "10.00", 9: "-10.00", 10: None,
        11: "10.00", 12: "15.00", 13: None, 14: "1.00", 15: "2.00",
    }


NUMBERS = (
    "Supplier Number,Supplier Name,VCFSE,Charity Number,Company Number\n"
    "1,Pier Care Ltd,,1089464,01234567\n"  # a charity number
    "2,Reef Trust,,,CE012397\n"  # a charitable incorporated organisation
    "3,Shore Co-operative,,,IP00525R\n"  # a society
    "4,Tide Kitchen C.I.C.,,,07654321\n"  # known by its name
    "5,CIC Systems Ltd,,,07654322\n"  # the name does not end so
    "6,Dune Legal LLP,,,OC301234\n"
    "7,Harbour Signs Ltd,,n/a,SC234456\n"
    "8,Sand Choir,,,\n"  # no number at all
    "9,Marked Ltd,No,1089465,\n"  # the register's own mark is believed first
    "10,Short Ltd,,,1234567\n"  # a zero lost by Excel
    "11,Odd Ltd,,12,\n"  # no pattern fits
)


def kinds(store):
    sql = "select supplier_number, vcfse, vcfse_known_by from suppliers order by row"
    return {number: found for number, *found in warehouse.open_to_read(store).cursor().execute(sql).fetchall()}


def test_numbers_tell_a_charity_where_the_register_has_no_mark_and_what_they_do_not_tell_stays_unknown(tmp_path, store):
    (outcome,) = take(store, tmp_path, "suppliers.csv", NUMBERS)
    assert outcome.load, outcome
    partnership, company = "partnership's number", "company number and no charity number"
    assert kinds(store) == {
        "1": [True, "charity number"], "2": [True, "charitable incorporated organisation's number"],
        "3": [True, "co-operative or community society's number"], "4": [True, "community interest company by name"],
        "5": [False, company], "6": [False, partnership], "7": [False, company], "8": [None, None],
        "9": [False, "the register's mark"], "10": [False, company], "11": [None, None],
    }


def test_a_register_that_keeps_only_one_kind_of_number_tells_nothing_by_it(tmp_path, store):
    text = NUMBERS.replace("1089464", "").replace("1089465", "").replace("12,\n", ",\n").replace("n/a", "")
    take(store, tmp_path, "suppliers.csv", text)
    assert {vcfse for number, (vcfse, _) in kinds(store).items() if number != "9"} == {None}


PLANS = (
    "Supplier No,Supplier Name,Carbon Reduction Plan,Date Published\n"
    ",PRINTER & SONS LTD,Yes,15/04/2024\n"  # known by its name alone, in another spelling
    "6,Care Home,Net Zero Commitment,15/05/2025\n"
    "6,Care Home,Plan,15/06/2025\n"  # the newer line speaks
    "9,Not In The Register,No,\n"
)


def test_a_carbon_plan_finds_its_supplier_by_number_or_name_and_the_newer_of_two_lines_speaks(tmp_path, store):
    for name, text in (("payments.csv", PAYMENTS), ("suppliers.csv", REGISTER), ("carbon plans.csv", PLANS)):
        (outcome,) = take(store, tmp_path, name, text)
        assert outcome.load, outcome
    cursor = warehouse.open_to_read(store).cursor()
    assert cursor.execute("select supplier, plan from carbon_plans order by supplier").fetchall() == [
        ("4", "plan"), ("6", "plan"), ("9", "none"),
    ]
    known_lines = "select payments.row from payments join carbon_plans using (supplier) order by 1"
    assert cursor.execute(known_lines).fetchall() == [(5,), (6,), (8,)]


def test_a_line_has_a_carbon_category_or_is_counted_by_quantity_elsewhere_or_neither(spent):
    assert lines(spent, "carbon_category, carbon_elsewhere") == {
        2: ("food and catering", None), 3: (None, None), 4: (None, None), 5: ("paper products", None),
        6: ("paper products", None), 7: (None, None), 8: (None, None), 9: (None, None),
    }
