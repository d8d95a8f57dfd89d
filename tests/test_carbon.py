"""Factors are dated and cited, a missing one is named, and how good a figure is stands beside it."""

from datetime import date

import pytest

from metrics.definitions import framework
from metrics.results import compute
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
