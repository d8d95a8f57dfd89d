"""One table, written in every layout and every format that people send, reads back the same or a problem says why."""

from datetime import date
from decimal import Decimal

import pytest
import written_files as written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics.definitions import framework
from metrics.spreadsheets.checking import check
from metrics.spreadsheets.reading import Reader

TODAY = date(2026, 11, 1)
HEAD = ["Supplier", "Supplier postcode", "Invoice Number", "Payment Date", "Amount"]
OTHER = ["Payment Date", "Vendor Name", "Net Amount", "Invoice No", "Postcode"]
STARTERS = ["Employee Number", "Start date", "Pay band", "FTE", "Home postcode"]
PEOPLE = [
    ["0012345", date(2026, 3, 2), "Band 2", 1.0, "FY3 8NR"],
    ["0012346", date(2026, 3, 9), "Band 5", 0.8, "FY1 1AA"],
]
ROWS = [
    ["Ann & Co Ltd", "FY3 8NR", "00100", date(2026, 3, 2), 100.0],
    ["Total Gas & Power", "FY1 1AA", "00101", date(2026, 3, 5), -50.25],
    ["Café Noir", "PR4 0AP", "00102", date(2026, 3, 13), 1234.5],
    ["Delta", "FY3 8NR", "00103", date(2026, 3, 16), 99999.99],
]
MOVED = [[row[3], row[0], row[4], row[2], row[1]] for row in ROWS]
SUM = "101284.24"


@pytest.fixture(scope="module")
def reader():
    with Reader() as held:
        yield held


@pytest.fixture
def checked(reader, tmp_path):
    def check_it(content, name="payments March 2026.xlsx", **more):
        (tmp_path / name).write_bytes(content)
        return check(tmp_path / name, framework(), reader=reader, today=TODAY, **more)

    return check_it


def one(result):
    assert result.refused is None
    (table,) = result.tables
    return table


def is_right(table, rows=4, total=SUM):
    assert (table.rows, table.total["amount"]) == (rows, total)
    assert not [p for p in table.problems if p.severity != "warning"]


@pytest.mark.parametrize("kind", written.BOOKS)
def test_a_hidden_sheet_of_any_kind_of_workbook_is_named_and_never_read(kind, checked):
    codes = [["Code", "What it is"], ["1", "Food"]]
    sheets = [
        ("Data", [HEAD, *ROWS]), ("Old", [HEAD, *ROWS], "hidden"), ("Older", [HEAD, *ROWS], "veryHidden"),
        ("Words", codes, "hidden"), ("Names", [HEAD], "veryHidden"),
    ]  # fmt: skip
    result = checked(written.BOOKS[kind](sheets))
    is_right(one(result))
    warned = [(p.sheet, p.severity, p.message) for p in result.problems if p.kind == "hidden_sheet"]
    assert [(sheet, severity) for sheet, severity, _ in warned] == [("Old", "warning"), ("Older", "warning")]
    assert all("was not read; it holds 4 rows under headings of Payments" in message for *_, message in warned)
    for name in ("Words", "Names"):
        assert any(f"'{name}'" in note for note in result.notes), name


def test_a_sheet_that_excel_does_not_list_as_hidden_says_who_can_show_it(checked):
    sheets = [("Data", [HEAD, *ROWS]), ("Old", [HEAD, *ROWS], "hidden"), ("Older", [HEAD, *ROWS[:1]], "veryHidden")]
    old, older = [p.message for p in checked(written.xlsx(sheets)).problems if p.kind == "hidden_sheet"]
    assert "'Old' is hidden" in old and "unhide it" in old
    assert "'Older' is very hidden" in older and "1 row under" in older and "ask the sender to show it" in older


@pytest.mark.parametrize("kind", written.BOOKS)
@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods", "csv", "XLSB"])
def test_every_kind_is_read_whatever_its_name_ends_in(kind, ending, checked):
    is_right(one(checked(written.BOOKS[kind]([("Sheet1", [HEAD, *ROWS])]), f"payments March 2026.{ending}")))


