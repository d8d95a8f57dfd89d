"""Local spend says by which of a supplier's addresses it is told, and how far it moves under the other two rules."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics import warehouse
from metrics.ledger import Ledger
from metrics.loads import load
from metrics.views.area import area
from metrics.views.context import Context
from metrics.views.indicator import indicator
from tests.stores import checked, known, new_store

PAGES = Path(__file__).resolve().parents[1] / "pages" / "board"
# FY is local, PR1 is Preston and M1 Manchester; 5 bears no postcode of its own
PAYMENTS = """Supplier Number,Supplier Name,Supplier Postcode,Payment Date,Amount
1,Able Ltd,FY1 1AA,20/03/2026,300.00
2,Baker & Sons,FY3 8NR,20/03/2026,420.00
3,Carter,PR1 2HE,20/03/2026,150.00
4,Drake,M1 1AE,20/03/2026,100.00
5,Eden,,20/03/2026,30.00
"""
REGISTER = """Supplier Number,Supplier,Postcode,Registered Office
1,Able Ltd,PR1 2HE,FY1 1AA
4,Drake,FY1 1AA,M1 1AE
2,Baker & Sons,FY3 8NR,M1 1AE
5,Eden,PR1 2HE,
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("addresses")
    home = new_store(folder / "store")
    for name, text in (("payments.csv", PAYMENTS), ("register.csv", REGISTER)):
        for outcome in load(home, known(), checked(home, folder, name, text), "Ann", "as it is"):
            assert outcome.load, outcome
    warehouse.build(home, known())
    return home


@pytest.fixture
def context(store):
    return Context(store, known(), warehouse.open_to_read(store, known()), Ledger(store), date(2026, 4, 12))


# paying site: 300 + 420 = 720 of 1,000, Eden by the register: 72.0%
# branch: Able goes (300), Drake comes (100): 420 + 100 = 520; both known of 300 + 420 + 100 = 820
# registered office: Baker goes (420): 300 of 1,000; both known of 300 + 100 + 420
SAID = (
    "Local spend in March 2026 is 72.0% by the paying site, which is the rule here (the postcode on the payment, else "
    "the supplier register's); 52.0% by the branch in the supplier register: 20.0 points lower; 30.0% by the "
    "registered office: 42.0 points lower. Both addresses are known of 82% of the spend for the branch in the supplier "
    "register and 82% of the spend for the registered office; the rest goes by the one that is known."
)


def test_the_indicator_and_the_procurement_page_say_how_far_the_figure_moves_under_the_other_rules(context):
    assert indicator(context, "P1a", grain="month").addresses == SAID
    assert indicator(context, "P1b", grain="month").addresses == SAID
    assert area(context, "procurement").addresses.startswith("Local spend in ")
    assert indicator(context, "P4b", grain="month").addresses == ""


def test_through_another_lens_the_rules_are_compared_by_it(context):
    # Preston: by the paying site Carter's 150 and Eden's 30; by the branch Able's 300 besides
    said = indicator(context, "P1a", grain="month", lens="council:E07000123").addresses
    assert "is 18.0% by the paying site" in said and "48.0% by the branch" in said and "30.0 points higher" in said


@pytest.mark.parametrize("page", ["indicator.py", "area.py"])
def test_the_pages_show_it(store, monkeypatch, page):
    monkeypatch.setenv("ANCHOR_DATA", str(store.root))
    shown = AppTest.from_file(PAGES / page, default_timeout=120)
    shown.query_params["id"] = "P1a"
    shown.query_params["by"] = "month"
    shown.session_state["page"] = "procurement"
    shown = shown.run()
    assert not shown.exception
    assert "key='addresses'" in str(shown.main)
