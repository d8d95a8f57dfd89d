"""The pictures' data, from a few rows whose sums can be done in the head."""

from datetime import date

import duckdb
import pytest

from metrics import results, warehouse
from metrics.definitions import framework
from metrics.home import Home
from metrics.ledger import Ledger
from metrics.views.context import Context
from metrics.views.pictures import buildings, employment, environment, partnership, places, procurement
from tests.warehouse_rows import completed, fill

MARCH = date(2026, 3, 1)
BLACKPOOL = {"council": "E06000009", "ring": "catchment", "district": "FY1", "east": 331234, "north": 436456}
MANCHESTER = {"council": "E08000003", "ring": "north-west", "district": "M1", "east": 384000, "north": 398000}


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """An empty warehouse, made once."""
    path = tmp_path_factory.mktemp("made") / "empty.duckdb"
    warehouse.write(Home(path.parent), framework(), path)
    return path


@pytest.fixture
def with_rows(empty, tmp_path):
    """A function that puts rows into a warehouse of its own and gives the context to read it."""

    def make(work_out=False, **rows) -> Context:
        path = tmp_path / "rows.duckdb"
        path.write_bytes(empty.read_bytes())
        with duckdb.connect(path) as con:
            fill(con, completed(framework(), rows), list(rows))
            if work_out:
                results.write_results(con, framework())
        home = Home(tmp_path)
        return Context(home, framework(), warehouse.Warehouse(path), Ledger(home), date(2026, 4, 12))

    return make


def test_the_parts_of_spend_make_its_sum_to_the_penny(with_rows):
    paid = {"payment_date": date(2026, 3, 9), "supplier_name": "Example Ltd", "category": "Food"}
    context = with_rows(
        payments=[
            {**paid, "amount": "100.00", "place": BLACKPOOL},
            {**paid, "amount": "50.25", "place": MANCHESTER},
            {**paid, "amount": "5.75"},
            {**paid, "amount": "20.00", "place": MANCHESTER, "influenceable": False, "decided_by": "rule"},
            {**paid, "amount": "4.00", "place": BLACKPOOL, "influenceable": None, "decided_by": "flag on the supplier"},
            {**paid, "amount": "10.00", "place": BLACKPOOL, "excluded": "NHS body"},
        ]
    )
    tiers, categories, deciding = procurement.pictures(context, MARCH)
    assert dict(tiers.table.rows) == {
        "Blackpool, Fylde and Wyre": "£100.00",
        "Rest of Lancashire and South Cumbria": "£0.00",
        "Rest of the North West": "£50.25",
        "Elsewhere": "£0.00",
        "Not known": "£5.75",
        "We cannot influence": "£20.00",
        "Not known whether we can": "£4.00",
        "Left out by rule": "£10.00",
        "All payments": "£190.00",
    }
    assert [piece.value for piece in tiers.top] == [156, 20, 4]
    assert tiers.places[0].note == "Blackpool £100" and tiers.places[-1].step == -1
    # of 180 the flag decides 4, a rule 20; 156 nobody, and of the 4 it is said that nobody knows
    told = [(bar.value, bar.note) for bar in deciding.bars]
    assert told == [(4, "1 payment"), (20, "1 payment"), (156, "3 payments")]
    assert "£160 (89%)" in deciding.sentence
    assert (categories.rows[0].label, categories.rows[0].lead) == ("Food", "67%")  # 100 of the 150.25 that are known


def test_only_twelve_months_up_to_the_month_shown_are_counted(with_rows):
    def paid(day):
        return {"payment_date": day, "supplier_name": "Example Ltd", "amount": "10.00", "place": BLACKPOOL}

    days = (date(2025, 3, 31), date(2025, 4, 1), date(2026, 3, 31), date(2026, 4, 1))
    tiers, *_ = procurement.pictures(with_rows(payments=[paid(day) for day in days]), MARCH)
    assert dict(tiers.table.rows)["All payments"] == "£20.00"