@pytest.mark.parametrize(
    ("heads", "header_row"),
    [
        ([["Supplier", None, "Invoice", None, "Amount"], [None, "Postcode", "Number", "Payment Date", None]], 2),
        ([["Supplier", "Supplier", "Invoice", "Payment", "Amount"], ["Name", "Postcode", "Number", "Date", "£"]], 2),
        ([["Supplier details", None, "Invoice", None, None], HEAD], 2),
        ([["A title"], *[[]] * 6, ["Notes: without VAT"], *[[]] * 6, HEAD], 15),
    ],
)
def test_headings_in_two_rows_or_far_down_are_found(heads, header_row, checked):
    table = one(checked(written.xlsx([("Sheet1", [*heads, *ROWS])])))
    is_right(table)
    assert (table.header_row, len(table.columns), table.left_out) == (header_row, 5, 0)


def test_a_first_row_is_no_second_heading_row_though_it_holds_a_word_that_is_one(checked):
    rows = [["Trust", *row] for row in ROWS]
    is_right(one(checked(written.xlsx([("Sheet1", [["Code", *HEAD], *rows])]))))


def test_a_line_under_the_headings_that_says_what_the_columns_hold_is_no_row(checked):
    about = ["(text)", "(text)", "(text)", "dd/mm/yyyy", "(£)"]
    table = one(checked(written.xlsx([("Sheet1", [HEAD, about, *ROWS])])))
    is_right(table)
    assert table.left_out_rows == ((2, "a line about the columns"),)


def test_page_breaks_with_their_headings_are_no_rows(checked):
    pages = [["NHS SBS  Page 1"], HEAD, *ROWS[:2], [], ["NHS SBS  Page 2"], HEAD, *ROWS[2:]]
    table = one(checked(written.xlsx([("Sheet1", pages)])))
    is_right(table)
    assert [why for _, why in table.left_out_rows] == ["a note", "a repeated heading"]


def test_two_tables_stacked_with_their_own_headings_titles_and_totals_are_both_read(checked):
    first = [HEAD, *ROWS[:2], ["Total", None, None, None, 49.75]]
    second = [OTHER, *MOVED[2:], [None, "Total", 101234.49]]
    upper, lower = checked(written.xlsx([("Sheet1", [*first, [], ["Second list"], [], *second])])).tables
    is_right(upper, 2, "49.75")
    is_right(lower, 2, "101234.49")
    assert (lower.header_row, lower.columns["amount"]) == (8, ("Net Amount", 2))


def test_a_table_of_another_source_under_or_over_the_first_is_read_as_what_it_is(checked):
    people, payments = [["New starters"], STARTERS, *PEOPLE], [HEAD, *ROWS]
    for rows in ([*payments, [], *people], [*people, [], *payments]):
        tables = {table.source: table for table in checked(written.xlsx([("Sheet1", rows)])).tables}
        assert set(tables) == {"payments", "starters"}
        is_right(tables["payments"])
        assert tables["starters"].rows == 2
        assert tables["starters"].data["start_date"].to_pylist() == [date(2026, 3, 2), date(2026, 3, 9)]


def test_a_heading_row_that_names_other_places_but_not_all_is_no_page_break(checked):
    lower = [["Amount", "Supplier", "Postcode"], [5.0, "Echo", "FY1 1AA"]]
    upper, second = checked(written.xlsx([("Sheet1", [HEAD, *ROWS, *lower])])).tables
    is_right(upper)
    assert [p.kind for p in second.problems if p.severity == "error"] == ["column_missing"]


def test_the_same_heading_over_two_columns_that_differ_is_told(checked):
    rows = [[*row, "A charity"] for row in ROWS]
    table = one(checked(written.xlsx([("Sheet1", [[*HEAD, "Supplier"], *rows])])))
    is_right(table)
    assert [p.cell for p in table.problems if p.kind == "heading_twice"] == ["F1"]


