"""What the dashboard says of itself: whether its figures are up to date and its public page came in time."""

from datetime import date

import pytest

from metrics import ledger as ledgers
from metrics import loads, warehouse
from metrics.by_hand import can_be_typed
from metrics.own_tables import due_months, punctuality, working_day
from metrics.results import live, series
from metrics.verify import verify
from tests.stores import checked, known, new_store

WATER = "Month,Site Code,Site Name,m3,Cost\n31/01/2026,EX01,Main,120,360.00\n28/02/2026,EX01,Main,120,360.00\n"
SITES = "Financial Year,Trust Code,Site Code,Site Name,Floor area (m²)\n2025/26,RXL,EX01,Main,1000\n"
FLEET = "As At,Fleet Number,Fuel\n31/12/2025,F-1,Electric\n"


@pytest.fixture
def store(tmp_path):
    return new_store(tmp_path / "store")


def took_in(store, folder, name, text):
    loads.load(store, known(), checked(store, folder, name, text), "Ann", "as it is")


def completeness(store):
    with warehouse.build(store, known()).cursor() as cursor:
        return cursor.execute("select month, indicator, is_current from completeness order by all").fetchall()


@pytest.mark.parametrize(("first", "tenth"), [
    (date(2026, 4, 1), date(2026, 4, 14)),  # a Wednesday; Good Friday the 3rd and Easter Monday the 6th are counted
    (date(2026, 8, 1), date(2026, 8, 14)),  # a Saturday: Monday the 3rd is the first
    (date(2026, 6, 1), date(2026, 6, 12)),  # a Monday
])
def test_the_tenth_working_day_is_told_from_monday_to_friday(first, tenth):
    assert working_day(first, 10) == tenth


def test_a_month_is_in_time_when_its_page_came_out_after_its_end_and_by_the_tenth_working_day():
    # due: January by 13 February, February by 13 March, March by 14 April, April by 14 May
    stood = [(date(2026, 2, 13), None), (date(2026, 2, 27), None), (date(2026, 4, 14), None)]
    assert due_months(stood, date(2026, 5, 15)) == [
        (date(2026, 1, 1), date(2026, 2, 13), True),  # on the last day
        (date(2026, 2, 1), date(2026, 3, 13), False),  # 27 February was before the month's end
        (date(2026, 3, 1), date(2026, 4, 14), True),
        (date(2026, 4, 1), date(2026, 5, 14), False),
    ]


def test_a_month_is_not_due_before_the_first_publication_nor_while_there_is_time():
    assert due_months([(date(2026, 2, 20), None)], date(2026, 3, 13)) == []
    assert due_months([(date(2026, 2, 20), None)], date(2026, 3, 14)) == [
        (date(2026, 2, 1), date(2026, 3, 13), False)]
    assert due_months([], date(2026, 3, 14)) == []


def test_a_publication_withdrawn_by_the_day_it_was_due_does_not_count_and_one_withdrawn_later_does():
    early, late = ([(date(2026, 2, 5), back)] for back in (date(2026, 2, 13), date(2026, 2, 14)))
    assert due_months(early, date(2026, 2, 16)) == [(date(2026, 1, 1), date(2026, 2, 13), False)]
    assert due_months(late, date(2026, 2, 16)) == [(date(2026, 1, 1), date(2026, 2, 13), True)]


def test_a_publication_that_is_only_prepared_or_whose_day_has_not_come_is_none(store):
    book = ledgers.Ledger(store)
    book.add_publication({"prepared_at": "2026-02-03T09:00:00+00:00"}, "Ann")
    number = book.add_publication({"prepared_at": "2026-02-03T09:00:00+00:00"}, "Ann")
    later = {"approved_at": "2026-02-04T09:00:00+00:00", "release_at": "2026-02-09T09:00:00+00:00"}
    book.set_publication(number, "approved", "Ben", **later)
    assert punctuality(book) == []
    book.set_publication(number, "withdrawn", "Ben", withdrawn_at="2026-02-20T09:00:00+00:00")
    assert punctuality(book) == [(date(2026, 1, 1), date(2026, 2, 13), True)]


def test_a_monthly_figure_is_up_to_date_for_two_months_and_a_quarterly_one_for_two_quarters(store, tmp_path):
    took_in(store, tmp_path, "fleet.csv", FLEET)
    took_in(store, tmp_path, "water.csv", "Month,Site Code,Site Name,m3,Cost\n"
            + "".join(f"28/{month:02d}/2026,EX01,Main,120,360.00\n" for month in range(1, 10)))
    took_in(store, tmp_path, "sites.csv", SITES)
    found = {(month.isoformat()[:7], name): current for month, name, current in completeness(store)}
    fleet = [month for (month, name), current in found.items() if name == "zero-emission-fleet" and current]
    # December's list is of the last quarter of 2025: the last two quarters over are that one and the next until June
    assert fleet == [f"{month}" for month in ("2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05")]
    assert found["2026-06", "zero-emission-fleet"] is False and found["2026-09", "zero-emission-fleet"] is False
    assert found["2026-09", "water-intensity"] is True
    [whole] = series(warehouse.build(store, known()), known(), "W3a")
    assert (whole.points[-1].period, whole.points[-1].numerator, whole.points[-1].denominator) == ("2026-09", 1, 2)


def test_an_empty_store_waits_and_nobody_types_what_the_dashboard_counts_of_itself(store):
    built = warehouse.build(store, known())
    assert live(built, known(), "W3a") == (False, "Waits for months in which it can be worked out.")
    assert live(built, known(), "W3b") == (False, "Waits for months in which it can be worked out.")
    assert not any(can_be_typed(known().indicator(code), known()) for code in ("W3a", "W3b"))


def test_a_publication_that_came_in_time_is_a_figure_and_a_rebuild_gives_the_same(store, tmp_path):
    took_in(store, tmp_path, "water.csv", WATER)
    book = ledgers.Ledger(store)
    number = book.add_publication({"prepared_at": "2026-02-03T09:00:00+00:00"}, "Ann")
    before = warehouse.identity(store, known())
    book.set_publication(number, "released", "Ben", approved_at="2026-02-04T09:00:00+00:00")
    assert warehouse.identity(store, known()) != before
    [found] = series(warehouse.build(store, known()), known(), "W3b")
    first = found.points[0]
    assert (first.period, first.numerator, first.denominator, first.status) == ("2026-01", 1, 1, "complete")
    assert verify(store, known())["ok"]


def test_what_a_file_changes_leaves_out_what_the_dashboard_says_of_itself(store, tmp_path):
    outcome = loads.load(store, known(), checked(store, tmp_path, "water.csv", WATER), "Ann", "as it is")
    assert not {"data-completeness", "published-in-time"} & {change["id"] for one in outcome for change in one.effect}
