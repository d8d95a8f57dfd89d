"""Rows that say two things of one: whichever comes first in the file, the figure is the same, and nothing is lost."""

import pytest

from metrics import loads, results
from metrics.warehouse import open_to_read
from tests.stores import checked, known, new_store


@pytest.fixture
def store(tmp_path):
    return new_store(tmp_path / "store")


@pytest.fixture
def take(store, tmp_path):
    def taken(name, headings, *rows):
        text = "\n".join([headings, *rows]) + "\n"
        (outcome,) = loads.load(store, known(), checked(store, tmp_path, name, text), "Ann", "as it is")
        assert outcome.load, outcome

    return taken


def points(store, code, grain="month", split=None):
    """part -> period -> (numerator, denominator, unknown)"""
    found = results.series(open_to_read(store), known(), code, grain, split=split)
    return {one.part: {p.period: (p.numerator, p.denominator, p.unknown) for p in one.points} for one in found}


PEOPLE = "Employee Number,Start Date,Home Postcode,Pay Band"
TWO_HOMES = ("1,16/03/2026,M1 1AE,Band 2", "1,16/03/2026,FY3 8NR,Band 3", "1,16/03/2026,,Band 2")


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_of_a_person_with_two_homes_on_one_day_the_first_council_counts_in_whatever_order_they_stand(
    store, take, order
):
    take("starters.csv", PEOPLE, *(TWO_HOMES[n] for n in order))
    # Blackpool (E06000009) comes before Manchester (E08000003), and both before a home that is not known
    assert points(store, "E1a")[None] == {"2026-03": (1, 1, 0)}
    assert points(store, "E1a", split="pay_band")["Band 3"] == {"2026-03": (1, 1, 0)}


PAYMENTS = "Supplier Number,Supplier Name,Invoice Number,Payment Date,Amount,Supplier Postcode"
REGISTER = "Supplier Number,Supplier Name,Postcode,SME"


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_lines_of_the_register_for_one_supplier_the_one_that_tells_more_speaks(store, take, turned):
    lines = ["S1,Pier Ltd,,", "S1,Pier Limited,FY3 8NR,Yes"]
    take("suppliers.csv", REGISTER, *(reversed(lines) if turned else lines))
    take("payments.csv", PAYMENTS, "S1,Pier Ltd,A1,16/03/2026,100.00,")
    assert points(store, "P1a")[None] == {"2026-03": (100, 100, 0)}
    assert points(store, "P2a")[None] == {"2026-03": (100, 100, 0)}


def test_a_supplier_of_which_one_line_tells_the_address_is_not_among_those_of_no_known_address(store, take):
    take("payments.csv", PAYMENTS, "S1,Pier Ltd,A1,16/03/2026,100.00,FY3 8NR", "S1,Pier Ltd,A2,17/03/2026,9.00,",
         "S2,Sands Ltd,A3,17/03/2026,9.00,")
    assert points(store, "P1d")[None] == {"2026-03": (1, None, 1)}


def test_who_was_unpaid_once_and_of_whom_once_nobody_wrote_it_down_may_have_been_paid(store, take):
    take("involvement.csv", "Date,Person,Role,Paid,Group", "16/01/2026,p1,Reader,0.00,Carers",
         "16/02/2026,p1,Reader,,Carers", "16/02/2026,p2,Reader,20.00,Carers")
    assert points(store, "W1c")[None] == {"2026-01": (0, None, 0), "2026-02": (1, None, 1)}
    # left out as unpaid in January, unknown in the quarter
    assert points(store, "W1c", "quarter")[None] == {"2026-Q1": (1, None, 1)}


def test_the_floors_of_the_sites_make_the_whole_floor_where_one_site_has_no_bill_for_two_months(store, take):
    take("sites.csv", "Financial Year,Trust Code,Site Code,Site Name,Gross internal floor area (m2)",
         "2024/25,RXL,RXL01,Victoria,90", "2024/25,RXL,RXL02,Clifton,30")
    months = ("January", "February", "March")
    take("energy.csv", "Month,Site code,Site,Fuel,kWh", *(f"{m} 2026,RXL01,Victoria,Gas,900" for m in months),
         "January 2026,RXL02,Clifton,Gas,60")
    # (120 + 90 + 90) / 3 in all: 90 of the one, and 30 / 3 of the other
    assert points(store, "N1b", "quarter")[None] == {"2026-Q1": (2760, 100, 0)}
    parts = points(store, "N1b", "quarter", "site")
    assert (parts["Victoria"]["2026-Q1"], parts["Clifton"]["2026-Q1"]) == ((2700, 90, 0), (60, 10, 0))
    assert points(store, "N1b", split="site")["Clifton"]["2026-02"][1] is None  # no bill, no floor to divide by


BOOKINGS = "Date,Site code,Room,Start,End,Organisation,Kind of organisation,Charge,Hire rate"


@pytest.mark.parametrize(("start", "end", "hours"), [
    ("22:00", "00:30", 2.5), ("18.00", "20.30", 2.5), ("6pm", "8:30 pm", 2.5), ("0900", "1000", 1),
    ("11:30", "12.15 PM", 0.75),
    # a bare 9 may be morning or evening, and 9 to 5 in the morning is no booking of twenty hours
    ("9", "11", None), ("9:00", "5:00", None), ("morning", "noon", None),
])  # fmt: skip
def test_hours_between_two_times_as_people_write_them(store, take, start, end, hours):
    take("bookings.csv", BOOKINGS, f"12/03/2026,RXL01,Room 2,{start},{end},Carers,Community,0.00,20.00")
    cursor = open_to_read(store).cursor()
    assert cursor.execute("select hours from bookings").fetchall() == [(hours,)]
    cursor.close()