def test_helper_columns_beside_the_table_do_no_harm(checked):
    rows = [[*row, None, "FY3", "NW"] for row in ROWS] + [[None] * 6 + ["FY9", "NW"]]
    table = one(checked(written.xlsx([("Sheet1", [[*HEAD, None, "Lookup", "Region"], *rows])])))
    is_right(table)
    assert table.left_out_rows == ((6, "cells beside the table"),)


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp850"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "$", "¬", "|"])
def test_text_is_read_in_any_encoding_with_any_separator_and_any_line_ends(encoding, delimiter, checked):
    rows = [[f"{row[0]} £5\nunit é", *row[1:4], f"£{row[4]:,.2f}"] for row in ROWS]
    for end in ("\r", "\n", "\r\n", ["\r\n", "\n", "\r"]):
        table = one(checked(written.text([("", [HEAD, *rows])], delimiter, end, encoding), "payments March 2026.csv"))
        is_right(table)
        assert table.data["supplier_name"].to_pylist() == [row[0] for row in rows]


def test_letters_of_dos_without_a_pound_and_windows_lines_among_others_are_read_as_meant(checked):
    rows = [HEAD, *[[row[0].replace("Delta", "O’Neil"), *row[1:]] for row in ROWS]]
    dos = written.text([("", [HEAD, *ROWS])], encoding="cp850")
    mixed = written.text([("", rows)]).replace("O’Neil".encode(), "O’Neil".encode("cp1252"))
    windows = written.text([("", rows)], encoding="cp1252")
    for content, name in ((dos, "Delta"), (mixed, "O’Neil"), (windows, "O’Neil")):
        table = one(checked(content, "payments March 2026.csv"))
        assert table.data["supplier_name"].to_pylist()[2:] == ["Café Noir", name]


def lines_of(rows):
    return [",".join([row[0], row[1], row[2], f"{row[3]:%d/%m/%Y}", f"{row[4]:,.2f}"]) for row in rows]


def test_an_amount_cut_at_its_comma_stops_the_file_and_names_the_cells(checked):
    content = "\r\n".join([",".join(HEAD), *lines_of(ROWS)]).encode()
    table = one(checked(content, "payments March 2026.csv"))
    shifted = [p for p in table.problems if p.kind == "cells_shifted"]
    assert [(p.cell, p.severity) for p in shifted] == [("E4", "error"), ("E5", "error")]
    assert "1,234.50" in shifted[0].message


def test_an_amount_cut_at_its_comma_is_seen_when_nothing_reaches_past_the_last_heading(checked):
    rows = [[row[0], f"{row[3]:%d/%m/%Y}", f"{row[4]:,.2f}", "", ""] for row in ROWS]
    heads = ["Supplier", "Payment Date", "Amount", "Description", "Invoice Number"]
    content = "\r\n".join(",".join(row) for row in [heads, *rows]).encode()
    assert len([p for p in one(checked(content, "a.csv")).problems if p.kind == "cells_shifted"]) == 2


def test_a_row_that_is_longer_than_the_headings_is_told(checked):
    content = "\r\n".join([",".join(HEAD), *lines_of(ROWS[:2]), "E,FY1 1AA,9,05/03/2026,7.00,see note", ""]).encode()
    table = one(checked(content, "payments March 2026.csv"))
    assert [(p.row, p.cell) for p in table.problems if p.kind == "cells_beyond"] == [(4, "F4")]


def test_a_quotation_mark_that_the_next_one_closes_swallows_no_row(checked):
    rows = lines_of([ROWS[0], ROWS[1], [*ROWS[1][:4], 7.0]])
    content = "\n".join([",".join(HEAD), '"' + rows[0], rows[1], '"Quoted" Ltd' + rows[2][17:], ""]).encode()
    result = checked(content, "payments March 2026.csv")
    is_right(one(result), 3, "56.75")
    assert "Row 2: a quotation mark is opened and never closed" in result.notes[0]


