"""Roll-ups by month, quarter, financial year and rolling twelve months; meanings of local; what waits and for what."""

from datetime import date
from decimal import Decimal

import pytest

from metrics.counting import Tables
from metrics.definitions import DefinitionFaults, framework
from metrics.lenses import UnknownLens, lens_condition, lenses
from metrics.periods import periods
from metrics.results import compute, live, series, write_results
from metrics.summing import number
from tests.warehouse_rows import completed, empty_warehouse, fill

FRAMEWORK = framework()
BLACKPOOL = {"council": "E06000009", "ring": "catchment"}
WYRE = {"council": "E07000128", "ring": "catchment"}
LEEDS = {"council": "E08000035", "ring": "elsewhere"}


@pytest.fixture(scope="module")
def con(tmp_path_factory):
    con = empty_warehouse(tmp_path_factory.mktemp("empty"), FRAMEWORK)
    yield con
    con.close()


@pytest.fixture
def given(con):
    """Puts rows in, and takes all others out."""
    def put(**tables):
        fill(con, completed(FRAMEWORK, tables), [source.id for source in FRAMEWORK.sources])
        return con

    return put


class Opened:
    """A warehouse as `series` wants it: something that gives cursors."""

    def __init__(self, con):
        self.con = con

    def cursor(self):
        return self.con.cursor()


def points(con, code, grain="month", lens="catchment", split=None, part=None):
    found = compute(con, FRAMEWORK, FRAMEWORK.indicator(code), grain, lens, split)
    return {point.period: point for one in found if one.part == part for point in one.points}


def starter(day, place=BLACKPOOL, **more):
    return {"start_date": date.fromisoformat(day), "home": place, **more}


def paid(day, amount, place=BLACKPOOL, **more):
    return {"payment_date": date.fromisoformat(day), "amount": amount, "place": place, "supplier": "S", **more}


def test_periods_are_named_as_people_name_them():
    first, last = date(2025, 2, 1), date(2025, 5, 1)
    assert [p.label for p in periods("month", first, last)] == ["2025-02", "2025-03", "2025-04", "2025-05"]
    assert [p.label for p in periods("quarter", first, last)] == ["2025-Q1", "2025-Q2"]
    assert [p.label for p in periods("year", first, last)] == ["2024/25", "2025/26"]
    assert [p.label for p in periods("year", date(2099, 4, 1), date(2099, 4, 1))] == ["2099/00"]
    rolling = periods("rolling12", first, last)[0]
    assert (rolling.label, rolling.months[0], rolling.months[-1]) == ("2025-02", date(2024, 3, 1), date(2025, 2, 1))


def test_a_share_over_a_year_is_made_from_sums_and_not_from_the_mean_of_shares(given):
    # 1 of 1 in April and 1 of 3 in May: 2 of 4 is a half; the mean of the two shares would be two thirds
    con = given(starters=[starter("2025-04-01"), starter("2025-05-01"), starter("2025-05-02", LEEDS),
                          starter("2025-05-03", LEEDS)])
    year = points(con, "E1a", "year")["2025/26"]
    assert (year.numerator, year.denominator, year.value, year.status) == (2, 4, 0.5, "partial")


def test_a_month_that_did_not_come_is_missing_and_not_zero(given):
    con = given(starters=[starter("2025-01-06"), starter("2025-03-03")])
    assert [(p.period, p.numerator, p.status) for p in points(con, "E1a").values()] == [
        ("2025-01", 1, "complete"), ("2025-02", None, "missing"), ("2025-03", 1, "complete")]
    assert points(con, "E1a", "quarter")["2025-Q1"].status == "partial"


def test_a_month_that_came_with_nobody_to_count_is_zero_and_not_missing(given):
    con = given(starters=[starter("2025-01-06"), starter("2025-02-03", assignment_category="bank")])
    february = points(con, "E1a")["2025-02"]
    assert (february.numerator, february.denominator, february.value, february.status) == (0, 0, None, "complete")


def test_rolling_twelve_months_are_partial_until_there_are_twelve(given):
    months = [f"2025-{n:02d}-02" for n in range(1, 13)]
    con = given(starters=[starter(day) for day in [*months, "2026-02-02"]])
    rolling = points(con, "E1a", "rolling12")
    assert rolling["2025-11"].status == "partial"
    assert (rolling["2025-12"].numerator, rolling["2025-12"].status) == (12, "complete")
    assert rolling["2026-01"].status == "missing"
    # March to December 2025 and February 2026: eleven of twelve
    assert (rolling["2026-02"].numerator, rolling["2026-02"].status) == (11, "partial")


