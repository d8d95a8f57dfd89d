"""Figures by hand stand where no file says them, are marked as typed, and never touch one another."""

import json
from dataclasses import replace
from datetime import date

import pytest

from metrics import by_hand, loads, results, warehouse
from metrics.ledger import Ledger
from metrics.publication import wording as public_wording
from metrics.publication.figures import disclosed
from metrics.publication.tongues import tongue
from metrics.report import workbook
from metrics.spreadsheets.checking import check
from metrics.views.context import Context
from metrics.views.indicator import indicator
from tests.stores import checked, known, new_store, reader

HEADINGS = "Indicator,Month,Counted,Out of,Said by,Written in\n"
STARTERS = "Employee Number,Start Date,Assignment Category,Home Postcode\n1,16/03/2026,Permanent,FY3 8NR\n"


@pytest.fixture
def store(tmp_path):
    return new_store(tmp_path / "store")


@pytest.fixture
def take(store, tmp_path):
    def taken(text, name="typed.csv"):
        (outcome,) = loads.load(store, known(), checked(store, tmp_path, name, text), "Ann", "right")
        return outcome

    return taken


def points(store, indicator, grain="month"):
    (series,) = results.series(warehouse.build(store, known()), known(), indicator, grain)
    return {p.period: (p.numerator, p.denominator, p.typed) for p in series.points if p.numerator is not None}


def wrong(store, tmp_path, lines):
    return [one.message for one in checked(store, tmp_path, "typed.csv", HEADINGS + lines).problems
            if one.severity == "error"]  # fmt: skip


def test_a_typed_month_is_a_figure_and_says_that_it_is_typed(take, store):
    take(HEADINGS + "E1a,March 2026,42,68,Head of recruitment,E-mail\nlocal-hires,Apr-26,40,60,The same,E-mail\n")
    assert points(store, "E1a") == {"2026-03": (42, 68, True), "2026-04": (40, 60, True)}
    # April is the only month of its quarter that is there
    assert points(store, "E1a", "quarter") == {"2026-Q1": (42, 68, True), "2026-Q2": (40, 60, True)}
    assert points(store, "E1a", "year") == {"2025/26": (42, 68, True), "2026/27": (40, 60, True)}


def test_a_file_of_the_month_wins_over_what_somebody_said(take, store):
    take(HEADINGS + "E1a,March 2026,42,68,Head of recruitment,E-mail\nE1a,April 2026,40,60,The same,E-mail\n")
    take(STARTERS, "starters.csv")
    assert points(store, "E1a") == {"2026-03": (1, 1, False), "2026-04": (40, 60, True)}


def test_where_a_file_and_somebody_differ_both_are_shown_before_after_and_on_the_page(take, store, tmp_path):
    take(HEADINGS + "E1a,March 2026,42,68,Head,Mail\nE1a,February 2026,1,1,Head,Mail\n")
    february = STARTERS.replace("16/03/2026", "16/02/2026")
    assert take(february, "february.csv").twice == ()  # both say one of one
    said = "E1a, March 2026: typed 42 of 68, the file says 1 of 1. The file counts."
    march = checked(store, tmp_path, "starters.csv", STARTERS)
    assert loads.preview(store, known(), march).twice == (said,)
    assert take(STARTERS, "starters.csv").twice == (said,)
    view = indicator(opened(store), "E1a")
    assert dict(view.receipt)["Typed, and in a file"] == said.removeprefix("E1a, ")
    # what was typed later is told as well, once
    again = take(HEADINGS + "E1a,March 2026,2,3,Head,Letter\n", "again.csv")
    assert again.twice == ("E1a, March 2026: typed 2 of 3, the file says 1 of 1. The file counts.",)


def opened(store):
    framework = known()
    return Context(store, framework, warehouse.build(store, framework), Ledger(store), date(2026, 4, 20))


def test_an_indicator_and_a_source_can_say_that_no_figure_is_typed():
    framework = known()
    one = framework.indicator("E1a")
    assert by_hand.can_be_typed(one, framework)
    assert not by_hand.can_be_typed(replace(one, typed=False), framework)
    closed = tuple(replace(s, typed=s.id != "starters") for s in framework.sources)
    assert not by_hand.can_be_typed(one, replace(framework, sources=closed))


def test_a_figure_that_may_not_be_typed_is_refused_with_the_reason(store, tmp_path):
    framework = known()
    (tmp_path / "typed.csv").write_text(HEADINGS + "E1a,March 2026,9,20,Head,Mail\n", encoding="utf-8")
    closed = tuple(replace(s, typed=s.id != "starters") for s in framework.sources)
    found = check(tmp_path / "typed.csv", replace(framework, sources=closed), reader=reader())
    assert [one.message for one in found.problems if one.severity == "error"] == [
        "Row 2, E1a, March 2026: 'Local people among new starters' comes from New starters, of which figures may not "
        "be typed. Bring in its spreadsheet."
    ]


