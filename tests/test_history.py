"""What is in already helps with the next file: headings once taught, the order of dates, how large a month is."""

import pytest

from metrics import history, loads
from metrics.spreadsheets.checking import check
from tests.stores import known, new_store

WASTE = "Month,Site Code,Site Name,Stream,Tonnes\n"


@pytest.fixture
def store(tmp_path):
    return new_store(tmp_path / "store")


def written(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def waste(month, tonnes, heading="Tonnes"):
    return WASTE.replace("Tonnes", heading) + f"{month},RXL01,Victoria,Offensive,{tonnes}\n"


@pytest.fixture
def seen(store, tmp_path):
    """Checks a file with all that the store knows."""

    def one(name, text, **more):
        return check(written(tmp_path, name, text), known(), earlier=history.earlier(store, known()), **more)

    return one


@pytest.fixture
def taken(store, seen):
    def one(name, text, **more):
        (outcome,) = loads.load(store, known(), seen(name, text, **more), "Ann", "right")
        assert outcome.load, outcome
        return outcome

    return one


def kinds(checked):
    return [problem.kind for problem in checked.problems]


def test_kilograms_for_tonnes_are_told_by_the_months_before(taken, seen):
    for number, month in enumerate(("01/01/2026", "01/02/2026", "01/03/2026")):
        taken(f"w{number}.csv", waste(month, 10 + number))
    found = seen("april.csv", waste("01/04/2026", 11000))
    (problem,) = [one for one in found.problems if one.kind == "month_unlike"]
    assert problem.severity == "warning"
    # the median of 10, 11 and 12 is 11, and 11,000 is a thousand of it
    assert problem.message.startswith(
        "April 2026: Tonnes comes to 11,000, 1,000 times larger than the usual 11 of the months that are in."
    )
    assert "kilograms for tonnes" in problem.message
    assert "month_unlike" not in kinds(seen("other.csv", waste("01/04/2026", 40)))


def test_two_months_are_too_few_to_say_what_is_usual(taken, seen):
    for number, month in enumerate(("01/01/2026", "01/02/2026")):
        taken(f"w{number}.csv", waste(month, 10))
    assert "month_unlike" not in kinds(seen("march.csv", waste("01/03/2026", 10000)))


def test_a_month_that_was_skipped_is_told(taken, seen):
    taken("w.csv", waste("01/01/2026", 10))
    (problem,) = [one for one in seen("w2.csv", waste("01/04/2026", 10)).problems if one.kind == "month_missing"]
    assert problem.message.startswith("February 2026 to March 2026 are not in: the newest file is for January 2026.")
    assert "month_missing" not in kinds(seen("w3.csv", waste("01/02/2026", 10)))


def test_files_brought_together_are_each_reckoned_with_for_the_next(seen, tmp_path):
    first = seen("w.csv", waste("01/01/2026", 10))
    so_far = history.after({}, first, known())
    path = written(tmp_path, "w2.csv", waste("01/02/2026", 10))
    assert "month_missing" not in kinds(check(path, known(), earlier=so_far))


def test_a_column_that_a_person_matched_is_remembered_for_the_next_file(taken, seen):
    odd = "Supplier Name,Invoice Number,Payment Date,Gone out\nA Ltd,1,{}/2026,10.00\nB Ltd,2,{}/2026,20.00\n"
    refused = seen("w.csv", odd.format("16/03", "17/03"))
    assert refused.refused and refused.near[0] == "payments"
    assert "Gone out" in refused.near[1]
    chosen = {"column:amount": "Gone out"}
    matched = seen("w.csv", odd.format("16/03", "17/03"), source="payments", answers=chosen)
    assert (matched.refused, matched.tables[0].total["amount"]) == (None, "30.00")
    taken("w.csv", odd.format("16/03", "17/03"), source="payments", answers=chosen)
    again = seen("w2.csv", odd.format("16/04", "17/04"))
    assert (again.refused, again.tables[0].total["amount"]) == (None, "30.00")


def test_each_sender_is_read_as_that_sender_was_corrected(taken, seen):
    ours = "Month,Site Code,Stream,Tonnes,Net tonnes\n01/{}/2026,RXL01,Offensive,10,9\n"
    theirs = "Month,Site Code,Stream,Tonnes,Net tonnes,Vehicle\n01/{}/2026,RXL01,Offensive,10,9,Van\n"
    taken("w1.csv", ours.format("01"), answers={"column:tonnes": "Net tonnes"})
    taken("v2.csv", theirs.format("02"), answers={"column:tonnes": "Tonnes"})
    # the last that was corrected was theirs; a file laid out as ours is still read as ours was
    assert seen("w3.csv", ours.format("03")).tables[0].total["tonnes"] == "9"
    assert seen("v4.csv", theirs.format("04")).tables[0].total["tonnes"] == "10"


def test_a_column_can_be_said_not_to_be_there_or_to_be_another(seen):
    text = "Month,Site Code,Stream,Tonnes,Net tonnes\n01/01/2026,RXL01,Offensive,10,9\n"
    assert seen("w.csv", text).tables[0].total["tonnes"] == "10"
    assert seen("w.csv", text, answers={"column:tonnes": "Net tonnes"}).tables[0].total["tonnes"] == "9"
    left = seen("w.csv", text, answers={"column:site_code": "not in this file"}).tables[0]
    assert "site_code" not in left.columns


def test_dates_that_can_be_read_both_ways_are_read_as_in_the_files_before(taken, seen):
    text = "Supplier Name,Invoice Number,Payment Date,Amount\nA Ltd,1,{},10.00\nB Ltd,2,{},20.00\n"
    both_ways = text.format("04/05/2026", "06/07/2026")
    assert [one.kind for one in seen("x.csv", both_ways).problems if one.severity == "question"] == ["date_order"]
    taken("march.csv", text.format("16/03/2026", "17/03/2026"))
    found = seen("x.csv", both_ways)
    assert [one.kind for one in found.problems if one.severity == "question"] == []
    assert found.tables[0].periods == ("2026-05", "2026-07")
