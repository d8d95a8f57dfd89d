"""Headings are known by what they say, not by where they stand or how they are spelt."""

import pytest

from metrics.definitions import framework
from metrics.spreadsheets.headings import match, nearest, normal, weights

PAYMENTS = "payments"


def source(name):
    return framework().source(name)


def test_case_spaces_punctuation_and_money_signs_do_not_matter():
    assert {normal(h) for h in ("Net Amount(£)", "net amount (œ)", " NET  AMOUNT ", "Net Amount (Â£)")} == {"netamount"}
    assert normal("Gross internal floor area (m²)") == "grossinternalflooraream2"


@pytest.mark.parametrize(
    ("headings", "date_at", "amount_at", "name_at"),
    [
        (["Department Family", "Entity", "Date Paid", "Expense Type ", "Supplier Name", "amount"], 2, 5, 4),
        (["Month", "Entity", "Date", "Expense Type", "Supplier", "Invoice", " Amount in Sterling £"], 2, 6, 4),
        (["* Expenditure Category", "* Date", "TOTAL", "* SUPPLIER FINAL"], 1, 2, 3),
        (["Department Area", None, "Line", "HBC Ref No.", "Name:  ", None, "Payment Date", "Amount Paid"], 6, 7, 4),
    ],
)
def test_published_headings_are_known(headings, date_at, amount_at, name_at):
    found = match(headings, source(PAYMENTS))
    assert found.complete
    assert [found.columns[n] for n in ("payment_date", "amount", "supplier_name")] == [date_at, amount_at, name_at]


def test_a_columns_own_title_goes_before_its_other_names():
    headings = ["Payment Number", "Invoice Number", "Payment Date", "Supplier", "Total", "Amount"]
    found = match(headings, source(PAYMENTS))
    assert (found.columns["invoice_number"], found.columns["amount"]) == (1, 5)


def test_a_misspelt_heading_is_taken_with_a_word_about_it_and_a_different_one_is_not():
    found = match(["Suplier Name", "Payment Date", "Amount", "Invoice No"], source(PAYMENTS))
    assert found.likely == {"supplier_name": "Suplier Name"}
    assert "electricity_kwh" not in match(["Trust Code", "Site Code", "Electricity costs (£)"], source("sites")).columns


def test_a_missing_column_is_named_with_what_comes_nearest():
    headings = ["Supplier", "Amount", "Invoice No", "Paymnt on date"]
    found = match(headings, source(PAYMENTS))
    assert found.missing == ("payment_date",)
    assert nearest("payment_date", headings, source(PAYMENTS)) == ["Paymnt on date"]


def test_what_a_title_can_say_is_not_missing():
    assert match(["Employee Number", "Assignment Number", "Staff Group", "FTE"], source("staff_in_post")).complete


def test_a_heading_that_few_sources_know_tells_more():
    weight = weights(framework().sources)
    assert weight[normal("Recruitment Source")] == 1
    assert weight[normal("Date")] < 0.2


def test_every_source_knows_its_own_titles_and_no_name_of_its_own_twice():
    for one in framework().sources:
        found = match([column.title for column in one.columns], one)
        assert list(found.columns.values()) == [[c.name for c in one.columns].index(name) for name in found.columns]
        assert set(found.columns) == {column.name for column in one.columns}, one.id
