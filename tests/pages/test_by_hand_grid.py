"""The grid for figures by hand says all that is missing at once, and makes of what was typed a file like any other."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics import home
from pages.frame import bringing, by_hand, store

BRING = Path(__file__).resolve().parents[2] / "pages" / "team" / "bring.py"


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("ANCHOR_DATA", str(tmp_path))
    home.start_own()
    return tmp_path


def press(page: AppTest) -> AppTest:
    return next(one for one in page.button if one.label == "Check these figures").click().run()


def test_nothing_typed_is_told_with_all_that_is_missing(data):
    page = press(AppTest.from_file(BRING, default_timeout=60).run())
    assert not page.exception
    assert bringing.UNDER_WAY not in page.session_state  # no file was made of nothing
    assert not (data / "loads").exists()


def test_what_is_typed_as_people_write_it_becomes_a_file(data):
    one = store.definitions().indicator("E1a")
    filled = [
        {"Month": "Mar-26", "Counted": "42", "Out of": "68"},
        {"Month": "01/04/2026", "Counted": "1,040", "Out of": "2k"},
    ]
    content = by_hand.as_file(one, [by_hand.read(row) for row in filled], "Head of recruitment", "E-mail", False)
    assert content.decode() == (
        "Indicator,Month,Counted,Out of,Said by,Written in\n"
        "E1a,2026-03-01,42,68,Head of recruitment,E-mail\n"
        "E1a,2026-04-01,1040,2000,Head of recruitment,E-mail\n"
    )


def test_every_digit_that_was_typed_is_kept():
    row = {"Month": "March 2026", "Counted": "£123,456.78", "Out of": "1 234 567.5"}
    assert by_hand.read(row) == ("2026-03-01", "123456.78", "1234567.5")
    assert by_hand.read({"Month": "03/2026", "Counted": "40"}) == ("2026-03-01", "40", "")


def test_all_that_is_wrong_in_a_line_is_told_at_once():
    told = by_hand.faults_in({"Month": "Mrch", "Counted": "43%", "Out of": "1,23"})
    assert [one.split("'")[1] for one in told] == ["Mrch", "43%", "1,23"]
    assert "is a percentage" in told[1]
    assert by_hand.faults_in({"Month": "March 2026", "Counted": "9", "Out of": ""}) == [
        "'Out of' is empty. Fill it in."
    ]
    titles = {"Counted": "Local people", "Out of": "New starters"}
    assert by_hand.faults_in({"Month": "March 2026", "Counted": "9", "Out of": ""}, titles) == [
        "'New starters' is empty. Fill it in."
    ]
