"""What stands in cells, as people and programs write it, is read as what it means or not at all."""

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest

from metrics.spreadsheets import dates
from metrics.spreadsheets.dates import DAY_FIRST, MONTH_FIRST, Evidence
from metrics.spreadsheets.values import (
    ERROR,
    HIDDEN,
    NOTHING,
    OPEN,
    UNREADABLE,
    VALUE,
    parse,
    read_amount,
    read_postcode,
)


def read(texts, kind, evidence=None, choices=None):
    parsed = parse(pa.array(texts, pa.string()), kind, evidence or Evidence(), choices or {})
    return parsed.values.to_pylist(), list(parsed.marks), parsed.notes


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1234.5", "1234.5"), ("£1,234.50", "1234.50"), (" £38,148.43 ", "38148.43"), ("(1,234.50)", "-1234.50"),
        ("123.45-", "-123.45"), ("- £5", "-5"), ("£-5", "-5"), ("-£5.10", "-5.10"), ("£5.00 CR", "-5"), ("5 DR", "5"),
        ("œ12.30", "12.30"), ("?1,200", "1200"), ("1 234 567.89", "1234567.89"), ("1.2E3", "1200"), ("294.", "294"),
        ("-664,617.00", "-664617"), (".50", "0.5"), ("£ 1,000", "1000"), ("−7", "-7"),
    ],
)  # fmt: skip
def test_an_amount_is_read_in_every_way_it_is_written(text, amount):
    assert read_amount(text) == Decimal(amount)
    assert read([text], "money")[0] == [Decimal(amount).quantize(Decimal("0.01"))]


@pytest.mark.parametrize("text", ["1234,56", "1,23,456", "12..3", "abc", "£", "12 apples", "1,2345"])
def test_what_is_no_amount_is_not_guessed_at(text):
    assert read_amount(text) is None
    assert read([text], "money")[1] == [UNREADABLE]


def test_a_lone_dash_is_nought_in_money_as_excel_writes_it_and_nothing_in_numbers():
    assert read(["-", "£ -   "], "money")[0] == [Decimal("0.00"), Decimal("0.00")]
    assert read(["-"], "number")[1] == [NOTHING]


def test_each_way_to_leave_a_number_out_is_told_apart():
    values, marks, _ = read(["Not Applicable", "n/a", "x", "[c]", "*", "#N/A", None, "0", "seven"], "number")
    assert marks == [NOTHING, NOTHING, HIDDEN, HIDDEN, HIDDEN, ERROR, NOTHING, VALUE, UNREADABLE]
    assert values == [None] * 7 + [0.0, None]


def test_an_amount_is_kept_exactly_beside_its_pennies():
    values, _, notes = read(["9533.910000000003", "0.005", "-0.005"], "money")
    assert values == [Decimal("9533.91"), Decimal("0.01"), Decimal("-0.01")]
    assert sum(notes["exact"].to_pylist()) == Decimal("9533.910000000003")


def test_percentages_are_read_with_their_sign_and_as_parts_of_one():
    assert read(["12%", "0.5%"], "percent")[0] == [12.0, 0.5]
    assert read(["12", "0.5"], "percent")[0] == [12.0, 0.5]
    values, _, notes = read(["0.12", "1"], "percent")
    assert values == [12.0, 100.0]
    assert notes["fraction"]


def test_a_whole_number_is_whole():
    assert read(["1,200", "12.5"], "integer")[1] == [VALUE, UNREADABLE]


def test_yes_and_no_in_their_spellings():
    texts = ["Y", "yes", "TRUE", "1", "N", "No", "0", "maybe", ""]
    assert read(texts, "yes_no")[0] == [True] * 4 + [False] * 3 + [None] * 2


def test_leading_zeros_stay_and_shortened_numbers_are_noticed():
    values, _, notes = read(["00123", "1.23457E+11", "A-7"], "code")
    assert values == ["00123", "1.23457E+11", "A-7"]
    assert notes["shortened"] == {"1.23457E+11"}


def test_a_choice_goes_by_any_of_its_spellings_and_an_unknown_one_stays_as_written():
    choices = {"fixed_term": ("Fixed Term Temp", "FTC"), "bank": ("Bank",)}
    values, marks, _ = read(["fixed-term TEMP", "ftc", "bank", "Seasonal"], "choice", choices=choices)
    assert values == ["fixed_term", "fixed_term", "bank", "Seasonal"]
    assert marks == [VALUE, VALUE, VALUE, UNREADABLE]


@pytest.mark.parametrize("text", ["FY3 8NR", "fy38nr", "FY3  8NR", " FY3\xa08NR ", "FY3-8NR", "1 High Road, FY3 8NR"])
def test_a_postcode_is_read_in_any_spelling(text):
    assert read_postcode(text) == "FY3 8NR"


