"""A file as a colleague sends it: what it is, what is in it, and every problem with its cell and its remedy."""

import json
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from metrics.definitions import framework
from metrics.spreadsheets.checking import check, to_json
from metrics.spreadsheets.problems import KINDS, LISTED, without_personal
from metrics.spreadsheets.templates import template

TODAY = date(2026, 10, 12)
STARTERS = (
    "Employee Number,Latest Start Date,Assignment Category,Pay Band,FTE,Recruitment Source,Home Postcode,Last Name\n"
)
PAYMENTS = "Supplier Number,Supplier,Supplier Postcode,Invoice Number,Payment Date,Amount\n"


class Places:
    """Knows one postcode."""

    def look_up(self, postcodes):
        return {p: SimpleNamespace(council="E06000009") if p == "FY3 8NR" else None for p in postcodes}

    def nearest(self, postcode):
        return ["FY3 8NR"]


@pytest.fixture
def given(tmp_path):
    def write(text, name="starters March 2026.csv", **more):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return check(path, framework(), today=TODAY, **more)

    return write


def kinds(checked):
    return [(p.kind, p.severity, p.row) for p in checked.problems]


def test_a_good_file_has_no_problems_and_says_what_it_is(given):
    checked = given(STARTERS + "00123,16/03/2026,Permanent,Band 2,0.8,NHS Jobs,fy38nr,Jones\n")
    (table,) = checked.tables
    assert (table.source, table.rows, table.periods, checked.problems) == ("starters", 1, ("2026-03",), ())
    row = table.data.to_pylist()[0]
    assert row["employee_number"] == "00123"
    assert row["start_date"] == date(2026, 3, 16)
    assert (row["assignment_category"], row["pay_band"], row["home_postcode"]) == ("permanent", "Band 2", "FY3 8NR")
    assert table.dropped == ("Last Name",)
    assert "Jones" not in str(table.data.to_pylist())


def test_each_problem_says_where_what_and_what_to_do(given):
    rows = "1,16/03/2026,Permanent,Band 2,1.8,x,FY3 8NO0,\n2,soon,Seasonal,Band 2,1,x,FY3 8NR,\n3,,Bank,Band 2,1,x,,\n"
    said = {p.kind: p for p in given(STARTERS + rows, places=Places()).problems}
    assert said["postcode_unknown"].message == (
        "Row 2, Home postcode: 'FY3 8NO0' is not a postcode we know. Correct it, or leave it empty if it is not known."
    )
    assert (said["postcode_unknown"].cell, said["postcode_unknown"].severity) == ("G2", "warning")
    assert said["date_unreadable"].message == (
        "Row 3, Start date: 'soon' is not a date that can be read. Write day, month and year, as in 05/09/2026."
    )
    assert (said["date_unreadable"].severity, said["date_missing"].severity) == ("error", "error")
    assert (said["date_missing"].row, said["date_missing"].cell) == (4, "B4")
    assert said["out_of_range"].cell == "E2"
    assert (said["choice_unknown"].severity, said["choice_unknown"].row) == ("warning", 3)
    assert set(said) <= set(KINDS)


def test_a_postcode_that_nobody_has_is_told_with_the_nearest(given):
    rows = "1,16/03/2026,Bank,Band 2,1,x,LA9 9ZZ,\n2,16/03/2026,Bank,Band 2,1,x,FY3 8NR,\n"
    checked = given(STARTERS + rows, places=Places())
    (problem,) = checked.problems
    assert (problem.kind, problem.cell) == ("postcode_unknown", "G2")
    assert "Near it: FY3 8NR." in problem.message
    assert "FY3" not in without_personal(problem, framework().source("starters")).message


def test_a_future_date_stops_and_a_date_of_another_month_warns(given):
    rows = "1,Ann,FY3 8NR,A1,13/03/2026,5\n1,Ann,FY3 8NR,A2,13/04/2027,5\n1,Ann,FY3 8NR,A3,27/02/2026,5\n"
    checked = given(PAYMENTS + rows, "payments March 2026.csv")
    assert ("date_future", "error", 3) in kinds(checked)
    assert ("date_out_of_period", "warning", 4) in kinds(checked)
    (table,) = checked.tables
    assert table.periods == ("2026-02", "2026-03", "2027-04")
    assert table.stands_for == ("2026-03",)


def test_the_same_row_twice_is_kept_and_told(given):
    row = "1,Ann,FY3 8NR,A1,13/03/2026,5.00\n"
    checked = given(PAYMENTS + row + row, "payments.csv")
    assert kinds(checked) == [("duplicate", "warning", 3)]
    assert checked.tables[0].total == {"amount": "10.00"}


def test_a_payments_list_without_postcodes_loads_with_a_warning(given):
    checked = given("Date,Supplier,Transaction Number,Amount\n13/03/2026,Ann,7,£5\n", "spend over 25k.csv")
    assert kinds(checked) == [("no_place", "warning", None)]


def test_an_order_of_day_and_month_that_nothing_shows_is_asked_and_answered(given):
    text = PAYMENTS + "1,Ann,FY3 8NR,A1,03/04/2026,5\n"
    checked = given(text, "payments.csv")
    (question,) = checked.problems
    assert (question.kind, question.severity) == ("date_order", "question")
    assert question.options == ("day first", "month first")
    assert question.key == "date_order:payment_date"
    answered = given(text, "payments.csv", answers={question.key: "month first"})
    assert answered.tables[0].periods == ("2026-03",)
    assert answered.problems == ()