def test_an_address_of_several_lines_is_one_cell(checked):
    name = '"1 High St, Unit 2,\nBispham, Blackpool"'
    rows = [[name, row[1], row[2], f"{row[3]:%d/%m/%Y}", f"{row[4]:.2f}"] for row in ROWS]
    content = "\n".join(",".join(row) for row in [HEAD, *rows]).encode()
    is_right(one(checked(content, "payments March 2026.csv")))


NAMES = st.sampled_from(
    ["Ann & Co", "Total Gas & Power", "O'Neil; Sons", 'The "Old" Mill', "Line\nBreak Ltd", "Café £5", "Pipe|Works",
     "Tab\tLtd", "$tore", "=Sum Ltd", "Note Ltd", "123 Taxis", "Date Ltd", "Sub-total Foods Ltd", "Grand Hotel",
     "(Acme)"]
)  # fmt: skip
PAYMENT = st.tuples(NAMES, st.sampled_from(["FY3 8NR", "FY1 1AA", "PR4 0AP"]),
                    st.integers(0, 99999).map("{:05d}".format), st.dates(date(2026, 3, 1), date(2026, 3, 31)),
                    st.integers(-10**7, 10**9).map(lambda pence: pence / 100))  # fmt: skip
LAYOUT = st.fixed_dictionaries(
    {"titles": st.sampled_from([0, 1, 3, 14]), "before": st.integers(0, 2), "ghosts": st.sampled_from([0, 0, 5]),
     "total": st.booleans(), "notes": st.booleans(), "tail": st.booleans(), "pages": st.booleans(),
     "blank": st.booleans(), "hidden": st.booleans(), "helper": st.booleans()}
)  # fmt: skip
TEXTS = {
    f"{encoding} {delimiter!r} {end!r}": (delimiter, end, encoding)
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252")
    for delimiter in ",\t;|$¬"
    for end in ("\r\n", "\n", "\r")
}


def laid_out(rows, how):
    """The rows of a sheet as people lay them out."""
    heading = [*HEAD, *([None, "Helper"] if how["helper"] else [])]
    body = [[*row, *([None, "x"] if how["helper"] else [])] for row in rows]
    grid = [[f"Payments over £250, line {n}"] if n % 2 == 0 else [] for n in range(how["titles"])] + [heading]
    grid += [[]] if how["blank"] else []
    half = len(body) // 2
    grid += [*body[:half], ["Page 2"], heading, *body[half:]] if how["pages"] else body
    grid += [["Total", None, None, None, float(sum(Decimal(str(row[4])) for row in rows))]] if how["total"] else []
    grid += [[], ["* leaves out VAT"], ["Source: the ledger"]] if how["notes"] else []
    grid += [[None]] * 3 + [[" "] * 5] * 3 if how["tail"] else []
    return [[None] * how["before"] + row + [None] * how["ghosts"] for row in grid]


@settings(max_examples=40, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])  # fmt: skip
@given(st.lists(PAYMENT, min_size=2, max_size=7), LAYOUT, st.sampled_from([*written.BOOKS, "html", *TEXTS]))
def test_any_table_in_any_layout_and_format_reads_back_the_same(checked, rows, how, form):
    grid = laid_out([list(row) for row in rows], how)
    sheets = [("Sheet1", grid), *([("Old", [HEAD, *ROWS], "hidden")] if how["hidden"] else [])]
    write = {**written.BOOKS, "html": written.html}.get(form) or (lambda s: written.text(s, *TEXTS[form]))
    table = one(checked(write(sheets)))
    names = ["supplier_name", "supplier_postcode", "invoice_number", "payment_date", "amount"]
    found = list(zip(*(table.data[name].to_pylist() for name in names), strict=True))
    assert found == [(*row[:4], Decimal(str(row[4])).quantize(Decimal("0.01"))) for row in rows]
    filled = sum(any(cell not in (None, " ") for cell in row) for row in grid[how["titles"] + 1 :])
    assert table.rows + table.left_out == filled
    assert not [p for p in table.problems if p.severity != "warning" or p.kind.startswith("total")]