def test_the_year_to_date_begins_in_april_and_is_known_by_its_last_month(given):
    days = ("2025-03-03", "2025-04-02", "2025-05-02", "2025-05-03", "2025-07-01")
    con = given(starters=[starter(day) for day in days])
    so_far = points(con, "E1a", "ytd")
    # March is the twelfth month of the year before; June did not come
    assert [(p.period, p.numerator, p.status) for p in so_far.values()] == [
        ("2025-03", 1, "partial"), ("2025-04", 1, "complete"), ("2025-05", 3, "complete"), ("2025-06", None, "missing"),
        ("2025-07", 4, "partial")]


def test_a_whole_year_to_date_is_the_year(given):
    con = given(starters=[starter(f"{2025 + (n < 4)}-{n:02d}-02") for n in range(1, 13)])
    assert points(con, "E1a", "ytd")["2026-03"].numerator == points(con, "E1a", "year")["2025/26"].numerator == 12


def test_of_a_stock_the_last_month_stands(given):
    staff = [{"as_at": date(2025, m, 28), "person": str(n), "home": BLACKPOOL if n == 0 else LEEDS}
             for m, count in ((1, 2), (2, 4)) for n in range(count)]
    quarter = points(given(staff_in_post=staff), "E1c", "quarter")["2025-Q1"]
    assert (quarter.numerator, quarter.denominator, quarter.status) == (1, 4, "partial")  # March has not come


def test_people_whose_place_is_unknown_are_counted_apart_under_every_lens(given):
    con = given(starters=[starter("2025-01-06"), starter("2025-01-06", None), starter("2025-01-06", LEEDS)])
    for lens in ("catchment", "lancashire-south-cumbria", "north-west", "council:E06000009"):
        january = points(con, "E1a", lens=lens)["2025-01"]
        assert (january.numerator, january.denominator, january.unknown) == (1, 2, 1)


def test_the_parts_of_a_split_make_the_sum_of_the_file_to_the_penny(given):
    lines = [paid("2025-01-06", "0.10"), paid("2025-01-07", "1000000000.01", LEEDS), paid("2025-01-08", "-0.03", None),
             paid("2025-01-09", "33.33", excluded="HMRC"), paid("2025-01-09", "66.67", influenceable=False)]
    con = given(payments=lines)
    for code in ("P1a", "P1b"):
        for split in ("place", "council", "category", None):
            found = compute(con, FRAMEWORK, FRAMEWORK.indicator(code), "year", "catchment", split)
            [total] = {sum(p.denominator + p.unknown + p.left_out for one in found for p in one.points)}
            assert total == sum(Decimal(line["amount"]) for line in lines)
            assert isinstance(total, Decimal)


def test_the_largest_part_comes_first_and_what_is_unknown_or_left_out_last(given):
    con = given(payments=[paid("2025-01-06", "5.00"), paid("2025-01-07", "9.00", LEEDS),
                          paid("2025-01-08", "99.00", None), paid("2025-01-09", "999.00", excluded="HMRC")])
    found = compute(con, FRAMEWORK, FRAMEWORK.indicator("P1a"), "month", "catchment", "place")
    assert [one.part for one in found] == ["elsewhere", "catchment", "left out", "unknown"]
    found = compute(con, FRAMEWORK, FRAMEWORK.indicator("P1a"), "month", "catchment", "council")
    assert [one.part for one in found] == ["Leeds", "Blackpool", "left out", "unknown"]


def test_a_supplier_in_two_councils_is_one_supplier_and_one_in_each_part(given):
    con = given(payments=[paid("2025-01-06", "5.00"), paid("2025-02-07", "9.00", WYRE)])
    assert points(con, "P1d", "quarter")["2025-Q1"].value == 1
    assert points(con, "P1d", "quarter", split="council", part="Wyre")["2025-Q1"].value == 1
    assert points(con, "P1d", "quarter", split="council", part="Blackpool")["2025-Q1"].value == 1


def test_within_some_miles_of_a_site_is_measured_on_the_grid(given):
    site = {"financial_year": "2024/25", "site_code": "RXL01", "place": {"east": 333000, "north": 436000}}
    near = {"council": "E06000009", "east": 333000, "north": 437609}  # 1,609 m north: within a mile (1,609.344 m)
    far = {"council": "E06000009", "east": 333000, "north": 437610}
    con = given(starters=[starter("2025-01-06", near), starter("2025-01-06", far), starter("2025-01-06", None)],
                sites=[site])
    january = points(con, "E1a", lens="miles:1@rxl01")["2025-01"]
    assert (january.numerator, january.denominator, january.unknown) == (1, 2, 1)


def test_a_distance_from_a_site_that_is_not_known_is_refused_with_those_that_are(given):
    site = {"financial_year": "2024/25", "site_code": "RXL01", "place": {"east": 333000, "north": 436000}}
    con = given(starters=[starter("2025-01-06", BLACKPOOL)], sites=[site])
    with pytest.raises(UnknownLens, match=r"There is no site 'NONE' .* Sites: RXL01\."):
        points(con, "E1a", lens="miles:1@NONE")


