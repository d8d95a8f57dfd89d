"""The settings page writes what a person decided into the ledger, and says what it could not read."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics import catchments, home
from metrics.ledger import Ledger
from pages.frame import store
from pages.frame.guard import who
from pages.frame.uploads import safe_name

SETTINGS = Path(__file__).resolve().parents[2] / "pages" / "team" / "settings.py"


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.setenv("ANCHOR_DATA", str(tmp_path))
    home.start_own()
    return AppTest.from_file(SETTINGS, default_timeout=60).run()


def fill(page: AppTest, **texts: str) -> None:
    boxes = {box.label: box for box in page.text_input}
    for label, said in texts.items():
        boxes[label.replace("_", " ")].set_value(said)


def press(page: AppTest, label: str) -> AppTest:
    return next(button for button in page.button if button.label == label).click().run()


def test_a_target_is_kept_with_its_source_and_who_set_it(page):
    page.selectbox(key="target-indicator").set_value("local-hires")
    whose = {box.label: box for box in page.text_input}["Whose aim it is, and where it is written"]
    whose.set_value("Anchor plan, page 4")
    fill(page, Aim="45%", **{"Baseline, if there is one": "38%", "Month of the baseline": "March 2024"})
    page.date_input[0].set_value(date(2028, 3, 31))
    assert not press(page, "Set the target").exception
    kept = Ledger(home.active_home()).targets()[0]
    assert (kept.indicator, kept.value, kept.by_date) == ("local-hires", 0.45, date(2028, 3, 31))
    assert (kept.baseline_value, kept.baseline_month) == (0.38, date(2024, 3, 1))
    assert (kept.source, kept.set_by) == ("Anchor plan, page 4", who())


def test_a_target_without_a_source_is_not_kept(page):
    fill(page, Aim="45%")
    assert not press(page, "Set the target").exception
    assert Ledger(home.active_home()).targets() == []


def test_every_fault_of_a_target_stands_under_its_field_and_what_was_typed_stays(page):
    fill(page, Aim="lots", **{"Baseline, if there is one": "few", "Month of the baseline": "Marchember"})
    page = press(page, "Set the target")
    assert not page.exception
    said = [one.value for one in page.text]
    assert len(said) == 4
    assert any("'lots' is not a figure" in one for one in said)
    assert any("'few' is not a figure" in one for one in said)
    assert any("'Marchember' is not a month" in one for one in said)
    assert any("Say whose aim it is" in one for one in said)
    assert {box.label: box.value for box in page.text_input}["Aim"] == "lots"
    assert Ledger(home.active_home()).targets() == []


def test_milestones_are_kept_in_order_and_a_line_that_cannot_be_read_is_named(page):
    fill(page, Aim="45%", **{"Baseline, if there is one": "38%", "Month of the baseline": "March 2024"})
    fill(page, **{"Whose aim it is, and where it is written": "Anchor plan, page 4"})
    page.date_input[0].set_value(date(2028, 3, 31))
    page.text_area(key="target-milestones").set_value("March 2027: 43%\nMarch 2026 lots")
    page = press(page, "Set the target")
    assert any(one.value.startswith("▲ 'lots' is not a figure") for one in page.text)
    page.text_area(key="target-milestones").set_value("March 2027: 43%\nMarch 2026 41%")
    page = press(page, "Set the target")
    assert [one.value for one in page.text] == []
    (kept,) = Ledger(home.active_home()).targets()
    assert kept.milestones == ((date(2026, 3, 1), 0.41), (date(2027, 3, 1), 0.43))


def test_a_baseline_without_its_month_is_asked_for(page):
    fill(page, Aim="45%", **{"Baseline, if there is one": "38%"})
    fill(page, **{"Whose aim it is, and where it is written": "Anchor plan, page 4"})
    page = press(page, "Set the target")
    assert [one.value for one in page.text] == ["▲ A baseline is a figure and its month. Give both, or neither."]


def test_whoever_started_with_their_own_files_can_look_at_the_example_and_come_back(page):
    home.example_home().root.mkdir()
    page = press(page.run(), "Look at the example again")
    assert not page.exception
    assert "Look at the example again" not in [button.label for button in page.button]
    assert home.active_home() == home.root_home()


def test_the_address_says_that_the_example_is_looked_at_so_that_a_reload_stays_there(page):
    home.example_home().root.mkdir()
    assert press(page.run(), "Look at the example again").query_params["store"] == "example"
    again = AppTest.from_file(SETTINGS, default_timeout=60)
    again.query_params["store"] = "example"
    assert "Look at the example again" not in [button.label for button in again.run().button]


def test_new_limits_are_kept_with_their_reason(page):
    fill(page, First_month_of_the_new_limits="April 2025", Why="Invoices are scanned on arrival")
    assert not press(page, "Begin new limits").exception
    kept = Ledger(home.active_home()).rebasings()[0]
    assert (kept.month, kept.reason) == (date(2025, 4, 1), "Invoices are scanned on arrival")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("starters.xlsx", "starters.xlsx"),
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\ann\March 2026.csv", "March 2026.csv"),
        ("a:b?.csv", "a_b_.csv"),
        ("...", "upload"),
    ],
)
def test_an_uploads_name_is_never_a_path(given, kept):
    assert safe_name(given) == kept


def drawn(page: AppTest) -> str:
    return " ".join(str(element.proto) for element in page.get("bidi_component"))


def test_later_conversion_factors_have_a_place_of_their_own_and_those_added_are_named(page, tmp_path):
    assert "The years 2019 to 2025 come with the dashboard." in drawn(page)
    folder = tmp_path / "reference" / "factors"
    folder.mkdir(parents=True)
    (folder / "2026.csv").write_text(
        "year,item,unit,factor,source,id,row\n2026,electricity,kWh,0.15,flat file,7_400_4000_5_1,7\n", encoding="utf-8"
    )
    assert "Added: 2026." in drawn(page.run())


def test_what_local_means_is_changed_from_a_month_on_with_who_and_why(page):
    page.multiselect(key="catchment-councils").set_value(["E06000009", "E07000121"])
    fill(page, First_month_in_which_they_are_local="April 2025", Why_the_area_changes="Lancaster joined")
    assert not press(page, "Change what local means").exception
    _, kept = catchments.catchments(store.definitions(), Ledger(home.active_home()))
    assert (kept.first_month, kept.councils) == (date(2025, 4, 1), ("E06000009", "E07000121"))
    assert (kept.why, kept.by) == ("Lancaster joined", who())


def test_what_local_means_is_not_changed_without_a_reason(page):
    fill(page, First_month_in_which_they_are_local="April 2025")
    page = press(page, "Change what local means")
    assert not page.exception
    assert len(catchments.catchments(store.definitions(), Ledger(home.active_home()))) == 1


def test_the_past_is_counted_by_the_newest_area_only_when_a_person_asks_for_it(page):
    box = next(box for box in page.checkbox if box.label == "As defined today for all months")
    assert box.value is False
    page = press(box.check().run(), "Count all months again")
    assert not page.exception
    ledger = Ledger(home.active_home())
    assert ledger.setting(catchments.AS_TODAY) is True
    assert (ledger.entries(1)[0].target, ledger.entries(1)[0].by) == (catchments.AS_TODAY, who())
