"""The flag table on the settings page is kept with who and why, and moves the figures at once."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics import warehouse
from metrics.home import Home
from metrics.ledger import Ledger
from metrics.ledger_facts import SpendFlag
from metrics.loads import load
from pages.frame.guard import who
from tests.stores import checked, known, new_store

SETTINGS = Path(__file__).resolve().parents[2] / "pages" / "team" / "settings.py"
PAYMENTS = """Supplier Number,Supplier Name,Supplier Postcode,Payment Date,Amount,Category,Route
1,Able Ltd,FY1 1AA,20/03/2026,100.00,Catering,Catalogue
2,Baker & Sons,FY3 8NR,20/03/2026,50.00,Catering,PO
3,Carter,PR1 2HE,20/03/2026,250.00,Building works,Framework
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("flags")
    home = new_store(folder / "store")
    (outcome,) = load(home, known(), checked(home, folder, "payments.csv", PAYMENTS), "Ann", "as it is")
    assert outcome.load, outcome
    return home


@pytest.fixture
def store(filled, tmp_path, monkeypatch):
    home = Home(shutil.copytree(filled.root, tmp_path / "store"))
    monkeypatch.setenv("ANCHOR_DATA", str(home.root))
    return home


@pytest.fixture
def page(store):
    return AppTest.from_file(SETTINGS, default_timeout=60).run()


def press(page, label):
    return next(button for button in page.button if button.label == label).click().run()


def upload(page, name, text):
    uploader = next(one for one in page.file_uploader if one.key == "flags-file")
    uploader.set_value((name, text.encode("utf-8"), "text/csv")).run()
    return press(page, "Look at this table")


def test_a_table_from_a_file_stands_in_the_editor_and_is_kept_with_its_reason(page, store):
    page = upload(page, "flags.csv", "Kind,Which,Influenceable,Note\ncategory,Catering,No,Lease to 2028\n")
    assert not page.exception
    assert Ledger(store).flag_table() is None  # looked at, not kept
    page = press(page, "Keep this table")
    assert Ledger(store).flag_table() is None  # without a reason it is not kept
    page.text_input(key="flags-why").set_value("Agreed with the buyers")
    page = press(page, "Keep this table")
    assert not page.exception
    kept = Ledger(store).flag_table()
    assert (kept.number, kept.by, kept.why) == (1, who(), "Agreed with the buyers")
    assert kept.flags == (SpendFlag("category", "Catering", "no", note="Lease to 2028", since=1),)
    cursor = warehouse.open_to_read(store).cursor()
    assert cursor.execute("select sum(amount) from payments where influenceable").fetchone() == (250,)


def test_a_faulty_file_changes_nothing_and_every_fault_is_told(page, store):
    page = upload(page, "flags.csv", "Kind,Which,Influenceable\nvendors,Able,No\nroute,PO,perhaps\n")
    assert not page.exception
    assert Ledger(store).flag_table() is None
    assert "flag-faults" not in page.session_state


def test_an_earlier_edition_comes_back_with_a_reason(store):
    Ledger(store).set_flag_table([SpendFlag("supplier", "1", "no")], "First", "Ann")
    Ledger(store).set_flag_table([], "Second", "Ann")
    page = AppTest.from_file(SETTINGS, default_timeout=60).run()
    page.text_input(key="flags-back-why").set_value("The first was right")
    page = press(page, "Put this edition in force again")
    assert not page.exception
    kept = Ledger(store).flag_table()
    assert (kept.number, kept.why, [one.which for one in kept.flags]) == (3, "The first was right", ["1"])