def test_a_picture_of_one_month_does_not_say_that_it_is_of_twelve(with_rows):
    paid = {"amount": "10.00", "place": BLACKPOOL, "supplier_name": "Example Ltd"}
    one, grid, _ = procurement.pictures(with_rows(payments=[{**paid, "payment_date": date(2026, 3, 9)}]), MARCH)
    assert one.sentence.endswith("in March 2026.") and grid.sentence.startswith("Spend we can influence in March 2026,")


@pytest.mark.parametrize(("months", "told"), [((1, 3), "in January to March 2026."), ((0,), "in the 12 months to Mar")])
def test_a_picture_names_the_months_it_is_of(with_rows, months, told):
    paid = {"amount": "10.00", "place": BLACKPOOL, "supplier_name": "Example Ltd"}
    days = [date(2026, month, 9) if month else date(2024, 1, 9) for month in (*months, 3)]
    tiers, *_ = procurement.pictures(with_rows(payments=[{**paid, "payment_date": day} for day in days]), MARCH)
    assert told in tiers.sentence


def test_a_district_of_few_is_not_drawn_by_itself(with_rows):
    began = {"start_date": date(2026, 3, 2), "pay_band": "Band 2"}
    few = {**BLACKPOOL, "district": "FY2"}
    homes = [BLACKPOOL] * 8 + [few] * 7 + [MANCHESTER] * 5 + [None] * 4
    drawn, bands = employment.pictures(with_rows(starters=[{**began, "home": home} for home in homes]), MARCH)
    assert [(point.label, point.value) for point in drawn.points] == [("FY1", 8)]
    assert (drawn.points[0].east, drawn.points[0].north) == (331000, 436000)  # to the kilometre
    assert "live in Blackpool, Fylde and Wyre: 15 of 20." in drawn.sentence
    assert [bar.text for bar in drawn.aside] == ["15", "0", "5", "0", "4"]
    assert (bands.rows[0].label, bands.rows[0].lead) == ("Band 2", "75%")


def test_the_few_of_the_highest_bands_are_shown_together(with_rows):
    began = {"start_date": date(2026, 3, 2), "home": BLACKPOOL}
    bands = ("Band 8a", "Band 9", "Band 10", "Medical", None)
    _, grid = employment.pictures(with_rows(starters=[{**began, "pay_band": band} for band in bands]), MARCH)
    assert [row.label for row in grid.rows] == ["Bands 8 and 9", "Band 10", "Medical", "No band given"]


def test_an_hour_of_a_room_is_counted_where_it_was_used(with_rows):
    monday = {"booking_date": date(2026, 3, 2), "site_code": "A", "room": "1", "organisation_type": "community"}
    context = with_rows(
        bookings=[
            {**monday, "start_time": "09:30", "end_time": "11:00"},
            {**monday, "start_time": "09:00", "end_time": "12:00", "organisation_type": "private"},
        ]
    )
    rooms, space = buildings.pictures(context, MARCH)
    assert rooms.columns == ("9am", "10am")
    assert [text for text, _ in rooms.rows[0].cells] == ["0", "1"]  # half an hour rounds to the even nought
    assert rooms.rows[0].lead == "2" and rooms.sentence.startswith("Monday from 10am is the busiest hour.")
    assert space.empty == "No count of space has come in yet."


def test_space_is_read_from_the_newest_count(with_rows):
    def counted(day, empty):
        site = {"as_at": day, "site_code": "A", "occupied_m2": 200.0, "clinical_m2": 150.0, "non_clinical_m2": 50.0}
        return {**site, "empty_m2": empty, "under_used_m2": 4.0}

    context = with_rows(space=[counted(date(2026, 2, 28), 30.0), counted(date(2026, 3, 31), 10.0)])
    assert [bar.note for bar in buildings.pictures(context, MARCH)[1].bars] == ["75%", "25%", "2%", "5%"]


