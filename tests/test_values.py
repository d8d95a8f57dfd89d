"""What stands in cells, as people and programs write it, is read as what it means or not at all."""

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest

from metrics.spreadsheets import dates
from metrics.spreadsheets.dates import AS_STORED, DAY_FIRST, EXCHANGED, MONTH_FIRST, Evidence
from metrics.spreadsheets.forms import COMMA, HUNDREDTHS, POINT
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


@pytest.mark.parametrize("text", ["(-5)", "-5-", "-£5.00 CR", "(5.00) CR", "€5", "$5", "£1.2m", "5%", "31/07/2020"])
def test_two_signs_of_a_minus_and_other_money_are_not_guessed_at(text):
    assert read_amount(text) is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [("£(1,234.50)", "-1234.50"), ("CR 50.00", "-50"), ("DR £50", "50"), ("1\u202f234.50", "1234.50"),
     ("\u2009£\xa01,234.50\xa0", "1234.50"), ("nil", "0"), ("NIL return", "0")],
)  # fmt: skip
def test_amounts_in_rarer_dress(text, amount):
    assert read([text], "money")[:2] == ([Decimal(amount)], [VALUE])


def test_a_comma_parts_decimals_only_where_the_whole_column_says_so():
    values, marks, notes = read(["1.234,50", "-12,00", "€ 3", "1.000", "7"], "money")
    assert values == [Decimal("1234.50"), Decimal("-12"), None, Decimal("1000"), Decimal("7")]
    assert (marks[2], notes["comma"]) == (UNREADABLE, True)
    assert read(["1.234,50", "12.50"], "money")[1] == [UNREADABLE, VALUE]
    assert read(["1,234", "12,50"], "money")[:2] == ([Decimal("1234"), None], [VALUE, UNREADABLE])


def test_thousands_or_decimals_are_asked_where_nothing_shows_which_and_the_answer_is_obeyed():
    texts = ["1.234", "2.500", "10.000"]
    assert read(texts, "money")[1:] == ([OPEN] * 3, read(texts, "money")[2])
    assert read(texts, "money")[2]["ask"] == "decimal_mark"
    for answer, first in ((COMMA, "1234"), (POINT, "1.23")):
        assert read(texts, "money", Evidence(said={"decimal_mark": answer}))[0][0] == Decimal(first)
    assert read(["1.234", "2.500", "0.875"], "number")[0] == [1.234, 2.5, 0.875]


def test_a_percentage_with_a_sign_beside_one_without_is_asked():
    values, marks, notes = read(["43%", "0.43", "0"], "percent")
    assert (values, marks, notes["ask"]) == ([43.0, None, 0.0], [VALUE, OPEN, VALUE], "percent_unit")
    assert read(["43%", "0.43"], "percent", Evidence(said={"percent_unit": HUNDREDTHS}))[0] == [43.0, 43.0]
    assert read(["0", "1"], "percent")[1] == [VALUE, OPEN]
    assert read(["43%", "57"], "percent")[0] == [43.0, 57.0]


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


def test_an_apostrophe_that_marked_text_is_no_part_of_a_reference():
    assert read(["'00123", "O'Neil"], "code")[0] == ["00123", "O'Neil"]


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


def test_of_two_postcodes_in_one_cell_neither_is_taken():
    assert read_postcode("FY3 8NR / FY1 1AA") is None
    assert read_postcode("FY3 8NR, Blackpool FY38NR") == "FY3 8NR"
    assert read_postcode("FY38NR UK") == "FY3 8NR"


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


@pytest.mark.parametrize("text", ["2026-03-31T00:00:00", "2026-03-31T09:30:00Z", "31/03/26 9:30", "31/03/2026 (est)"])
def test_what_follows_a_date_is_a_time_or_a_word(text):
    assert read([text], "date")[0] == [date(2026, 3, 31)]


@pytest.mark.parametrize("text", ["31/07/2020 - 05/08/2020", "1/2/3", "00/00/0000", "Q1 2020", "2020", "45,000"])
def test_two_dates_in_a_cell_and_parts_of_dates_are_no_date(text):
    assert read([text], "date")[1] == [UNREADABLE]


def test_the_order_of_the_earlier_files_decides_and_a_flip_is_asked():
    ambiguous = ["03/04/2026", "05/06/2026"]
    assert read(ambiguous, "date", Evidence(usual=MONTH_FIRST))[0] == [date(2026, 3, 4), date(2026, 5, 6)]
    values, marks, notes = read(["03/04/2026", "25/04/2026"], "date", Evidence(usual=MONTH_FIRST))
    assert (values, marks) == ([None, date(2026, 4, 25)], [OPEN, VALUE])
    assert notes["flips"]
    assert read(["03/04/2026", "25/04/2026"], "date", Evidence(usual=MONTH_FIRST, order=DAY_FIRST))[0][0].month == 4


def test_dates_that_excel_took_for_the_other_order_are_asked_about_or_turned_back():
    texts = ["2026-03-04 00:00:00", "2026-05-02 00:00:00", "13/04/2026", "25/03/2026"]
    values, marks, notes = read(texts, "date")
    assert (marks, notes["ask"]) == ([OPEN, OPEN, VALUE, VALUE], "dates_exchanged")
    turned = [date(2026, 4, 3), date(2026, 2, 5), date(2026, 4, 13), date(2026, 3, 25)]
    assert read(texts, "date", Evidence(said={"dates_exchanged": EXCHANGED}))[0] == turned
    assert read(texts, "date", Evidence(said={"dates_exchanged": AS_STORED}))[0][0] == date(2026, 3, 4)
    april = Evidence(frozenset({(2026, 4)}))
    values, _, notes = read(["2026-03-04 00:00:00", "2026-06-04 00:00:00", "13/04/2026"], "date", april)
    assert (values[1], notes["exchanged"]) == (date(2026, 4, 6), True)
    assert read(["2026-04-03 00:00:00", "13/04/2026"], "date", april)[0][0] == date(2026, 4, 3)


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


def test_one_epoch_holds_for_a_column_even_where_a_date_lies_outside_the_month():
    about = Evidence(frozenset({(2021, 1)}))
    assert read(["42735", "42740", "42770"], "date", about)[0][2] == date(2021, 2, 5)


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


def test_the_first_of_each_month_and_the_days_of_january_are_not_told_apart_by_guessing():
    # read with the month first all lie in January, in which some are at a weekend; as first days of months some are too
    firsts = [f"01/{month:02d}/2025" for month in range(1, 13)]
    assert dates.decide_order([dates._pair(d) for d in firsts], Evidence(today=date(2026, 1, 1))) is None
    # the file's month decides, and so do days that cannot be months
    january = Evidence(months=frozenset({(2025, 1)}), today=date(2026, 1, 1))
    assert dates.decide_order([dates._pair(d) for d in firsts], january) == MONTH_FIRST
    assert dates.decide_order([dates._pair(d) for d in [*firsts, "31/01/2025"]], Evidence()) == DAY_FIRST
    # days of one month with the day first are still days of one month
    assert dates.decide_order([dates._pair(d) for d in ("02/01/2025", "07/01/2025")], Evidence()) == DAY_FIRST
