"""Progress: a value against the straight line from where it began to the target."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.progress import band_of, progress

BEGAN, DUE = date(2024, 1, 1), date(2028, 1, 1)
HALF_WAY = date(2025, 12, 31)  # 730 of 1,461 days


def way(value: float, baseline: float = 40, target: float = 60, on: date = HALF_WAY, better: str = "up"):
    return progress(value, baseline, target, BEGAN, DUE, on, better)


def test_half_way_through_the_time_half_of_the_way_is_expected():
    found = way(50)
    assert found.expected == pytest.approx(40 + 20 * 730 / 1461)
    assert found.ratio == pytest.approx(10 / (20 * 730 / 1461))
    assert found.band == "on_track"


def test_a_target_below_the_baseline_is_read_the_same_way():
    assert way(50, baseline=60, target=40, better="down").band == "on_track"
    assert way(65, baseline=60, target=40, better="down").band == "deterioration"


@pytest.mark.parametrize(
    ("ratio", "band"),
    [
        (1.4, "on_track"),
        (0.95, "on_track"),
        (0.9499, "acceleration_needed"),
        (0.60, "acceleration_needed"),
        (0.5999, "limited"),
        (0.0, "limited"),
        (-0.0001, "deterioration"),
    ],
)
def test_a_bound_belongs_to_the_better_band(ratio, band):
    assert band_of(ratio) == band


def test_a_ratio_that_rounding_put_below_its_bound_is_on_it():
    assert band_of((0.1 + 0.2) * 2 - 5e-17) == "acceleration_needed"
    assert band_of(0.95 - 1e-16) == "on_track"


def test_after_its_date_the_target_itself_is_expected():
    found = way(58, on=date(2030, 1, 1))
    assert (found.expected, found.ratio) == (60, pytest.approx(0.9))
    assert found.band == "acceleration_needed"


def test_on_the_first_day_nothing_can_be_said_yet():
    assert way(45, on=BEGAN).band is None
    assert way(45, on=BEGAN).ratio is None


def test_a_target_equal_to_the_baseline_is_kept_or_lost():
    assert way(41, target=40).band == "on_track"
    assert way(39, target=40).band == "deterioration"
    assert way(39, target=40, better="down").band == "on_track"
    assert way(39, target=40, better="neither").band == "deterioration"
    assert way(39, target=40).ratio is None


def test_a_target_due_before_it_began_is_refused():
    with pytest.raises(ValueError, match="has to be after"):
        progress(1, 0, 2, DUE, BEGAN, HALF_WAY, "up")


def test_with_milestones_the_line_goes_through_them():
    # 100 in January 2025, 90 aimed for in January 2026, 50 in January 2027: mid 2026 the line stands at 70
    jan = [date(2025, 1, 1), date(2026, 1, 1), date(2027, 1, 1)]
    found = progress(80, 100, 50, jan[0], jan[2], date(2026, 7, 2), "down", [(jan[1], 90.0)])
    assert found.expected == pytest.approx(90 - 40 * 182 / 365)
    # 20 of the 29.95 that were expected: two thirds of the way
    assert found.ratio == pytest.approx(20 / (10 + 40 * 182 / 365)) and found.band == "acceleration_needed"
    # a straight line would have expected half of the way and a quarter, 37.5: 20 of 37.5 is limited
    assert progress(80, 100, 50, jan[0], jan[2], date(2026, 7, 2), "down").band == "limited"
