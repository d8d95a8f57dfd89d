"""What stands in the address is used where it means something, and is never an error where it does not."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics import home, loads
from tests.stores import checked, known, new_store

INDICATOR = Path(__file__).resolve().parents[2] / "pages" / "board" / "indicator.py"
STARTERS = "Employee Number,Start Date,Assignment Category,Home Postcode\n1,16/03/2026,Permanent,FY3 8NR\n"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("address")
    store = new_store(folder / "data")
    loads.load(store, known(), checked(store, folder, "starters.csv", STARTERS), "Ann", "right")
    return folder / "data"


def opened(data, monkeypatch, lens: str) -> AppTest:
    monkeypatch.setenv("ANCHOR_DATA", str(data))
    home.start_own()
    page = AppTest.from_file(INDICATOR, default_timeout=60)
    page.query_params["id"], page.query_params["lens"] = "local-hires", lens
    return page.run()


@pytest.mark.parametrize("lens", ["miles:5@NOSUCH", "council:E99999999", "the moon", "wards:"])
def test_a_meaning_of_local_that_there_is_not_is_the_trusts_own(data, monkeypatch, lens):
    page = opened(data, monkeypatch, lens)
    assert not page.exception
    assert page.selectbox(key="choice-lens").value == "catchment"


def test_a_council_that_the_list_does_not_offer_is_chosen_by_its_name(data, monkeypatch):
    page = opened(data, monkeypatch, "council:E08000003")
    assert not page.exception
    chosen = page.selectbox(key="choice-lens")
    assert (chosen.value, "Manchester" in chosen.options) == ("council:E08000003", True)