def test_the_two_figures_bear_the_indicators_own_words_where_it_has_them():
    assert by_hand.headings(known().indicator("E1a")) == ("Local people", "New starters")
    assert by_hand.headings(known().indicator("E3a")) == ("Counted", "Out of")


def test_figures_of_one_indicator_leave_those_of_another_in_the_same_month(take, store):
    take(HEADINGS + "E1a,March 2026,42,68,Head,Mail\nN2c,March 2026,12,30,Head,Mail\n")
    again = take(HEADINGS + "N2c,March 2026,15,30,Head,Letter\n", "again.csv")
    assert points(store, "E1a") == {"2026-03": (42, 68, True)}
    assert points(store, "N2c") == {"2026-03": (15, 30, True)}
    loads.undo(store, known(), again.load, "Ann")
    assert points(store, "N2c") == {"2026-03": (12, 30, True)}
    assert take(HEADINGS + "E1a,March 2026,42,68,Head,Mail\nN2c,March 2026,12,30,Head,Mail\n").unchanged


def test_what_cannot_be_is_told_by_row(store, tmp_path):
    assert wrong(store, tmp_path, "E1a,March 2026,90,68,Head,Mail\n") == [
        "Row 2, E1a, March 2026: 90 is more than the 68 that it is out of. Correct one of them."
    ]
    assert wrong(store, tmp_path, "E1a,March 2026,9,68,A,B\nE1a,03/2026,9,68,A,B\n") == [
        "Row 3, E1a, March 2026: row 2 has a figure for this month too. Keep one."
    ]
    assert wrong(store, tmp_path, "N1a,March 2026,-1234567,,Head,Mail\n") == [
        "Row 2, N1a, March 2026: -1,234,567 is below zero. Correct it."
    ]
    (said,) = wrong(store, tmp_path, "E1a,March 2026,9,,Head,Mail\n")
    assert "a share needs what it is out of" in said
    (said,) = wrong(store, tmp_path, "N1a,March 2026,9,20,Head,Mail\n")
    assert "is out of nothing" in said
    (said,) = wrong(store, tmp_path, "P1d,March 2026,9,,Head,Mail\n")
    assert "counted anew from rows" in said
    (said,) = wrong(store, tmp_path, "Q7z,March 2026,9,,Head,Mail\n")
    assert "'Q7z' is not one of the words" in said


def test_an_indicator_without_a_file_is_live_once_somebody_told_its_figures(take, store):
    built = warehouse.build(store, known())
    assert results.live(built, known(), "N2c")[0] is False
    take(HEADINGS + "N2c,March 2026,12,30,Waste manager,Telephone\n")
    assert results.live(warehouse.build(store, known()), known(), "N2c") == (True, "")


def test_who_said_it_and_where_is_kept_with_the_figure(take, store):
    outcome = take(HEADINGS + "N2c,March 2026,12,30,Waste manager,Letter of 3 April\n")
    cursor = warehouse.build(store, known()).cursor()
    assert cursor.execute("select said_by, written_in from typed").fetchall() == [
        ("Waste manager", "Letter of 3 April")
    ]
    kept = json.loads((store.loads / "typed" / outcome.load / "load.json").read_text("utf-8"))
    assert kept["by"] == "Ann"


def test_a_typed_figure_is_marked_in_the_public_table_and_in_the_workbook(take, store):
    take(HEADINGS + "N2c,March 2026,12,30,Waste manager,Letter\n")
    (series,) = results.series(warehouse.build(store, known()), known(), "N2c", "month")
    (point,) = [one for one in series.points if one.numerator is not None]
    (figure,) = disclosed((point,), known().indicator(series.indicator))
    assert public_wording.row_words(figure, tongue("en")) == "Typed by hand"
    assert workbook._status(point) == "complete, typed by hand"


def test_figures_that_a_later_load_carries_on_are_taken_back_after_it(take, store):
    first = take(HEADINGS + "E1a,March 2026,42,68,Head,Mail\n")
    second = take(HEADINGS + "N2c,March 2026,15,30,Head,Letter\n", "again.csv")
    refused = loads.undo(store, known(), first.load, "Ann").sentence
    assert refused.endswith("typed later for the same months. Take that one back first. Nothing changed.")
    assert points(store, "E1a") == {"2026-03": (42, 68, True)}
    loads.undo(store, known(), second.load, "Ann")
    loads.undo(store, known(), first.load, "Ann")
    assert points(store, "E1a") == {}