def test_what_is_no_postcode_is_not_bent_into_one():
    assert [read_postcode(t) for t in ("FY3 8NO0", "TQ5  PHW", "Blackpool", "")] == [None] * 4
    assert read(["ZZ99 3VZ"], "postcode")[1] == [NOTHING]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-01 00:00:00", date(2026, 3, 1)), ("2026-03-01", date(2026, 3, 1)), ("12-May-20", date(2020, 5, 12)),
        ("14-JAN-2021 ", date(2021, 1, 14)), ("15 June 2023", date(2023, 6, 15)), ("1st April 2020", date(2020, 4, 1)),
        ("April 1, 2020", date(2020, 4, 1)), ("20200401", date(2020, 4, 1)), ("44197", date(2021, 1, 1)),
        ("31/01/2017", date(2017, 1, 31)), ("7/31/2020", date(2020, 7, 31)), ("02.05.18 ", date(2018, 5, 2)),
        ("Wed 1 Apr 2020", date(2020, 4, 1)), ("3 Apr 2023", date(2023, 4, 3)),
    ],
)  # fmt: skip
def test_a_date_is_read_in_every_way_it_is_written(text, day):
    about = Evidence(frozenset({(None, day.month)}))
    assert read([text], "date", about)[0] == [day]


@pytest.mark.parametrize("text", ["31/02/2026", "32/01/2026", "soon", "0202-01-01", "12345678"])
def test_what_is_no_date_is_not_guessed_at(text):
    assert read([text], "date")[1] == [UNREADABLE]


def test_one_number_over_twelve_decides_the_order_for_the_column():
    assert read(["03/04/2026", "25/04/2026"], "date")[0] == [date(2026, 4, 3), date(2026, 4, 25)]
    assert read(["04/03/2026", "04/25/2026"], "date")[0] == [date(2026, 4, 3), date(2026, 4, 25)]


def test_the_files_month_decides_the_order():
    assert read(["08/01/2020"], "date", Evidence(frozenset({(None, 8)})))[0] == [date(2020, 8, 1)]
    assert read(["08/01/2020"], "date", Evidence(frozenset({(2020, 1)})))[0] == [date(2020, 1, 8)]


def test_one_month_in_all_decides_the_order_and_so_does_the_future():
    assert read(["1/4/2026", "2/4/2026", "7/4/2026"], "date")[0][2] == date(2026, 4, 7)
    assert read(["3/12/2026"], "date", Evidence(today=date(2026, 10, 12)))[0] == [date(2026, 3, 12)]


def test_working_days_decide_the_order_where_enough_dates_show_it():
    # day first they are all Mondays to Fridays; month first 01/04 would be 4 January 2026, a Sunday
    days = ["01/04/2026", "02/04/2026", "07/05/2026", "08/05/2026", "05/05/2026", "03/03/2026", "10/03/2026"]
    assert dates.decide_order([dates._pair(d) for d in days], Evidence()) == DAY_FIRST


def test_an_order_that_nothing_shows_is_asked_and_the_answer_is_obeyed():
    assert read(["03/04/2026"], "date") == ([None], [OPEN], {"order": None})
    assert read(["03/04/2026"], "date", Evidence(order=MONTH_FIRST))[0] == [date(2026, 3, 4)]


def test_a_column_that_contradicts_itself_leaves_the_unclear_ones_open():
    values, marks, _ = read(["25/04/2026", "04/25/2026", "03/04/2026"], "date")
    assert values == [date(2026, 4, 25), date(2026, 4, 25), None]
    assert marks == [VALUE, VALUE, OPEN]


def test_both_of_excels_epochs_are_known():
    assert read(["44197"], "date")[0] == [date(2021, 1, 1)]
    assert read(["42735"], "date", Evidence(frozenset({(2021, 1)})))[0] == [date(2021, 1, 1)]


def test_months_and_financial_years():
    texts = ["March 2026", "Jun-20", "2026-03", "03/2026", "44197", "2026-03-31 00:00:00"]
    months = [(2026, 3), (2020, 6), (2026, 3), (2026, 3), (2021, 1), (2026, 3)]
    assert read(texts, "month")[0] == [date(y, m, 1) for y, m in months]
    assert read(["2019/20", "2019-20", "2019/2020", "FY19/20", "2019/21"], "year")[0] == ["2019/20"] * 4 + [None]


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("EPSH 04 - July", (None, 7)), ("1701", (2017, 1)), ("Jan2021", (2021, 1)), ("CALL51683-May-21-250", (2021, 5)),
        ("SpendOver250Feb24", (2024, 2)), ("April-250-Spends-22", (None, 4)), ("2011-01-payments", (2011, 1)),
        ("Feb '24", (2024, 2)), ("Sept-25-CVS", (2025, 9)), ("starters_2026-03", (2026, 3)),
    ],
)  # fmt: skip
def test_the_month_in_a_files_name_is_found(name, month):
    assert dates.months_in_text(name) == {month}


def test_a_word_that_begins_like_a_month_is_none():
    assert dates.months_in_text("Marketing decisions, separate maybe") == frozenset()
    assert dates.years_in_text("ERIC_201920_SiteData_for_R") == ["2019/20"]