def test_the_nine_groups_are_all_shown_and_the_unreached_are_nought(with_rows):
    held = {"event_date": date(2026, 3, 5), "event": "Fair"}
    context = with_rows(
        engagement=[{**held, "group": "carers", "people": 10}, {**held, "group": "general", "people": 5}]
    )
    reach = partnership.pictures(context, MARCH)[0]
    assert len(reach.bars) == 10 and (reach.bars[0].label, reach.bars[0].value) == ("Carers", 10)
    assert (reach.bars[-1].label, reach.bars[-1].hatched) == ("No one group", True)
    assert reach.sentence.startswith("One of the nine groups was reached in March 2026; carers most")


def test_what_was_asked_and_done_and_what_was_agreed(with_rows):
    asked = {"asked_date": date(2026, 3, 1), "group": "carers", "ask": "A quiet room"}
    put = {"round": 3, "round_date": date(2026, 3, 1), "respondents": 64, "threshold_percent": 75.0}
    context = with_rows(
        asks=[
            {**asked, "status": "done", "closed_date": date(2026, 3, 20), "reply": "It is open."},
            {**asked, "status": "open"},
        ],
        delphi=[
            {**put, "statement": "Pay fairly", "agree_percent": 80.0, "disagree_percent": 2.0},
            {**put, "statement": "Plant trees", "agree_percent": 60.0},
        ],
    )
    _, said, agreed = partnership.pictures(context, MARCH)
    assert said.sentence == "2 asks in 12 months: 1 answered, 1 open."
    assert [(one.reply, one.when, one.group) for one in said.said] == [("It is open.", "20 March 2026", "Carers")]
    assert agreed.sentence == "1 of 2 statements reached the 75% set before the round (64 people, March 2026)."


def test_clinical_waste_is_set_against_its_aim(with_rows):
    tipped = {"month": MARCH, "site_code": "A"}
    streams = {"high_temperature": 2.0, "alternative_treatment": 2.0, "offensive": 6.0, "recycling": 90.0}
    context = with_rows(waste=[{**tipped, "stream": stream, "tonnes": tonnes} for stream, tonnes in streams.items()])
    waste = environment.pictures(context, MARCH)[1]
    assert [piece.text for piece in waste.pieces] == ["20%", "20%", "60%"]


def test_the_path_runs_straight_from_the_first_whole_year_to_zero(with_rows):
    months = [date(2023 + (n + 3) // 12, (n + 3) % 12 + 1, 1) for n in range(24)]  # April 2023 to March 2025
    bills = [
        {
            "month": day,
            "site_code": "A",
            "fuel": "gas",
            "kwh": 1_000_000.0 if n < 12 else 500_000.0,
            "read_type": "actual",
        }
        for n, day in enumerate(months)
    ]
    carbon = environment.pictures(with_rows(work_out=True, energy=bills), MARCH)[0]
    first, second = carbon.years
    assert (first.label, second.label, carbon.parts) == ("2023/24", "2024/25", ("Gas",))
    assert carbon.path == ((2023, sum(first.values)), (2040, 0.0))
    assert "No figures for the baseline year 2019/20: the path starts in 2023/24." in carbon.caption
    # 6,000,000 kWh less, at the 0.18385 of 2019: 1,103 t less; 12,000,000 x 0.18293 - 6,000,000 x 0.18290 is 1,098
    told = "Since 2023/24 it changed by −1,098 tonnes: −1,103 by what we used, +5 by the factors alone."
    assert told in carbon.caption
    expected = sum(first.values) * 16 / 17  # one of the seventeen years to 2040 has gone
    assert f"{expected - sum(second.values):,.0f} under the path" in carbon.sentence


def test_without_rows_every_picture_says_why(with_rows):
    context = with_rows()
    drawn = [picture for module in (employment, procurement, environment, buildings, partnership)
             for picture in module.pictures(context, MARCH)]  # fmt: skip
    assert all(picture.empty.endswith("come in yet.") for picture in drawn)


@pytest.mark.parametrize(("value", "step"), [(0, 0), (4.9, 0), (5, 1), (12, 2), (20, 3), (30, 4), (100, 4)])
def test_a_tint_follows_the_share_of_the_row(value, step):
    assert places.heat_step(value, 100) == step