STAFF = ["Employee Number", "Staff group", "Pay band", "FTE", "Home postcode"]
WORKERS = [["0012345", "Nursing", "Band 5", 1.0, "FY3 8NR"], ["0012346", "Nursing", "Band 2", 0.8, "FY1 1AA"]]


@pytest.mark.parametrize(
    ("file", "names", "months"),
    [
        ("Staff in post 2025-26", ["Apr", "Jan"], ["2025-04", "2026-01"]),
        ("Staff in post", ["Jan '24", "Feb '24"], ["2024-01", "2024-02"]),
        ("Staff in post", ["April 2025", "May 2025"], ["2025-04", "2025-05"]),
        ("Staff in post 2025", ["04 Apr", "05 May"], ["2025-04", "2025-05"]),
        ("Staff in post FY25-26", ["04 Apr", "10 Jan"], ["2025-04", "2026-01"]),
    ],
)
def test_a_sheet_for_each_month_has_its_month_from_its_name_and_the_year_from_the_file(file, names, months, checked):
    result = checked(written.xlsx([(name, [STAFF, *WORKERS]) for name in names]), f"{file}.xlsx")
    assert [table.periods for table in result.tables] == [(month,) for month in months]
    assert not [p for p in result.problems if p.severity != "warning"]


def test_a_month_without_its_year_is_asked_with_the_years_it_may_be(checked):
    sheets = [("Apr", [STAFF, *WORKERS]), ("Dec", [STAFF, *WORKERS])]
    questions = [p for p in checked(written.xlsx(sheets), "Staff in post.xlsx").problems if p.severity != "warning"]
    assert [(p.kind, p.options) for p in questions] == [
        ("period_missing", ("April 2026", "April 2025", "April 2024")),
        ("period_missing", ("December 2025", "December 2024", "December 2023")),
    ]


UNDATED = ["Supplier", "Supplier postcode", "Invoice Number", "Due date", "Amount"]


def test_payments_without_a_date_are_put_in_the_month_of_their_sheets_name_and_that_is_said(checked):
    rows = [[name, place, number, day, amount] for name, place, number, day, amount in ROWS]
    result = checked(written.xlsx([("Apr", [UNDATED, *rows]), ("Jan", [UNDATED, *rows[:1]])]), "Payments 2025-26.xlsx")
    first, second = result.tables
    assert (first.source, first.rows, first.periods, first.total["amount"]) == ("payments", 4, ("2025-04",), SUM)
    assert (second.rows, second.periods) == (1, ("2026-01",))
    assert not [p for p in result.problems if p.severity != "warning"]
    assert first.data["payment_date"].to_pylist() == [date(2025, 4, 30)] * 4
    # whether they were paid in time cannot be told from a month
    assert first.data["due_date"].to_pylist() == [None] * 4
    assert result.notes == (
        "The sheets 'Apr' and 'Jan' have no column Payment date: it is assumed that all rows of a sheet belong to the "
        "month in its name. Without the day nothing can be told from Due date.",
    )


def test_payments_dated_by_months_alone_do_not_say_whether_they_were_in_time(checked):
    dated = ["Supplier", "Supplier postcode", "Invoice Number", "Payment date", "Due date", "Amount"]
    rows = [[name, place, number, "March 2026", day, amount] for name, place, number, day, amount in ROWS]
    result = checked(written.xlsx([("Sheet1", [dated, *rows])]), "Payments.xlsx")
    (table,) = result.tables
    assert (table.rows, table.periods, table.data["due_date"].to_pylist()) == (4, ("2026-03",), [None] * 4)
    assert result.notes == (
        "In the sheet 'Sheet1' Payment date names months and no days. Without the day nothing can be told from "
        "Due date.",
    )


def test_payments_with_dates_keep_them_whatever_their_sheets_are_called(checked):
    result = checked(written.xlsx([("Apr", [HEAD, *ROWS]), ("May", [HEAD, *ROWS])]), "Payments 2026.xlsx")
    assert {table.periods for table in result.tables} == {("2026-03",)} and not result.notes