def test_wards_and_priority_areas_are_unknown_without_the_directory(given):
    place = BLACKPOOL | {"ward": "E05015283", "decile": 2}
    con = given(starters=[starter("2025-01-06", place), starter("2025-01-06"), starter("2025-01-06", LEEDS)])
    wards = points(con, "E1a", lens="wards:E05015283,E05015284")["2025-01"]
    assert (wards.numerator, wards.denominator, wards.unknown) == (1, 1, 2)
    priority = points(con, "E1a", lens="priority")["2025-01"]
    assert (priority.numerator, priority.denominator, priority.unknown) == (1, 2, 1)  # Leeds is not of our area


@pytest.mark.parametrize("lens", ["nearby", "council:'", "council:E0600000", "miles:x@A", "miles:1@A'", "wards:", ""])
def test_a_meaning_of_local_that_nobody_defined_is_refused_with_the_ones_there_are(lens):
    with pytest.raises(UnknownLens, match=r"There is no meaning of local called .*: use catchment, "):
        lens_condition(lens)


def test_the_lenses_offered_can_all_be_asked():
    offered = lenses(FRAMEWORK)
    assert offered[0] == ("catchment", "Blackpool, Fylde and Wyre")
    assert ("council:E06000009", "Blackpool") in offered
    assert all(lens_condition(lens) for lens, _ in offered)


def test_a_grain_or_split_that_is_not_offered_is_refused_in_a_sentence(given):
    con = given()
    with pytest.raises(ValueError, match=r"There is no grain 'week': use month, quarter, year, rolling12, ytd\."):
        compute(con, FRAMEWORK, FRAMEWORK.indicator("E1a"), "week")
    with pytest.raises(ValueError, match="E1a cannot be split by 'height': it offers council, pay_band, staff_group"):
        compute(con, FRAMEWORK, FRAMEWORK.indicator("E1a"), "month", split="height")


def test_what_is_stored_at_the_build_is_what_would_be_worked_out_now(given):
    con = given(
        starters=[starter("2025-01-06"), starter("2025-03-03", LEEDS)],
        payments=[paid("2025-01-06", "5.05"), paid("2025-02-07", "9.10", LEEDS), paid("2025-02-07", "0.01", None)],
        energy=[{"month": date(2025, 1, 1), "fuel": "gas", "kwh": 12345, "site_code": "A"}],
    )
    write_results(con, FRAMEWORK)
    stored = Opened(con)
    for code in ("E1a", "P1a", "P1d", "N1a", "E1b", "W1e"):
        for grain in ("month", "quarter", "year", "rolling12"):
            for lens in ("catchment", "north-west"):
                now = compute(con, FRAMEWORK, FRAMEWORK.indicator(code), grain, lens)
                assert series(stored, FRAMEWORK, code, grain, lens) == now
    assert series(stored, FRAMEWORK, "P1a", "month", "council:E08000035")[0].points[1].numerator == Decimal("9.10")


def test_money_comes_as_pounds_and_pence(given):
    [january] = points(given(payments=[paid("2025-01-06", "5.10")]), "P1a").values()
    assert str(january.numerator) == "5.10"


def test_twelve_months_of_bills_win_over_the_yearly_return_and_eleven_do_not(given):
    bills = [{"month": m, "fuel": "gas", "kwh": 100, "site_name": "A"} for p in periods(
        "year", date(2020, 4, 1), date(2020, 4, 1)) for m in p.months]
    site = {"financial_year": "2020/21", "site_code": "A", "gas_kwh": 9000}
    # 1,200 kWh x 0.18387 = 220.644 kg; by the return 9,000 x 0.18387 = 1,654.83 kg
    assert points(given(energy=bills, sites=[site]), "N1a", "year")["2020/21"].value == 0.220644
    year = points(given(energy=bills[1:], sites=[site]), "N1a", "year")["2020/21"]
    assert (year.value, year.status) == (1.65483, "complete")


def test_before_a_factor_begins_there_is_no_figure(given):
    bill = {"month": date(2019, 3, 1), "fuel": "gas", "kwh": 100}  # of 2018/19; the table begins in 2019
    con = given(energy=[bill, bill | {"month": date(2019, 4, 1)}])
    assert [(p.value, p.status) for p in points(con, "N1a").values()] == [(None, "missing"), (0.018385, "complete")]


