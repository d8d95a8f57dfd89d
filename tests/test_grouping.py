"""Problems alike are told in one sentence that counts them."""

from metrics.spreadsheets.grouping import together
from metrics.spreadsheets.problems import Problem


def unknown(row, postcode):
    said = f"Row {row}, Home postcode: '{postcode}' is not a postcode we know."
    return Problem("postcode_unknown", "warning", said, row, "home_postcode", f"H{row}")


def test_one_problem_is_told_as_it_is():
    (group,) = together([unknown(17, "FY3 8NO")])
    assert group.sentence == "Row 17, Home postcode: 'FY3 8NO' is not a postcode we know."
    assert group.cells == ("H17",)


def test_rows_that_differ_are_counted_and_the_first_is_an_example():
    (group,) = together([unknown(17, "FY3 8NO"), unknown(18, "FY1"), unknown(22, "X"), unknown(1040, "Y")])
    assert group.sentence == (
        "4 rows (17, 18, 22 and 1 more), Home postcode. Row 17, for one: 'FY3 8NO' is not a postcode we know."
    )
    assert group.number == 4


def test_rows_with_the_very_same_words_need_no_example():
    (group,) = together([Problem("value_missing", "error", f"Row {n}, Amount: it is empty.", n) for n in (3, 4)])
    assert group.sentence == "2 rows (3, 4), Amount: it is empty."


def test_other_kinds_columns_and_severities_stay_apart_in_the_order_they_came():
    whole = Problem("no_place", "warning", "There is no supplier postcode in this file.")
    groups = together([whole, unknown(3, "A"), unknown(4, "B")])
    assert [(group.kind, group.number) for group in groups] == [("no_place", 1), ("postcode_unknown", 2)]


def test_the_same_fault_on_several_sheets_is_one_thing_with_the_sheets_named():
    whole = [Problem("no_place", "warning", "There is no supplier postcode.", sheet=sheet) for sheet in ("Apr", "May")]
    (group,) = together(whole)
    assert (group.sentence, group.cells) == ("There is no supplier postcode.", ("Apr", "May"))
    rows = [Problem("duplicate", "warning", f"Row {n}, Amount: twice.", n, "amount", f"C{n}", s)
            for n, s in ((3, "Apr"), (9, "May"))]
    (group,) = together(rows)
    assert (group.sentence, group.cells) == ("2 rows on 2 sheets, Amount: twice.", ("Apr: C3", "May: C9"))
