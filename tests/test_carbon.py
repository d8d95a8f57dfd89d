"""Factors are dated and cited, a missing one is named, and how good a figure is stands beside it."""

from dataclasses import replace
from datetime import date

import pytest

from metrics import warehouse
from metrics.charts.plotly_xmr import figure
from metrics.charts.xmr import xmr
from metrics.definitions import framework
from metrics.factors import Step, steps
from metrics.ledger import Ledger
from metrics.publication.chart import chart
from metrics.publication.chart_wording import chart_notes
from metrics.publication.tongues import tongue
from metrics.results import Point, Series, compute
from metrics.views.card import from_series
from metrics.views.context import Context
from metrics.views.indicator import csv_text
from metrics.views.receipt import receipt
from tests.published import indicator, public_of
from tests.stores import known, new_store
from tests.twins import reference
from tests.warehouse_rows import completed, empty_warehouse, fill

FRAMEWORK = framework()
CARBON = [one for one in FRAMEWORK.indicators if one.unit == "tCO2e"]


@pytest.fixture(scope="module")
def con(tmp_path_factory):
    con = empty_warehouse(tmp_path_factory.mktemp("empty"), FRAMEWORK)
    yield con
    con.close()


def points(con, code, grain="month", split=None, **given):
    fill(con, completed(FRAMEWORK, given), ["energy", "sites", "gases", "travel", "waste", "inhalers", "water"])
    found = compute(con, FRAMEWORK, FRAMEWORK.indicator(code), grain, split=split)
    return {(one.part, point.period): point for one in found for point in one.points}


def bill(month, fuel, kwh, **more):
    return {"month": date.fromisoformat(f"{month}-01"), "fuel": fuel, "kwh": kwh, **more}


def test_every_factor_has_each_of_its_years_once_and_says_where_it_comes_from():
    rows = reference("emission_factors")
    assert len({(row["item"], row["year"]) for row in rows}) == len(rows)
    assert all(row["source"] and float(row["factor"]) > 0 for row in rows)
    newest = [row for row in rows if row["year"] == "2025" and row["source"] == "DESNZ flat file"]
    assert all(row["id"] and int(row["row"]) > 6 for row in newest) and len(newest) > 50


def test_every_fuel_and_every_marked_factor_is_in_the_table():
    known = {row["item"] for row in reference("emission_factors")}
    assert {row["item"] for row in reference("fuel_factors")} <= known
    assert {item for one in FRAMEWORK.indicators for item in one.factors} <= known
    fuels = {row["fuel"] for row in reference("fuel_factors")}
    assert set(FRAMEWORK.source("energy").column("fuel").choices) == fuels - {"coal"} | {"solar"}


def test_every_carbon_figure_tells_how_good_it_is_and_what_would_improve_it():
    assert len(CARBON) > 8
    assert [one.code for one in CARBON if "tier" not in one.gives or not one.improve] == []


def test_a_year_without_a_factor_has_no_figure_and_the_factor_is_named(con):
    found = points(con, "N1a", energy=[bill("2024-05", "coal", 100), bill("2025-05", "coal", 100)])
    assert (found[None, "2024-05"].value, found[None, "2024-05"].lacks) == (None, ("a factor for coal in 2024",))
    assert (found[None, "2025-05"].value, found[None, "2025-05"].lacks) == (0.032246, ())
    before = [bill("2018-05", "gas", 100), bill("2018-06", "oil", 100)]
    year = points(con, "N1a", "year", energy=before)[None, "2018/19"]
    assert year.value is None
    assert year.lacks == ("a factor for gas oil in 2018", "a factor for natural gas in 2018")


def test_what_nobody_burnt_needs_no_factor(con):
    found = points(con, "N1a", energy=[bill("2024-05", "coal", 0), bill("2024-05", "gas", 1000)])
    assert found[None, "2024-05"].value == 0.1829


def test_fuels_scopes_and_sites_each_add_up_to_the_whole(con):
    fuels = ("electricity", "gas", "chp_gas", "oil", "steam", "biomass", "solar")
    bills = [bill("2025-05", fuel, 1000 + n, site_name="AB"[n % 2]) for n, fuel in enumerate((*fuels, *fuels))]
    whole = points(con, "N1a", energy=bills)[None, "2025-05"].value
    for split in ("fuel", "scope", "site"):
        parts = points(con, "N1a", split=split, energy=bills)
        assert sum(point.value for point in parts.values()) == pytest.approx(whole)


def test_more_than_a_tenth_estimated_is_standard_and_a_better_month_does_not_hide_a_worse_one(con):
    actual, estimated = {"read_type": "actual"}, {"read_type": "estimated"}
    bills = [
        bill("2025-04", "gas", 90, **actual), bill("2025-04", "electricity", 10, **estimated),
        bill("2025-05", "gas", 89, **actual), bill("2025-05", "electricity", 11, **estimated),
        bill("2025-06", "gas", 89, **actual), bill("2025-06", "electricity", 11),
    ]
    found = points(con, "N1a", energy=bills)
    assert [found[None, f"2025-0{n}"].tier for n in (4, 5, 6)] == ["optimal", "standard", "standard"]
    assert points(con, "N1a", "quarter", energy=bills)[None, "2025-Q2"].tier == "standard"