def test_sums_by_supplier_stay_refused_though_their_sheets_are_months(checked):
    sums = [["Supplier", "Postcode", "Sum of Amount"], *([row[0], row[1], row[4]] for row in ROWS)]
    assert "one sum for each supplier" in checked(written.xlsx([("Apr 2026", sums), ("May 2026", sums)])).refused


def test_a_month_among_whole_dates_is_told_and_months_throughout_are_not(checked):
    mixed = [[*row[:3], f"{row[3]:%d/%m/%Y}", row[4]] for row in ROWS]
    mixed[1][3] = "03/2026"
    (told,) = [p for p in checked(written.xlsx([("A", [HEAD, *mixed])])).problems if p.kind == "date_without_day"]
    assert (told.severity, told.row, told.cell) == ("warning", 3, "D3")
    assert "'03/2026' names no day; it was read as 1 March 2026." in told.message
    for days in (["03/2026"] * 4, ["March 2026"] * 4, ["01/03/2026", "03/2026", "01/03/2026", "Mar 26"]):
        throughout = [[*row[:3], day, row[4]] for row, day in zip(ROWS, days, strict=True)]
        found = one(checked(written.xlsx([("A", [HEAD, *throughout])])))
        assert found.rows == 4 and not [p for p in found.problems if p.kind == "date_without_day"]


def test_january_under_a_calendar_year_is_asked(checked):
    result = checked(written.xlsx([("Jan", [STAFF, *WORKERS]), ("Notes", [["x"]])]), "Staff in post 2025.xlsx")
    assert [p.kind for p in result.problems if p.severity == "question"] == ["period_missing"]


def places_of(table):
    return {name: index for name, (_, index) in table.columns.items()}


def test_a_sheet_without_headings_among_others_is_read_as_they_are_and_asked_about(checked):
    result = checked(written.xlsx([("Mar", [HEAD, *ROWS]), ("More", ROWS[:3])]))
    first, second = result.tables
    is_right(first)
    assert places_of(second) == places_of(first)
    questions = [(p.kind, p.options) for p in second.problems if p.severity == "question"]
    assert (questions, second.rows) == ([("heading_missing", ("yes", "no"))], 3)


@pytest.mark.parametrize("form", ["xlsx", "text"])
def test_a_file_without_headings_has_the_columns_of_the_file_before_it_when_what_it_holds_fits(form, checked):
    write = written.BOOKS.get(form, written.text)
    before = one(checked(write([("Sheet1", [OTHER, *MOVED])])))
    (table,) = checked(write([("Sheet1", MOVED)]), earlier={"payments": before.as_earlier}).tables
    assert (table.header_row, table.rows, table.total["amount"]) == (None, 4, SUM)
    assert places_of(table) == places_of(before)
    assert [p.kind for p in table.problems if p.severity == "question"] == ["heading_missing"]
    more = {"earlier": {"payments": before.as_earlier}, "answers": {"heading_missing": "yes"}}
    is_right(one(checked(write([("Sheet1", MOVED)]), **more)))


def test_a_file_whose_columns_moved_is_not_read_like_the_one_before_it(checked):
    before = one(checked(written.xlsx([("Sheet1", [OTHER, *MOVED])])))
    people = checked(written.xlsx([("Sheet1", PEOPLE)]), "x.xlsx", earlier={"payments": before.as_earlier})
    assert people.tables == ()
    table = one(checked(written.xlsx([("Sheet1", ROWS)]), earlier={"payments": before.as_earlier}))
    assert (table.columns["amount"][1], table.columns["supplier_name"][1]) == (4, 0)  # by content, not as before


