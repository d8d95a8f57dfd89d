"""What local means is chosen on every page that has it, is kept in the address and the links, and says what it does."""

import html
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics import home, loads
from metrics.ledger import Ledger
from tests.stores import checked, known, new_store

BOARD = Path(__file__).resolve().parents[2] / "pages" / "board"
# of twenty, Blackpool ten, Preston and Manchester five each: a half is local, and under North West all are
HOMES = ["FY3 8NR"] * 10 + ["PR1 2HE"] * 5 + ["M1 1AE"] * 5
STARTERS = "Employee Number,Start Date,Assignment Category,Home Postcode\n" + "".join(
    f"{number},16/03/2026,Permanent,{postcode}\n" for number, postcode in enumerate(HOMES, 1)
)
MOVED = "Under North West instead of Blackpool, Fylde and Wyre"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("local")
    store = new_store(folder / "data")
    loads.load(store, known(), checked(store, folder, "starters.csv", STARTERS), "Ann", "right")
    return folder / "data"


@pytest.fixture
def opened(data, monkeypatch):
    """A page of the board's, with what its address says."""
    def page(name: str, at: str = "", **address: str) -> AppTest:
        monkeypatch.setenv("ANCHOR_DATA", str(data))
        home.start_own()
        test = AppTest.from_file(BOARD / f"{name}.py", default_timeout=60)
        test.session_state["page"] = at
        for key, value in address.items():
            test.query_params[key] = value
        return test.run()

    return page


def drawn(page: AppTest) -> str:
    assert not page.exception
    return " ".join(str(element.proto) for element in page.get("bidi_component"))


@pytest.mark.parametrize(("name", "at"), [("overview", ""), ("area", "employment")])
def test_a_page_under_another_meaning_of_local_says_what_the_switch_does(opened, name, at):
    said = drawn(opened(name, at, lens="north-west"))
    assert MOVED in said
    assert "50% becomes 100%" in said


@pytest.mark.parametrize(("name", "at"), [("overview", ""), ("area", "employment"), ("indicator", "")])
@pytest.mark.parametrize(("lens", "why"), [
    ("nonsense", "There is no meaning of local called 'nonsense': use catchment,"),
    ("council:E99999999", "There is no council 'E99999999' today."),
    ("miles:5@NOWHERE", "There is no site 'NOWHERE' with a known postcode to measure from."),
    ("miles:" + "9" * 400 + "@RXL01", "There is no meaning of local called 'miles:999"),
    ("wards:E05'); drop table starters; --", "There is no meaning of local called 'wards:E05"),
])  # fmt: skip
def test_a_meaning_of_local_that_cannot_be_told_is_told_in_words_and_the_trusts_own_is_shown(
    opened, name, at, lens, why
):
    said = drawn(opened(name, at, lens=lens, **({"id": "local-hires"} if name == "indicator" else {})))
    assert why in html.unescape(said).replace("\\'", "'")
    assert "Local means Blackpool, Fylde and Wyre here." in said
    assert name == "overview" or "50%" in said  # that page draws no figure of an indicator that did not change


def test_the_indicators_page_says_what_the_switch_does_to_its_figure(opened):
    said = drawn(opened("indicator", id="local-hires", lens="north-west"))
    assert f"{MOVED}: 50% becomes 100% in March 2026." in said


def test_the_links_of_a_page_keep_the_meaning_of_local(opened):
    said = drawn(opened("overview", lens="council:E06000009"))
    assert "/indicator?id=local-hires&amp;lens=council:E06000009" in said
    assert "/procurement?lens=council:E06000009" in said
    assert "lens=" not in drawn(opened("overview"))


def test_a_meaning_of_local_chosen_from_the_list_stands_in_the_address(opened):
    page = opened("overview")
    page = page.selectbox(key="choice-lens").set_value("lancashire-south-cumbria").run()
    assert page.query_params["lens"] == "lancashire-south-cumbria"
    assert "50% becomes 75%" in drawn(page)  # Preston as well: 15 of 20


def test_a_way_that_drops_the_address_brings_the_meaning_of_local_back(opened):
    page = opened("overview", lens="north-west")
    del page.query_params["lens"]
    page = page.run()
    assert page.query_params["lens"] == "north-west"
    assert page.selectbox(key="choice-lens").value == "north-west"


def test_any_council_can_be_chosen(opened):
    page = opened("overview")
    page.selectbox(key="lens-council-code").set_value("E08000003")
    page = next(one for one in page.button if one.label == "Use this council").click().run()
    assert page.query_params["lens"] == "council:E08000003"
    assert "Under Manchester instead of Blackpool, Fylde and Wyre" in drawn(page)
    assert "50% becomes 25%" in drawn(page)


def test_a_ward_that_is_none_and_a_missing_directory_are_said_beside_the_field(opened):
    page = opened("overview")
    page.text_area(key="lens-wards-codes").set_value("E05015283, Bloomfield")
    page = next(one for one in page.button if one.label == "Use these wards").click().run()
    assert any("'BLOOMFIELD' is not the code of a ward." in one.value for one in page.text)
    page.text_area(key="lens-wards-codes").set_value("E05015283")
    page = next(one for one in page.button if one.label == "Use these wards").click().run()
    assert any("Bring it in under Settings." in one.value for one in page.text)
    assert "lens" not in page.query_params


def test_what_only_the_directory_tells_is_not_known_and_waits_for_it(opened):
    said = drawn(opened("overview", lens="priority"))
    assert "50% becomes not known" in said
    assert "Waits for the postcode directory" in said


def test_an_area_without_places_offers_no_meaning_of_local(opened):
    page = opened("area", "environment", lens="north-west")
    assert not page.exception
    assert [one.key for one in page.selectbox] == []


def test_an_aim_set_for_the_trusts_own_area_is_not_held_against_another_meaning(opened, data):
    store = home.Home(data)
    Ledger(store).set_target("local-hires", 0.6, date(2028, 3, 31), "Ann", source="Anchor plan")
    assert "aimed for in Blackpool" not in drawn(opened("indicator", id="local-hires"))
    said = drawn(opened("indicator", id="local-hires", lens="north-west"))
    assert "60% by 31 March 2028 is aimed for in Blackpool, Fylde and Wyre, and is not compared" in said


def test_miles_from_a_site_are_offered_once_the_sites_are_known_and_named_by_the_site(opened, data, tmp_path):
    assert any("bring in the yearly site return" in one.value for one in opened("overview").text)
    store = home.Home(data)
    # the site itself is at FY3 8NR, where ten of the twenty live; Preston is 14 miles off, Manchester 40
    sites = "Year,Trust Code,Site Code,Site Name,Postcode\n2025/26,RXL,RXL01,Victoria,FY3 8NR\n"
    loads.load(store, known(), checked(store, tmp_path, "sites.csv", sites), "Ann", "right")
    page = opened("overview")
    page.number_input(key="lens-miles-number").set_value(15)
    page = next(one for one in page.button if one.label == "Use this distance").click().run()
    assert page.query_params["lens"] == "miles:15@RXL01"
    said = drawn(page)
    assert "Within 15 miles of Victoria instead of Blackpool, Fylde and Wyre" in said
    assert "50% becomes 75%" in said