def test_the_trust_may_choose_the_warming_of_nitrous_oxide(con):
    used = [{"month": date(2022, 5, 1), "gas": "nitrous_oxide", "kg": 10},
            {"month": date(2023, 5, 1), "gas": "gas_and_air", "kg": 10}]
    found = points(con, "N4a", gases=used)
    assert [found[None, month].value for month in ("2022-05", "2023-05")] == [2.98, 1.53435]
    con.execute("update trust set nitrous_oxide = 'nitrous_oxide_anaesthetists'")
    found = points(con, "N4a", gases=used)
    con.execute("update trust set nitrous_oxide = 'nitrous_oxide'")
    assert [found[None, month].value for month in ("2022-05", "2023-05")] == [3.1, 1.7949]


def test_what_the_factors_did_and_what_the_trust_did_are_the_whole_change(con):
    bills = [bill("2019-05", "electricity", 10_000), bill("2025-05", "electricity", 8_000)]
    then, now = (points(con, "N1a", energy=bills)[None, month].value for month in ("2019-05", "2025-05"))
    fixed_then, fixed_now = (points(con, "N1a4", energy=bills)[None, month].value for month in ("2019-05", "2025-05"))
    assert (then, fixed_then) == (2.556, 2.556)
    assert (now, fixed_now) == (1.416, 2.0448)  # the trust saved 0.5112 t, the grid another 0.6288 t
    assert (then - fixed_now) + (fixed_now - now) == pytest.approx(then - now)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    home = new_store(tmp_path_factory.mktemp("built") / "store")
    return Context(home, known(), warehouse.build(home, known()), Ledger(home), date(2026, 10, 12))


def test_a_step_is_a_factor_that_changed_by_a_twentieth_or_more(built):
    told = {step.month.year: step.words for step in steps(built.warehouse, built.framework.indicator("N1a"))}
    assert list(told) == [2020, 2021, 2022, 2023, 2025]
    assert told[2025] == "Factors of 2025: electricity −14.5%"  # 0.17700 after 0.20705
    assert told[2023] == "Factors of 2023: electricity +7.1%, district heat +5.2%"
    landfill = steps(built.warehouse, built.framework.indicator("N2b3"))
    assert landfill[0].short == "Factor +359%"  # 458.176 after 99.759
    assert steps(built.warehouse, built.framework.indicator("E1a")) == ()


def test_a_mark_stands_on_the_chart_at_every_step_of_a_factor(built):
    months = [date(2024 + n // 12, n % 12 + 1, 1) for n in range(30)]  # January 2024 to June 2026
    points = tuple(Point(f"{day:%Y-%m}", day, 500 + n, None, 500 + n, None, None, "complete")
                   for n, day in enumerate(months))
    n1a = built.framework.indicator("N1a")
    made = from_series(built, n1a, Series(n1a.id, "month", "catchment", None, None, points), None, "month")
    assert [(note.at, note.text) for note in made.chart.notes] == [(15, "Factors of 2025: electricity −14.5%")]
    drawn = xmr(made.chart)
    assert "<title>Factors of 2025: electricity −14.5%</title>" in drawn and ">Factor −14.5%<" in drawn
    assert "Factor −14.5%<" not in xmr(made.chart, phone=True)
    told = made.chart.notes[0].text
    assert any(note.hovertext == told for note in figure(made.chart).layout.annotations)
    assert dict(receipt(built, n1a, made, "catchment"))["Factors"] == told


def test_the_public_page_tells_each_step_of_a_factor_that_its_chart_shows():
    months = [date(2024 + n // 12, n % 12 + 1, 1) for n in range(30)]  # January 2024 to June 2026
    one = indicator("carbon", "environment", "N1a", counts="things", kind="total", unit="tCO2e", better="down")
    points = [Point(f"{day:%Y-%m}", day, 500, None, 500, None, None, "complete") for day in months]
    told = (Step(date(2023, 4, 1), "Factor +7.1%", "electricity +7.1%"),
            Step(date(2025, 4, 1), "Factor −14.5%", "electricity −14.5%"))
    public = replace(public_of(one, points), steps=told)
    assert chart_notes(public, tongue("en"))[-1] == (
        "From April 2025 on other emission factors hold (electricity −14.5%): there the line moves without our doing."
    )
    assert not any("April 2023" in note for note in chart_notes(public, tongue("en")))
    assert chart(public, tongue("en")).count('class="st"') == 2  # the wide drawing and that of the phone


def test_the_line_of_a_month_without_a_figure_names_what_it_lacks_and_the_receipt_what_would_improve_one(built):
    n1a = built.framework.indicator("N1a")
    four = tuple(f"a factor for {name} in 2018" for name in ("coal", "gas oil", "natural gas", "wood pellets"))
    points = (Point("2026-01", date(2026, 1, 1), 400, None, 400, None, None, "complete", tier="standard"),
              Point("2026-02", date(2026, 2, 1), None, None, None, None, None, "missing", lacks=four),
              Point("2026-03", date(2026, 3, 1), 410, None, 410, None, None, "complete", tier="standard"))
    made = from_series(built, n1a, Series(n1a.id, "month", "catchment", None, None, points), None, "month")
    assert [row.status for row in made.rows] == [
        "", "No figure without a factor for coal in 2018, a factor for gas oil in 2018, a factor for natural gas in "
        "2018 and 1 more", "",
    ]
    assert dict(receipt(built, n1a, made, "catchment"))["Quality"] == (
        "Standard. What would improve it: Have the meters read that are now estimated, and bring in the bills of every "
        "month."
    )
    header, first, *_ = csv_text(built, n1a, [Series(n1a.id, "month", "catchment", None, None, points)]).split("\r\n")
    assert (header.split(",")[-1], first.split(",")[-1]) == ("quality", "standard")