def test_an_indicator_says_what_it_waits_for(given):
    con = given(starters=[starter("2025-01-06")])
    write_results(con, FRAMEWORK)
    stored = Opened(con)
    assert live(stored, FRAMEWORK, "E1a") == (True, "")
    assert live(stored, FRAMEWORK, "E1b") == (
        False, "Waits for the postcode directory of the Office for National Statistics, which gives deprivation.")
    assert live(stored, FRAMEWORK, "W1a") == (False, "Waits for a first file of: Engagement log.")
    assert live(stored, FRAMEWORK, "E2c") == (False, "Waits for a first file of: Leavers.")
    assert live(None, FRAMEWORK, "E1a") == (False, "Waits for the first files.")
    assert compute(con, FRAMEWORK, FRAMEWORK.indicator("W1a"), "month")[0].points == ()


def test_every_table_and_every_split_can_be_asked_for(con):
    tables = Tables(con)
    assert all(tables.columns(table) for one in FRAMEWORK.indicators for table in one.source)
    for one in FRAMEWORK.indicators:
        for split in one.by:
            assert isinstance(compute(con, FRAMEWORK, one, "year", "catchment", split), list)


def test_selects_that_ask_for_what_the_tables_do_not_have_are_told_all_at_once_with_their_lines(con, tmp_path):
    for name, right, wrong in (("secure-contracts", "coalesce(staff_group", "coalesce(staff_groop"),
                               ("asks-closed", "status = 'done'", "statuz = 'done'")):
        ours = FRAMEWORK.indicator(name).path
        place = tmp_path / "indicators" / ours.parent.name
        place.mkdir(parents=True)
        (place / ours.name).write_text(ours.read_text(encoding="utf-8").replace(right, wrong), encoding="utf-8")
    with pytest.raises(DefinitionFaults) as raised:
        write_results(con, framework(tmp_path))
    told = sorted(fault.rsplit("/", 1)[1] for fault in raised.value.faults)
    assert [fault.split(": ")[0] for fault in told] == ["asks-closed.sql:25", "secure-contracts.sql:22"]
    assert all("the SELECT cannot be run (Binder Error: " in fault for fault in told)


def test_what_is_left_out_by_rule_is_counted_reason_by_reason(given):
    out = ({"assignment_category": "bank"}, {"assignment_category": "bank", "recruitment_source": "Internal transfer"},
           {"recruitment_source": "Lead employer rotation"}, {"recruitment_source": "TUPE transfer"},
           {"person": "Ann"}, {"primary_assignment": False})
    con = given(starters=[starter("2025-01-06", person="Ann"), *(starter("2025-01-13", **more) for more in out),
                          starter("2025-02-03", recruitment_source="Internal move")])
    write_results(con, FRAMEWORK)
    for found in (compute(con, FRAMEWORK, FRAMEWORK.indicator("E1a"), "quarter"),
                  series(Opened(con), FRAMEWORK, "E1a", "quarter")):
        [quarter] = found[0].points
        assert (quarter.numerator, quarter.denominator, quarter.unknown, quarter.left_out) == (1, 1, 0, 7)
        assert dict(quarter.reasons) == {  # Ann's second row and the second post are one reason, a bank worker bank
            "second posts": 2, "bank": 2, "honorary contracts": 0, "doctors in training on rotation": 1,
            "transfers under TUPE": 1, "moves within the trust": 1}


def test_an_indicator_waits_for_the_reference_table_that_only_the_trust_can_add(given):
    count = {"as_at": date(2025, 3, 31), "characteristic": "Disability", "group": "Disabled", "staff": 5, "known": 90}
    con = given(representation=[count])
    write_results(con, FRAMEWORK)
    assert live(Opened(con), FRAMEWORK, "E4a") == (
        False, "Waits for the trust's own reference table: population.csv.")


@pytest.mark.parametrize("lens", ["priority", "wards:E05001644"])
def test_a_lens_that_only_a_directory_can_tell_waits_for_it_and_is_no_zero(given, lens):
    con = given(starters=[starter("2026-03-02"), starter("2026-03-09", LEEDS)])
    point = points(con, "E1a", lens=lens)["2026-03"]
    assert (point.numerator, point.denominator, point.value, point.status) == (None, None, None, "waiting")
    told = given(starters=[starter("2026-03-02", BLACKPOOL | {"decile": 1, "ward": "E05001644"}),
                           starter("2026-03-09", LEEDS | {"decile": 1, "ward": "E05000001"})])  # fmt: skip
    point = points(told, "E1a", lens=lens)["2026-03"]
    assert (point.numerator, point.denominator, point.status) == (1, 2, "complete")


def test_a_half_of_the_last_place_is_rounded_the_same_in_whatever_order_its_terms_were_added():
    carbon, below, above = FRAMEWORK.indicator("N2b3"), 3.7204064999999997, 3.7204065000000003
    assert below != above
    assert round(below, 6) != round(above, 6)
    assert number(carbon, below) == number(carbon, above)
