"""XmR charts: the rules one by one on series small enough to do in the head, then the reference's own cases."""

from __future__ import annotations

import json
import math
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.spc import Spc, result, xmr

REAL = os.environ.get("ANCHOR_REAL_FILES")
# Mean 50, every range 20: limits 50 -/+ 53.2, near lines 50 -/+ 35.47. Fixed after these, later points change nothing.
STEADY = [40, 60] * 6


def months(count: int) -> list[date]:
    return [date(2020 + index // 12, index % 12 + 1, 1) for index in range(count)]


def chart(values, **options) -> Spc:
    return xmr(months(len(values)), values, **options)


def after_steady(*values, **options) -> Spc:
    """The points that follow twelve steady ones, judged against their limits."""
    return chart([*STEADY, *values], fix_after=12, **options)


def labels(spc: Spc) -> list[str]:
    return list(spc.special_cause_type[12:])


def test_the_limits_are_the_mean_and_2_66_mean_moving_ranges():
    spc = chart(STEADY)
    assert spc.mean == (50,) * 12
    assert (spc.lcl[0], spc.ucl[0]) == pytest.approx((-3.2, 103.2))
    assert set(spc.special_cause_type) == {"Common Cause"}


def test_a_point_on_the_limit_is_inside_and_near_and_one_beyond_it_is_outside():
    spc = after_steady(50 + 2.66 * 20, 50 + 2.66 * 20 + 1e-9)
    assert spc.outside_limits[12:] == (False, True)
    assert spc.close_to_limits[12:] == (True, False)
    assert labels(spc) == ["Common Cause", "Above UCL"]


def test_the_near_line_itself_is_not_near():
    near = 2 * (2.66 / 3)
    assert after_steady(50 + near * 20, 50 + near * 20 + 1e-9).close_to_limits[12:] == (False, True)


def test_seven_on_one_side_is_a_shift_and_six_is_not():
    assert labels(after_steady(45, 55, 56, 55, 56, 55, 56, 49)) == ["Common Cause"] * 8
    assert labels(after_steady(55, 56, 55, 56, 55, 56, 55)) == ["7 Points Above CL"] * 7
    assert labels(after_steady(45, 44, 45, 44, 45, 44, 45, 44)) == ["7 Points Below CL"] * 8


def test_a_point_on_the_mean_breaks_a_shift():
    assert labels(after_steady(55, 56, 55, 50, 55, 56, 55, 56)) == ["Common Cause"] * 8


def test_six_steps_up_are_a_trend_whose_first_point_counts_and_five_are_not():
    rising = after_steady(44, 45, 46, 48, 51, 55, 57, 52)
    assert labels(rising) == ["7 Point Trend (Increasing)"] * 7 + ["Common Cause"]
    assert "7 Point Trend (Increasing)" not in labels(after_steady(44, 45, 46, 48, 51, 55, 52))


def test_an_equal_pair_breaks_a_trend():
    assert labels(after_steady(44, 45, 46, 46, 48, 51, 55)) == ["Common Cause"] * 7


def test_at_a_peak_the_coming_trend_gives_the_direction():
    up_then_down = after_steady(44, 45, 46, 47, 48, 51, 52, 51, 49, 48, 47, 46, 45)
    assert labels(up_then_down) == ["7 Point Trend (Increasing)"] * 6 + ["7 Point Trend (Decreasing)"] * 7


def test_where_two_rising_trends_touch_the_last_of_the_first_reads_as_falling_as_in_the_reference():
    saw = after_steady(44, 45, 46, 47, 48, 51, 52, 44, 45, 46, 47, 48, 51, 52)
    rising = "7 Point Trend (Increasing)"
    assert labels(saw) == [rising] * 6 + ["7 Point Trend (Decreasing)"] + [rising] * 7


def test_a_falling_trend_above_the_mean_is_a_concern_where_more_is_better():
    spc = after_steady(80, 79, 78, 77, 76, 75, 74)
    assert labels(spc) == ["7 Point Trend (Decreasing)"] * 7
    assert spc.point_type[-1] == "special_cause_concern"
    assert spc.variation_icon == "concern_low"


def test_two_of_three_near_a_limit_on_one_side_flags_the_near_ones():
    assert labels(after_steady(90, 52, 90)) == ["2 in 3 Above CL", "Common Cause", "2 in 3 Above CL"]
    assert labels(after_steady(10, 10, 45)) == ["2 in 3 Below CL", "2 in 3 Below CL", "Common Cause"]


def test_two_near_points_need_a_third_on_their_side():
    assert labels(after_steady(40, 90, 90)) == ["Common Cause"] * 3
    assert labels(after_steady(90, 50, 90)) == ["Common Cause"] * 3
    assert labels(after_steady(90, 45, 90)) == ["Common Cause"] * 3


def test_a_point_outside_is_not_near_but_may_be_the_third():
    assert labels(after_steady(110, 90, 55)) == ["Above UCL", "Common Cause", "Common Cause"]
    assert labels(after_steady(110, 90, 90)) == ["Above UCL", "2 in 3 Above CL", "2 in 3 Above CL"]
    assert labels(after_steady(90, 110, 90)) == ["2 in 3 Above CL", "Above UCL", "2 in 3 Above CL"]


def test_the_first_rule_that_holds_names_the_point():
    spc = after_steady(55, 60, 65, 70, 75, 80, 110)
    assert labels(spc) == ["7 Point Trend (Increasing)"] * 6 + ["Above UCL"]


@pytest.mark.parametrize(
    ("better", "point_type", "icon"),
    [
        ("increase", "special_cause_improvement", "improvement_high"),
        ("decrease", "special_cause_concern", "concern_high"),
        ("neutral", "special_cause_neutral_high", "neutral_high"),
    ],
)
def test_which_way_is_good_decides_what_a_high_point_means(better, point_type, icon):
    spc = after_steady(110, better=better)
    assert (spc.point_type[-1], spc.variation_icon) == (point_type, icon)


def test_only_the_last_point_gives_the_icon():
    assert after_steady(110, 50).variation_icon == "common_cause"


def test_screening_leaves_a_great_range_out_of_the_limits_and_its_value_in_the_mean():
    values = [10, 11] * 7 + [1000]
    screened, whole = chart(values), chart(values, screen_outliers=False)
    assert screened.mean == whole.mean
    # fourteen points of 10 or 11 and one of 1000: mean 76.47; the thirteen small ranges of 1 make limits 2.66 away
    assert screened.mean[0] == pytest.approx(1147 / 15)
    assert screened.ucl[0] - screened.mean[0] == pytest.approx(2.66)
    assert set(screened.special_cause_type[:14]) == {"Below LCL"}
    assert whole.ucl[0] - whole.mean[0] == pytest.approx(2.66 * (13 + 989) / 14)


def test_a_constant_series_has_no_limits_when_screened_and_none_to_leave_otherwise():
    screened = chart([5] * 15, target=4)
    assert screened.lcl == (None,) * 15
    assert screened.assurance == "?"
    plain = chart([5] * 15, target=4, screen_outliers=False)
    assert (plain.lcl[0], plain.ucl[0], plain.assurance) == (5, 5, "P")


@pytest.mark.parametrize("value", [0.93, 98.7, 0.1, 1 / 3])
def test_a_constant_series_lies_on_its_own_mean(value):
    assert chart([value] * 13, screen_outliers=False).relative_to_mean == (0,) * 13


def test_a_rebase_date_begins_a_segment_with_its_own_limits_and_runs():
    days = months(26)
    spc = xmr(days, [40, 60] * 6 + [55] + [140, 160] * 6 + [155], rebase=[days[13]])
    assert spc.segment == (0,) * 13 + (1,) * 13
    assert spc.mean[0] == pytest.approx(655 / 13)
    assert spc.mean[-1] == pytest.approx(1955 / 13)
    assert set(spc.special_cause_type) == {"Common Cause"}


def test_a_rebase_date_that_is_no_point_does_nothing():
    assert set(xmr(months(13), [40, 60] * 6 + [50], rebase=[date(2020, 6, 15)]).segment) == {0}


def test_the_target_is_judged_against_the_last_limits_strictly():
    spc = chart(STEADY)
    lower, upper = spc.lcl[0], spc.ucl[0]
    targets = (upper + 1e-6, upper, lower, lower - 1e-6)
    assert [chart(STEADY, target=target).assurance for target in targets] == ["F", "?", "?", "P"]
    assert chart(STEADY, target=upper + 1e-6, better="decrease").assurance == "P"
    assert chart(STEADY, target=lower - 1e-6, better="decrease").assurance == "F"
    assert chart(STEADY, target=50, better="neutral").assurance is None
    assert chart(STEADY).assurance is None


def test_thirteen_points_are_not_short_and_twelve_are():
    assert set(chart([40, 60] * 6).short_group_warning) == {True}
    assert set(chart([40, 60] * 6 + [50]).short_group_warning) == {False}


def test_a_missing_value_loses_two_ranges_and_breaks_runs():
    spc = chart([10, 20, None, 20, 10], screen_outliers=False)
    assert spc.mean[0] == 15
    assert spc.ucl[0] == pytest.approx(15 + 2.66 * 10)
    assert (spc.outside_limits[2], spc.relative_to_mean[2], spc.special_cause_type[2]) == (None, None, "Common Cause")
    assert labels(after_steady(55, 56, 55, None, 55, 56, 55, 56)) == ["Common Cause"] * 8
    assert labels(after_steady(44, 45, 46, None, 48, 51, 55)) == ["Common Cause"] * 7
    assert chart([float("nan"), 1, 2]).values[0] is None


def test_one_point_two_points_and_nothing_known_are_charts_too():
    assert (chart([5], target=4).lcl, chart([5], target=4).assurance) == ((None,), "?")
    assert chart([10, 20], screen_outliers=False).ucl[0] == pytest.approx(15 + 26.6)
    assert chart([None, None]).mean == (None, None)


def test_points_come_back_in_date_order_whatever_order_they_came_in():
    spc = xmr([date(2020, 3, 1), date(2020, 1, 1), date(2020, 2, 1)], [3, 1, 2])
    assert spc.values == (1, 2, 3)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"dates": [], "values": []}, "no points"),
        ({"dates": ["2020-01-01", "2020-01-01"], "values": [1, 2]}, "occurs twice"),
        ({"dates": ["2020-01-01"], "values": [1, 2]}, "one value a date"),
        ({"dates": ["2020-01-01"], "values": [1], "improvement_direction": "sideways"}, "sideways"),
        ({"dates": ["2020-01-01"], "values": [1], "options": {"fix_after_n_points": 6}}, "12 is the fewest"),
        ({"dates": ["March"], "values": [1]}, "'March' is not a date"),
        ({"values": [1]}, "lacks something"),
    ],
)
def test_a_case_that_cannot_be_charted_says_why(given, words):
    assert words in result({"input": given})["error"]


