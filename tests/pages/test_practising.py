"""The broken files on the page: offered where all figures are made up, never in a trust's own store."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics import home
from metrics.example.practising import lessons
from metrics.ledger import Ledger
from tests import stores

BRING = Path(__file__).resolve().parents[2] / "pages" / "team" / "bring.py"


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("ANCHOR_DATA", str(tmp_path))
    stores.new_store(tmp_path)
    return tmp_path


def opened() -> AppTest:
    return AppTest.from_file(BRING, default_timeout=60).run()


def practice_buttons(page: AppTest) -> list:
    return [button for button in page.button if (button.key or "").startswith("practice-")]


def test_the_example_offers_each_file_and_one_press_checks_it(store):
    home.example_home().root.mkdir(exist_ok=True)
    page = opened()
    assert not page.exception
    assert len(practice_buttons(page)) == len(lessons())
    page.button(key="practice-waste-in-kilograms.csv").click().run()
    assert not page.exception
    work = page.session_state["bring-under-way"]
    assert {problem.kind for problem in work.checked.problems} == {"out_of_range"}
    page.run()
    assert page.session_state["bring-under-way"].lesson == "waste-in-kilograms.csv"
    assert Ledger(home.example_home()).loads() == []


def test_a_trusts_own_store_offers_none(store):
    home.start_own()
    page = opened()
    assert not page.exception
    assert practice_buttons(page) == []