def test_the_order_of_dates_in_the_file_before_decides_and_a_flip_is_asked(checked):
    rows = [[*row[:3], text, row[4]] for row, text in zip(ROWS, ["03/04/2026", "04/05/2026"] * 2, strict=True)]
    before = one(checked(written.text([("", [HEAD, *ROWS])]), "before.csv"))
    assert before.orders == {"payment_date": "day first"}
    sheet = written.text([("", [HEAD, *rows])])
    table = one(checked(sheet, "payments.csv", earlier={"payments": before.as_earlier}))
    assert (table.periods, table.orders) == (("2026-04", "2026-05"), {"payment_date": "day first"})
    american = written.text([("", [HEAD, *rows[:3], [*rows[3][:3], "04/25/2026", 1.0]])])
    table = one(checked(american, "payments.csv", earlier={"payments": before.as_earlier}))
    (question,) = [p for p in table.problems if p.severity == "question"]
    assert (question.kind, question.cell) == ("date_order", "D2")
    assert "the day came first" in question.message
    more = {"earlier": {"payments": before.as_earlier}, "answers": {"date_order:payment_date": "month first"}}
    is_right(one(checked(american, "payments.csv", **more)), 4, "1285.25")


@pytest.mark.parametrize(
    "form",
    ["UK0479435601 : {}", "{}:03529700", "(55040) {}", "id:1294 {}", "V00123 - {}", "{} (12345)", "[0012] {}"],
)
def test_a_supplier_that_carries_its_number_gives_it_up(form, checked):
    rows = [[form.format(row[0]), *row[1:]] for row in ROWS]
    table = one(checked(written.xlsx([("Sheet1", [HEAD, *rows])])))
    assert table.data["supplier_name"].to_pylist() == [row[0] for row in ROWS]
    number = form.replace("{}", "").strip("()[]: -").removeprefix("id:")
    assert set(table.data["supplier_number"].to_pylist()) == {number}


def test_a_name_that_holds_a_number_by_chance_keeps_it(checked):
    rows = [["(1905) Club", *ROWS[0][1:]], *ROWS[1:]]
    table = one(checked(written.xlsx([("Sheet1", [HEAD, *rows])])))
    assert table.data["supplier_name"][0].as_py() == "(1905) Club"


def test_a_reference_written_as_a_formula_of_text_keeps_its_noughts(checked):
    rows = [[row[0], row[1], f'="{row[2]}"', *row[3:]] for row in ROWS]
    table = one(checked(written.text([("", [HEAD, *rows])]), "payments.csv"))
    assert table.data["invoice_number"].to_pylist() == ["00100", "00101", "00102", "00103"]


def test_postcodes_at_the_end_of_an_address_or_under_the_town_are_found_and_told(checked):
    heads = ["Supplier", "Supplier Address", "Payment Date", "Amount"]
    rows = [[row[0], f"1 High St, Blackpool, {row[1]}", *row[3:]] for row in ROWS]
    swapped = [[row[0], row[1], "Blackpool", *row[3:]] for row in ROWS]
    for grid, cell in (([heads, *rows], "B1"), ([["Supplier", "Town", "Postcode", *heads[2:]], *swapped], "B1")):
        table = one(checked(written.xlsx([("Sheet1", grid)])))
        is_right(table)
        assert table.data["supplier_postcode"].to_pylist() == [row[1] for row in ROWS]
        assert [(p.kind, p.cell) for p in table.problems] == [("postcode_elsewhere", cell)]


def test_the_postcode_of_another_place_is_not_taken_for_the_suppliers(checked):
    heads = ["Supplier", "Delivery Address", "Payment Date", "Amount"]
    rows = [[row[0], f"Hospital, {row[1]}", *row[3:]] for row in ROWS]
    table = one(checked(written.xlsx([("Sheet1", [heads, *rows])])))
    assert [p.kind for p in table.problems] == ["no_place"]


def test_a_second_table_beside_the_first_is_told(checked):
    rows = [[*row, None, *other] for row, other in zip(ROWS, MOVED, strict=True)]
    table = one(checked(written.xlsx([("Sheet1", [[*HEAD, None, *OTHER], *rows])])))
    (problem,) = [p for p in table.problems if p.kind == "table_beside"]
    assert (table.rows, problem.cell, problem.severity) == (4, "G1", "warning")