def test_a_case_without_options_is_charted_by_the_references_defaults():
    dates = [day.isoformat() for day in months(15)]
    found = result({"input": {"dates": dates, "values": [10, 11] * 7 + [1000]}})
    assert found["ucl"][0] - found["mean"][0] == pytest.approx(2.66)
    assert found["variation_icon"] == "improvement_high"
    assert found["warned"] is False
    assert found["assurance"] is None


@settings(deadline=None, max_examples=50)
@given(st.lists(st.one_of(st.none(), st.integers(-9, 9), st.floats(-1e6, 1e6)), min_size=1, max_size=40))
def test_any_series_is_charted_and_a_missing_point_is_never_a_special_cause(values):
    spc = chart(values, target=1)
    assert all(not special for special, value in zip(spc.special_cause, values, strict=True) if value is None)


def cases() -> list[dict]:
    path = Path(REAL, "..", "spc", "cases.json") if REAL else None
    return json.loads(path.read_text("utf-8")) if path and path.exists() else []


def same(found: object, wanted: object) -> bool:
    if isinstance(wanted, list):
        return isinstance(found, list) and len(found) == len(wanted) and all(map(same, found, wanted))
    if isinstance(wanted, float) and isinstance(found, float | int):
        return math.isclose(found, wanted, rel_tol=1e-9, abs_tol=1e-12)
    return found == wanted


@pytest.mark.skipif(not REAL, reason="ANCHOR_REAL_FILES is not set")
@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_the_reference_packages_own_results_come_out(case):
    found = result(case)
    differs = {name for name, wanted in case["expected"].items() if not same(found.get(name), wanted)}
    assert not differs or {"quirk", "oracle_error"} & set(case["tags"])