def test_one_date_column_that_shows_the_order_decides_for_another(given):
    text = "Supplier,Invoice Date,Payment Date,Amount,Postcode\nAnn,31/03/2026,03/04/2026,5,FY3 8NR\n"
    assert given(text, "payments.csv").tables[0].periods == ("2026-04",)


def test_the_month_of_a_list_of_staff_comes_from_its_title(given):
    text = "Employee Number,Assignment Number,Staff Group,FTE,Home Postcode\n1,1-1,Nursing,1,FY3 8NR\n"
    (table,) = given("Staff in Post as at 31 March 2026\n\n" + text, "list.csv").tables
    assert (table.source, table.header_row, table.periods) == ("staff_in_post", 3, ("2026-03",))
    assert table.data["as_at"].to_pylist() == [date(2026, 3, 31)]


def test_a_month_that_nothing_says_is_asked_and_answered(given):
    text = "Employee Number,Assignment Number,Staff Group,FTE,Home Postcode\n1,1-1,Nursing,1,FY3 8NR\n"
    (question,) = given(text, "staff in post.csv").problems
    assert (question.kind, question.severity) == ("period_missing", "question")
    (table,) = given(text, "staff in post.csv", answers={question.key: "March 2026"}).tables
    assert table.data["as_at"].to_pylist() == [date(2026, 3, 31)]


def test_a_file_that_lacks_a_column_is_refused_naming_it_and_the_source(given):
    checked = given("Supplier,Amount,Invoice Number,PO Number\nAnn,5,A1,P1\n", "payments.csv")
    assert checked.tables == ()
    assert "the nearest is Payments to suppliers" in checked.refused
    assert "There is no column Payment date" in checked.refused


def test_many_problems_of_a_kind_are_listed_up_to_a_limit_and_then_counted(given):
    rows = "".join(f"{i},16/03/2026,Bank,Band 2,1,x,nowhere,\n" for i in range(LISTED + 50))
    checked = given(STARTERS + rows)
    assert len(checked.problems) == LISTED + 1
    assert checked.problems[-1].kind == "many"
    assert checked.problems[-1].message.startswith("50 more rows")


def test_the_example_trusts_files_are_known_by_its_name(given):
    text = STARTERS + "1,16/03/2026,Bank,Band 2,1,x,FY3 8NR,\n"
    assert not given(text).is_example
    assert given("Example Coast NHS Trust\n" + text).is_example


def test_what_a_personal_cell_held_is_taken_out_of_a_problem_that_is_kept(given):
    checked = given(STARTERS + "1,16/03/2026,Bank,Band 2,1,x,FY3 8NO0,\n")
    kept = without_personal(checked.problems[0], framework().source("starters"))
    assert "FY3" not in kept.message
    assert "is not a postcode we know" in kept.message


def test_the_json_has_the_promised_shape(given):
    shape = to_json(given(PAYMENTS + "1,Ann,FY3 8NR,A1,13/03/2026,1234.5\n", "payments.csv"))
    (table,) = json.loads(json.dumps(shape))["tables"]
    assert shape["refused"] is None
    assert table["total"] == {"amount": "1234.50"}
    assert (table["first_date"], table["last_date"], table["periods"]) == ("2026-03-13", "2026-03-13", ["2026-03"])
    assert table["columns"]["amount"] == {"heading": "Amount", "index": 5}
    assert (table["rows"], table["left_out"], table["header_row"]) == (1, 0, 1)


@pytest.mark.parametrize("source", framework().sources, ids=lambda source: source.id)
def test_a_template_is_read_back_as_its_own_source_without_a_problem(source, tmp_path):
    path = template(source, tmp_path / "empty.xlsx")
    checked = check(path, framework(), today=TODAY)
    assert [table.source for table in checked.tables] == [source.id]
    assert checked.problems == ()


def test_a_missing_file_is_refused_in_a_sentence(tmp_path):
    assert check(Path(tmp_path / "gone.xlsx"), framework()).refused


def test_a_list_without_headings_is_read_by_what_it_holds_and_asked_about(given):
    text = "Roads,Grit,B1/2,Ann Ltd,13/03/2026,100.00\nRoads,Salt,B1/3,Bob Ltd,14/03/2026,50.25\n"
    text += "Parks,Seed,B1/4,Cy,15/03/2026,1\n"
    checked = given(text, "spend March 2026.csv")
    (table,) = checked.tables
    assert (table.header_row, table.rows, table.total["amount"]) == (None, 3, "151.25")
    assert table.data["supplier_name"].to_pylist() == ["Ann Ltd", "Bob Ltd", "Cy"]
    assert ("heading_missing", "question", None) in kinds(checked)
    assert "question" not in {p.severity for p in given(text, "spend.csv", answers={"heading_missing": "yes"}).problems}


def test_a_file_named_by_a_person_is_read_as_what_they_say(given):
    text = "Supplier,Postcode,SME\nAnn Ltd,FY3 8NR,Yes\n"
    assert given(text, "list.csv").tables[0].source == "suppliers"
    with pytest.raises(KeyError):
        given(text, "list.csv", source="apples")


def test_an_excel_error_or_a_hidden_value_where_one_is_needed_stops(given):
    checked = given(PAYMENTS + "1,Ann,FY3 8NR,A1,13/03/2026,#REF!\n1,Bob,FY3 8NR,A2,13/03/2026,x\n", "payments.csv")
    assert kinds(checked) == [("error_value", "error", 2), ("value_missing", "error", 3)]
